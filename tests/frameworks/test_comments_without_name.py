"""Comments without a name: nothing anywhere says who wrote one, nor at what hour; and how many a day allows."""

import itertools
import logging
import re
from datetime import UTC, date, datetime
from random import Random
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection

from accounts import clock, ticking
from accounts.models import Organisation
from accounts.moves import Conflict, move
from accounts.rights.kinds import kinds
from accounts.viewing import viewing
from config.today import owed_by
from frameworks import commenting, reading, unnamed
from frameworks.editing import begun
from frameworks.editing import workflow as editing
from frameworks.editing.places import Place
from frameworks.models import Comment, HeldComment, Version
from frameworks.wordings import Wording, text_of
from tests.frameworks.test_comments import CELL, HERE, IC2_EXECUTION, IN_CELL, WORDING, example_of, sent
from tests.frameworks.test_pages import text
from tests.logged import lines_of
from tests.shipped import publish

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="of PostgreSQL alone")
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 12, day) for day in (11, 12, 13, 14))
SAID = "Nobody could do all of this in a year"


@pytest.fixture
def engineering(cast, at):
    at(datetime(2026, 12, 9, 10, tzinfo=UTC))
    return publish("engineering-1")


@pytest.fixture
def at(monkeypatch):
    """Makes it this instant."""

    def make_it(now: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: now)
        monkeypatch.setattr(clock, "today", lambda: now.date())

    return make_it


def everything() -> dict[str, set[str]]:
    """Every row of every table, as text."""
    return {
        model._meta.db_table: {str(sorted(row.items())) for row in model._base_manager.values()}
        for model in apps.get_models(include_auto_created=True)
    }


def new_rows(before: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is in the tables now and was not there before, or has changed."""
    return {table: rows - before[table] for table, rows in everything().items() if rows - before[table]}


def signs_of(person) -> list[str]:
    """By what one could know somebody."""
    return [str(person.pk), person.pk.hex, person.name, person.email, person.employee_id]


def kept_in_the_cache() -> dict[str, str]:
    """All that the cache holds, by key."""
    return {key: str(cache.get(key.partition(":1:")[2])) for key in list(cache._cache)}


# -- nothing says who ----------------------------------------------------------------------------------


def test_after_a_failed_try_and_a_good_one_one_row_is_new_and_it_names_nobody(cast, engineering, sign_in, caplog):
    client = sign_in(cast.ivan)
    client.get(WORDING, IN_CELL)
    before = everything()
    with caplog.at_level(logging.DEBUG):
        assert client.post(WORDING, IN_CELL | {"said": SAID}).status_code == 400
        assert sent(client, SAID, named="no").status_code == 302
    assert list(new_rows(before)) == ["frameworks_heldcomment"]
    [row] = new_rows(before)["frameworks_heldcomment"]
    assert SAID in row
    assert [sign for sign in signs_of(cast.ivan) if sign in row] == []
    said = "\n".join(lines_of(caplog))
    assert [sign for sign in [*signs_of(cast.ivan), SAID, "wording"] if sign in said] == []
    assert mail.outbox == []


def test_a_refused_form_elsewhere_does_stand_in_the_log(cast, engineering, sign_in, caplog):
    """So that the test above shows something."""
    with caplog.at_level(logging.DEBUG):
        assert sign_in(cast.ivan).post(WORDING + "propose/?role=IC2&axis=execution").status_code == 400
    [line] = [line for line in lines_of(caplog) if "/propose/" in line]
    assert line.endswith(f" by={cast.ivan.pk}")


@pytest.mark.parametrize("wrong", ["stale", "gone", "fast", "fields"])
def test_no_refusal_of_what_is_sent_leaves_a_line_of_who_sent_it(cast, engineering, sign_in, caplog, settings, wrong):
    client, given = sign_in(cast.ivan), IN_CELL | {"said": SAID, "is_named": "no", "form": str(uuid4())}
    status, address = {"stale": 403, "gone": 404, "fast": 429, "fields": 413}[wrong], WORDING
    if wrong == "stale":
        client.handler.enforce_csrf_checks = True
    if wrong == "gone":
        address += "?version=0"
    if wrong == "fast":
        settings.PAGES_A_MINUTE = 1
        client.get(WORDING, IN_CELL)
    if wrong == "fields":
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    before = everything()
    with caplog.at_level(logging.DEBUG):
        assert client.post(address, given).status_code == status
    assert [line for line in lines_of(caplog) if "wording" in line] == []
    assert new_rows(before) == {}


def test_of_what_fails_a_line_stands_there_without_who_sent_it(cast, engineering, sign_in, caplog, monkeypatch):
    monkeypatch.setattr(commenting, "comment", lambda *about: 1 / 0)
    client = sign_in(cast.ivan)
    client.raise_request_exception = False
    assert sent(client, SAID, named="no").status_code == 500
    [line] = [line for line in lines_of(caplog) if "wording" in line]
    assert "ZeroDivisionError" in line
    assert [sign for sign in [*signs_of(cast.ivan), SAID] if sign in line] == []


def test_once_it_has_appeared_no_row_links_it_with_anybody_either(cast, engineering, at):
    before = everything()
    commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    at(datetime(2026, 12, 10, 10, tzinfo=UTC))
    commenting.let_out(clock.today())
    assert list(new_rows(before)) == ["frameworks_comment"]
    [row] = new_rows(before)["frameworks_comment"]
    assert SAID in row
    assert [sign for person in vars(cast).values() for sign in signs_of(person) if sign in row] == []
    assert Comment.objects.get().author is None
    assert not HeldComment.objects.exists()


def test_the_cache_holds_neither_who_nor_what_and_lets_it_go_with_the_day(cast, engineering, at, monkeypatch):
    at(datetime(2026, 12, 9, 22, 59, tzinfo=UTC))  # one minute to midnight in Berlin
    commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    kept = kept_in_the_cache()
    assert sum("unnamed" in key for key in kept) == 2
    for sign in [*signs_of(cast.ivan), SAID, "execution", "IC2"]:
        assert not [key for key, value in kept.items() if sign in key or sign in value]
    lasts = [cache._expire_info[key] for key in kept if "unnamed" in key]
    assert all(one <= datetime.now(UTC).timestamp() + 60 for one in lasts)


def test_the_digest_of_the_same_person_is_another_one_on_another_day(cast, engineering, at):
    found = set()
    for day in (9, 10):
        at(datetime(2026, 12, day, 10, tzinfo=UTC))
        unnamed.one_more(cast.ivan, 3)
        found |= {key for key in kept_in_the_cache() if re.search("unnamed:[0-9a-f]{64}", key)}
    assert len(found) == 2


def test_the_answer_is_the_same_with_a_name_and_without(cast, engineering, sign_in):
    client = sign_in(cast.ivan)
    answers = []
    for named in ("yes", "no"):
        session = dict(client.session.items())
        answer = sent(client, f"{SAID}, {named}", named=named)
        assert dict(client.session.items()) == session
        answers.append((answer.status_code, answer["Location"], sorted(answer.cookies), answer.content))
    assert answers[0] == answers[1]
    assert answers[0][1] == WORDING + "?role=IC2&axis=execution&sent=1#said"


def test_the_address_that_is_sent_to_names_no_wording(cast, engineering, sign_in):
    page = sign_in(cast.ivan).get(WORDING, IN_CELL).content.decode()
    assert f'<form class="form" method="post" action="{WORDING}" novalidate>' in page


def test_nothing_about_it_is_held_about_a_person(cast, engineering):
    assert HeldComment not in {held.model for held in kinds()}
    assert not [field for field in HeldComment._meta.get_fields() if field.related_model is type(cast.ivan)]


def test_of_a_proposal_nobody_speaks_without_a_name(cast, engineering):
    assert "proposal" not in {field.name for field in HeldComment._meta.get_fields()}
    assert "of_a_proposal_with_a_name" in {one.name for one in Comment._meta.constraints}


# -- nor when ------------------------------------------------------------------------------------------


def test_until_its_day_is_over_nobody_reads_it_or_counts_it(cast, engineering, sign_in):
    pages = (WORDING + "?role=IC2&axis=execution", HERE + "flags/")
    before = {(person, page): text(sign_in(person).get(page)) for person in (cast.mei, cast.frida) for page in pages}
    commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    for (person, page), said in before.items():
        assert text(sign_in(person).get(page)) == said
    assert owed_by(cast.frida, clock.today()) == []
    for person in (cast.ivan, cast.frida, cast.petra, cast.otto):
        with viewing(person):
            assert not HeldComment.objects.visible_to(person).exists()
            assert not Comment.objects.visible_to(person).exists()


@on_postgresql
def test_the_second_wall_keeps_it_from_everybody(cast, engineering):
    with viewing(cast.ivan):
        commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    for person in (cast.ivan, cast.frida, cast.petra, cast.otto):
        with viewing(person):
            assert not HeldComment.objects.exists()
            assert HeldComment.objects.update(said="another") == 0
            assert HeldComment.objects.all().delete()[0] == 0


@pytest.mark.parametrize(
    ("written", "read"), [(FRIDAY, FRIDAY), (FRIDAY, SATURDAY), (SATURDAY, SUNDAY), (FRIDAY, MONDAY), (SUNDAY, MONDAY)]
)
def test_it_appears_on_the_next_working_day_and_bears_that_day(cast, engineering, at, written, read, sign_in):
    at(datetime.combine(written, datetime.min.time(), UTC).replace(hour=10))
    commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    at(datetime.combine(read, datetime.min.time(), UTC).replace(hour=10))
    ticking.tick()
    commenting.let_out(clock.today())
    assert list(Comment.objects.values_list("said", "shown_on")) == ([(SAID, MONDAY)] if read == MONDAY else [])
    if read == MONDAY:
        assert f"Without a name , 14 December 2026 {SAID}" in re.sub(
            r" · Take its words out", "", text(sign_in(cast.mei).get(WORDING, IN_CELL))
        )


def test_neither_ids_nor_places_nor_the_page_say_in_which_order_they_were_written(cast, engineering, at, sign_in):
    words = [f"Remark {number:02}" for number in range(24)]
    Random(6).shuffle(words)
    people = list(vars(cast).values())
    for number, said in enumerate(words):
        commenting.comment(engineering, CELL, people[number % len(people)], said, is_named=False)
    held = list(HeldComment.objects.values_list("pk", flat=True))
    at(datetime(2026, 12, 10, 10, tzinfo=UTC))
    commenting.let_out(clock.today())
    rows = {one.said: one for one in Comment.objects.all()}
    assert sorted(rows) == sorted(words)
    assert {one.pk for one in rows.values()}.isdisjoint(held)
    assert {one.pk.version for one in rows.values()} == {4}
    assert {one.shown_on for one in rows.values()} == {date(2026, 12, 10)}
    page = text(sign_in(cast.mei).get(WORDING, IN_CELL))
    shown = re.findall(r"Remark \d\d", page)
    with connection.cursor() as cursor:
        place = "ctid" if connection.vendor == "postgresql" else "rowid"
        cursor.execute(f"SELECT said FROM frameworks_comment ORDER BY {place}")
        lying = [said for (said,) in cursor.fetchall()]
    for found in (shown, lying, sorted(words, key=lambda said: rows[said].pk)):
        assert sorted(found) == sorted(words)
        assert found != words
        assert found != words[::-1]
        # of two that follow each other, about half stand the other way round
        turned = sum(found.index(a) > found.index(b) for a, b in itertools.pairwise(words))
        assert 3 <= turned <= 20


@on_postgresql
def test_all_that_come_out_together_are_of_one_transaction(cast, engineering, at):
    for number in range(3):
        commenting.comment(engineering, CELL, cast.ivan, f"{SAID} {number}", is_named=False)
    at(datetime(2026, 12, 10, 10, tzinfo=UTC))
    commenting.let_out(clock.today())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM frameworks_comment")
        assert cursor.fetchone() == (1, 3)


def test_the_day_is_the_organisations_wherever_its_writer_is(cast, engineering, at, sign_in):
    Organisation.objects.update(time_zone="Europe/Berlin")
    cast.ivan.time_zone = "Pacific/Auckland"
    cast.ivan.save()
    at(datetime(2026, 12, 9, 22, 30, tzinfo=UTC))  # the tenth in Auckland, half past eleven at night in Berlin
    sent(sign_in(cast.ivan), SAID, named="no")
    assert HeldComment.objects.get().written_on == date(2026, 12, 9)


# -- how many ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [1, 3])
def test_so_many_a_day_and_not_one_more(cast, engineering, settings, most):
    settings.COMMENTS_WITHOUT_NAME_A_DAY = most
    for number in range(most):
        commenting.comment(engineering, CELL, cast.ivan, f"{SAID} {number}", is_named=False)
    with pytest.raises(Conflict) as refused:
        commenting.comment(engineering, CELL, cast.ivan, "one too many", is_named=False)
    assert f"as can be written in a day ({most})" in refused.value.sentence
    assert HeldComment.objects.count() == most
    commenting.comment(engineering, CELL, cast.mei, "of another", is_named=False)
    commenting.comment(engineering, CELL, cast.ivan, "with a name")
    assert (HeldComment.objects.count(), Comment.objects.count()) == (most + 1, 1)


def test_on_the_next_day_one_may_again(cast, engineering, settings, at):
    settings.COMMENTS_WITHOUT_NAME_A_DAY = 1
    for day in (9, 10):
        at(datetime(2026, 12, day, 10, tzinfo=UTC))
        commenting.comment(engineering, CELL, cast.ivan, f"On the {day}", is_named=False)
    assert HeldComment.objects.count() == 2


def test_the_limit_stands_in_the_form_and_nothing_typed_is_lost(cast, engineering, settings, sign_in, caplog):
    settings.COMMENTS_WITHOUT_NAME_A_DAY = 1
    client = sign_in(cast.ivan)
    sent(client, "the first", named="no")
    with caplog.at_level(logging.DEBUG):
        answer = sent(client, "the second, typed with care", named="no")
    assert answer.status_code == 400
    assert "You have written as many comments without your name today" in text(answer)
    assert "the second, typed with care" in text(answer)
    assert str(cast.ivan.pk) not in "\n".join(one.getMessage() for one in caplog.records if "backends" not in one.name)


def test_the_same_form_sent_twice_is_one_comment_and_counts_once(cast, engineering, settings):
    settings.COMMENTS_WITHOUT_NAME_A_DAY = 2
    form = uuid4()
    for said in ("once", "once", "twice"):
        commenting.comment(engineering, CELL, cast.ivan, said, is_named=False, form=form)
    assert sorted(HeldComment.objects.values_list("said", flat=True)) == ["once", "twice"]


def test_where_none_is_allowed_the_form_offers_none(cast, engineering, settings, sign_in):
    settings.COMMENTS_WITHOUT_NAME_A_DAY = 0
    client = sign_in(cast.ivan)
    assert "Without my name" not in text(client.get(WORDING, IN_CELL))
    assert sent(client, SAID, named="no").status_code == 400
    with pytest.raises(Conflict):
        commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    assert not HeldComment.objects.exists()


def test_the_choice_is_asked_each_time_and_explained(cast, engineering, sign_in):
    page = sign_in(cast.ivan).get(WORDING, IN_CELL)
    assert 'name="is_named" value="no" checked' not in page.content.decode()
    assert "checked" not in page.content.decode().partition('name="is_named"')[2].partition("</fieldset>")[0]
    said = text(page)
    for sentence in (
        "Nobody can look it up, neither framework editors nor People Ops.",
        "It appears on the next working day",
        "you cannot change it, take it back or have it erased later",
        "Your words can still give you away",
        "whoever runs the machine that this site is on could find out",
        "At most 3 a day can be written so.",
    ):
        assert sentence in said


def test_a_version_that_was_taken_back_or_an_example_that_is_gone_loses_no_held_comment(cast, engineering, at):
    commenting.comment(engineering, CELL, cast.ivan, SAID, is_named=False)
    HeldComment.objects.update(behaviour=uuid4())
    engineering.state = "superseded"
    engineering.save()
    at(datetime(2026, 12, 10, 10, tzinfo=UTC))
    commenting.let_out(clock.today())
    assert list(Comment.objects.values_list("said", "behaviour", "role__code")) == [(SAID, None, "IC2")]
    commenting.let_out(clock.today())
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("is_closed", [False, True])
def test_the_text_it_is_about_does_not_say_between_which_two_savings_it_was_written(cast, engineering, at, is_closed):
    place, draft = Place("execution", "IC2"), move(editing.begin(engineering, "2", cast.frida), "open", cast.frida)

    def save(before: str, after: str) -> None:
        editing.save(draft, place, {"summary": begun.mark(before)}, {"summary": after}, cast.frida)

    save(text_of(reading.ladder(draft), CELL), "As it read at ten")
    commenting.comment(Version.objects.get(pk=draft.pk), CELL, cast.ivan, SAID, is_named=False)
    save("As it read at ten", "As it read at noon")
    assert "at ten" not in str(list(HeldComment.objects.values()))
    if is_closed:
        move(draft, "close", cast.frida)
    at(datetime(2026, 12, 10, 10, tzinfo=UTC))
    commenting.let_out(clock.today())
    assert Comment.objects.get().was == ("" if is_closed else "As it read at noon")


def test_it_keeps_the_text_that_it_is_about_once_it_has_appeared(cast, engineering, at):
    example = example_of(engineering)
    for one in (CELL, CELL._replace(behaviour=str(example.identity_id)), Wording()):
        commenting.comment(engineering, one, cast.ivan, SAID, is_named=False)
    at(datetime(2026, 12, 10, 10, tzinfo=UTC))
    commenting.let_out(clock.today())
    about = {text_of(reading.ladder(engineering), Wording()), IC2_EXECUTION, example.text}
    assert set(Comment.objects.values_list("was", flat=True)) == about


def test_of_the_whole_of_a_version_too(cast, engineering):
    commenting.comment(engineering, Wording(), cast.ivan, SAID, is_named=False)
    assert HeldComment.objects.get().role is None
