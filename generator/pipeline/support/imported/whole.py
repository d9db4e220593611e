"""Read everything that a profile can have out of a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator.document import Document, Plan
from generator.library.lexicon import Locality, read_locality
from generator.library.period import Period
from generator.pipeline.support.imported.departments import Departments, named_in
from generator.pipeline.support.imported.figures import Reading, Readings, read_figures
from generator.pipeline.support.imported.form import print_settings
from generator.pipeline.support.imported.indicators import Indicators, read_indicators
from generator.pipeline.support.imported.letters import parts_read
from generator.pipeline.support.imported.outline import OutlineMaker
from generator.pipeline.support.imported.paragraphs import numbers_said
from generator.pipeline.support.imported.results import OwnResult, own_results
from generator.pipeline.support.imported.tasks import Placed, placed_tasks
from generator.pipeline.support.imported.tidy import tidied
from generator.yaml_source import Data

Choose = Callable[[Sequence[tuple[str, Reading]]], int | None]
"""Choose one of several readings, each with the path of its figure; return None for none of them."""


class Origin(NamedTuple):
    """Hold whose plan it is and of which period, as its title or the user says."""

    name: str
    kind: str
    upper: tuple[str, ...]
    period: str

    @property
    def data(self) -> dict[str, Data]:
        """Return the place as a profile has it."""
        upper: dict[str, Data] = {"upper": list(self.upper)} if self.upper else {}
        return {"name": self.name, "kind": self.kind, **upper}

    @property
    def place(self) -> Locality:
        """Return the place."""
        return read_locality(self.data)


class PlanRead(NamedTuple):
    """Hold what was read out of a plan; `lost` are the titles of parts that no profile has.

    `counted` is how many numbers its text has.
    """

    origin: Origin
    plan: Plan
    readings: Readings
    own: list[OwnResult]
    indicators: Indicators
    departments: Departments
    tasks: Placed
    parts: list[Data]
    lost: list[str]
    counted: int = 0

    def outline(self, period: Period, *, words: bool) -> dict[str, Data]:
        """Return the outline of the plan as data, with its own sentences if `words`."""
        maker = OutlineMaker(
            self.origin.place, period, self.departments, self.readings, words, self.tasks.found
        )
        form = print_settings(self.plan, self.indicators, self.departments, period)
        return {**({"form": form} if form else {}), **maker.outline(self.plan)}


def read_plan(document: Document, origin: Origin, period: Period, choose: Choose) -> PlanRead:
    """Return what a plan says that a profile can have; numbers of its look back become results of its own.

    `choose` is asked which figure it is where a number could be several, or several numbers one.
    """
    document = tidied(document)
    plan = next((part for part in document.parts if isinstance(part, Plan)), Plan("plan", title=""))
    numbers = list(numbers_said(plan, period))
    readings = read_figures(numbers, period)
    _choose(readings, choose)
    own = own_results(readings.rest, period)
    taken = {each.reading.said for each in own}
    readings.rest = [each for each in readings.rest if each not in taken]
    readings.read |= {each.path: each.reading for each in own}
    departments = Departments(named_in(document), origin.place)
    indicators = read_indicators(document, period)
    tasks, parts = placed_tasks(document), parts_read(document)
    return PlanRead(origin, plan, readings, own, indicators, departments, tasks, *parts, counted=len(numbers))


def _choose(readings: Readings, choose: Choose) -> None:
    """Take over of what could be several things what is chosen."""
    for path, question in list(readings.asked.items()):
        choices = [(name, option) for name in (path, *question.others) for option in question.options]
        if (chosen := choose(choices)) is not None:
            del readings.asked[path]
            name, reading = choices[chosen]
            readings.read[name] = reading
