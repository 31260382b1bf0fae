"""Expected answers at the addresses of frameworks and of my level."""

from tests.access.table import Row, at

ROWS = [
    Row("my_level", at("/my-level/"), {"GET": "*=200"}),
    Row("frameworks", at("/frameworks/"), {"GET": "*=200"}),
    Row("framework", at("/frameworks/engineering/"), {"GET": "*=200"}),
    Row("framework", at("/frameworks/engineering/?version=2"), {"GET": "frida=200 *=404"}),
    Row("radar", at("/frameworks/engineering/radar.svg?roles=IC2"), {"GET": "*=404"}),
    Row("role", at("/frameworks/engineering/roles/IC2/"), {"GET": "*=200"}),
    Row("role", at("/frameworks/engineering/roles/IC2/?version=2"), {"GET": "frida=200 *=404"}),
    Row("two_roles", at("/frameworks/engineering/roles/IC2/and/IC3/"), {"GET": "*=200"}),
    Row("two_roles", at("/frameworks/engineering/roles/IC2/and/IC3/?version=2"), {"GET": "frida=200 *=404"}),
    Row(
        "framework_publish",
        lambda s: f"/frameworks/engineering/publish/{s.framework_draft.pk}/",
        # without the digest of the draft that was shown, an editor is told to look first
        {"GET": "frida=200 *=404", "POST": "frida=409 *=404"},
    ),
]
