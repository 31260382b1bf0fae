"""Ladders. Identities (framework, track, level, role, axis, step) outlive versions; versions hold the wording."""

from frameworks.models.amendments import Amendment
from frameworks.models.comments import Comment, HeldComment, Proposal
from frameworks.models.flags import Flag
from frameworks.models.identity import Axis, Framework, Level, Role, Step, Track
from frameworks.models.placements import Placement
from frameworks.models.scales import Scale, ScalePoint, Standing
from frameworks.models.successions import Succession
from frameworks.models.teams import TeamExample
from frameworks.models.versions import (
    AddOnDuty,
    AddOnRole,
    AxisGroup,
    Behaviour,
    BehaviourIdentity,
    Expectation,
    Layer,
    RuleCondition,
    Translation,
    Version,
    VersionAxis,
    VersionLevel,
    VersionRole,
    VersionStep,
    VersionTrack,
)

__all__ = [
    "AddOnDuty",
    "AddOnRole",
    "Amendment",
    "Axis",
    "AxisGroup",
    "Behaviour",
    "BehaviourIdentity",
    "Comment",
    "Expectation",
    "Flag",
    "Framework",
    "HeldComment",
    "Layer",
    "Level",
    "Placement",
    "Proposal",
    "Role",
    "RuleCondition",
    "Scale",
    "ScalePoint",
    "Standing",
    "Step",
    "Succession",
    "TeamExample",
    "Track",
    "Translation",
    "Version",
    "VersionAxis",
    "VersionLevel",
    "VersionRole",
    "VersionStep",
    "VersionTrack",
]
