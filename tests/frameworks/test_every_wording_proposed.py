"""What is proposed for a cell of any kind is written where that stands, and called by its name."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from accounts.moves import move
from frameworks import commenting, proposing, reading, wordings, workflow
from frameworks.asked import Ladder
from frameworks.editing.door import Gone
from frameworks.format import Refused, read, write
from frameworks.loading import load
from frameworks.models import Comment, Proposal, Version
from frameworks.wordings import Wording
from tests.frameworks.every_wording import CELLS, EVERYBODY, HERE, bakery, example, publish
from tests.frameworks.test_every_wording import OTHER, PROPOSE, WHY, WORDING, asking, cells
from tests.frameworks.test_pages import text
from tests.shared import shared


@shared
def version(cast):
    return publish()


def page(proposal) -> str:
    return f"{HERE}proposals/{proposal.pk}/"


def accepted(client, proposal):
    form = client.get(page(proposal)).context["accept"]
    given = {"began": form["began"].value(), "into": "new", "label": "2", "text": proposal.text, "line": "Yes."}
    answer = client.post(page(proposal) + "accept/", given)
    assert answer.status_code == 302, text(answer)
    return Version.objects.get(label="2")


def says(version, cell) -> tuple[str, list[str]]:
    """What a version says in a cell, and its examples."""
    version.refresh_from_db()
    ladder = reading.ladder(version)
    return wordings.own_text(ladder, cell.wording), [one.text for one in wordings.examples(ladder, cell.wording)]


@cells
@pytest.mark.parametrize("kind", ["reword", "reword an example", "add", "remove"])
def test_what_is_proposed_of_it_is_written_where_it_stands(cast, version, sign_in, cell, kind):
    wording = cell.wording if kind in ("reword", "add") else example(version, cell)
    client, kind = sign_in(cast.ivan), kind.split()[0]
    address = client.get(PROPOSE, asking(wording, kind=kind)).wsgi_request.get_full_path()
    given = {"reason": WHY, "form": str(uuid4())} | ({} if kind == "remove" else {"text": OTHER})
    assert client.post(address, given).status_code == 302
    proposal = Proposal.objects.get()
    assert wordings.wording_of(proposal) == wording
    is_example = bool(wording.behaviour)
    assert proposal.was == ("" if kind == "add" else cell.example if is_example else cell.says)
    said = sign_in(cast.mei).get(page(proposal))
    assert cell.title in text(said)
    stands = re.search(r'<a href="([^"]+)">Read (?:it where it|what) stands', said.content.decode())
    assert stands is not None
    assert stands[1].partition("#")[0] == HERE + cell.page
    assert (OTHER if kind != "remove" else cell.example) in text(client.get(WORDING, asking(cell.wording)))
    commenting.discuss(proposal, cast.mei, "Yes, please")
    assert wordings.wording_of(Comment.objects.get()) == wording
    draft = accepted(sign_in(cast.frida), proposal)
    wanted = {
        "reword": (cell.says, [OTHER]) if is_example else (OTHER, [cell.example]),
        "add": (cell.says, [cell.example, OTHER]),
        "remove": (cell.says, []),
    }
    assert says(draft, cell) == wanted[kind]
    for other in CELLS.values():
        if other != cell:
            assert says(draft, other) == (other.says, [other.example])
    assert read(write(reading.document(draft)))


@pytest.mark.parametrize("missed", [Wording(axis="dough", everybody=True), Wording(axis="dough", level="B2")])
def test_what_is_missed_is_proposed_and_comes_to_be(cast, version, sign_in, missed):
    proposal = proposing.propose(version, missed, cast.ivan, OTHER, WHY)
    assert proposal.was == ""
    draft = accepted(sign_in(cast.frida), proposal)
    assert wordings.text_of(reading.ladder(Version.objects.get(pk=draft.pk)), missed) == OTHER


def test_the_last_example_of_a_cell_that_says_nothing_else_takes_the_cell_along(cast, sign_in):
    alone = EVERYBODY.replace("summary: Keeps the door shut., ", "")
    version = workflow.publish(load(bakery(expectations=alone)), by=None)
    there = example(version, CELLS["everybody"])
    proposal = proposing.propose(version, there, cast.ivan, "", WHY, kind="remove")
    draft = accepted(sign_in(cast.frida), proposal)
    found = reading.document(Version.objects.get(pk=draft.pk))
    assert found.expectations == ()
    try:
        read(write(found))
    except Refused as refused:
        pytest.fail(str(refused.problems))


@cells
def test_where_a_draft_has_it_no_more_it_cannot_be_written_and_is_still_called_by_its_codes(
    cast, version, sign_in, cell
):
    proposal = proposing.propose(version, cell.wording, cast.ivan, OTHER, WHY)
    commenting.comment(version, cell.wording, cast.ivan, "What is meant?")
    axes = "axes:\n  - {code: shop, name: Shop}\n"
    levels, roles = (
        "levels:\n  - {code: B9, rank: 10}\n",
        """\
roles:
  - {code: B9, level: B9, tracks: [hand], expectations: {shop: {summary: Greets.}}}
""",
    )
    gone = bakery(axes=axes, levels=levels, roles=roles, expectations="", layers="")
    draft = load(replace(gone, version="2"))
    said = text(sign_in(cast.frida).get(page(proposal)))
    assert "Version 2, which is being written, does not have this wording any more." in said
    workflow.publish(draft, by=None)
    client = sign_in(cast.mei)
    now = text(client.get(WORDING, asking(cell.wording)))
    assert "This version has no such wording any more." in now
    assert "What is meant?" in now
    assert cell.title in text(client.get(page(proposal)))
    assert "No version that is written has this wording any more" in text(sign_in(cast.frida).get(page(proposal)))


def without_a_place_for(cell: str):
    """The framework as a version 2 in which its place is named and nothing can stand there."""
    found = bakery()
    if cell == "level":
        levels = [replace(one, status="unfinished", expectations=()) if one.code == "B1" else one
                  for one in found.levels]  # fmt: skip
        roles = [replace(one, expectations=()) if one.level == "B1" else one for one in found.roles]
    else:
        levels, roles = list(found.levels), []
        for role in found.roles:
            asked = [one for one in role.expectations if (role.code, one.axis) != ("B1", "dough")]
            roles.append(replace(role, expectations=tuple(asked)))
    layers = tuple(replace(one, roles=()) for one in found.layers)
    return replace(found, version="2", levels=tuple(levels), roles=tuple(roles), layers=layers)


@pytest.mark.parametrize("kind", ["reword", "add"])
@pytest.mark.parametrize("name", ["level", "layer"])
def test_where_nothing_can_stand_in_a_draft_nothing_is_written(cast, version, sign_in, name, kind):
    wording = CELLS[name].wording
    proposal = proposing.propose(version, wording, cast.ivan, OTHER, WHY, kind=kind)
    draft = load(without_a_place_for(name))
    before = reading.document(draft)
    client = sign_in(cast.frida)
    shown = client.get(page(proposal))
    assert "Version 2, which is being written, does not have this wording any more." in text(shown)
    began = shown.context["accept"]["began"].value()
    given = {"began": began, "into": str(draft.pk), "text": OTHER, "line": "Yes."}
    assert client.post(page(proposal) + "accept/", given).status_code == 400
    with pytest.raises(Gone, match="nothing can stand there"):
        proposing.accept(proposal, wording, draft, "", OTHER, "Yes.", cast.frida)
    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert reading.fresh(draft) == before
    assert proposing.wording_in(proposal, wording, version) == wording


def test_today_calls_an_answered_proposal_by_no_title_of_a_draft(cast, version, sign_in):
    draft = move(load(replace(bakery(), version="2")), "open", cast.frida)
    proposing.decline(proposing.propose(draft, CELLS["role"].wording, cast.ivan, OTHER, WHY), "No.", cast.frida)
    draft = move(Version.objects.get(pk=draft.pk), "close", cast.frida)
    Version.objects.filter(pk=draft.pk).update(title="What nobody knows yet")
    today = text(sign_in(cast.ivan).get("/"))
    assert "Your proposal for the wording of" in today
    assert "What nobody knows yet" not in today


def test_the_changelog_and_the_list_of_what_waits_call_it_by_its_name(cast, version, sign_in):
    cell = CELLS["everybody"]
    proposal = proposing.propose(version, cell.wording, cast.ivan, OTHER, WHY, kind="add")
    queue = text(sign_in(cast.frida).get(HERE + "flags/"))
    assert cell.title in queue
    assert f"Ivan proposes another example: {OTHER}" in queue
    away = proposing.propose(version, example(version, cell), cast.mei, "", WHY, kind="remove")
    assert f"Mei proposes to take away: {cell.example}" in text(sign_in(cast.frida).get(HERE + "flags/"))
    assert (proposal.words, away.words) == (f"Another example: {OTHER}", f"To take away: {cell.example}")
    draft = accepted(sign_in(cast.frida), proposal)
    workflow.publish(draft, by=None)
    changed = text(sign_in(cast.ivan).get(HERE + "changelog/"))
    assert cell.title in changed


# -- a step that has moved -----------------------------------------------------------------------------


def with_steps(*names: str):
    """The framework as a version 2 whose dough has these steps, from 0 on; each says what it said, or is new."""
    axis = bakery().axes[0]
    said = {one.name: one for one in axis.steps}
    steps = [replace(said.get(name, replace(axis.steps[0], summary="New.", behaviours=())), name=name, number=number)
             for number, name in enumerate(names)]  # fmt: skip
    number = names.index("Mixes") if "Mixes" in names else 0
    roles = []
    for role in bakery().roles:
        asked = [replace(one, step=number) if one.axis == "dough" else one for one in role.expectations]
        roles.append(replace(role, expectations=tuple(asked)))
    axes = (replace(axis, steps=tuple(steps)), *bakery().axes[1:])
    return replace(bakery(), version="2", axes=axes, roles=tuple(roles))


@pytest.mark.parametrize(
    ("names", "number", "wanted"),
    [
        (("Starts", "Mixes"), 1, 1),
        (("Sweeps", "Starts", "Mixes"), 1, 2),  # moved
        (("Mixes", "Starts"), 1, 0),  # changed places
        (("Starts", "Stirs"), 1, 1),  # called otherwise
        (("Mixes",), 0, None),  # gone, and another has its number
        (("Starts",), 1, None),  # gone
        (("Mixes", "Mixes", "Starts"), 1, 1),  # two of one name: by number
        (("Sweeps", "Mixes", "Mixes"), 1, 1),
    ],
)
def test_a_step_is_followed_by_its_name(names, number, wanted):
    wording = Wording(axis="dough", step=number)
    found = wordings.followed(Ladder(bakery()), Ladder(with_steps(*names)), wording)
    assert found == (None if wanted is None else Wording(axis="dough", step=wanted))


def test_what_is_no_step_is_the_same_in_every_version():
    for cell in CELLS.values():
        if cell.wording.step is None:
            assert wordings.followed(Ladder(bakery()), Ladder(with_steps("Mixes")), cell.wording) == cell.wording


@pytest.mark.parametrize("kind", ["reword", "add"])
def test_what_is_proposed_for_a_step_is_written_where_that_has_moved(cast, version, sign_in, kind):
    proposal = proposing.propose(version, CELLS["step"].wording, cast.ivan, OTHER, WHY, kind=kind)
    draft = load(with_steps("Sweeps", "Starts", "Mixes"))
    client = sign_in(cast.frida)
    form = client.get(page(proposal)).context["accept"]
    given = {"began": form["began"].value(), "into": str(draft.pk), "text": OTHER, "line": "Yes."}
    assert client.post(page(proposal) + "accept/", given).status_code == 302
    draft = Version.objects.get(pk=draft.pk)
    found = {step.name: step for step in reading.document(draft).axes[0].steps}
    assert (found["Starts"].summary, len(found["Starts"].behaviours)) == ("Washes hands.", 1)
    mixes = (found["Mixes"].summary, [one.text for one in found["Mixes"].behaviours])
    assert mixes == (
        (OTHER, ["Weighs twice."]) if kind == "reword" else ("Follows the card.", ["Weighs twice.", OTHER])
    )
    assert "says again what stood there before" not in text(client.get(page(proposal)))


def test_where_another_step_has_its_number_it_is_not_written_there(cast, version, sign_in):
    proposal = proposing.propose(version, CELLS["step of nobody"].wording, cast.ivan, OTHER, WHY, kind="add")
    draft = load(with_steps("Mixes"))
    assert "Version 2, which is being written, does not have this wording" in text(
        sign_in(cast.frida).get(page(proposal))
    )
    with pytest.raises(Gone):
        proposing.accept(proposal, CELLS["step of nobody"].wording, draft, "", OTHER, "Yes.", cast.frida)
    proposal.refresh_from_db()
    assert proposal.state == "open"
