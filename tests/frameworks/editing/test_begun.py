"""Two people write in one form: what is written, what is left alone, and of what both texts are told."""

from hypothesis import given
from hypothesis import strategies as st

from frameworks.editing.begun import carried, mark, meet, read

TEXTS = st.dictionaries(
    st.sampled_from(["summary", "text-1", "name"]), st.sampled_from(["", "Writes code.", " Writes code.\r\n", "Leads."])
)


def test_what_the_page_did_not_change_is_left_as_somebody_else_wrote_it():
    met = meet({"a": "Theirs", "b": "old"}, read(carried({"a": "old", "b": "old"})), {"a": "old", "b": "Mine"})
    assert (met.changes, met.both) == ({"b": "Mine"}, {})


def test_what_both_changed_is_told_and_not_written():
    met = meet({"a": "Theirs"}, {"a": mark("old")}, {"a": "Mine"})
    assert (met.changes, met.both) == ({}, {"a": "Theirs"})


def test_the_same_words_of_both_are_no_change():
    assert meet({"a": "New"}, {"a": mark("old")}, {"a": " New\r\n"}).both == {}


def test_a_field_that_is_gone_meanwhile_is_empty_and_what_was_typed_into_it_is_told():
    assert meet({}, {"a": mark("old")}, {"a": "Mine"}).both == {"a": ""}
    assert meet({}, {"a": mark("old")}, {"a": "old"}).both == {}


def test_a_page_that_carries_no_mark_overwrites_nothing():
    assert meet({"a": "Theirs"}, {}, {"a": "Mine"}).both == {"a": "Theirs"}
    assert read("nonsense a=zz =0123456789abcdef") == {}


@given(TEXTS, TEXTS, TEXTS)
def test_each_word_that_was_typed_is_written_or_told(stored, began, written):
    met = meet(stored, read(carried(began)), written)
    assert not met.changes.keys() & met.both.keys()
    for name, text in written.items():
        kept = {name: stored.get(name, "")} | met.changes
        unchanged = name in began and began[name].strip() == text.strip()
        assert unchanged or name in met.both or kept[name].strip() == text.strip()


@given(TEXTS, TEXTS, TEXTS)
def test_no_stored_word_goes_that_the_writer_had_not_before_them(stored, began, written):
    met = meet(stored, read(carried(began)), written)
    for name in met.changes:
        assert stored.get(name, "").strip() == began.get(name, "").strip()
