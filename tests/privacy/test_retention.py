"""Records go by themselves when their time is over, as the organisation has set it, and not a day earlier."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts import organisation, sealing, ticking
from accounts.models import DataCopy, Event, Hold, Organisation, Person, Shortening, StagedImport
from accounts.moves import NotAllowed
from accounts.rights import retention
from accounts.verifying import verify
from calibration.models import RatingChange, Stop
from figures.models import Answer
from promotions.models import Claim, ConditionAnswer, Decision, Pitch, PitchCase, Vote
from reviews.models import Assessment, Group, Mail, Message, Remark, Result, RosterEntry
from tests.access.scene import all_rows
from tests.privacy.crawl import walk
from tests.privacy.leaver import make_leaver
from tests.privacy.test_erasing import bytes_of

INPUTS = [Assessment, Remark, Vote, PitchCase, Claim, ConditionAnswer, RatingChange]
RESULTS = [Result, Message, Pitch, Decision]
CLOSED = datetime(2026, 1, 31, 15, tzinfo=UTC)


@pytest.fixture
def scene(scene, tmp_path, settings):
    """The scene of everything, over since the last of January."""
    settings.MAIL_FOLDER = tmp_path / "mail"
    scene.leonie = make_leaver(scene, settings.MAIL_FOLDER)
    Group.objects.update(closed_at=CLOSED)
    Mail.objects.update(sent_at=CLOSED, state="sent")
    return scene


def keep(**months) -> None:
    Organisation.objects.update(**months)


def there(models) -> dict[str, bool]:
    """Which of the models have rows."""
    return {model.__name__: model._base_manager.exists() for model in models}


ALL_THERE = dict.fromkeys(
    ["Assessment", "Remark", "Vote", "PitchCase", "Claim", "ConditionAnswer", "RatingChange"], True
)


@pytest.mark.parametrize(
    ("months", "today", "stays"),
    [
        (None, date(2046, 1, 1), True),
        (6, date(2026, 7, 30), True),
        (6, date(2026, 7, 31), False),
        (12, date(2026, 7, 31), True),
        (12, date(2027, 1, 31), False),
        (1, date(2026, 2, 28), True),
        (1, date(2026, 3, 1), False),
    ],
)
def test_what_was_said_on_the_way_goes_after_its_months(scene, months, today, stays):
    keep(keep_inputs_months=months)
    assert there(INPUTS) == ALL_THERE
    retention.let_go(today)
    assert there(INPUTS) == dict.fromkeys(ALL_THERE, stays)
    assert any(Pitch.objects.values_list("summary", flat=True)) is stays
    assert any(Pitch.objects.values_list("exception", flat=True)) is stays
    assert set(there(RESULTS).values()) == {True}


@pytest.mark.parametrize(("months", "stays"), [(None, True), (6, False), (7, True)])
def test_results_and_decisions_go_after_theirs(scene, months, stays):
    keep(keep_results_months=months)
    retention.let_go(date(2026, 7, 31))
    assert there(RESULTS) == {"Result": stays, "Message": stays, "Pitch": stays, "Decision": stays}
    assert there([Assessment, Remark]) == {"Assessment": True, "Remark": True}


@pytest.mark.parametrize(("months", "said"), [(None, True), (3, False), (7, True)])
def test_what_mails_said_goes_and_the_mail_stays_as_sent(scene, months, said):
    keep(keep_mails_months=months)
    waiting = Mail.objects.create(
        recipient=scene.cast.mei, address="mei@demo.example", subject="Later", body="Hello", message_id="<2@x>"
    )
    sent = Mail.objects.exclude(pk=waiting.pk)
    before = sent.count()
    retention.let_go(date(2026, 7, 31))
    assert sent.count() == before
    assert any(sent.values_list("body", flat=True)) is said
    assert Mail.objects.get(pk=waiting.pk).body == "Hello"


@pytest.mark.parametrize(
    ("months", "today", "name"),
    [
        (None, date(2040, 1, 1), "Leonie Vogelsang"),
        (6, date(2027, 5, 9), "Leonie Vogelsang"),
        (6, date(2027, 5, 10), "a former colleague"),
        (12, date(2027, 5, 10), "Leonie Vogelsang"),
    ],
)
def test_who_left_is_erased_after_so_many_months(scene, months, today, name):
    keep(keep_leavers_months=months)
    retention.let_go(today)
    assert Person.objects.get(pk=scene.leonie.pk).name == name
    assert Person.objects.filter(name="a former colleague").count() == (name == "a former colleague")


def test_whom_something_stands_in_the_way_of_waits(scene):
    keep(keep_leavers_months=1)
    Group.objects.update(state="telling")
    retention.let_go(date(2027, 5, 10))
    assert Person.objects.get(pk=scene.leonie.pk).name == "Leonie Vogelsang"


def test_a_hold_keeps_all_of_it(scene):
    keep(keep_inputs_months=1, keep_results_months=1, keep_mails_months=1, keep_leavers_months=1)
    Hold.objects.create(person=scene.leonie, reason="A lawsuit.", put_by=scene.cast.petra, put_at=timezone.now())
    before = {model: model._base_manager.filter(subject=scene.leonie).count() for model in (Assessment, Result, Vote)}
    assert min(before.values()) >= 1
    retention.let_go(date(2027, 5, 10))
    after = {model: model._base_manager.filter(subject=scene.leonie).count() for model in before}
    assert after == before
    assert PitchCase.objects.filter(pitch__subject=scene.leonie).exists()
    assert Mail.objects.get(recipient=scene.leonie).body != ""
    assert Person.objects.get(pk=scene.leonie.pk).name == "Leonie Vogelsang"
    assert not Result._base_manager.exclude(subject=scene.leonie).exists()


def test_a_review_that_runs_is_left_alone(scene):
    keep(keep_inputs_months=1, keep_results_months=1)
    Group.objects.update(state="telling", closed_at=None)
    retention.let_go(date(2036, 1, 1))
    assert set(there([*INPUTS, *RESULTS]).values()) == {True}


def test_twice_is_as_once_and_says_so_once(scene):
    keep(keep_inputs_months=6, keep_results_months=6, keep_mails_months=6, keep_leavers_months=6)
    retention.let_go(date(2027, 6, 1))
    events = Event.objects.filter(verb="let_go").count()
    assert events >= 8
    retention.let_go(date(2027, 6, 1))
    assert Event.objects.filter(verb="let_go").count() == events
    assert Event.objects.filter(verb="erase").count() == 1


def test_the_tick_does_it(scene):
    keep(keep_inputs_months=1)
    assert ticking.tick()
    assert not Assessment.objects.exists()


def test_figures_rosters_answers_and_the_trail_are_left_whole(scene, cast):
    keep(keep_inputs_months=1, keep_results_months=1, keep_mails_months=1)
    client = Client()
    client.force_login(cast.petra)
    table = f"/figures/{scene.publication.cycle_id}/figures/gender/"
    before = [bytes_of(client, address) for address in ("/figures/", table, f"{table}file.csv")]
    counts = [model.objects.count() for model in (RosterEntry, Stop, Answer)]
    sealing.seal()
    sealed = verify().rows
    retention.let_go(date(2027, 6, 1))
    assert [bytes_of(client, address) for address in ("/figures/", table, f"{table}file.csv")] == before
    assert [model.objects.count() for model in (RosterEntry, Stop, Answer)] == counts
    sealing.seal()
    assert verify().wrong == []
    assert verify().rows > sealed


@pytest.mark.once("embedded")
def test_no_page_breaks_where_records_are_gone(scene, cast):
    keep(keep_inputs_months=1, keep_results_months=1)
    retention.let_go(date(2027, 6, 1))
    # Leonie's are words to be looked for, no files
    DataCopy.objects.exclude(pk__in=[scene.copy.pk, scene.given_copy.pk]).delete()
    StagedImport.objects.exclude(pk=scene.staged.pk).delete()
    addresses = [row.path(scene) for row in all_rows() if "GET" in row.expected and "/events/" not in row.path(scene)]
    for first in ("petra", "marco", "ivan"):
        client = Client(raise_request_exception=False)
        client.force_login(getattr(cast, first))
        shown = walk(client, addresses).shown
        assert [address for address, text in shown.items() if text.startswith("5")] == []


# -- the page -------------------------------------------------------------------------------------------

ADDRESS = "/organisation/kept/"
OWN = {"preset": "own", "keep_inputs_months": "6", "keep_results_months": "", "keep_mails_months": ""}
OWN |= {"keep_candidates_months": "6"}


def kept() -> tuple:
    return Organisation.objects.values_list(*retention.SETTINGS).get()


@pytest.mark.parametrize(
    ("preset", "values"),
    [
        ("until_erased", (None, None, None, None, None, 6)),
        ("usual", (24, 60, 6, 24, 24, 6)),
        ("short", (6, 24, 3, 12, 6, 3)),
    ],
)
def test_a_preset_sets_six_numbers(cast, sign_in, preset, values):
    keep(keep_inputs_months=3, keep_results_months=12, keep_mails_months=1, keep_notes_months=1, keep_leavers_months=6)
    keep(keep_candidates_months=1)
    sign_in(cast.petra).post(ADDRESS, {"preset": preset, "looked": "on"})  # longer: at once
    assert kept() == values
    page = sign_in(cast.petra).get(ADDRESS).content.decode()
    assert f'value="{preset}" required id="id_preset_{list(retention.PRESETS).index(preset)}" checked' in page


def test_the_first_press_says_what_would_go_and_changes_nothing(scene, sign_in):
    Shortening.objects.all().delete()
    petra = sign_in(scene.cast.petra)
    page = petra.post(ADDRESS, OWN).content.decode()
    assert kept() == (None, None, None, None, None, 6)
    assert "assessments" in page
    assert "results, with replies" not in page
    petra.post(ADDRESS, OWN | {"looked": "on"})
    assert kept() == (None, None, None, None, None, 6)  # it is asked for
    keep(keep_inputs_months=3)
    petra.post(ADDRESS, OWN | {"looked": "on"})
    assert kept() == (6, None, None, None, None, 6)
    assert Assessment.objects.exists()
    [event] = Event.objects.filter(thing="accounts.organisation")
    assert (event.verb, event.before, event.after) == ("set_keep_inputs_months", "3", "6")


@pytest.mark.parametrize("months", ["0", "-1", "2", "241", "six", "1.5"])
def test_months_out_of_reason_are_refused_with_a_sentence(cast, sign_in, months):
    answer = sign_in(cast.petra).post(ADDRESS, OWN | {"keep_inputs_months": months, "looked": "on"})
    assert answer.status_code == 400
    assert "“What was said on the way”" in answer.content.decode()
    assert kept() == (None, None, None, None, None, 6)


def test_only_people_ops_for_everybody_set_it(cast):
    for first in ("pavel", "otto", "dana", "frida"):
        with pytest.raises(NotAllowed):
            organisation.change(getattr(cast, first), keep_inputs_months=1)
