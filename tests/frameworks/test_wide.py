"""Frameworks that are wider than a page: what comes from before is fetched, an axis is read track by track."""

import pytest

from benchmarks.wide_framework import Size, wide
from frameworks import reading
from frameworks.format.shape import document_from
from frameworks.loading import load
from frameworks.workflow import publish

pytestmark = pytest.mark.django_db


def published(size):
    return publish(load(document_from(wide(size=size))), by=None)


def own(version, role, axis):
    """The examples that a role gives on an axis, as the file has them."""
    [found] = [one for one in reading.document(version).roles if one.code == role]
    [asked] = [one for one in found.expectations if one.axis == axis]
    return [one.text for one in asked.behaviours]


def test_what_comes_from_before_is_fetched_where_it_is_much(cast, sign_in):
    version = published(Size(tracks=1, levels=9, axes=4, examples=6))
    client = sign_in(cast.ivan)
    [low, high] = [client.get(f"/frameworks/wide/roles/t1-l{level}/").content.decode() for level in (3, 9)]
    # the third level has 2 × 4 × 6 examples before it, the ninth 8 × 4 × 6
    for text in own(version, "t1-l2", "axis-2"):
        assert text in low
        assert text not in high
    address = "/frameworks/wide/roles/t1-l9/axes/axis-2/before/"
    assert address in high
    assert "/before/" not in low
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    for page in (whole, part):
        for level in range(1, 9):
            assert all(text in page for text in own(version, f"t1-l{level}", "axis-2"))
        assert not any(text in page for text in own(version, "t1-l9", "axis-2") + own(version, "t1-l8", "axis-1"))
    assert "<html" in whole
    assert "<html" not in part


def test_what_a_role_does_not_have_before_it_is_nowhere(cast, sign_in):
    published(Size(tracks=1, levels=2, axes=1, examples=1))
    client = sign_in(cast.ivan)
    for address in ("t1-l1/axes/axis-1", "t1-l2/axes/other", "t9-l9/axes/axis-1"):
        assert client.get(f"/frameworks/wide/roles/{address}/before/").status_code == 404


@pytest.mark.parametrize(("tracks", "apart"), [(5, False), (6, True)])
def test_an_axis_of_many_roles_is_read_track_by_track(cast, sign_in, tracks, apart):
    version = published(Size(tracks=tracks, levels=8, axes=1, examples=1))  # 40 roles, 48 roles
    client = sign_in(cast.ivan)
    first = client.get("/frameworks/wide/axes/axis-1/").content.decode()
    [of_first, of_third] = [own(version, f"t{track}-l8", "axis-1")[0] for track in (1, 3)]
    assert of_first in first
    assert (of_third in first) != apart
    assert ("track=track-3" in first) == apart
    third = client.get("/frameworks/wide/axes/axis-1/?track=track-3")
    assert third.status_code == (200 if apart else 404)
    if apart:
        assert of_third in third.content.decode()
        assert of_first not in third.content.decode()
    assert client.get("/frameworks/wide/axes/axis-1/?track=none").status_code == 404
    assert client.get("/frameworks/wide/axes/axis-1/?track=").status_code == 200


def test_a_search_counts_all_and_shows_the_first(cast, sign_in):
    published(Size(tracks=1, levels=10, axes=5, examples=1))
    page = sign_in(cast.ivan).get("/search/frameworks/?q=Title").context
    assert (len(page["hits"]), page["more"]) == (10, 0)
    page = sign_in(cast.ivan).get("/search/frameworks/?q=a").context
    assert len(page["hits"]) == 40
    assert page["more"] > 0
