"""A session that ends while somebody writes a remark: what they wrote is sent after signing in in another tab."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Session
from reviews.assessments import workflow
from reviews.cycles import workflow as cycles
from reviews.models import Group, Remark
from tests.reviews.story import words

pytestmark = pytest.mark.browser
REMARK = "Lena wrote the migration that nobody else dared to."


@pytest.mark.parametrize("javascript", [True, False])
def test_a_remark_is_sent_once_more_and_written_once(story, as_mei, live_server, javascript):
    workflow.save_and_submit(story.lena, story.lena.author, 0, words(story))
    cycles.open_preview(Group.objects.get(pk=story.group.pk), None)
    context = as_mei(javascript)
    page = context.new_page()
    page.goto(reverse("group_subject", args=[story.group.pk, story.lena.subject_id]))
    page.locator("input[name=kind][value=supports]").check()
    page.locator("textarea[name=text]").fill(REMARK)
    Session.objects.all().delete()
    page.locator("form:has(textarea[name=text]) button[type=submit]").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    assert page.get_by_label("What you wrote").input_value() == REMARK
    assert page.get_by_role("link", name="Sign in, in another tab").get_attribute("href") == "/sign-in/"
    # in another tab, which gives the browser a session and a token of its own
    signing_in = Client()
    signing_in.force_login(story.mei)
    context.clear_cookies()
    session = signing_in.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.get_by_role("button", name="Send it again").click()
    if not javascript:
        page.get_by_role("heading", name="This form was open for too long").wait_for()
        page.get_by_role("button", name="Send it again").click()
    page.get_by_role("button", name="Send it again").wait_for(state="detached")
    page.get_by_text(REMARK).wait_for()
    [remark] = Remark.objects.filter(text=REMARK)
    assert remark.author == story.mei
