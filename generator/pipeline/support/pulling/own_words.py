"""Write what an edited passage says as a sentence of the profile's own, its figures as {paths}."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.document import Figure, Gap, Run, Text
from generator.pipeline.support.pulling.context import Context

_NUMBER = re.compile(r"\d[\d.]*")
_MARKS = str.maketrans({"{": "｛", "}": "｝"})


def own_words(runs: Iterable[Run], context: Context) -> str:
    """Return the text of `runs` with {path} for each figure, behind which its sentence has its unit."""
    return "".join(_said(run, context) for run in runs)


def literal_words(runs: Iterable[Run]) -> str:
    """Return the text of `runs` as printed."""
    return "".join(run.text for run in runs).translate(_MARKS)


def _said(run: Run, context: Context) -> str:
    if isinstance(run, Text):
        return run.text.translate(_MARKS)
    if not run.source or run.source.startswith("parts."):
        return run.text.translate(_MARKS)
    slot = context.figures.slot(run.source)
    if isinstance(run, Gap) or not slot.is_figure:
        return f"{{{run.source}}}"
    unit = slot.unit
    if unit and run.text.endswith(unit):
        return f"{{{run.source}}}{unit}" if unit != "%" else f"{{{run.source}}}"
    match = re.search(r"[^\d.\]］余多万亿以上下左右]+$", run.text)
    return f"{{{run.source}}}{match[0] if match else ''}"


def with_lost_figures(runs: Sequence[Run], before: Sequence[Run]) -> tuple[Run, ...]:
    """Return `runs` with the figures of `before` that lost their controls, where their numbers stand still.

    Each is known by the words that stand before it, else by standing once in the text.
    """
    lost = [run for run in before if isinstance(run, Figure) and run.source not in _sources(runs)]
    found = list(runs)
    for figure in lost:
        found = _restored(found, figure)
    return tuple(found)


def _restored(runs: Sequence[Run], figure: Figure) -> list[Run]:
    places = [
        (n, match.start())
        for n, run in enumerate(runs)
        if isinstance(run, Text)
        for match in re.finditer(rf"(?<![\d.]){re.escape(figure.text)}(?![\d.])", run.text)
    ]
    if len(places) != 1 or not _NUMBER.search(figure.text):
        return list(runs)
    n, at = places[0]
    text = runs[n].text
    parts = (Text(text[:at]), figure, Text(text[at + len(figure.text) :]))
    return [*runs[:n], *(part for part in parts if part.text), *runs[n + 1 :]]


def _sources(runs: Iterable[Run]) -> set[str]:
    return {run.source for run in runs if not isinstance(run, Text)}
