"""Expected answers at the demo's addresses, on a site that is no demo: nothing is there."""

from tests.access.table import Row, at

ROWS = [
    Row("demo_doors", at("/demo/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("demo_sign_in", at("/demo/sign-in/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("demo_others", at("/demo/others/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
    Row("demo_tomorrow", at("/demo/tomorrow/"), {"GET": "anon=404 *=404", "POST": "anon=404 *=404"}),
]
