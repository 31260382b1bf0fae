"""Expected answers at the addresses of one's own answers, the figures and their questions."""

from tests.access.table import Row, at


def figure(scene, end=""):
    """The address of the scene's published figures."""
    one = scene.publication
    return f"/figures/{one.cycle_id}/{one.framework.slug}/gender/{end}"


ROWS = [
    Row("my_answers", at("/my-answers/"), {"GET": "*=200", "POST": "*=302", "PUT": "*=405"}),
    Row("figures", at("/figures/"), {"GET": "*=404 petra=200", "POST": "*=404 petra=405"}),
    Row("figures_method", at("/figures/method/"), {"GET": "*=200", "POST": "*=405"}),
    Row("questions", at("/figures/questions/"), {"GET": "*=404 petra=200", "POST": "*=404 petra=405"}),
    Row("question_new", at("/figures/questions/new/"), {"GET": "*=404 petra=200", "POST": "*=404 petra=200"}),
    Row("question", at("/figures/questions/language/"), {"GET": "*=404 petra=200", "POST": "*=404 petra=200"}),
    Row("question_ask", at("/figures/questions/language/ask/"), {"GET": "*=404 petra=405", "POST": "*=404 petra=302"}),
    Row(
        "question_retire",
        at("/figures/questions/gender/retire/"),
        {"GET": "*=404 petra=200", "POST": "*=404 petra=200"},
    ),
    Row("figure", figure, {"GET": "*=404 petra=200", "POST": "*=404 petra=405"}),
    Row("figure_file", lambda s: figure(s, "file.csv"), {"GET": "*=404 petra=200", "POST": "*=404 petra=405"}),
]
