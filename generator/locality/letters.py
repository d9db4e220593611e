"""Read the fields of a profile's letters: without what the form prints itself, with names put into formulas.

Words and formulas are those of templates/lexicon/formulas.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from generator.base.bounded_text import bounded
from generator.base.resources import resource
from generator.library.form_manifest import FormManifest, form_manifest
from generator.library.outline import OutlineBlock
from generator.locality.profile import Profile
from generator.yaml_source import Data, load_data, mapping, texts

BRACED = re.compile(r"\{([^{}\n]{1,60})\}")
_PATH = re.compile(r"\w+(?:\.[\w-]+)+")
_ROUNDS = 4  # affixes that uncover one another
_LEFT_OUT, _MANIFEST = "left_out", "manifest"
_COMMA = "，"
Part = Mapping[str, Any]


def parts_of(profile: Profile) -> list[Part]:
    """Return the parts of the draft, each with its `form` and its fields.

    Fields lack what the form prints itself; those that the profile leaves out stand under `left_out` alone,
    what the form asks under `manifest`.
    """
    parts = profile.at("parts")
    listed = parts if isinstance(parts, list) else ["plan"]
    given = [{"form": part} if isinstance(part, str) else mapping(part) for part in listed]
    return [_part(part, form_manifest(str(part["form"]), profile.period)) for part in given]


def _part(given: Mapping[str, Data], manifest: FormManifest) -> Part:
    filled = {name: value for name, value in given.items() if value is not None}
    out = [name for name, value in filled.items() if is_left_out(name, value)]
    kept = {name: _cleaned(name, value) for name, value in filled.items() if name not in out}
    return {**kept, _LEFT_OUT: tuple(out), _MANIFEST: manifest}


def unknown_words(text: str) -> list[str]:
    """Return the words in braces in a text of a letter for which nothing is filled in."""
    known = texts(formulas()["words"])
    return [name for name in BRACED.findall(text) if name not in known and "." not in name]


def unknown_levels(text: str) -> list[str]:
    """Return the words of `levels` that are no levels of a table of contents: 天 in 章、节、天."""
    levels = "|".join(map(re.escape, texts(formulas().get("levels"))))
    return re.findall(r"[^\s、，,]+", re.sub(levels, " ", text)) if levels else []


def is_left_out(name: str, value: Data) -> bool:
    """Return whether the field `name` says by its `value` that nothing is to be printed."""
    said = texts(value) if value else [""]
    empty = name in texts(formulas()["may_be_empty"])
    return all(text.strip() in texts(formulas()["nothing"]) or (empty and not text.strip()) for text in said)


def _cleaned(name: str, value: Data) -> Data:
    """Return the value of a field, of a list each text, without what the form prints itself."""
    if isinstance(value, str):
        return bare(name, value)
    if not isinstance(value, list):
        return value
    lines = [text for text in texts(value) if text.strip()]
    if name not in texts(formulas()["running"]):
        return [bare(name, line) for line in lines]
    last = len(lines) - 1
    kept = [
        bare(name, line, begins=n == 0, ends=n == last) if n in {0, last} else line.strip()
        for n, line in enumerate(lines)
    ]
    if "unjoined" not in formulas():  # an older folder of templates
        return [*kept]
    return [line if n == last else _pattern("unjoined").sub(_COMMA, line) for n, line in enumerate(kept)]


def bare(name: str, text: str, *, begins: bool = True, ends: bool = True) -> str:
    """Return `text` of the field `name` without what forms print before, behind or around it."""
    text = text.strip()
    for _ in range(_ROUNDS):
        before = text
        for begin, end, brackets in _brought(name):
            if begins and begin:
                text = begin.sub("", text, count=1).strip()
            if ends and end:
                text = end.sub("", text, count=1).strip()
            text = _unbracketed(text, brackets)
        if text == before:
            break
    return text or before


def title_printer(numbering: Mapping[str, str]) -> Callable[[OutlineBlock], str]:
    """Return the function that prints the title of a block without the number and mark that come with it.

    `numbering` are the patterns by the kind of block; a kind without one has no numbers.
    """
    odd = _pattern("odd_title")

    def title_of(block: OutlineBlock) -> str:
        if not odd.search(block.title):  # most titles bring nothing along
            return block.title
        numbered = block.numbered != "false" and numbering.get(block.kind)
        return bare(f"numbered_{block.kind}" if numbered else block.kind, block.title)

    return title_of


def _unbracketed(text: str, brackets: str) -> str:
    """Return `text` without the pair of `brackets` that holds the whole of it."""
    for opening, closing in zip(brackets[::2], brackets[1::2], strict=True):
        inner = text[1:-1]
        if (
            text[:1] == opening
            and text[-1:] == closing
            and len(text) > 1
            and _closed(inner, opening, closing)
        ):
            return inner.strip()
    return text


def _closed(text: str, opening: str, closing: str) -> bool:
    """Return whether each bracket in `text` is closed in it, and none before it is opened."""
    depth = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        if depth < 0:
            return False
    return not depth


@cache
def _brought(name: str) -> tuple[tuple[re.Pattern[str] | None, re.Pattern[str] | None, str], ...]:
    """Return what the field `name` may bring along: patterns of its beginning and end, pairs of brackets."""
    listed = formulas()["brought"]
    rules = [mapping(rule) for rule in listed] if isinstance(listed, list) else []
    return tuple(
        (
            re.compile(rf"^(?:{rule['begin']})") if "begin" in rule else None,
            re.compile(rf"(?:{rule['end']})$") if "end" in rule else None,
            str(rule.get("around", "")),
        )
        for rule in rules
        if name in texts(rule["fields"])
    )


@cache
def formulas() -> Mapping[str, Data]:
    """Return the data of templates/lexicon/formulas.yaml."""
    return mapping(load_data(resource("lexicon/formulas.yaml")))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(str(formulas()[name]))


def has(name: str, text: str) -> bool:
    """Return whether `text` has the pattern `name` of the formulas."""
    return _pattern(name).search(text) is not None


def without(name: str, text: str) -> str:
    """Return `text` without the first place of the pattern `name` of the formulas."""
    rest = _pattern(name).sub("", text, count=1)
    return Markup(rest) if isinstance(text, Markup) else rest  # noqa: S704  # it was escaped before


def put(formula: str, name: str | Markup) -> Markup:
    """Return `formula` with `name` in its blank (经…同意), escaped; a formula without a blank as it is.

    What the formula says around its blank is not said twice, and nothing is said behind a name that has
    decided itself (县政府批准).
    """
    if not (blank := _pattern("blank").search(formula)):
        return escape(formula)
    before, after = formula[: blank.start()], formula[blank.end() :]
    if isinstance(name, Markup):  # a gap
        return escape(before) + name + escape(after)
    name = name.removeprefix(before).removesuffix(after)
    if after and has("decided", after) and has("decided", name):
        after = ""
    return escape(before + name + after)


def paragraphs(value: Data) -> list[str]:
    """Return the paragraphs of a field: each text of a list, each line of a text."""
    return [line.strip() for text in texts(value) for line in text.split("\n") if line.strip()]


def own_lines(value: Data) -> Markup:
    """Return the lines of a text as an attribute of draft XML holds them."""
    return Markup("&#10;").join(paragraphs(value))


def worded(text: str, words: Mapping[str, Any], figure: Callable[[str], Markup]) -> Markup:
    """Return the profile's own `text` with the {words} in it filled in from `words`, escaped.

    A dotted path prints its `figure`; other braces stay as they are.
    """
    split = enumerate(BRACED.split(text))
    pieces = (_word(piece, words, figure) if n % 2 else escape(piece) for n, piece in split)
    return Markup(bounded(pieces))  # noqa: S704  # escaped piece by piece


def _word(name: str, words: Mapping[str, Any], figure: Callable[[str], Markup]) -> Markup:
    if name in words:
        return escape(words[name])
    return Markup(figure(name)) if _PATH.fullmatch(name) else escape(f"{{{name}}}")  # noqa: S704  # a macro's own output


def letter_tools(figure: Callable[[str], Markup]) -> Mapping[str, Callable[..., Any]]:
    """Return what forms use of this module; `figure` prints the figure at a path."""
    return MappingProxyType(
        {
            "has": has,
            "without": without,
            "put": put,
            "paragraphs": paragraphs,
            "own_lines": own_lines,
            "worded": lambda text, words: worded(text, words, figure),
        }
    )
