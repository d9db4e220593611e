"""The paths in whose place topics print 【待补】 where a profile lacks them, found in the templates' text.

A path that a topic asks for first (`{% if has("…") %}`) is printed only where the profile has it. Too
little is never found: of what cannot be told from the text, a gap is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.library.period import Period
from generator.library.template_index import reachable

_ENDING = ".xml.j2"
_MACRO = re.compile(r"\{%-? macro (\w+)\((.*?)\)\s*-?%\}(.*?)\{%-? endmacro", re.DOTALL)
_TOKEN = re.compile(
    r"""\{%-?\s*(?P<branch>if|elif|else|endif)\b(?P<condition>[^%]*)-?%\}"""
    r"""|["'](?P<path>(?:achievements|commitments|population|indicators|documents|names)\.[\w.]+)["']"""
    r"""|(?P<call>(?<![\w.])[\w.]++)\(|(?P<close>\))|\b(?P<word>[a-z]\w*)\b""",
    re.DOTALL,
)
_FIELD = re.compile(r"""\b(\w+)\(form, ["'](\w+)["']""")
_PRINTING = re.compile(r"gap|\bfield\(|\blines\(")
_CALL = re.compile(r"\b(_\w+)\(")
_HAS = re.compile(r"""\bhas\(["']?([\w.]+)["']?\)""")
# What prints no gap: it asks for a path, or for its unit or name alone.
_ASKING = {"has", "own_clause", "called", "lists", "measure", "doc", "names", "quoted", "results"}


class _Macro(NamedTuple):
    """Hold a macro's parameters and its text."""

    parameters: frozenset[str]
    text: str


@cache
def gaps_of_topic(
    shelf: str, topic: str, folders: tuple[Path, ...], tier: str, setting: str
) -> frozenset[str]:
    """Return the paths for which a topic of a shelf may print a gap in the plan of a place."""
    file, _, macro = topic.partition(".")
    found = (_macros(folder / shelf / f"{file}{_ENDING}", tier, setting) for folder in folders)
    return _gaps(macro, next((macros for macros in found if macro in macros), {}))


def gaps_of_form(form: str, period: Period) -> set[str]:
    """Return the fields of a form that print a gap where they are left out.

    They are those whose macro in the files of such macros has one, or is not there.
    """
    file = period.find(f"forms/{form}{_ENDING}")
    helpers = filter(None, map(period.find, (f"letters{_ENDING}", f"forms/fields{_ENDING}")))
    known = {name: macro for helper in helpers for name, macro in _macros(helper, "", "").items()}
    found = _FIELD.findall(file.read_text("utf-8")) if file else []
    return {field for macro, field in found if macro not in known or _PRINTING.search(known[macro].text)}


def _gaps(macro: str, macros: dict[str, _Macro]) -> frozenset[str]:
    """Return the paths for which `macro`, or one that it calls, may print a gap."""
    paths: set[str] = set()
    reached, waiting = {macro}, [macro]
    while waiting:
        name = waiting.pop()
        for path, call in _unasked(macros[name], frozenset()) if name in macros else ():
            if not _is_asking(call, macros):
                paths.add(path)
        called = set(_CALL.findall(macros[name].text)) if name in macros else set()
        waiting += called - reached
        reached |= called
    return frozenset(paths)


def _is_asking(call: str, macros: dict[str, _Macro], above: frozenset[str] = frozenset()) -> bool:
    """Return whether a macro prints no gap for a path that it is given, as it asks for it first.

    Of one that calls itself by way of those `above` nothing is told.
    """
    if call in _ASKING:
        return True
    if call not in macros or call in above:
        return False
    inner = (each for _, each in _unasked(macros[call], macros[call].parameters))
    return all(_is_asking(each, macros, above | {call}) for each in inner)


def _unasked(macro: _Macro, parameters: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield each path that a macro names, or each of its `parameters`, with the call that is given it.

    Leave out those for which a branch around it asks.
    """
    branches: list[str] = []
    calls: list[str] = []
    for match in _TOKEN.finditer(macro.text):
        found = match.groupdict()
        if found["branch"]:
            _step(branches, found["branch"], found["condition"])
        elif found["call"]:
            calls.append(found["call"])
        elif found["close"]:
            calls = calls[:-1]
        elif path := found["path"] or (found["word"] if found["word"] in parameters else ""):
            call = calls[-1] if calls else ""
            first = macro.text[: match.start()].endswith("(")  # what follows is a unit or words
            if (found["path"] or (call and (first or call.startswith("_")))) and not any(
                path in _asked_for(condition) for condition in branches
            ):
                yield path, call


def _step(branches: list[str], word: str, condition: str) -> None:
    """Bring the conditions of the open branches up to date with one more tag."""
    if word != "if" and branches:
        branches.pop()
    if word != "endif":
        branches.append(condition)


def _asked_for(condition: str) -> set[str]:
    """Return the paths that a profile must have for a condition to hold."""
    return set() if re.search(r"\b(or|not)\b", condition) else set(_HAS.findall(condition))


@cache
def _macros(file: Path, tier: str, setting: str) -> dict[str, _Macro]:
    """Return the macros of `file` by name, without what the plan of a place never says."""
    try:
        text = file.read_text("utf-8")
    except OSError:
        return {}
    place = {"tier": tier, "setting": setting}
    return {
        name: _Macro(frozenset(re.findall(r"\w+", given)), reachable(body, place))
        for name, given, body in _MACRO.findall(text)
    }
