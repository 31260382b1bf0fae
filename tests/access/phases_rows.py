"""Expected answers about one review in each phase; written by hand from who may see and do what.

A row is an address, and phases → who gets 200, or the status after the name; whoever is not named gets 404, who is not
signed in is led to sign-in. An act has the form that is sent. Who is who: `phases`.
"""

# who reads what was handed to the group while it runs, and never of themselves: Noor not of Noor
READERS = "petra dana dilan oskar mei marco noor della dede"
WITHOUT_NOOR = "petra dana dilan oskar mei marco della dede"
# the group, its roster and how far it is: whoever takes part, and managers above; not Clara, not Fabio any more
TAKE_PART = READERS + " scott gina hanne"
MEET = READERS + " scott gina"
# decisions and results: deciders, the author, managers above, People Ops
ABOUT_LENA = "petra dana dilan dede marco hanne"
ABOUT_IVAN = "petra dana dilan dede mei hanne"
NOBODY = ""


def all_at(named: str, code: int) -> str:
    """Each of those named with that status."""
    return " ".join(f"{one}={code}" for one in named.split())


PAGES: dict[str, tuple] = {
    "cycle": ("/cycles/{cycle}/", {"planning": "petra", "assessing to closed": TAKE_PART}),
    "group": ("/groups/{group}/", {"planning": "petra", "assessing to closed": TAKE_PART}),
    # for whoever reads nobody there is nobody on it
    "reading": ("/groups/{group}/reading/", {"planning": "petra", "assessing to closed": TAKE_PART}),
    "about ivan": (
        "/groups/{group}/people/{ivan}/",
        {"planning to assessing": NOBODY, "previewing to told": READERS, "closed": "petra mei dana hanne"},
    ),
    "about noor": (
        "/groups/{group}/people/{noor}/",
        {"planning to assessing": NOBODY, "previewing to told": WITHOUT_NOOR, "closed": "petra marco dilan hanne"},
    ),
    "assessment of ivan": (
        "/assessments/{of_ivan}/",
        {"assessing": "mei codie", "previewing to told": READERS + " codie", "closed": "petra mei dana hanne"},
    ),
    "who writes with mei": (
        "/assessments/{of_ivan}/co-authors/",
        {
            "assessing": "mei codie=403",
            "previewing to told": all_at(READERS + " codie", 403).replace("mei=403", "mei"),
            "closed": "mei petra=403 dana=403 hanne=403",
        },
    ),
    "assessment of noor": (
        "/assessments/{of_noor}/",
        {"assessing": "marco", "previewing to told": WITHOUT_NOOR, "closed": "petra marco dilan hanne"},
    ),
    "at hand beside ivan's": (
        "/assessments/{of_ivan}/at-hand/last/",
        {
            "assessing": "mei codie",
            "previewing to told": all_at(READERS + " codie", 403).replace("mei=403", "mei"),
            "closed": "mei petra=403 dana=403 hanne=403",
        },
    ),
    "input on ivan": (
        "/inputs/{input}/",
        {"assessing": "clara", "previewing to told": READERS + " clara codie", "closed": "petra mei dana hanne clara"},
    ),
    "inputs on ivan": (
        "/groups/{group}/people/{ivan}/inputs/",
        {"planning to assessing": NOBODY, "previewing to told": READERS, "closed": "petra mei dana hanne"},
    ),
    "contributors on ivan": (
        "/groups/{group}/people/{ivan}/contributors/",
        {
            "planning": NOBODY,
            "assessing to closed": all_at(TAKE_PART, 403).replace("petra=403", "petra").replace("mei=403", "mei"),
        },
    ),
    "draft on ines": ("/assessments/{of_ines}/", {"assessing to closed": "noor"}),
    "remark": (
        "/remarks/{remark}/",
        {
            "previewing to calibrating": all_at(READERS, 403).replace("dilan=403", "dilan=200"),
            "deciding to told": all_at(READERS, 403).replace("dilan=403", "dilan=409"),
            "closed": "petra=403",
        },
    ),
    "pitch": (
        "/pitches/{pitch}/",
        {"assessing": "marco", "previewing to told": READERS, "closed": "petra marco dilan hanne"},
    ),
    "decision": (
        "/pitches/{pitch}/decision/",
        {"assessing to calibrating": NOBODY, "deciding to closed": ABOUT_LENA},
    ),
    "decisions": ("/groups/{group}/decisions/", {"planning": "petra", "assessing to closed": TAKE_PART}),
    "meeting": ("/groups/{group}/meeting/", {"planning": "petra", "assessing to closed": MEET}),
    # as the turns, but for the scribe and a guest, who are led to the meeting once they have left it; after the close
    # those who came read how it was held
    "record": (
        "/groups/{group}/meeting/record/",
        {
            "planning to previewing": NOBODY,
            "calibrating": MEET,
            "deciding to closed": READERS + " " + all_at("scott gina", 302),
        },
    ),
    "reopening": (
        "/groups/{group}/meeting/reopen/",
        {"planning to previewing": NOBODY, "calibrating to closed": "petra"},
    ),
    "file of the record": (
        "/groups/{group}/meeting/record/before-and-after.csv",
        {"planning to previewing": NOBODY, "calibrating": "petra=409", "deciding to closed": "petra"},
    ),
    # the scribe and a guest only while they are in the room; nobody after the close
    "ivan's turn": (
        "/groups/{group}/meeting/stops/{ivans}/",
        {"calibrating": MEET, "deciding to told": READERS, "closed": NOBODY},
    ),
    "noor's turn": (
        "/groups/{group}/meeting/stops/{noors}/",
        {"calibrating": WITHOUT_NOOR + " scott gina", "deciding to told": WITHOUT_NOOR, "closed": NOBODY},
    ),
    "desk": (
        "/groups/{group}/meeting/desk/",
        {
            "planning to previewing": NOBODY,
            "calibrating": all_at(READERS + " gina", 403) + " scott",
            "deciding to closed": all_at(MEET, 302),
        },
    ),
    "who is here": (
        "/groups/{group}/meeting/check-in/",
        {"planning to previewing": NOBODY, "calibrating to closed": MEET},
    ),
    # the board of the first level; the scribe and a guest are led to the meeting once they have left it
    "first round": (
        "/groups/{group}/meeting/rounds/1/",
        {
            "planning to previewing": NOBODY,
            "calibrating": MEET,
            "deciding to closed": READERS + " " + all_at("scott gina", 302),
        },
    ),
    "observer's page": (
        "/groups/{group}/meeting/observer/",
        {
            "planning to previewing": NOBODY,
            "calibrating to closed": all_at(MEET, 403).replace("petra=403", "petra"),
        },
    ),
    # for who assesses nobody there it is empty
    "changed for one's people": (
        "/groups/{group}/meeting/changed/",
        {"planning to previewing": NOBODY, "calibrating to closed": MEET},
    ),
    # whoever was there, once it is locked
    "look back": (
        "/groups/{group}/meeting/look-back/",
        {"planning to previewing": NOBODY, "calibrating": all_at(MEET, 302), "deciding to closed": MEET},
    ),
    "finalising": ("/groups/{group}/finalising/", {"planning": "petra", "assessing to closed": "petra dana dilan"}),
    "file of results": (
        "/groups/{group}/results.csv",
        {"planning to calibrating": "petra=409", "deciding to closed": "petra"},
    ),
    "board as a file": (
        "/groups/{group}/board/",
        {"planning to assessing": NOBODY, "previewing to told": "petra", "closed": NOBODY},
    ),
    "board to take out": (
        "/groups/{group}/board.xlsx",
        {"planning to assessing": NOBODY, "previewing to told": "petra", "closed": NOBODY},
    ),
    "result of ivan": (
        "/results/{result}/",
        {"deciding to telling": ABOUT_IVAN, "told to closed": ABOUT_IVAN + " ivan=302"},
    ),
    "words to ivan": (
        "/results/{result}/words/",
        {
            "deciding to telling": all_at("petra dana dilan dede hanne", 403) + " mei",
            "told to closed": all_at("petra dana dilan dede hanne ivan", 403) + " mei",
        },
    ),
    "ivan's own": ("/my-results/{result}/", {"deciding to telling": NOBODY, "told to closed": "ivan"}),
}

OTHERS_OF_THE_GROUP = "dana dilan oskar mei marco noor della dede gina hanne"

ACTS: dict[str, tuple] = {
    "open preview": (
        "/groups/{group}/open-preview/",
        {"planning": "petra=409", "assessing": "petra=302", "previewing to closed": "petra=409"},
    ),
    "open meeting": (
        "/groups/{group}/open-meeting/",
        {
            "planning": "petra=409",
            "assessing": "petra=409 scott=409 " + all_at(OTHERS_OF_THE_GROUP, 403),
            "previewing": "petra=302 scott=302 " + all_at(OTHERS_OF_THE_GROUP, 403),
            "calibrating to closed": "petra=409 scott=409 " + all_at(OTHERS_OF_THE_GROUP, 403),
        },
    ),
    "discard": (
        "/cycles/{cycle}/discard/",
        {"planning to assessing": "petra=302", "previewing to closed": "petra=409"},
    ),
    "close": (
        "/groups/{group}/close/",
        {"planning to finalising": "petra=409", "telling to told": "petra=302", "closed": "petra=409"},
    ),
    "release": (
        "/groups/{group}/release/",
        {
            "planning": "petra=409",
            "assessing to closed": "petra=409 " + all_at(OTHERS_OF_THE_GROUP + " scott", 403),
        },
    ),
    "change the assessment": (
        "/assessments/{of_ivan}/reopen/",
        {
            "assessing": "mei=409 codie=403",
            "previewing": all_at(READERS + " codie", 403).replace("mei=403", "mei=302"),
            "calibrating to told": all_at(READERS + " codie", 403).replace("mei=403", "mei=409"),
            "closed": "petra=403 dana=403 hanne=403 mei=409",
        },
    ),
    "remark on ivan": (
        "/groups/{group}/people/{ivan}/",
        {
            "planning to assessing": NOBODY,
            "previewing to calibrating": all_at(READERS, 302),
            "deciding to told": all_at(READERS, 409),
            "closed": all_at("petra mei dana hanne", 409),
        },
        "kind=asks&text=When+was+that",
    ),
    "submit what is complete": (
        "/my-team/{group}/submit/",
        {
            "planning": "petra=302",
            "assessing to previewing": all_at(TAKE_PART, 302),
            "calibrating to closed": all_at(TAKE_PART, 302).replace("noor=302", "noor=409"),
        },
    ),
    "remark on noor": (
        "/groups/{group}/people/{noor}/",
        {
            "planning to assessing": NOBODY,
            "previewing to calibrating": all_at(WITHOUT_NOOR, 302),
            "deciding to told": all_at(WITHOUT_NOOR, 409),
            "closed": all_at("petra marco dilan hanne", 409),
        },
        "kind=asks&text=When+was+that",
    ),
    "change the remark": (
        "/remarks/{remark}/",
        {
            "previewing to calibrating": all_at(READERS, 403).replace("dilan=403", "dilan=302"),
            "deciding to told": all_at(READERS, 403).replace("dilan=403", "dilan=409"),
            "closed": "petra=403",
        },
        "kind=asks&text=When+was+that",
    ),
    "withdraw the pitch": (
        "/pitches/{pitch}/withdraw/",
        {
            "assessing": "marco=409",
            "previewing to calibrating": all_at(READERS, 403).replace("marco=403", "marco=302"),
            "deciding to told": all_at(READERS, 403).replace("marco=403", "marco=409"),
            "closed": "marco=409 petra=403 dilan=403 hanne=403",
        },
    ),
    "vote": (
        "/pitches/{pitch}/decision/vote/",
        {
            "assessing to calibrating": NOBODY,
            "deciding": "dana=302 dilan=302 dede=302 marco=403 petra=403 hanne=403",
            "finalising to closed": "dana=409 dilan=409 dede=409 marco=403 petra=403 hanne=403",
        },
        "choice=approve",
    ),
    "confirm the decision": (
        "/pitches/{pitch}/decision/confirm/",
        {"assessing to calibrating": NOBODY, "deciding to closed": "petra=409"},
    ),
    "tell ivan": (
        "/telling/{message}/told/",
        {"telling": "mei=302", "told": "mei=409 ivan=403", "closed": "mei=409 ivan=403"},
    ),
    "we talked": (
        "/my-results/{result}/confirm/",
        {"deciding to telling": NOBODY, "told to closed": "ivan=302"},
    ),
    "a note on the meeting": (
        "/groups/{group}/meeting/note/",
        {
            "planning to previewing": NOBODY,
            "calibrating": all_at(MEET, 302),
            "deciding to closed": all_at(MEET, 409),
        },
        "version=0&text=Shorter.",
    ),
    "on with the meeting": (
        "/groups/{group}/meeting/next/",
        {
            "planning to previewing": NOBODY,
            "calibrating": "scott=302 " + all_at(READERS + " gina", 403),
            "deciding to closed": all_at(MEET, 409),
        },
    ),
}
