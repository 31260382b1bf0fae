"""A version that was open for comment and is a draft again: who spoke of it keeps their words, and reads no draft."""

import pytest

from accounts.moves import move
from frameworks import commenting, proposing
from frameworks.editing import begun
from frameworks.editing import workflow as editing
from frameworks.editing.places import Part, Place
from frameworks.models import Comment, Proposal
from tests.frameworks.test_comments import CELL, HERE, WORDING
from tests.frameworks.test_pages import text
from tests.shipped import publish

WORDS, NAME = "Works for the secret project", "Secret engineer"
SAID, BETTER = "Nobody reads this to its end", "Reads this to its end."


@pytest.fixture
def spoken(cast):
    """Of version 2 Ivan said something while it was open; then it was closed, and worded anew."""
    draft = editing.begin(publish("engineering-1"), "2", cast.frida)
    draft = move(draft, "open", cast.frida)
    commenting.comment(draft, CELL, cast.ivan, SAID)
    proposing.propose(draft, CELL, cast.ivan, BETTER, "It is so.")
    draft = move(draft, "close", cast.frida)
    for where, name, words in ((Place("execution", "IC2"), "summary", WORDS), (Part("role", "IC2"), "title", NAME)):
        old = editing.opening.sheet(draft, where).texts()[name]
        editing.save(draft, where, {name: begun.mark(old)}, {name: words}, cast.frida)
    return draft


def pages(client):
    proposal, comment = Proposal.objects.get(), Comment.objects.get(proposal=None)
    addresses = ["flags/", "flags/?answered", f"proposals/{proposal.pk}/", f"comments/{comment.pk}/take-back/"]
    return [client.get(HERE + one) for one in addresses]


def test_whoever_spoke_of_it_reads_nothing_of_the_draft(cast, spoken, sign_in):
    found = pages(sign_in(cast.ivan))
    assert [one.status_code for one in found] == [200, 200, 200, 200]
    read = " ".join(text(one) for one in found)
    assert SAID in read
    assert BETTER in read
    assert WORDS not in read
    assert NAME not in read
    assert sign_in(cast.ivan).get(WORDING, {"version": "2", "role": "IC2", "axis": "execution"}).status_code == 404


def test_its_editors_do(cast, spoken, sign_in):
    read = text(pages(sign_in(cast.frida))[0])
    assert WORDS in read
    assert NAME in read


def test_others_read_nothing_of_either(cast, spoken, sign_in):
    found = pages(sign_in(cast.mei))
    assert [one.status_code for one in found] == [200, 200, 404, 404]
    read = " ".join(text(one) for one in found)
    assert SAID not in read
    assert BETTER not in read
    assert WORDS not in read
