"""The second step: of whom it is asked, that nothing opens before it, and taking it off somebody who lost theirs."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import granting, second_step
from accounts.middleware import SecondStepMiddleware
from accounts.models import Event, Grant, Person, Session
from accounts.moves import NotAllowed
from accounts.saved_codes import SavedCodes
from tests.access.scene import all_rows
from tests.accounts.signing_in import WORD, code_of, is_in, sign_in_as, text

SET_UP = "/account/second-step/"


@pytest.fixture
def asked(settings):
    """The setting as a new installation has it."""
    settings.SECOND_STEP_FOR = ["people_ops", "director", "operator"]


@pytest.fixture
def petra(cast):
    """Petra, who has a password and no second step."""
    cast.petra.set_password(WORD)
    cast.petra.save()
    return cast.petra


def give_app(person) -> str:
    """An authenticator app and saved codes; the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    SavedCodes.activate(person)
    return secret


def led_away(answer) -> bool:
    """Whether one is led to setting up a second step."""
    return answer.status_code == 302 and answer["Location"] == SET_UP


# -- of whom it is asked -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "people"),
    [
        ([], ""),
        (["people_ops"], "petra pavel"),
        (["operator"], "otto"),
        (["framework_editor"], "frida"),
        (["director"], "dana dilan oskar"),
        (["assessor"], "mei marco noor"),
        (["people_ops", "director", "operator"], "petra pavel otto dana dilan oskar"),
    ],
)
def test_it_is_asked_by_permission_and_by_part(scene, cast, settings, setting, people):
    settings.SECOND_STEP_FOR = setting
    asked_of = {first for first in vars(cast) if second_step.is_asked_of(getattr(cast, first))}
    assert asked_of == set(people.split())


def test_everyone_is_asked_where_the_setting_says_so(cast, settings):
    settings.SECOND_STEP_FOR = ["everyone"]
    assert all(second_step.is_asked_of(person) for person in Person.objects.all())


def test_who_is_not_asked_pays_no_query_where_nobody_is_asked(cast, settings, django_assert_num_queries):
    settings.SECOND_STEP_FOR = []
    with django_assert_num_queries(0):
        assert not second_step.lacks_one(cast.ivan)


# -- nothing opens before it -----------------------------------------------------------------------------

# what stays open, by hand: setting one up, saying again who one is for that, and leaving
OPEN = {
    "account_logout",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "provider_again",
    "oidc_back",
    "saml_back",
    "saml_finish",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


@pytest.mark.once("embedded")
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_other_address_leads_to_setting_it_up(scene, cast, sign_in, asked, method):
    client = sign_in(cast.petra)
    rows = sorted(all_rows(), key=lambda row: row.route == "account_logout")  # which ends the walk
    opened = {row.route for row in rows if not led_away(client.generic(method, row.path(scene)))}
    assert opened == OPEN


def test_without_the_guard_everything_would_open(cast, sign_in, asked, monkeypatch):
    """The broken variant of the test above."""
    monkeypatch.setattr(SecondStepMiddleware, "process_view", lambda *args: None)
    assert sign_in(cast.petra).get("/people/").status_code == 200


@pytest.mark.parametrize(("setting", "opens"), [(["people_ops"], False), ([], True), (["operator"], True)])
def test_signing_in_leads_there_by_the_setting(client, petra, settings, setting, opens):
    settings.SECOND_STEP_FOR = setting
    sign_in_as(client, "petra@demo.example", next="/permissions/")
    assert led_away(client.get("/permissions/")) is not opens
    page = text(client.get("/", follow=True))
    assert ("First, a second step" in page) is not opens


def test_the_page_there_offers_no_other_place(client, petra, asked):
    sign_in_as(client, "petra@demo.example")
    page = text(client.get(SET_UP))
    assert 'href="/permissions/"' not in page
    assert 'class="places"' not in page
    assert "Sign out" in page


@pytest.mark.parametrize(
    "said", [{}, {"code": ""}, {"code": "000000"}, {"secret": "x", "code": "1"}, {"credential": "{}"}]
)
def test_sending_the_form_with_fields_left_out_opens_nothing(client, petra, asked, said):
    sign_in_as(client, "petra@demo.example")
    for address in ("/account/second-step/app/", "/account/second-step/passkey/"):
        client.get(address)
        client.post(address, said)
    assert led_away(client.get("/people/"))
    assert not Authenticator.objects.exists()


def test_saved_codes_alone_are_no_second_step(cast, sign_in, asked):
    SavedCodes.activate(cast.petra)
    assert led_away(sign_in(cast.petra).get("/people/"))


def test_an_htmx_part_is_led_there_as_a_whole_page(cast, sign_in, asked):
    answer = sign_in(cast.petra).get("/people/", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, SET_UP)


def test_setting_one_up_opens_everything(client, petra, asked):
    sign_in_as(client, "petra@demo.example")
    secret = re.search(r'qr-secret">(\w+)<', text(client.get("/account/second-step/app/"))).group(1)
    client.post("/account/second-step/app/", {"code": code_of(secret)})
    assert is_in(client)
    assert client.get("/permissions/").status_code == 200


def test_removing_the_last_one_closes_everything_again(client, petra, asked):
    secret = give_app(petra)
    sign_in_as(client, "petra@demo.example")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert is_in(client)
    client.post("/account/second-step/app/remove/")
    assert led_away(client.get("/people/"))


def test_a_permission_given_meanwhile_asks_at_the_next_page(cast, sign_in, asked):
    client = sign_in(cast.lena)
    assert is_in(client)
    granting.give(cast.lena, "framework_editor", None, "Keeps the ladder", by=cast.petra)
    assert is_in(client)
    Grant.objects.create(person=cast.lena, kind="people_ops", reason="Runs reviews", from_at=timezone.now())
    assert led_away(client.get("/people/"))


def test_a_permission_that_has_ended_asks_no_more(cast, sign_in, asked):
    Grant.objects.filter(person=cast.petra).update(until_at=timezone.now() - timedelta(seconds=1))
    assert is_in(sign_in(cast.petra))


def test_the_demos_doors_are_not_behind_it_where_the_setting_is_empty(cast, settings, client):
    from accounts.models import Organisation

    settings.DEMO, settings.SECOND_STEP_FOR = True, []
    Organisation.objects.update(is_demo=True)
    client.post("/demo/sign-in/", {"email": "petra@demo.example"})
    assert is_in(client)


# -- a factor that changes ends the other sessions ---------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_setting_one_up_signs_out_everywhere_else(petra):
    here, elsewhere = Client(), Client()
    sign_in_as(here, "petra@demo.example")
    sign_in_as(elsewhere, "petra@demo.example")
    secret = re.search(r'qr-secret">(\w+)<', text(here.get("/account/second-step/app/"))).group(1)
    here.post("/account/second-step/app/", {"code": code_of(secret)})
    assert [is_in(here), is_in(elsewhere)] == [True, False]
    sign_in_as(elsewhere, "petra@demo.example")
    cache.clear()
    elsewhere.post("/sign-in/code/", {"code": code_of(secret)})
    assert is_in(elsewhere)
    here.post("/account/second-step/app/remove/")
    assert [is_in(here), is_in(elsewhere)] == [True, False]


# -- one that was lost -------------------------------------------------------------------------------------


@pytest.fixture
def lena(cast):
    """Lena, signed in twice, with an app that is about to be lost."""
    cast.lena.set_password(WORD)
    cast.lena.save()
    give_app(cast.lena)
    return cast.lena


def take_off(client, person):
    """Presses the button on the page that says what it does."""
    return client.post(f"/people/{person.pk}/second-step/", follow=True)


@pytest.mark.django_db(transaction=True)
def test_people_ops_take_a_lost_one_off(cast, sign_in, lena, client):
    session = Client()
    session.force_login(lena)
    petra = sign_in(cast.petra)
    assert "Take the second step off Lena" in text(petra.get(f"/people/{lena.pk}/"))
    assert "Speak with Lena before" in text(petra.get(f"/people/{lena.pk}/second-step/"))
    assert Authenticator.objects.filter(user=lena).count() == 2
    assert "The second step of Lena is taken off." in text(take_off(petra, lena))
    assert not Authenticator.objects.filter(user=lena).exists()
    assert not is_in(session)
    assert not Session.objects.filter(person=lena).exists()
    event = Event.objects.get(verb="reset_second_step")
    assert (event.by, event.about, event.thing_id) == (cast.petra, lena, str(lena.pk))
    (message,) = mail.outbox
    assert message.to == ["lena@demo.example"]
    assert "Petra has taken the second step off your account" in message.body
    fresh = Client()
    sign_in_as(fresh, "lena@demo.example")
    assert is_in(fresh)


@pytest.mark.parametrize("who", ["ivan", "otto", "frida", "mei", "pavel", "lena"])
def test_nobody_else_does(cast, sign_in, lena, who):
    """Pavel is People Ops for support only; Lena's manager, the operator and herself are no People Ops."""
    assert take_off(sign_in(getattr(cast, who)), lena).status_code == (403 if who == "pavel" else 404)
    assert Authenticator.objects.filter(user=lena).count() == 2
    assert mail.outbox == []


def test_never_ones_own(cast, sign_in):
    client = sign_in(cast.petra)
    page_before = take_off(client, cast.petra)
    assert page_before.status_code == 403
    give_app(cast.petra)
    assert second_step.may_reset(cast.petra, cast.petra) is False
    with pytest.raises(NotAllowed):
        second_step.reset(cast.petra, cast.petra)
    assert "Take the second step off" not in text(client.get(f"/people/{cast.petra.pk}/"))
    assert Authenticator.objects.filter(user=cast.petra).count() == 2


def test_not_of_somebody_who_holds_more_than_oneself(cast, sign_in):
    """Tariq is in Pavel's part; as People Ops for everyone he is above it."""
    give_app(cast.tariq)
    Grant.objects.create(person=cast.tariq, kind="people_ops", reason="Also", from_at=timezone.now())
    assert take_off(sign_in(cast.pavel), cast.tariq).status_code == 403
    Grant.objects.filter(person=cast.tariq).delete()
    assert take_off(sign_in(cast.pavel), cast.tariq).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_second_press_finds_nothing(cast, sign_in, lena):
    client = sign_in(cast.petra)
    take_off(client, lena)
    assert take_off(client, lena).status_code == 409


@pytest.mark.django_db(transaction=True)
def test_at_the_machine_it_is_taken_off_the_only_one_of_people_ops(cast, capsys):
    give_app(cast.petra)
    call_command("reset_second_step", "Petra@demo.example")
    assert "Petra signs in by password alone" in capsys.readouterr().out
    assert not Authenticator.objects.exists()
    assert Event.objects.get(verb="reset_second_step").by is None
    assert "Whoever runs the site has taken the second step off" in mail.outbox[0].body


def test_at_the_machine_it_is_refused_where_another_of_people_ops_can(cast, lena):
    with pytest.raises(CommandError, match="Petra of People Ops does this on the page of Lena"):
        call_command("reset_second_step", "lena@demo.example")
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("reset_second_step", "nobody@demo.example")
    assert Authenticator.objects.filter(user=lena).count() == 2


# -- secrets -----------------------------------------------------------------------------------------------


def test_no_secret_of_a_factor_stands_readable_in_the_database(cast):
    secret = give_app(cast.lena)
    rows = {row.type: row for row in Authenticator.objects.all()}
    kept = str([row.data for row in rows.values()])
    assert secret not in kept
    assert all(code not in kept for code in rows["recovery_codes"].wrap().get_unused_codes())
    assert rows["totp"].wrap().validate_code(code_of(secret))


def test_another_key_of_the_site_reads_them_while_it_knows_the_earlier_one(cast, settings, client, lena):
    secret = give_app(cast.mei)
    cast.mei.set_password(WORD)
    cast.mei.save()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 5
    sign_in_as(client, "mei@demo.example")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert is_in(client)


@pytest.mark.parametrize("is_renewed", [True, False])
def test_once_written_anew_the_earlier_key_can_be_dropped(cast, settings, client, capsys, is_renewed):
    secret = give_app(cast.mei)
    SavedCodes.activate(cast.mei)
    cast.mei.set_password(WORD)
    cast.mei.save()
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key " * 5
    if is_renewed:
        call_command("renew_secrets")
        call_command("renew_secrets")
        assert capsys.readouterr().out == "Written with the present SECRET_KEY: 2 secrets of second steps.\n" * 2
    settings.SECRET_KEY_FALLBACKS = []
    sign_in_as(client, "mei@demo.example")
    client.post("/sign-in/code/", {"code": code_of(secret)})
    assert is_in(client) is is_renewed


def test_a_secret_that_cannot_be_read_stays_as_it_is(cast, settings, capsys):
    give_app(cast.mei)
    before = list(Authenticator.objects.values_list("data"))
    settings.SECRET_KEY = "another key " * 5
    call_command("renew_secrets")
    assert capsys.readouterr().out == "Written with the present SECRET_KEY: 0 secrets of second steps.\n"
    assert list(Authenticator.objects.values_list("data")) == before


def test_without_the_earlier_key_it_says_what_to_do(cast, settings, client):
    secret = give_app(cast.mei)
    cast.mei.set_password(WORD)
    cast.mei.save()
    settings.SECRET_KEY = "another key " * 5
    sign_in_as(client, "mei@demo.example")
    assert "Ask People Ops to reset it" in text(client.post("/sign-in/code/", {"code": code_of(secret)}))
    assert not is_in(client)
