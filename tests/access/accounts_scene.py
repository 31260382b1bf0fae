"""The scene's part of the accounts: a grant with a secret reason, a session, a file of people to be imported."""

import hashlib
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.models import AddressChange, CalendarLink, DataCopy, Erasure, Grant, Hold, Session, Shortening
from frameworks.people_import import workflow
from tests.privacy.words import word


def set_up(scene) -> None:
    """Otto's grant carries the secret word as its reason; the joiner in Petra's file carries hers as a name;
    Ivan is signed in on a telephone; Petra has asked for another address of Frida, which waits; Hanne has a passkey.
    There is a hold on Lena; Pavel has asked for the erasure of Tariq. A copy for Lena is in preparation,
    Tariq was given one."""
    scene.passkey = Authenticator.objects.create(user=scene.cast.hanne, type="webauthn", data={"name": "Hanne's"})
    scene.grant = Grant.objects.get(person=scene.cast.otto)
    Grant.objects.filter(pk=scene.grant.pk).update(reason=word("accounts.grant.reason"))
    scene.session = Session.objects.create(
        session_key="ivans-telephone",
        person=scene.cast.ivan,
        handle=uuid4(),
        device=word("accounts.session.device"),
        since_at=timezone.now(),
        seen_at=timezone.now(),
        expire_date=timezone.now() + timedelta(hours=8),
    )
    scene.waiting_grant = Grant.objects.create(
        person=scene.cast.frida, kind="operator", reason="Stands in for Otto.", given_by=scene.cast.petra
    )
    scene.change_of_address = AddressChange.objects.create(
        subject=scene.cast.frida,
        address=f"{word('accounts.addresschange.address')}@demo.example",
        asked_by=scene.cast.petra,
        asked_at=timezone.now(),
    )
    now = timezone.now()
    scene.hold = Hold.objects.create(
        person=scene.cast.lena, reason=word("accounts.hold.reason"), put_by=scene.cast.petra, put_at=now
    )
    scene.erasure = Erasure.objects.create(subject=scene.cast.tariq, asked_by=scene.cast.pavel, asked_at=now)
    scene.shortening = Shortening.objects.create(asked_by=scene.cast.hanne, asked_at=now, keep_mails_months=6)
    record = {"what": "Remarks", "why": "", "given": False, "unread": False, "number": 1}
    content = {"records": [record | {"says": {"text": word("accounts.datacopy.content")}}], "person": {"name": "Lena"}}
    scene.copy = DataCopy.objects.create(
        person=scene.cast.lena, content=content, prepared_by=scene.cast.petra, prepared_at=now
    )
    scene.given_copy = DataCopy.objects.create(
        person=scene.cast.tariq,
        content=content | {"records": [], "left_out": 1},
        state="given",
        prepared_by=scene.cast.petra,
        prepared_at=now,
        given_at=now,
    )
    # Lena has a link to her calendar
    scene.calendar_link = CalendarLink.objects.create(
        person=scene.cast.lena, digest=hashlib.sha256(b"lenas-link").hexdigest(), made_at=now
    )
    joiner = word("accounts.stagedimport.content")
    # what is kept of the look at a file is made of its lines
    team = word("accounts.stagedimport.seen")
    file = f"employee_id,email,name,manager_employee_id,team\nE100,new@demo.example,{joiner},E007,{team}\n"
    name = word("accounts.stagedimport.name")
    scene.staged = workflow.stage(file, whole=False, by=scene.cast.petra, name=name)
