"""A framework kept as a folder of files: put together, refused by file and line, loaded, held against the published."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from frameworks import reading
from frameworks.difference import of_versions
from frameworks.editing.places import Place
from frameworks.editing.workflow import reword
from frameworks.format import Refused, read
from frameworks.format.folder import read_folder
from frameworks.framework_import.workflow import draft as imported
from frameworks.models import Version

ROOT = Path(__file__).parents[2]

TOP = """\
plumbline: 1
framework: baking
title: Baking
version: "1"
language: en
cumulative: true
rule: {kind: guidance}
scale:
  code: two
  name: Two points
  points:
    - {code: low, word: Not yet, standing: below}
    - {code: fit, word: Does it, standing: at}
axes:
  - {code: dough, name: Dough}
  - {code: heat, name: Heat}
tracks:
  - {code: hand, name: By hand}
levels:
  - {code: B1, rank: 10}
  - {code: B2, rank: 20}
"""
FIRST = """\
# the first rung
plumbline: 1
roles:
  - code: B1
    level: B1
    tracks: [hand]
    expectations:
      dough: {summary: Mixes.}
"""
SECOND = """\
roles:
  - code: B2
    level: B2
    tracks: [hand]
    expectations:
      dough: {summary: Plans.}
      heat: {behaviours: [Runs two ovens., Buys wood.]}
"""


@pytest.fixture
def ladder(tmp_path):
    """A folder of three files, and what is none of them."""
    (tmp_path / "roles").mkdir()
    (tmp_path / ".git").mkdir()
    for name, text in {
        "baking.yaml": TOP,
        "roles/1-b1.yaml": FIRST,
        "roles/2-b2.yml": SECOND,
        "README.md": "Ours.",
        ".git/old.yaml": "nonsense: [",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(ladder, name, old, new):
    file = ladder / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def refused(ladder):
    with pytest.raises(Refused) as refusal:
        read_folder(ladder)
    return [str(problem) for problem in refusal.value.problems]


def command(*given):
    out = StringIO()
    call_command("load_framework", *map(str, given), stdout=out, stderr=StringIO())
    return out.getvalue().splitlines()


def failing(*given):
    with pytest.raises(CommandError) as failure:
        command(*given)
    return failure.value.returncode, str(failure.value).splitlines()


def test_a_folder_says_what_one_file_would_say(ladder):
    one = TOP + FIRST.partition("plumbline: 1\n")[2] + SECOND.partition("roles:\n")[2]
    assert read_folder(ladder).document == read(one).document


def test_what_everybody_is_asked_may_stand_in_several_files(ladder):
    (ladder / "a.yaml").write_text("expectations:\n  dough: {summary: Clean hands.}\n")
    (ladder / "b.yaml").write_text("expectations:\n  heat: {summary: Clean ovens.}\n")
    assert [asked.axis for asked in read_folder(ladder).document.expectations] == ["dough", "heat"]
    (ladder / "c.yaml").write_text("\nexpectations:\n  heat: {summary: Warm ovens.}\n")
    assert refused(ladder) == [
        "c.yaml, line 3: expectations.heat stands in two files (also on line 2 of b.yaml): keep one of the two"
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        ("roles/2-b2.yml", "level: B2", "level: B3",
         "roles/2-b2.yml, line 3: roles[2].level names the level B3, which is not in levels"),
        ("roles/2-b2.yml", "code: B2", "code: B1",
         "roles/2-b2.yml, line 2: roles[2].code is B1, which line 4 of roles/1-b1.yaml has already: "
         "each needs one of its own"),
        ("roles/1-b1.yaml", "summary: Mixes.", "summary: 3",
         'roles/1-b1.yaml, line 8: roles[1].expectations.dough.summary must be text: put it in quotes, "3"'),
        ("roles/1-b1.yaml", "    level: B1", "\tlevel: B1",
         "roles/1-b1.yaml, line 5: a tab is used to indent: use spaces"),
        ("roles/1-b1.yaml", "plumbline: 1", "plumbline: 2",
         "roles/1-b1.yaml, line 2: plumbline stands in two files (also on line 1 of baking.yaml): keep one of the two"),
        ("roles/2-b2.yml", "level: B2", "level: B1",
         "roles/2-b2.yml, line 2: roles[2] has the rank 10 on the track hand, as has the role on line "
         "4 of roles/1-b1.yaml: ranks of one track differ"),
        ("baking.yaml", "title: Baking\n", "", "baking.yaml, line 1: the file lacks the key title"),
        ("roles/1-b1.yaml", FIRST, "- a list\n",
         "roles/1-b1.yaml, line 1: the file must be keys with values, such as roles: and the roles below it"),
        ("roles/1-b1.yaml", "# the first rung", "title: Bread",
         "roles/1-b1.yaml, line 1: title stands in two files (also on line 3 of baking.yaml): keep one of the two"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_file_and_line(ladder, name, old, new, sentence):
    change(ladder, name, old, new)
    assert refused(ladder) == [sentence]


def test_a_folder_without_framework_files_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    assert refused(tmp_path) == ["the folder holds no file whose name ends in .yaml or .yml"]


def test_a_folder_that_is_too_large_is_refused(ladder):
    (ladder / "z.yaml").write_text("#" * (6 * 1024 * 1024))
    assert refused(ladder) == ["the files of the folder hold more than 6 MB together"]


def test_a_folder_is_checked_without_a_database(ladder):
    asked = [sys.executable, "-W", "error", "-m", "frameworks.format", str(ladder)]
    done = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (
        0,
        f"{ladder}: OK: 1 tracks, 2 levels, 2 roles, 2 axes, 0 steps, 3 expectations, 2 behaviours\n",
    )
    change(ladder, "roles/2-b2.yml", "level: B2", "level: B3")
    done = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert "  roles/2-b2.yml, line 3: roles[2].level names the level B3" in done.stdout


@pytest.mark.django_db
def test_a_folder_becomes_a_draft_that_differs_only_where_its_files_do(ladder):
    assert command(ladder, "--publish") == ["Baking 1: published"]
    change(ladder, "roles/2-b2.yml", "Buys wood.", "Buys dry wood.")
    assert command(ladder, "--version", "2") == [
        "Baking 2: draft",
        "  roles.B2.expectations.heat.behaviours was “Runs two ovens.”; “Buys wood.” "
        "and is “Runs two ovens.”; “Buys dry wood.”",
    ]
    before, after = (reading.document(Version.objects.get(label=label)) for label in ("1", "2"))
    found = of_versions(before, after)
    assert [(role.code, [axis.name for axis in role.changed_axes]) for role in found.roles] == [("B2", ["Heat"])]
    assert (found.fields, found.added, found.removed, found.steps) == ((), (), (), ())


@pytest.mark.django_db
def test_a_published_version_is_not_written_over(ladder):
    command(ladder, "--publish")
    change(ladder, "roles/2-b2.yml", "Buys wood.", "Buys dry wood.")
    status, said = failing(ladder)
    assert status == 1
    assert said[0].startswith("Version 1 of Baking is published, and a published version never changes.")


@pytest.mark.django_db
def test_a_new_label_alone_makes_no_new_version(ladder):
    command(ladder, "--publish")
    assert command(ladder, "--version", "2", "--publish") == [
        "Baking 1 is in force and says the same. Nothing was loaded."
    ]
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_check_says_whether_the_version_in_force_says_the_same(ladder):
    assert failing(ladder, "--check") == (1, ["No version of baking is in force."])
    command(ladder, "--publish")
    assert command(ladder, "--check") == ["Baking 1 is in force and says the same."]
    change(ladder, "baking.yaml", 'version: "1"', 'version: "7"')
    assert command(ladder, "--check") == ["Baking 1 is in force and says the same."]
    change(ladder, "roles/1-b1.yaml", "Mixes.", "Weighs and mixes.")
    change(ladder, "baking.yaml", "name: Heat", "name: Fire")
    change(ladder, "roles/2-b2.yml", "      dough: {summary: Plans.}\n", "")
    change(ladder, "baking.yaml", "title: Baking\n", "title: Baking\nlicence: CC0-1.0\n")
    assert failing(ladder, "--check") == (
        1,
        [
            f"{ladder} says something else than Baking 1, which is in force:",
            "  axes.heat.name was “Heat” and is “Fire”",
            "  roles.B1.expectations.dough.summary was “Mixes.” and is “Weighs and mixes.”",
            "  roles.B2.expectations.dough.summary is gone: “Plans.”",
            "  licence is new: “CC0-1.0”",
        ],
    )
    assert Version.objects.count() == 1


@pytest.mark.django_db
def test_check_sees_another_order_and_takes_a_single_file(ladder):
    command(ladder, "--publish")
    (ladder / "roles" / "2-b2.yml").rename(ladder / "roles" / "0-b2.yml")
    assert failing(ladder, "--check")[1][1:] == ["  the order of roles was “B1”; “B2” and is “B2”; “B1”"]
    one = ladder.parent / "one.yaml"
    one.write_text(TOP + FIRST.partition("plumbline: 1\n")[2] + SECOND.partition("roles:\n")[2])
    assert command(one, "--check") == ["Baking 1 is in force and says the same."]


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["roles/1-b1.yaml", "nowhere"])
def test_check_that_cannot_be_answered_has_a_status_of_its_own(ladder, given):
    assert failing(ladder / given, "--check")[0] == 2
    assert failing(ladder / given)[0] == 1


@pytest.mark.django_db
def test_a_draft_that_people_wrote_is_written_over_only_if_the_command_says_so(cast, ladder):
    command(ladder)
    change(ladder, "roles/1-b1.yaml", "Mixes.", "Weighs and mixes.")
    assert command(ladder) == ["Baking 1: draft"]  # nobody but the command wrote it
    draft = Version.objects.get()
    reword(draft, Place("dough", role="B2"), "summary", "Plans.", "Plans the night.", cast.frida)
    status, said = failing(ladder, "--publish")
    assert status == 1
    assert said == [
        f"People wrote in the draft of Baking 1, and {ladder} says something else. Nothing was loaded: give another "
        "--version, or --over to write over it.",
        "  roles.B2.expectations.dough.summary was “Plans the night.” and is “Plans.”",
    ]
    assert reading.fresh(draft).roles[1].expectations[0].summary == "Plans the night."
    assert command(ladder, "--version", "2") == ["Baking 2: draft"]
    assert command(ladder, "--over") == ["Baking 1: draft"]
    assert reading.fresh(draft).roles[1].expectations[0].summary == "Plans."


@pytest.mark.django_db
def test_a_draft_that_somebody_imported_in_the_browser_is_one_that_people_wrote(cast, ladder):
    imported(read_folder(ladder).document, cast.frida)
    assert command(ladder) == ["Baking 1: draft"]  # it says the same
    change(ladder, "roles/1-b1.yaml", "Mixes.", "Weighs and mixes.")
    assert failing(ladder)[1][0].startswith("People wrote in the draft of Baking 1, and ")
    assert command(ladder, "--over", "--publish") == ["Baking 1: published"]
