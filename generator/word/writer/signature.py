"""Place issuer and date of a letter (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document import Run, Text
from generator.word.writer.titles import width_of


def signature(issuer: str, date: str, *, sealed: bool) -> tuple[float, float]:
    """Return how many characters issuer and date keep free on the right.

    With a seal the date keeps four free and the issuer stands centred above it (7.3.5.1). Without one the
    issuer keeps two free and the date begins two characters behind the issuer's first; a date that is
    longer than the issuer keeps two free itself (7.3.5.2). Neither leaves the type area. Of joint
    issuers, each on a line of its own, the longest counts.
    """
    above, below = max(map(width_of, issuer.split("\n"))), width_of(date)
    if sealed:
        issuer_right = 4 + (below - above) / 2
        return (issuer_right, 4) if issuer_right >= 0 else (0, (above - below) / 2)
    if below > above:
        return 4 + below - above, 2
    return 2, above - below


def own_lines(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """Yield the runs of each line, where plain text breaks them."""
    line: list[Run] = []
    for run in runs:
        for n, text in enumerate(run.text.split("\n") if isinstance(run, Text) else ("",)):
            if n:
                yield tuple(line)
                line = []
            line.append(replace(run, text=text) if isinstance(run, Text) else run)
    yield tuple(line)
