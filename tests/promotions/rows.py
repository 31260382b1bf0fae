"""Rows for the stories of pitches: a framework from its file, groups with their roster, results written by hand."""

from datetime import UTC, date, datetime

from accounts.models import Person
from frameworks import reading
from frameworks.models import Axis, Placement, Role, ScalePoint, Step, Version
from promotions.models import Claim, Pitch
from reviews.models import Cycle, Group, Part, Participant, Result, ResultAxis, RosterEntry
from tests.shipped import publish

SINCE = datetime(2026, 10, 1, 8, tzinfo=UTC)


def framework(name: str) -> Version:
    """A shipped framework, loaded and published."""
    reading.forget()
    return publish(name)


def role(version: Version, code: str) -> Role:
    return Role.objects.get(framework=version.framework, code=code)


def axis(version: Version, code: str) -> Axis:
    return Axis.objects.get(framework=version.framework, code=code)


def point(version: Version, standing: str) -> ScalePoint:
    return ScalePoint.objects.filter(scale=version.scale, standing=standing).first()


def cycle(name: str, first: date, last: date, **more) -> Cycle:
    return Cycle.objects.create(
        name=name,
        covers_from=first,
        covers_to=last,
        **{"assess_by": last, "preview_by": last, "meet_on": last, "release_on": last} | more,
    )


def group(within: Cycle, state: str = "assessing", name: str = "Engineering") -> Group:
    return Group.objects.create(cycle=within, name=name, state=state, launched_at=SINCE)


def takes_part(where: Group, person: Person, part: str, about: Person | None = None) -> Participant:
    return Participant.objects.create(group=where, person=person, part=part, about=about, from_at=SINCE)


def on_roster(where: Group, subject: Person, assessor: Person, version: Version, code: str, **more) -> RosterEntry:
    takes_part(where, subject, Part.SUBJECT)
    if not Participant.objects.filter(group=where, person=assessor, part=Part.ASSESSOR).exists():
        takes_part(where, assessor, Part.ASSESSOR)
    return RosterEntry.objects.create(
        group=where, subject=subject, assessor=assessor, version=version, role=role(version, code), **more
    )


def placed(person: Person, version: Version, code: str, since: date, until: date | None = None) -> Placement:
    return Placement.objects.create(person=person, role=role(version, code), from_on=since, to_on=until)


def result(
    where: Group,
    subject: Person,
    author: Person,
    version: Version,
    code: str,
    overall: str | None,
    ahead: tuple[str, dict[str, str]] | None = None,
    steps: dict[str, int] | None = None,
) -> Result:
    """A locked result, told where its group is closed.

    ahead: the next role's code and axis → standing against it. steps: axis → step attained.
    """
    made = Result.objects.create(
        group=where,
        subject=subject,
        author=author,
        version=version,
        role=role(version, code),
        overall=point(version, overall) if overall else None,
        told_at=SINCE if where.state == "closed" else None,
    )
    for axis_code, standing in (ahead[1] if ahead else {}).items():
        ResultAxis.objects.create(
            result=made,
            axis=axis(version, axis_code),
            against="next",
            against_role=role(version, ahead[0]),
            point=point(version, standing),
        )
    for axis_code, number in (steps or {}).items():
        ResultAxis.objects.create(
            result=made,
            axis=axis(version, axis_code),
            against="current",
            against_role=role(version, code),
            step=Step.objects.get(axis=axis(version, axis_code), number=number),
        )
    return made


def pitch(where: Group, subject: Person, author: Person, version: Version, code: str, target: str, **more) -> Pitch:
    return Pitch.objects.create(
        group=where,
        subject=subject,
        author=author,
        version=version,
        role=role(version, code),
        target=role(version, target),
        **more,
    )


def claim(of: Pitch, kind: str, first: date, last: date, axis_code: str | None = None, text: str = "Did it.") -> Claim:
    return Claim.objects.create(
        pitch=of,
        kind=kind,
        from_on=first,
        to_on=last,
        axis=axis(of.version, axis_code) if axis_code else None,
        text=text,
    )
