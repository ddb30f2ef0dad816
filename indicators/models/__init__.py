"""What is measured: indexes, their versions, components, published scores and targets."""

from indicators.models.frameworks import PAPI, Component, ComponentQuerySet, Framework, Index
from indicators.models.scores import Group, Region, Score
from indicators.models.targets import Target, TargetKind

__all__ = [
    "PAPI",
    "Component",
    "ComponentQuerySet",
    "Framework",
    "Group",
    "Index",
    "Region",
    "Score",
    "Target",
    "TargetKind",
]
