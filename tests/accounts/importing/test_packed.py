"""Whether a packed file may be parsed."""

import io
import zipfile

import pytest

from accounts.importing import packed


def file_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


THREE = file_of({"a": b"<x><y/>", "b": b"<z/>"})


def locked(content: bytes) -> bytes:
    """The same with the mark of a password on its first part."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + b"\x01" + content[at + 1 :]


@pytest.mark.parametrize(
    ("content", "unpacked", "tags", "why"),
    [
        (THREE, 11, 3, None),
        (THREE, 10, 3, "large"),
        (THREE, 11, 2, "tags"),
        (locked(THREE), 11, 3, "locked"),
        (THREE[:-30], 11, 3, "damaged"),
        (THREE.replace(b"PK\x01\x02", b"PK\x01\x03"), 11, 3, "damaged"),
        (b"", 11, 3, "damaged"),
    ],
)
def test_a_packed_file_is_measured_before_it_is_parsed(content, unpacked, tags, why):
    assert packed.why_not(content, unpacked, tags) == why


def test_tags_of_parts_that_are_passed_over_do_not_count():
    assert packed.why_not(THREE, 11, 1, lambda file: file.namelist()[:1]) is None
    assert packed.why_not(THREE, 11, 0, lambda file: file.namelist()[:1]) == "tags"


def test_counting_stops_soon_after_there_are_too_many(monkeypatch):
    monkeypatch.setattr(packed, "PIECE", 10)
    read = []
    monkeypatch.setattr(zipfile.ZipExtFile, "read", lambda part, most: read.append(most) or b"<<<<<<<<<<")
    assert packed.why_not(file_of({"a": b"<" * 1000}), 5000, 25) == "tags"
    assert len(read) == 3
