"""A cycle of three groups with the check: the engineers (Dana and Dilan direct), support (Oskar does), and the heads,
where Dana and Dilan are reviewed (Hanne directs). Petra observes everywhere."""

from types import SimpleNamespace

from accounts.models import Person
from calibration import workflow
from calibration.models import Meeting
from reviews.models import Cycle, Group, Participant
from tests.calibration.company import LAUNCHED, add_subject, make_company


def make_cycle(cast, **settings) -> SimpleNamespace:
    """The groups on the day of their meetings; nothing is locked."""
    said = {"has_check_across": True, "needs_outside_director": False} | settings
    company = make_company(cast, **said)
    support = _group(company.cycle, "Support", cast, director=cast.oskar, assessors=[cast.oskar])
    add_subject(support, company.ladder, cast.tariq, "IC2", cast.oskar, "exceeding")
    add_subject(support, company.ladder, cast.otto, "IC1", cast.oskar)
    heads = _group(company.cycle, "Heads", cast, director=cast.hanne, assessors=[cast.hanne])
    add_subject(heads, company.ladder, cast.dana, "IC5", cast.hanne, "exceeding")
    add_subject(heads, company.ladder, cast.dilan, "IC5", cast.hanne)
    return SimpleNamespace(
        cycle=Cycle.objects.get(pk=company.cycle.pk),
        ladder=company.ladder,
        engineering=company.group,
        support=support,
        heads=heads,
        page=f"/cycles/{company.cycle.pk}/check/",
    )


def _group(cycle, name, cast, director, assessors) -> Group:
    group = Group.objects.create(cycle=cycle, name=name, state="calibrating", launched_at=LAUNCHED)
    parts = [(director, "director"), (director, "decider"), (cast.petra, "observer")]
    parts += [(one, "assessor") for one in assessors]
    Participant.objects.bulk_create(
        Participant(group=group, person=person, part=part, from_at=LAUNCHED) for person, part in parts
    )
    return group


def hold(group: Group, cast, by: Person) -> Meeting:
    """The meeting of a group from its agenda to its lock; nothing is changed in it."""
    meeting = workflow.prepare(group, by, seed=7)
    for person in (by, cast.petra):
        workflow.check_in(meeting, person)
    workflow.attest(meeting, cast.petra)
    workflow.take_seat(meeting, by, "scribe")
    workflow.start(meeting, by)
    return workflow.lock(meeting, by)


def hold_all(story, cast) -> None:
    """Every group meets and is locked."""
    hold(story.engineering, cast, cast.mei)
    hold(story.support, cast, cast.oskar)
    hold(story.heads, cast, cast.hanne)


def put_in(group: Group, *states: str) -> None:
    """Puts a group in a state, whatever it was in."""
    Group.objects.filter(pk=group.pk).update(state=states[0])


def crowd(group, ladder, assessor, code: str, **overall: int) -> None:
    """So many more people in a group: `crowd(group, ladder, mei, "IC1", exceeding=6, meeting=4)`."""
    for word, number in overall.items():
        for one in range(number):
            name = f"{group.name} {code} {word} {one}"
            slug = name.lower().replace(" ", "-")
            person = Person.objects.create_user(f"{slug}@demo.example", name, employee_id=slug)
            add_subject(group, ladder, person, code, assessor, word)
