"""What holds after any request whatever: no error of ours, nothing reflected, nobody led away, and nothing written but
by whom it is theirs to write. The table of writers is by hand, for the scene.
"""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from tests.attacks.hostile.requests import Asked
from tests.attacks.hostile.site import Came, Change, Site
from tests.attacks.hostile.values import TOKEN

COOKIES = {"sessionid", "csrftoken", "messages", "room"}
HOSTS = {"testserver", "localhost"}
PAGES = ("text/html", "image/svg")
SECONDS = 3  # of our own computing
ATTENDING = "petra mei marco noor dana dilan sam oskar"


@dataclass(frozen=True)
class Writers:
    """Who may cause a change of a table at all; and which of its columns are only for whom `own` names."""

    by: str
    own: str = ""
    words: str = ""  # the columns that are only for that person; where none are named, all


MAY_WRITE = {
    "accounts.addresschange": Writers("petra frida"),
    # whoever reads a calendar's file: what was given is remembered
    "accounts.calendarlink": Writers("*"),
    "accounts.below": Writers("petra"),
    "accounts.datacopy": Writers("petra pavel"),
    "accounts.erasure": Writers("petra pavel"),
    "accounts.grant": Writers("petra pavel"),
    "accounts.hold": Writers("petra pavel"),
    "accounts.invitation": Writers("petra pavel"),
    "accounts.organisation": Writers("petra"),
    "accounts.person": Writers("petra frida"),  # Frida confirms her own address
    "accounts.reportingline": Writers("petra"),
    "accounts.shortening": Writers("petra"),
    "accounts.stagedimport": Writers("petra", own="by_id"),
    "accounts.team": Writers("petra"),
    "calibration.attendance": Writers(ATTENDING, own="person_id"),
    "calibration.biascall": Writers("petra mei"),
    "calibration.changesseen": Writers("petra mei marco noor"),
    "calibration.device": Writers("*"),  # whoever opens the room's page is a screen that waits
    "calibration.meeting": Writers(ATTENDING),
    "calibration.ratingchange": Writers("mei petra"),  # Petra by a file
    # an act by whoever leaves or steps out takes theirs along; at the end of the turn all go
    "calibration.floorrequest": Writers(ATTENDING),
    "calibration.privatenote": Writers(ATTENDING, own="author_id"),
    "calibration.roomfeedback": Writers(ATTENDING, own="author_id"),
    "calibration.proposal": Writers(ATTENDING, own="author_id", words="line after_id"),
    "calibration.break": Writers("petra mei"),
    "calibration.sittingplan": Writers("petra mei"),
    "calibration.reopening": Writers("petra"),
    "calibration.checkmade": Writers("petra dana oskar", own="person_id"),
    "calibration.checkquestion": Writers("petra dana oskar", own="by_id", words="text rank"),
    "calibration.sitting": Writers("petra mei"),
    "calibration.stop": Writers(ATTENDING),  # whoever sees a turn may ask that it be had by itself
    "candidates.agreed": Writers("mei noor lena"),
    # whoever manages somebody, and People Ops, may open one
    "candidates.candidate": Writers("hanne petra pavel dana dilan oskar mei marco noor lena"),
    "candidates.finding": Writers("mei noor lena"),
    "candidates.interviewer": Writers("hanne petra pavel dana dilan oskar mei marco noor lena"),
    "candidates.offer": Writers("mei", own="by_id", words="terms"),
    "figures.answer": Writers("*", own="person_id"),
    "figures.option": Writers("petra"),
    "figures.question": Writers("petra"),
    "frameworks.amendment": Writers("*", own="person_id", words="is_read"),
    "frameworks.comment": Writers("*"),
    "frameworks.flag": Writers("*"),
    "frameworks.framework": Writers("frida"),  # its public page, on and off
    "frameworks.heldcomment": Writers("*"),
    "frameworks.placement": Writers("petra pavel frida"),  # of a role that a version has not any more
    "frameworks.proposal": Writers("*"),
    "frameworks.succession": Writers("frida"),
    # whoever manages somebody of a team, and People Ops
    "frameworks.teamexample": Writers("hanne petra pavel dana dilan oskar mei marco noor"),
    "frameworks.version": Writers("frida"),
    "mfa.authenticator": Writers("*", own="user_id"),
    "promotions.claim": Writers("marco"),
    "promotions.conditionanswer": Writers("marco"),
    "promotions.decision": Writers("petra dana dilan marco"),
    "promotions.pitch": Writers(
        "marco noor mei petra dana dilan", own="author_id", words="summary exception author_id"
    ),
    "promotions.pitchcase": Writers("marco"),
    "promotions.rolechange": Writers("petra"),
    "promotions.vote": Writers("dana dilan", own="decider_id", words="choice reason decider_id cast_at"),
    "reviews.ask": Writers("*"),
    "reviews.assessment": Writers(
        "mei marco noor petra pavel", own="author_id", words="statement overall_id told_lowest told_lowest_on"
    ),
    "reviews.assignment": Writers("mei marco noor petra pavel"),
    "reviews.axisrating": Writers("mei marco noor petra pavel"),
    "reviews.cycle": Writers("petra pavel"),
    "reviews.earlierresult": Writers("petra pavel"),
    "reviews.commontext": Writers("ivan mei marco noor lena ines", own="author_id"),
    "reviews.deputyship": Writers("petra pavel mei marco noor"),
    "reviews.entry": Writers("*", own="author_id"),
    "reviews.entryaudience": Writers("*"),
    "reviews.growthline": Writers("*", own="author_id"),
    "reviews.profiletext": Writers("mei marco noor dana dilan oskar hanne sam petra", own="author_id"),
    "reviews.exclusion": Writers(f"{ATTENDING} pavel"),
    "reviews.group": Writers("petra pavel mei"),
    # the last time that a reader looked: by opening the page
    "reviews.looked": Writers("petra mei marco noor dana dilan oskar", own="reader_id"),
    # who is asked for one is given an empty page
    "reviews.input": Writers("tariq frida petra pavel mei marco noor", own="author_id", words="text submitted_at"),
    "reviews.mail": Writers("petra pavel dana dilan frida"),  # asking for what is missing; a letter to the old address
    "reviews.message": Writers("petra mei marco noor lena ines"),
    "reviews.oneonone": Writers("mei marco noor dana dilan oskar hanne sam petra", own="manager_id"),
    "reviews.participant": Writers(f"{ATTENDING} pavel"),
    "reviews.reflection": Writers("ivan ines lena noor", own="subject_id"),
    "reviews.reflectionaxis": Writers("ivan ines lena noor"),
    "reviews.remark": Writers(f"{ATTENDING}", own="author_id", words="text kind example author_id"),
    "reviews.reminder": Writers("*"),  # whoever asks a peer
    "reviews.result": Writers("petra mei marco noor", own="author_id", words="words asked asked_by_on support"),
    "reviews.rosterentry": Writers("petra pavel mei"),
    "reviews.secondlook": Writers("lena ines dilan marco petra"),
    "reviews.sentences": Writers("*", own="author_id"),
}
# no request of the scene writes these: what a tick, a command, the provider's door or the set-up of a site makes; parts
# of a ladder, which come with a whole file; what follows a lock or a publication that the scene is past
NOBODY_WRITES = {
    *("accounts.identity", "accounts.lease", "accounts.leave", "accounts.readabout", "accounts.seal"),
    *("accounts.sealed", "accounts.setup", "calibration.round", "figures.counting", "figures.publication"),
    # the scene's meeting is not locked yet
    *("calibration.boardline", "calibration.flaggedaxis", "calibration.survey", "calibration.surveyanswered"),
    "reviews.resultaxis",
    *("frameworks.addonduty", "frameworks.addonrole", "frameworks.axis", "frameworks.axisgroup"),
    *("frameworks.behaviour", "frameworks.behaviouridentity", "frameworks.expectation"),
    *("frameworks.layer", "frameworks.level", "frameworks.role", "frameworks.rulecondition", "frameworks.scale"),
    *("frameworks.scalepoint", "frameworks.step", "frameworks.track", "frameworks.translation"),
    *("frameworks.versionaxis",),
    *("frameworks.versionlevel", "frameworks.versionrole", "frameworks.versionstep", "frameworks.versiontrack"),
}
# what is about a person and is nevertheless theirs to write: an answer to a message that was told
OWN_CASE = {"reviews.message": {"answer", "answered_at", "reply", "replied_at"}}
# what follows from who is in the room when somebody comes or goes, whoever that is
FOLLOWS = {"calibration.stop": ({"witnessed", "confirmed_at", "confirmed_by_id"}, ATTENDING)}
ABOUT = {
    *(
        "reviews.assessment",
        "reviews.input",
        "reviews.remark",
        "reviews.result",
        "reviews.rosterentry",
        "reviews.message",
    ),
    *("promotions.pitch", "promotions.vote", "promotions.decision", "promotions.rolechange"),
    *(
        "calibration.stop",
        "calibration.boardline",
        "calibration.changesseen",
        "calibration.ratingchange",
        "calibration.privatenote",
        "calibration.proposal",
        "calibration.roomfeedback",
        "accounts.grant",
        "frameworks.placement",
    ),
    *("accounts.hold", "accounts.erasure", "reviews.earlierresult", "reviews.looked"),
}
# names a person as well, and says no word of them that is not theirs to write or the same for everybody
NOT_ONES_CASE = {
    "frameworks.amendment",
    "calibration.surveyanswered",
    "accounts.calendarlink",
    *("accounts.below", "accounts.reportingline", "accounts.identity", "accounts.invitation", "accounts.leave"),
    *("accounts.addresschange", "accounts.datacopy", "accounts.readabout", "figures.answer"),
    *(
        "reviews.entry",
        "reviews.growthline",
        "reviews.profiletext",
        "reviews.reflection",
        "reviews.ask",
        "reviews.sentences",
        "reviews.secondlook",
        "reviews.commontext",
    ),
    *(
        "calibration.attendance",
        "calibration.checkmade",
        "calibration.floorrequest",
        "candidates.interviewer",
        "reviews.assignment",
        "reviews.deputyship",
        "reviews.exclusion",
        "reviews.participant",
    ),
}
# saved without an event: drafts, answers, the sign of life of a screen, a reader's own sign of having read
QUIETLY = {
    *("reviews.assessment", "reviews.axisrating", "reviews.result", "promotions.pitch", "promotions.pitchcase"),
    *(
        "promotions.claim",
        "promotions.conditionanswer",
        "figures.answer",
        "calibration.attendance",
        "calibration.device",
    ),
    "accounts.stagedimport",
    "accounts.calendarlink",
    "frameworks.amendment",
    *("candidates.finding", "candidates.agreed"),
    *("reviews.entry", "reviews.input", "reviews.looked", "reviews.commontext"),
    *("calibration.privatenote", "calibration.roomfeedback"),
    *("reviews.reflection", "reviews.reflectionaxis"),
    # an event beside the turns of a meeting would say of whom somebody spoke
    "frameworks.flag",
    # an event beside each that bears a name would say who wrote those that bear none
    *("frameworks.comment", "frameworks.heldcomment"),
}
# and these columns: what is chosen of a copy, before it is given; the count of a draft's savings
QUIET_COLUMNS = {
    "accounts.datacopy": {"content"},
    "candidates.candidate": {"draft_number", "saved_at"},
    "candidates.interviewer": {"draft_number", "saved_at"},
}
# kept although what was sent lacks something: the draft
THOUGH_REFUSED = QUIETLY - {
    "accounts.calendarlink",
    "figures.answer",
    "calibration.attendance",
    "accounts.stagedimport",
    "reviews.entry",
    "reviews.looked",
    "frameworks.flag",
    *("frameworks.comment", "frameworks.heldcomment"),
}
# a screen that is opened waits with a code; a calendar is told what has changed since; who opens a page has looked
BY_READING = {"calibration.device", "accounts.calendarlink", "frameworks.amendment", "reviews.looked"}
ONLY_ADDED_TO = {"accounts_event", "accounts_reading", "accounts_seal", "accounts_sealed"}


def wrong(site: Site, asked: Asked, came: Came) -> list[str]:
    """What does not hold, as sentences; none where all is well."""
    return [*answered(asked, came), *_written(site, asked, came)]


def answered(asked: Asked, came: Came) -> list[str]:
    """What does not hold of the answer alone."""
    found = []
    if came.status >= 500 or came.error:
        found.append(f"failed with {came.status}: {came.error[-1500:]}")
    kind = came.headers.get("Content-Type", "")
    if TOKEN in came.text and kind.startswith(PAGES):
        place = came.text.index(TOKEN)
        found.append(f"shows what was sent as it was sent: {came.text[max(0, place - 150) : place + 40]}")
    for name in ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url"):
        said = came.headers.get(name)
        if said is not None and leads_away(said):
            found.append(f"leads away by {name}: {said[:200]}")
    if any(ord(letter) < 32 for said in came.headers.values() for letter in said):
        found.append("has a header with a control character")
    if not came.cookies <= COOKIES:
        found.append(f"sets cookies: {came.cookies - COOKIES}")
    if came.seconds > SECONDS:
        found.append(f"took {came.seconds:.1f} s")
    return found


def leads_away(said: str) -> bool:
    """Whether a browser would follow that to another host, or to no page at all. It reads a backslash as a slash."""
    there = urlsplit(urljoin("http://testserver/here/", said.replace("\\", "/")))
    return there.scheme != "http" or there.hostname not in HOSTS or any(ord(letter) <= 32 for letter in said)


def _written(site: Site, asked: Asked, came: Came) -> list[str]:
    rewritten = {table for statement, table in came.writes if statement != "INSERT" and table in ONLY_ADDED_TO}
    found = [f"rewrites {table}" for table in sorted(rewritten)]
    actor = site.people.get(asked.person)
    own = actor.pk if actor and asked.person != "gone" else None
    for change in came.changes:
        what = f"{change.kind} {change.label} ({', '.join(sorted(change.columns))[:80]})"
        if change.label not in MAY_WRITE:
            found.append(f"{what}: say in MAY_WRITE ({__name__}) who may")
        elif not _may_write(asked.person, own, change):
            found.append(f"{what} is not for {asked.person} to write")
        if change.label in ABOUT and own is not None and change.about == own and not _may_for_oneself(change):
            found.append(f"{what} is {asked.person}'s own case")
        if came.status >= 400 and change.label not in THOUGH_REFUSED:
            found.append(f"{what} although it was answered {came.status}")
        if asked.method not in ("POST",) and change.label not in BY_READING:
            found.append(f"{what} by {asked.method}")
        is_quiet = change.label in QUIETLY or change.columns <= QUIET_COLUMNS.get(change.label, set())
        if not came.events and not is_quiet:
            found.append(f"{what} left no event")
    return found


def _may_write(person: str, own: object, change: Change) -> bool:
    columns, whoever = FOLLOWS.get(change.label, (set(), ""))
    if change.columns <= columns:
        return person in whoever.split()
    writers = MAY_WRITE[change.label]
    if writers.by != "*" and person not in writers.by.split():
        return False
    is_word = not writers.words or not change.columns.isdisjoint(writers.words.split())
    if change.kind == "added" and writers.words and not any(change.row.get(c) for c in writers.words.split()[:2]):
        return True  # an empty sheet, laid out for its author
    if not writers.own or not is_word or person == "petra":
        return True
    return change.row.get(writers.own) == own


def _may_for_oneself(change: Change) -> bool:
    return change.columns <= OWN_CASE.get(change.label, set())
