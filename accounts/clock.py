"""The domain's day and instant. Only the demo can move them.

Which clock a column follows:

* **This one**, `today()` and `now()`: every day and instant of a review and of the organisation, whether it is read on
  a page or compared with one. When a cycle was launched and closed, something was written, submitted, told, voted,
  decided or counted; from when to when somebody held a part, a role or a permission; when a meeting sat, who was in its
  room, how long a turn took; when a mail was written.
* **Real time**, `timezone.now()`: what is secret for a while (sessions, links, codes of screens), what only one process
  may do (leases, the sending of mails), what came first of two acts in a room, files that are thrown away, and the
  trail, which says when a thing really happened.

`tests/architecture` lists the modules that may ask for real time.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation
from accounts.written_once import WrittenOnce, stands_at

ZONE = WrittenOnce(lambda: Organisation.objects.order_by("pk").values_list("time_zone", flat=True)[:1])


def is_demo() -> bool:
    """Whether this is the demo: said by the environment and by the database, both."""
    return settings.DEMO and Organisation.objects.filter(is_demo=True).exists()


def today() -> date:
    """The domain's day: the demo's own where there is one, else the real day in the current zone."""
    if still := stands_at.get():
        return timezone.localdate(still)
    if settings.DEMO:
        moved = Organisation.objects.filter(is_demo=True).values_list("today_on", flat=True).first()
        if moved:
            return moved
    return timezone.localdate()


def now() -> datetime:
    """The domain's instant, in UTC. In the demo time passes on the demo's day until it is over, and stands still then:
    the day does not change by itself, and an instant never comes before one that was."""
    if still := stands_at.get():
        return still
    real = timezone.now()
    row = _demos_day() if settings.DEMO else None
    if row is None:
        return real
    day, began_at, zone = row
    began_at = began_at or real - timedelta(hours=12)
    midnight, next_midnight = (datetime.combine(one, time(), zone_of(zone)) for one in (day, day + timedelta(days=1)))
    return min(midnight.astimezone(UTC) + (real - began_at), next_midnight.astimezone(UTC) - timedelta(microseconds=1))


def day_of(moment: datetime) -> date:
    """The domain's day on which that instant of the domain lies: the demo's where there is one, else the one in the
    current zone."""
    return timezone.localdate(moment, _demos_zone())


def midnight() -> datetime:
    """The domain's instant at which its day began."""
    return timezone.localtime(now(), _demos_zone()).replace(hour=0, minute=0, second=0, microsecond=0)


def ahead() -> int:
    """By how many seconds the domain's clock is ahead of the real one: 0 but in the demo."""
    return round((now() - timezone.now()).total_seconds()) if settings.DEMO else 0


def _demos_zone() -> ZoneInfo | None:
    row = _demos_day() if settings.DEMO else None
    return zone_of(row[2]) if row else None


def _demos_day() -> tuple[date, datetime | None, str] | None:
    rows = Organisation.objects.filter(is_demo=True, today_on__isnull=False)
    return rows.values_list("today_on", "today_began_at", "time_zone").first()


def nine_in_the_morning() -> datetime:
    """The real instant at which a day began of which it is nine o'clock now."""
    return timezone.now() - timedelta(hours=9)


def tomorrow() -> date:
    """Moves the demo's clock to nine in the morning of the next day and returns that day.

    Raises Organisation.DoesNotExist where this is not the demo's database.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(is_demo=True)
        organisation.today_on = (organisation.today_on or timezone.localdate()) + timedelta(days=1)
        organisation.today_began_at = nine_in_the_morning()
        organisation.save(update_fields=["today_on", "today_began_at"])
    return organisation.today_on


def organisations_zone() -> ZoneInfo:
    """The zone of everybody who has none of their own."""
    return zone_of(next(iter(ZONE()), ""))


def zones() -> list[str]:
    """The zones one can live in: a place of each, and UTC."""
    return ["UTC", *sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))]


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; the server's own where the name is empty."""
    return ZoneInfo(name or settings.TIME_ZONE)
