"""Look at the plans of many places at once."""

from generator.pipeline.summary.above import Above, above_profile
from generator.pipeline.summary.arrivals import gather_files
from generator.pipeline.summary.desk import summarize
from generator.pipeline.summary.gathering import Gathered
from generator.pipeline.summary.neighbours import MOST_ALIKE
from generator.pipeline.summary.since import read_last, with_changes

__all__ = [
    "MOST_ALIKE",
    "Above",
    "Gathered",
    "above_profile",
    "gather_files",
    "read_last",
    "summarize",
    "with_changes",
]
