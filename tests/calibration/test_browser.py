"""The meeting in real browsers: the desk acts, the room's screen and Noor's page change by themselves."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import browser_path

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stage(tmp_path):
    """A server of its own on a database of its own: (its address, the group, a session by first name)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "x" * 50,
        "PLUMBLINE_TESTING": "1",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'stage.sqlite3'}",
        "DATABASE_OWNER_URL": "",
        "SITE_URL": address,
        "REDIS_URL": "",
        "SECOND_STEP_FOR": "",
    }
    (tmp_path / "static").mkdir()

    def run(*command):
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        ).stdout

    run("manage.py", "migrate", "-v0")
    said = json.loads(run("-m", "tests.calibration.stage"))
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "uvicorn",
            "config.asgi:application",
            "--port",
            str(port),
            "--log-level",
            "error",
            "--timeout-graceful-shutdown",
            "2",
        ],
        cwd=ROOT,
        env=environment,
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield address, said
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def test_the_desk_drives_and_the_other_screens_follow_by_themselves(stage):
    from playwright.sync_api import expect, sync_playwright

    address, said = stage
    at = f"{address}/groups/{said['group']}/meeting/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])

        def page_of(name=""):
            context = browser.new_context()
            context.set_default_timeout(20_000)
            if name:
                context.add_cookies([{"name": "sessionid", "value": said[name], "url": address}])
            return context.new_page()

        room, mei, petra, noor, oskar = page_of(), page_of("mei"), page_of("petra"), page_of("noor"), page_of("oskar")
        expect.set_options(timeout=20_000)

        mei.goto(at)
        mei.get_by_role("button", name="Make the agenda").click()
        for page in (mei, noor, oskar):
            page.goto(at)
            page.get_by_role("button", name="I am here").click()
        mei.get_by_role("button", name="Take the scribe's seat").click()
        expect(mei.get_by_text("The observer from People Ops is not here.")).to_be_visible()
        expect(mei.get_by_role("button", name="Start the meeting")).to_have_count(0)

        petra.goto(f"{at}observer/")
        petra.get_by_role("button", name="Come in").click()
        petra.get_by_role("button", name="I am here and follow the meeting").click()
        # the desk follows too: the button comes by itself
        mei.get_by_role("button", name="Start the meeting").click()

        room.goto(f"{address}/room/")
        code = room.locator(".room-code").inner_text()
        mei.get_by_label("Code on the screen").fill(code)
        mei.get_by_role("button", name="Show the meeting there").click()
        expect(room.get_by_role("heading", name="The meeting is on")).to_be_visible()

        mei.get_by_role("button", name="Next: the board of IC1").click()
        expect(room.get_by_role("heading", name="IC1")).to_be_visible()
        mei.get_by_role("button", name="Next: Ivan").click()
        expect(room.get_by_role("heading", name="Ivan")).to_be_visible()
        expect(noor.get_by_role("heading", name="Ivan")).to_be_visible()

        mei.get_by_role("group", name="The new rating").get_by_text("Meeting").click()
        mei.get_by_label("Proposed by").select_option(label="Noor")
        mei.get_by_label("Why, in one line").fill("The hand-overs got better in October.")
        mei.get_by_role("button", name="Write the change down").click()
        expect(room.locator(".room-rating")).to_contain_text(re.compile("Meeting.*was Struggling", re.DOTALL))

        mei.get_by_role("link", name="IC4").click()
        mei.get_by_role("link", name="Noor").first.click()
        mei.get_by_role("button", name="Open Noor's turn for everybody").click()
        expect(room.get_by_role("heading", name="Noor")).to_be_visible()
        expect(noor.get_by_text("This turn is not for you.")).to_be_visible()
        expect(noor.get_by_role("heading", name="Ivan")).to_have_count(0)
        assert noor.title() == "Meeting – Plumbline"
        assert room.title() == "Room – Plumbline"

        mei.get_by_role("button", name="Take the meeting off this screen").click()
        expect(room.locator(".room-code")).to_be_visible()
        browser.close()
