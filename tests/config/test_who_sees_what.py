"""The page of permissions shows People Ops every line of the table."""

from html import unescape

from config.permissions.table import TABLE


def test_every_line_stands_on_the_page(cast, sign_in):
    page = unescape(sign_in(cast.pavel).get("/permissions/who-sees-what/").content.decode())
    rows = [row for part in TABLE for row in part.rows]
    said = [str(row.sees) for row in rows] + [str(change.who) for row in rows for change in row.changes]
    assert len(said) >= 80
    assert [sentence for sentence in said if sentence not in page] == []


def test_the_page_of_permissions_leads_there(cast, sign_in):
    assert 'href="/permissions/who-sees-what/"' in sign_in(cast.petra).get("/permissions/").content.decode()
