"""Make letters and notices of fields, each before a plan of one chapter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plans
from commands import CASES

from generator.base.resources import templates_folder
from generator.check.form.vocabulary import form_words
from generator.document import Document, Plan
from generator.formats.markdown import write_md
from generator.library.form_index import form_fields
from generator.library.period import load_period
from generator.yaml_source import load_data, mapping, texts

FORMULAS = mapping(load_data(templates_folder() / "lexicon" / "formulas.yaml"))
ONE_CHAPTER = {"chapters": [{"chapter": "a", "title": "甲", "topics": [{"own": "一段。"}]}]}
PLAN = "《青石县残疾人保障和发展“十五五”规划》"


def letters_of(document: Document) -> str:
    """Return the text of the letters of a draft, and the head of its plan."""
    parts = (replace(part, body=()) if isinstance(part, Plan) else part for part in document.parts)
    return write_md(replace(document, parts=tuple(parts)))


def letter(form: str, fields: dict[str, Any], **profile: Any) -> str:  # noqa: ANN401  # as YAML has it
    """Return the letters of a plan whose only form, before the plan, has these fields."""
    parts = [{"form": form, **fields}, *([] if form == "plan" else ["plan"])]
    data = {**plans.bare("county", "2026-2030"), "outline": ONE_CHAPTER, "parts": parts, **profile}
    return letters_of(plans.document(data))


BROUGHT = mapping(load_data(CASES / "brought.yaml"))
FIELDS = mapping(BROUGHT["fields"])
FORMS = [form for form in form_words() if form not in {"contents", "task-division"}]


def writings(listed: Any) -> list[list[str]]:  # noqa: ANN401  # as YAML has it
    """Return lists of writings that mean the same."""
    return [texts(each) for each in listed]


def filled(form: str, field: str, text: str) -> dict[str, Any]:
    """Return the fields of a form that is filled in, with one that says `text`."""
    period = load_period("2026-2030")
    known = {name: writings(FIELDS[name])[0][0] for name in form_fields(form, period) if name in FIELDS}
    return {
        **{name: value for name, value in known.items() if name not in {"approval", "delivery"}},
        field: text,
    }
