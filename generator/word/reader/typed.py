"""Know headings, boxes and items that somebody typed by hand: by their numbers, titles and duties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.base.resources import resource
from generator.document import Numbering
from generator.document.printed_numbers import NUMBERS, is_too_long
from generator.yaml_source import Data, load_data, mapping, texts

_LEVELS = ("chapter", "section", "measure")
_EITHER = f"(?:{NUMBERS['n']}|{NUMBERS['cjk']})"
_DECIMAL = r"(?!\d)"  # behind a number and its mark: 3.5 is none
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\\\{(\w+)\\\}")  # a {word} of a pattern that was escaped
_WORDED = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class TypedHeading:
    """Hold the `number` and `title` of a heading at a `level`; what it is run into begins at `end`."""

    level: str
    number: str
    title: str
    end: int


def typed_heading(text: str, numbering: Numbering) -> TypedHeading | None:
    """Return the heading of a chapter, section or measure that the line `text` is or begins with."""
    if not text or text[-1] in str(_data()["unfinished"]):
        return None
    for level in _LEVELS:
        if found := _titled(text, level, _patterns(level, getattr(numbering, level))):
            return found if level != _LEVELS[0] or found.end >= len(text) else None
    return _measure_by_duties(text)


def typed_box(text: str, numbering: Numbering) -> TypedHeading | None:
    """Return the number and title of the box of which `text` is the first line."""
    found = _titled(text, "box", _patterns("box", numbering.box))
    return found if found and found.title and found.end >= len(text) else None


def typed_item(text: str, pattern: str) -> TypedHeading | None:
    """Return the number and title of the item or group of a box numbered by `pattern` that `text` begins."""
    return _titled(text, "item", _patterns("item", pattern))


def _titled(text: str, level: str, patterns: Sequence[str]) -> TypedHeading | None:
    """Return the heading at the head of `text`, numbered by one of `patterns`.

    Only a measure and an item may have a number and no title.
    """
    number = next((found[0] for each in patterns if (found := number_expression(each).match(text))), "")
    end, longest = str(_data()["end"]), int(str(_data()["longest"]))
    title, stop, _ = text[len(number) :].partition(end)
    if not number or not title.strip():
        return None
    if len(title) <= longest:
        return TypedHeading(level, number, title.strip(), len(number) + len(title) + len(stop))
    return TypedHeading(level, number, "", len(number)) if level in {"measure", "item"} else None


def _measure_by_duties(text: str) -> TypedHeading | None:
    """Return the measure without a number that `text` is if it ends with duties in brackets."""
    end = str(_data()["end"])
    words, bracket, duties = text.removesuffix(end).rpartition("（")
    title, stop, rest = words.partition(end)
    named = bracket and duties.endswith("）") and any(word in duties for word in texts(_data()["duties"]))
    short = len(title) <= int(str(_data()["longest"])) and not set(title) & set(str(_data()["untitled"]))
    return TypedHeading("measure", "", title, len(title) + len(stop)) if named and rest and short else None


def _patterns(level: str, own: str) -> tuple[str, ...]:
    """Return the patterns of numbers at `level`: the plan's `own`, and those that everyone knows."""
    return (own, *texts(mapping(_data()["numbers"]).get(level, [])))


@lru_cache(maxsize=256)
def number_expression(pattern: str) -> re.Pattern[str]:
    """Return the expression for the numbers that `pattern` prints, and for those that a hand would type."""
    if not pattern.strip() or not _WORD.search(re.escape(pattern)) or is_too_long(pattern):
        return re.compile(r"(?!)")
    parts = _WORD.split(re.escape(_BLANKS.sub("", pattern)))
    worded = bool(_WORDED.search("".join(parts[::2])))
    numbers = (_EITHER if worded and name in NUMBERS else NUMBERS.get(name, r"(?!)") for name in parts[1::2])
    literals = ["".join(map(_alike, re.findall(r"\\?.", literal))) for literal in parts[::2]]
    expression = literals[0] + "".join(
        rf"\s?{number}\s?{literal}" for number, literal in zip(numbers, literals[1:], strict=True)
    )
    return re.compile(rf"\s?{expression}{_DECIMAL}[\s：:]*")


def _alike(sign: str) -> str:
    """Return an expression for the `sign`, escaped as it may be, and for those that stand for it."""
    plain = sign[-1]
    group = next((group for group in texts(_data()["alike"]) if plain in group), "")
    return f"[{re.escape(group)}]" if group else sign


@cache
def _data() -> dict[str, Data]:
    """Return the data of templates/lexicon/typed.yaml."""
    return mapping(load_data(resource("lexicon/typed.yaml")))
