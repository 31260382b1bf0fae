"""The list of routes: what each takes and who it admits."""

import json
from io import StringIO

from django.core.management import call_command
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import TemplateView

from accounts.access import members, public
from accounts.routes import all_routes, methods_of


def plain(request):
    """A view."""


def test_methods_are_read_from_the_guards_of_the_view():
    assert methods_of(members(require_POST(plain))) == ("POST",)
    assert methods_of(members(require_safe(plain))) == ("GET",)
    assert methods_of(members(require_http_methods(["GET", "HEAD", "POST"])(plain))) == ("GET", "POST")
    assert methods_of(require_POST(members(plain))) == ("POST",)
    assert methods_of(public(TemplateView.as_view())) == ("GET",)


def test_a_view_that_says_no_method_is_shown_as_taking_any():
    assert methods_of(members(plain)) == ()


def test_the_command_prints_every_route_as_json():
    out = StringIO()
    call_command("routes", "--json", stdout=out)
    routes = {route["name"]: route for route in json.loads(out.getvalue())}
    assert routes["people"] == {"name": "people", "path": "/people/", "methods": ["GET"], "access": "members"}
    assert routes["people_import_confirm"] == {
        "name": "people_import_confirm",
        "path": "/people/import/<uuid:pk>/confirm/",
        "methods": ["POST"],
        "access": "People Ops, whole organisation",
    }
    assert routes["account_login"]["methods"] == ["GET", "POST"]
    assert routes["account_login"]["access"] == "public"
    assert len(routes) == len(all_routes())


def test_the_command_prints_a_table_without_the_option():
    out = StringIO()
    call_command("routes", stdout=out)
    (line,) = [line for line in out.getvalue().splitlines() if line.startswith("/permissions/ ")]
    assert line.split() == ["/permissions/", "GET", "People", "Ops", "grants"]
