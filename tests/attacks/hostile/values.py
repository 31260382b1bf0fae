"""Hostile values: for fields and parameters, for their names, for headers, cookies and whole bodies."""

import json
from random import Random

TOKEN = "<q-evil"  # stands in what is sent; as it stands it may be in no page

TEXTS = [
    *(
        "",
        " ",
        "\t",
        "\0",
        "a\0b",
        "\ud800",
        "x\udfffy",
        "\u202eoh",
        "\ufeff",
        "\u2028",
        "\x1b[2J",
        "\r\nSet-Cookie: q=1",
    ),
    *(f"{TOKEN}>", f'"{TOKEN} onload=x>', f"'>{TOKEN}", f"</textarea>{TOKEN}>", f"]]>{TOKEN}>", f"javascript:{TOKEN}"),
    *("{{ 7|add:7 }}", "{% debug %}", "{% load x %}", "%s%s%n", "%(x)s", "{0.__class__}", "${7*7}", "#{7}", "<%= 7 %>"),
    *("' OR 1=1 --", '"; DROP TABLE accounts_person; --', "%", "_", "\\", "a\\", "[", "(", "*", ".*" * 50, "^(a+)+$"),
    *("=1+1", "+1", "@SUM(1)", "\t=1", "＝1", "-2+3", "__proto__", "constructor", "null", "None", "undefined", "true"),
    *(
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "https:evil.example",
        "http://[",
        "file:///etc/passwd",
    ),
    *(
        "../../etc/passwd",
        "..%2f..%2f",
        "\N{FULLWIDTH DIGIT ONE}\N{FULLWIDTH DIGIT TWO}",
        "\u0663",
        "é" * 300,
        "🧨" * 70,
    ),
    *(
        "Z" + "\u0301" * 500,
        "x" * 255,
        "x" * 5000,
        "x" * 40_000,
        "\n" * 3000,
        "a,b;c\td",
        '{"a": [1, {"b": null}]}',
        "[]",
        "{}",
    ),
]
NUMBERS = [
    *(
        "0",
        "-0",
        "1",
        "-1",
        "007",
        "1.5",
        "1e3",
        "1e309",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        " 1 ",
        "+1",
        "1,5",
        "--1",
    ),
    *("2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 400),
]
DAYS = [
    *("10000-01-01", "0000-00-00", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "-2026-01-01", "2026-12-15"),
    *("31.12.2026", "2026-1-1", "2026-W01-1", "2026-12-15T10:00:00Z", "24:00", "23:59:60", "14:30", "00:00:00.0000001"),
    *("tomorrow", "1999-01-01", "2035-06-30", "\u0662\u0660\u0662\u0666-01-01"),
]
IDS = [
    "00000000-0000-0000-0000-000000000000",
    "not-an-id",
    "{12345678-1234-5678-1234-567812345678}",
    "urn:uuid:1",
    "1",
    "on",
]
A_MEGABYTE = "m" * 1_000_000

NAMES = [
    *(
        "id",
        "pk",
        "author",
        "author_id",
        "subject",
        "state",
        "role",
        "level",
        "manager",
        "group",
        "by",
        "user",
        "is_superuser",
    ),
    *(
        "is_active",
        "password",
        "kind",
        "scope",
        "head",
        "next",
        "page",
        "q",
        "version",
        "draft_number",
        "told_at",
        "missing",
    ),
    *("form-TOTAL_FORMS", "form-INITIAL_FORMS", "form-0-id", "form-0-DELETE", "claims-TOTAL_FORMS", "claims-0-id"),
    *(
        "__proto__",
        "constructor",
        "a[]",
        "a[b][c]",
        "",
        "\0",
        "x" * 3000,
        "rating-",
        "said-1",
        "rating-not-an-id",
        "since",
    ),
    *(
        "person",
        "act",
        "from_on",
        "to_on",
        "track",
        "axis",
        "again",
        "code",
        "choice",
        "starts_on",
        "method",
        "_method",
        "format",
    ),
]
PARAMETERS = [
    "page",
    "q",
    "next",
    "person",
    "act",
    "from_on",
    "to_on",
    "since",
    "track",
    "axis",
    "version",
    "again",
    "number",
]

HEADERS: dict[str, list[str]] = {
    "HTTP_HOST": [
        "evil.example",
        "testserver:99999",
        "",
        "a b",
        "testserver@evil.example",
        "[::1",
        "x" * 5000,
        "testserver.",
    ],
    "HTTP_X_FORWARDED_FOR": ["1.2.3.4, evil", "::1", "' OR 1=1", "x" * 5000, "127.0.0.1\x00", ",,,"],
    "HTTP_X_FORWARDED_HOST": ["evil.example"],
    "HTTP_X_FORWARDED_PROTO": ["https", "javascript", "https, http"],
    "HTTP_ACCEPT_LANGUAGE": [
        "de",
        "zz-ZZ-zz",
        "*",
        "de;q=abc",
        "../../etc",
        "x" * 5000,
        ",".join(["a-b"] * 500),
        "e\x00n",
    ],
    "HTTP_ACCEPT": ["application/json", "*/*;q=nan", "text/html;level=" + "1" * 3000],
    "HTTP_ACCEPT_ENCODING": ["gzip, " * 500, "identity;q=0"],
    "HTTP_HX_REQUEST": ["true", "false", "TRUE", "1"],
    "HTTP_HX_BOOSTED": ["true", "x"],
    "HTTP_HX_TARGET": [TOKEN, "room_now", "main", "__class__"],
    "HTTP_HX_TRIGGER": [TOKEN, "save"],
    "HTTP_HX_TRIGGER_NAME": [TOKEN],
    "HTTP_HX_PROMPT": [TOKEN, "%00"],
    "HTTP_HX_CURRENT_URL": ["//evil.example", "http://[", f"http://testserver/?{TOKEN}", "\x00", "x" * 5000],
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": ["true"],
    "HTTP_HX_HISTORY_RESTORE_REQUEST": ["true"],
    "HTTP_X_AUTOSAVE": ["1", "0", "true"],
    "HTTP_X_HTTP_METHOD_OVERRIDE": ["DELETE", "PUT"],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
    "HTTP_ORIGIN": ["null", "https://evil.example", "http://["],
    "HTTP_REFERER": ["https://evil.example/", "http://[", f"/{TOKEN}"],
    "HTTP_SEC_FETCH_SITE": ["cross-site", "same-origin", "none"],
    "HTTP_USER_AGENT": [f"{TOKEN}>", "x" * 9000, "", "\x01", "Mozilla/5.0 (X11; Linux) Firefox/\udce4"],
    "HTTP_LAST_EVENT_ID": ["-1", "9" * 300, "abc", "\u0663", "1\x00"],
    "HTTP_IF_NONE_MATCH": ['"x"', "*", "W/" + '"' * 900],
    "HTTP_IF_MODIFIED_SINCE": ["Thu, 01 Jan 10000 00:00:00 GMT", "nonsense"],
    "HTTP_RANGE": ["bytes=0-0", "bytes=-1", "bytes=" + "0-1," * 500],
    "HTTP_X_CSRFTOKEN": ["", "b" * 32, "x" * 5000],
    "HTTP_AUTHORIZATION": ["Basic Og==", "Bearer null", "Digest x"],
    "HTTP_X_REAL_IP": ["evil", "::"],
    "REMOTE_ADDR": ["", "unix:", "999.1.1.1", "::1%eth0"],
}
COOKIES = {
    "messages": ['[["__json_message",0,20,"<q-evil"]]', "x:y", "\\", "W10:1:1"],
    "sessionid": ["x" * 32, "", "' OR 1=1", "x" * 4000],
    "csrftoken": ["x", "", "é"],
    "room": ["x", "' OR 1=1", "\x01", "x" * 5000],
    "django_language": ["de", "../../x", "\x00"],
    "__proto__": ["1"],
}
METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "BREW", "get"]
CONTENT_TYPES = [
    *("application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=", ""),
    *("multipart/form-data; boundary=" + "b" * 300, "application/x-www-form-urlencoded; charset=utf-7", "x/\x00"),
    *(
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data; boundary=b; charset=idna",
        "/" * 900,
    ),
]
BODIES = [
    *(b"", b"\0" * 100, b"{", b'{"__proto__": {"x": 1}}', b"[" * 5000, b"null", b"\xff\xfe\x00", b"a" * 70_000),
    *(
        b"--b\r\n",
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        b"--b--",
        b"%",
        b"&&&&==;;",
        b"a=%ff%fe&b=%",
    ),
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="../../x<q-evil.csv"\r\n\r\na,b\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="q"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n',
    b"--b\r\nContent-Disposition: form-data; name=\"a\"; filename*=x''%ff\r\nContent-Length: -1\r\n\r\n\r\n--b--\r\n",
    b"&".join(b"f%d=1" % n for n in range(2500)),
    json.dumps({"version": 1, "statement": ["a", {"b": None}]}).encode(),
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
]
FILES = [
    *(b"", b"\0\0", b"\xff\xfe", b"PK\x03\x04" + b"\0" * 60, b"employee_id,email,name,manager_employee_id\n" * 3),
    b"employee_id,email,name,manager_employee_id\nE900,a@b.example,=1+1,E001\nE901,x@y.example,<q-evil>,E900\n",
    b"employee_id;email;name;manager_employee_id;hired_on\nE902;c@d.example;Nina;E001;10000-01-01\n",
    *(b'"' * 60_000, b"," * 60_000, b"a\n" * 60_000, "employee_id,näme\n".encode("latin-1")),
]
FILE_NAMES = ["x.csv", "../../etc/passwd", f"{TOKEN}.csv", "a\0b", "x" * 3000, "", 'a";b="c', "con", "\u202evsc.exe"]


def some_value(chance: Random, ids: list[str]) -> str:
    """A value that no form of ours would send."""
    kind = chance.random()
    if kind < 0.0015:
        return A_MEGABYTE
    if kind < 0.45:
        return chance.choice(TEXTS)
    if kind < 0.6:
        return chance.choice(NUMBERS)
    if kind < 0.72:
        return chance.choice(DAYS)
    return chance.choice(ids) if kind < 0.95 else chance.choice(IDS)
