"""Write what an edited passage says as a sentence of the profile's own, its figures as {paths}."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

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
    if isinstance(run, Gap) or not slot.is_figure or not _NUMBER.search(run.text):
        return f"{{{run.source}}}"
    unit = slot.unit
    if unit and run.text.endswith(unit):
        return f"{{{run.source}}}{unit}" if unit != "%" else f"{{{run.source}}}"
    match = re.search(r"[^\d.\]］余多万亿以上下左右]+$", run.text)
    tail = match[0] if match and not context.raw(run.source)[1].endswith(match[0]) else ""  # 12月第一周
    return f"{{{run.source}}}{tail}"


def with_lost_figures(runs: Sequence[Run], before: Sequence[Run]) -> tuple[Run, ...]:
    """Return `runs` with the figures of `before` that lost their controls, where their numbers stand still.

    Each is known by the words that stand before it, else by standing once in the text.
    """
    lost = [run for run in before if isinstance(run, Figure) and run.source not in _sources(runs)]
    found = list(runs)
    for figure in lost:
        found = _restored(found, figure)
    return tuple(found)


def lost_figures(runs: Sequence[Run], before: Sequence[Run]) -> list[Figure]:
    """Return the figures of `before` that are not in `runs`, each path once."""
    sources = _sources(runs)
    lost = {run.source: run for run in before if isinstance(run, Figure) and run.source not in sources}
    return [run for run in lost.values() if _NUMBER.search(run.text)]


class Typed(NamedTuple):
    """Hold a number that somebody typed: its run, where it begins in it, its text."""

    run: int
    start: int
    text: str


def new_numbers(runs: Sequence[Run], before: Sequence[Run]) -> list[Typed]:
    """Return the numbers in the words of `runs` that the words of `before` have not."""
    known = Counter(n for run in before if isinstance(run, Text) for n in _NUMBER.findall(run.text))
    found: list[Typed] = []
    for place, run in enumerate(runs):
        for match in _NUMBER.finditer(run.text) if isinstance(run, Text) else ():
            known[match[0]] -= 1
            found += [Typed(place, match.start(), match[0])] if known[match[0]] < 0 else []
    return found


def with_number(runs: Sequence[Run], typed: Typed, figure: Figure) -> tuple[Run, ...]:
    """Return `runs` with a typed number as `figure`, which has the signs around it that it had before."""
    text = runs[typed.run].text
    head, tail = _NUMBER.split(figure.text, maxsplit=1) if _NUMBER.search(figure.text) else ("", "")
    start, end = typed.start, typed.start + len(typed.text)
    start -= len(head) if head and text[:start].endswith(head) else 0
    end += len(tail) if tail and text[end:].startswith(tail) else 0
    parts = (Text(text[:start]), Figure(text[start:end], figure.source), Text(text[end:]))
    return (*runs[: typed.run], *(part for part in parts if part.text), *runs[typed.run + 1 :])


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
