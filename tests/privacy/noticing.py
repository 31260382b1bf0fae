"""Watches requests: which confidential columns their queries read, and which kinds were noted. Both must agree.

What was read is taken from the columns of the queries themselves, below the models; so a way of reading that notes
nothing (a join, an expression, a manager without the door) is seen here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from accounts import noting
from accounts.models import Reading
from accounts.models.confidential import Confidential, ConfidentialPart, confidential
from tests.privacy.words import SECRET, word

# fields whose word is shown with other confidential things about the same person, which are noted
SHOWN_WITH = {"calibration.meeting.line": "assessment"}
# secret fields that say nothing of a person in a review: no reading of others
NOT_NOTED = {
    "calibration.reopening.reason": "why a meeting was reopened: about the meeting, nobody is its subject",
    "calibration.checkquestion.text": "asked of a group about its levels: nobody is its subject; asking is an event",
    "calibration.checkquestion.answer": "the same; answering is an event",
    "accounts.grant.reason": "People Ops gave it, and the person reads it; giving and ending are events",
    "accounts.datacopy.content": "what is gathered is noted when it is; preparing, giving and downloading are events",
    "accounts.hold.reason": "People Ops put it; putting and lifting are events",
    "accounts.addresschange.address": "an address, nothing of a review; asking and confirming are events",
    "accounts.session.device": "only whose session it is reads it",
    "accounts.stagedimport.content": "says nothing of a review; what becomes of it is in the trail",
    "accounts.stagedimport.name": "a file's name",
    "accounts.stagedimport.seen": "says nothing of a review; what becomes of it is in the trail",
    "figures.question.text": "a question, nobody's answer",
    "figures.option.word": "a question, nobody's answer",
    "figures.publication.screen": "says nothing of one person; the first look is an event",
    "figures.publication.file": "says nothing of one person; each download is an event",
    "candidates.candidate.label@open": "a candidate is nobody here who could be told; each act is an event",
    "candidates.candidate.label@together": "the same",
    "candidates.finding.text@open_noor": "the same",
    "candidates.finding.text@open_lena": "the same",
    "candidates.finding.text@together_noor": "the same",
    "candidates.finding.text@together_lena": "the same",
    "candidates.agreed.text": "the same",
    "candidates.offer.terms@here": "says nothing of one person; the first look of others is an event",
    "candidates.offer.terms@elsewhere": "the same",
    "frameworks.behaviour.text": "a ladder's text",
    "reviews.mail.subject": "says nothing of a review",
    "reviews.mail.body": "on no page",
}


@dataclass
class Watch:
    """What one request read and what it noted, as kinds."""

    read: set[str] = field(default_factory=set)
    noted: set[str] = field(default_factory=set)


def kind_of(model: Any) -> str:
    """As what a confidential model or a part of one is noted."""
    while issubclass(model, ConfidentialPart):
        model = model._meta.get_field(model.part_of).related_model
    return model.noted_as if issubclass(model, Confidential) else ""


def columns_in(expression: Any) -> Iterator[Col]:
    """Every column of an expression; of conditions, too, which Django cannot flatten."""
    if isinstance(expression, Col):
        yield expression
    elif expression is not None:
        for part in expression.get_source_expressions():
            yield from columns_in(part)


def kinds_in(select: list[Any]) -> set[str]:
    """The kinds whose confidential columns stand in what a query selects."""
    columns = [col for expression, *_ in select for col in columns_in(expression)]
    return {
        kind_of(col.target.model)
        for col in columns
        if kind_of(col.target.model) and col.target.attname in confidential(col.target.model)
    }


@contextmanager
def watching() -> Iterator[Watch]:
    """Watches the requests made within."""
    watch, begun = Watch(), []
    begin, results = noting.begin, SQLCompiler.results_iter

    def begin_watched() -> noting.Noted:
        begun.append(begin())
        return begun[-1]

    def results_watched(self: Any, *args: Any, **more: Any) -> Iterator[Any]:
        rows = results(self, *args, **more)
        kinds = kinds_in(self.select)
        for row in rows:
            watch.read |= kinds
            yield row

    noting.begin, SQLCompiler.results_iter = begin_watched, results_watched
    try:
        yield watch
    finally:
        noting.begin, SQLCompiler.results_iter = begin, results
        watch.noted = {model.noted_as for noted in begun for model, _whose in noted.all_rows()}


def left_out(walked: Any, person: Any) -> list[str]:
    """What the walk of one person (None: nobody signed in) has read and not left in the trail, as sentences."""
    wrong = [
        f"{address} read {kind} and noted nothing of it"
        for address, watch in walked.watched.items()
        for kind in sorted(watch.read - watch.noted)
    ]
    mine = [what for by, what in Reading.objects.values_list("by", "what") if person and by == person.pk]
    rows = [(kinds.split(), ids) for what in mine for by_kinds in what.values() for kinds, ids in by_kinds.items()]
    for name in SECRET.keys() - NOT_NOTED.keys():
        label, _, attribute = name.partition("@")[0].rpartition(".")
        model = apps.get_model(label)
        kind = SHOWN_WITH.get(label + "." + attribute) or kind_of(model)
        shown = [address for address, text in walked.shown.items() if word(name) in text]
        wrong += [
            f"{address} shows {name} and noted no {kind}"
            for address in shown
            if kind not in walked.watched[address].noted
        ]
        whose = about(model, attribute, word(name)) if kind_of(model) else []
        if shown and whose and not any(person.pk in pair for pair in whose):
            subjects = {str(subject) for subject, _author in whose}
            if not any(kind in kinds and subjects & set(ids) for kinds, ids in rows):
                wrong.append(f"{shown[0]} shows {name}, and no row says that it was read")
    return wrong


def about(model: Any, attribute: str, secret: str) -> list[tuple[Any, Any]]:
    """Whom the rows with the word are about and who wrote them."""
    within = ""
    held: Any = model
    while issubclass(held, ConfidentialPart):
        within += held.part_of + "__"
        held = held._meta.get_field(held.part_of).related_model
    rows = [
        row for row in model._base_manager.all() if secret in str(getattr(row, attribute))
    ]  # JSON columns too, on both databases
    keys = [row.pk for row in rows]
    found = model._base_manager.filter(pk__in=keys)
    return list(found.values_list(f"{within}subject_id", f"{within}{held.author_column}"))
