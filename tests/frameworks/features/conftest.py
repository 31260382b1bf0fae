"""What each of these tests does: load a file, publish it, read a page of it, and export it unchanged."""

import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command

from frameworks import reading, workflow
from frameworks.format import read, write
from frameworks.formats import kinds
from frameworks.loading import load


def words_of(response) -> str:
    """The page as it is read: without tags, white space as single blanks."""
    body = response.content.decode().partition("<main")[2]
    said = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))
    return said.replace("Link to this example ", "")


class Shelf:
    """Frameworks that are published one after the other, each with an identity and a scale of its own."""

    def __init__(self, client):
        self.client, self.count = client, 0

    def publish(self, text):
        """The version of a file, published; what is exported says what was loaded, letter by letter."""
        self.count += 1
        text = text.replace("framework: bakery\n", f"framework: bakery-{self.count}\n")
        text = text.replace("code: two\n", f"code: two-{self.count}\n")
        wanted = read(text).document
        version = workflow.publish(load(wanted), by=None)
        reading.forget()
        out = StringIO()
        call_command("export_framework", wanted.framework, stdout=out)
        assert out.getvalue() == write(wanted)
        assert read(out.getvalue()).document == wanted
        assert kinds.whole(kinds.FORMS["json"].write(wanted).decode(), "json").document == wanted
        return version

    def page(self, version, path=""):
        """What a page of that version says."""
        response = self.client.get(f"/frameworks/{version.framework.slug}/{path}")
        assert response.status_code == 200
        return words_of(response)

    def read(self, text, path=""):
        """The same of a file that is published for it."""
        return self.page(self.publish(text), path)


@pytest.fixture
def shelf(cast, sign_in):
    return Shelf(sign_in(cast.ines))
