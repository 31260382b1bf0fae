"""The domain's day and instant. Only the demo can move them.

Which clock a column follows:

* **This one**, `today()` and `now()`: every day and instant of a review and of the organisation, whether it is read on
  a page or compared with one. When a cycle was launched and closed, something was written, submitted, told, voted,
  decided or counted; from when to when somebody held a part, a role or a permission; when a mail was written.
* **Real time**, `timezone.now()`: what is secret for a while (sessions, links, codes of screens), what only one process
  may do (leases, the sending of mails), what a meeting measures (who is in the room, how long a turn takes, its
  sittings), files that are thrown away, and the trail, which says when a thing really happened.

`tests/architecture` lists the modules that may ask for real time.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation


def is_demo() -> bool:
    """Whether this is the demo: said by the environment and by the database, both."""
    return settings.DEMO and Organisation.objects.filter(is_demo=True).exists()


def today() -> date:
    """The domain's day: the demo's own where there is one, else the real day in the current zone."""
    if settings.DEMO:
        moved = Organisation.objects.filter(is_demo=True).values_list("today_on", flat=True).first()
        if moved:
            return moved
    return timezone.localdate()


def now() -> datetime:
    """The domain's instant: the real time of day on the domain's day, in UTC."""
    real = timezone.now()
    shift = today() - timezone.localdate()
    return real + shift


def tomorrow() -> date:
    """Moves the demo's clock forward by a day and returns the new day.

    Raises Organisation.DoesNotExist where this is not the demo's database.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(is_demo=True)
        organisation.today_on = (organisation.today_on or timezone.localdate()) + timedelta(days=1)
        organisation.save(update_fields=["today_on"])
    return organisation.today_on


def organisations_zone() -> ZoneInfo:
    """The zone of everybody who has none of their own."""
    return zone_of(Organisation.objects.values_list("time_zone", flat=True).first() or "")


def zones() -> list[str]:
    """The zones one can live in: a place of each, and UTC."""
    return ["UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))]


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; the server's own where the name is empty."""
    return ZoneInfo(name or settings.TIME_ZONE)
