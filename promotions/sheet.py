"""The page on which a pitch is written or read, as data: the target role's text beside the case, and the rule."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from frameworks.format import document as data
from promotions import evidence
from promotions.eligibility import ClauseCode, Explanation
from promotions.explained import Explained, in_words
from promotions.forms import ClaimForms, PitchForm, claim_settings
from promotions.models import Claim, Pitch
from promotions.workflow import Draft, Incomplete
from promotions.workflow.pitching import stored
from reviews.assessments.ladder import AxisText, role_text
from reviews.assessments.sheet import title_in

PREFIX = "claims"


@dataclass
class Sheet:
    """Everything the page of one pitch shows. `reader` is None for its author, who is told of absences too."""

    pitch: Pitch
    facts: evidence.Facts
    reader: Person | None = None
    form: PitchForm | None = None
    claims: Any = None
    theirs: list[dict[str, str]] = field(default_factory=list)

    @cached_property
    def explanation(self) -> Explanation:
        """The rule, clause by clause."""
        return self.facts.explain()

    @cached_property
    def rule(self) -> Explained:
        """The rule in words."""
        return in_words(self.facts, to_its_author=self.reader is None, explanation=self.explanation)

    @cached_property
    def role(self) -> str:
        """The present role as people read it."""
        return title_in(self.facts.document, self.pitch.role)

    @cached_property
    def target(self) -> str:
        """The target role as people read it."""
        return title_in(self.facts.document, self.pitch.target)

    @property
    def target_text(self) -> data.Role:
        """The target role as the framework words it."""
        return evidence.role_in(self.facts.document, self.pitch.target.code)

    @cached_property
    def texts(self) -> dict[str, AxisText]:
        """What the target role asks: axis code → text, for the axes that apply."""
        codes = evidence.axis_codes(self.facts.document, self.target_text)
        every = {text.code: text for text in role_text(self.facts.document, self.pitch.target.code)}
        return {code: every[code] for code in codes if code in every}

    @cached_property
    def axes(self) -> dict[str, UUID]:
        """Axis code → id."""
        return {code: UUID(reference) for code, reference in self.facts.axes.items()}

    @cached_property
    def stands(self) -> Draft:
        """What is stored."""
        return stored(self.pitch, self.facts)

    @property
    def questions(self) -> list[str]:
        """Codes of the questions the rule asks for this target."""
        return [each.condition for each in self.explanation.clauses if each.code == ClauseCode.CONDITION]

    @property
    def has_claims(self) -> bool:
        """Whether the rule reads claims at all."""
        return bool(self.claim_settings["kinds"])

    @cached_property
    def claim_settings(self) -> dict[str, Any]:
        """What a line of the claims needs to know."""
        return claim_settings(self.pitch, self.facts.document, self.target_text)

    @property
    def written(self) -> list[dict[str, Any]]:
        """What is said on each axis, beside what the role asks there (for readers)."""
        return [{"text": text, "case": self.stands.cases.get(self.axes[code], "")} for code, text in self.texts.items()]

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The field of each axis, beside what the role asks there (for the author)."""
        return [{"text": self.texts[code], "field": bound} for code, bound in self.form.cases() if code in self.texts]

    @property
    def said_claims(self) -> list[dict[str, Any]]:
        """The claims in words of the framework."""
        names = {self.axes[axis.code]: axis.name for axis in self.facts.document.axes if axis.code in self.axes}
        kinds = dict(Claim.Kind.choices)
        return [
            {
                "kind": kinds[c.kind],
                "axis": names.get(c.axis, ""),
                "from_on": c.from_on,
                "to_on": c.to_on,
                "text": c.text,
            }
            for c in self.stands.claims
        ]

    @property
    def asks_for_an_exception(self) -> bool:
        """Whether the sentence for an exception is asked: a clause says *not yet*, or one is written already."""
        return self.explanation.is_exception or bool(self.form and self.form["exception"].value())

    def only_read(self) -> None:
        """Nothing can be typed any more; what stands in the fields stays to be read and copied."""
        for form in (self.form, *self.claims):
            for bound in form.fields.values():
                bound.widget.attrs["readonly"] = True

    @property
    def who_knows(self) -> str:
        """What the subject learns of the pitch, and when."""
        name = {"name": self.pitch.subject.first_name}
        return {
            "with": _("%(name)s reads this pitch once you submit it.") % name,
            "know": _("%(name)s is told that you pitch, and does not read the text.") % name,
        }.get(
            self.pitch.version.pitch_open_to_subject,
            _("%(name)s does not learn of this pitch before being told the decision.") % name,
        )


def sheet_of(pitch: Pitch, reader: Person | None = None) -> Sheet:
    """The sheet of a pitch, to be read; without a reader: by its author."""
    return Sheet(pitch, evidence.facts_of(pitch, reader=reader), reader)


def to_be_written(pitch: Pitch, typed: Any = None) -> Sheet:
    """The sheet with its forms: filled from what stands, or from what was posted."""
    sheet = sheet_of(pitch)
    settings = {"document": sheet.facts.document, "target": sheet.target_text, "questions": sheet.questions}
    more = {"form_kwargs": sheet.claim_settings, "prefix": PREFIX}
    if typed is not None:
        sheet.form, sheet.claims = PitchForm(typed, **settings), ClaimForms(typed, **more)
        return sheet
    values = as_fields(sheet, sheet.stands, pitch.draft_number)
    sheet.form = PitchForm(initial=values, **settings)
    codes = {pk: code for code, pk in sheet.axes.items()}
    lines = [
        {"kind": c.kind, "axis": codes.get(c.axis, ""), "from_on": c.from_on, "to_on": c.to_on, "text": c.text}
        for c in sheet.stands.claims
    ]
    sheet.claims = ClaimForms(initial=lines, **more)
    return sheet


def as_fields(sheet: Sheet, draft: Draft, number: int) -> dict[str, str]:
    """A draft as the page's fields hold it, without the claims."""
    codes = {pk: code for code, pk in sheet.axes.items()}
    return {
        "version": str(number),
        "summary": draft.summary,
        "exception": draft.exception,
        **{f"case_{codes[axis]}": text for axis, text in draft.cases.items() if axis in codes},
        **{f"answer_{code}": text for code, text in draft.answers.items()},
    }


def typed_draft(sheet: Sheet) -> Draft | None:
    """What was typed, or None where a field or a claim is wrong (each then says so)."""
    claims_hold = not sheet.has_claims or sheet.claims.is_valid()
    if not sheet.form.is_valid() or not claims_hold:
        return None
    lines = sheet.claims.lines(sheet.axes) if sheet.has_claims else []
    return sheet.form.draft(sheet.axes, lines)


def mark_wanting(sheet: Sheet, wanting: Incomplete) -> None:
    """Puts what keeps a pitch from being submitted beside the fields it is about."""
    for name, sentence in wanting.sentences.items():
        sheet.form.add_error(name if name in sheet.form.fields else None, sentence)


def mark_both(sheet: Sheet, draft: Draft, number: int) -> None:
    """Two texts: the writer's stays in the fields, the other stands beside; the next press decides."""
    data = sheet.form.data.copy()
    data["version"] = str(number)
    sheet.form.data = data
    mine = {name: data.get(name, "").replace("\r\n", "\n").strip() for name in sheet.form.fields}
    sheet.theirs = [
        {"label": sheet.form.fields[name].label, "text": text}
        for name, text in as_fields(sheet, draft, number).items()
        if name in sheet.form.fields and text.strip() and text.strip() != mine[name]
    ]
