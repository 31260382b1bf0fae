"""The queue in files: no worker finds a message that is not written to its end."""

import os

import pytest
from kombu import Connection

from config import celery, file_broker

assert celery.app  # which puts the transport in its place


@pytest.fixture
def queue(tmp_path):
    """A queue in a folder of its own."""
    for name in ("in", "control"):
        (tmp_path / name).mkdir()
    folders = {"data_folder_in": tmp_path / "in", "data_folder_out": tmp_path / "in"}
    options = {name: str(path) for name, path in folders.items()} | {"control_folder": str(tmp_path / "control")}
    with Connection("filesystem://", transport_options=options) as connection:
        opened = connection.SimpleQueue("mails")
        yield opened
        opened.close()


def test_a_message_has_its_name_only_once_it_is_whole(queue, tmp_path, monkeypatch):
    seen = []

    def named(before, after):
        seen.append(([path.suffix for path in (tmp_path / "in").iterdir()], os.path.getsize(before) > 0))
        rename(before, after)

    rename = os.replace
    monkeypatch.setattr(file_broker.os, "replace", named)
    queue.put({"to": "Ines"})
    assert seen == [([".part"], True)]
    assert [path.suffix for path in (tmp_path / "in").iterdir()] == [".msg"]
    assert queue.get(timeout=2).payload == {"to": "Ines"}


def test_what_is_only_begun_is_no_message(queue, tmp_path):
    (tmp_path / "in" / "1_begun.mails.msg.part").write_text("")
    with pytest.raises(queue.Empty):
        queue.get(block=False)
