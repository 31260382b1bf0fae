"""Expected answers at the addresses of finalising and telling."""

from tests.access.table import Row, at

# Ivan's result, words done: Mei writes it, Dana and Dilan decide (Dana is above him too), Petra is People Ops,
# Hanne is above everyone
WRITERS = "mei=200 hanne=403 dana=403 dilan=403 petra=403 *=404"


def _of(attribute: str, path: str):
    return lambda scene: path.format(getattr(scene, attribute).pk)


ROWS = [
    Row(
        "earlier_results",
        at("/earlier-results/"),
        {
            "GET": "*=404 petra=200 pavel=200",
            "POST": "*=404 petra=200 pavel=200",
            "PUT": "*=404 petra=405 pavel=405",
        },
    ),
    # it says neither what was shown nor any line
    Row(
        "earlier_results_import",
        at("/earlier-results/import/"),
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=409 pavel=409"},
    ),
    Row(
        "earlier_results_template",
        at("/earlier-results/earlier-results.csv"),
        {"GET": "*=404 petra=200 pavel=200", "POST": "*=404 petra=405 pavel=405"},
    ),
    # Lena's; Pavel is People Ops for support
    Row(
        "earlier_result_remove",
        lambda s: f"/earlier-results/{s.earlier.pk}/remove/",
        {"GET": "*=404 petra=405 pavel=405", "POST": "*=404 petra=302"},
    ),
    Row(
        "finalising",
        _of("finalising_group", "/groups/{}/finalising/"),
        {"GET": "petra=200 dana=200 dilan=200 *=404", "POST": "*=405"},
    ),
    Row(
        "release",
        _of("finalising_group", "/groups/{}/release/"),
        {"POST": "petra=409 dana=403 dilan=403 oskar=403 mei=403 marco=403 noor=403 *=404", "GET": "*=405"},
    ),
    Row("results_file", _of("finalising_group", "/groups/{}/results.csv"), {"GET": "petra=200 *=404"}),
    Row("result", _of("word_result", "/results/{}/"), {"GET": "mei=200 hanne=200 dana=200 dilan=200 petra=200 *=404"}),
    Row(
        "result_words",
        _of("word_result", "/results/{}/words/"),
        {"GET": WRITERS, "POST": "mei=400 hanne=403 dana=403 dilan=403 petra=403 *=404"},
    ),
    Row(
        "result_words_save",
        _of("word_result", "/results/{}/words/save/"),
        {"POST": "mei=400 hanne=403 dana=403 dilan=403 petra=403 *=404"},
    ),
    Row(
        "result_reword",
        _of("word_result", "/results/{}/words/back/"),
        {"POST": "mei=302 hanne=403 dana=403 dilan=403 petra=403 *=404"},
    ),
    Row("telling", at("/telling/"), {"GET": "*=200"}),
    Row("message_tell", _of("message", "/telling/{}/told/"), {"POST": "mei=302 *=404"}),
    Row("message_hold", _of("message", "/telling/{}/hold/"), {"POST": "mei=400 *=404"}),
    Row("message_resume", _of("message", "/telling/{}/resume/"), {"POST": "mei=409 *=404"}),
    Row("my_results", at("/my-results/"), {"GET": "*=200"}),
    Row("my_result", _of("told_result", "/my-results/{}/"), {"GET": "lena=200 *=404"}),
    Row("my_result_confirm", _of("told_result", "/my-results/{}/confirm/"), {"POST": "lena=302 *=404"}),
    Row("my_result_not_yet", _of("told_result", "/my-results/{}/not-yet/"), {"POST": "lena=302 *=404"}),
    Row("my_result_reply", _of("told_result", "/my-results/{}/reply/"), {"POST": "lena=400 *=404"}),
    Row("my_second_look", _of("told_result", "/my-results/{}/second-look/"), {"POST": "lena=400 *=404"}),
    Row(
        "my_second_look_withdraw",
        _of("told_result", "/my-results/{}/second-look/withdraw/"),
        {"POST": "lena=302 *=404"},
    ),
    Row("second_looks", at("/second-looks/"), {"GET": "*=200"}),
    # Dilan answers it, Petra reads it as People Ops, and nobody has answered; Marco, who wrote the result, sees nothing
    Row(
        "second_look",
        _of("second_look", "/second-looks/{}/"),
        {"GET": "dilan=200 petra=200 *=404", "POST": "dilan=400 petra=403 *=404"},
    ),
    Row(
        "second_look_correct",
        _of("second_look", "/second-looks/{}/correct/"),
        {"POST": "dilan=403 petra=409 *=404"},
    ),
    Row("read_about_me", at("/read-about-me/"), {"GET": "*=200", "POST": "*=405"}),
    Row("one_on_ones", at("/one-on-ones/"), {"GET": "*=200", "POST": "*=400"}),
    Row("one_on_one_end", _of("one_on_one", "/one-on-ones/{}/end/"), {"POST": "mei=302 ivan=403 *=404"}),
    Row("mail", at("/mail/"), {"GET": "anon=404 *=404"}),
    Row("mail_queue", at("/mail/queue/"), {"GET": "otto=200 *=404"}),
]
