"""What is proposed for a cell of any kind is written where that stands, and called by its name."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from frameworks import commenting, proposing, reading, wordings, workflow
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
