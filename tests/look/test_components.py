"""What the components write, for the cases that a page relies on."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.template import Context, Template

MEETING = SimpleNamespace(pk=2, word="Meeting", mark="●", standing="at")
STRUGGLING = SimpleNamespace(pk=1, word="Struggling", mark="▽", standing="below")


def written(source: str, **given) -> str:
    return Template(source).render(Context(given))


def test_a_rating_is_a_word_beside_a_drawn_mark():
    page = written('{% include "components/rating.html" with point=point only %}', point=MEETING)
    assert "<circle" in page
    assert "Meeting" in page
    assert 'class="rating is-at"' in page


def test_a_mark_without_a_drawing_stands_as_the_scale_wrote_it():
    point = SimpleNamespace(word="Leads", mark="◎", standing="above")
    assert "◎" in written('{% include "components/rating.html" with point=point only %}', point=point)


def test_no_rating_says_so():
    assert "not rated" in written('{% include "components/rating.html" only %}')


def test_the_chosen_point_is_checked_whether_its_key_came_as_number_or_text():
    source = '{% include "components/rating_choice.html" with name="overall" points=points value=value only %}'
    for value in (2, "2"):
        page = written(source, points=[STRUGGLING, MEETING], value=value)
        assert 'value="2" checked' in page
        assert 'value="1" checked' not in page


def test_the_weight_hangs_where_you_are_and_nowhere_else():
    items = [
        {"label": "IC1", "state": "done"},
        {"label": "IC2", "state": "here"},
        {"label": "IC3", "state": "next"},
    ]
    page = written('{% include "components/line.html" with items=items label="Levels" only %}', items=items)
    assert page.count('class="weight"') == 1
    assert page.count('aria-current="step"') == 1
    assert "(you are here)" in page


def test_names_are_escaped():
    page = written('{% include "components/person.html" with name=name only %}', name="<b>Ines</b>")
    assert "&lt;b&gt;Ines" in page


class Telling(forms.Form):
    told_on = forms.DateField(label="Told on", help_text="A <b>day</b>.", error_messages={"required": "Choose a day."})
    words = forms.CharField(label="Words", required=False)


def test_an_error_is_tied_to_its_field():
    page = written('{% include "components/field.html" with field=form.told_on only %}', form=Telling({}))
    assert 'id="id_told_on_error"' in page
    assert 'aria-describedby="id_told_on_helptext id_told_on_error"' in page
    assert "Choose a day." in page


def test_a_hint_is_escaped():
    page = written('{% include "components/field.html" with field=form.told_on only %}', form=Telling())
    assert "A &lt;b&gt;day&lt;/b&gt;." in page


def test_a_summary_leads_to_the_field():
    page = written('{% include "components/error_summary.html" with form=form only %}', form=Telling({}))
    assert '<a href="#id_told_on">Choose a day.</a>' in page


def test_a_field_that_may_stay_empty_says_so():
    assert "(optional)" in written('{% include "components/field.html" with field=form.words only %}', form=Telling())


def test_a_deadline_is_said_with_its_weekday_and_in_words():
    page = written(
        '{% include "components/day.html" with day=day today=today owed=True only %}',
        day=date(2026, 11, 27),
        today=date(2026, 11, 24),
    )
    assert "Friday, 27 November 2026" in page
    assert ", in three days" in page
    assert "is-near" in page


def test_a_day_without_today_is_only_a_day():
    page = written('{% include "components/day.html" with day=day only %}', day=date(2026, 11, 27))
    assert "day-words" not in page


def page_of(actions):
    """What may be done, as a page shows it to somebody who is signed in."""
    shown = '{% include "components/actions.html" with actions=actions csrf_token=csrf_token only %}'
    return written(shown, actions=actions, csrf_token="f" * 64)


def test_actions_post_in_a_real_form_with_its_fields():
    actions = [{"label": "Tell Ivan", "url": "/tell/", "method": "post", "fields": {"version": "4"}}]
    page = page_of(actions)
    assert '<form method="post" action="/tell/">' in page
    assert 'name="version" value="4"' in page
    assert "csrfmiddlewaretoken" in page


def test_the_first_action_is_the_main_one_and_what_is_noted_of_them_comes_last():
    actions = [
        {"label": "Open <it>", "url": "/open/?a=1&b=2", "method": "POST", "note": "Nothing & nobody."},
        {"label": "Look", "url": "/look/", "key": "l"},
        {"label": "Leave it", "url": "/leave/", "quiet": True},
    ]
    page = page_of(actions)
    assert '<button type="submit" class="button">Open &lt;it&gt;</button></form>' in page
    assert 'action="/open/?a=1&amp;b=2"' in page
    assert '<a class="button button--second" href="/look/" data-key="l">Look</a>' in page
    assert '<a class="button button--quiet" href="/leave/">Leave it</a>' in page
    assert page.index("Leave it") < page.index('<p class="button-note">Nothing &amp; nobody.</p>')
    assert page.count("csrfmiddlewaretoken") == 1
    assert written('{% include "components/actions.html" with actions=actions only %}', actions=[]).strip() == ""


def test_a_number_that_is_not_shown_says_so():
    page = written(
        '{% include "components/table_numbers.html" with caption="People" columns=columns rows=rows only %}',
        columns=["Level", "Women"],
        rows=[{"name": "IC4", "cells": [None]}, {"name": "IC3", "cells": [0]}],
    )
    assert "not shown" in page
    assert '<td class="number">0</td>' in page
