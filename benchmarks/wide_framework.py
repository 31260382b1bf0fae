"""A framework that no page was made for: as wide and as high as asked for, with sentences of common words."""

import random
from dataclasses import dataclass
from typing import Any

from frameworks.format.limits import FORMAT_VERSION

# fmt: off
WORDS = (
    "agrees", "asks", "breaks", "builds", "chooses", "clears", "compares", "completes", "decides", "describes",
    "designs", "explains", "finds", "finishes", "follows", "guides", "helps", "hears", "improves", "joins",
    "keeps", "leads", "learns", "listens", "looks", "makes", "measures", "mends", "names", "notes", "offers",
    "opens", "orders", "plans", "prepares", "proves", "reads", "reviews", "says", "shares", "shows", "sorts",
    "splits", "starts", "states", "studies", "tells", "tests", "thinks", "together", "trains", "tries", "turns",
    "understands", "waits", "watches", "weighs", "work", "writes", "a", "an", "the", "and", "with", "before",
    "after", "while", "across", "team", "group", "service", "system", "change", "plan", "release", "customer",
    "colleague", "question", "answer", "risk", "cost", "reason", "result",
)
# fmt: on


def sentence(drawn: random.Random, least: int, most: int) -> str:
    """Words in no order, as many as a sentence of a real framework has."""
    words = drawn.choices(WORDS, k=drawn.randint(least, most))
    return " ".join(words).capitalize() + "."


@dataclass(frozen=True)
class Size:
    """How wide it is."""

    tracks: int = 12
    levels: int = 10
    axes: int = 20
    examples: int = 8


def wide(label: str = "1", rewrites: int = 0, size: Size = Size(), seed: int = 1) -> dict[str, Any]:
    """The whole of it as data of the file format, 19,200 examples; one example in `rewrites` is worded anew."""
    drawn, other = random.Random(seed), random.Random(f"{seed} {label}")

    def example() -> str:
        text = sentence(drawn, 9, 20)
        return f"{text[:-1]} {sentence(other, 2, 4).lower()}" if rewrites and not other.randrange(rewrites) else text

    axes = [{"code": f"axis-{number}", "name": f"Axis {number}"} for number in range(1, size.axes + 1)]
    levels = [
        {"code": f"l{rank}", "rank": rank, "summary": sentence(drawn, 12, 25)} for rank in range(1, size.levels + 1)
    ]
    roles = [
        {
            "code": f"t{track}-l{rank}",
            "level": f"l{rank}",
            "tracks": [f"track-{track}"],
            "title": f"Title {track} {rank}",
            "expectations": {
                axis["code"]: {
                    "summary": sentence(drawn, 12, 25),
                    "behaviours": [example() for _ in range(size.examples)],
                }
                for axis in axes
            },
        }
        for track in range(1, size.tracks + 1)
        for rank in range(1, size.levels + 1)
    ]
    return {
        "plumbline": FORMAT_VERSION,
        "framework": "wide",
        "title": "Wide",
        "version": label,
        "language": "en",
        "cumulative": True,
        "scale": {
            "code": "wide-scale",
            "name": "Three points",
            "points": [
                {"code": "below", "word": "Below", "mark": "▽", "standing": "below"},
                {"code": "at", "word": "At", "mark": "●", "standing": "at"},
                {"code": "above", "word": "Above", "mark": "△", "standing": "above"},
            ],
        },
        "rule": {"kind": "guidance"},
        "tracks": [{"code": f"track-{number}", "name": f"Track {number}"} for number in range(1, size.tracks + 1)],
        "axes": axes,
        "levels": levels,
        "roles": roles,
    }
