"""Hints on an assessment while it is written. Pure: points and words in, hints out.

They look at the text and at nothing else, on this machine; they count nothing up, are no score, and are stored nowhere.
What they look for stands here and, for everybody to read, on the page of the hints. Of a text in a language they do not
know they say nothing, but for the one rule that needs no language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Rule = Literal["above_every_axis", "below_every_axis", "without_example", "about_the_person"]


@dataclass(frozen=True)
class Hint:
    """One hint: the rule that says it, the field it stands beside, and the words it is about."""

    rule: Rule
    field: str
    words: tuple[str, ...] = ()


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# -- which language --------------------------------------------------------------------------------------

FREQUENT = {
    "en": _listed("the and of to in was is that with for her his their she he they it on by as at has had"),
    "de": _listed("der die das und ist war hat mit von zu den dem ein eine sie er ihr sein auf im wurde nicht"),
}
FEWEST = 2  # frequent words of a language that a text holds before it counts as being in it


def language_of(text: str) -> str | None:
    """ "en" or "de" by the most frequent words; None where neither has clearly more of them."""
    found = _words(text)
    counted = {language: sum(word in known for word in found) for language, known in FREQUENT.items()}
    first, second = sorted(counted, key=lambda language: counted[language], reverse=True)
    return first if counted[first] >= FEWEST and counted[first] >= 2 * counted[second] else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text.lower())


# -- the overall rating and the axes -----------------------------------------------------------------------


def about_overall(overall: int | None, axes: Sequence[int]) -> list[Hint]:
    """Where the overall rating lies above, or below, that of every axis.

    Ratings are places on the scale, the lowest first; axes that do not apply or are not rated yet are left out.
    """
    if overall is None or not axes:
        return []
    if overall > max(axes):
        return [Hint("above_every_axis", "overall")]
    return [Hint("below_every_axis", "overall")] if overall < min(axes) else []


# -- a statement without an example ------------------------------------------------------------------------

SHORT = 6  # words; a text that is hardly begun is left alone

# what tells of something that happened, rather than of how somebody is
SIGNS = {
    "en": _listed(
        "example instance when after before during since while until because last first once january february march"
        " april may june july august september october november december monday tuesday wednesday thursday friday"
        " week month quarter ran built led wrote found took brought made gave held taught began kept cut drew grew saw"
        " sent set spoke stood told won came went put met dealt shipped"
    ),
    "de": _listed(
        "beispiel etwa als nachdem bevor während seit damals weil zuletzt einmal januar februar märz april mai juni"
        " juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag woche monat"
        " quartal schrieb fand nahm brachte machte gab hielt begann führte baute leitete half zeigte löste übernahm"
        " stellte senkte lief kam ging"
    ),
}
PAST = {"en": re.compile(r"[a-z]{2,}ed"), "de": re.compile(r"(?:[a-zäöüß]*ge|ver|er|be|ent|zer)[a-zäöüß]{2,}(?:t|en)")}
NO_PAST = {  # words that end as the past does and tell of nothing
    "en": _listed(
        "talented motivated dedicated committed gifted skilled focused organised organized detailed experienced"
        " interested relaxed indeed need speed"
    ),
    "de": _listed(
        "gut begabt talentiert beliebt bekannt gesamt geschätzt verlässlich engagiert bereit beruht erfahren bescheiden"
        " gegen geben gehen gerecht"
    ),
}
MARKS = re.compile(r"[\d\"“”„«»]|https?://")  # a number, a quotation, a link


def about_statement(text: str) -> list[Hint]:
    """Whether nothing in the text tells of something that happened."""
    language, found = language_of(text), _words(text)
    if language is None or len(found) < SHORT or MARKS.search(text):
        return []
    tells = any(
        word in SIGNS[language] or (PAST[language].fullmatch(word) and word not in NO_PAST[language]) for word in found
    )
    return [] if tells else [Hint("without_example", "statement")]


# -- words about the person rather than the work -------------------------------------------------------------

PERSON = {
    "en": _listed(
        "abrasive aggressive arrogant bossy bubbly charming cheerful clever emotional extrovert extroverted feisty"
        " friendly genius gifted humble introvert introverted lazy likeable likable lovely moody nice ninja personality"
        " pushy rockstar shy smart sweet talented temper timid"
    ),
    "de": _listed(
        "aggressiv arrogant begabt bescheiden brillant charmant emotional extrovertiert faul freundlich fröhlich"
        " introvertiert klug launisch nett persönlichkeit schlau schüchtern sympathisch talentiert zickig"
    ),
}
ENDINGS = {"en": ("", "s"), "de": ("", "e", "er", "en", "em", "es")}


def about_the_person(text: str) -> list[Hint]:
    """The words of the list that the text holds, each once, in its order."""
    language = language_of(text)
    if language is None:
        return []
    listed = {word + ending for word in PERSON[language] for ending in ENDINGS[language]}
    found = tuple(dict.fromkeys(word for word in _words(text) if word in listed))
    return [Hint("about_the_person", "statement", found)] if found else []


def hints(overall: int | None, axes: Sequence[int], statement: str) -> list[Hint]:
    """Every hint on what stands."""
    return about_overall(overall, axes) + about_statement(statement) + about_the_person(statement)
