"""Give the words by which the figures of a period's catalogue are known: names and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.library.period import FIGURE_GROUPS, Period
from generator.library.template_index import SHELVES

_PATH = re.compile(rf"(?:{'|'.join(FIGURE_GROUPS)})\.\w+(?:\.[\d-]+)?")
_CALL = re.compile(r"""\b_\w+\((?:[^()]*,\s*)?["']\Z""")  # _count("achievements.x", "words", …)
_STOPS = re.compile("[。；]")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_FARTHEST = 60  # characters of a template beside a path that may be about it


class FigureWords(NamedTuple):
    """Hold Chinese words that tell one figure: those before and behind it, or its `name`."""

    name: str = ""
    before: str = ""
    behind: str = ""


@cache
def figure_words(period: Period) -> dict[str, tuple[FigureWords, ...]]:
    """Return what is said around each figure of the catalogue of `period`: its name and sentences."""
    names = {
        path: [FigureWords(_chinese(entry.name))]
        for path, entry in period.catalogue.items()
        if path.partition(".")[0] in FIGURE_GROUPS
    }
    for path, words in _sentences(period.folders):
        if path in names:
            names[path].append(words)
    return {path: tuple(dict.fromkeys(words)) for path, words in names.items()}


def _sentences(folders: tuple[Path, ...]) -> Iterator[tuple[str, FigureWords]]:
    """Yield each path that a template of the library names, with the Chinese words on either side of it."""
    files = (
        file for folder in folders for shelf in SHELVES for file in sorted((folder / shelf).glob("*.j2"))
    )
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            found = list(_PATH.finditer(line))
            ends = [0, *(each.end() for each in found)]
            starts = [*(each.start() for each in found), len(line)]
            for n, each in enumerate(found):
                before = line[ends[n] : each.start()][-_FARTHEST:]
                behind = line[each.end() : starts[n + 1]][:_FARTHEST]
                if _CALL.search(line[: each.start()]):  # what follows are the words before and behind it
                    yield each[0], FigureWords(name=_chinese(_STOPS.split(behind)[0]))
                    continue
                before, behind = _chinese(_STOPS.split(before)[-1]), _chinese(_STOPS.split(behind)[0])
                yield each[0], FigureWords(before=before, behind=behind)


def _chinese(text: str) -> str:
    return "".join(_CHINESE.findall(text))
