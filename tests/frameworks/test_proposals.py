"""Proposals of other words: made, discussed, answered, written into a draft; and how a framework changed."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts import clock
from accounts.models import Event, Grant
from accounts.moves import Conflict, NotAllowed
from config.today import owed_by
from frameworks import commenting, proposing, reading, workflow
from frameworks.editing import begun
from frameworks.editing import workflow as editing
from frameworks.loading import load
from frameworks.models import Behaviour, Comment, Proposal, Version
from frameworks.wordings import Wording, text_of
from tests.frameworks.test_comments import CELL, HERE, IC2_EXECUTION, IN_CELL, WORDING, example_of
from tests.frameworks.test_pages import text
from tests.shipped import fixture, publish

BETTER = "Carries out the team's near-term goals alone and helps to plan its projects."
WHY = "Half of my team reads the second half as a demand."


@pytest.fixture
def engineering(cast):
    return publish("engineering-1")


def proposed(version, by, wording=CELL, said=BETTER, reason=WHY) -> Proposal:
    made = proposing.propose(version, wording, by, said, reason)
    assert made is not None
    return made


def page(proposal) -> str:
    return f"{HERE}proposals/{proposal.pk}/"


def accepted(client, proposal, **more):
    """What an editor sends who accepts it as the page offers it, into a new version "2"."""
    form = client.get(page(proposal)).context["accept"]
    given = {
        "began": form["began"].value(),
        "into": "new",
        "label": "2",
        "text": proposal.text,
        "line": "It is clearer.",
    }
    return client.post(page(proposal) + "accept/", given | more)


# -- making one ----------------------------------------------------------------------------------------


def test_a_member_proposes_other_words_for_what_is_asked_and_everybody_reads_it(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    assert "Propose other words" in text(client.get(WORDING, IN_CELL))
    form = client.get(WORDING + "propose/", IN_CELL)
    assert IC2_EXECUTION in form.content.decode().replace("&#x27;", "'")
    answer = client.post(
        WORDING + "propose/?role=IC2&axis=execution", {"text": BETTER, "reason": WHY, "form": str(uuid4())}
    )
    assert answer["Location"] == WORDING + "?role=IC2&axis=execution#proposals"
    proposal = Proposal.objects.get()
    assert (proposal.text, proposal.was, proposal.author, proposal.state) == (BETTER, IC2_EXECUTION, cast.ivan, "open")
    assert f"other words, open {BETTER}" in text(sign_in(cast.mei).get(WORDING, IN_CELL))
    said = text(sign_in(cast.mei).get(page(proposal)))
    assert "Ivan proposes other words" in said
    assert WHY in said
    queue = text(sign_in(cast.frida).get(HERE + "flags/"))
    assert "1 proposal" in queue
    assert "Ivan proposes:" in queue


def test_each_kind_of_wording_can_be_proposed_for(cast, engineering):
    level = reading.document(engineering).levels[0].code
    example = example_of(engineering)
    places = [
        (CELL._replace(behaviour=str(example.identity_id)), example.text),
        (Wording(level=level), reading.document(engineering).levels[0].summary),
        (Wording(role="IC2"), ""),
        (Wording(axis="execution"), reading.document(engineering).axes[1].question),
        (Wording(), engineering.about),
    ]
    for wording, was in places:
        assert proposed(engineering, cast.ivan, wording).was == was


def test_what_stands_there_already_is_not_proposed_and_nothing_typed_is_lost(cast, engineering, sign_in):
    client, address = sign_in(cast.ivan), WORDING + "propose/?role=IC2&axis=execution"
    same = client.post(address, {"text": IC2_EXECUTION, "reason": "A reason typed with care"})
    assert same.status_code == 400
    assert "These are the words that stand there already." in text(same)
    assert "A reason typed with care" in text(same)
    lacking = text(client.post(address, {"text": "", "reason": ""}))
    assert "Write how it should read." in lacking
    assert "Say why it should read so." in lacking
    assert client.get(WORDING + "propose/?role=IC9").status_code == 404
    assert not Proposal.objects.exists()


def test_the_same_form_sent_twice_is_one_proposal(cast, engineering):
    form = uuid4()
    first = proposing.propose(engineering, CELL, cast.ivan, BETTER, WHY, form)
    assert first is not None
    assert proposing.propose(engineering, CELL, cast.ivan, BETTER, WHY, form) is None
    proposing.propose(engineering, CELL, cast.ivan, BETTER, "Another reason", form)
    assert Proposal.objects.count() == 2
    assert Event.objects.filter(verb="propose", by=cast.ivan).count() == 2


# -- what is said of it --------------------------------------------------------------------------------


def test_it_is_discussed_with_names_and_not_in_the_queue(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    client = sign_in(cast.mei)
    client.post(page(proposal), {"said": "Yes, please", "form": str(uuid4()), "is_named": "no"})
    [comment] = Comment.objects.all()
    assert (comment.author, comment.proposal) == (cast.mei, proposal)
    assert "Yes, please" in text(sign_in(cast.ivan).get(page(proposal)))
    assert "Yes, please" not in text(sign_in(cast.frida).get(HERE + "flags/"))
    assert "Yes, please" not in text(sign_in(cast.frida).get(WORDING, IN_CELL))
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(author=None)
    proposing.withdraw(proposal, cast.ivan)
    with pytest.raises(Conflict):
        commenting.discuss(Proposal.objects.get(), cast.mei, "Too late")


def test_its_author_withdraws_it_and_nobody_else(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    for person in (cast.mei, cast.frida):
        assert sign_in(person).post(page(proposal) + "withdraw/").status_code == 404
    sign_in(cast.ivan).post(page(proposal) + "withdraw/")
    assert Proposal.objects.get().state == "withdrawn"
    assert "It was withdrawn." in text(sign_in(cast.mei).get(page(proposal)))
    assert "proposes:" not in text(sign_in(cast.frida).get(HERE + "flags/"))
    with pytest.raises(Conflict):
        proposing.decline(proposal, "no", cast.frida)


# -- how it is answered --------------------------------------------------------------------------------


def test_an_accepted_one_begins_a_new_version_that_says_it(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    answer = accepted(sign_in(cast.frida), proposal)
    assert answer["Location"] == page(proposal)
    draft = Version.objects.get(label="2")
    assert draft.state == "draft"
    assert text_of(reading.ladder(draft), CELL) == BETTER
    assert text_of(reading.ladder(engineering), CELL) == IC2_EXECUTION
    proposal.refresh_from_db()
    assert (proposal.state, proposal.line, proposal.draft) == ("accepted", "It is clearer.", draft)
    assert Event.objects.filter(verb="accept", by=cast.frida, thing_id=str(proposal.pk)).count() == 1
    said = text(sign_in(cast.ivan).get(page(proposal)))
    assert "A framework editor accepted it: It is clearer." in said
    assert "written into version 2, which is not published yet" in said
    assert "Frida" not in said


def test_each_kind_of_wording_is_written_into_the_draft(cast, engineering):
    draft = editing.begin(engineering, "2", cast.frida)
    level = reading.document(engineering).levels[0].code
    example = CELL._replace(behaviour=str(example_of(engineering).identity_id))
    for wording in (example, CELL, Wording(level=level), Wording(role="IC2"), Wording(axis="execution"), Wording()):
        proposal = proposed(engineering, cast.ivan, wording, f"Anew: {wording}")
        seen = begun.mark(proposing.stored(draft, wording))
        proposing.accept(proposal, wording, draft, seen, proposal.text, "Yes.", cast.frida)
        draft.refresh_from_db()
        assert text_of(reading.ladder(draft), wording) == f"Anew: {wording}"
    assert Behaviour.objects.get(version=draft, identity=UUID(example.behaviour)).text == f"Anew: {example}"


def test_the_editor_may_change_the_words_and_take_an_existing_draft(cast, engineering, sign_in):
    draft = editing.begin(engineering, "next", cast.frida)
    proposal = proposed(engineering, cast.ivan)
    accepted(sign_in(cast.frida), proposal, into=str(draft.pk), text="Even better")
    draft.refresh_from_db()
    assert text_of(reading.ladder(draft), CELL) == "Even better"
    assert not Version.objects.filter(label="2").exists()


def test_where_the_draft_reads_otherwise_both_texts_are_shown(cast, engineering, sign_in):
    draft = editing.begin(engineering, "next", cast.frida)
    where, name = proposing.place_of(CELL)
    editing.reword(draft, where, name, IC2_EXECUTION, "What Frida wrote", cast.frida)
    proposal = proposed(engineering, cast.ivan)
    client = sign_in(cast.frida)
    said = text(client.get(page(proposal)))
    assert "In version next the words are others than those that were proposed on:" in said
    assert "What Frida wrote" in said
    # and she may write it nevertheless: she has seen it
    accepted(client, proposal, into=str(draft.pk))
    draft.refresh_from_db()
    assert text_of(reading.ladder(draft), CELL) == BETTER


def test_who_accepts_while_another_edits_is_told_and_nothing_is_lost(cast, engineering, sign_in):
    draft = editing.begin(engineering, "next", cast.frida)
    proposal = proposed(engineering, cast.ivan)
    client = sign_in(cast.frida)
    form = client.get(page(proposal)).context["accept"]
    where, name = proposing.place_of(CELL)
    editing.reword(draft, where, name, IC2_EXECUTION, "Written meanwhile", cast.frida)
    given = {"began": form["began"].value(), "into": str(draft.pk), "text": "My own words", "line": "Mine"}
    refused = client.post(page(proposal) + "accept/", given)
    assert refused.status_code == 400
    said = text(refused)
    assert "They read now: “Written meanwhile”" in said
    assert "My own words" in said
    assert Proposal.objects.get().state == "open"
    again = refused.context["accept"]["began"].value()
    client.post(page(proposal) + "accept/", given | {"began": again})
    draft.refresh_from_db()
    assert text_of(reading.ladder(draft), CELL) == "My own words"


def test_of_words_that_a_file_took_out_of_the_draft_again_the_page_does_not_say_that_they_are_there(
    cast, engineering, sign_in
):
    editing.begin(engineering, "2", cast.frida)
    example = CELL._replace(behaviour=str(example_of(engineering).identity_id))
    anew = proposed(engineering, cast.ivan)
    gone = proposing.propose(engineering, example, cast.ivan, "", WHY, kind="remove")
    ivan, frida = sign_in(cast.ivan), sign_in(cast.frida)
    for one in (anew, gone):
        accepted(frida, one, into=str(Version.objects.get(label="2").pk))
    assert "Its words are written into version 2" in text(ivan.get(page(anew)))
    assert "The example is gone from version 2" in text(ivan.get(page(gone)))
    load(replace(fixture("engineering-1"), version="2"))
    for one in (anew, gone):
        said = text(ivan.get(page(one)))
        assert "It was taken into version 2, which has been changed since" in said
        assert "Its words are written" not in said
        assert "is gone from version" not in said
    workflow.publish(Version.objects.get(label="2"), by=None)
    assert "Taken from proposals" not in text(ivan.get(HERE + "changelog/"))


def test_what_an_editor_forgot_or_mistook_is_said_and_no_version_is_begun(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    client = sign_in(cast.frida)
    for wrong, sentence in (
        ({"line": ""}, "Say in one line why."),
        ({"label": ""}, "Say what the new version is called."),
        ({"text": " "}, "Write how it is to read."),
        ({"label": "1"}, "There is a version 1 of Engineering already."),
        ({"into": "nowhere"}, "is not on offer"),
        ({"text": "half \u2028 a line"}, "invisible control character"),
    ):
        answer = accepted(client, proposal, **wrong)
        assert answer.status_code == 400, wrong
        assert sentence in text(answer)
    assert Version.objects.count() == 1
    assert Proposal.objects.get().state == "open"


def test_a_declined_one_says_why(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    client = sign_in(cast.frida)
    assert "Say in one line why." in text(client.post(page(proposal) + "decline/", {"line": ""}))
    client.post(page(proposal) + "decline/", {"line": "It is asked of IC3."})
    assert "A framework editor declined it: It is asked of IC3." in text(sign_in(cast.mei).get(page(proposal)))
    assert "It is asked of IC3." in text(sign_in(cast.mei).get(HERE + "flags/"))
    with pytest.raises(Conflict):
        proposing.decline(proposal, "again", cast.frida)


def test_nobody_but_an_editor_answers_and_not_ones_own_while_another_is_there(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    for person in (cast.ivan, cast.petra):
        assert sign_in(person).post(page(proposal) + "decline/", {"line": "x"}).status_code == 404
        with pytest.raises(NotAllowed):
            proposing.decline(proposal, "x", person)
    own = proposed(engineering, cast.frida, said="Frida's own")
    assert "Accept it" in text(sign_in(cast.frida).get(page(own)))
    Grant.objects.create(person=cast.sam, kind="framework_editor", reason="two", from_at=clock.now())
    said = text(sign_in(cast.frida).get(page(own)))
    assert "Accept it" not in said
    assert "It is your own, so another framework editor answers it." in said
    with pytest.raises(NotAllowed):
        proposing.decline(own, "x", cast.frida)
    proposing.decline(own, "Not so.", cast.sam)


def test_its_author_is_told_on_today_until_they_have_opened_it(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    assert owed_by(cast.ivan, clock.today()) == []
    proposing.decline(proposal, "It is asked of IC3.", cast.frida)
    [owed] = owed_by(cast.ivan, clock.today())
    assert owed.sentence == "Your proposal for the wording of Engineering was declined: read why"
    assert owed.url == page(proposal)
    sign_in(cast.mei).get(page(proposal))
    assert len(owed_by(cast.ivan, clock.today())) == 1
    sign_in(cast.ivan).get(page(proposal))
    assert owed_by(cast.ivan, clock.today()) == []


def test_the_database_keeps_no_half_answered_proposal(cast, engineering):
    proposed(engineering, cast.ivan)
    for wrong in (
        {"state": "accepted", "line": "yes"},
        {"state": "accepted", "draft": engineering},
        {"state": "declined"},
        {"line": "why"},
        {"text": ""},
        {"reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.update(**wrong)


@pytest.mark.parametrize(("number", "queries"), [(1, 5), (3, 5)])
def test_a_proposal_asks_as_much_with_three_comments_as_with_one(
    cast, engineering, sign_in, number, queries, django_assert_num_queries
):
    proposal = proposed(engineering, cast.ivan)
    for person in (cast.mei, cast.marco, cast.lena)[:number]:
        commenting.discuss(proposal, person, "Yes")
    client = sign_in(cast.dana)
    client.get(page(proposal))
    with django_assert_num_queries(queries):
        client.get(page(proposal))


# -- how a framework changed ---------------------------------------------------------------------------


def test_the_changelog_says_since_when_why_how_much_and_what_was_taken(cast, engineering, sign_in):
    proposal = proposed(engineering, cast.ivan)
    refused = proposed(engineering, cast.mei, Wording(), "Something else entirely")
    accepted(sign_in(cast.frida), proposal)
    proposing.decline(refused, "No.", cast.frida)
    draft = Version.objects.get(label="2")
    first = text(sign_in(cast.ivan).get(HERE + "changelog/"))
    assert "The first version." in first
    assert "Version 2" not in first
    workflow.publish(draft, by=None, reason="What the autumn round taught us.")
    said = text(sign_in(cast.ivan).get(HERE + "changelog/"))
    assert said.index("Version 2") < said.index("Version 1")
    assert "What the autumn round taught us." in said
    assert "It reads otherwise than version 1 in one place." in said
    assert f"IC2, Execution : {WHY} Ivan It is clearer." in said
    assert "Something else entirely" not in said
    client = sign_in(cast.ivan)
    page_of_it = client.get(HERE + "changelog/").content.decode()
    assert HERE + "compare/?from=1&amp;to=2" in page_of_it
    assert client.get(HERE + "compare/?from=1&to=2").status_code == 200


def test_a_framework_without_a_version_in_force_has_an_empty_changelog_for_its_editors(cast, sign_in):
    load(fixture("engineering-1"))
    assert sign_in(cast.ivan).get(HERE + "changelog/").status_code == 404
    assert "No version of it has been in force yet." in text(sign_in(cast.frida).get(HERE + "changelog/"))
