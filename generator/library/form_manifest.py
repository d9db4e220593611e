"""The manifests of the forms: the fields of letters, covers and annexes, and what is usually said in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.base.resources import folders
from generator.library.period import Period
from generator.library.template_facts import ENDING
from generator.yaml_source import Data, load_data, mapping, strings, texts

_FORMS = "forms"
_ENDING = ".yaml"
_BLANK = "…"


class Piece(NamedTuple):
    """Hold a piece of a sentence: `say`, where `when` holds.

    Of a piece with `fields`, those that are printed stand side by side, parted by `between`, in the stead of
    … in `say`; where none is, nothing is said.
    """

    say: str
    when: str = ""
    fields: tuple[str, ...] = ()
    between: str = ""


class FormField(NamedTuple):
    """Describe a field: what is asked, the macro that prints it, what is said without it.

    `asked` says whether one of several ways to answer is asked for; `to_everybody` is what is said in the
    stead of `otherwise` to everybody, `says` and `ends` stand around the field. `pieces` are a sentence that
    depends on other fields; `blank` names the field whose words stand in the stead of …, or the plan.
    """

    name: str
    what: str
    macro: str
    asked: bool = False
    otherwise: str = ""
    to_everybody: str = ""
    says: str = ""
    ends: str = ""
    pieces: tuple[Piece, ...] = ()
    blank: str = ""


class FormManifest(NamedTuple):
    """Hold the manifest of a form: its name, its usual title, what it calls the plan, its ways to answer.

    `words` are words of its layout; `conditions` and `sentences` are named for the pieces that use them.
    """

    called: str
    title: str
    draft: str
    ways: Mapping[str, str]
    fields: Mapping[str, FormField]
    words: Mapping[str, str] = MappingProxyType({})
    conditions: Mapping[str, str] = MappingProxyType({})
    sentences: Mapping[str, tuple[Piece, ...]] = MappingProxyType({})


NO_MANIFEST = FormManifest("", "", "", MappingProxyType({}), MappingProxyType({}))


@cache
def form_manifest(form: str, period: Period) -> FormManifest:
    """Return the manifest of the form `form`, without fields where it has none; raise PlanError for no YAML.

    It is the one beside the template that is used: another folder's template has its own, or none.
    """
    file = period.find(f"{_FORMS}/{form}{ENDING}")
    return manifest_beside(file) if file else NO_MANIFEST


@cache
def manifest_beside(template: Path) -> FormManifest:
    """Return the manifest beside the template of a form; raise as `form_manifest` does."""
    file = template.with_name(template.name.removesuffix(ENDING) + _ENDING)
    return _manifest(file) if file.is_file() else NO_MANIFEST


@cache
def form_names() -> dict[str, str]:
    """Return what the manifests of the forms that all periods have in common call them, in Chinese."""
    files = (file for folder in reversed(folders("common")) for file in (folder / _FORMS).glob(f"*{_ENDING}"))
    return {file.stem: called for file in sorted(files) if (called := _manifest(file).called)}


def _manifest(file: Path) -> FormManifest:
    data = mapping(load_data(file))
    words, fields = strings(data), mapping(data.get("fields"))
    return FormManifest(
        words.get("called", ""),
        words.get("title", ""),
        words.get("draft", ""),
        MappingProxyType(strings(data.get("ways"))),
        MappingProxyType({name: _field(name, mapping(field)) for name, field in fields.items()}),
        MappingProxyType(strings(data.get("words"))),
        MappingProxyType(strings(data.get("conditions"))),
        MappingProxyType({name: _pieces(given) for name, given in mapping(data.get("sentences")).items()}),
    )


def _field(name: str, data: dict[str, Data]) -> FormField:
    words = strings(data)
    return FormField(
        name,
        words.get("what", ""),
        words.get("as", ""),
        words.get("asked") == "true",
        words.get("otherwise", ""),
        words.get("to_everybody", ""),
        words.get("says", ""),
        words.get("ends", ""),
        _pieces(data.get("otherwise")),
        words.get("blank", ""),
    )


def _pieces(data: Data) -> tuple[Piece, ...]:
    """Return the pieces of a sentence that is a list of them; none of one that is a text."""
    return tuple(map(_piece, data)) if isinstance(data, list) else ()


def _piece(data: Data) -> Piece:
    if isinstance(data, str):
        return Piece(data)
    words = strings(data)
    fields = tuple(texts(mapping(data).get("fields")))
    return Piece(
        words.get("say", _BLANK if fields else ""), words.get("when", ""), fields, words.get("between", "")
    )
