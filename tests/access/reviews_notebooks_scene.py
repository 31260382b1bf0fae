"""The scene's part of notebooks: what Ivan notes about himself and Mei about Ivan, what three say of their work, and
what peers are asked."""

from datetime import date, timedelta

from accounts import clock
from reviews.models import (
    Ask,
    Entry,
    EntryAudience,
    GrowthLine,
    ProfileText,
    Reflection,
    ReflectionAxis,
    RosterEntry,
    Sentences,
)
from reviews.notebooks.axes import asked_of
from tests.privacy.words import word


def set_up(scene) -> None:
    """One entry of each kind: private, and shared with each audience."""
    cast = scene.cast
    for which, author, audiences in (
        ("own_private", cast.ivan, ()),
        ("own_manager", cast.ivan, ("manager",)),
        ("own_group", cast.ivan, ("group",)),
        ("of_report_private", cast.mei, ()),
        ("of_report_subject", cast.mei, ("subject",)),
    ):
        link = f"https://example.com/{word(f'reviews.entry.link@{which}')}"
        said = {"on": date(2026, 11, 3), "text": word(f"reviews.entry.text@{which}"), "link": link}
        entry = Entry.objects.create(author=author, subject=cast.ivan, **said)
        for audience in audiences:
            EntryAudience.objects.create(entry=entry, audience=audience)
        setattr(scene, f"entry_{which}", entry)
    for which, author, kind in (("own", cast.ivan, "next"), ("promised", cast.mei, "support")):
        text = word(f"reviews.growthline.text@{which}")
        line = GrowthLine.objects.create(author=author, subject=cast.ivan, kind=kind, text=text)
        setattr(scene, f"growth_{which}", line)
    role = RosterEntry.objects.get(group=scene.group, subject=cast.ivan).role
    text = word("reviews.profiletext.text")
    scene.profile = ProfileText.objects.create(author=cast.mei, subject=cast.ivan, role=role, text=text)
    _reflections(scene)
    _asks(scene)


def _asks(scene) -> None:
    """Ivan waits for Lena; Tariq wrote to Ivan alone; Noor wrote to Mei and the group about Ivan."""
    cast = scene.cast
    for which, asker, peer, readers in (
        ("open", cast.ivan, cast.lena, "manager"),
        ("answered", cast.ivan, cast.tariq, "asker"),
        ("of_report", cast.mei, cast.noor, "group"),
    ):
        made = Ask.objects.create(
            asker=asker,
            peer=peer,
            subject=cast.ivan,
            readers=readers,
            question=word(f"reviews.ask.question@{which}"),
            state="asked" if which == "open" else "answered",
            closed_at=None if which == "open" else clock.now(),
            expires_on=clock.today() + timedelta(days=7),
        )
        setattr(scene, f"ask_{which}", made)
        if which != "open":
            whose = {"ask": made, "subject": cast.ivan, "author": peer, "asker": asker, "readers": readers}
            Sentences.objects.create(**whose, text=word(f"reviews.sentences.text@{which}"))


def _reflections(scene) -> None:
    """Ivan's is for the group, Lena's for who assesses her, Ines's a draft."""
    for first, state, readers in (
        ("ivan", "handed_in", "group"),
        ("lena", "handed_in", "assessor"),
        ("ines", "draft", "group"),
    ):
        entry = RosterEntry.objects.get(group=scene.group, subject=getattr(scene.cast, first))
        made = Reflection.objects.create(
            group=scene.group,
            subject=entry.subject,
            role=entry.role,
            state=state,
            readers=readers,
            text=word(f"reviews.reflection.text@{first}"),
            handed_in_at=clock.now() if state == "handed_in" else None,
        )
        axis = asked_of(entry.version, entry.role)[0].axis
        ReflectionAxis.objects.create(reflection=made, axis=axis, text=word(f"reviews.reflectionaxis.text@{first}"))
        setattr(scene, f"reflection_of_{first}", made)
