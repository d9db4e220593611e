"""The paths and fields that topics and forms read from a profile, found in the templates' source text.

The check needs no template engine: it reads the templates without rendering them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.library.period import Period

_MACRO = re.compile(r"\{%-? macro (\w+)\(.*?\)(.*?)\{%-? endmacro", re.DOTALL)
_CALL = re.compile(r"\b(_\w+)\(")
_PATH = re.compile(
    r"""["']((?:achievements|commitments|population|indicators|documents|names)\.[\w.-]+)["']"""
)
_SHORTHAND_CALL = re.compile(r"""\b(doc|names|quoted|results)\(["'](\w+)["']""")
SHELVES = ("topics", "boxes")
_ENDING = ".xml.j2"
_SHORTHAND = {"doc": "documents", "names": "names", "quoted": "names", "results": "results"}
_WORD = re.compile(r"""["'](\w+)["']""")
_FIELD = re.compile(r"""\b(\w+)\(form, ["'](\w+)["'], ["']([^"']+)["'][,)]""")
_ASKED = re.compile(r"""\breach\(form, ["'](\w+)["'],[^()]*, true\)""")
_NEEDED = {"field", "lines"}  # the macros that print 【待补】 for what is missing
_BRANCH = re.compile(r"\{%-?\s*(if|elif|else|endif)\b([^%]*)%\}")
_OF_PLACE = re.compile(r"""(tier|setting) (==|!=) ["'](\w+)["']""")


@cache
def paths_in_library(folders: tuple[Path, ...]) -> set[str]:
    """Return every path that any topic of the library in `folders` reads."""
    return {path for shelf, topic in _topics(folders) for path in paths_in_topic(shelf, topic, folders)}


@cache
def topics_that_read(
    path: str, folders: tuple[Path, ...], tier: str, setting: str
) -> tuple[tuple[str, str], ...]:
    """Return the shelf and the name of each topic that reads `path` in the plan of a place, sorted."""
    key = path.split(".")[1]  # stands in every file with a topic that reads it, whichever way
    topics = _topics(folders, key)
    found = (each for each in topics if path in paths_in_topic(*each, folders, tier, setting))
    return tuple(sorted(found, reverse=True))


def _topics(folders: tuple[Path, ...], word: str = "") -> set[tuple[str, str]]:
    """Return the shelf and the name of each topic of the library in `folders` whose file has `word` in it."""
    shelves = (folder / shelf for folder in folders for shelf in SHELVES)
    files = (file for shelf in shelves for file in shelf.glob(f"*{_ENDING}") if word in _text(file))
    return {
        (file.parent.name, f"{file.name.removesuffix(_ENDING)}.{macro}")
        for file in files
        for macro in _macros(file)
        if not macro.startswith("_")
    }


def paths_in_topic(
    shelf: str, topic: str, folders: tuple[Path, ...], tier: str = "", setting: str = ""
) -> frozenset[str]:
    """Return the paths that a topic of a shelf (topics, boxes) reads in the plan of a place, or of any place.

    The topic file.macro reads them itself or through a macro that it calls; the first folder with it counts.
    """
    return paths_lookup(folders, tier, setting)(shelf, topic)


@cache
def topic_names(shelf: str, folders: tuple[Path, ...]) -> frozenset[str]:
    """Return the names of all topics on a shelf: file.macro."""
    files = (file for folder in folders for file in (folder / shelf).glob(f"*{_ENDING}"))
    return frozenset(
        f"{file.name.removesuffix(_ENDING)}.{macro}"
        for file in files
        for macro in _macros(file)
        if not macro.startswith("_")
    )


@cache
def topic_words(shelf: str, topic: str, folders: tuple[Path, ...]) -> str:
    """Return the Chinese words of a topic in the order of its source, without its figures and terms.

    They are those of the first folder that has the topic; empty if none has.
    """
    return "".join(_chinese().findall(topic_source(shelf, topic, folders)))


def topic_source(shelf: str, topic: str, folders: tuple[Path, ...]) -> str:
    """Return the source text of a topic, by the first folder that has it; empty if none has."""
    name, _, macro = topic.partition(".")
    for folder in folders:
        macros = _macros(folder / shelf / f"{name}{_ENDING}")
        if macro in macros:
            return macros[macro]
    return ""


@cache
def _chinese() -> re.Pattern[str]:
    """Return the pattern of Chinese words with their marks; few plans need it, and it is slow to compile."""
    return re.compile(r"[\u3400-\u9fff][\u3400-\u9fff\u2014\u2018-\u201d\u2026\u3000-\u301f\uff01-\uff1f]*")


@cache
def paths_lookup(folders: tuple[Path, ...], tier: str, setting: str) -> Callable[[str, str], frozenset[str]]:
    """Return a lookup of paths by shelf and topic for one place; it caches its answers.

    It is `paths_in_topic` for whoever asks for many topics.
    """
    place = {"tier": tier, "setting": setting}

    @cache
    def macros_by_folder(shelf: str, name: str) -> list[dict[str, str]]:
        return [_macros(folder / shelf / f"{name}{_ENDING}") for folder in folders]

    @cache
    def paths_of(shelf: str, topic: str) -> frozenset[str]:
        name, _, macro = topic.partition(".")
        macros = next((macros for macros in macros_by_folder(shelf, name) if macro in macros), {})
        return frozenset(_paths_in_macro(macro, macros, place))

    return paths_of


@cache
def _macros(file: Path) -> dict[str, str]:
    """Return the source text of each macro of `file` by name; none if there is no such file."""
    return dict(_MACRO.findall(_text(file)))


@cache
def _text(file: Path) -> str:
    """Return the text of `file`, empty if there is no such file."""
    with suppress(OSError):  # a name too long among them
        return file.read_text("utf-8")
    return ""


def form_fields(form: str, period: Period) -> dict[str, str]:
    """Return the fields of the form `form` in their order, each with its Chinese description."""
    return {field: title for field, (_, title) in field_macros(form, period).items()}


def field_macros(form: str, period: Period) -> dict[str, tuple[str, str]]:
    """Return the fields of the form `form` in their order, each with the macro that prints it and its title.

    Of a field that several macros print, the first counts.
    """
    file = period.find(f"forms/{form}.xml.j2")
    fields: dict[str, tuple[str, str]] = {}
    for macro, field, title in _FIELD.findall(file.read_text("utf-8")) if file else []:
        fields.setdefault(field, (macro, title))
    return fields


def needed_fields(form: str, period: Period) -> set[str]:
    """Return the fields of the form `form` that print 【待补】 where the profile lacks them."""
    file = period.find(f"forms/{form}.xml.j2")
    asked = set(_ASKED.findall(file.read_text("utf-8"))) if file else set()
    return asked | {field for field, (macro, _) in field_macros(form, period).items() if macro in _NEEDED}


def all_form_fields(period: Period) -> dict[str, tuple[str, str]]:
    """Return the fields of all forms of `period`, each with the macro that prints it and its descriptions."""
    files = sorted(file for folder in period.folders for file in (folder / "forms").glob("*.j2"))
    kinds: dict[str, str] = {}
    titles: dict[str, dict[str, None]] = {}
    for kind, field, title in (found for file in files for found in _FIELD.findall(file.read_text("utf-8"))):
        kinds[field] = kind
        titles.setdefault(field, {})[title] = None
    return {field: (kinds[field], "或".join(words)) for field, words in titles.items()}


def reachable(text: str, place: dict[str, str]) -> str:
    """Return a macro's `text` without the branches that the plan of `place` (tier, setting) never takes."""
    if not any(known and name in text for name, known in place.items()):
        return text
    pieces: list[str] = []
    branches: list[tuple[bool, bool]] = []  # per open if: is it decided, is its current branch reachable
    end = 0
    for match in _BRANCH.finditer(text):
        pieces.append(text[end : match.end()] if all(reached for _, reached in branches) else "")
        end, word = match.end(), match[1]
        decided = word != "if" and branches.pop()[0]
        if word != "endif":
            true = word == "else" or _holds(match[2].strip(" \t\r\n-"), place)
            branches.append((decided or true is True, not decided and true is not False))
    return "".join(pieces) + text[end:]


def _holds(condition: str, place: dict[str, str]) -> bool | None:
    """Return whether a condition about the place holds; None if it depends on anything else."""
    match = _OF_PLACE.fullmatch(condition)
    known = place[match[1]] if match else ""
    return (match[2] == "==") == (match[3] == known) if match and known else None


def _paths_in_macro(macro: str, macros: dict[str, str], place: dict[str, str]) -> set[str]:
    """Return the paths that `macro` and those it calls read; any quoted word may name a group of results."""
    paths: set[str] = set()
    reached, waiting = {macro}, [macro]
    while waiting:
        text = reachable(macros.get(waiting.pop(), ""), place)
        if '"' in text or "'" in text:  # most topics read nothing
            paths.update(_PATH.findall(text))
            paths.update(f"{_SHORTHAND[name]}.{key}" for name, key in _SHORTHAND_CALL.findall(text))
            paths.update(f"results.{word}" for word in _WORD.findall(text))
        called = set(_CALL.findall(text)) - reached
        reached |= called
        waiting += called
    return paths
