"""Expected answers at the addresses of frameworks and of my level."""

from tests.access.table import Row, at

ROWS = [
    Row("my_level", at("/my-level/"), {"GET": "*=200"}),
    Row("placings", at("/placings/"), {"GET": "petra=200 pavel=200 *=404"}),
    # Ivan's role is in force, so he is not to be placed
    Row("placing", lambda s: f"/placings/{s.held_by_ivan.pk}/", {"GET": "*=404", "POST": "*=404"}),
    Row("frameworks", at("/frameworks/"), {"GET": "*=200"}),
    Row("framework", at("/frameworks/engineering/"), {"GET": "*=200"}),
    Row("framework", at("/frameworks/engineering/?version=2"), {"GET": "frida=200 *=404"}),
    Row("radar", at("/frameworks/engineering/radar.svg?roles=IC2"), {"GET": "*=404"}),
    # a framework without steps has no radar
    Row("framework_radar", at("/frameworks/engineering/radar/"), {"GET": "*=404"}),
    Row("role", at("/frameworks/engineering/roles/IC2/"), {"GET": "*=200"}),
    Row("role", at("/frameworks/engineering/roles/IC2/?version=2"), {"GET": "frida=200 *=404"}),
    Row("two_roles", at("/frameworks/engineering/roles/IC2/and/IC3/"), {"GET": "*=200"}),
    Row("two_roles", at("/frameworks/engineering/roles/IC2/and/IC3/?version=2"), {"GET": "frida=200 *=404"}),
    Row("framework_search", at("/search/frameworks/?q=cut"), {"GET": "*=200"}),
    Row("framework_axis", at("/frameworks/engineering/axes/execution/"), {"GET": "*=200"}),
    Row("framework_axis", at("/frameworks/engineering/axes/execution/?version=2"), {"GET": "frida=200 *=404"}),
    Row("framework_level", at("/frameworks/engineering/levels/IC2/"), {"GET": "*=302"}),
    Row("framework_level", at("/frameworks/engineering/levels/IC2/?version=2"), {"GET": "frida=302 *=404"}),
    Row("framework_expectation", at("/frameworks/engineering/roles/IC2/axes/execution/"), {"GET": "*=302"}),
    Row(
        "framework_expectation",
        at("/frameworks/engineering/roles/IC2/axes/execution/?version=2"),
        {"GET": "frida=302 *=404"},
    ),
    Row("role_before", at("/frameworks/engineering/roles/IC2/axes/execution/before/"), {"GET": "*=200"}),
    Row(
        "role_before",
        at("/frameworks/engineering/roles/IC2/axes/execution/before/?version=2"),
        {"GET": "frida=200 *=404"},
    ),
    Row("framework_behaviour", lambda s: f"/frameworks/engineering/behaviours/{s.example}/", {"GET": "*=302"}),
    # an example that stands in the draft alone is nowhere for whoever does not write it
    Row("framework_behaviour", lambda s: f"/frameworks/engineering/behaviours/{s.drafted}/", {"GET": "*=404"}),
    Row(
        "framework_behaviour",
        lambda s: f"/frameworks/engineering/behaviours/{s.drafted}/?version=2",
        {"GET": "frida=302 *=404"},
    ),
    Row("framework_files", at("/frameworks/engineering/files/"), {"GET": "*=200"}),
    Row("framework_files", at("/frameworks/engineering/files/?version=2"), {"GET": "frida=200 *=404"}),
    Row("framework_file", at("/frameworks/engineering/files/json/"), {"GET": "*=200"}),
    Row("framework_file", at("/frameworks/engineering/files/handbook/?version=2"), {"GET": "frida=200 *=404"}),
    # without a file an editor is told to choose one
    Row("framework_import", at("/frameworks/new/import/"), {"GET": "frida=200 *=404", "POST": "frida=200 *=404"}),
    # its public page is off: nothing is there, for nobody
    Row("framework_public", at("/public/engineering/"), {"GET": "anon=404 *=404", "POST": "anon=405 *=405"}),
    Row("framework_public", at("/public/no-such/"), {"GET": "anon=404 *=404"}),
    # Growth's is on
    Row("framework_public", at("/public/growth/"), {"GET": "anon=200 *=200", "POST": "anon=405 *=405"}),
    Row(
        "framework_world", at("/frameworks/engineering/public/"), {"GET": "frida=200 *=404", "POST": "frida=400 *=404"}
    ),
    Row("framework_flags", at("/frameworks/engineering/flags/"), {"GET": "*=200"}),
    # an editor who chooses no flag is told so
    Row("framework_flags_settle", at("/frameworks/engineering/flags/settle/"), {"POST": "frida=400 *=404"}),
    # a comment that says nothing is told so
    Row(
        "framework_wording",
        at("/frameworks/engineering/wording/?role=IC2&axis=execution"),
        {"GET": "*=200", "POST": "*=400"},
    ),
    Row(
        "framework_wording",
        at("/frameworks/engineering/wording/?role=IC2&axis=execution&version=2"),
        {"GET": "frida=200 *=404", "POST": "*=404"},
    ),
    # Ivan's own; an editor says why its words are taken out
    Row(
        "comment_take_back",
        lambda s: f"/frameworks/engineering/comments/{s.comment.pk}/take-back/",
        {"GET": "ivan=200 *=404", "POST": "ivan=302 *=404"},
    ),
    Row(
        "comment_strike",
        lambda s: f"/frameworks/engineering/comments/{s.comment.pk}/strike/",
        {"GET": "frida=200 *=404", "POST": "frida=400 *=404"},
    ),
    # a proposal that says nothing is told so
    Row(
        "framework_propose",
        at("/frameworks/engineering/wording/propose/?role=IC2&axis=execution"),
        {"GET": "*=200", "POST": "*=400"},
    ),
    # for a draft nobody proposes: its editors write it
    Row(
        "framework_propose",
        at("/frameworks/engineering/wording/propose/?role=IC2&axis=execution&version=2"),
        {"GET": "*=404", "POST": "*=404"},
    ),
    Row(
        "framework_proposal",
        lambda s: f"/frameworks/engineering/proposals/{s.other_words.pk}/",
        {"GET": "*=200", "POST": "*=400"},
    ),
    # Ivan's own
    Row(
        "proposal_withdraw",
        lambda s: f"/frameworks/engineering/proposals/{s.other_words.pk}/withdraw/",
        {"POST": "ivan=302 *=404"},
    ),
    # without a line an editor is told so
    Row(
        "proposal_accept",
        lambda s: f"/frameworks/engineering/proposals/{s.other_words.pk}/accept/",
        {"POST": "frida=400 *=404"},
    ),
    Row(
        "proposal_decline",
        lambda s: f"/frameworks/engineering/proposals/{s.other_words.pk}/decline/",
        {"POST": "frida=400 *=404"},
    ),
    Row("framework_team_examples", at("/frameworks/engineering/team-examples/"), {"GET": "*=200"}),
    # whoever manages somebody, and People Ops; without words they are told to write some
    Row(
        "team_example_new",
        lambda s: f"/frameworks/engineering/behaviours/{s.example}/team-example/",
        {
            "GET": "hanne=200 petra=200 pavel=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 noor=200 *=404",
            "POST": "hanne=400 petra=400 pavel=400 dana=400 dilan=400 oskar=400 mei=400 marco=400 noor=400 *=404",
        },
    ),
    # beside what stands in the draft alone there is nothing to add
    Row(
        "team_example_new",
        lambda s: f"/frameworks/engineering/behaviours/{s.drafted}/team-example/",
        {"GET": "*=404", "POST": "*=404"},
    ),
    # that of Search: Mei's reports are in it, and Mei, who reports to Dana
    Row(
        "team_example",
        lambda s: f"/frameworks/engineering/team-examples/{s.team_example.pk}/",
        {"GET": "petra=200 dana=200 mei=200 *=404", "POST": "petra=400 dana=400 mei=400 *=404"},
    ),
    Row(
        "team_example_remove",
        lambda s: f"/frameworks/engineering/team-examples/{s.team_example.pk}/remove/",
        {"POST": "petra=302 dana=302 mei=302 *=404"},
    ),
    Row("framework_changelog", at("/frameworks/engineering/changelog/"), {"GET": "*=200"}),
    # what is held is no comment yet, for nobody
    Row(
        "comment_strike",
        lambda s: f"/frameworks/engineering/comments/{s.held_comment.pk}/strike/",
        {"GET": "*=404", "POST": "*=404"},
    ),
    Row("role_flag", at("/frameworks/engineering/roles/IC2/flag/?axis=execution"), {"GET": "*=200", "POST": "*=302"}),
    # what is a draft is flagged by nobody
    Row(
        "role_flag",
        at("/frameworks/engineering/roles/IC2/flag/?axis=execution&version=2"),
        {"GET": "*=404", "POST": "*=404"},
    ),
    Row("framework_compare", at("/frameworks/engineering/compare/"), {"GET": "*=200"}),
    Row("framework_compare", at("/frameworks/engineering/compare/?from=1&to=2"), {"GET": "frida=200 *=404"}),
    # without a name for it, an editor is told to give one
    Row(
        "framework_begin",
        at("/frameworks/engineering/draft/new/"),
        {"GET": "frida=200 *=404", "POST": "frida=400 *=404"},
    ),
    Row(
        "framework_draft",
        lambda s: f"/frameworks/engineering/draft/{s.framework_draft.pk}/",
        {"GET": "frida=200 *=404"},
    ),
    # without the digest of the draft that was shown, an editor is told to look first
    Row(
        "framework_draft_discard",
        lambda s: f"/frameworks/engineering/draft/{s.framework_draft.pk}/discard/",
        {"GET": "frida=200 *=404", "POST": "frida=409 *=404"},
    ),
    # nothing was typed, so nothing is written
    Row(
        "framework_draft_save",
        lambda s: f"/frameworks/engineering/draft/{s.framework_draft.pk}/save/?role=IC2&axis=execution",
        {"POST": "frida=302 *=404"},
    ),
    # a press on nothing
    Row(
        "framework_draft_structure",
        lambda s: f"/frameworks/engineering/draft/{s.framework_draft.pk}/structure/",
        {"GET": "frida=200 *=404", "POST": "frida=400 *=404"},
    ),
    Row(
        "framework_publish",
        lambda s: f"/frameworks/engineering/publish/{s.framework_draft.pk}/",
        # without the digest of the draft that was shown, an editor is told to look first
        {"GET": "frida=200 *=404", "POST": "frida=409 *=404"},
    ),
    Row(
        "framework_move",
        lambda s: f"/frameworks/engineering/publish/{s.framework_draft.pk}/open/",
        {"POST": "frida=302 *=404"},
    ),
]
