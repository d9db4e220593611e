"""Read a text as tokens, words and whole figures, and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.diff.sequences import opcodes
from generator.diff.words import tokens
from generator.document import Figure, Gap, Run, Text, joined


class Token(NamedTuple):
    """Hold a word, a number or a figure of a text, with the run that it is of (its words apart)."""

    text: str
    run: Run


def tokens_of(runs: Sequence[Run]) -> tuple[Token, ...]:
    """Return the tokens of `runs`: words one by one, figures and gaps whole."""
    found: list[Token] = []
    for run in joined(runs):
        if isinstance(run, Text):
            found += [Token(word, Text("", run.strong)) for word in tokens(run.text)]
        else:
            found.append(Token(run.text, run))
    return tuple(found)


def runs_of(tokens: Sequence[Token]) -> tuple[Run, ...]:
    """Return the runs that `tokens` make up."""
    found: list[Run] = []
    for token in tokens:
        run = replace(token.run, text=token.text)
        last = found[-1] if found else None
        if isinstance(run, Text) and isinstance(last, Text) and run.strong == last.strong:
            found[-1] = replace(last, text=last.text + run.text)
        else:
            found.append(run)
    return tuple(found)


def text_of(tokens: Sequence[Token]) -> str:
    """Return the words of `tokens`."""
    return "".join(token.text for token in tokens)


def only_figures(old: Sequence[Run], new: Sequence[Run]) -> Iterator[tuple[Figure | Gap, Figure | Gap]]:
    """Yield the figures of a text that print something else in another version of it, words apart."""
    before, after = tokens_of(old), tokens_of(new)
    for step in opcodes(before, after):
        if not step.same:
            yield from figure_pairs(before[step.start : step.end], after[step.begin : step.stop])


def figure_pairs(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[Figure | Gap, Figure | Gap]]:
    """Return the figures of an edit before and after it; none if it changes anything else."""
    if len(old) != len(new):
        return []
    pairs = [(one.run, other.run) for one, other in zip(old, new, strict=True)]
    found = [
        (was, now)
        for was, now in pairs
        if isinstance(was, Figure | Gap) and isinstance(now, Figure | Gap) and was.source == now.source
    ]
    return found if len(found) == len(pairs) else []
