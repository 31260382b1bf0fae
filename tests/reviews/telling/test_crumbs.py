"""The line above a page leads back to where one came from, for whoever may go there."""

import re
from datetime import date

import pytest

from reviews.models import Group, Message
from reviews.telling import workflow
from tests.reviews.telling.story import change_manager, word_all


def above(page) -> tuple[str, str]:
    """Where the line above the title leads, and what it says."""
    line = page.content.decode().partition('<p class="page-above">')[2].partition("</p>")[0]
    href = re.search(r'href="([^"]+)"', line)
    return href[1] if href else "", " ".join(re.sub(r"<[^>]+>", "", line).split())


PLACE = "Engineering 2026 Q4, Engineering"


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("petra", "/groups/{group}/finalising/"),
        ("dana", "/groups/{group}/finalising/"),
        ("mei", "/results/{ivan}/words/"),
        ("mei", "/results/{ivan}/"),
        ("dana", "/results/{ivan}/"),
        ("petra", "/results/{ivan}/"),
    ],
)
def test_the_pages_of_a_group_s_results_lead_back_to_the_group(story, sign_in, who, path):
    word_all(story, but=("ivan",))
    client = sign_in(getattr(story.cast, who))
    page = client.get(path.format(group=story.group.pk, ivan=story.results["ivan"].pk))
    assert above(page) == (f"/groups/{story.group.pk}/", PLACE)
    assert client.get(above(page)[0]).status_code == 200


def test_a_manager_who_came_later_reads_the_result_and_is_led_to_no_page_they_may_not_see(story, sign_in):
    word_all(story)
    change_manager(story.cast.ivan, story.cast.sam, on=date(2026, 12, 1))
    page = sign_in(story.cast.sam).get(f"/results/{story.results['ivan'].pk}/")
    assert page.status_code == 200
    assert above(page) == ("", PLACE)
    assert not Group.objects.visible_to(story.cast.sam).exists()


def test_one_s_own_result_leads_back_to_one_s_results(story, sign_in):
    word_all(story)
    workflow.release(story.group, story.cast.petra)
    workflow.tell(Message.objects.get(person=story.cast.ivan), story.cast.mei)
    page = sign_in(story.cast.ivan).get(f"/my-results/{story.results['ivan'].pk}/")
    assert above(page) == ("/my-results/", "My results · 1 October 2026 to 31 December 2026")
