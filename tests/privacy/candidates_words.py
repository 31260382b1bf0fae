"""The text fields of candidates: which are open, and who may read the others in the scene.

`@open…` is of Heron, of whom each still writes alone; `@together…` of Ibis. An offer at a role of the same ladder is
compared by those who levelled Ibis and handed in; one of another framework by nobody.
"""

OPEN = {
    "candidates.candidate.state": "a state",
    "candidates.interviewer.state": "a state",
}

SECRET = {
    "candidates.candidate.label@open": "mei noor lena",
    "candidates.candidate.label@together": "mei noor lena",
    "candidates.finding.text@open_noor": "noor",
    "candidates.finding.text@open_lena": "lena",
    "candidates.finding.text@together_noor": "mei noor lena",
    "candidates.finding.text@together_lena": "",  # never handed in; brought together, no page shows it
    "candidates.agreed.text": "mei noor lena",
    "candidates.offer.terms@here": "mei noor",
    "candidates.offer.terms@elsewhere": "",
}
