"""The list of people, one person's page, invitations, and one's own account."""

import pytest
from django.utils import timezone

from accounts import extras
from accounts.hooks import Hook
from accounts.models import Person
from accounts.people import rebuild_closure


def text(response) -> str:
    return response.content.decode()


# -- the list --------------------------------------------------------------------------------------


def test_the_list_shows_name_team_and_manager(cast, sign_in):
    page = text(sign_in(cast.ivan).get("/people/"))
    for said in ["Lena", "Storage", f'href="/people/{cast.lena.pk}/"', "Marco"]:
        assert said in page


@pytest.mark.parametrize("number", [1, 3, 60])
def test_the_list_takes_four_queries_however_long_it_is(cast, sign_in, django_assert_num_queries, number):
    Person.objects.bulk_create(
        Person(name=f"Zoe {n}", email=f"zoe{n}@demo.example", employee_id=f"Z{n}") for n in range(number)
    )
    client = sign_in(cast.ivan)
    with django_assert_num_queries(4):  # session, person, grants, people with team and manager
        client.get("/people/")


def test_the_second_page_begins_where_the_first_ends(cast, sign_in):
    Person.objects.bulk_create(
        Person(name=f"Zoe {n:02}", email=f"zoe{n}@demo.example", employee_id=f"Z{n}") for n in range(40)
    )
    client = sign_in(cast.ivan)
    first, second = text(client.get("/people/")), text(client.get("/people/?page=2"))
    assert "Zoe 33" in first
    assert "Zoe 34" not in first
    assert "Zoe 34" in second
    assert 'href="?page=2"' in first
    assert 'href="?page=1"' in second


def test_a_part_of_a_name_or_address_finds_people(cast, sign_in):
    client = sign_in(cast.ivan)
    page = text(client.get("/people/?q=MAR"))
    assert ">Marco</a></th>" in page
    assert "Tariq" not in page
    assert ">Tariq</a></th>" in text(client.get("/people/?q=tariq%40demo"))
    assert "Nobody's name or address holds “zzz”." in text(client.get("/people/?q=zzz")).replace("&#x27;", "'")


@pytest.mark.parametrize("page", ["0", "-1", "abc", "9" * 40, "1.5", "%00", "\u0662", "10001"])
def test_a_page_that_is_none_is_still_answered(cast, sign_in, page):
    assert sign_in(cast.ivan).get(f"/people/?page={page}").status_code == 200


@pytest.mark.parametrize("q", ["%00", "x" * 101, "%ED%A0%80", "%27%22%3Cscript%3E", "%25", "_"])
def test_a_strange_search_is_answered_with_words(cast, sign_in, q):
    page = sign_in(cast.ivan).get(f"/people/?q={q}")
    assert page.status_code == 200
    assert "<script>" not in text(page)


def test_who_has_left_is_not_in_the_list(cast, sign_in):
    Person.objects.filter(pk=cast.tariq.pk).update(left_on=timezone.localdate())
    assert "Tariq" not in text(sign_in(cast.ivan).get("/people/"))


# -- one person --------------------------------------------------------------------------------------


def test_a_colleague_sees_where_someone_stands_and_no_more(cast, sign_in):
    page = text(sign_in(cast.ivan).get(f"/people/{cast.lena.pk}/"))
    for said in ["Lena", "Storage", "lena@demo.example", "Hanne", "Dilan", "Marco"]:
        assert said in page
    for hidden in ["E012", "For People Ops", "Employee id", "invitation", "Hired on"]:
        assert hidden not in page
    assert "role and results are not shown to you" in page


def test_people_ops_see_what_the_import_says(cast, sign_in):
    page = text(sign_in(cast.petra).get(f"/people/{cast.lena.pk}/"))
    for said in ["E012", "Hired on", "Monday, 9 January 2023", "Send Lena an invitation to sign in"]:
        assert said in page


def test_to_invite_is_the_main_act_until_somebody_has_come_in(cast, sign_in):
    """From then on it only gives them a password beside the way by which they came."""
    client, main = sign_in(cast.petra), 'class="button">Send Lena'
    assert main in client.get(f"/people/{cast.lena.pk}/").content.decode()
    Person.objects.filter(pk=cast.lena.pk).update(last_login=timezone.now())
    page = client.get(f"/people/{cast.lena.pk}/").content.decode()
    assert main not in page
    assert "Send Lena an invitation to sign in" in page


def test_people_ops_of_a_part_see_it_for_their_part_only(cast, sign_in):
    client = sign_in(cast.pavel)
    assert "For People Ops" in text(client.get(f"/people/{cast.tariq.pk}/"))
    assert "For People Ops" in text(client.get(f"/people/{cast.oskar.pk}/"))
    assert "For People Ops" not in text(client.get(f"/people/{cast.lena.pk}/"))


def test_a_managers_page_names_the_reports(cast, sign_in):
    page = text(sign_in(cast.ivan).get(f"/people/{cast.marco.pk}/"))
    assert "Report to Marco" in page
    assert f'href="/people/{cast.noor.pk}/"' in page
    assert f'href="/people/{cast.ines.pk}/"' not in page


@pytest.mark.parametrize("reports", [1, 3])
def test_a_persons_page_takes_the_same_queries_for_any_number_of_reports(
    cast, sign_in, django_assert_num_queries, reports, monkeypatch
):
    from accounts.models import ReportingLine

    monkeypatch.setattr(extras, "on_person_page", Hook())
    for n in range(reports - 1):
        new = Person.objects.create(name=f"New {n}", email=f"new{n}@demo.example", employee_id=f"N{n}")
        ReportingLine.objects.create(person=new, manager=cast.mei, from_on=timezone.localdate())
    rebuild_closure()
    client = sign_in(cast.petra)
    with django_assert_num_queries(6):  # session, reader, person, the reader's grants, who is around, what there is
        page = text(client.get(f"/people/{cast.mei.pk}/"))
    assert page.count(">New ") == reports - 1


def test_of_somebody_of_whom_nothing_is_written_no_door_is_asked(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.petra)
    client.get(f"/people/{cast.ines.pk}/")
    with django_assert_num_queries(7):  # those six, and the roles held
        client.get(f"/people/{cast.ines.pk}/")


def test_other_apps_add_sections_for_those_who_may_see_them(cast, sign_in, monkeypatch):
    monkeypatch.setattr(extras, "on_person_page", Hook())

    @extras.on_person_page.register
    def shoes(person, viewer):
        if viewer != cast.petra:
            return None
        return extras.Section("Shoes", "components/notice.html", {})

    assert "Shoes" in text(sign_in(cast.petra).get(f"/people/{cast.lena.pk}/"))
    assert "Shoes" not in text(sign_in(cast.ivan).get(f"/people/{cast.lena.pk}/"))


# -- one's own account ---------------------------------------------------------------------------------


def test_ones_own_account_shows_facts_and_permissions(cast, sign_in):
    page = text(sign_in(cast.frida).get("/account/"))
    for said in ["frida@demo.example", "Petra", "framework editor", "First grant", "Set up a second step"]:
        assert said in page
    assert "Your permissions" not in text(sign_in(cast.ivan).get("/account/"))
