"""The release by People Ops, and the file of results with who may take it."""

from accounts.models import Event
from reviews.models import Result
from reviews.telling import hooks
from tests.reviews.telling.story import text, word_all

# -- the release -----------------------------------------------------------------------------------


def finalising(story) -> str:
    return f"/groups/{story.group.pk}/finalising/"


def test_people_ops_see_who_is_not_done_and_cannot_release(story, sign_in):
    word_all(story, but=("ivan",))
    client = sign_in(story.cast.petra)
    page = text(client.get(finalising(story)))
    assert "not done yet" in page
    assert "Release Engineering" not in page
    refused = client.post(f"/groups/{story.group.pk}/release/")
    assert refused.status_code == 409
    assert "The words to 1 person are not done yet: Ivan. Nothing was released." in text(refused)


def test_people_ops_release_and_then_see_counts(story, sign_in):
    word_all(story)
    client = sign_in(story.cast.petra)
    assert "Release Engineering" in text(client.get(finalising(story)))
    page = client.post(f"/groups/{story.group.pk}/release/", follow=True)
    assert "Released. 3 people are to be told." in text(page)
    assert "0 of 3 people have been told." in text(page)
    assert "Ivan" not in text(page)
    assert client.post(f"/groups/{story.group.pk}/release/").status_code == 409


def test_a_director_sees_the_list_and_no_button(story, sign_in):
    word_all(story)
    page = text(sign_in(story.cast.dana).get(finalising(story)))
    assert "Ivan" in page
    assert "Release Engineering" not in page
    assert "results.csv" not in page


def test_the_list_of_who_is_not_done_takes_the_same_queries_for_one_and_for_three(
    story, sign_in, django_assert_num_queries
):
    client = sign_in(story.cast.petra)
    client.get(finalising(story))
    with django_assert_num_queries(6):
        client.get(finalising(story))
    Result.objects.exclude(subject=story.cast.ivan).delete()
    with django_assert_num_queries(6):
        client.get(finalising(story))


# -- the file --------------------------------------------------------------------------------------


def the_file(story, client):
    return client.get(f"/groups/{story.group.pk}/results.csv")


def test_the_file_asks_for_the_password_again(story, sign_in):
    petra = story.cast.petra
    petra.set_password("correct horse battery staple")
    petra.save()
    client, address = sign_in(petra), f"/groups/{story.group.pk}/results.csv"
    session = client.session
    session["since"] -= 60 * 60
    session.save()
    asked = client.get(address)
    assert (asked.status_code, asked["Location"]) == (
        302,
        f"/sign-in/again/?next=%2Fgroups%2F{story.group.pk}%2Fresults.csv",
    )
    assert not Event.objects.filter(verb="download_results").exists()
    again = client.post(asked["Location"], {"password": "correct horse battery staple", "next": address})
    assert (again.status_code, again["Location"]) == (302, address)
    assert client.get(address).status_code == 200


def test_the_file_has_one_line_a_person_and_is_written_down(story, sign_in, monkeypatch):
    decided = hooks.Decided("approved", "approved", "IC4")
    monkeypatch.setattr(hooks, "pitch_decisions", [lambda group, ids: {story.cast.lena.pk: decided}])
    answer = the_file(story, sign_in(story.cast.petra))
    assert answer.content.decode() == (
        "employee_id,name,role,overall,decision\r\n"
        "E011,Ivan,IC1 Engineer 1,meeting,\r\n"
        "E012,Lena,IC3 Engineer 3,exceeding,approved\r\n"
        "E013,Ines,IC2 Engineer 2,struggling,\r\n"
    )
    assert answer["Content-Disposition"] == 'attachment; filename="results-engineering-2026-q4-engineering.csv"'
    [event] = Event.objects.filter(verb="download_results")
    assert (event.by, event.thing_id) == (story.cast.petra, str(story.group.pk))


def test_a_name_that_a_spreadsheet_would_compute_is_made_harmless(story, sign_in):
    for name in ("=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "＝1", " =1"):
        story.cast.ivan.name = name
        story.cast.ivan.save()
        line = the_file(story, sign_in(story.cast.petra)).content.decode().split("\r\n")[1]
        assert line.startswith(f"E011,'{name},")


def test_one_s_own_line_is_not_in_it(story, sign_in):
    from django.utils import timezone

    from accounts.models import Grant

    Grant.objects.create(person=story.cast.lena, kind="people_ops", reason="She stands in.", from_at=timezone.now())
    Result.objects.filter(subject=story.cast.lena).update(told_at=timezone.now())
    assert "Lena" not in the_file(story, sign_in(story.cast.lena)).content.decode()


def test_people_ops_of_a_part_get_their_part(story, sign_in):
    from accounts.models import Grant

    Grant.objects.filter(person=story.cast.pavel).update(scope=story.cast.mei)
    said = the_file(story, sign_in(story.cast.pavel)).content.decode()
    assert "Ivan" in said
    assert "Lena" not in said


def test_before_the_lock_there_is_no_file(cast, on_the_day, sign_in):
    from tests.reviews.telling.story import make_story

    story = make_story(cast, state="calibrating")
    answer = the_file(story, sign_in(cast.petra))
    assert answer.status_code == 409
    assert Event.objects.filter(verb="download_results").count() == 0


def test_the_file_takes_the_same_queries_for_one_and_for_three(story, sign_in, django_assert_num_queries):
    client = sign_in(story.cast.petra)
    with django_assert_num_queries(10):  # one writes down whose results were read
        the_file(story, client)
    Result.objects.exclude(subject=story.cast.ivan).delete()
    with django_assert_num_queries(10):
        the_file(story, client)
