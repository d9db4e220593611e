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
from generator.yaml_source import load_data, mapping, strings

_FORMS = "forms"
_ENDING = ".yaml"


class FormField(NamedTuple):
    """Describe a field: what is asked, the macro that prints it, what is said without it.

    `asked` says whether one of several ways to answer is asked for; `to_everybody` is what is said in the
    stead of `otherwise` to everybody, `says` what stands before the field.
    """

    name: str
    what: str
    macro: str
    asked: bool = False
    otherwise: str = ""
    to_everybody: str = ""
    says: str = ""


class FormManifest(NamedTuple):
    """Hold the manifest of a form: its name, its usual title, what it calls the plan, its ways to answer."""

    called: str
    title: str
    draft: str
    ways: Mapping[str, str]
    fields: Mapping[str, FormField]


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
        MappingProxyType({name: _field(name, strings(field)) for name, field in fields.items()}),
    )


def _field(name: str, words: dict[str, str]) -> FormField:
    return FormField(
        name,
        words.get("what", ""),
        words.get("as", ""),
        words.get("asked") == "true",
        words.get("otherwise", ""),
        words.get("to_everybody", ""),
        words.get("says", ""),
    )
