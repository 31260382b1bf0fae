"""The person's own pages: where a review stands, their results, and their answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import members, seen
from accounts.moves import may
from reviews.earlier import shown as earlier
from reviews.models import Message, Result, SecondLook
from reviews.telling import second_looks, workflow
from reviews.telling.forms import AskSecondLookForm, ReplyForm
from reviews.telling.letter import coming_to, history_of, kept_for, letter_of


@members
@require_safe
def my_results(request: HttpRequest) -> HttpResponse:
    """What is coming, with the day, and every result the reader was told."""
    shown = {
        "coming": coming_to(request.user),
        "kept": kept_for(request.user),
        "history": _with_links(history_of(request.user)),
        "earlier": earlier.of(request.user, request.user),
        "today": clock.today(),
    }
    return render(request, "reviews/telling/my_results.html", shown)


@members
@require_safe
def my_result(request: HttpRequest, pk) -> HttpResponse:
    """One result of the reader's own: the page one keeps."""
    return page(request, own_result(request, pk))


@members
@require_POST
def my_result_confirm(request: HttpRequest, pk) -> HttpResponse:
    """The person says: we talked about this."""
    workflow.confirm(_message(request, own_result(request, pk)), request.user)
    return redirect("my_result", pk=pk)


@members
@require_POST
def my_result_not_yet(request: HttpRequest, pk) -> HttpResponse:
    """The person says: not yet."""
    workflow.not_yet(_message(request, own_result(request, pk)), request.user)
    return redirect("my_result", pk=pk)


@members
@require_POST
def my_result_reply(request: HttpRequest, pk) -> HttpResponse:
    """The person replies on the record."""
    result = own_result(request, pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return page(request, result, form, status=400)
    workflow.reply(_message(request, result), request.user, form.cleaned_data["text"])
    return redirect("my_result", pk=pk)


def own_result(request: HttpRequest, pk) -> Result:
    """A result of the reader's own, once told."""
    mine = Result.objects.filter(subject=request.user)
    return seen(mine.select_related("group__cycle", "subject", "author", "overall", "role"), request.user, pk=pk)


def _message(request: HttpRequest, result: Result) -> Message:
    return seen(Message.objects.select_related("owner"), request.user, result=result)


def page(
    request: HttpRequest,
    result: Result,
    form: ReplyForm | None = None,
    asking: AskSecondLookForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one's own result, with the answers to it; `form` and `asking` where one was sent and is wrong."""
    message = Message.objects.visible_to(request.user).filter(result=result).select_related("owner").first()
    look = SecondLook.objects.visible_to(request.user).filter(result=result).select_related("owner").first()
    history = history_of(request.user, result)
    told = [step["result"] for step in history]
    shown = {
        "letter": letter_of(result),
        "message": message,
        "history": _with_links(history),
        "form": form or ReplyForm(),
        "may_reply": message is not None and may(message, "reply", request.user) and not message.reply,
        "actions": _answers(message, request.user) if message else [],
        "look": look,
        "look_answers": second_looks.owner_of(look) if look else None,
        "asking": asking or AskSecondLookForm(),
        "may_ask": look is None and second_looks.can_be_asked(result, told),
        "is_over": look is None and result.group.cycle.second_look_days > 0 and second_looks.is_over(result, told),
        "today": clock.today(),
    }
    return render(request, "reviews/telling/my_result.html", shown, status=status)


def _with_links(history: list[dict]) -> list[dict]:
    return [step | {"href": reverse("my_result", args=[step["result"].pk])} for step in history]


def _answers(message: Message, by) -> list[dict]:
    if message.answer == Message.Answer.CONFIRMED:
        return []
    offered = [("confirm", "my_result_confirm", _("We talked about this"), False)]
    if message.answer != Message.Answer.NOT_YET:
        offered.append(("not_yet", "my_result_not_yet", _("Not yet"), False))
    return [
        {"label": label, "url": reverse(route, args=[message.result_id]), "method": "post", "quiet": quiet}
        for verb, route, label, quiet in offered
        if may(message, verb, by)
    ]
