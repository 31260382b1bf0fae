"""Leonie: she has left, every review with her is over, and a word of its own stands in all that is held of her."""

from datetime import UTC, date, datetime, time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from accounts.models import (
    AddressChange,
    DataCopy,
    Grant,
    Hold,
    Identity,
    Invitation,
    Leave,
    Person,
    ReportingLine,
    Session,
    StagedImport,
)
from accounts.people import rebuild_closure
from calibration.models import BoardLine, PrivateNote, Proposal, RatingChange, RoomFeedback, Survey, SurveyAnswered
from candidates.models import Candidate, Finding, Offer
from figures.models import Counting
from frameworks.models import Amendment, Axis, Placement, Role
from promotions.models import Decision, RoleChange
from reviews.models import (
    Ask,
    Assessment,
    CommonText,
    Cycle,
    Entry,
    EntryAudience,
    Exclusion,
    Group,
    GrowthLine,
    Input,
    Looked,
    Mail,
    OneOnOne,
    ProfileText,
    Remark,
    Reminder,
    Result,
    SecondLook,
    Sentences,
)
from tests.privacy.words import SECRET, word

NAME, ADDRESS, NUMBER = "Leonie Vogelsang", "leonie.v@demo.example", "EMP-90417"
HERS = [
    *(word(name) for name in SECRET if name.startswith("promotions.")),
    *(word(name) for name in SECRET if name.startswith("reviews.result.") and name.endswith("lena")),
    word("reviews.message.reply"),
    "wordOfStatement",
    "wordOfAxis",
    "wordOfReason",
    "wordOfRemark",
    "wordOfInput",
    "wordOfCommon",
    "wordOfLook",
    "wordOfAnswer",
    "wordOfChange",
    "wordOfProposal",
    "wordOfJotting",
    "hersOfJotting",
    "wordOfFeedback",
    "wordOfNote",
    "wordOfGrowth",
    "wordOfProfile",
    "wordOfQuestion",
    "wordOfSentences",
    *(word(name) for name in SECRET if name.startswith("reviews.reflection") and name.endswith("@lena")),
    "hersOfPrivateNote",
    "wordOfGrant",
    "wordOfMail",
    "wordOfHold",
    "wordOfCopy",
    "wordOfDevice",
    "wordOfSubject",
    "wordOfUid",
    "wordOfExtra",
    "wordOfPasskey",
    "word.of.address@demo.example",
]
# what she wrote of others
STAYS = ["hersOfRemark", "hersOfInput", "hersOfStatement", "hersOfNote", "hersOfFinding", "hersOfOffer"]


def make_leaver(scene, mail_folder) -> Person:
    """Makes of the scene's Lena, about whom it has a pitch, votes, decisions and results, a Leonie who is gone."""
    Person.objects.filter(pk=scene.cast.lena.pk).update(name=NAME, email=ADDRESS, employee_id=NUMBER)
    leonie = Person.objects.get(pk=scene.cast.lena.pk)
    _account(leonie, scene.cast)
    _reviewed(leonie, scene)
    _mails(leonie, scene.cast, mail_folder)
    everything_is_over(leonie)
    return Person.objects.get(pk=leonie.pk)


def _account(leonie, cast) -> None:
    now = timezone.now()
    Grant.objects.create(person=leonie, kind="framework_editor", reason="wordOfGrant", from_at=now, until_at=now)
    Hold.objects.create(person=leonie, reason="wordOfHold", put_by=cast.petra, put_at=now, lifted_at=now)
    AddressChange.objects.create(
        subject=leonie, address="word.of.address@demo.example", state="withdrawn", asked_by=cast.petra, asked_at=now
    )
    Session.objects.create(session_key="hers", person=leonie, device="wordOfDevice", expire_date=now)
    Authenticator.objects.create(user=leonie, type="webauthn", data={"name": "wordOfPasskey"})
    EmailAddress.objects.create(user=leonie, email=ADDRESS)
    Identity.objects.create(person=leonie, issuer="https://id.example", subject="wordOfSubject", bound_at=now)
    SocialAccount.objects.create(user=leonie, provider="oidc", uid="wordOfUid", extra_data={"sub": "wordOfExtra"})
    Invitation.objects.create(person=leonie, by=cast.petra, asked_at=now)
    DataCopy.objects.create(
        person=leonie, state="given", content={"records": "wordOfCopy"}, prepared_by=cast.petra, prepared_at=now
    )
    Leave.objects.create(person=leonie, from_on=date(2026, 1, 1))
    file = f"employee_id,email,name\n{NUMBER},{ADDRESS},{NAME}\n"
    StagedImport.objects.create(by=cast.petra, content=file, source="-")
    StagedImport.objects.create(by=leonie, content="wordOfFile", source="-")


def _reviewed(leonie, scene) -> None:
    cast, group = scene.cast, scene.meeting_group
    about = {"group": group, "subject": leonie}
    result = Result.objects.filter(subject=leonie).order_by("pk")[0]
    made, _new = Assessment.objects.update_or_create(
        **about,
        defaults={"author": cast.marco, "role": result.role, "state": "submitted", "statement": "wordOfStatement"},
    )
    rated = {"point": None, "not_applicable": "wordOfReason", "statement": "wordOfAxis"}
    made.axis_ratings.update_or_create(axis=result.axes.all()[0].axis, defaults=rated)
    Remark.objects.create(**about, author=cast.mei, kind="asks", text="wordOfRemark")
    CommonText.objects.update_or_create(**about, author=leonie, state="draft", defaults={"text": "wordOfCommon"})
    Input.objects.create(**about, author=cast.tariq, state="submitted", text="wordOfInput")
    Input.objects.create(group=group, subject=cast.ivan, author=leonie, state="submitted", text="hersOfInput")
    after = RatingChange.objects.filter(group=group)[0].after
    RatingChange.objects.create(
        **about, stop=scene.lenas_stop, after=after, proposer=cast.dana, line="wordOfChange", version=1
    )
    said = {"stop": scene.lenas_stop, "after": after, "line": "wordOfProposal"}
    Proposal.objects.create(**about, **said, author=cast.dana)
    PrivateNote.objects.create(**about, author=cast.dana, text="wordOfJotting")
    role, level = result.role, result.role.level
    BoardLine.objects.create(**about, role=role, version=result.version, level=level, rank=4, overall=after)
    survey = Survey.objects.create(meeting=scene.meeting, ends_at=timezone.now())
    SurveyAnswered.objects.create(survey=survey, person=leonie)
    PrivateNote.objects.create(group=group, subject=cast.ivan, author=leonie, text="hersOfJotting")
    RoomFeedback.objects.create(**about, author=cast.dana, text="wordOfFeedback")
    Remark.objects.create(group=group, subject=cast.ivan, author=leonie, kind="asks", text="hersOfRemark")
    again = {"owner": cast.dana, "result_author": result.author, "words": "wordOfLook", "answer": "wordOfAnswer"}
    SecondLook.objects.update_or_create(result=result, defaults=about | again | {"due_on": date(2026, 11, 20)})
    _noted(leonie, cast)
    _levelled(leonie, scene)
    _asked(leonie, cast)
    Assessment.objects.filter(group=group, subject=cast.ivan).update(author=leonie, statement="hersOfStatement")
    Looked.objects.get_or_create(**about, reader=cast.mei, defaults={"at": timezone.now()})
    Looked.objects.get_or_create(group=group, subject=cast.ivan, reader=leonie, defaults={"at": timezone.now()})
    Exclusion.objects.create(**about, person=cast.mei)
    Exclusion.objects.create(group=group, subject=cast.ines, person=leonie)
    held = {"role": result.role, "from_on": date(2026, 1, 1)}
    Placement.objects.get_or_create(person=leonie, to_on=None, defaults=held)
    told = {"version": result.version, "since": result.version, "was": result.role, "role": result.role}
    Amendment.objects.create(person=leonie, **told, axes=2, from_on=date(2026, 1, 1))
    decision = Decision.objects.filter(subject=leonie)[0]
    RoleChange.objects.create(decision=decision, subject=leonie, role=result.role, starts_on=date(2027, 1, 1))
    hour = {"first_on": date(2026, 11, 5), "at": time(9), "time_zone": "Europe/Berlin"}
    OneOnOne.objects.create(manager=cast.dana, report=leonie, **hour)
    OneOnOne.objects.create(manager=leonie, report=cast.ines, **hour)
    Reminder.objects.create(kind="telling", object_id="1", recipient=leonie, due_on=date(2026, 11, 5))


def _noted(leonie, cast) -> None:
    day = {"on": date(2026, 11, 3)}
    Entry.objects.create(author=cast.marco, subject=leonie, text="wordOfNote", **day)
    GrowthLine.objects.create(author=cast.marco, subject=leonie, text="wordOfGrowth")
    asked = Placement.objects.filter(person=leonie).first().role
    ProfileText.objects.create(author=cast.marco, subject=leonie, role=asked, text="wordOfProfile")
    ProfileText.objects.create(author=leonie, subject=cast.ines, role=asked, text="hersOfProfile")
    GrowthLine.objects.create(author=leonie, subject=cast.ines, text="hersOfGrowth")
    Entry.objects.create(author=leonie, subject=cast.ines, text="hersOfPrivateNote", **day)
    shared = Entry.objects.create(author=leonie, subject=cast.ines, text="hersOfNote", **day)
    EntryAudience.objects.create(entry=shared, audience="subject")


def _levelled(leonie, scene) -> None:
    """A candidate of hers, what she found of another, and an offer she made."""
    version, axis = scene.candidate.version, Axis.objects.get(framework__slug="small", code="people")
    Candidate.objects.create(owner=leonie, version=version, label="Egret")
    Finding.objects.create(interviewer=scene.invited_lena, axis=axis, text="hersOfFinding")
    role = Role.objects.get(framework__slug="small", code="E1")
    said = {"framework": version.framework, "role": role, "terms": "hersOfOffer"}
    Offer.objects.create(**said, offered_on=date(2026, 11, 3), by=leonie)


def _asked(leonie, cast) -> None:
    until = {"expires_on": date(2026, 11, 20)}
    asked = Ask.objects.create(
        asker=leonie, peer=cast.tariq, subject=leonie, readers="asker", question="wordOfQuestion", **until
    )
    whose = {"ask": asked, "subject": leonie, "asker": leonie, "author": cast.tariq, "readers": "asker"}
    Sentences.objects.create(**whose, text="wordOfSentences")


def _mails(leonie, cast, folder) -> None:
    Mail.objects.create(recipient=leonie, address=ADDRESS, subject="wordOfMail", body=NAME, message_id="<hers@x>")
    for subject, address in [(f"Für {NAME}", ADDRESS), ("For Ivan", cast.ivan.email)]:
        files = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=folder)
        EmailMessage(subject, "Your results, ä.", None, [address], connection=files).send()


def everything_is_over(person) -> None:
    """Every review is closed and counted; the person is gone, reports to nobody, and nobody to them."""
    Hold.objects.update(lifted_at=timezone.now())
    Group.objects.update(state="closed", closed_at=timezone.now())
    Cycle.objects.update(closed_at=datetime(2026, 11, 1, tzinfo=UTC))
    for cycle in Cycle.objects.all():
        Counting.objects.get_or_create(cycle=cycle)
    ReportingLine.objects.filter(person=person).update(to_on=date(2026, 11, 1))
    Person.objects.filter(pk=person.pk).update(left_on=date(2026, 11, 10), is_active=False)
    rebuild_closure()
