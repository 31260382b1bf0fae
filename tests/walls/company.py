"""Random companies: everybody in some part of something, in every phase, with grants, recusals, leavers and screens.

Nothing here is a likely review. Rows are drawn against each other so that each clause of each rule is met sooner or
later by somebody for whom it is the only one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from accounts import people as acts
from accounts.models import DataCopy, Grant, Person, ReportingLine
from calibration.models import Device, Meeting, RatingChange, Round, Stop
from promotions.models import Claim, ConditionAnswer, Decision, Pitch, PitchCase, RoleChange, Vote
from reviews.models import (
    Ask,
    Assessment,
    Assignment,
    AxisRating,
    CommonText,
    Cycle,
    Deputyship,
    EarlierResult,
    Entry,
    EntryAudience,
    Exclusion,
    Group,
    GrowthLine,
    Input,
    Message,
    OneOnOne,
    Part,
    Participant,
    ProfileText,
    Reflection,
    ReflectionAxis,
    Remark,
    Result,
    ResultAxis,
    RosterEntry,
    SecondLook,
    Sentences,
)
from tests.ladder import publish_ladder
from tests.walls.across import draw_across
from tests.walls.candidates import draw_candidates
from tests.walls.figures import draw_figures
from tests.walls.learning import draw_learning
from tests.walls.voices import draw_voices

TODAY = date(2026, 11, 20)
SAID = {"reason": "Drawn."}


@dataclass
class Company:
    """The viewers of one random company."""

    people: list[Person]
    devices: list[Device]


def make_company(seed: int) -> Company:
    """The company of that number, the same whenever it is made."""
    return _Maker(Random(seed)).make()


class _Maker:
    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.aside = Random(11)  # for what was added later, so that all else is drawn as before
        self.now = timezone.now()
        self.ladders = [
            publish_ladder(
                f"ladder-{setting}",
                f"Ladder {setting}",
                {"L1": (1, "one"), "L2": (2, "two")},
                ["Skill"],
                pitch_open_to_subject=setting,
            )
            for setting in ("with", "know", "not")
        ]

    def make(self) -> Company:
        self.people = [self._person(number) for number in range(self.dice.randint(9, 12))]
        self._lines()
        self._grants()
        self.devices: list[Device] = []
        days = ("covers_from", "covers_to", "assess_by", "preview_by", "meet_on", "release_on")
        cycle, trial = (
            Cycle.objects.create(name=name, is_trial=name == "Trial", **dict.fromkeys(days, TODAY))
            for name in ("Drawn", "Trial")
        )
        states = [*Group.State.values, "telling", "closed", "calibrating"]
        for number, state in enumerate(self.dice.sample(states, 5)):
            of = trial if number == 4 else cycle
            self._group(Group.objects.create(cycle=of, name=f"Group {number}", state=state))
        draw_figures(self, cycle)
        self._earlier(self.ladders[0])
        for manager, report in self._pairs(4):
            OneOnOne.objects.create(manager=manager, report=report, first_on=TODAY, at=self.now.time(), time_zone="UTC")
        for state in ("prepared", "given", "given", "withdrawn"):
            of = self.one()
            DataCopy.objects.create(person=of, state=state, prepared_by=self.but(of), prepared_at=self.now)
        self._notebooks()
        draw_candidates(self)
        draw_across(self, dict.fromkeys(days, TODAY))
        return Company(list(Person.objects.all()), list(Device.objects.all()))

    # -- the organisation ---------------------------------------------------------------------------

    def _person(self, number: int) -> Person:
        left = self.dice.choice([None] * 9 + [-9, 0, 1])  # days from today
        return Person.objects.create(
            name=f"Person {number}",
            email=f"p{number}@random.example",
            employee_id=str(number),
            is_active=left != -9,
            left_on=None if left is None else TODAY + timedelta(days=left),
        )

    def _lines(self) -> None:
        for place, person in enumerate(self.people[1:], start=1):
            if self.maybe(0.9):
                manager = self.dice.choice(self.people[:place])
                ReportingLine.objects.create(person=person, manager=manager, from_on=TODAY)
        acts.rebuild_closure()

    def _grants(self) -> None:
        hour = timedelta(hours=1)
        Grant.objects.create(person=self.one(), kind="people_ops", from_at=self.now - hour, **SAID)
        spans = [(-hour, None), (-hour, hour), (-2 * hour, -hour), (hour, None)]
        for _ in range(4):
            begins, ends = self.dice.choice(spans)
            Grant.objects.create(
                person=self.one(),
                kind=self.dice.choice(["people_ops", "people_ops", "people_ops", "framework_editor", "operator"]),
                scope=self.one() if self.maybe(0.7) else None,
                from_at=self.now + begins,
                until_at=None if ends is None else self.now + ends,
                **SAID,
            )

    # -- a group --------------------------------------------------------------------------------------

    def _span(self) -> tuple[Any, Any]:
        """From when to when a part is held: most now, some no more or not yet, each to the moment."""
        now, hour, drawn = self.now, timedelta(hours=1), self.dice.random()
        if drawn < 0.25:
            return now - hour, now
        spans = [(now, None)] * 6 + [(now - hour, now + hour), (now, now + hour), (now + hour, None)]
        return spans[int((drawn - 0.25) / 0.75 * len(spans))]

    def _group(self, group: Group) -> None:
        subjects = self.some(0.5) or [self.one()]
        for _ in range(self.dice.randint(8, 14)):
            part = self.dice.choice(Part.values)
            began, ended = self._span()
            about = self.dice.choice(subjects) if part == Part.ABOVE else None
            known = {"group": group, "person": self.one(), "part": part, "about": about, "until_at": ended}
            if part in ("contributor", "co_author"):
                known["about"] = next((one for one in subjects if one != known["person"]), None)
                if known["about"] is None:
                    continue
            if not Participant.objects.filter(**known).exists():
                Participant.objects.create(from_at=began, **known)
        for _ in range(20):
            absent, deputy = self.aside.sample(self.people, 2)
            began, ended = self.aside.choice([(-1, 1), (0, 1), (-2, 0), (-2, 0), (-1, 0), (1, 2)])
            hour = timedelta(hours=1)
            span = {"from_at": self.now + began * hour, "until_at": self.now + ended * hour}
            Deputyship.objects.create(group=group, person=absent, deputy=deputy, named_by=absent, **span)
        for _ in range(2):
            Exclusion.objects.get_or_create(group=group, person=self.one(), subject=self.dice.choice(subjects))
        for subject in subjects:
            self._about(group, subject)
        self._meeting(group, subjects)

    def _about(self, group: Group, subject: Person) -> None:
        ladder = self.dice.choice(self.ladders)
        role, target, axis = ladder.roles["L1"], ladder.roles["L2"], ladder.axes["Skill"]
        whose = {"group": group, "subject": subject}
        if self.maybe(0.7):
            state, author = self.dice.choice(["draft", "submitted", "sealed"]), self.but(subject)
            made = Assessment.objects.create(**whose, author=author, role=role, state=state)
            AxisRating.objects.create(assessment=made, axis=axis)
            self._replaced(whose, author, role, axis)
        self._inputs(whose)
        self._common_texts(whose)
        if self.maybe(0.7):
            Remark.objects.create(**whose, author=self.but(subject), kind="asks", text="Drawn.")
        if self.maybe(0.7):
            self._pitch(whose, SimpleNamespace(role=role, target=target, axis=axis, version=ladder.version))
        if self.maybe(0.7):
            self._result(whose, role, axis, ladder.version)

    def _replaced(self, whose: dict[str, Any], author: Person, role: Any, axis: Any) -> None:
        """What was replaced or put away, by the same author or another; drawn apart, so that the rest is as it was."""
        dice = Random(f"{whose['group'].name} {whose['subject'].email}")
        others = [one for one in self.people if one != whose["subject"]]
        for _ in range(dice.choice([0, 1, 2])):
            by = author if dice.random() < 0.7 else dice.choice(others)
            shown = {"submitted_at": self.now, "still_shown": dice.random() < 0.5}
            made = Assessment.objects.create(**whose, author=by, role=role, state="replaced", **shown)
            AxisRating.objects.create(assessment=made, axis=axis)

    def _inputs(self, whose: dict[str, Any]) -> None:
        """What some contributed; drawn apart, so that the rest is as it was."""
        dice = Random(f"input {whose['group'].name} {whose['subject'].email}")
        for author in dice.sample([one for one in self.people if one != whose["subject"]], 3):
            Input.objects.create(**whose, author=author, state=dice.choice(["draft", "submitted", "replaced"]))

    def _common_texts(self, whose: dict[str, Any]) -> None:
        """What the person and others wrote to each other; drawn apart, so that the rest is as it was."""
        dice = Random(f"common {whose['group'].name} {whose['subject'].email}")
        others = dice.sample([one for one in self.people if one != whose["subject"]], 2)
        for number, author in enumerate([whose["subject"], *others, dice.choice(others)], start=1):
            state = "draft" if number == 4 else dice.choice(["shown", "agreed"])
            CommonText.objects.create(
                **whose, author=author, state=state, number=None if state == "draft" else number, text="Drawn."
            )

    def _pitch(self, whose: dict[str, Any], on: SimpleNamespace) -> None:
        author, subject = self.but(whose["subject"]), whose["subject"]
        roles = {"target": on.target, "version": on.version}
        pitch = Pitch.objects.create(
            **whose, **roles, author=author, role=on.role, state=self.dice.choice(Pitch.State.values)
        )
        PitchCase.objects.create(pitch=pitch, axis=on.axis, text="Drawn.")
        Claim.objects.create(pitch=pitch, kind="at_next_level", from_on=TODAY, to_on=TODAY, text="Drawn.")
        ConditionAnswer.objects.create(pitch=pitch, code="drawn", text="Drawn.")
        opened = self.now if self.maybe(0.5) else None
        for decider in self.some(0.3, without=subject):
            Vote.objects.create(
                **whose, pitch=pitch, decider=decider, choice="defer", cast_at=self.now, opened_at=opened
            )
        if self.maybe(0.7):
            writer = author if self.maybe(0.7) else self.but(subject)
            decision = Decision.objects.create(**whose, **roles, pitch=pitch, author=writer, ends_on=TODAY)
            if self.maybe(0.5):
                RoleChange.objects.create(decision=decision, subject=subject, role=on.target, starts_on=TODAY)

    def _earlier(self, ladder: SimpleNamespace) -> None:
        """What some were told before."""
        for person, other in self._pairs(4):
            EarlierResult.objects.create(
                subject=person,
                covers_from=TODAY - timedelta(days=self.dice.randint(100, 900)),
                covers_to=TODAY,
                role=ladder.roles["L1"],
                overall=ladder.points["meeting"],
                imported_by=other,
            )

    def _result(self, whose: dict[str, Any], role: Any, axis: Any, version: Any) -> None:
        subject = whose["subject"]
        result = Result.objects.create(
            **whose,
            author=self.but(subject),
            role=role,
            version=version,
            told_at=self.now if self.maybe(0.3) else None,
            opens_on=self.dice.choice([None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]),
        )
        ResultAxis.objects.create(result=result, axis=axis, against_role=role)
        if self.maybe(0.8):
            owner = result.author if self.maybe(0.6) else self.but(subject)
            Message.objects.create(result=result, person=subject, owner=owner, due_on=TODAY)
        if self.maybe(0.5):
            SecondLook.objects.create(
                result=result,
                group=result.group,
                subject=subject,
                owner=self.but(subject) if self.maybe(0.8) else None,
                result_author=result.author,
                words="Drawn.",
                due_on=TODAY,
            )

    # -- notebooks, which are of no group ---------------------------------------------------------------

    def _notebooks(self) -> None:
        """Rosters and assignments here and there, and entries of everybody about somebody."""
        on = self.ladders[0]
        for group in Group.objects.order_by("name"):
            for subject in self.some(0.4):
                assessor, owner = self.but(subject), self.but(subject)
                RosterEntry.objects.create(
                    group=group, subject=subject, assessor=assessor, role=on.roles["L1"], version=on.version
                )
                Assignment.objects.create(group=group, subject=subject, assessor=owner)
                if self.maybe(0.7):
                    self._reflection(group, subject)
        for author in self.people * 3:
            subject = author if self.maybe(0.4) else self.but(author)
            entry = Entry.objects.create(author=author, subject=subject, on=TODAY, text="Drawn.")
            for audience in EntryAudience.Audience.values:
                if self.maybe(0.4):
                    EntryAudience.objects.create(entry=entry, audience=audience)
        for author in self.people * 2:
            subject = author if self.maybe(0.4) else self.but(author)
            kind = "support" if subject != author and self.maybe(0.5) else "next"
            GrowthLine.objects.create(author=author, subject=subject, kind=kind, text="Drawn.")
        for author in self.people:
            subject = self.but(author)
            if subject != author and not ProfileText.objects.filter(subject=subject).exists():
                ProfileText.objects.create(author=author, subject=subject, role=on.roles["L1"], text="Drawn.")
        for subject in self.people:
            asker, peer = (subject if self.maybe(0.5) else self.but(subject)), self.but(subject)
            if asker != peer:
                self._ask(asker, peer, subject)

    def _ask(self, asker: Person, peer: Person, subject: Person) -> None:
        said = {"subject": subject, "asker": asker, "readers": self.dice.choice(["asker", "manager", "group", "group"])}
        asked = Ask.objects.create(peer=peer, expires_on=TODAY, **said)
        if self.maybe(0.8):
            Sentences.objects.create(ask=asked, author=peer, text="Drawn.", **said)

    def _reflection(self, group: Group, subject: Person) -> None:
        made = Reflection.objects.create(
            group=group,
            subject=subject,
            role=self.ladders[0].roles["L1"],
            state=self.dice.choice(["draft", "handed_in", "handed_in"]),
            readers=self.dice.choice(["assessor", "group"]),
        )
        ReflectionAxis.objects.create(reflection=made, axis=self.ladders[0].axes["Skill"], text="Drawn.")

    # -- its meeting ------------------------------------------------------------------------------------

    def _meeting(self, group: Group, subjects: list[Person]) -> None:
        dice = self.dice
        meeting = Meeting.objects.create(group=group, seed=1, state=dice.choice(["running"] * 5 + ["paused"]))
        levels = [(None, 1), (1, 1), (2, 2)]
        rounds = [
            Round.objects.create(meeting=meeting, number=number, name="Drawn", rank=rank)
            for number, (rank, _) in enumerate(levels)
        ]
        stops = []
        for order, subject in enumerate([subjects[0], *(each for each in subjects[1:] if self.maybe(0.7))]):
            for kind in ["discuss", "cohort"] if self.maybe(0.4) else ["discuss"]:
                round_ = dice.choice(rounds)
                stops.append(
                    Stop.objects.create(
                        meeting=meeting,
                        group=group,
                        subject=subject,
                        round=round_,
                        role=self.ladders[0].roles["L1"],
                        rank=dice.choice([1, 2]),
                        kind=kind,
                        order=order,
                    )
                )
        stops = stops if self.maybe(0.8) else stops[:1]
        for stop in stops:
            if self.maybe(0.6):
                RatingChange.objects.create(
                    stop=stop,
                    group=group,
                    subject=stop.subject,
                    after=self.ladders[0].points["meeting"],
                    proposer=self.but(stop.subject),
                    line="Drawn.",
                    version=1,
                )
        draw_voices(self, meeting, stops)
        draw_learning(self, meeting)
        meeting.showing = dice.choice(["nothing", "board", "board", "board", "stop", "stop", "stop"])
        meeting.round = dice.choice([None, *rounds, *rounds])
        meeting.stop = dice.choice([None, *stops, *stops])
        meeting.save()
        Device.objects.create(
            token_hash=group.pk.hex,
            meeting=meeting if self.maybe(0.9) else None,
            revoked_at=self.now if self.maybe(0.1) else None,
            code_hash=group.pk.hex,
        )

    # -- dice ---------------------------------------------------------------------------------------------

    def maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    def one(self) -> Person:
        return self.dice.choice(self.people)

    def but(self, person: Person) -> Person:
        return self.dice.choice([each for each in self.people if each != person])

    def some(self, chance: float, without: Person | None = None) -> list[Person]:
        return [each for each in self.people if each != without and self.maybe(chance)]

    def _pairs(self, count: int) -> list[tuple[Person, Person]]:
        drawn = {tuple(self.dice.sample(range(len(self.people)), 2)) for _ in range(count)}
        return [(self.people[one], self.people[other]) for one, other in sorted(drawn)]
