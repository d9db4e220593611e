"""Search with every regular expression of ours in texts made to be slow: the time grows with the length.

So does the time that profiles take which have many of one thing.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from commands import SOUND
from marks import attack

import generator
from generator.base.resources import resource
from generator.base.spelling import near
from generator.check import writing
from generator.check.language import sentence_patterns
from generator.check.outside import vocabulary
from generator.library.period import load_period
from generator.locality import letters
from generator.pipeline.check import check
from generator.pipeline.support.imported import numbers
from generator.yaml_source import Data, load, mapping, texts
from generator.yaml_source.mend import _MAX_LENGTH, _corrections

_PIECES = [
    "a",
    "1",
    "1,",
    "1.",
    "a-",
    "甲",
    " ",
    "　",
    "\n",
    " \n",
    "\t",
    "：",
    "a：",
    "，a",
    "、",
    "。",
    "[",
    "{",
    "}",
]
_PIECES += [
    "{a",
    "{a}",
    "a:",
    ": ",
    ": >",
    ": >1",
    ": “>1",
    ": ｛a:",
    "(",
    "“",
    ">",
    "-",
    "- ",
    "#",
    "&#",
    "&#1",
    "&#x1",
]
_PIECES += ["待", "X", "X1", "［", "《", "》", "<", "<a", "/", "\\", '"', "'", "1-", "2021", "二", "第", "（"]
_PIECES += ["{%if ", "-–"]
_ENDS = ["", "x", "!", "\nb", " ", "1", "}", "，", "。"]
_LENGTH = 20_000  # characters; a quadratic search takes some seconds, a linear one some milliseconds
_SECONDS = 0.3
_PROFILE_SECONDS = 3  # a sound one takes a fifth of a second
# Used with match() or fullmatch() alone, so that a search from every character never happens.
_ANCHORED = {
    "generator.base.value_grammar._RANGE",
    "generator.check.rules.references._FIGURE",
    "generator.library.outline.naming._NUMBERS",
    "generator.locality.letters._PATH",
    "generator.locality.sentences._RANGE",
    "generator.word.outside.columns._NOTE",
    "generator.word.outside.letters._REFERENCE",
    "generator.word.outside.letters._printed",
    "generator.word.outside.margins._PAGE",
    "generator.word.outside.printed_lines._PAGE_NUMBER",
    "generator.word.outside.tables._ONLY_NUMBER",
    "generator.word.outside.titles._DATE",
    "generator.word.outside.typed_tables._ROW",
    "generator.word.outside.typed_tables._heading",
    "generator.word.outside.vocabulary._annex",
    "generator.word.outside.vocabulary._status",
    "generator.word.reader.relations._RELS",
    "generator.yaml_source.placing._CITED",
    "generator.yaml_source.placing._COMMENT_BELOW",
    "generator.yaml_source.quoting._BLOCK_ENTRY",
    "generator.yaml_source.quoting._ENTRY",
    "generator.yaml_source.quoting._GOES_ON",
    "generator.yaml_source.quoting._WITH_COLON",
    "generator.yaml_source.syntax._BLOCK_KEY",
    "generator.yaml_source.syntax._FULL_COLON",
}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the name of every regular expression of the package, of its data, and of the schema."""
    for module in walk_packages(generator.__path__, "generator."):
        found = {} if module.name.endswith("__main__") else vars(import_module(module.name))
        yield from (
            (f"{module.name}.{name}", one)
            for name, value in found.items()
            for one in compiled(value() if is_made_later(value) else value)
        )
    yield from ((f"sentences.{n}", one) for n, one in enumerate(compiled(sentence_patterns())))
    yield from ((f"mend.{n}", pattern) for n, (pattern, *_) in enumerate(_corrections()))
    yield from ((f"letters.{n}", one) for n, one in enumerate(letter_patterns()))
    yield "imported.numbers", numbers._number(load_period("2021-2025"))
    yield from ((f"outside.{n}", one) for n, one in enumerate(plan_patterns()))
    schema = load(resource("schema/profile.yaml")).data
    yield from ((f"schema {regex}", re.compile(f"{regex}$")) for regex in sorted(set(regexes(schema))))


def plan_patterns() -> Iterator[re.Pattern[str]]:
    """Yield the patterns of what is looked for in plans as they stand."""
    for name, value in vocabulary._data().items():
        if isinstance(value, str) and "\\" in value and "{last}" not in value:
            yield vocabulary.pattern(name)
        elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
            yield from vocabulary.said_patterns(name)


def letter_patterns() -> Iterator[re.Pattern[str]]:
    """Yield the patterns of how texts are written and of what fields of letters bring along."""
    kinds = ("numbers", "sentences", "spans", "ends", "dates")
    yield from (each.find for kind in kinds for each in writing._corrections(kind))
    yield from (writing.pattern(name) for name in ("suspicious", "date", "month", "number"))
    yield from map(letters._pattern, ("blank", "decided", "goes_before", "plea", "number", "odd_title"))
    listed = letters.formulas()["brought"]
    rules = listed if isinstance(listed, list) else []
    for field in sorted({field for rule in rules for field in fields_of(rule)}):
        yield from (one for begin, end, _ in letters._brought(field) for one in (begin, end) if one)


def fields_of(rule: Data) -> list[str]:
    """Return the fields that a rule about what is brought along names."""
    return texts(mapping(rule)["fields"])


def compiled(value: object) -> list[re.Pattern[str]]:
    """Return the patterns for texts in a value of a module: itself, or those in a tuple or list."""
    values = value if isinstance(value, (tuple, list)) else [value]
    return [one for one in values if isinstance(one, re.Pattern) and isinstance(one.pattern, str)]


def is_made_later(value: object) -> bool:
    """Return whether a value of a module is a function that compiles one pattern when it is first used."""
    notes = getattr(value, "__annotations__", {})
    return hasattr(value, "cache_info") and notes == {"return": "re.Pattern[str]"}


def regexes(data: Data) -> Iterator[str]:
    """Yield each `regex` of a schema."""
    if isinstance(data, dict):
        yield from ([data["regex"]] if isinstance(data.get("regex"), str) else [])  # type: ignore[misc]
        for each in data.values():
            yield from regexes(each)


def seconds(pattern: re.Pattern[str], text: str, *, anchored: bool) -> float:
    """Return the seconds of processor time that a pattern takes with a text."""
    start = time.process_time()
    (pattern.match if anchored else pattern.search)(text)
    return time.process_time() - start


ALL = {(one.pattern, one.flags): (name, one) for name, one in patterns()}


@attack
@pytest.mark.parametrize(("name", "pattern"), ALL.values(), ids=[name for name, _ in ALL.values()])
def test_no_text_makes_a_pattern_slow(name: str, pattern: re.Pattern[str]) -> None:
    anchored = name in _ANCHORED or name.startswith("schema ")  # Cerberus matches from the beginning
    length = _MAX_LENGTH if name.startswith("mend.") else _LENGTH  # it leaves longer lines alone
    slow = [
        (piece, end)
        for piece in _PIECES
        for end in _ENDS
        if seconds(pattern, piece * (length // len(piece)) + end, anchored=anchored) > _SECONDS
    ]
    assert slow == []


MANY = 1_000
PROFILES = {
    "equal results": ["achievements:", *(f"  a{n}: 1000" for n in range(MANY))],
    "results without a group": ["achievements:", *(f"  a{n}: {{group: b{n}}}" for n in range(MANY))],
    "unknown paths": [
        "outline:",
        "  preamble:",
        "    - - own: '" + "".join(f"{{population.certifie{n}}}" for n in range(MANY)) + "'",
    ],
    "unknown keys": [f"foo{n}: 1" for n in range(MANY)],
    "unknown terms": ["terms:", *(f"  villag{n}: 村" for n in range(MANY))],
    "long name": [f'status: "{"a" * 90_000}\\nb"'],
    "typed numbers": ["outline:", "  preamble:", f"    - - own: '{'1,' * 45_000}x'"],
    "wide colons": [f"title: {'a' * 90_000}。：x"],
}


@pytest.mark.parametrize("kind", PROFILES)
def test_a_profile_with_many_of_one_thing_is_soon_checked(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("\n".join([SOUND, *PROFILES[kind]]), "utf-8")
    start = time.process_time()
    found = check(file).findings
    assert time.process_time() - start < _PROFILE_SECONDS
    assert len(found) < 4 * MANY  # not one for each pair


def test_a_guess_is_the_most_similar_word_whichever_order_words_have() -> None:
    words = ["certified", "certificate", "severe", "mild", *(f"certifie{n}" for n in range(100))]
    assert near("certifed", words)[0] == near("certifed", reversed(words))[0] == "certified"
    assert near("垃圾", words) == []
