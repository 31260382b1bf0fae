"""Who gets what of one review in each of its phases, and what an act answers too early and too late; by hand."""

import sys

import pytest
from django.core.cache import cache

from reviews.models import Group, Participant
from reviews.models.cycles import GroupQuerySet
from tests.access.asking import ask, quietly
from tests.access.phases import ACTING, PERSONS, SAME, walk
from tests.access.phases_rows import ACTS, PAGES
from tests.access.table import status

PHASES = ["planning", "assessing", "previewing", "calibrating", "deciding", "finalising", "telling", "told", "closed"]


def in_phase(said: dict[str, str], phase: str) -> str:
    """What is written for a phase: who gets 200, or the status named; everybody else 404."""
    for phases, named in said.items():
        first, _, last = phases.partition(" to ")
        if PHASES.index(first) <= PHASES.index(phase) <= PHASES.index(last or first):
            return " ".join(one if "=" in one else f"{one}=200" for one in named.split()) + " *=404"
    raise KeyError(phase)


def asked(story, phase: str, pages=PAGES, acts=ACTS) -> tuple[int, list[str]]:
    """How many cells were asked in this phase, and each that answered otherwise than written."""
    there = {name: str(thing.pk) for name, thing in vars(story).items() if hasattr(thing, "pk")}
    cells, wrong = 0, []
    for method, rows in (("GET", pages), ("POST", acts)):
        for name, (address, said, *sent) in rows.items():
            try:
                where = address.format(**there)
            except KeyError:
                continue  # not there yet
            expectation = in_phase(said, phase)
            form = {"data": sent[0], "content_type": "application/x-www-form-urlencoded"} if sent else {}
            for person in PERSONS:
                if person in SAME or (SAME and method == "POST" and person not in ACTING):
                    continue
                cells += 1
                cache.clear()
                got = ask(method, where, story.cookies[person], **form)
                if got != status(expectation, person):
                    wrong.append(f"{phase}: {name} as {person}: {got}, written: {status(expectation, person)}")
    return cells, wrong


# on the database that has both walls, as the pages' own role: where one is too high, an act is refused too
@pytest.mark.once("postgresql")
def test_each_phase_shows_and_takes_what_is_written(apart, cast, capsys):
    cells, wrong, met = 0, [], []
    with quietly():
        for phase, story in walk(cast):
            met.append(phase)
            some, other = asked(story, phase)
            cells, wrong = cells + some, wrong + other
    with capsys.disabled():
        sys.stdout.write(f"\naccess: {cells} cells asked in {len(met)} phases\n")
    assert met == PHASES
    assert wrong == []


# -- the faults put in on purpose ------------------------------------------------------------------


@pytest.mark.once("postgresql")
def test_a_part_that_lasts_too_long_is_noticed(cast, nothing_written, monkeypatch):
    """A group that everybody sees who ever took part in it."""

    def ever(self, viewer):
        return self.filter(pk__in=Participant.objects.filter(person=viewer).values("group"))

    monkeypatch.setattr(GroupQuerySet, "visible_to", ever)
    with quietly():
        story = next(story for phase, story in walk(cast) if phase == "assessing")
        found = asked(story, "assessing", {"group": PAGES["group"]}, {})[1]
    assert "assessing: group as fabio: 200, written: 404" in found
    assert "assessing: group as ivan: 200, written: 404" in found


@pytest.mark.once("postgresql")
def test_an_act_that_comes_too_late_and_is_done_is_noticed(cast, monkeypatch):
    """A preview that can be opened again."""
    with quietly():
        story = next(story for phase, story in walk(cast) if phase == "previewing")
        monkeypatch.setitem(Group.MOVES, "open_preview", Group.MOVES["open_meeting"])
        found = asked(story, "previewing", {}, {"open preview": ACTS["open preview"]})[1]
    assert found == ["previewing: open preview as petra: 302, written: 409"]
