"""The first page: what is owed today, and where to read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import members


@members
def home(request: HttpRequest) -> HttpResponse:
    """Where a person lands after signing in."""
    return render(request, "accounts/home.html")
