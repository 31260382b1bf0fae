"""Posts that say more than their form asks, come out of turn or too late, or are about oneself."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django import forms
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import granting
from accounts.models import Event, Grant
from promotions.models import Decision, Vote
from promotions.workflow import deciding
from reviews.assessments import forms as assessment_forms
from reviews.assessments import workflow as assessments
from reviews.assessments.views import reading
from reviews.models import Assessment, Group, Part, Remark
from tests.architecture.test_forms import forms_of_the_product
from tests.attacks.faults import IDS
from tests.broken import as_it_is_and_broken
from tests.promotions import rows

# -- acting for another by an id in the form ------------------------------------------------------------

# PostgreSQL shows nothing of one's own case, even where the site would
ONE_WALL = connection.vendor == "sqlite"
ACTS = {
    "vote": ("dilan", "dana", lambda s: f"/pitches/{s.pitch_open.pk}/decision/vote/", {"choice": "approve"}),
    "remark": (
        *("oskar", "dilan", lambda s: f"/groups/{s.group.pk}/people/{s.cast.ivan.pk}/"),
        {"kind": "asks", "text": "Why?"},
    ),
    "check_in": ("dilan", "sam", lambda s: f"/groups/{s.meeting_group.pk}/meeting/check-in/", {}),
    "ask": (
        *("pavel", "petra", lambda s: f"/people/{s.cast.tariq.pk}/permission/"),
        {"kind": "people_ops", "head": "oskar@demo.example", "reason": "Looks after Support"},
    ),
}


def acts() -> set:
    """Every event so far: id, verb, whose act it was."""
    return set(Event.objects.values_list("pk", "verb", "by"))


@as_it_is_and_broken
@pytest.mark.parametrize("verb", ACTS)
def test_an_act_is_of_who_is_signed_in_whomever_the_form_names(scene, sign_in, settings, verb, broken):
    if broken:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.attacks.faults.BelievesTheForm"]
    who, other, address, said = ACTS[verb]
    actor, named = getattr(scene.cast, who), getattr(scene.cast, other)
    client, before = sign_in(actor), acts()
    answer = client.post(address(scene), said | dict.fromkeys(IDS, str(named.pk)))
    assert answer.status_code == 302
    assert {by for _pk, done, by in acts() - before if done in (verb, "change_vote")} == (
        {named.pk} if broken else {actor.pk}
    )


# -- fields that the form does not have ----------------------------------------------------------------


class LavishRemarkForm(assessment_forms.RemarkForm):
    """Takes whatever is sent."""

    def clean(self):
        return {**self.cleaned_data, **{name: self.data[name] for name in self.data}}


def lavish_change(remark, by, **said):
    columns = {field.attname for field in Remark._meta.concrete_fields} - {"id"}
    Remark.objects.filter(pk=remark.pk).update(**{name: said[name] for name in columns & said.keys()})


@as_it_is_and_broken
def test_fields_that_were_not_asked_for_change_nothing(scene, sign_in, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(reading, "RemarkForm", LavishRemarkForm)
        monkeypatch.setattr(reading.workflow, "change_remark", lavish_change)
    more = {"author_id": scene.cast.mei.pk, "subject_id": scene.cast.lena.pk, "about_pitch": "True"}
    sent = {"kind": "asks", "text": "Another word", **more, "role": "IC5", "level": "50", "is_superuser": "1"}
    sign_in(scene.cast.dilan).post(f"/remarks/{scene.remark.pk}/", sent)
    kept = Remark.objects.get(pk=scene.remark.pk)
    assert kept.text == "Another word"
    as_before = (kept.author_id, kept.subject_id, kept.about_pitch) == (scene.cast.dilan.pk, scene.cast.ivan.pk, False)
    assert as_before is not broken


GUARDED = {
    "id",
    "state",
    "author",
    "subject",
    "group",
    "person",
    "is_active",
    "is_demo",
    "today_on",
    "today_began_at",
    "password",
    "code",
}


def too_open(form: type) -> set[str]:
    """What a form of a model would write that no form may; everything, where it does not name its fields."""
    meta = form._meta
    if meta.fields in (None, forms.ALL_FIELDS) or meta.exclude:
        return {"every field"}
    return set(meta.fields) & GUARDED


def test_every_form_of_a_model_names_its_fields_and_none_that_only_moves_change():
    of_models = [form for form in forms_of_the_product() if issubclass(form, forms.ModelForm) and form._meta.model]
    found = {form.__name__: too_open(form) for form in of_models}
    assert found == {"OrganisationForm": set(), "QuestionForm": set()}


@pytest.mark.parametrize("fields", [forms.ALL_FIELDS, ["statement", "state"]])
def test_a_form_that_takes_more_is_noticed(fields):
    assert too_open(forms.modelform_factory(Assessment, fields=fields))


# -- a step skipped, and writing after the close -------------------------------------------------------

OUT_OF_TURN = {
    "close": lambda s: (s.group, f"/groups/{s.group.pk}/close/"),
    "release": lambda s: (s.finalising_group, f"/groups/{s.finalising_group.pk}/release/"),
    "finish_deciding": lambda s: (s.deciding_group, f"/groups/{s.deciding_group.pk}/decisions/finish/"),
}


@as_it_is_and_broken
def test_no_step_is_skipped_by_a_direct_post(scene, sign_in, monkeypatch, broken):
    """Petra closes a group that is only being read."""
    if broken:
        row = Group.MOVES["close"]
        monkeypatch.setitem(Group.MOVES, "close", replace(row, from_states=frozenset(Group.State.values)))
    group, address = OUT_OF_TURN["close"](scene)
    answer = sign_in(scene.cast.petra).post(address)
    assert answer.status_code == (302 if broken else 409)
    assert Group.objects.get(pk=group.pk).state == ("closed" if broken else "previewing")


@pytest.mark.parametrize("verb", OUT_OF_TURN)
def test_what_comes_out_of_turn_is_a_conflict_and_leaves_no_event(scene, sign_in, verb):
    group, address = OUT_OF_TURN[verb](scene)
    petra, before = sign_in(scene.cast.petra), acts()
    assert petra.post(address).status_code in (400, 409)
    assert (Group.objects.get(pk=group.pk).state, acts()) == (group.state, before)


@as_it_is_and_broken
@pytest.mark.parametrize("state", ["calibrating", "deciding", "finalising", "telling", "closed"])
def test_nothing_is_written_after_the_close(scene, sign_in, monkeypatch, state, broken):
    if broken:
        monkeypatch.setattr(assessments, "_refuse_too_late", lambda assessment: None)
    Group.objects.filter(pk=scene.draft.group_id).update(state=state)
    said = {"version": scene.draft.draft_number, "statement": "Too late"}
    answer = sign_in(scene.cast.noor).post(f"/assessments/{scene.draft.pk}/save/", said)
    assert answer.status_code == (302 if broken else 409)
    assert (Assessment.objects.get(pk=scene.draft.pk).statement == "Too late") is broken


# -- for oneself ----------------------------------------------------------------------------------------


def people_ops(person):
    Grant.objects.create(
        person=person, kind="people_ops", reason="Stands in", from_at=timezone.now() - timedelta(days=1)
    )


@as_it_is_and_broken
def test_nobody_confirms_a_decision_on_themselves(scene, sign_in, monkeypatch, broken):
    """Lena, of People Ops meanwhile, confirms her own."""
    people_ops(scene.cast.lena)
    mine = Decision.objects.filter(pitch=scene.pitch_declined)
    if broken:
        monkeypatch.setitem(Decision.MOVES, "confirm", replace(Decision.MOVES["confirm"], who=lambda row, by: True))
        monkeypatch.setattr("promotions.views.decisions.is_people_ops", lambda found, by: True)
        monkeypatch.setattr(deciding, "is_people_ops", lambda found, by: True)
        monkeypatch.setattr(type(Decision.objects.all()), "visible_to", lambda rows, viewer: rows)
    client, address = sign_in(scene.cast.lena), f"/pitches/{scene.pitch_declined.pk}/decision/confirm/"
    if broken and ONE_WALL:  # then the database still refuses
        with pytest.raises(IntegrityError, match="nobody_confirms_for_themselves"), transaction.atomic():
            client.post(address)
    else:
        assert client.post(address).status_code == 404
    assert mine.get().state == "not_now"


@as_it_is_and_broken
def test_nobody_votes_on_themselves(scene, sign_in, monkeypatch, broken):
    """Lena, a decider meanwhile, votes on her own pitch."""
    rows.takes_part(scene.deciding_group, scene.cast.lena, Part.DECIDER)
    if broken:
        monkeypatch.setattr(deciding, "may_vote", lambda decision, by: True)
        monkeypatch.setattr("promotions.workflow.may_vote", lambda decision, by: True)
        monkeypatch.setattr(type(Decision.objects.all()), "visible_to", lambda rows, viewer: rows)
    client, address = sign_in(scene.cast.lena), f"/pitches/{scene.pitch_open.pk}/decision/vote/"
    if broken and ONE_WALL:  # then the database still refuses
        with pytest.raises(IntegrityError, match="nobody_votes_on_themselves"), transaction.atomic():
            client.post(address, {"choice": "approve"})
    else:
        assert client.post(address, {"choice": "approve"}).status_code == 404
    assert not Vote.objects.filter(pitch=scene.pitch_open, decider=scene.cast.lena).exists()


@as_it_is_and_broken
def test_nobody_ends_a_permission_of_their_own(scene, sign_in, monkeypatch, broken):
    if broken:

        def end(grant, by):
            Grant.objects.filter(pk=grant.pk).update(until_at=timezone.now())
            return grant

        monkeypatch.setattr(granting, "end", end)
    own = Grant.objects.get(person=scene.cast.petra)
    sign_in(scene.cast.petra).post(f"/permissions/{own.pk}/end/")
    assert (Grant.objects.get(pk=own.pk).until_at is not None) is broken
