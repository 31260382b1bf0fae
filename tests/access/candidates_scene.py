"""The scene's part of candidates: Heron, of whom Noor has handed in and Lena writes; Ibis, brought together, on which
Mei and the two agreed; and two offers: one of Ibis's framework made by Dana, and Mei's to somebody long deleted."""

from datetime import date

from accounts import clock
from candidates.models import Agreed, Candidate, Finding, Interviewer, Offer
from frameworks import reading
from tests.candidates.story import small_ladder
from tests.privacy.words import word


def set_up(scene) -> None:
    """Puts `scene.candidate`, `scene.candidate_together` and `scene.invited_lena` on the scene."""
    cast, version = scene.cast, small_ladder()
    axis, role = reading.axes(version)["writing"], reading.roles(version)["E2"]
    for which, state in (("open", "open"), ("together", "together")):
        made = Candidate.objects.create(
            owner=cast.mei,
            version=version,
            label=word(f"candidates.candidate.label@{which}"),
            state=state,
            together_at=clock.now() if state == "together" else None,
        )
        for first, stands in (("noor", "handed_in"), ("lena", "writing")):
            invited = Interviewer.objects.create(
                candidate=made, person=getattr(cast, first), state=stands, draft_number=1
            )
            said = word(f"candidates.finding.text@{which}_{first}")
            Finding.objects.create(interviewer=invited, axis=axis, role=role, text=said)
            if which == "open" and first == "lena":
                scene.invited_lena = invited
        setattr(scene, "candidate" if which == "open" else "candidate_together", made)
    Agreed.objects.create(candidate=scene.candidate_together, axis=axis, role=role, text=word("candidates.agreed.text"))
    for which, framework, at, by in (
        ("here", version.framework, role, cast.dana),
        ("elsewhere", scene.framework_version.framework, _other_role(scene), cast.marco),
    ):
        terms = word(f"candidates.offer.terms@{which}")
        Offer.objects.create(framework=framework, role=at, terms=terms, offered_on=date(2026, 11, 2), by=by)


def _other_role(scene):
    return reading.roles(scene.framework_version)["IC2"]
