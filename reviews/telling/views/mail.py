"""The post as the operator sees it (a queue without content), and the letter box of the demo."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.access import demo_only, operators
from reviews.models import Mail
from reviews.telling.letterbox import letters


@operators
@require_safe
def mail_queue(request: HttpRequest) -> HttpResponse:
    """Addresses, subjects and what became of them; never the text."""
    rows = Mail.objects.defer("body").order_by("-made_at")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "reviews/telling/mail_queue.html", {"page": page})


@demo_only(clock.is_demo)
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What the demo has sent: it leaves the house for a folder, and is read here by anyone."""
    context = {"letters": letters(settings.MAIL_FOLDER), "today": clock.today()}
    return render(request, "reviews/telling/mail.html", context)
