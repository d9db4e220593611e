"""Tell what is a place's own: how much of its plan no neighbour has, and its longest such sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.formats.summary import OwnWords

_RUN = 12  # characters that two plans share by chance hardly ever
_OWN = 80  # per cent of a sentence
_MOST, _LONGEST = 3, 120  # sentences that are told of a place, characters of one
_SHARED = -1


def own_words(
    names: Sequence[str], plans: Sequence[Sequence[str]], letters: Callable[[str], str]
) -> Iterator[OwnWords]:
    """Yield for each of several neighbours by name what of its plan is its own; nothing for one alone.

    `plans` are lists of sentences, of which `letters` returns what is compared. A place's own name makes no
    sentence its own.
    """
    bare = [
        [letters(line.replace(name, "")) for line in plan] for name, plan in zip(names, plans, strict=True)
    ]
    texts = ["".join(each) for each in bare]
    if len(texts) > 1:
        holders = _holders(texts)
        for number, name in enumerate(names):
            covered = _covered(texts[number], number, holders)
            share = round(covered.count(0) * 100 / len(covered), 1) if covered else 0.0
            yield OwnWords(name, share, tuple(_sentences(plans[number], bare[number], covered)))


def _holders(texts: Sequence[str]) -> dict[str, int]:
    """Return for each run of characters the number of the text that has it, or that several have it."""
    holders: dict[str, int] = {}
    for number, text in enumerate(texts):
        for start in range(len(text) - _RUN + 1):
            run = text[start : start + _RUN]
            if holders.setdefault(run, number) != number:
                holders[run] = _SHARED
    return holders


def _covered(text: str, number: int, holders: dict[str, int]) -> bytearray:
    """Return for each character of `text` whether it stands in a run that another text has."""
    covered = bytearray(len(text))
    for start in range(len(text) - _RUN + 1):
        if holders[text[start : start + _RUN]] != number:
            covered[start : start + _RUN] = b"\1" * _RUN
    return covered


def _sentences(lines: Sequence[str], bare: Sequence[str], covered: bytearray) -> Iterator[str]:
    """Yield the longest sentences that are a place's own, in the order of its plan."""
    found: list[tuple[int, int]] = []
    start = 0
    for number, text in enumerate(bare):
        own = covered.count(0, start, start + len(text))
        if len(text) >= _RUN and own * 100 >= _OWN * len(text):
            found.append((-len(text), number))
        start += len(text)
    for number in sorted(number for _, number in sorted(found)[:_MOST]):
        line = lines[number]
        yield line if len(line) <= _LONGEST else f"{line[:_LONGEST]}……"
