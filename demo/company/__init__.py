"""Builds the demo company: its people, three closed quarters, a running cycle, one ready to meet and one whose
groups have met, notes, and a candidate."""

from django.db import transaction


def load() -> None:
    """Writes the whole demo in one transaction."""
    from demo.company import across, candidates, figures, frameworks, notebooks, past, people, running, together

    with transaction.atomic():
        frameworks.load()
        made = people.build()
        frameworks.add_examples_of_teams(made.people["mei"])
        cycles = past.build(made)
        figures.build(made, cycles)
        running.build(made)
        across.build(made)
        notebooks.build(made)
        together.build(made)
        candidates.build(made)
