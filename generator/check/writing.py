"""Marks, numbers of documents and dates as official texts write them: corrections, and what still is wrong.

All of it is data: templates/lexicon/writing.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from generator.base.resources import resource
from generator.locality.letters import bare, is_left_out
from generator.yaml_source import Data, KeyPath, load_data, mapping, strings, texts

_HEAD = "title", "subtitle", "status"
_WORDS = "own", "sentence", "task"
_PATTERNS = "numbering"  # patterns by the same keys, which are no texts
_TABLES = "documents", "names"
_KINDS = {
    "number": ("numbers",),
    "cited": ("numbers", "sentences"),
    "sentence": ("numbers", "sentences", "spans"),
    "own": ("numbers", "sentences", "spans", "ends"),
    "date": ("dates",),
}
_DIGIT = re.compile("[0-9]")
_ROUNDS = 6  # corrections that uncover one another
_LONGEST = 20_000  # characters; no sentence of a person is longer


class Text(NamedTuple):
    """Hold one text of a profile: its path, how it is to be written (a key of _KINDS), the text."""

    path: KeyPath
    kind: str
    text: str


class _Correction(NamedTuple):
    find: re.Pattern[str]
    put: str
    say: str


def texts_of(data: Data) -> Iterator[Text]:
    """Yield the texts of a profile's `data` that have to be written as official texts are."""
    profile = mapping(data)
    for key in _HEAD:
        yield from _of((key,), "sentence", profile.get(key))
    for table in _TABLES:
        for key, value in mapping(profile.get(table)).items():
            yield from _of((table, key), "cited", value)
    yield from _worded(profile.get("outline"), ("outline",))
    yield from _worded(profile.get("achievements"), ("achievements",))
    yield from texts_of_parts(profile.get("parts"))


def texts_of_parts(parts: Data) -> Iterator[Text]:
    """Yield the texts of the fields of `parts`, letters and the like, as `texts_of` does."""
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        chinese = mapping(part).get("form") in texts(writing()["month_forms"])
        for name, value in mapping(part).items():
            kind = "" if is_left_out(name, value) else _kind(name)
            if kind and not (
                chinese and kind == "date" and not _DIGIT.search(str(value))
            ):  # 二〇二六年十一月
                yield from _of(("parts", index, name), kind, value)


def _kind(field: str) -> str:
    """Return how the text of a form's field is to be written, empty where it is no official text."""
    settings = writing()
    for kind, key in (("date", "date_fields"), ("number", "number_fields")):
        if field in texts(settings[key]):
            return kind
    return "" if field in texts(settings["unread_fields"]) else "sentence"


def _of(path: KeyPath, kind: str, value: Data) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(path, kind, value)
    for index, text in enumerate(value if isinstance(value, list) else []):
        if isinstance(text, str):
            yield Text((*path, index), kind, text)


def _worded(data: Data, path: KeyPath) -> Iterator[Text]:
    """Yield the titles and own sentences at any depth below `path`."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and (key in _WORDS or key == "title"):
                yield Text((*path, key), "own" if key == "own" else "sentence", value)
            elif not isinstance(value, str) and key != _PATTERNS:
                yield from _worded(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _worded(value, (*path, index))


@cache
def writing() -> Mapping[str, Data]:
    """Return the data of templates/lexicon/writing.yaml."""
    return mapping(load_data(resource("lexicon/writing.yaml")))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the expression `name` of the data."""
    return re.compile(_filled(str(writing()[name])))


def _filled(expression: str) -> str:
    for word, meaning in strings(writing()["words"]).items():
        expression = expression.replace(f"{{{word}}}", meaning)
    return expression


@cache
def _corrections(kind: str) -> tuple[_Correction, ...]:
    listed = writing()[kind]
    found = [strings(each) for each in listed] if isinstance(listed, list) else []
    return tuple(
        _Correction(re.compile(_filled(each["find"])), each["put"], each.get("say", "")) for each in found
    )


def corrected(text: Text) -> tuple[str, list[str]]:
    """Return a text as it is to be written, and what was wrong with it."""
    if len(text.text) > _LONGEST:
        return text.text, []
    if text.kind == "date":
        return _date(text)
    kinds = _KINDS[text.kind]
    if not pattern("suspicious").search(text.text):
        kinds = kinds[-1:] if text.kind == "own" else ()
    result, said = text.text, dict[str, None]()
    for _ in range(_ROUNDS):
        before = result
        for correction in (each for kind in kinds for each in _corrections(kind)):
            changed = correction.find.sub(correction.put, result)
            said |= {correction.say: None} if changed != result else {}
            result = changed
        if result == before:
            break
    return result, list(said)


def _date(text: Text) -> tuple[str, list[str]]:
    """Return a date in Arabic figures with year, month and day, as far as `text` has them."""
    given = bare(str(text.path[-1]) if isinstance(text.path[-1], str) else "date", text.text)
    arabic = _arabic(given)
    for correction in _corrections("dates"):
        arabic = correction.find.sub(correction.put, arabic)
    return text.text.replace(given, arabic) if given else text.text, []


def _arabic(text: str) -> str:
    """Return a date with its Chinese figures as Arabic ones: 二〇二六年十一月二十九日 → 2026年11月29日."""
    figures = strings(writing()["figures"])
    text = re.sub(r"(?<=[二三])十(?=[一二三四五六七八九])", "", text)
    text = re.sub(r"(?<=[二三])十", "0", text)
    text = re.sub(r"十(?=[一二三四五六七八九])", "1", text).replace("十", "10")
    return "".join(figures.get(character, character) for character in text)


def day_of(field: str, text: str) -> date | None:
    """Return the day that a date in a form's `field` names; None if it is none, or no day."""
    found = pattern("date").search(bare(field, text))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
