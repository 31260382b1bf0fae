"""Makes hostile requests out of what the pages offer: by seed and number, so that each can be made again."""

from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, quote_plus

from django.apps import apps

from tests.access.scene import all_rows
from tests.access.table import PERSONS
from tests.attacks.hostile import values
from tests.attacks.hostile.forms import Found

EVERYONE = [*PERSONS, "screen"]
OURS = ("accounts", "reviews", "promotions", "calibration", "frameworks", "figures", "candidates")


@dataclass
class Asked:
    """One request: by whom, how, where, with what."""

    person: str
    method: str
    path: str
    query: str = ""
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        body = self.body if len(self.body) < 400 else self.body[:400] + b"..."
        return (
            f"{self.person}: {self.method} {self.path[:300]}?{self.query[:300]} {self.content_type[:60]} {body!r}"
            f" { ({k: v[:60] for k, v in (self.headers | self.cookies).items()}) }"
        )


def encoded(text: str) -> str:
    """A text as it stands in a query or a form; half a character as its three bytes."""
    return quote_plus(text.encode("utf-8", "surrogatepass"))


def pairs(fields: list[tuple[str, str]]) -> str:
    """Fields as a browser would send them."""
    return "&".join(f"{encoded(name)}={encoded(value)}" for name, value in fields)


class Maker:
    """Makes requests to all routes of a scene, out of the forms that were found on its pages."""

    def __init__(self, scene, found: list[Found]) -> None:
        rows = [(row.route, row.path(scene)) for row in all_rows()]
        self.addresses = sorted(dict(rows).items())
        self.forms = [form for form in found if form.method == "POST" or form.fields]
        models = [model for model in apps.get_models() if model._meta.app_label in OURS]
        self.ids = [str(pk) for m in models for pk in m._base_manager.values_list("pk", flat=True)[:12]]

    def make(self, seed: int, number: int) -> Asked:
        """The request of that number: the same for the same seed, up to the ids of the scene."""
        chance = Random(f"{seed}-{number}")
        asked = self._by_form(chance) if chance.random() < 0.6 else self._by_address(chance)
        self._around(chance, asked)
        return asked

    def _by_form(self, chance: Random) -> Asked:
        form = chance.choice(self.forms)
        person = form.person if chance.random() < 0.7 else chance.choice(EVERYONE)
        fields = self._filled_in(chance, form)
        asked = Asked(person, form.method, self._path(chance, form.action))
        if form.method == "GET":
            asked.query = pairs(fields)
        elif form.files or chance.random() < 0.15:
            asked.content_type, asked.body = self._multipart(chance, fields, form.files)
        else:
            asked.content_type, asked.body = "application/x-www-form-urlencoded", pairs(fields).encode()
        return asked

    def _filled_in(self, chance: Random, form: Found) -> list[tuple[str, str]]:
        """As the page offers it, and then some of it otherwise."""
        fields = []
        for name, offered in form.fields.items():
            value = offered[0] if chance.random() < 0.6 else chance.choice(offered)
            fields.append((name, value)) if offered else None
        for _time in range(chance.choice((0, 1, 1, 1, 2, 3))):
            if fields:
                place = chance.randrange(len(fields))
                name, _value = fields[place]
                fields[place] = (name, values.some_value(chance, self.ids))
                if chance.random() < 0.15:  # a list where one value is asked for
                    fields += [(name, values.some_value(chance, self.ids)) for _again in range(3)]
                elif chance.random() < 0.1:
                    del fields[place]
        if chance.random() < 0.3:
            fields += [(chance.choice(values.NAMES), values.some_value(chance, self.ids)) for _more in range(3)]
        return fields

    def _by_address(self, chance: Random) -> Asked:
        _route, address = chance.choice(self.addresses)
        method = chance.choice(["GET", "GET", "GET", "POST", "POST", "HEAD"])
        asked = Asked(chance.choice(EVERYONE), method, self._path(chance, address))
        names = [chance.choice(values.PARAMETERS + values.NAMES) for _parameter in range(chance.choice((0, 1, 2, 4)))]
        asked.query = pairs([(name, values.some_value(chance, self.ids)) for name in names])
        if method == "POST":
            names = [chance.choice(values.NAMES) for _field in range(4)]
            asked.content_type = "application/x-www-form-urlencoded"
            asked.body = pairs([(name, values.some_value(chance, self.ids)) for name in names]).encode()
            if chance.random() < 0.4:
                asked.content_type = chance.choice([*values.CONTENT_TYPES, "multipart/form-data; boundary=b"])
                asked.body = chance.choice(values.BODIES)
        return asked

    def _path(self, chance: Random, address: str) -> str:
        """The address, or one with another's id or with nonsense in the place of a part."""
        path = address.partition("?")[0]
        if chance.random() < 0.75:
            return path
        parts = path.strip("/").split("/")
        place = chance.randrange(len(parts))
        said = chance.choice(self.ids) if chance.random() < 0.8 else values.some_value(chance, self.ids)[:2000]
        parts[place] = quote(said.encode("utf-8", "surrogatepass"), safe="")
        return "/" + "/".join(parts) + chance.choice(["/", "/", "/", "", "//", "/%00", "/.."])

    def _multipart(self, chance: Random, fields: list[tuple[str, str]], files: set[str]) -> tuple[str, bytes]:
        parts = []
        for name, value in fields:
            head = name.replace('"', "%22").replace("\r", "").replace("\n", "").encode("utf-8", "surrogatepass")
            parts.append(
                b'Content-Disposition: form-data; name="%s"\r\n\r\n' % head + value.encode("utf-8", "surrogatepass")
            )
        for name in sorted(files):
            said, content = chance.choice(values.FILE_NAMES).replace('"', "%22"), chance.choice(values.FILES)
            head = f'Content-Disposition: form-data; name="{name}"; filename="{said}"\r\nContent-Type: text/csv\r\n\r\n'
            parts.append(head.encode() + content)
        whole = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts) + b"--b--\r\n"
        cut = whole[: chance.randrange(len(whole))] if chance.random() < 0.1 else whole
        return "multipart/form-data; boundary=b", cut

    def _around(self, chance: Random, asked: Asked) -> None:
        """Headers, cookies, and now and then another method or kind of body."""
        if chance.random() < 0.3:
            names = chance.sample(sorted(values.HEADERS), chance.choice((1, 1, 2, 4)))
            asked.headers = {name: chance.choice(values.HEADERS[name]) for name in names}
        if chance.random() < 0.06:
            name = chance.choice(sorted(values.COOKIES))
            asked.cookies = {name: chance.choice(values.COOKIES[name])}
        if chance.random() < 0.06:
            asked.method = chance.choice(values.METHODS)
        if asked.body and chance.random() < 0.04:
            asked.content_type = chance.choice(values.CONTENT_TYPES)
