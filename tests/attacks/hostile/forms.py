"""The forms of the pages, read as a browser reads them: where they lead, and what could be sent in each field."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.privacy.crawl import route_of


@dataclass
class Found:
    """One form as it stands on a page of one person."""

    person: str
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)  # name → the values on offer, the chosen ones first
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What makes two forms the same one: who, where to, which fields (of the same number)."""
        return self.person, route_of(self.action), tuple(sorted(name.split("-")[0] for name in self.fields))


class _Reader(HTMLParser):
    def __init__(self, person: str, address: str) -> None:
        super().__init__()
        self.person, self.address = person, address
        self.forms: list[Found] = []
        self.form: Found | None = None
        self.of = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Found(self.person, said.get("action") or self.address, said.get("method", "get").upper())
            self.forms.append(self.form)
        name = said.get("name", "")
        if self.form is None or (tag != "option" and not name) or name == "csrfmiddlewaretoken":  # it goes by a header
            return
        if tag == "input" and said.get("type") == "file":
            self.form.files.add(name)
        elif tag in ("input", "button"):
            chosen = "checked" in said or said.get("type") not in ("radio", "checkbox")
            self._offer(name, said.get("value", "on"), chosen)
        elif tag in ("select", "textarea"):
            self.of = name
            self.form.fields.setdefault(name, [] if tag == "select" else ["Some words of mine."])
        elif tag == "option" and self.of:
            self._offer(self.of, said.get("value", ""), "selected" in said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None

    def _offer(self, name: str, value: str, chosen: bool) -> None:
        assert self.form is not None
        values = self.form.fields.setdefault(name, [])
        values.insert(0 if chosen else len(values), value)


def forms_in(page: str, person: str, address: str) -> list[Found]:
    """The forms of one page."""
    reader = _Reader(person, address.partition("?")[0])
    reader.feed(page)
    return reader.forms
