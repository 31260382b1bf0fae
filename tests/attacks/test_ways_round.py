"""Ways round the check: searches, sorting and filters, files by number, accounts nobody made, addresses that the server
would fetch, files of people that give roles.
"""

import re

import pytest
from django.apps import apps
from django.conf import settings as of_the_site
from django.db import connection, models
from django.db.models import Q

from accounts.access import routes
from accounts.importing import plan, sheet, table
from accounts.models import Person
from accounts.paging import page_of
from accounts.views import people
from figures.views import figures
from frameworks.models import Placement
from frameworks.people_import import seeing, workflow
from tests.attacks.sources import asking_what_was_sent, fetching, where
from tests.broken import as_it_is_and_broken
from tests.chance import markup
from tests.ladder import publish_ladder

# -- what a search finds, and what sorting and filters tell ------------------------------------------------


def hidden(asked: str) -> Q:
    """People by what the list does not search."""
    found = Q(pk__in=Placement.objects.filter(role__code=asked).values("person"))
    for column in ("employee_id", "team__name", "password", "lines__manager__name"):
        found |= Q(**{f"{column}__icontains": asked})
    return found


@as_it_is_and_broken
@pytest.mark.parametrize("asked", ["E012", "Storage", "!", "marco", "IC3"])
def test_a_search_finds_nobody_by_what_it_does_not_search(scene, sign_in, monkeypatch, asked, broken):
    """Lena's employee id, team, password, manager and role find nobody but who is called so."""
    if broken:
        monkeypatch.setattr(
            people, "Q", lambda **said: Q(**said) | hidden(asked) if "name__icontains" in said else Q(**said)
        )
    page = sign_in(scene.cast.ivan).get("/people/", {"q": asked}).content.decode()
    assert (">Lena<" in page) is broken


ODD = {
    **{"sort": "-password", "order_by": "-password", "ordering": "-password", "o": "-1", "fields": "password"},
    **{"person__password__startswith": "md5", "is_active": "0", "level": "L1", "team": "Storage", "state": "draft"},
    **{"author": "1", "subject": "1", "filter": "password", "group_by": "option", "columns": "person", "limit": "1"},
}


@as_it_is_and_broken
def test_no_parameter_sorts_or_filters_by_another_field(scene, sign_in, monkeypatch, broken):
    petra, sent = sign_in(scene.cast.petra), {}
    if broken:
        sorted_page = lambda rows, number: page_of(rows.order_by(sent.get("sort", "name")), number)  # noqa: E731
        monkeypatch.setattr(people, "page_of", sorted_page)
        Person.objects.filter(pk=scene.cast.tariq.pk).update(password="z")

    def shown(address: str) -> bytes:
        return markup(petra.get(address, sent))

    figure = f"/figures/{scene.publication.cycle_id}/figures/gender/"
    groups = [f"/groups/{scene.group.pk}/reading/", f"/groups/{scene.group.pk}/"]
    addresses = [
        "/people/",
        "/cycles/",
        "/permissions/",
        "/figures/",
        "/trail/sign-ins/",
        figure,
        f"{figure}file.csv",
        *groups,
    ]
    plain = {address: shown(address) for address in addresses}
    sent |= ODD
    assert {address for address in addresses if shown(address) != plain[address]} == ({"/people/"} if broken else set())


def test_no_query_takes_its_fields_from_a_request():
    assert where(asking_what_was_sent) == {}


@pytest.mark.parametrize(
    "source", ["rows.order_by(request.GET['sort'])", "rows.filter(**request.GET.dict())", "rows.values(*form.data)"]
)
def test_a_query_that_does_is_noticed(source):
    assert asking_what_was_sent(source)
    assert not asking_what_was_sent("rows.filter(name__icontains=request.GET['q']).order_by('name')")


@as_it_is_and_broken
def test_no_filter_makes_a_table_of_fewer_people(scene, sign_in, monkeypatch, broken):
    """Figures of one level, of one team, of those who wear glasses: the table is the one that was frozen."""
    sent = {}
    if broken:
        whole = figures.thawed
        monkeypatch.setattr(figures, "thawed", lambda data: None if sent.get("level") else whole(data))
    petra, address = sign_in(scene.cast.petra), f"/figures/{scene.publication.cycle_id}/figures/gender/"
    before = markup(petra.get(address))
    sent |= {"level": "L1", "role": "role-L1", "team": "Search", "option": "woman", "person": str(scene.cast.lena.pk)}
    assert (markup(petra.get(address, sent)) != before) is broken


# -- files ------------------------------------------------------------------------------------------------


def file_fields(of: list[type[models.Model]]) -> list[str]:
    """Columns by which a model keeps files in a storage."""
    return [f"{m._meta.label}.{f.name}" for m in of for f in m._meta.get_fields() if isinstance(f, models.FileField)]


def counted(all_routes: list[str]) -> list[str]:
    """Routes that name an object by a number, which anybody can count on."""
    return [path for path in all_routes if re.search(r"<int:(?!number>)|\(\?P<(pk|id)>\\d|\[0-9\]\+", path)]


OWN = ("mfa_edit_webauthn", "mfa_remove_webauthn")


def test_no_file_is_kept_and_nothing_is_addressed_by_counting():
    assert file_fields(apps.get_models()) == []
    assert of_the_site.MEDIA_URL == "/"  # none is set
    assert of_the_site.MEDIA_ROOT == ""
    # but one's own passkeys, which the library looks up among those of who is signed in
    assert counted([path for name, path, _view in routes() if name not in OWN]) == []


def test_a_file_or_a_counted_address_is_noticed():
    class WithAFile:
        _meta = type("Meta", (), {"label": "x.File", "get_fields": lambda: [models.FileField(name="scan")]})

    assert file_fields([WithAFile]) == ["x.File.scan"]
    assert counted(["files/<int:pk>/", "groups/<uuid:pk>/rounds/<int:number>/"]) == ["files/<int:pk>/"]


@as_it_is_and_broken
@pytest.mark.parametrize("who", ["pavel", "dana", "mei", "ivan", "otto"])
def test_files_are_for_people_ops_of_those_in_them(scene, sign_in, nothing_written, monkeypatch, who, broken):
    figure = f"/figures/{scene.publication.cycle_id}/figures/gender/file.csv"
    if broken:
        monkeypatch.setattr(Person, "holds", lambda person, kind: True)
        monkeypatch.setattr(Person, "holds_everywhere", lambda person, kind: True)
    client = sign_in(getattr(scene.cast, who))
    # on PostgreSQL the tables themselves are shown to nobody else, even where the site would
    assert (client.get(figure).status_code == 200) is (broken and connection.vendor == "sqlite")
    results = client.get(f"/groups/{scene.telling_group.pk}/results.csv")
    assert (b"Ivan" not in results.content) or broken


# -- accounts that nobody made -----------------------------------------------------------------------------


def open_accounts() -> list[str]:
    """Accounts somebody could sign in to."""
    return [person.email for person in Person.objects.all() if person.has_usable_password() or person.is_active]


def test_a_new_site_has_no_account(db):
    assert open_accounts() == []


def test_an_account_that_comes_with_the_site_is_noticed(db):
    Person.objects.create_user("admin@demo.example", "Admin", employee_id="E999", password="admin")
    assert open_accounts() == ["admin@demo.example"]


# -- addresses that the server would fetch -----------------------------------------------------------------


def test_nothing_is_fetched_from_an_address_that_somebody_names():
    assert where(fetching) == {
        # asks OIDC_ISSUER, which the operator has set, and nothing that stands in a request
        "accounts/providers/oidc.py": {"requests", "requests.RequestException", "requests.Session"},
        "demo/__main__.py": {"socket"},  # whether the port of `make demo` is free
    }


@pytest.mark.parametrize(
    "source",
    ["import requests", "from urllib.request import urlopen", "from urllib import request", "import http.client"],
)
def test_a_library_that_fetches_is_noticed(source):
    assert fetching(source)
    assert not fetching("from urllib.parse import quote\nfrom django.http import HttpRequest")


# -- what a file of people may do ---------------------------------------------------------------------------

HEAD = "employee_id,email,name,manager_employee_id"


def mistakes(file: str, by: Person) -> list:
    """What keeps a file from being imported by that person."""
    return workflow.look(file).seen.problems_for(by)


IN_A_LOOP = f"{HEAD}\nE007,mei@demo.example,Mei,E011\n"
OWN_MANAGER = f"{HEAD}\nE002,petra@demo.example,Petra,E004\n"
OF_A_HOLDER = f"{HEAD}\nE015,evil@demo.example,Frida,E002\n"


@as_it_is_and_broken
@pytest.mark.parametrize(
    ("file", "guard"),
    [
        (IN_A_LOOP, (plan, "_no_loop")),
        (OWN_MANAGER, (seeing, "_for_oneself")),
        (OF_A_HOLDER, (plan, "_addresses_of_holders_stay")),
    ],
)
def test_no_file_makes_a_loop_moves_its_reader_or_takes_an_address_over(cast, monkeypatch, file, guard, broken):
    if broken:
        monkeypatch.setattr(*guard, lambda *args: [])
    assert (mistakes(file, cast.petra) == []) is broken


@as_it_is_and_broken
def test_no_file_gives_its_reader_a_role(cast, monkeypatch, broken):
    publish_ladder("craft", "Craft", {"IC2": (20, "Engineer II")}, ["Skill"], {"meeting": "Meeting"})
    file = f"{HEAD},framework,role\nE002,petra@demo.example,Petra,E001,craft,IC2\n"
    if broken:
        monkeypatch.setattr(seeing, "_for_oneself", lambda *args: [])
    assert (mistakes(file, cast.petra) == []) is broken


@as_it_is_and_broken
@pytest.mark.parametrize("column", ["permission", "grant", "kind_of_permission", "is_superuser", "password", "level"])
def test_no_column_of_a_file_gives_a_permission_or_a_password(cast, monkeypatch, column, broken):
    if broken:
        monkeypatch.setattr(table.Shape, "columns", [*table.COLUMNS, column])
    file = f"{HEAD},{column}\nE011,ivan@demo.example,Ivan,E007,people_ops\n"
    assert (mistakes(file, cast.petra) == []) is broken


TURNED_ROUND = f"{HEAD}\nE100,new@demo.example,Nina\u202eavI,E007\n"
HOSTILE = [
    *(f"{HEAD}\nE100,new@demo.example,N\0na,E007\n", f"{HEAD}\nE100,new@demo.example,N\ud800na,E007\n"),
    *(
        f"{HEAD},hired_on\nE100,new@demo.example,Nina,E007,10000-01-01\n",
        "a," * 100_000,
        '"' * 1_000_001,
        HEAD * 200_000,
    ),
]


@pytest.mark.parametrize("file", HOSTILE, ids=["NUL", "surrogate", "year", "columns", "quotes", "megabytes"])
def test_a_file_made_to_break_the_reader_is_refused_with_a_sentence(cast, file):
    problems = mistakes(file, cast.petra)
    assert [problem for problem in problems if len(problem.sentence) > 20]


@as_it_is_and_broken
def test_a_name_that_turns_writing_round_is_refused(cast, monkeypatch, broken):
    if broken:
        monkeypatch.setattr(sheet, "_unfit", lambda *args: None)
    assert (mistakes(TURNED_ROUND, cast.petra) == []) is broken
