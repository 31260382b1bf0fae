"""The text fields of questions, answers and figures."""

OPEN: dict[str, str] = {
    "figures.question.code": "stands in the address of a question's page",
    "figures.question.state": "a state",
    "figures.option.code": "a number in the form",
    "figures.publication.withheld": "a reason of the code",
    "figures.publication.notes": "reasons of the code",
}

# what is asked of everyone is open to everyone; the words here belong to a question in preparation
SECRET: dict[str, str] = {
    "figures.question.text": "petra",
    "figures.option.word": "petra",
    "figures.publication.screen": "petra",
    "figures.publication.file": "petra",
}
