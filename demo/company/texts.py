"""What the demo's managers wrote: short statements put together from parts, and the cast's own by hand."""

import random

PROJECTS = (
    "the import of large files", "the move to the new search index", "the invoice export", "the mobile sign-in",
    "the audit log", "the retry queue", "the editor's offline mode", "the on-call handbook", "the storage quota page",
    "the nightly backup check", "the upgrade of the test machines", "the rate limits", "the permission checks",
    "the page for failed payments", "the new release train", "the alert clean-up", "the data export for customers",
    "the migration of old accounts", "the drag and drop of images", "the weekly load test",
)  # fmt: skip

DID = {
    "IC1": (
        "Took well-scoped parts of {project} and finished them with a review partner at hand.",
        "Fixed a row of small faults in {project} and wrote a test for each.",
        "Learned the code behind {project} and asked early where the task was unclear.",
    ),
    "IC2": (
        "Carried a part of {project} from plan to release without being chased.",
        "Cut {project} into steps that shipped one by one, and said early which would slip.",
        "Wrote the tests and notes that let two colleagues pick up {project}.",
    ),
    "IC3": (
        "Found out what {project} had to be, agreed it with two teams, and shipped it in stages.",
        "Owned {project} to the end, the clean-up and the first month of running it included.",
        "Saw that {project} would not hold at twice the load and changed the plan before it hurt.",
    ),
    "IC4": (
        "Led {project} across three teams and kept the argument about trade-offs open until it was settled.",
        "Set the direction for {project} and brought two colleagues to lead parts of it.",
        "Stopped {project} when the numbers did not carry it, and explained why to those who had asked for it.",
    ),
    "IC5": (
        "Set the technical course around {project} for the half-organisation and saw the first third land.",
        "Worked with product and support leads until {project} answered what customers in fact ask.",
    ),
    "": (
        "Kept the team steady through {project} and talked with each person about what comes next.",
        "Hired for the open place, and let the team settle {project} themselves.",
        "Took {project} off the list after weighing it with the team, and told those waiting for it.",
    ),
}
DESK = {
    "IC1": (
        "Answered a steady number of tickets from the playbooks and asked early where none fitted.",
        "Kept the tickets in hand inside the agreed time and wrote down each step for whoever came next.",
    ),
    "IC2": (
        "Took part in triage every week and left no ticket of the queue without an owner.",
        "Wrote four articles from questions that had come back, and linked them in the answers.",
        "Kept the queue current, so that the weekly numbers could be trusted.",
    ),
    "IC3": (
        "Handled the escalations of two large customers and brought what they missed to the product's people.",
        "Looked through the answers of two colleagues each week and talked the hard ones over with them.",
    ),
    "IC4": (
        "Rebuilt how tickets pass between support and engineering, with both sides at the table.",
        "Led the start of three new colleagues, from their first day to their first week alone.",
    ),
}
THEN = {
    "below": (
        "Three of the agreed dates passed without word; we now look at the plan together every Monday.",
        "The work needed a second round more often than not, mostly for want of tests.",
        "Much of it had to be finished by others, and the questions came late.",
    ),
    "at": (
        "It is used daily and has needed no repair since.",
        "The team plans around it now.",
        "Support reports fewer questions on it than last quarter.",
        "The hand-over was complete and on the day.",
        "Reviews for others were prompt and to the point.",
        "What was promised for the quarter was there at its end.",
    ),
    "above": (
        "Two other teams took the approach over, with help that nobody had to ask for.",
        "It was done a month early, and the time went into a fault that had cost others a day a week.",
        "The whole team is faster for it, and can say why.",
    ),
}

BY_HAND = {
    ("lena", 1): "Rebuilt the retry queue with two colleagues and wrote down how it fails. What was promised was there "
    "at the end of the quarter.",
    ("lena", 2): "Found the cause of the lost uploads that three people had searched for, fixed it, and changed how we "
    "test storage so that it cannot come back. Two teams now use that test.",
    ("lena", 3): "Led the storage quota across Storage, Billing and Web. She settled the disagreement on limits by "
    "measuring both ways, and brought Ilse to own the page. This is work I expect of an IC4.",
    ("noor", 3): "Ran the storage on-call for the quarter, halved the pages at night, and led two people.",
    ("ivan", 3): "Finished the import's error page with Mei's review and took the next task without being asked.",
    ("ines", 3): "Carried the backup check from plan to release; split it so that half of it helped after two weeks.",
}  # fmt: skip

REMARKS = {
    "supports": (
        "I saw the same from the other side of the interface.",
        "The hand-over to my team was as good as said here.",
        "Agreed; the on-call notes alone saved us a night.",
    ),
    "challenges": (
        "From what I saw, the larger part was shared with the neighbouring team. What was their own?",
        "Two of the three dates were moved with our agreement; I would not count them as missed.",
    ),
    "asks": (
        "How much of this was within the quarter?",
        "Would you say the same without the incident in the middle?",
    ),
    "adds_evidence": (
        "They also wrote the migration guide that my team used in October.",
        "They reviewed most of our changes to the client, and caught the one that mattered.",
    ),
}

EXAMPLES = {"challenges": "The change of the interface in the second month: two of us wrote it, and three reviewed it."}


def statement(chance: random.Random, key: str, quarter: int, placed: tuple[str, str], standing: str) -> str:
    """What the assessor wrote: by hand for the cast where there is one, else two sentences that fit.

    `placed` is (framework, role).
    """
    by_hand = BY_HAND.get((key, quarter))
    if by_hand:
        return by_hand
    framework, role = placed
    did = DESK.get(role) if framework == "support" else DID.get(role)
    said = chance.choice(did or DID[""]).format(project=chance.choice(PROJECTS))
    return f"{said} {chance.choice(THEN[standing])}"


def words_to(first: str, standing: str) -> str:
    """What the manager then wrote to the person."""
    return {
        "below": f"{first}, this quarter fell short of what we had agreed, and we have spoken about where. "
        "I want us to look at the plan together each Monday until the dates hold.",
        "at": f"{first}, you did what this role asks, and the team could rely on it. Let us use the next quarter "
        "for the part you said you want to learn.",
        "above": f"{first}, you went well beyond what this role asks, and others are better off for it. "
        "Let us talk about what you want to take on next.",
    }[standing]
