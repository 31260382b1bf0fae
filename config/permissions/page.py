"""The table of permissions inside the product, for People Ops."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import people_ops
from config.permissions.table import DENIED, TABLE


@people_ops
@require_safe
def who_sees_what(request: HttpRequest) -> HttpResponse:
    """Who sees and who changes what, as the code holds it."""
    return render(request, "accounts/who_sees_what.html", {"denied": DENIED, "table": TABLE})
