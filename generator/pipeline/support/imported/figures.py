"""Read the figures of a plan's text: which number is which figure, and which could be two."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from generator.base.values import ValueKind, read_value
from generator.check.language import sentence_patterns
from generator.library.figure_words import FigureWords, figure_words
from generator.library.period import Period
from generator.pipeline.support.imported.numbers import Found
from generator.pipeline.support.imported.words import as_usual, listed

_LIKELY, _LIKELY_PROMISE = (
    0.25,
    0.28,
)  # of the words that tell a figure, the share that has to stand around a number
_LIKELY_NUMERAL = 0.45  # of a Chinese numeral, which is often no count: 一户多残
_SHORT = 5.0  # what is added to the weight of few words, which stand anywhere
_RARE = 0.25  # what a unit adds that few figures have
_FEW = 2  # figures of a unit that is rare
_FAR = 0.65  # what a word counts that stands in another clause
_COMMON = 0.95  # what it counts that the last of several names has for all of them
_SHARED = 0.8  # of the likeliest, how likely another figure is that shares its number
_AS_LIKELY = 0.9  # of the best: what could as well be meant
_WHOLE = {"", "个", "人", "名", "年"}  # units of what is never told in words
_CLAUSE = re.compile("[，,、；;]")
_PROMISED, _GOAL = "commitments.", "indicators."


class Said(NamedTuple):
    """Hold a number of the text and its paragraph: its words, whether it looks back, its title, its key."""

    number: Found
    text: str
    past: bool
    title: str = ""
    key: str = ""


class Reading(NamedTuple):
    """Hold the value that was read for a figure, and where: the paragraph and the number's place in it."""

    value: str
    said: Said


class Question(NamedTuple):
    """Hold what could be a figure: several numbers, or one that could as well be that of other paths."""

    options: list[Reading]
    others: list[str]


@dataclass(slots=True)
class Readings:
    """Hold what was read: figures by path, what could be several things, numbers that are no figure."""

    read: dict[str, Reading] = field(default_factory=dict)
    asked: dict[str, Question] = field(default_factory=dict)
    rest: list[Said] = field(default_factory=list)


class _Pair(NamedTuple):
    likely: float
    place: int
    path: str


def read_figures(said: Iterable[Said], period: Period) -> Readings:
    """Return which numbers of a text (`said`, in order) are which figures of the catalogue of `period`.

    Each figure has at most one number, and each number is one figure, unless its sentence shares it.
    """
    numbers = list(said)
    order = {path: n for n, path in enumerate(_usual_words(period))}
    pairs = sorted(_pairs(numbers, period), key=lambda pair: (-pair.likely, pair.place, order[pair.path]))
    found, taken = _best(pairs, numbers)
    readings = Readings()
    for path, pair in found.items():
        options = [
            pair,
            *(each for each in pairs if each.path == path and _could_be(each, pair, taken, numbers)),
        ]
        others = [each.path for each in pairs if _could_be_path(each, pair, found, period)]
        read = [_reading(numbers[each.place], period.catalogue[path].unit) for each in options]
        if len(read) > 1 or others:
            readings.asked[path] = Question(read, others)
        else:
            readings.read[path] = read[0]
    asked = {option.said for each in readings.asked.values() for option in each.options}
    readings.rest = [each for n, each in enumerate(numbers) if n not in taken and each not in asked]
    return readings


def _best(pairs: list[_Pair], numbers: list[Said]) -> tuple[dict[str, _Pair], dict[int, float]]:
    """Return the likeliest pair of each figure, and by number how likely it is what it was taken for."""
    found: dict[str, _Pair] = {}
    taken: dict[int, float] = {}
    for pair in pairs:
        shared = numbers[pair.place].number.shared and pair.likely >= _SHARED * taken.get(pair.place, 0)
        if pair.path not in found and (pair.place not in taken or shared):
            if not pair.path.startswith(_GOAL):  # said in many places, and read from the table
                found[pair.path] = pair
            taken.setdefault(pair.place, pair.likely)
    return found, taken


def _could_be(other: _Pair, best: _Pair, taken: Mapping[int, float], numbers: list[Said]) -> bool:
    """Return whether the number of `other` could as well be the figure that `best` was taken for."""
    if other.place == best.place or other.likely < _AS_LIKELY * best.likely or other.place in taken:
        return False
    one, two = (read_value(numbers[each.place].number.value) for each in (other, best))
    return (one.amount, one.end) != (two.amount, two.end)


def _could_be_path(other: _Pair, best: _Pair, found: Mapping[str, _Pair], period: Period) -> bool:
    """Return whether the number of `best` could as well be the figure of `other`, which has none."""
    if other.place != best.place or other.path in found or other.likely < _AS_LIKELY * best.likely:
        return False
    if other.path.startswith(_GOAL):
        return False
    return period.catalogue[other.path].name != period.catalogue[best.path].name


def _reading(said: Said, unit: str) -> Reading:
    """Return what was read for a figure counted in `unit`: 20 for 20万 in 万."""
    value = said.number.value
    return Reading(value.removesuffix(unit) if unit and not said.number.unit else value, said)


def _pairs(numbers: list[Said], period: Period) -> Iterable[_Pair]:
    words = _usual_words(period)
    weights = _weights(period)
    units = Counter(_unit(path, period) for path in words)
    for place, (number, _, past, title, _) in enumerate(numbers):
        around = _Around(number, title)
        for path, told in words.items():
            unit = _unit(path, period)
            if past == path.startswith((_PROMISED, _GOAL)) or not _fits(number, unit, told[0].name):
                continue
            likely = max(around.likely(each, weights) for each in told)
            if likely and unit == number.unit and units[unit] <= _FEW:
                likely = min(1.0, likely + _RARE)
            least = _LIKELY if past else _LIKELY_PROMISE
            if likely > (least if number.written else _LIKELY_NUMERAL):
                yield _Pair(likely, place, path)


class _Around:
    """The words around a number, as pairs of characters."""

    def __init__(self, number: Found, title: str) -> None:
        before, behind = as_usual(number.before), as_usual(number.behind)
        clause, following = _CLAUSE.split(before)[-1], _CLAUSE.split(behind)[0]
        self.before = dict.fromkeys(_grams(as_usual(title)) | _grams(before), _FAR)
        self.before |= dict.fromkeys(_grams(clause), 1.0)
        for names, counts in ((number.others, 0.0), (number.common, _COMMON), (number.names, 1.0)):
            self.before |= dict.fromkeys(_grams(as_usual(names)), counts)
        self.behind = dict.fromkeys(_grams(behind), _FAR) | dict.fromkeys(_grams(following), 1.0)
        self.either = {
            gram: max(self.before.get(gram, 0), self.behind.get(gram, 0))
            for gram in {*self.before, *self.behind}
        }

    def likely(self, told: FigureWords, weights: Mapping[str, float]) -> float:
        """Return the share of the words of `told` that stand around the number, by how telling they are."""
        sides = [(told.name, self.either), (told.before, self.before), (told.behind, self.behind)]
        whole = sum(weights[gram] for words, _ in sides for gram in _grams(words))
        there = sum(weights[gram] * here.get(gram, 0) for words, here in sides for gram in _grams(words))
        return there / (whole + _SHORT) if whole else 0.0


@cache
def _grams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters in `text`."""
    return frozenset(
        text[n : n + 2]
        for n in range(len(text) - 1)
        if all("\u4e00" <= sign <= "\u9fff" for sign in text[n : n + 2])
    )


@cache
def _usual_words(period: Period) -> Mapping[str, tuple[FigureWords, ...]]:
    known = {
        path: tuple(FigureWords(*map(as_usual, each)) for each in told)
        for path, told in figure_words(period).items()
    }
    goals = {f"{_GOAL}{key}": (FigureWords(as_usual(row.name)),) for key, row in period.indicators.items()}
    return known | goals


def _unit(path: str, period: Period) -> str:
    """Return the unit of a figure of the catalogue, or of an indicator, named by its path."""
    entry = period.catalogue.get(path)
    return entry.unit if entry else period.indicators[path.removeprefix(_GOAL)].unit


@cache
def _weights(period: Period) -> Mapping[str, float]:
    """Return how telling each pair of characters is: the fewer figures have it, the more."""
    words = _usual_words(period)
    counted = Counter(
        gram
        for told in words.values()
        for gram in {
            gram for each in told for gram in _grams(each.name) | _grams(each.before) | _grams(each.behind)
        }
    )
    return {gram: math.log(1 + len(words) / count) for gram, count in counted.items()}


def _fits(number: Found, unit: str, name: str) -> bool:
    """Return whether a number may be a figure called `name` that is counted in `unit`."""
    if number.behind.startswith(listed("words_behind")):
        return False
    if not unit:
        return number.unit not in _WHOLE and read_value(number.value).kind is ValueKind.NUMBER
    if number.unit == "%" or unit == "%":
        return number.unit == unit
    if not number.unit:
        return number.value.endswith(unit) or _needs_none(number, name)
    alike = sentence_patterns().alike_units
    return alike.get(number.unit, number.unit) == alike.get(unit, unit)


def _needs_none(number: Found, name: str) -> bool:
    """Return whether a number without a unit may be a figure called `name`: 13.83万困难残疾人, 5金."""
    if read_value(number.value).kind is ValueKind.PLACEHOLDER:
        return True
    if number.behind.startswith(listed("bare")):
        return number.behind[0] in name
    return number.value.endswith(("万", "余", "亿")) and bool(_grams(number.behind[:4]) & _grams(name))
