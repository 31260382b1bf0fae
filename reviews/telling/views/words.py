"""The manager's page of words to one person, and a result as whoever may see it reads it."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import autosave, clock
from accounts.access import members, seen
from accounts.moves import Conflict, NotAllowed, may
from accounts.refusals import is_by_itself
from reviews.cycles.onward import page_of
from reviews.drafts import Stale
from reviews.models import Assessment, Result
from reviews.telling import hooks, workflow
from reviews.telling.forms import WordsForm, words_form
from reviews.telling.letter import letter_of

WITH = ("group__cycle", "subject", "author", "overall", "role")


def _own_words(request: HttpRequest, pk) -> Result:
    """The result whose words the reader writes; who sees it and does not write it is not allowed."""
    result = seen(Result.objects.select_related(*WITH), request.user, pk=pk)
    if not workflow.is_author(result, request.user):
        raise NotAllowed("write")
    return result


@members
@require_http_methods(["GET", "HEAD", "POST"])
def result_words(request: HttpRequest, pk) -> HttpResponse:
    """What stands, and the words to the person; a post keeps them and says that they are done."""
    result = _own_words(request, pk)
    if request.method != "POST":
        proposed = "" if result.words or result.draft_number else _statement(result, request.user)
        return _page(request, result, words_form(result, proposed), proposed=bool(proposed))
    form = WordsForm(request.POST, result=result)
    if not form.is_valid():
        return _page(request, result, form, status=400)
    try:
        saved = workflow.save_words(result, request.user, form.cleaned_data["version"], form.written())
    except Stale as stale:
        return _both(request, stale)
    lacking = workflow.missing(saved, clock.today())
    if lacking:
        form = _again(request, saved)
        form.is_valid()
        for name, sentence in lacking.items():
            form.add_error(name, sentence)
        return _page(request, saved, form, status=400, saved=autosave.standing(saved.saved_at))
    try:
        workflow.word(saved, request.user)
    except Conflict as early:
        return _page(request, saved, _again(request, saved), sentence=early.sentence, status=409)
    return redirect("result_words", pk=pk)


@members
@require_POST
def result_words_save(request: HttpRequest, pk) -> HttpResponse:
    """Keeps the words as a draft: from autosave (answered as JSON) or by a button, which may lead to the preview."""
    result = _own_words(request, pk)
    by_itself = is_by_itself(request)
    form = WordsForm(request.POST, result=result)
    if not form.is_valid():
        return autosave.refused(form.errors) if by_itself else _page(request, result, form, status=400)
    try:
        written = _with_quotation(request, result, form.written())
        saved = workflow.save_words(result, request.user, form.cleaned_data["version"], written)
    except Stale as stale:
        return autosave.other_text(stale, _texts(stale.stored)) if by_itself else _both(request, stale)
    if by_itself:
        return autosave.kept(saved)
    return redirect("result" if request.POST.get("then") == "see" else "result_words", pk=pk)


@members
@require_POST
def result_reword(request: HttpRequest, pk) -> HttpResponse:
    """Takes the words back, to write on."""
    result = _own_words(request, pk)
    workflow.reword(result, request.user)
    return redirect("result_words", pk=pk)


@members
@require_safe
def result(request: HttpRequest, pk) -> HttpResponse:
    """A result as its subject will read it; whoever else may see it reads words only once they are done."""
    found = seen(Result.objects.select_related(*WITH), request.user, pk=pk)
    if found.subject_id == request.user.pk:
        return redirect("my_result", pk=pk)
    writes = workflow.is_author(found, request.user)
    shown = {
        "letter": letter_of(found),
        "above": page_of(found.group, request.user),
        "writes": writes,
        "today": clock.today(),
        "words_shown": writes or found.state != Result.State.STANDING,
        "back": reverse("result_words", args=[pk]) if writes else "",
    }
    return render(request, "reviews/telling/result.html", shown)


def _page(request: HttpRequest, result: Result, form: WordsForm, status: int = 200, **more) -> HttpResponse:
    actions = []
    if may(result, "reword", request.user):
        url = reverse("result_reword", args=[result.pk])
        actions = [{"label": _("Take the words back and write on"), "url": url, "method": "post"}]
    shown = {
        "letter": letter_of(result, hooks.changes_of(result.group, result.subject)),
        "above": page_of(result.group, request.user),
        "form": form,
        "beside": hooks.to_quote(result, request.user),
        "today": clock.today(),
        "actions": actions,
        "is_open": result.state == Result.State.STANDING,
        "saved": autosave.standing(result.saved_at, errors=bool(form.errors), both="theirs" in more),
        "must_ask": bool(result.overall and result.overall.standing == "below"),
    } | more
    return render(request, "reviews/telling/result_words.html", shown, status=status)


def _with_quotation(request: HttpRequest, result: Result, written: workflow.Words) -> workflow.Words:
    """The words, with what was to be quoted at their end; once, however often it is pressed."""
    found = {one.key: one.text for one in hooks.to_quote(result, request.user)}.get(request.POST.get("quote", ""), "")
    if not found or found in written.words:
        return written
    return replace(written, words="\n\n".join(text for text in (written.words.rstrip(), found) if text))


def _statement(result: Result, author) -> str:
    """The author's own statement, as a proposal for the words; empty where none of theirs stands."""
    found = Assessment.objects.visible_to(author).handed_in()
    own = found.filter(group=result.group, subject=result.subject, author=author)
    return next((one.statement for one in own), "")


def _both(request: HttpRequest, stale: Stale) -> HttpResponse:
    """Both texts: the writer's in the fields, the other beside them; the next press decides."""
    found = stale.record
    return _page(request, found, _again(request, found), theirs=found, status=409)


def _texts(words: workflow.Words) -> dict[str, str]:
    said = vars(words).items()
    return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in said}


def _again(request: HttpRequest, theirs: Result) -> WordsForm:
    """The writer's own text, counted on from what is saved."""
    data = request.POST.copy()
    data["version"] = str(theirs.draft_number)
    return WordsForm(data, result=theirs)
