"""Give out the words by which the structure of an outside plan is known (templates/lexicon/outside.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from generator.base.resources import resource
from generator.yaml_source import Data, load_data, mapping, texts

_BLANKS = re.compile(r"\s+")


@cache
def words(*path: str) -> tuple[str, ...]:
    """Return the list of words at `path`; none where there is none."""
    return tuple(texts(_at(path)))


@cache
def word(*path: str) -> str:
    """Return the one text at `path`."""
    return str(_at(path))


@cache
def named(path: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of words below `path` by their names."""
    return {str(name): tuple(texts(each)) for name, each in mapping(_at((path,))).items()}


@lru_cache(maxsize=64)
def one_of(choices: tuple[str, ...]) -> str:
    """Return an expression for one of the words `choices`, the longest first, with blanks in them or not."""
    ordered = sorted(choices, key=len, reverse=True)
    return "(?:" + "|".join(r"\s*".join(map(re.escape, each)) for each in ordered) + ")"


def without_blanks(text: str) -> str:
    """Return `text` without any blanks."""
    return _BLANKS.sub("", text)


def begins_with(text: str, starts: Iterable[str]) -> bool:
    """Return whether `text`, blanks aside, begins with one of `starts`."""
    return without_blanks(text).startswith(tuple(starts))


@cache
def _annex() -> re.Pattern[str]:
    return re.compile(rf"\s*{one_of(words('annex'))}\s*[\d一二三四五]{{0,2}}\s*(?:[：:.．]|$)")


def annex_label(text: str) -> str:
    """Return the label of an annex that `text` begins with, "" if it begins with none: 附件1：."""
    found = _annex().match(text)
    return found[0] if found else ""


def is_annex_label(text: str) -> bool:
    """Return whether `text` begins with the label of an annex."""
    return bool(_annex().match(text))


@cache
def _status() -> re.Pattern[str]:
    return re.compile(rf"[（(【\[]?\s*([\u4e00-\u9fff]{{0,6}}{one_of(words('status'))})\s*[）)】\]]?")


def status_of(text: str) -> str:
    """Return the status that `text` says and nothing else (征求意见稿), "" if it says none."""
    found = _status().fullmatch(text.strip())
    return without_blanks(found[1]) if found else ""


def is_status(text: str) -> bool:
    """Return whether `text` says nothing but the status of a draft."""
    return bool(status_of(text))


def _at(path: tuple[str, ...]) -> Data:
    found: Data = _data()
    for name in path:
        found = mapping(found).get(name, [])
    return found


@cache
def _data() -> dict[str, Data]:
    """Return the data of templates/lexicon/outside.yaml."""
    return mapping(load_data(resource("lexicon/outside.yaml")))
