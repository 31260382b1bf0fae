"""What the pages of reading ask is written once for all who hold the same, and answers each reader as its rule does."""

from accounts.models import Person
from promotions import reading as promotions
from reviews.assessments import reading, unread
from reviews.assessments.views.reading import READABLE
from reviews.models import Assessment, Group, RosterEntry
from reviews.notebooks import reading as notebooks
from reviews.together import reading as together

OF_SUBJECTS = [reading.WRITTEN, reading.SAID, together.SUBMITTED, notebooks.HANDED_IN, promotions.HANDED_IN]
READERS = ("petra", "pavel", "dana", "oskar", "mei", "noor", "ivan")
OF_A_GROUP = [unread.PLACED, promotions.DECIDED]


def anew(person):
    """The person as the next request reads them."""
    return Person.objects.get(pk=person.pk)


def keys(rows):
    """Which rows they are; of bare columns, these."""
    return sorted(str(getattr(row, "pk", row)) for row in rows)


def test_each_question_is_written_once_and_answers_everybody_as_its_rule_does(scene):
    subjects: dict = {}
    for group, subject in RosterEntry.objects.values_list("group", "subject"):
        subjects.setdefault(group, []).append(subject)
    written: dict = {}
    for pk, group in Assessment.objects.values_list("pk", "group"):
        written.setdefault(group, []).append(pk)
    found = dict.fromkeys([*OF_SUBJECTS, *OF_A_GROUP, reading.RATED, READABLE], 0)
    for group in Group.objects.values_list("pk", flat=True):
        there = subjects.get(group, [])
        asked = [(door, (group, there)) for door in OF_SUBJECTS] + [(door, (group,)) for door in OF_A_GROUP]
        asked += [(READABLE, (group, subject)) for subject in there[:1]]
        asked.append((reading.RATED, (written.get(group, []),)))
        for person in (getattr(scene.cast, name) for name in READERS):
            for door, given in asked:
                answer = door(anew(person), *given)
                assert keys(answer) == keys(door.rows(anew(person), *given)), person.name
                found[door] += len(answer)
    assert [door.refused for door in found] == [set()] * len(found)
    assert all(found.values())  # it is not nothing that is compared with nothing
