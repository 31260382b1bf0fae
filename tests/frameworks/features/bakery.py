"""A small framework, put together from its parts, so that each test writes only what it is about."""

from frameworks.format import Refused, read
from frameworks.format.document import Document

TOP = """\
plumbline: 1
framework: bakery
title: Bakery
version: "1"
language: en
cumulative: true
"""

PARTS = {
    "scale": """\
scale:
  code: two
  name: Two marks
  points:
    - {code: low, word: Not yet, standing: below}
    - {code: fit, word: Does it, standing: at}
    - {code: top, word: Shines, standing: above}
""",
    "axis_groups": "",
    "axes": """\
axes:
  - {code: dough, name: Dough}
  - {code: heat, name: Heat}
""",
    "tracks": """\
tracks:
  - {code: hand, name: By hand}
""",
    "levels": """\
levels:
  - {code: B1, rank: 10}
  - {code: B2, rank: 20}
""",
    "roles": """\
roles:
  - code: B1
    level: B1
    tracks: [hand]
    title: Helper
    expectations:
      dough: {summary: Mixes what is weighed out.}
      heat: {summary: Watches the oven.}
  - code: B2
    level: B2
    tracks: [hand]
    title: Baker
    expectations:
      dough: {summary: Plans the night's dough.}
      heat: {summary: Runs two ovens.}
""",
    "expectations": "",
    "layers": "",
    "add_on_roles": "",
    "rule": "rule: {kind: guidance}\n",
    "translations": "",
}

STEPS = """\
axes:
  - code: dough
    name: Dough
    steps:
      - {number: 1, name: Mixes, summary: Follows the card.}
      - {number: 2, name: Plans, summary: Writes the card.}
      - {number: 3, name: Teaches, summary: Others follow their card.}
  - code: heat
    name: Heat
    steps:
      - {number: 1, name: Watches, summary: Calls when it smokes.}
      - {number: 2, name: Runs, summary: Keeps two ovens.}
      - {number: 3, name: Designs, summary: Plans a bakehouse.}
  - code: shop
    name: Shop
    steps:
      - {number: 1, name: Greets, summary: Knows the regulars.}
      - {number: 2, name: Sells, summary: Empties the shelves.}
      - {number: 3, name: Leads, summary: Opens a shop.}
"""


def bakery(top: str = "", **parts: str) -> str:
    """The text of the file with some parts written anew; `top`: further lines of its top."""
    assert set(parts) <= set(PARTS), parts
    return TOP + top + "".join((PARTS | parts).values())


def document(top: str = "", **parts: str) -> Document:
    """The same as a document."""
    return read(bakery(top, **parts)).document


def two_roles(first: str, second: str) -> str:
    """The roles B1 and B2 by hand, with what each asks in one line."""
    return f"""\
roles:
  - code: B1
    level: B1
    tracks: [hand]
    expectations: {first}
  - code: B2
    level: B2
    tracks: [hand]
    expectations: {second}
"""


def refusals(text: str) -> list[str]:
    """What a file is refused for; nothing where it is taken."""
    try:
        read(text)
    except Refused as refusal:
        return [str(problem) for problem in refusal.problems]
    return []
