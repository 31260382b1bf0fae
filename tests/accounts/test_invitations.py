"""Invitations: one mail, good once and for fourteen days, asked for again without telling who was invited."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from accounts import invitations, ticking
from accounts.models import Event, Invitation, Person
from accounts.moves import Conflict
from tests.accounts.signing_in import WORD, is_in, said, sign_in_as, text

OVER = "This invitation no longer works"


@pytest.fixture
def lena(cast):
    """Lena, who has no password, as everybody who came by an import."""
    assert not cast.lena.has_usable_password()
    return cast.lena


def invite(client, person):
    """The button on the person's page."""
    return client.post(f"/people/{person.pk}/invite/", follow=True)


def link_in(message) -> str:
    """The path of the link in an invitation."""
    return re.search(r"http://localhost:8000(/invitation/\S+/)", message.body).group(1)


def follow(client, link, password=WORD):
    """Follows a link and chooses the password."""
    client.get(link, follow=True)
    return client.post("/invitation/", {"password1": password, "password2": password})


def invited(lena, cast, mailoutbox) -> str:
    """Lena is invited by Petra; the link she gets."""
    invitations.invite(lena, cast.petra)
    invitations.send_waiting(None)
    return link_in(mailoutbox[-1])


# -- one person ------------------------------------------------------------------------------------------


def test_an_invitation_is_a_mail_by_which_one_comes_in(cast, sign_in, lena, mailoutbox, client):
    page = invite(sign_in(cast.petra), lena)
    assert "is on its way to lena@demo.example" in text(page)
    event = Event.objects.get(verb="invite")
    assert (event.by, event.about) == (cast.petra, lena)
    assert mailoutbox == []
    assert "send_waiting" in {act.__name__ for act in ticking.every_tick}
    invitations.send_waiting(None)
    (message,) = mailoutbox
    assert (message.to, message.subject) == (["lena@demo.example"], "Your way into Plumbline")
    client.logout()
    page = client.get(link_in(message), follow=True)
    assert page.redirect_chain == [("/invitation/", 302)]
    assert "Welcome, Lena" in text(page)
    assert follow(client, link_in(message))["Location"] == "/password/reset/key/done/"
    sign_in_as(client, "lena@demo.example")
    assert is_in(client)


def test_a_link_works_once(cast, lena, mailoutbox):
    link = invited(lena, cast, mailoutbox)
    follow(Client(), link)
    assert OVER in text(Client().get(link, follow=True))
    assert OVER in text(follow(Client(), link, "another long password"))
    client = Client()
    sign_in_as(client, "lena@demo.example")
    assert is_in(client)


def test_of_two_at_once_the_second_is_too_late(cast, lena):
    token = invitations.token_of(lena)
    invitations.use(token, WORD)
    with pytest.raises(Conflict):
        invitations.use(token, "another long password")


@pytest.mark.parametrize(("days", "works"), [(13.9, True), (14.1, False)])
def test_a_link_works_for_fourteen_days(cast, lena, mailoutbox, days, works):
    link = invited(lena, cast, mailoutbox)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert ("Welcome, Lena" in text(Client().get(link, follow=True))) is works


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"left_on": timezone.localdate()}, {"email": "l@demo.example"}]
)
def test_a_link_ends_with_the_account_and_with_the_address(cast, lena, mailoutbox, change):
    link = invited(lena, cast, mailoutbox)
    Person.objects.filter(pk=lena.pk).update(**change)
    assert OVER in text(Client().get(link, follow=True))


@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "x" * 4000, "%00"])
def test_a_made_up_link_says_the_same_as_one_that_is_over(cast, lena, mailoutbox, token):
    link = invited(lena, cast, mailoutbox)
    follow(Client(), link)
    over = said(Client().get(link, follow=True), "-")
    assert said(Client().get(f"/invitation/{token}/", follow=True), "-") == over


def test_a_link_of_one_opens_no_other_account(cast, lena, mailoutbox):
    """What the link says is signed: another's id under Lena's signature is made up."""
    link = invited(lena, cast, mailoutbox)
    token = invitations.token_of(cast.petra).split(":")[0] + ":" + link.strip("/").split("/")[1].split(":", 1)[1]
    assert invitations.person_of(token) is None


def test_the_secret_is_taken_out_of_the_address(cast, lena, mailoutbox, client):
    link = invited(lena, cast, mailoutbox)
    page = text(client.get(link, follow=True))
    assert link.strip("/").split("/")[1] not in page


@pytest.mark.parametrize("password", ["short", "q1w2e3r4t5y6", ""])
def test_a_weak_password_is_refused_and_the_link_goes_on(cast, lena, mailoutbox, client, password):
    link = invited(lena, cast, mailoutbox)
    assert "No password was set" in text(follow(client, link, password))
    assert follow(client, link).status_code == 302


# -- who invites -------------------------------------------------------------------------------------------


def test_the_second_click_sends_no_second_mail_and_a_later_one_does(cast, sign_in, lena, mailoutbox):
    client = sign_in(cast.petra)
    invite(client, lena)
    again = invite(client, lena)
    assert again.status_code == 409
    assert "Lena was sent an invitation a moment ago." in text(again)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        invite(client, lena)
    invitations.send_waiting(None)
    assert len(mailoutbox) == 2


def test_nobody_invites_outside_their_part_or_whoever_left_or_has_a_password(cast, sign_in, lena):
    assert invite(sign_in(cast.pavel), lena).status_code == 403
    assert invite(sign_in(cast.ivan), lena).status_code == 404
    Person.objects.filter(pk=lena.pk).update(is_active=False)
    assert invite(sign_in(cast.petra), lena).status_code == 403
    cast.mei.set_password(WORD)
    cast.mei.save()
    assert invite(sign_in(cast.petra), cast.mei).status_code == 403
    assert not Invitation.objects.exists()


# -- many at once --------------------------------------------------------------------------------------------


def shown_in(page) -> str:
    return re.search(r'name="shown" value="(\w+)"', text(page)).group(1)


def test_everyone_who_was_not_invited_is_invited_in_one_act(cast, sign_in, lena, mailoutbox):
    cast.mei.set_password(WORD)
    cast.mei.save()
    invitations.invite(lena, cast.petra)
    client = sign_in(cast.petra)
    page = client.get("/people/invitations/")
    assert "Send 13 mails" in text(page)  # sixteen people without Petra, Mei and Lena
    done = client.post("/people/invitations/", {"shown": shown_in(page)}, follow=True)
    assert "13 mails are on their way." in text(done)
    invitations.send_waiting(None)
    assert len(mailoutbox) == 14
    assert "Everyone who is here has a password or an invitation." in text(client.get("/people/invitations/"))
    assert Event.objects.filter(verb="invite", by=cast.petra).count() == 14


def test_who_was_not_shown_is_not_invited(cast, sign_in, lena):
    client = sign_in(cast.petra)
    shown = shown_in(client.get("/people/invitations/"))
    Person.objects.create(name="New", email="new@demo.example", employee_id="N1", password=make_password(None))
    answer = client.post("/people/invitations/", {"shown": shown})
    assert answer.status_code == 409
    assert "look again" in text(answer)
    assert client.post("/people/invitations/", {}).status_code == 409
    assert not Invitation.objects.exists()


def test_people_ops_of_a_part_invite_their_part(cast, sign_in, lena):
    page = text(sign_in(cast.pavel).get("/people/invitations/"))
    assert "Send 2 mails" in page
    assert "Tariq" in page
    assert "Lena" not in page


# -- sending ---------------------------------------------------------------------------------------------------


def test_a_mail_server_that_is_away_gets_them_at_a_later_tick(cast, lena, mailoutbox, monkeypatch):
    invitations.invite(lena, cast.petra)

    def refuse(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        invitations.send_waiting(None)
    assert Invitation.objects.get().sent_at is None
    invitations.send_waiting(None)
    invitations.send_waiting(None)
    assert len(mailoutbox) == 1
    assert Invitation.objects.get().sent_at is not None


def test_a_mail_server_that_is_away_for_long_uses_up_nobody_s_tries(cast, lena, mailoutbox, monkeypatch):
    invitations.invite(lena, cast.petra)

    def refuse(self, messages):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", refuse)
        for _ in range(20):
            invitations.send_waiting(None)
    invitations.send_waiting(None)
    assert [message.to for message in mailoutbox] == [[lena.email]]


def test_who_is_refused_holds_nobody_else_up_and_can_be_invited_again(cast, lena, mailoutbox, monkeypatch):
    invitations.invite(lena, cast.petra)
    invitations.invite(cast.ivan, cast.petra)
    send = EmailBackend.send_messages

    def refuse_lena(self, messages):
        if messages[0].to == [lena.email]:
            raise SMTPRecipientsRefused({lena.email: (550, b"no such box")})
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_lena)
    invitations.send_waiting(None)
    assert [message.to for message in mailoutbox] == [[cast.ivan.email]]
    assert lena not in invitations.not_invited(cast.petra)
    for _ in range(20):
        invitations.send_waiting(None)
    assert lena in invitations.not_invited(cast.petra)
    assert cast.ivan not in invitations.not_invited(cast.petra)


def test_a_mail_that_is_doubled_bears_the_same_message_id(cast, lena, mailoutbox):
    invitations.invite(lena, cast.petra)
    invitations.send_waiting(None)
    Invitation.objects.update(sent_at=None)
    invitations.send_waiting(None)
    ids = {message.extra_headers["Message-ID"] for message in mailoutbox}
    assert ids == {f"<{Invitation.objects.get().pk}@localhost>"}


# -- asking again ------------------------------------------------------------------------------------------------


def ask_again(client, address):
    return client.post("/invitation/again/", {"email": address})


@pytest.mark.parametrize("address", ["lena@demo.example", "mei@demo.example", "pola@demo.example", "otto@demo.example"])
def test_asking_again_is_answered_the_same_to_everyone_with_one_mail(cast, lena, hashes, mailoutbox, address):
    """Lena was invited, Mei has a password, Pola is nobody, Otto's account is closed."""
    cast.mei.set_password(WORD)
    cast.mei.save()
    Person.objects.filter(pk=cast.otto.pk).update(is_active=False)
    assert hashes(lambda: ask_again(Client(), address)) == 0
    assert [message.to for message in mailoutbox] == [[address]]
    answer, other = ask_again(Client(), address), ask_again(Client(), "none@demo.example")
    assert said(answer, address) == said(other, "none@demo.example")


def test_the_invited_person_gets_a_new_link_from_the_old_ones_page(cast, lena, mailoutbox, client):
    link = invited(lena, cast, mailoutbox)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        page = text(client.get(link, follow=True))
        assert 'action="/invitation/again/"' in page
        ask_again(client, "lena@demo.example")
        assert mailoutbox[-1].subject == "Your way into Plumbline"
        assert follow(client, link_in(mailoutbox[-1])).status_code == 302
