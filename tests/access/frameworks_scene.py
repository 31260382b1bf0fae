"""The scene's part of frameworks: Engineering in force, a draft after it with a secret word, three people placed, and
two flags of Mei's: one for everybody, one that waits for the close of a review; a comment and a proposal of
Ivan's; a comment without a name whose day is not over; and an example
of the team Search."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from accounts import clock
from frameworks import reading, workflow
from frameworks.format.document import Behaviour as Example
from frameworks.loading import load
from frameworks.models import Behaviour, Comment, Flag, HeldComment, Placement, Proposal, TeamExample
from frameworks.placements import place
from tests.privacy.words import word
from tests.shipped import fixture, publish


def set_up(scene) -> None:
    """Puts `scene.framework_version` and `scene.framework_draft` on the scene; Ivan, Ines and Lena hold roles."""
    document = fixture("engineering-1")
    scene.framework_version = workflow.publish(load(document), by=None)
    ic2 = document.roles[1]
    first = ic2.expectations[0]
    first = replace(first, behaviours=(Example(text=word("frameworks.behaviour.text")), *first.behaviours))
    ic2 = replace(ic2, expectations=(first, *ic2.expectations[1:]))
    roles = (document.roles[0], ic2, *document.roles[2:])
    scene.framework_draft = load(replace(document, version="2", roles=roles))
    known = Behaviour.objects.filter(version=scene.framework_version, expectation__version_role__role__code="IC2")
    scene.example = known.order_by("order").first().identity_id
    scene.drafted = Behaviour.objects.get(version=scene.framework_draft, text=first.behaviours[0].text).identity_id
    growth = publish("growth-1")
    type(growth.framework).objects.filter(pk=growth.framework_id).update(is_public=True)
    roles = reading.roles(scene.framework_version)
    for first_name, code in (("ivan", "IC1"), ("ines", "IC2"), ("lena", "IC3")):
        place(getattr(scene.cast, first_name), roles[code], date(2025, 3, 3), by=None)
    scene.held_by_ivan = Placement.objects.get(person=scene.cast.ivan)
    of_text = {"version": scene.framework_version, "author": scene.cast.mei}
    axes = reading.axes(scene.framework_version)
    Flag.objects.create(role=roles["IC2"], axis=axes["execution"], said="Whose plan is meant?", **of_text)
    Flag.objects.create(
        role=roles["IC1"],
        axis=axes["execution"],
        said=word("frameworks.flag.said"),
        waits_in=uuid4(),
        **of_text,
    )
    on = {"version": scene.framework_version, "role": roles["IC2"], "axis": axes["execution"]}
    today = clock.today()
    scene.comment = Comment.objects.create(said="Which plan?", author=scene.cast.ivan, shown_on=today, **on)
    scene.held_comment = HeldComment.objects.create(said=word("frameworks.heldcomment.said"), written_on=today, **on)
    scene.other_words = Proposal.objects.create(
        text="Plans the team's work.", reason="It is shorter.", author=scene.cast.ivan, proposed_on=today, **on
    )
    scene.team_example = TeamExample.objects.create(
        team=scene.cast.mei.team,
        behaviour_id=scene.example,
        text="A change of the ranking comes with the queries it was tried on.",
        added_on=today,
    )
