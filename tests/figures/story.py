"""A small company made through the ORM: people on levels of one framework, a closed cycle, a question, answers."""

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import count

from accounts.models import Person
from figures.models import Answer, Option, Question
from figures.tables import Band as PrintedBand
from figures.tables import Cell, Shown
from frameworks.models import Framework, Level, Role, Scale, Version, VersionLevel
from reviews.models import Cycle, Group, RosterEntry

CLOSED = datetime(2026, 11, 9, 10, tzinfo=UTC)
_number = count(1)


def make_question(*words, code="gender", state="asked", counted_from=date(2026, 1, 1)):
    """A question with these options, in this order; `declined` is how not to say it."""
    question = Question.objects.create(code=code, text=code.capitalize(), state=state, counted_from=counted_from)
    for order, word in enumerate(words, start=1):
        Option.objects.create(
            question=question, code=word, word=word, order=order, is_declined=word == "prefer not to say"
        )
    return question


def make_framework(*levels, slug="engineers"):
    """A published framework with a role on each of these levels, the lowest first."""
    scale = Scale.objects.create(code=f"{slug}-scale", name="Scale")
    framework = Framework.objects.create(slug=slug, title=slug.capitalize())
    version = Version.objects.create(framework=framework, label="1", title="One", published_at=CLOSED, scale=scale)
    for order, code in enumerate(levels, start=1):
        level = Level.objects.create(framework=framework, code=code)
        VersionLevel.objects.create(version=version, order=order, level=level, rank=10 * order)
        Role.objects.create(framework=framework, level=level, code=f"role-{code}")
    Version.objects.filter(pk=version.pk).update(state="published")
    return framework


def make_cycle(name="Engineering 2026 Q3", covers_to=date(2026, 9, 30), state="closed", **more):
    """A cycle with one group, closed unless said otherwise."""
    cycle = Cycle.objects.create(
        name=name,
        covers_from=covers_to - timedelta(days=90),
        covers_to=covers_to,
        assess_by=covers_to,
        preview_by=covers_to,
        meet_on=covers_to,
        release_on=covers_to,
        launched_at=CLOSED - timedelta(days=60),
        **({"closed_at": CLOSED} if state == "closed" else {}) | more,
    )
    return Group.objects.create(cycle=cycle, name="Everyone", state=state).cycle


def people(number):
    """So many colleagues nobody knows."""
    made = [
        Person(name=f"Colleague {n}", email=f"c{n}@demo.example", employee_id=f"C{n}", password="!", last_login=CLOSED)
        for n in (next(_number) for _ in range(number))
    ]
    return Person.objects.bulk_create(made)


def enrol(cycle, framework, assessor, **by_level):
    """Puts people on the cycle's roster, by the code of their level."""
    group = Group.objects.get(cycle=cycle)
    version = framework.versions.get()
    for code, subjects in by_level.items():
        role = Role.objects.get(framework=framework, level__code=code)
        RosterEntry.objects.bulk_create(
            RosterEntry(group=group, subject=one, role=role, version=version, assessor=assessor) for one in subjects
        )


def say(question, *answers):
    """Keeps (person, word) as answers."""
    options = {option.word: option for option in question.options.all()}
    Answer.objects.bulk_create(
        Answer(person=person, question=question, option=options[word]) for person, word in answers
    )


def make_company(cycle, framework, question, assessor, rows):
    """On level i as many people as row i counts, who chose as it says; the last column did not answer.

    `rows` is a dict: level → counts by option, in the question's order, then "not answered".
    """
    words = [option.word for option in question.options.order_by("order")]
    made = {}
    for code, counts in rows.items():
        made[code] = people(sum(counts))
        enrol(cycle, framework, assessor, **{code: made[code]})
        choices = [word for word, number in zip([*words, None], counts, strict=True) for _ in range(number)]
        say(question, *[(one, word) for one, word in zip(made[code], choices, strict=True) if word])
    return made


FORTY = {"L1": (3, 5, 0), "L2": (5, 7, 0), "L3": (5, 6, 1), "L4": (3, 5, 0)}
"""The company of forty of docs/safe-numbers.md: woman, man, not answered."""


# -- reading a page and a file as a stranger would ---------------------------------------------------


class _Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self._in = [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        self._in = tag in ("th", "td")
        if self._in:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self._in = False

    def handle_data(self, data):
        if self._in:
            self.rows[-1][-1] += data


def table_of(page: str) -> list[list[str]]:
    """The texts of the one table of a page, row by row; empty where there is none."""
    if "<table" not in page:
        return []
    reader = _Cells()
    reader.feed(page[page.index("<table") : page.index("</table>")])
    return [[cell.strip() for cell in row] for row in reader.rows]


def read_table(head, rows, levels, audience, words):
    """What a table says, as the attacker takes it: from the words of its headings and the numbers in its places.

    `levels` names all levels in order; `words` maps an option's word on the page to its code.
    """
    columns = tuple(
        tuple(words[word.strip().lower()] for part in title.split(" or ") for word in part.split(",")) for title in head
    )
    bands, cells = [], []
    for first, last, headcount, *counts in rows:
        inside = levels[levels.index(first) : levels.index(last) + 1]
        bands.append(PrintedBand(tuple(inside), int(headcount)))
        cells.append(tuple(Cell(None if count == "not shown" else int(count)) for count in counts))
    return Shown(audience, 1, tuple(bands), columns, tuple(cells))
