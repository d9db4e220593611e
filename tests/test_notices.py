"""Test letters and notices in the issuer's own words: each is made of fields of a profile.

cases/notices/<n>.yaml is a way of issuing that is in use; <n>.txt holds its letters, and the head of the plan.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import plans
import pytest
from commands import CASES
from conftest import ROOT, Golden

from generator.base.resources import templates_folder
from generator.check.form.vocabulary import form_words
from generator.document import Document, Letter, Plan, plain
from generator.library.period import load_period
from generator.library.template_index import form_fields
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.support.composing import compose
from generator.pipeline.support.word_files import open_word
from generator.text_formats.markdown import write_md
from generator.yaml_source import load_data, mapping, texts

NOTICES = sorted((CASES / "notices").glob("*.yaml"))
FORMULAS = mapping(load_data(templates_folder() / "lexicon" / "formulas.yaml"))
ONE_CHAPTER = {"chapters": [{"chapter": "a", "title": "甲", "topics": [{"own": "一段。"}]}]}
every_notice = pytest.mark.parametrize("file", NOTICES, ids=lambda file: file.stem)


@cache
def checked(file: Path) -> Any:  # noqa: ANN401  # with its findings
    """Return what checking a case found."""
    return check(file)


def letters_of(document: Document) -> str:
    """Return the text of the letters of a draft, and the head of its plan."""
    parts = (replace(part, body=()) if isinstance(part, Plan) else part for part in document.parts)
    return write_md(replace(document, parts=tuple(parts)))


def letter(form: str, fields: dict[str, Any], **profile: Any) -> str:  # noqa: ANN401  # as YAML has it
    """Return the letters of a plan whose only form, before the plan, has these fields."""
    parts = [{"form": form, **fields}, *([] if form == "plan" else ["plan"])]
    data = {**plans.bare("county", "2026-2030"), "outline": ONE_CHAPTER, "parts": parts, **profile}
    return letters_of(plans.document(data))


@every_notice
def test_a_notice_says_what_its_profile_says(file: Path, golden: Golden) -> None:
    golden.check(file.with_suffix(".txt"), letters_of(compose(checked(file).profile)))


@every_notice
def test_a_sound_notice_has_no_finding(file: Path) -> None:
    allowed = {"upper-document-missing", "indicator-unconfirmed", "outline-gap", "indicator-without-task"}
    about_letters = [f for f in checked(file).findings if f.rule not in allowed and f.rule != "gap"]
    assert about_letters == []


@every_notice
def test_its_word_file_reads_the_same(file: Path, tmp_path: Path) -> None:
    drafted = draft(checked(file).profile, tmp_path, ("docx",))
    word = open_word(drafted.files[0])
    assert word.document == word.draft == drafted.document
