"""Test letters and notices in the issuer's own words: each is made of fields of a profile.

cases/notices/<n>.yaml is a way of issuing that is in use; <n>.txt holds its letters and the head of the plan.
cases/brought.yaml says what drafters bring along.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import plans
import pytest
from commands import CASES
from conftest import Golden
from notice_letters import BROUGHT, FIELDS, FORMS, filled, letter, letters_of, writings

from generator.document import Letter, plain
from generator.formats.markdown import write_md
from generator.library.form_index import form_fields
from generator.library.period import load_period
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.support.composing import compose
from generator.pipeline.support.word_files import open_word
from generator.yaml_source import mapping

NOTICES = sorted((CASES / "notices").glob("*.yaml"))
every_notice = pytest.mark.parametrize("file", NOTICES, ids=lambda file: file.stem)


@cache
def checked(file: Path) -> Any:  # noqa: ANN401  # with its findings
    """Return what checking a case found."""
    return check(file)


@every_notice
def test_a_notice_says_what_its_profile_says(file: Path, golden: Golden) -> None:
    golden.check(file.with_suffix(".txt"), letters_of(compose(checked(file).profile)))


@every_notice
def test_a_sound_notice_has_no_finding(file: Path) -> None:
    allowed = {"upper-document-missing", "indicator-unconfirmed", "outline-gap", "indicator-without-task"}
    allowed |= {"gap", "attachment-unprinted"}
    about_letters = [f for f in checked(file).findings if f.rule not in allowed]
    assert about_letters == []


@every_notice
def test_its_word_file_reads_the_same(file: Path, tmp_path: Path) -> None:
    drafted = draft(checked(file).profile, tmp_path, ("docx",))
    word = open_word(drafted.files[0])
    assert word.document == word.draft == drafted.document


UNAFFIXED = {
    *[
        "sealed",
        "unlabelled",
        "unmarked",
        "action",
        "title",
        "body",
        "opening",
        "closing",
        "time",
        "demands",
        "reply",
    ]
}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_form_prints_itself_is_not_printed_twice(form: str) -> None:
    period = load_period("2026-2030")
    for field in form_fields(form, period):
        for plain_text, *others in writings(FIELDS.get(field, [])):
            once = letter(form, filled(form, field, plain_text))
            for other in others:
                assert letter(form, filled(form, field, other)) == once, (field, other)


def test_every_field_of_every_form_is_tried() -> None:
    period = load_period("2026-2030")
    fields = {field for form in FORMS for field in form_fields(form, period)}
    assert fields == {*FIELDS} | UNAFFIXED


@pytest.mark.parametrize("key", ["title_of_plan", "subtitle", "status"])
def test_what_stands_around_a_title_or_a_status_is_not_printed_twice(key: str) -> None:
    name = "title" if key == "title_of_plan" else key
    for plain_text, *others in writings(BROUGHT[key]):
        once = letter("public-notice", {}, **{name: plain_text})
        assert plain_text in once
        assert re.search(r"（（|《《|》》|。。", once) is None
        assert [other for other in others if letter("public-notice", {}, **{name: other}) != once] == []


def test_a_cited_document_ends_without_a_mark() -> None:
    [[plain_text, *others]] = writings(BROUGHT["basis"])
    once = letter("public-notice", {}, documents={"basis": ["甲县规划", plain_text]})
    assert f"根据甲县规划、{plain_text}，我们起草了" in once
    assert {letter("public-notice", {}, documents={"basis": ["甲县规划", text]}) for text in others} == {once}


def outlined(kind: str, title: str) -> str:
    """Return a plan with one chapter, section, measure, box and item, one of which has this title."""
    names = {each: title if each == kind else "甲" for each in mapping(BROUGHT["titles"])}
    own = [{"own": "一段。"}]
    item = {"item": "d", "title": names["item"], "topics": own}
    box = {"box": "e", "title": names["box"], "items": [item]}
    measure = {"measure": "c", "title": names["measure"], "topics": own}
    section = {"section": "b", "title": names["section"], "body": [measure, box]}
    chapters = [{"chapter": "a", "title": names["chapter"], "body": [section]}]
    return write_md(plans.document({**plans.bare("county"), "outline": {"chapters": chapters}}))


@pytest.mark.parametrize("kind", mapping(BROUGHT["titles"]))
def test_the_number_and_the_mark_of_a_title_are_not_printed_twice(kind: str) -> None:
    for plain_text, *others in writings(mapping(BROUGHT["titles"])[kind]):
        once = outlined(kind, plain_text)
        assert plain_text in once
        assert [other for other in others if outlined(kind, other) != once] == []


def test_a_result_of_ones_own_that_ends_with_a_mark_is_told_like_others() -> None:
    def plan(sentence: str) -> str:
        result = {"value": "26", "unit": "个", "sentence": sentence, "group": "employment"}
        return write_md(plans.document({**plans.bare("county"), "achievements": {"own": result}}))

    assert plan("培育创业典型{value}个。") == plan("培育创业典型{value}个")


def test_names_of_issuers_and_of_the_notice_are_plain_text() -> None:
    document = compose(checked(NOTICES[4]).profile)
    notice = next(part for part in document.parts if isinstance(part, Letter))
    assert plain(notice.issuer).split("\n") == ["青石县残疾人联合会", "青石县发展和改革局", "青石县财政局"]
