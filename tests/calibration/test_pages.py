"""Smoke."""


def test_pages(running, company, cast, sign_in):
    g = company.group.pk
    client = sign_in(cast.mei)
    for path in ("", "desk/", "check-in/", "rounds/1/"):
        page = client.get(f"/groups/{g}/meeting/{path}")
        assert page.status_code == 200, path
    assert client.post(f"/groups/{g}/meeting/next/", {"version": running.version}).status_code == 302
    assert client.get(f"/groups/{g}/meeting/desk/").status_code == 200
    assert client.post(f"/groups/{g}/meeting/next/").status_code == 302
    assert client.get(f"/groups/{g}/meeting/desk/").status_code == 200
    assert client.get(f"/groups/{g}/meeting/").status_code == 200
    client = sign_in(cast.petra)
    assert client.get(f"/groups/{g}/meeting/observer/").status_code == 200
    assert client.get("/room/").status_code == 200
