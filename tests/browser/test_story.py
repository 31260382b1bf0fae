"""The eight steps of one talent review, walked by the cast in real browsers; nothing else writes but the worker."""

import os

import pytest

from tests.browser.stack import free_port, running_demo
from tests.browser.story import STEPS
from tests.browser.story.walk import Letter, Walk, context

pytestmark = [pytest.mark.browser]


class Sink:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        from email import message_from_bytes, policy

        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(Letter(str(mail["to"]), str(mail["subject"]), mail.get_content()))
        return "250 OK"


@pytest.fixture(scope="module")
def sink():
    """A real mail server where the tests run with Redis; None where mails go to the letter box."""
    if not os.environ.get("REDIS_URL"):
        yield None
        return
    from aiosmtpd.controller import Controller

    kept = Sink()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    yield kept, f"smtp://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture(scope="module")
def stack(sink, tmp_path_factory):
    """The demo company with web, worker and beat; with a mail server where there is one."""
    more = {"EMAIL_URL": sink[1]} if sink else {}
    with running_demo(tmp_path_factory.mktemp("story"), **more) as running:
        yield running


@pytest.fixture
def walk(browser, stack, as_person, sink):
    """The cast, and the room's screen, which nobody has signed in on."""
    room = context(browser, stack.url, 1920, 1080)
    yield Walk(as_person, room.new_page(), sink=sink[0].letters if sink else None)
    room.close()


def downloads(stack) -> list[str]:
    """What the trail says of downloads: who, and of what."""
    said = "from accounts.models import Event as E; [print(e.by.email, e.verb, e.thing) for e in E.objects.filter("
    return stack.manage("shell", "-v0", "-c", said + "verb__startswith='download').order_by('at')]").splitlines()


def test_one_talent_review_runs_from_the_ladder_to_the_one_on_one(walk, stack):
    for each in STEPS:
        each.step(walk)
    assert downloads(stack) == [
        "petra@demo.example download figures.publication",
        "petra@demo.example download_results reviews.group",
    ]
    assert "Traceback" not in stack.logs()
