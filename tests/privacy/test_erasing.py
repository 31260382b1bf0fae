"""Leonie, of whom everything is held, is erased: nothing says who she was any more, and nothing else has moved."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import sealing
from accounts.models import Event, Person
from accounts.rights import erasing
from accounts.rights.kinds import kinds
from accounts.verifying import verify
from calibration.models import Stop, SurveyAnswered
from figures.models import Answer
from reviews.models import Remark, RosterEntry
from tests.access.scene import all_rows
from tests.privacy.crawl import walk
from tests.privacy.erased import whole_cache, whole_database, whole_folder
from tests.privacy.leaver import ADDRESS, HERS, NAME, NUMBER, STAYS, make_leaver


@pytest.fixture
def scene(scene, tmp_path, settings):
    """The scene of everything, and Leonie in it."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    scene.leonie = make_leaver(scene, settings.MAIL_FOLDER)
    scene.folder = settings.MAIL_FOLDER
    return scene


def everything(scene) -> str:
    return "\n".join([whole_database(), whole_cache(), whole_folder(scene.folder)])


def left(scene) -> list[str]:
    """Which words about her are still somewhere."""
    text = everything(scene)
    return [word for word in [NAME, ADDRESS, NUMBER, "Leonie", "Vogelsang", *HERS] if word in text]


def test_before_every_word_is_there(scene):
    text = everything(scene)
    assert [word for word in [NAME, ADDRESS, NUMBER, *HERS, *STAYS] if word not in text] == []


def test_afterwards_none_is_and_what_she_wrote_of_others_stays(scene):
    erasing.erase(scene.leonie, by=None)
    assert left(scene) == []
    text = everything(scene)
    assert [word for word in STAYS if word not in text] == []
    remark = Remark.objects.select_related("author").get(text="hersOfRemark")
    assert remark.author.name == "a former colleague"
    assert remark.author.first_name == "a former colleague"


def test_mails_to_others_stay_in_their_folder(scene):
    assert "Ivan" in whole_folder(scene.folder)
    erasing.erase(scene.leonie, by=None)
    assert "For Ivan" in whole_folder(scene.folder)
    assert len(list(scene.folder.iterdir())) == 1


def goes() -> list[str]:
    return [f"{one.model.__name__}.{one.whose}" for one in kinds() if not one.stays and not one.is_part]


def test_of_every_kind_that_goes_something_is_held(scene):
    there = {f"{one.held.model.__name__}.{one.held.whose}" for one in erasing.counted(scene.leonie)}
    # not even their number is said
    assert sorted(set(goes()) - there) == ["Answer.person", "SurveyAnswered.person"]
    assert Answer.objects.filter(person=scene.leonie).exists()
    assert SurveyAnswered.objects.filter(person=scene.leonie).exists()
    erasing.erase(scene.leonie, by=None)
    assert not Answer.objects.exists()
    assert not SurveyAnswered.objects.filter(person=scene.leonie).exists()
    assert {one.held.stays != "" for one in erasing.counted(scene.leonie)} == {True}


@pytest.mark.parametrize("kind", ["Assessment", "Remark", "Result", "Pitch", "RatingChange", "Grant", "Mail", "Hold"])
def test_a_kind_that_is_forgotten_on_purpose_is_found(scene, monkeypatch, kind):
    forgotten = [one for one in kinds() if one.model.__name__ not in (kind, "Decision", "Vote", "Message")]
    monkeypatch.setattr(erasing, "kinds", lambda: forgotten)
    erasing.erase(scene.leonie, by=None)
    assert left(scene) != []


def test_a_file_of_mail_that_is_forgotten_on_purpose_is_found(scene, monkeypatch):
    monkeypatch.setattr(erasing, "_remove_copies_of_mails", lambda words: None)
    erasing.erase(scene.leonie, by=None)
    assert ADDRESS in left(scene)


def test_the_sealed_trail_still_verifies_and_knows_her_id(scene):
    sealing.seal()
    before = verify()
    erasing.erase(scene.leonie, by=None)
    sealing.seal()
    after = verify()
    assert (before.wrong, after.wrong) == ([], [])
    assert after.rows > before.rows > 0
    assert Event.objects.get(verb="erase").about_id == scene.leonie.pk


def test_rosters_and_turns_keep_their_number(scene):
    entries, stops = RosterEntry.objects.count(), Stop.objects.count()
    erasing.erase(scene.leonie, by=None)
    assert (RosterEntry.objects.count(), Stop.objects.count()) == (entries, stops)


def bytes_of(client, address: str) -> bytes:
    """An answer without what is drawn anew for each: the token of its forms, and the nonce of its scripts."""
    page = client.get(address).content
    return re.sub(rb'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"|[A-Za-z0-9]{64}', b"", page)


def test_published_figures_are_the_same_bytes(scene, cast):
    client = Client()
    client.force_login(cast.petra)
    cycle = scene.publication.cycle_id
    table = f"/figures/{cycle}/figures/gender/"
    addresses = ["/figures/", table, f"{table}file.csv"]
    before = [bytes_of(client, address) for address in addresses]
    assert b"40,20,20" in before[2]
    erasing.erase(scene.leonie, by=None)
    assert [bytes_of(client, address) for address in addresses] == before


@pytest.mark.once("embedded")
def test_no_page_breaks_and_none_names_her(scene, cast):
    erasing.erase(scene.leonie, by=None)
    addresses = [row.path(scene) for row in all_rows() if "GET" in row.expected and "/events/" not in row.path(scene)]
    for first in ("petra", "marco", "dana"):
        client = Client(raise_request_exception=False)
        client.force_login(getattr(cast, first))
        shown = walk(client, addresses).shown
        assert [address for address, text in shown.items() if text.startswith("5")] == []
        assert [address for address, text in shown.items() if "Leonie" in text or "Vogelsang" in text] == []
        assert any("a former colleague" in text for text in shown.values())


def run(*args) -> str:
    out = StringIO()
    call_command("erase_person", *args, stdout=out)
    return out.getvalue()


def test_the_command_changes_nothing_by_itself(scene):
    said = run(NUMBER)
    assert "Nothing was changed." in said
    assert "Assessments" in said
    assert Person.objects.get(pk=scene.leonie.pk).name == NAME


@pytest.mark.parametrize("who", [NUMBER, ADDRESS.upper()])
def test_the_command_erases_when_it_is_told_so(scene, who):
    assert "Erased." in run(who, "--really")
    assert left(scene) == []


def test_what_waited_is_settled_by_the_command(scene, cast):
    asked = erasing.ask(scene.leonie, cast.petra)
    run(NUMBER, "--really")
    asked.refresh_from_db()
    assert (asked.state, asked.confirmed_by) == ("done", None)
    assert erasing.waiting_for(Person.objects.get(pk=scene.leonie.pk)) is None


def test_the_command_knows_nobody_by_another_name(scene):
    with pytest.raises(CommandError):
        run("EMP-0", "--really")
    erasing.erase(scene.leonie, by=None)
    with pytest.raises(CommandError):
        run(NUMBER)
