"""No word is lost: offline, after the session has ended, in two windows, and when the page is left."""

import pytest

from reviews.models import Assessment
from tests.browser.test_autosave import said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.once("embedded")]

WORDS = "Typed on a train, in a tunnel."


@pytest.fixture
def context(as_mei):
    """A browser of its own, signed in as Mei."""
    return as_mei()


def opened(context, story):
    page = context.new_page()
    page.goto(f"/assessments/{story.ivan.pk}/")
    return page


def write(page, text: str) -> None:
    page.fill("textarea[name=statement]", text)


def until(page, state: str) -> None:
    page.wait_for_selector(f"[data-saved][data-state={state}]")


def stored(story) -> Assessment:
    return Assessment.objects.select_related("overall").get(pk=story.ivan.pk)


def test_what_is_typed_offline_is_saved_by_itself_once_the_machine_is_back(context, story):
    page = opened(context, story)
    context.set_offline(True)
    write(page, WORDS)
    until(page, "kept")
    assert said(page) == "Not saved: you are offline. Your words are kept on this page, and saved once you are back."
    page.wait_for_timeout(3000)  # it was tried again meanwhile
    assert page.input_value("textarea[name=statement]") == WORDS
    assert stored(story).statement == ""
    context.set_offline(False)
    until(page, "saved")
    assert stored(story).statement == WORDS


def test_after_a_sign_in_in_another_window_the_saving_goes_on_by_itself(context, story, client):
    page = opened(context, story)
    client.logout()
    context.clear_cookies()
    write(page, WORDS)
    until(page, "kept")
    assert said(page) == (
        "Not saved: you are signed out. Your words are kept on this page."
        " Sign in again in another window, and they are saved."
    )
    assert page.input_value("textarea[name=statement]") == WORDS
    client.force_login(story.mei)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": page.url.partition("/assessments/")[0]}])
    context.new_page().goto("/")
    until(page, "saved")
    assert stored(story).statement == WORDS


def test_nothing_that_was_typed_is_in_the_storage_of_the_browser(context, story):
    page = opened(context, story)
    context.set_offline(True)
    write(page, WORDS)
    until(page, "kept")
    kept = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "train" not in kept
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0
    context.set_offline(False)
    until(page, "saved")


@pytest.mark.parametrize(("is_offline", "asked"), [(True, ["beforeunload"]), (False, [])])
def test_leaving_asks_only_while_something_is_not_saved(context, story, is_offline, asked):
    page = opened(context, story)
    context.set_offline(is_offline)
    write(page, WORDS)
    until(page, "kept" if is_offline else "saved")
    seen = []
    page.on("dialog", lambda dialog: (seen.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    context.set_offline(False)
    other = context.new_page()
    other.goto("/")
    other.wait_for_timeout(500)
    assert seen == asked


def test_two_windows_that_differ_in_a_rating_and_in_words_show_both_of_each(context, story):
    first, second = opened(context, story), opened(context, story)
    first.locator("#overall label", has_text="Exceeding").click()
    write(first, "From the first window.")
    until(first, "saved")
    second.locator("#overall label", has_text="Struggling").click()
    write(second, "From the second window.")
    until(second, "conflict")
    assert second.locator(".both-text").all_inner_texts() == ["Exceeding", "From the first window."]
    assert second.input_value("textarea[name=statement]") == "From the second window."
    second.get_by_role("button", name="Take what was saved elsewhere").click()
    until(second, "saved")
    assert second.input_value("textarea[name=statement]") == "From the first window."
    assert second.locator("#overall input:checked").count() == 1
    assert (stored(story).overall.code, stored(story).statement) == ("exceeding", "From the first window.")


def test_a_press_while_something_is_being_saved_waits_for_it(context, story):
    page = opened(context, story)
    page.get_by_role("button", name="Meeting on all").click()
    until(page, "saved")
    slow = {"offline": False, "latency": 900, "downloadThroughput": -1, "uploadThroughput": -1}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    write(page, WORDS)
    page.wait_for_selector("[data-saved][data-state=saving]")
    write(page, WORDS + " And more.")
    page.get_by_role("button", name="Submit to Engineering").click()
    page.wait_for_url("**/my-team/")
    assert (stored(story).state, stored(story).statement) == ("submitted", WORDS + " And more.")
