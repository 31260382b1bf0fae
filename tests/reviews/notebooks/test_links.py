"""Which links are taken beside an entry, and how one is shown."""

import pytest

from reviews.notebooks.links import shown, split


@pytest.mark.parametrize(
    ("text", "host", "rest"),
    [
        ("https://wiki.company.example/plan", "wiki.company.example", "/plan"),
        ("http://localhost:8000/", "localhost:8000", ""),
        ("https://code.company.example/a?b=1#c", "code.company.example", "/a?b=1#c"),
        ("HTTPS://Wiki.company.example", "Wiki.company.example", ""),
    ],
)
def test_an_address_of_the_web_is_shown_with_its_host(text, host, rest):
    found = shown(text)
    assert found is not None
    assert (found.url, found.host, found.rest) == (text, host, rest)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://files.company.example/",
        "//company.example/",
        "/people/",
        "wiki.company.example/plan",
        "https://",
        "https:///plan",
        "https://bank.example@evil.example/",
        "https://evil.example\\@bank.example/",
        "https://company.example/a b",
        "https://company.example/\n",
        "https://company.example:port/",
        "https://[company.example/",
        "https://cömpany.example/",
        'https://company.example/"onclick=',
        "",
    ],
)
def test_anything_else_is_no_link(text):
    assert split(text) is None
    assert shown(text) is None
