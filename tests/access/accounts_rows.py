"""Expected answers at the addresses of people, grants and sign-in."""

from tests.access.table import Row, at

ROWS = [
    Row("home", at("/"), {"GET": "*=200"}),
    Row("people", at("/people/"), {"GET": "*=200"}),
    Row("person", lambda s: f"/people/{s.cast.lena.pk}/", {"GET": "*=200"}),
    Row("styleguide", at("/styleguide/"), {"GET": "anon=200 *=200"}),
    Row("styleguide_room", at("/styleguide/room/level/"), {"GET": "anon=200 *=200"}),
    Row("account_login", at("/sign-in/"), {"GET": "anon=200 *=302"}),
    Row("account_logout", at("/sign-out/"), {"GET": "*=200"}),
    Row("account_signup", at("/sign-up/"), {"GET": "anon=200 *=302"}),
    Row("account_reset_password", at("/password/reset/"), {"GET": "anon=200 *=200"}),
    Row("account_reset_password_done", at("/password/reset/sent/"), {"GET": "anon=200 *=200"}),
    Row("account_reset_password_from_key", at("/password/reset/key/0-set-x/"), {"GET": "anon=200 *=200"}),
    Row("account_reset_password_from_key_done", at("/password/reset/key/done/"), {"GET": "anon=200 *=200"}),
    Row(
        "people_import",
        at("/people/import/"),
        {"GET": "*=404 petra=200", "POST": "*=404 petra=200", "PUT": "*=404 petra=405"},
    ),
    Row("people_import_preview", lambda s: f"/people/import/{s.staged.pk}/", {"GET": "*=404 petra=200"}),
    Row(
        "people_import_confirm",
        lambda s: f"/people/import/{s.staged.pk}/confirm/",
        {"GET": "*=404 petra=405", "POST": "*=404 petra=302"},
    ),
]
