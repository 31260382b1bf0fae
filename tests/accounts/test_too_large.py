"""What is too large is answered 413 with a sentence, wherever it is sent and by whomever; none of it is looked at."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.test import Client

from reviews.models import Remark
from tests.access.scene import all_rows
from tests.reviews.conftest import previewing, story  # noqa: F401

SAID = "This is too large to be sent at once"
HINT = "what you wrote still stands there"


@pytest.mark.once("embedded")
@pytest.mark.parametrize("first", [None, "petra", "ivan"])
def test_no_route_reads_more_than_anything_needs(scene, cast, settings, first):
    addresses = sorted({row.path(scene) for row in all_rows()})
    settings.REQUEST_MOST_BYTES = 100
    client = Client()
    if first:
        client.force_login(getattr(cast, first))
    assert len(addresses) > 100
    for address in addresses:
        answer = client.post(address, {"text": "x" * 200})
        assert (address, answer.status_code) == (address, 413)
        assert SAID in answer.content.decode()


@pytest.mark.parametrize("first", [None, "dana"])
def test_a_form_of_more_than_its_share_is_too_large(cast, previewing, settings, first):  # noqa: F811
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "y" * 32
    if first:
        client.force_login(getattr(cast, first))
    for address in (f"/groups/{previewing.group.pk}/people/{cast.ivan.pk}/", "/sign-in/", "/people/import/"):
        answer = client.post(address, {"kind": "supports", "text": "x" * 1_100_000, "csrfmiddlewaretoken": "y" * 32})
        assert (address, answer.status_code) == (address, 413)
        assert HINT in answer.content.decode()
        assert "A form may hold 1 MB of text, and a file of people 10 MB." in answer.content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize(("name", "most"), [("DATA_UPLOAD_MAX_NUMBER_FIELDS", 5), ("DATA_UPLOAD_MAX_NUMBER_FILES", 0)])
def test_too_many_fields_or_files_are_too_much(cast, settings, name, most, client):
    setattr(settings, name, most)
    from django.core.files.uploadedfile import SimpleUploadedFile

    many = {f"field-{number}": "x" for number in range(9)} | {"file": SimpleUploadedFile("a.csv", b"x")}
    assert client.post("/sign-in/", many).status_code == 413


def test_a_saving_by_the_browser_itself_is_told_in_json(cast, settings, sign_in):
    settings.REQUEST_MOST_BYTES = 100
    answer = sign_in(cast.dana).post("/people/", {"text": "x" * 200}, headers={"X-Autosave": "1"})
    assert answer.status_code == 413
    assert answer.json()["message"].startswith("Not saved. It is too large to be sent at once.")


@pytest.mark.parametrize("said", ["", "-1", "many", "²", "1" * 5000])
def test_a_length_that_is_none_breaks_nothing(cast, said):
    answer = Client(raise_request_exception=False).generic("POST", "/sign-in/", b"", CONTENT_LENGTH=said)
    assert answer.status_code in (200, 400, 413)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [9_000_000, 13_000_000])
def test_who_sends_it_all_can_read_the_answer(live_server, size):
    """Over a socket: an answer before all was read would be lost with the connection."""
    there = urlsplit(live_server.url)
    asked = http.client.HTTPConnection(there.hostname, there.port, timeout=30)
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={'y' * 32}"}
    asked.request("POST", "/sign-in/", b"a=" + b"x" * size, sent)
    answer = asked.getresponse()
    status, said = answer.status, answer.read().decode()
    asked.close()
    assert status == 413
    assert SAID in said


def test_without_the_size_a_large_file_would_be_read_first(cast, settings, sign_in):
    """The same where no size is looked at: so the first test can fail."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != "accounts.middleware.SizeMiddleware"]
    settings.REQUEST_MOST_BYTES = 100
    assert sign_in(cast.petra).post("/people/", {"text": "x" * 200}).status_code == 405
