"""Fit figures into sentences: the unit once, a sign in words where the sentence has none, titles in a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from generator.base.resources import resource
from generator.base.units import base_unit, scale_of
from generator.base.value_grammar import BEHIND
from generator.base.values import ValueKind
from generator.locality.figures import Figures, Slot
from generator.yaml_source import Data, load_data, mapping, strings, texts

_PATH = re.compile(r"\{([\w.-]+)\}")
_BEHIND = "|".join(BEHIND)
_ODD = re.compile(
    rf'</figure>\s*(?:{_BEHIND})|<figure source="[^"]*">(?![0-9])|([余多万亿])</figure>\s*(?:[余多]|\1)'
)
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")  # which the reader of draft XML passes over too
_FIGURE = re.compile(rf'(?P<open><figure source="[^"]*">)(?P<text>[^<]*)</figure>(?P<tail>(?:{_BEHIND})?)')
_SAYS = re.compile(rf"(?:（含）)?(?:{_BEHIND})")
_ROW = re.compile(  # 、 between titles of which one at least comes from the profile
    r'(》</figure>)、((?:<figure source="documents[^>]*>)?《)|(》)、(<figure source="documents[^>]*>《)'
)
_CLAUSE = re.compile("(?:^|(?<=[，。；：（）>]))[^，。；：（）>]*+$")
ABOUTS = ("大约", "约", "接近", "将近", "近")
_ROUND = tuple(word for word, sign in BEHIND.items() if not sign)
_ABOUT = re.compile("|".join(ABOUTS))
_RANGE = re.compile(r"[—～~至-]+\Z")
BOUNDS = {word: {"≥": "above", "≤": "below"}[sign] for word, sign in BEHIND.items() if sign}
_AMOUNT = "0-9零一二两三四五六七八九十百千万亿余多"
_UNIT = re.compile(rf"(?<=[{_AMOUNT}])[^{_AMOUNT}]{{1,3}}\Z")
_FAR = 60  # characters before a figure in which its clause is looked for
_LONGEST = 8  # characters of a unit with what may stand behind it


class _Words(NamedTuple):
    """Hold words of sentences.yaml and measures.yaml; `people` maps a unit to that before one of `nouns`.

    `other` finds words that begin with a unit's sign and are none (家庭), `same` maps a unit to that before
    one that begins with it, `counted` finds a figure with a unit of `people` before one of `nouns`.
    `reach` is the verb between a name and its figure, but for names that end with a word of `bare`; `growth`
    finds those of growth; `verbs` are said once; `bound` finds words of a clause that say 以上, 以下 already,
    of which `sides` has above or below.
    """

    units: tuple[str, ...]
    people: dict[str, str]
    nouns: re.Pattern[str]
    counted: re.Pattern[str]
    other: re.Pattern[str]
    same: dict[str, str]
    verbs: tuple[str, ...]
    reach: str
    bare: tuple[str, ...]
    growth: re.Pattern[str]
    bound: re.Pattern[str]
    sides: dict[str, str]


@cache
def _words() -> _Words:
    measures = mapping(load_data(resource("lexicon/measures.yaml")))
    sentences = mapping(load_data(resource("lexicon/sentences.yaml")))
    inside = mapping(sentences.get("figures"))
    people = strings(inside.get("before_noun"))
    nouns = _nouns(texts(inside.get("before_nouns")), texts(inside.get("nouns")))
    sides = {word: side for side in ("above", "below") for word in texts(inside.get(side))}
    return _Words(
        units=_longest_first(measures["units"]),
        people=people,
        nouns=nouns,
        counted=re.compile(f"(?:{'|'.join(people) or '(?!)'})</figure>\\s*{nouns.pattern}"),
        other=re.compile("|".join(_longest_first(inside.get("no_units"))) or "(?!)"),
        same=strings(inside.get("before_same")),
        verbs=_longest_first(inside.get("verbs")),
        reach=str(inside.get("reach", "")),
        bare=tuple(texts(inside.get("bare"))),
        growth=re.compile(str(sentences["growth"])),
        bound=re.compile("|".join(map(re.escape, sorted(sides, key=len, reverse=True))) or "(?!)"),
        sides=sides,
    )


def _nouns(before: list[str], nouns: list[str]) -> re.Pattern[str]:
    """Return the pattern of one of `nouns` with up to eight words of those `before` it: 重度、多重残疾人."""
    each, end = ("|".join(map(re.escape, _longest_first(list(words)))) or "(?!)" for words in (before, nouns))
    return re.compile(f"(?:(?:{each})[、和及的]?){{0,8}}(?:{end})")


def _longest_first(words: Data) -> tuple[str, ...]:
    return tuple(sorted(texts(words), key=len, reverse=True))


def called(figures: Figures, path: str, words: str) -> str:
    """Return what a sentence calls the indicator of `path`, with its verb: `words`, or its own name.

    An indicator that the plan renames is called as its table does; no verb stands behind one of growth, which
    is by how much (年均增长6%) or in words (增速与经济增长同步).
    """
    name = figures.renamed(path, words)
    if not name:
        return words
    value, words_of = figures.slot(path).value, _words()
    by_words = value and value.kind is ValueKind.WORDS and words_of.growth.search(name)
    return name if name.endswith(words_of.bare) or by_words else f"{name}{words_of.reach}"


def split_own(text: str, slot: Callable[[str], Slot]) -> Iterator[tuple[str, str, str]]:
    """Yield the pieces of a sentence of one's own: literal text, the path of the figure behind it, its unit.

    The unit is the one typed behind the {path} and is gone from the next text, else that of the figure; ""
    where the sentence says it otherwise, or the profile has no number there. `slot` finds a figure by path.
    """
    parts = _PATH.split(text)
    for at in range(1, len(parts), 2):
        unit, rest = _unit_behind(slot(parts[at]), parts[at - 1], parts[at + 1], last=at + 2 == len(parts))
        yield parts[at - 1], parts[at], unit
        parts[at + 1] = rest
    yield parts[-1], "", ""


def _unit_behind(slot: Slot, before: str, rest: str, *, last: bool) -> tuple[str, str]:
    """Return the unit that a sentence gives a figure, and the text behind that unit."""
    if slot.value is None or slot.value.kind is not ValueKind.NUMBER or not slot.is_figure:
        return "", rest
    if typed := typed_unit(slot.unit, rest):
        return typed, rest[len(typed) :]
    scale, more = scale_of(slot.unit), rest[:1] in {"余", "多"}
    if more or (not last and slot.unit != "%" and _RANGE.match(rest)):
        return "" if more and scale_of(rest[1:]) else scale, rest
    return "" if before.endswith("百分之") else _unit_before(slot.unit, rest), rest


def _unit_before(unit: str, rest: str) -> str:
    """Return the `unit` of a figure as it stands before `rest`: 名 for 人 before 残疾人 and before 人员."""
    base, words = base_unit(unit), _words()
    if words.nouns.match(rest):
        base = words.people.get(base, base)
    elif base and rest.startswith(base) and words.other.match(rest):
        base = words.same.get(base, base)
    return f"{scale_of(unit)}{base}"


def typed_unit(unit: str, rest: str) -> str:
    """Return the unit with which `rest` begins: the figure's own or the longest known one, scaled or not.

    Return "" where it begins another word: 家 in 家庭, 人 in 人员.
    """
    scale, words = scale_of(rest), _words()
    known = filter(None, (unit, base_unit(unit), *words.units))
    found = max((each for each in known if rest.startswith(each, len(scale))), key=len, default="")
    whole = max(f"{scale}{found}", unit if rest.startswith(unit) else "", key=len)
    other = words.other.match(rest) or words.other.match(rest, len(scale))
    if other is None or len(whole) >= other.end():
        return whole
    return "" if other.start() == 0 else scale


def settle(markup: str) -> str:
    """Return a passage's draft XML in which no figure says again what the sentence says around it.

    不低于95%以上 loses 以上, 3以上个月 becomes 3个月以上, 约约300 and 达到达到全覆盖 are said once. Between
    titles side by side there is no 、 (GB/T 15834, 4.5.3.5).
    """
    if "</figure>" not in markup or not (_ODD.search(markup) or _words().counted.search(markup)):
        return markup  # most passages have no figure
    markup = _ROW.sub(r"\1\2\3\4", _BREAK.sub("", markup))
    pieces, end = [], 0
    for match in _FIGURE.finditer(markup):
        before, behind = markup[end : match.start()], markup[match.end() : match.end() + 2 * _LONGEST]
        unit, tail = _tail(match, before, behind)
        text = _undoubled(match["text"], before, tail or unit or behind)
        text = text if unit or match["tail"] else _before_noun(text, markup, match.end())
        pieces.append(f"{before}{match['open']}{text}</figure>{unit}{tail}")
        end = match.end() + len(unit)
    return "".join((*pieces, markup[end:]))


def _before_noun(text: str, markup: str, end: int) -> str:
    """Return the words of a figure with the unit that stands before the noun at `end` of the `markup`."""
    counted, words = _UNIT.search(text), _words()
    if counted and counted[0] in words.people and words.nouns.match(markup, end):
        return text[: counted.start()] + words.people[counted[0]]
    return text


def _tail(match: re.Match[str], before: str, behind: str) -> tuple[str, str]:
    """Return the unit that stands behind a tail by mistake, and the tail unless the sentence says a bound."""
    tail = match["tail"]
    if not tail:
        return "", ""
    unit = typed_unit("", behind) if match["text"][-1:] in "0123456789万亿余多" else ""
    before_it = bound_before(before)[0] if tail in BOUNDS else before.endswith(ABOUTS)
    said = before_it or _SAYS.match(behind[len(unit) :])
    return unit, "" if said else tail


def bound_before(text: str) -> tuple[str, str]:
    """Return the last word of the clause at the end of `text` that says a bound (不少于), and above or below.

    Both are empty where it says none.
    """
    clause = _CLAUSE.search(text[-_FAR:])
    words = _words().bound.findall(clause[0]) if clause else []
    return (words[-1], _words().sides[words[-1]]) if words else ("", "")


def _undoubled(text: str, before: str, behind: str) -> str:
    """Return the words of a figure without what stands before it (约, 达到) or behind it (余) already."""
    last, first = text[-1:], behind[:1]
    if (last in {"余", "多"} and first in {"余", "多"}) or (last in {"万", "亿"} and last == first):
        return text[:-1]
    if (about := _ABOUT.match(text)) and (before.endswith(ABOUTS) or behind.startswith(_ROUND)):
        return text[about.end() :]
    verb = next((word for word in _words().verbs if text.startswith(word) and before.endswith(word)), "")
    return text[len(verb) :] or text


def titles_in_a_row(titles: list[str]) -> str:
    """Join `titles`: no 、 between 》 and 《 that stand side by side (GB/T 15834, 4.5.3.5)."""
    pairs = zip(titles, [*titles[1:], ""], strict=True)
    return "".join(
        one if not other or (one.endswith("》") and other.startswith("《")) else f"{one}、"
        for one, other in pairs
    )
