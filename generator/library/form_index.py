"""The index of the forms: the fields that letters, covers and annexes ask of a profile."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.form_manifest import FormManifest, form_manifest, manifest_beside
from generator.library.period import Period
from generator.library.template_facts import ENDING, Fact, TemplateFacts, sound_facts, template_facts

_NEEDED = {"field", "lines"}  # the macros that print 【待补】 for what is missing
_ASKED = "reach"  # the macro that does so where it is told to
_HELPERS = ("letters", "forms/fields")
_GAP = "<gap"


def form_fields(form: str, period: Period) -> dict[str, str]:
    """Return the fields of the form `form` in their order, each with its Chinese description."""
    return {field: title for field, (_, title) in field_macros(form, period).items()}


def field_macros(form: str, period: Period) -> dict[str, tuple[str, str]]:
    """Return the fields of the form `form` in their order, each with the macro that prints it and its title.

    Of a field that several macros print, the first counts.
    """
    fields: dict[str, tuple[str, str]] = {}
    for macro, field, title, _ in _asked_by(form, period):
        if title is not None:
            fields.setdefault(field, (macro, title))
    return fields


def needed_fields(form: str, period: Period) -> set[str]:
    """Return the fields of the form `form` that print 【待补】 where the profile lacks them."""
    asked = {field for macro, field, _, told in _asked_by(form, period) if macro == _ASKED and told}
    return asked | {field for field, (macro, _) in field_macros(form, period).items() if macro in _NEEDED}


def all_form_fields(period: Period) -> dict[str, tuple[str, str]]:
    """Return the fields of all forms of `period`, each with the macro that prints it and its descriptions."""
    kinds: dict[str, str] = {}
    titles: dict[str, dict[str, None]] = {}
    for file in sorted(file for folder in period.folders for file in (folder / "forms").glob("*.j2")):
        for macro, field, title, _ in (*_listed(manifest_beside(file)), *_fields(sound_facts(file))):
            if title is not None:
                kinds[field] = macro
                titles.setdefault(field, {})[title] = None
    return {field: (kinds[field], "或".join(words)) for field, words in titles.items()}


def gaps_of_form(form: str, period: Period) -> set[str]:
    """Return the fields of a form that print a gap where they are left out.

    They are those whose macro in the files of such macros has one, or is not there.
    """
    files = filter(None, (period.find(f"{helper}{ENDING}") for helper in _HELPERS))
    helpers = [template_facts(file) for file in files]
    known = {name: facts for facts in helpers for name in facts.names}
    return {
        field
        for macro, field, _, _ in _asked_by(form, period)
        if macro not in known or any(map(_prints_gap, known[macro].facts(macro, "call", "text")))
    }


def _prints_gap(fact: Fact) -> bool:
    """Return whether a fact of a macro is a gap, or a call of a macro that prints one."""
    if fact.kind == "call":
        return fact.text in _NEEDED or "gap" in fact.text
    return fact.kind == "text" and _GAP in fact.text


def _asked_by(form: str, period: Period) -> Iterator[tuple[str, str, str | None, bool]]:
    """Yield what a form asks for: the macro, the field, its description or None, whether `true` is passed."""
    file = period.find(f"forms/{form}{ENDING}")
    if file:
        yield from _listed(form_manifest(form, period))
        yield from _fields(template_facts(file))


def _listed(manifest: FormManifest) -> Iterator[tuple[str, str, str | None, bool]]:
    """Yield the fields of a manifest; of a form without one, the calls of its template say what it asks."""
    return ((field.macro, field.name, field.what, field.asked) for field in manifest.fields.values())


def _fields(template: TemplateFacts) -> Iterator[tuple[str, str, str | None, bool]]:
    return ((fact.text, *fact.more) for fact in template.facts("", "field"))
