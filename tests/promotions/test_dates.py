"""The day by which a decider votes, in their own calendar."""

from accounts.dates import occasions
from accounts.viewing import viewing
from promotions.models import Vote
from tests.promotions.conftest import DAY

VOTE = ("Vote on what was pitched by today", "2026-12-22", "Engineering 2026 Q4")


def votes_of(person) -> list[tuple[str, str, str]]:
    with viewing(person):
        return [(one.what, str(one.day), one.of) for one in occasions(person) if one.kind == "vote"]


def test_a_decider_votes_by_the_end_of_the_clock_until_they_voted(deciding):
    cast = deciding.cast
    assert votes_of(cast.dana) == [VOTE]
    assert [votes_of(one) for one in (cast.marco, cast.lena, cast.petra, cast.oskar)] == [[], [], [], []]
    Vote.objects.create(
        pitch=deciding.pitch, group=deciding.group, subject=cast.lena, decider=cast.dana, choice="approve",
        cast_at=f"{DAY}T09:00:00Z",
    )  # fmt: skip
    assert votes_of(cast.dana) == []
    assert votes_of(cast.dilan) == [VOTE]
