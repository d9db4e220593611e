"""Test the manifests of forms: what is usually said stands in them, and macros set the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from plans import bare, document

from generator.base.resources import period_ids
from generator.check.form.vocabulary import form_words
from generator.document import Annex, Document, Letter, Plan, plain, runs_in
from generator.library.form_index import form_fields, needed_fields
from generator.library.form_manifest import NO_MANIFEST, form_manifest, manifest_beside
from generator.library.period import load_period

LATEST = load_period(period_ids()[-1])
FORMS = [form for form in form_words() if form != "plan"]
BEFORE = """\
{% from "forms/fields.xml.j2" import field, option with context %}
<letter key="cover" title="{{ title }}"><issuer>{{ option(form, "maker", "编者") }}</issuer>
<date>{{ field(form, "month", "月份") }}</date></letter>
"""


@cache
def drafted(form: str, given: tuple[tuple[str, str], ...] = ()) -> Document:
    """Return the draft of a county that has a form with the fields that are `given`, and the plan."""
    return document({**bare("county"), "parts": [{"form": form, **dict(given)}, "plan"]})


def said(draft: Document) -> str:
    """Return all words of the first part of a draft."""
    return plain(runs_in(draft.parts[0]))


@pytest.mark.parametrize("form", form_words())
def test_a_form_is_called_and_asks_what_its_manifest_says(form: str) -> None:
    manifest = form_manifest(form, LATEST)
    assert manifest.called == form_words()[form]
    assert {name: field.what for name, field in manifest.fields.items()} == form_fields(form, LATEST)


@pytest.mark.parametrize("form", FORMS)
def test_its_key_is_the_name_of_the_form(form: str) -> None:
    assert drafted(form).parts[0].key == form


@pytest.mark.parametrize("form", FORMS)
def test_what_is_usually_said_is_what_the_manifest_says(form: str) -> None:
    manifest, part = form_manifest(form, LATEST), drafted(form).parts[0]
    if isinstance(part, Letter) and manifest.title:
        assert all(words in part.title for words in re.split(r"\{.*?\}", manifest.title))
    for field in manifest.fields.values():
        if field.macro == "sentence":
            pieces = re.split(r"\{.*?\}|，$|：$|。$", field.otherwise)
            assert all(words in said(drafted(form)) for words in pieces), field


def test_what_is_said_to_everybody_is_said_where_nobody_is_named() -> None:
    fields = form_manifest("consultation-letter", LATEST).fields
    draft = said(drafted("consultation-letter", (("recipients", "无"),)))
    for field in (field for field in fields.values() if field.to_everybody):
        assert all(words in draft for words in re.split(r"\{.*?\}", field.to_everybody)), field
        assert not all(words in draft for words in re.split(r"\{.*?\}", field.otherwise)), field


def test_labels_are_set_for_every_form_that_lists_attachments() -> None:
    for form in FORMS:
        attached = form_manifest(form, LATEST).fields.get("attachments")
        label = next(part.label for part in drafted(form).parts if isinstance(part, Plan | Annex))
        assert bool(label) == bool(
            isinstance(drafted(form).parts[0], Annex) or (attached and attached.otherwise)
        )


def test_a_template_of_another_folder_has_the_manifest_beside_it_or_none(tmp_path: Path) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "cover.xml.j2").write_text(BEFORE, "utf-8")
    period = replace(LATEST, folders=(tmp_path, *LATEST.folders))
    assert form_manifest("cover", period) == NO_MANIFEST
    assert form_fields("cover", period) == {"maker": "编者", "month": "月份"}
    assert needed_fields("cover", period) == {"month"}
    assert form_manifest("imprint", period) == form_manifest("imprint", LATEST)
    (tmp_path / "forms" / "own.xml.j2").write_text(BEFORE, "utf-8")
    (tmp_path / "forms" / "own.yaml").write_text("fields: {month: {what: 哪个月, as: field}}\n", "utf-8")
    assert manifest_beside(tmp_path / "forms" / "own.xml.j2").fields["month"].what == "哪个月"
    assert form_fields("own", period) == {"month": "哪个月", "maker": "编者"}
