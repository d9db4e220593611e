"""The check of the manifests of forms: whether words are known, and fields are printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.resources import resource, templates_folder
from generator.base.spelling import nearest
from generator.check.form.form_conditions import check_conditions, named_in_conditions, said_texts
from generator.library.template_facts import ENDING, TemplateFacts, template_facts
from generator.locality.letters import BRACED, formulas, unknown_words
from generator.yaml_source import Data, Source, load_data, mapping, strings, texts

_ASK = "ask."  # what forms call the macros of common/asked.xml.j2


def asking_macros() -> TemplateFacts:
    """Return the facts of the macros that take the name of a field."""
    return template_facts(resource("common/asked.xml.j2"))


def asked_macro(call: str) -> str:
    """Return the macro of common/asked.xml.j2 that a template calls by `call`; "" if it is none."""
    return call.removeprefix(_ASK) if call.startswith(_ASK) else ""


def takes_field(macro: str) -> bool:
    """Return whether the first argument of a macro of common/asked.xml.j2 is the name of a field."""
    return macro in (facts := asking_macros()) and "name" in facts.parameters(macro)


def takes_sentence(macro: str) -> bool:
    """Return whether the first argument of a macro of common/asked.xml.j2 is a sentence of the manifest."""
    return macro in (facts := asking_macros()) and "sentence_name" in facts.parameters(macro)


def check_manifest(source: Source) -> list[Finding]:
    """Return findings for a manifest whose form is right: words that there are not, fields nothing prints."""
    file = Path(source.file)
    template = file.with_name(f"{file.stem}{ENDING}")
    if not template.is_file():
        return [Finding("templates-unknown", Place(source.file), {})]
    try:
        facts = template_facts(template)
    except PlanError:
        return []  # the check of templates tells it
    return [*_unknown_words(source), *check_conditions(source), *_unprinted(source, facts)]


def _unknown_words(source: Source) -> Iterator[Finding]:
    """Report words in braces for which nothing is filled in."""
    own = texts(formulas().get("manifest_words"))
    fields = [*mapping(mapping(source.data)["fields"])]
    known = [*texts(formulas()["words"]), *own, *fields]
    said = strings(_kinds()["brace"])
    for path, text in said_texts(source):
        for word in unknown_words(text):
            if word not in own and word not in fields:
                facts = {"name": word, "guess": nearest(word, known), **said}
                yield Finding("templates-name", source.place(path), facts)


def _unprinted(source: Source, template: TemplateFacts) -> Iterator[Finding]:
    """Report fields that neither the template of the form, nor a text of its manifest, prints.

    Those that `letter` and `annex` print by themselves are named in their macros.
    """
    used = {fact.text for macro in ("", *template.names) for fact in template.facts(macro, "const")}
    used |= {fact.text for name in asking_macros().names for fact in asking_macros().facts(name, "const")}
    used |= named_in_conditions(source)
    braced = {word for _, text in said_texts(source) for word in BRACED.findall(text)}
    for name, field in mapping(mapping(source.data)["fields"]).items():
        called = strings(field)["what"].partition("；")[0]
        if name not in used and braced.isdisjoint({name, called}):
            yield Finding("templates-field", source.key_place(("fields", name)), {"name": name})


def _kinds() -> dict[str, Data]:
    """Return what the check of a library calls each kind of name, and where one is added."""
    return mapping(mapping(load_data(templates_folder() / "schema" / "library.yaml"))["names"])
