"""static/js/autosave.js in a real browser, against a server that answers as each test says."""

import json
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.once("embedded")]

ROOT = Path(__file__).resolve().parents[2]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A form</title>
<form method="post" action="/save/" data-autosave="/save/">
<input type="hidden" name="csrfmiddlewaretoken" value="the-token"><input type="hidden" name="version" value="3">
<label>Words <textarea name="statement">As it was.</textarea></label>
<span role="status" data-saved data-state="new" data-words-typing="Not saved yet" data-words-saving="Saving"
 data-words-saved="Saved at {time}" data-words-kept="No connection" data-words-signed-out="Signed out"
 data-words-refused="Refused" data-words-failing="The site did not take it"
 data-words-conflict="Changed elsewhere" data-words-theirs="Saved elsewhere"
 data-words-keep-mine="Keep mine" data-words-take-theirs="Take theirs"></span>
<button type="submit" data-saves>Save now</button></form>
<form method="post" action="/other/"><input type="hidden" name="csrfmiddlewaretoken" value="the-token"></form>
<script type="module" src="/static/js/autosave.js"></script></html>"""


class Server:
    """Serves the form; `answers` are given to the saves in turn, the last one again and again."""

    def __init__(self):
        self.answers = []
        self.saves = []
        self.today = (302, "")
        self.said = ""

    def __call__(self, route):
        path = route.request.url.removeprefix("http://plumbline.test")
        if path == "/form/":
            route.fulfill(
                body=PAGE.replace('data-state="new"', self.said or 'data-state="new"'), content_type="text/html"
            )
        elif path == "/":
            status, body = self.today
            headers = {"Location": "http://plumbline.test/sign-in/"} if status == 302 else {}
            route.fulfill(status=status, body=body, content_type="text/html", headers=headers)
        elif path.startswith("/static/"):
            route.fulfill(body=(ROOT / path[1:]).read_text(), content_type="text/javascript")
        elif path == "/save/":
            self.saves.append(route.request.post_data)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if answer == "down":
                route.abort()
            else:
                status, body = answer
                route.fulfill(status=status, body=json.dumps(body), content_type="application/json")
        else:
            route.fulfill(status=404, body="")


@pytest.fixture
def server():
    return Server()


@pytest.fixture
def page(server, windows):
    page = windows.new_page()
    page.route("**/*", server)
    page.goto("http://plumbline.test/form/")
    return page


def write(page, text):
    page.get_by_label("Words").fill(text)


def state(page, words):
    page.get_by_role("status").filter(has_text=words).wait_for(timeout=5000)


def test_what_is_typed_is_saved_with_the_token_and_the_time_is_said(page, server):
    server.answers = [(200, {"version": 4, "saved_at": "14:05"})]
    write(page, "Ines runs the export alone.")
    state(page, "Not saved yet")
    state(page, "Saved at 14:05")
    assert "the-token" in server.saves[0]
    assert "Ines runs the export alone." in server.saves[0]
    assert page.locator("[name=version]").input_value() == "4"


def test_without_a_connection_the_text_stays_and_the_page_says_so(page, server):
    server.answers = ["down"]
    write(page, "Ines runs the export alone.")
    state(page, "No connection")
    assert page.get_by_label("Words").input_value() == "Ines runs the export alone."
    server.answers = [(200, {"version": 4, "saved_at": "14:09"})]
    page.evaluate("window.dispatchEvent(new Event('online'))")
    state(page, "Saved at 14:09")


def test_after_a_sign_out_the_text_stays_and_the_page_says_so(page, server):
    server.answers = [(403, {"renew": True})]
    write(page, "Ines runs the export alone.")
    state(page, "Signed out")
    assert page.get_by_label("Words").input_value() == "Ines runs the export alone."


def test_after_a_sign_in_in_another_window_the_form_is_given_a_new_token_and_saved(page, server):
    server.answers = [(403, {"renew": True}), (200, {"version": 4, "saved_at": "14:06"})]
    server.today = (200, '<form><input type="hidden" name="csrfmiddlewaretoken" value="a-new-token"></form>')
    write(page, "Ines runs the export alone.")
    state(page, "Saved at 14:06")
    assert ["the-token" in server.saves[0], "a-new-token" in server.saves[1]] == [True, True]
    assert page.eval_on_selector_all("[name=csrfmiddlewaretoken]", "all => all.map((each) => each.value)") == [
        "a-new-token",
        "a-new-token",
    ]


def test_what_may_be_written_no_more_says_why_and_is_not_tried_again(page, server):
    server.answers = [(409, {"message": "Not saved. It is too late for this."})]
    write(page, "Ines runs the export alone.")
    state(page, "Not saved. It is too late for this.")
    write(page, "Ines runs the export alone, and more.")
    page.wait_for_timeout(1500)
    assert len(server.saves) == 1
    state(page, "Not saved. It is too late for this.")
    assert page.get_by_label("Words").input_value() == "Ines runs the export alone, and more."


def test_where_the_site_fails_it_is_not_called_a_lost_connection(page, server):
    server.answers = [(500, {})]
    write(page, "Ines runs the export alone.")
    state(page, "The site did not take it")


# -- what stands is what is stored -------------------------------------------------------------------


def said(page) -> str:
    return page.locator("[data-saved]").inner_text()


def test_leaving_a_field_that_is_saved_says_nothing_else(page, server):
    server.answers = [(200, {"version": 4, "saved_at": "14:05"})]
    page.get_by_label("Words").press_sequentially("Ines. ")
    state(page, "Saved at 14:05")
    page.get_by_role("button", name="Save now").focus()
    assert said(page) == "Saved at 14:05"
    page.wait_for_timeout(1500)
    assert (said(page), len(server.saves)) == ("Saved at 14:05", 1)


def test_what_is_taken_back_before_it_was_saved_is_not_called_unsaved(page, server):
    server.answers = [(200, {"version": 4, "saved_at": "14:05"})]
    write(page, "As it was. And")
    state(page, "Not saved yet")
    write(page, "As it was.")
    assert said(page) == ""
    page.wait_for_timeout(1500)
    assert server.saves == []


def test_a_draft_that_came_saved_says_so_again_when_what_was_typed_is_taken_back(page, server):
    server.said = 'data-state="saved"'
    page.goto("http://plumbline.test/form/")
    write(page, "As it was. And")
    state(page, "Not saved yet")
    write(page, "As it was.")
    assert page.locator("[data-saved]").get_attribute("data-state") == "saved"


def test_save_now_saves_in_place(page, server):
    server.answers = [(200, {"version": 4, "saved_at": "14:07"})]
    page.get_by_role("button", name="Save now").click()
    state(page, "Saved at 14:07")
    assert page.url == "http://plumbline.test/form/"
    assert len(server.saves) == 1


def test_a_page_that_came_back_with_two_texts_waits_for_a_press(page, server):
    server.said = 'data-state="conflict"'
    server.answers = [(200, {"version": 4, "saved_at": "14:05"})]
    page.goto("http://plumbline.test/form/")
    write(page, "From this window, and more.")
    page.wait_for_timeout(1500)
    assert server.saves == []


def test_a_refusal_shows_its_sentence_at_the_field(page, server):
    server.answers = [(400, {"message": "This is too long.", "errors": {"statement": ["At most 2,000 characters."]}})]
    write(page, "Too long.")
    state(page, "This is too long.")
    assert page.get_by_text("At most 2,000 characters.").is_visible()


def test_a_conflict_shows_both_texts_and_mine_can_be_kept(page, server):
    server.answers = [
        (409, {"version": 5, "fields": {"statement": "From the other window."}}),
        (200, {"version": 6, "saved_at": "14:10"}),
    ]
    write(page, "From this window.")
    state(page, "Changed elsewhere")
    assert page.get_by_text("From the other window.").is_visible()
    assert page.get_by_label("Words").input_value() == "From this window."
    page.get_by_role("button", name="Keep mine").click()
    state(page, "Saved at 14:10")
    assert "From this window." in server.saves[1]
    assert 'name="version"\r\n\r\n5' in server.saves[1]
    assert page.get_by_text("From the other window.").count() == 0


def test_a_conflict_can_be_ended_with_the_other_text(page, server):
    server.answers = [
        (409, {"version": 5, "fields": {"statement": "From the other window."}}),
        (200, {"version": 6, "saved_at": "14:10"}),
    ]
    write(page, "From this window.")
    page.get_by_role("button", name="Take theirs").click()
    state(page, "Saved at 14:10")
    assert page.get_by_label("Words").input_value() == "From the other window."


def test_nothing_typed_is_kept_in_the_browser(page, server):
    server.answers = ["down"]
    write(page, "Ines runs the export alone.")
    state(page, "No connection")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
