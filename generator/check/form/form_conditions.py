"""The check of what manifests of forms say when: conditions, the fields and sentences that they name."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from generator.base.diagnostics import Finding
from generator.base.resources import templates_folder
from generator.base.spelling import nearest
from generator.library.form_conditions import ASKED, ConditionAtom, WrongConditionError, read_condition
from generator.locality.letters import formulas
from generator.yaml_source import Data, KeyPath, Source, load_data, mapping, strings, texts

_PLAN = "plan"  # what the blank of a clause may stand for, beside a field


class FoundText(NamedTuple):
    """Hold a text of a manifest and its path."""

    path: KeyPath
    text: str


def said_texts(source: Source) -> Iterator[FoundText]:
    """Yield the texts of a manifest that may have words in braces: its title, usual words and sentences."""
    data = mapping(source.data)
    if isinstance(title := data.get("title"), str):
        yield FoundText(("title",), title)
    for path, field in _fields(source):
        yield from (
            FoundText((*path, key), words)
            for key, words in strings(field).items()
            if key in {"otherwise", "to_everybody"}
        )
    for path, piece in pieces(source):
        if isinstance(piece, str):
            yield FoundText(path, piece)
        elif isinstance(said := mapping(piece).get("say"), str):
            yield FoundText((*path, "say"), said)


def pieces(source: Source) -> Iterator[tuple[KeyPath, Data]]:
    """Yield the pieces of all sentences of a manifest, with their paths."""
    lists: list[tuple[KeyPath, Data]] = [
        ((*path, "otherwise"), each.get("otherwise")) for path, each in _fields(source)
    ]
    sentences = mapping(mapping(source.data).get("sentences"))
    lists += [(("sentences", name), given) for name, given in sentences.items()]
    for path, given in lists:
        if isinstance(given, list):
            yield from (((*path, number), piece) for number, piece in enumerate(given))


def named_in_conditions(source: Source) -> set[str]:
    """Return the fields that conditions ask about, or that stand in a list of a piece or in a blank."""
    atoms = (atom.name for found in _conditions(source) for atom in _atoms(found.text))
    listed = (name for _, piece in pieces(source) for name in texts(mapping(piece).get("fields")))
    return {*atoms, *listed, *(str(field["blank"]) for _, field in _fields(source) if "blank" in field)}


def check_conditions(source: Source) -> Iterator[Finding]:
    """Report conditions that cannot be read, or name nothing; fields that pieces and blanks name in vain."""
    for found in _conditions(source):
        try:
            atoms = [atom for each in read_condition(found.text) for atom in each]
        except WrongConditionError as error:
            yield _told(source, found, "form", str(error))
        else:
            yield from (finding for atom in atoms for finding in _unknown_atom(source, found.path, atom))
    yield from _circles(source)
    yield from _unknown_fields(source)


def _unknown_atom(source: Source, path: KeyPath, atom: ConditionAtom) -> Iterator[Finding]:
    """Report a question about what is no field and no condition, and one that cannot be asked."""
    fields, own = (mapping(mapping(source.data).get(key)) for key in ("fields", "conditions"))
    patterns = [name for name, value in formulas().items() if isinstance(value, str)]
    asked = [] if atom.name in own else [*ASKED, *patterns]
    if atom.name not in {*fields, *own}:
        yield _unknown(source, path, "condition", atom.name, [*fields, *own])
    elif atom.asked and atom.asked not in asked:
        yield _unknown(source, path, "question", atom.asked, asked)


def _unknown_fields(source: Source) -> Iterator[Finding]:
    """Report fields of pieces and blanks that the manifest has not."""
    fields = [*mapping(mapping(source.data).get("fields"))]
    for path, piece in pieces(source):
        for number, name in enumerate(texts(mapping(piece).get("fields"))):
            if name not in fields:
                yield _unknown(source, (*path, "fields", number), "field", name, fields)
    for path, field in _fields(source):
        if (blank := field.get("blank")) and blank not in {*fields, _PLAN}:
            yield _unknown(source, (*path, "blank"), "field", str(blank), [*fields, _PLAN])


def _circles(source: Source) -> Iterator[Finding]:
    """Report conditions that ask for themselves, by way of others."""
    own = strings(mapping(source.data).get("conditions"))
    graph = {name: {atom.name for atom in _atoms(text)} & own.keys() for name, text in own.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        name = str(error.args[1][0])
        yield _told(source, FoundText(("conditions", name), own[name]), "circle", name)


def _conditions(source: Source) -> Iterator[FoundText]:
    for name, text in strings(mapping(source.data).get("conditions")).items():
        yield FoundText(("conditions", name), text)
    for path, piece in pieces(source):
        if isinstance(when := mapping(piece).get("when"), str):
            yield FoundText((*path, "when"), when)


def _atoms(text: str) -> list[ConditionAtom]:
    try:
        return [atom for each in read_condition(text) for atom in each]
    except WrongConditionError:
        return []


def _fields(source: Source) -> Iterator[tuple[KeyPath, dict[str, Data]]]:
    for name, field in mapping(mapping(source.data).get("fields")).items():
        yield ("fields", name), mapping(field)


def _told(source: Source, found: FoundText, problem: str, part: str) -> Finding:
    words = strings(mapping(_words()["conditions"]))
    facts = {"value": found.text, "part": part, "problem": words[problem]}
    return Finding("templates-condition", source.place(found.path), facts)


def _unknown(source: Source, path: KeyPath, kind: str, name: str, known: list[str]) -> Finding:
    said = strings(mapping(mapping(_words()["names"])[kind]))
    return Finding(
        "templates-name", source.find(name, path), {"name": name, "guess": nearest(name, known), **said}
    )


def _words() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "schema" / "library.yaml"))
