"""Expected answers at the addresses of candidates. Heron is Mei's, with Noor and Lena; Ibis, of the same three, was
brought together; nobody else has anything to do with them."""

from tests.access.table import Row, at

INVITED = "mei={0} noor={0} lena={0} *=404"
OWNER = "mei={0} noor={1} lena={1} *=404"


def _of(attribute: str, end: str = ""):
    return lambda scene: f"/candidates/{getattr(scene, attribute).pk}/{end}"


def _remove(scene) -> str:
    return f"/candidates/{scene.candidate.pk}/invited/{scene.invited_lena.pk}/remove/"


ROWS = [
    Row("candidates", at("/candidates/"), {"GET": "*=200", "POST": "*=405"}),
    # who manages somebody, and People Ops
    Row(
        "candidate_new",
        at("/candidates/new/"),
        {
            "GET": "hanne=200 petra=200 pavel=200 dana=200 dilan=200 oskar=200 mei=200 marco=200 noor=200 *=404",
            "POST": "hanne=400 petra=400 pavel=400 dana=400 dilan=400 oskar=400 mei=400 marco=400 noor=400 *=404",
        },
    ),
    Row("candidate", _of("candidate"), {"GET": INVITED.format(200), "POST": "*=405"}),
    Row("candidate_label", _of("candidate", "label/"), {"GET": OWNER.format(200, 403), "POST": OWNER.format(400, 403)}),
    # Mei owns it and says nothing herself; Noor has handed in
    Row(
        "candidate_save",
        _of("candidate", "save/"),
        {"POST": "noor=400 lena=400 *=404", "GET": "*=405"},
    ),
    Row(
        "candidate_hand_in",
        _of("candidate", "hand-in/"),
        {"POST": "noor=400 lena=400 *=404", "GET": "*=405"},
    ),
    Row(
        "candidate_take_back",
        _of("candidate", "take-back/"),
        {"POST": "noor=302 lena=409 *=404", "GET": "*=405"},
    ),
    Row("candidate_invite", _of("candidate", "invite/"), {"POST": OWNER.format(400, 403), "GET": "*=405"}),
    Row("candidate_uninvite", _remove, {"POST": OWNER.format(409, 403), "GET": "*=405"}),
    Row("candidate_together", _of("candidate", "together/"), {"POST": OWNER.format(409, 403), "GET": "*=405"}),
    Row("candidate_agree", _of("candidate_together", "agree/"), {"POST": INVITED.format(400), "GET": "*=405"}),
    Row("candidate_offer", _of("candidate_together", "offer/"), {"POST": OWNER.format(400, 403), "GET": "*=405"}),
    Row("candidate_close", _of("candidate", "close/"), {"GET": OWNER.format(200, 403), "POST": OWNER.format(302, 403)}),
    Row(
        "candidate_delete",
        _of("candidate", "delete/"),
        {"GET": OWNER.format(200, 403), "POST": OWNER.format(302, 403)},
    ),
]
