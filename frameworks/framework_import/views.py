"""The page that makes a draft of a file: give it, look at what was understood, then make the draft."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import framework_editors
from accounts.importing import workbook
from accounts.moves import Conflict
from frameworks import reading
from frameworks.format import Document, Refused
from frameworks.formats import kinds
from frameworks.formats.outline import Note, Place
from frameworks.framework_import import looking, words, workflow
from frameworks.framework_import.forms import HeadForm, ReplaceForm, SourceForm


@framework_editors
@require_http_methods(["GET", "HEAD", "POST"])
def framework_import(request: HttpRequest) -> HttpResponse:
    """GET: takes a file or a text. POST: shows what was understood of it, or makes exactly that a draft."""
    if request.method != "POST":
        return _page(request, {"source": SourceForm(initial={"layout": "guess"})})
    given = SourceForm(request.POST, request.FILES)
    if not given.is_valid():
        return _page(request, {"source": given})
    said = given.cleaned_data
    file = said["file"]
    given_text = file.read() if file else tidy_lines(said["text"])
    try:
        text, about_the_book, is_book = looking.text_of(given_text, said["sheet"])
    except Refused as refused:
        is_book = workbook.is_one(given_text)
        notes = [looking.note_of(problem, stops=True, is_book=is_book) for problem in refused.problems]
        return _page(request, {"source": given, "mend": words.told(notes, "")})
    text = tidy_lines(text)
    form = "csv" if is_book else said["form"] or kinds.guess(text, file.name if file else "")
    found = looking.look(text, form, said["layout"] or "guess", each_line=said["each_line"], is_book=is_book)
    found.notes = about_the_book + found.notes
    return _Answer(request, found, said, file.name if file else request.POST.get("name", "")).answer()


def tidy_lines(text: str) -> str:
    """The text with line feeds as its only line ends, as a form field gives it back."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Answer:
    """The preview of a text, or the draft that is made of it."""

    def __init__(self, request: HttpRequest, found: looking.Look, said: dict[str, Any], name: str) -> None:
        self.request, self.found, self.said, self.name = request, found, said, name[:200]
        self.versions = [] if found.is_whole else workflow.in_force(request.user)
        self.wants = request.POST.get("act") == "draft" and not said["file"]
        self.digest = _digest(found, said)
        self.replace = ReplaceForm(request.POST if self.wants else None)
        self.head = self.head_form()
        self.would_be: Document | None = None  # with what the head says so far

    def head_form(self) -> HeadForm | None:
        """The form of what a table does not say: as it was sent, or as the file proposes it."""
        if self.found.is_whole or self.found.outline is None or not self.found.outline.rungs:
            return None
        if self.wants:
            return HeadForm(self.versions, self.request.POST)
        typed = {name: self.request.POST[name] for name in HeadForm.base_fields if self.request.POST.get(name)}
        if "title" in self.request.POST:
            typed["cumulative"] = "cumulative" in self.request.POST
        initial = workflow.proposed(self.found.outline, self.name, self.request.user) | typed
        return HeadForm(self.versions, initial=initial)

    def answer(self) -> HttpResponse:
        """Goes to the draft once it is made; else shows what was understood, and what is in the way."""
        document, extra = self.document()
        self.found.notes += extra
        if self.wants and self.request.POST.get("shown") != self.digest:
            return self.page(trouble=_("The text has changed since it was shown. This is what it says now."))
        if self.wants and document is not None and not self.found.stops and self.replace.is_valid():
            try:
                may_go, sent = self.replace.cleaned_data["replace"], self.request.POST
                version = workflow.draft(
                    *(document, self.request.user),
                    replace=may_go,
                    seen=sent.get("over", ""),
                    of=sent.get("over_of", ""),
                )
            except Conflict as conflict:
                return self.page(trouble=conflict.sentence)
            messages.success(
                self.request, words.made(version, document, self.found.understood, over=bool(sent.get("over")))
            )
            return redirect(
                f"{reverse('framework', args=[document.framework])}?{urlencode({'version': version.label})}"
            )
        return self.page()

    def document(self) -> tuple[Document | None, list[Note]]:
        """The document of what was understood, if a draft is wanted or nothing but the file says it."""
        if self.found.is_whole or self.head is None or self.found.outline is None:
            self.would_be = self.found.document
            return self.found.document, []
        if self.found.stops:  # what has to be mended would be said a second time
            return None, []
        values = self.head.cleaned_data if self.wants and self.head.is_valid() else None
        if values is None:
            values = workflow.stand_in(self.head)
        head = workflow.head_of(values, self.found.outline.about, self.versions, self.request.user)
        document, notes, wrong = looking.document_of(self.found.outline, head)
        if document is not None:
            licence, attribution = (self.head[name].value() or "" for name in ("licence", "attribution"))
            self.would_be = replace(document, licence=licence, attribution=attribution)
        if "about" in wrong:
            notes.append(Note(Place(1), _("the description is longer than 20000 characters"), stops=True))
        return document if self.wants and self.head.is_valid() else None, notes

    def page(self, **more: Any) -> HttpResponse:
        """What was understood, beside the forms as they were sent."""
        data: QueryDict = self.request.POST.copy()
        data["text"], data["form"] = self.found.text, self.found.form
        data["layout"] = self.said["layout"] or "guess"
        source = SourceForm(initial={name: data.get(name, "") for name in SourceForm.base_fields if name != "file"})
        source.fields["text"].label = _("The text")
        source.fields["file"].label = _("Another file in its place")
        over = workflow.over(self.would_be) if self.would_be and not self.found.stops else None
        changes = over.difference.at_most(words.WORD_BY_WORD) if over else None
        version = workflow.earlier(self.head["slug"].value() or "", self.request.user) if self.head else None
        return _page(
            self.request,
            {
                "source": source,
                "look": self.found,
                "head": self.head,
                "replace": self.replace,
                "name": self.name,
                "shown": self.digest,
                "becomes": version,
                "lost": kinds.without_place(reading.document(version)) if version else [],
                "over": over,
                "over_of": workflow.named(self.would_be) if self.would_be else "",
                "changes": changes,
                "is_folded": bool(changes and changes.changed > words.OPEN_CHANGES),
                "folds": words.folds(self.found),
                "mend": words.told(self.found.stops, self.found.text, self.found.columns),
                "warnings": words.told(self.found.warnings, self.found.text, self.found.columns),
                "summary": words.summary(self.found),
                **more,
            },
        )


def _digest(found: looking.Look, said: dict[str, Any]) -> str:
    parts = (found.form, said["layout"] or "guess", str(said["each_line"]), found.text)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "frameworks/framework_import/framework_import.html", context)
