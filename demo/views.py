"""The demo's own pages: four doors, the whole cast, and the clock. They exist on the demo's database only."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import clock
from accounts.access import demo_only
from accounts.models import Person
from demo.cast import CAST, DOMAIN, DOORS
from demo.others import write_their_words

LONGEST = 254  # characters of an address; no database compares one of a megabyte


@demo_only(clock.is_demo)
@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """The four doors, the cast, and the demo's day."""
    people = {member.first.lower(): member for member in CAST}
    return render(
        request,
        "demo/doors.html",
        {
            "doors": [{"member": people[key], "title": title, "asks": asks} for key, title, asks in DOORS],
            "cast": CAST,
            "day": clock.today(),
        },
    )


@demo_only(clock.is_demo)
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Signs in as the person with that `email`, without a password: anyone of the demo company."""
    address = request.POST.get("email", "").strip().lower()
    asked = address.endswith(f"@{DOMAIN}") and "\x00" not in address and len(address) <= LONGEST
    person = Person.objects.filter(email__iexact=address, is_active=True).first() if asked else None
    if person is None:
        messages.error(request, _("Nobody of the demo company has that address. Choose one of the cast."))
        return redirect("demo_doors")
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")


@demo_only(clock.is_demo)
@require_POST
def tomorrow(request: HttpRequest) -> HttpResponse:
    """Moves the demo's clock forward by a day."""
    day = clock.tomorrow()
    messages.success(request, _("It is now %(day)s.") % {"day": formats.date_format(day, "l, j F Y")})
    return redirect("demo_doors")


@demo_only(clock.is_demo)
@require_POST
def others(request: HttpRequest) -> HttpResponse:
    """Lets the managers outside the story write the words they owe, so that the results can be released."""
    written = write_their_words()
    if written:
        said = ngettext(
            "The words to %(count)s person are written. Those to Ivan are left to Mei.",
            "The words to %(count)s people are written. Those to Ivan are left to Mei.",
            written,
        )
        messages.success(request, said % {"count": written})
    else:
        messages.info(request, _("Nobody has words to write now: they are owed between the deciding and the release."))
    return redirect("demo_doors")
