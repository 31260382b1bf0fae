"""Passwords that were stolen elsewhere, looked up in the operator's own file."""

import hashlib

import pytest
from django.core.exceptions import ValidationError

from accounts.breached import BreachedPasswordValidator, check_the_file_is_sorted
from tests.accounts.signing_in import ask_for_a_link, choose, link_in, text

WORDS = [
    "aardvark in the attic",
    "correct horse battery staple",
    "Trustno1Trustno1",
    "zebra on the zinc roof",
    "élan vital 42",
]


def sha1(word: str) -> str:
    return hashlib.sha1(word.encode()).hexdigest()


WRITTEN = {
    "plain": lambda words: sorted(word.encode() for word in words),
    "hashes": lambda words: sorted(sha1(word).upper().encode() for word in words),
    "small hashes": lambda words: sorted(sha1(word).encode() for word in words),
    "hashes with counts": lambda words: sorted(sha1(word).upper().encode() + b":37" for word in words),
}


@pytest.fixture(params=WRITTEN)
def file(request, tmp_path):
    """The same words, written in each of the ways."""

    def written(words, end=b"\n"):
        path = tmp_path / "stolen.txt"
        path.write_bytes(end.join(WRITTEN[request.param](words)) + end)
        return BreachedPasswordValidator(str(path))

    return written


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_every_word_of_the_file_is_found_and_no_other(file, number, end):
    validator = file(WORDS[:number], end)
    for word in WORDS[:number]:
        with pytest.raises(ValidationError, match="stolen"):
            validator.validate(word)
    for word in [*WORDS[number:], "aardvark in the atti", "aardvark in the attic ", "", "zz", "A", "\udc80 odd"]:
        validator.validate(word)


def test_the_first_the_last_and_all_between_of_many(file):
    words = [f"word number {n:04}" for n in range(1000)]
    validator = file(words)
    found = 0
    for word in words:
        with pytest.raises(ValidationError):
            validator.validate(word)
        found += 1
    assert found == 1000
    validator.validate("word number 1000")


def test_large_letters_hide_nothing(file):
    with pytest.raises(ValidationError):
        file(WORDS).validate("Zebra On The Zinc Roof")


def test_a_lookup_reads_little_of_a_large_file(tmp_path):
    from accounts.breached import stands_in

    path = tmp_path / "many.txt"
    path.write_bytes(b"".join(f"{n:040X}:1\n".encode() for n in range(100_000)))

    class Counting:
        def __init__(self, file):
            self.file, self.lines = file, 0
            self.seek = file.seek

        def readline(self):
            self.lines += 1
            return self.file.readline()

    with path.open("rb") as opened:
        counting = Counting(opened)
        assert stands_in(counting, f"{99_999:040X}".encode(), hashed=True)
    assert counting.lines < 60


@pytest.mark.parametrize(("stolen", "taken"), [(["quite another one"], True), (["another long password"], False)])
def test_a_stolen_password_is_not_taken(client, ivan, mailoutbox, settings, tmp_path, stolen, taken):
    path = tmp_path / "stolen.txt"
    path.write_text("\n".join(stolen))
    settings.AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "accounts.breached.BreachedPasswordValidator", "OPTIONS": {"path": str(path)}}
    ]
    ask_for_a_link(client)
    answer = choose(client, link_in(mailoutbox[0]), "another long password")
    assert (answer.status_code == 302) is taken
    assert ("stands on lists that are tried first" in text(answer)) is not taken


@pytest.mark.parametrize(
    ("content", "wrong"),
    [(b"a\nb\nc\n", False), (b"b\na\n", True), (b"", True), (b"one\n", False)],
)
def test_a_file_that_is_not_sorted_stops_the_site(settings, tmp_path, content, wrong):
    path = tmp_path / "stolen.txt"
    path.write_bytes(content)
    settings.BREACHED_PASSWORDS = str(path)
    said = [error.msg for error in check_the_file_is_sorted(None)]
    assert said == (["The file BREACHED_PASSWORDS is empty or not sorted."] if wrong else [])


def test_without_a_file_there_is_nothing_to_check(settings):
    settings.BREACHED_PASSWORDS = ""
    assert check_the_file_is_sorted(None) == []
