"""Proposals of another example of what a role asks on an axis, and that one goes."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.moves import Conflict
from frameworks import proposing, reading, wordings
from frameworks.editing import parting
from frameworks.editing import workflow as editing
from frameworks.editing.door import Gone
from frameworks.models import Proposal, Version
from frameworks.wordings import Wording, text_of
from tests.frameworks.test_comments import CELL, HERE, IC2_EXECUTION, IN_CELL, WORDING, example_of
from tests.frameworks.test_pages import text
from tests.frameworks.test_proposals import WHY, accepted, page, proposed
from tests.shipped import publish


@pytest.fixture
def engineering(cast):
    return publish("engineering-1")


NEW_ONE = "Says in the morning what stands in the way."


def propose_at(more: str, wording: Wording = CELL) -> str:
    asked = "&".join(f"{name}={code}" for name, code in wording._asdict().items() if code)
    return f"{WORDING}propose/?{asked}{more}"


def examples_at(version) -> list[str]:
    """The examples of the cell, as the version has them now."""
    version.refresh_from_db()
    return [one.text for one in wordings.examples(reading.ladder(version), CELL)]


def test_another_example_is_proposed_and_stands_last_in_the_draft_that_takes_it(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    assert "Propose another example" in text(client.get(WORDING, IN_CELL))
    form = text(client.get(propose_at("&kind=add")))
    assert "The example that should stand there too" in form
    lacking = text(client.post(propose_at("&kind=add"), {"text": "", "reason": ""}))
    assert "Write the example." in lacking
    assert "Say why it should stand there." in lacking
    client.post(propose_at("&kind=add"), {"text": NEW_ONE, "reason": WHY, "form": str(uuid4())})
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.text, proposal.was, proposal.behaviour) == ("add", NEW_ONE, "", None)
    said = text(sign_in(cast.mei).get(page(proposal)))
    assert "Ivan proposes another example" in said
    assert "Read what stands there" in said
    assert NEW_ONE in said
    assert f"Ivan proposes another example: {NEW_ONE}" in text(sign_in(cast.frida).get(HERE + "flags/"))
    accepted(sign_in(cast.frida), proposal)
    draft = Version.objects.get(label="2")
    assert examples_at(draft) == [*examples_at(engineering), NEW_ONE]
    assert text_of(reading.ladder(draft), CELL) == IC2_EXECUTION
    assert "Its words are written into version 2" in text(sign_in(cast.ivan).get(page(proposal)))


def test_another_example_is_not_written_where_its_role_has_gone(cast, engineering, sign_in):
    proposal = proposing.propose(engineering, CELL, cast.ivan, NEW_ONE, WHY, kind="add")
    draft = editing.begin(engineering, "2", cast.frida)
    parting.remove(
        draft, cast.frida, "role", "IC2", None, parting.loss(reading.document(draft), "role", "IC2", None)[1]
    )
    with pytest.raises(Gone, match="The role IC2 is not in this version any more"):
        proposing.accept(proposal, CELL, draft, "", NEW_ONE, "", cast.frida)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_the_same_example_of_two_people_is_written_once(cast, engineering, sign_in):
    both = [proposing.propose(engineering, CELL, by, NEW_ONE, WHY, kind="add") for by in (cast.ivan, cast.mei)]
    client = sign_in(cast.frida)
    accepted(client, both[0])
    draft = Version.objects.get(label="2")
    form = client.get(page(both[1])).context["accept"]
    given = {"began": form["began"].value(), "into": str(draft.pk), "line": "Yes."}
    again = client.post(page(both[1]) + "accept/", given | {"text": f" {NEW_ONE} "})
    assert (again.status_code, examples_at(draft).count(NEW_ONE)) == (400, 1)
    assert "This example stands in that version already. Change its words, or decline the proposal." in text(again)
    other = client.post(page(both[1]) + "accept/", given | {"text": "Says so at noon, too."})
    assert (other.status_code, examples_at(draft)[-2:]) == (302, [NEW_ONE, "Says so at noon, too."])


def test_that_an_example_goes_is_proposed_and_it_is_gone_from_the_draft_that_takes_it(cast, engineering, sign_in):
    example = example_of(engineering)
    there = CELL._replace(behaviour=str(example.identity_id))
    client = sign_in(cast.ivan)
    assert propose_at("&kind=remove", there).replace("&", "&amp;") in client.get(propose_at("", there)).content.decode()
    form = client.get(propose_at("&kind=remove", there))
    assert "Propose to take this example away" in text(form)
    assert "How it should read" not in text(form)
    assert "Say why it should go." in text(client.post(propose_at("&kind=remove", there), {"reason": ""}))
    client.post(propose_at("&kind=remove", there), {"reason": WHY, "text": "not asked", "form": str(uuid4())})
    proposal = Proposal.objects.get()
    assert (proposal.kind, proposal.text, proposal.was) == ("remove", "", example.text)
    assert f", without this example, open {example.text}" in text(client.get(WORDING, IN_CELL))
    said = text(sign_in(cast.mei).get(page(proposal)))
    assert "Ivan proposes to take an example away" in said
    assert example.text in said
    accepted(sign_in(cast.frida), proposal)
    draft = Version.objects.get(label="2")
    assert examples_at(draft) == [one for one in examples_at(engineering) if one != example.text]
    assert "The example is gone from version 2" in text(sign_in(cast.ivan).get(page(proposal)))
    other = proposing.propose(engineering, there, cast.mei, "", WHY, kind="remove")
    said = text(sign_in(cast.frida).get(page(other)))
    assert "Version 2, which is being written, does not have this wording any more." in said


def test_an_example_that_was_worded_anew_meanwhile_is_shown_before_it_goes(cast, engineering, sign_in):
    example = example_of(engineering)
    there = CELL._replace(behaviour=str(example.identity_id))
    draft = editing.begin(engineering, "next", cast.frida)
    proposal = proposing.propose(engineering, there, cast.ivan, "", WHY, kind="remove")
    client = sign_in(cast.frida)
    began = client.get(page(proposal)).context["accept"]["began"].value()
    where, name = proposing.place_of(there)
    editing.reword(draft, where, name, example.text, "Much better words", cast.frida)
    given = {"began": began, "into": str(draft.pk), "line": "It is old."}
    refused = client.post(page(proposal) + "accept/", given)
    assert refused.status_code == 400
    assert "They read now: “Much better words”" in text(refused)
    assert "Much better words" in examples_at(draft)
    assert Proposal.objects.get().state == "open"
    again = refused.context["accept"]["began"].value()
    client.post(page(proposal) + "accept/", given | {"began": again})
    assert "Much better words" not in examples_at(draft)
    assert Proposal.objects.get().state == "accepted"


def test_an_example_comes_to_a_cell_alone_and_only_an_example_goes(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    for more, wording in (
        ("&kind=add", Wording(role="IC2")),
        ("&kind=add", Wording(level="IC2")),
        ("&kind=remove", CELL),
        ("&kind=burn", CELL),
    ):
        assert client.get(propose_at(more, wording)).status_code == 404, (more, wording)
    with pytest.raises(Conflict):
        proposing.propose(engineering, Wording(role="IC2"), cast.ivan, NEW_ONE, WHY, kind="add")
    with pytest.raises(Conflict):
        proposing.propose(engineering, CELL, cast.ivan, example_of(engineering).text, WHY, kind="add")
    assert not Proposal.objects.exists()
    proposed(engineering, cast.ivan)
    for wrong in ({"kind": "remove"}, {"kind": "remove", "text": ""}, {"kind": "add", "axis": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(**wrong)
