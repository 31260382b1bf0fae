"""Expected answers at the addresses of pitches and decisions, in the scene's states, written by hand."""

from tests.access.table import Row, at

# In each of the three groups Marco assesses Lena and Noor assesses Ines; Mei assesses too, Dana and Dilan decide,
# Oskar is the outside director, Petra observes. Lena is pitched by Marco.
READERS = "petra=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 noor=200 *=404"


def draft(more: str = ""):
    """An address of Marco's draft for Lena."""
    return lambda scene: f"/pitches/{scene.pitch_draft.pk}/{more}"


def submitted(more: str = ""):
    """An address of the pitch that is being decided."""
    return lambda scene: f"/pitches/{scene.pitch_open.pk}/{more}"


def declined(more: str = ""):
    """An address of the pitch of which the deciders said not now."""
    return lambda scene: f"/pitches/{scene.pitch_declined.pk}/{more}"


def new_for(first: str):
    """Where a pitch for that person is begun."""
    return lambda scene: f"/groups/{scene.pitching_group.pk}/people/{getattr(scene.cast, first).pk}/pitch/"


ONLY_READ = READERS.replace("=200", "=403")
# and Hanne, who is above everyone
DECIDED_READ = "hanne=200 petra=200 dana=200 dilan=200 marco=200 *=404"

ROWS = [
    Row(
        "pitch_new",
        new_for("ines"),
        {
            "GET": "noor=200 petra=403 dana=403 dilan=403 oskar=403 mei=403 marco=403 ines=403 *=404",
            "POST": "noor=400 petra=403 dana=403 dilan=403 oskar=403 mei=403 marco=403 ines=403 *=404",
        },
    ),
    Row(
        "pitch_new",
        new_for("lena"),
        {"GET": "marco=302 petra=403 dana=403 dilan=403 oskar=403 mei=403 noor=403 lena=403 *=404"},
    ),
    Row("pitches_about_me", at("/pitches/about-me/"), {"GET": "*=200", "POST": "*=405"}),
    Row("pitch", draft(), {"GET": "marco=200 *=404"}),
    Row("pitch", submitted(), {"GET": READERS}),
    Row("pitch", declined(), {"GET": READERS}),
    Row("pitch_save", draft("save/"), {"GET": "*=405", "POST": "marco=400 *=404"}),
    Row("pitch_save", submitted("save/"), {"POST": ONLY_READ.replace("marco=403", "marco=409")}),
    Row("pitch_submit", draft("submit/"), {"GET": "*=405", "POST": "marco=400 *=404"}),
    Row("pitch_submit", submitted("submit/"), {"POST": ONLY_READ.replace("marco=403", "marco=409")}),
    Row("pitch_withdraw", draft("withdraw/"), {"POST": "marco=409 *=404"}),
    Row("pitch_withdraw", submitted("withdraw/"), {"POST": ONLY_READ.replace("marco=403", "marco=409")}),
    Row("pitch_reopen", draft("reopen/"), {"POST": "marco=409 *=404"}),
    Row("pitch_reopen", submitted("reopen/"), {"POST": ONLY_READ.replace("marco=403", "marco=409")}),
    Row("pitch_discard", draft("discard/"), {"POST": "marco=302 *=404"}),
    Row("pitch_discard", submitted("discard/"), {"POST": ONLY_READ.replace("marco=403", "marco=409")}),
    Row("decision", draft("decision/"), {"GET": "*=404"}),
    Row("decision", submitted("decision/"), {"GET": DECIDED_READ}),
    Row("decision", declined("decision/"), {"GET": DECIDED_READ}),
    Row("vote", submitted("decision/vote/"), {"POST": "dana=400 dilan=400 marco=403 petra=403 hanne=403 *=404"}),
    Row(
        "decision_not_now",
        declined("decision/not-now/"),
        {"POST": "dana=400 dilan=400 marco=400 petra=403 hanne=403 *=404"},
    ),
    Row("decision_confirm", submitted("decision/confirm/"), {"POST": "petra=409 *=404"}),
    Row("decision_confirm", declined("decision/confirm/"), {"POST": "petra=302 *=404"}),
    # none was given a role for later since
    Row("decision_day", submitted("decision/day/"), {"POST": "petra=400 *=404"}),
    Row("decision_withdraw", submitted("decision/withdraw/"), {"POST": "petra=302 *=404"}),
    Row("decisions", lambda s: f"/groups/{s.deciding_group.pk}/decisions/", {"GET": READERS}),
    Row("decisions_finish", lambda s: f"/groups/{s.deciding_group.pk}/decisions/finish/", {"POST": "petra=409 *=404"}),
    Row("decisions_finish", lambda s: f"/groups/{s.pitching_group.pk}/decisions/finish/", {"POST": "petra=409 *=404"}),
]
