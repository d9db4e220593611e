"""Test letters and notices in the issuer's own words: each is made of fields of a profile.

cases/notices/<n>.yaml is a way of issuing that is in use; <n>.txt holds its letters and the head of the plan.
cases/brought.yaml says what drafters bring along.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

import plans
import pytest
from commands import CASES
from conftest import ROOT, Golden

from generator.base.resources import templates_folder
from generator.check.form.vocabulary import form_words
from generator.document import Document, Letter, Plan, plain
from generator.formats.markdown import write_md
from generator.library.period import load_period
from generator.library.template_index import form_fields
from generator.pipeline.check import check
from generator.pipeline.draft import draft
from generator.pipeline.support.composing import compose
from generator.pipeline.support.word_files import open_word
from generator.yaml_source import load_data, mapping, texts

NOTICES = sorted((CASES / "notices").glob("*.yaml"))
FORMULAS = mapping(load_data(templates_folder() / "lexicon" / "formulas.yaml"))
ONE_CHAPTER = {"chapters": [{"chapter": "a", "title": "甲", "topics": [{"own": "一段。"}]}]}
PLAN = "《青石县残疾人保障和发展“十五五”规划》"
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
    allowed |= {"gap", "attachment-unprinted"}
    about_letters = [f for f in checked(file).findings if f.rule not in allowed]
    assert about_letters == []


@every_notice
def test_its_word_file_reads_the_same(file: Path, tmp_path: Path) -> None:
    drafted = draft(checked(file).profile, tmp_path, ("docx",))
    word = open_word(drafted.files[0])
    assert word.document == word.draft == drafted.document


# --- what a form prints itself ----------------------------------------------------------------------------

BROUGHT = mapping(load_data(CASES / "brought.yaml"))
FIELDS = mapping(BROUGHT["fields"])
FORMS = [form for form in form_words() if form not in {"contents", "task-division"}]
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


# --- words for nothing, formulas, words in braces ---------------------------------------------------------


def test_a_field_that_says_nothing_is_not_printed() -> None:
    words = cycle(texts(FORMULAS["nothing"]))
    for form in FORMS:
        for field in form_fields(form, load_period("2026-2030")).keys() & FIELDS.keys():
            nothing = next(words)
            text = letter(form, filled(form, field, nothing))
            assert nothing not in text, (form, field)
            assert "【待补" not in text, (form, field)


def test_a_government_that_issues_its_own_plan_has_no_approver() -> None:
    for fields in (
        {"issuer": "青石县人民政府"},
        {"issuer": "青石县残联", "approver": ""},
        {"approver": "无"},
    ):
        assert "现将《青石县残疾人保障和发展“十五五”规划》印发给你们，请" in letter("issuing-notice", fields)
    assert "已经`【待补：批准机关】`同意" in letter("issuing-notice", {"issuer": "青石县人民政府办公室"})


def test_an_approver_that_says_what_was_decided_is_believed() -> None:
    assert "规划》已经县政府批准，现印发" in letter("issuing-notice", {"approver": "县政府批准"})


@pytest.mark.parametrize("formula", mapping(mapping(FORMULAS["in_use"])["approval"]))
def test_each_approval_in_use_gives_a_sentence(formula: str) -> None:
    text = letter("issuing-notice", {"approval": formula, "approver": "县政府", "request": "请认真贯彻执行"})
    said = formula.replace("…", "县政府")
    plan = "《青石县残疾人保障和发展“十五五”规划》"
    assert (
        f"{plan}{said}，现印发给你们，请认真贯彻执行。" in text
        or f"\n{said}，现将{plan}印发给你们，请" in text
    )


@pytest.mark.parametrize("formula", mapping(mapping(FORMULAS["in_use"])["delivery"]))
def test_each_delivery_in_use_names_the_plan_once(formula: str) -> None:
    text = letter("issuing-notice", {"delivery": formula, "approver": "县政府", "request": "无"})
    [sentence] = [line for line in text.splitlines() if "县政府同意，现" in line]
    assert sentence.count(PLAN) == 1


@pytest.mark.parametrize("opening", ["县残联起草了{规划}。", "县残联起草了{规划}", "县残联起草了{规划}，"])
def test_an_opening_has_one_mark_behind_it(opening: str) -> None:
    text = letter("issuing-notice", {"opening": opening, "approver": "县政府"})
    mark = "。" if opening.endswith("。") else "，"
    assert f"县残联起草了{PLAN}{mark}经县政府同意，现印发给你们，请" in text


@pytest.mark.parametrize("form", ["issuing-notice", "consultation-letter", "public-notice"])
@pytest.mark.parametrize("field", ["body", "closing"])
def test_a_paragraph_of_ones_own_ends_with_a_mark(form: str, field: str) -> None:
    for text in ("有问题请向县残联反映", "有问题请向县残联反映。", "有问题请读{规划}", "办法如下："):
        [line] = [line for line in letter(form, {field: text}).split("\n") if line.startswith(text[:3])]
        assert re.search(r"[^。：][。：]$", line), line


def test_what_is_made_public_is_not_given_to_anybody() -> None:
    for action in ("公布", "发布"):
        assert f"，现予{action}，请" in letter("issuing-notice", {"action": action, "approver": "县政府"})
        assert f"现将{PLAN}予以{action}，请" in letter("issuing-notice", {"action": action, "approver": "无"})


@pytest.mark.parametrize(
    ("recipients", "is_open"),
    [
        ("县直各部门", False),
        (None, False),
        ("无", True),
        ("社会各界", True),
        (["全县广大公民", "各单位"], True),
    ],
)
def test_a_consultation_speaks_to_those_to_whom_it_goes(recipients: Any, *, is_open: bool) -> None:  # noqa: ANN401  # as YAML has it
    text = letter("consultation-letter", {"recipients": recipients} if recipients else {})
    assert ("现面向社会各界征求意见" in text) is ("个人都可以提出意见" in text) is is_open
    assert ("现征求你们的意见" in text) is ("本单位职责" in text) is not is_open


@pytest.mark.parametrize("form", ["issuing-notice", "consultation-letter", "public-notice"])
def test_no_letter_asks_for_a_fax_and_each_prints_it(form: str) -> None:
    assert "传真" not in letter(form, {})
    assert re.search("传真(：|发至)0000-1234567", letter(form, {"fax": "0000-1234567"}))


def test_ways_to_answer_are_nouns_in_a_row() -> None:
    fields = {"address": "甲路1号", "phone": "1", "fax": "2", "mail": "a@example.cn"}
    said = {"address": "信函", "phone": "电话", "fax": "传真", "mail": "电子邮件"}
    for left in ({*said}, {"fax", "mail"}, {"mail"}):
        text = letter("public-notice", {name: fields[name] if name in left else "无" for name in fields})
        words = [word for name, word in said.items() if name in left]
        row = "、".join(words[:-1]) + ("或者" if words[1:] else "") + words[-1]
        assert f"公示期间，可以通过{row}提出意见，" in text


@pytest.mark.parametrize("end", ["", "，", "；", "、"])
def test_recipients_in_lines_are_joined_by_marks_and_end_with_a_colon(end: str) -> None:
    lines = ["各乡镇（街道）", f"县民政局{end}", "县残联"]
    text = " ".join(letter("issuing-notice", {"recipients": lines}).split())
    assert f"各乡镇（街道）， 县民政局{end or '，'} 县残联：" in text
    copies = " ".join(letter("imprint", {"copies": lines}).split())
    assert f"抄送：各乡镇（街道）， 县民政局{end or '，'} 县残联。" in copies


@pytest.mark.parametrize("word", ["不知道的词", "残疾人数", "new_jobs", "commitments.没有的数"])
def test_words_that_no_figure_bears_stand_in_the_gap(word: str) -> None:
    outline = {"chapters": [{"chapter": "a", "title": "甲", "topics": [{"own": f"共{{{word}}}。"}]}]}
    text = write_md(plans.document({**plans.bare("county", "2026-2030"), "outline": outline}))
    assert f"共`【待补：{word.rpartition('.')[2]}】`。" in text


def test_words_in_braces_are_names_and_others_stay() -> None:
    body = "{规划}由{发文机关}起草，{截止日期}前反馈；{没有这个词}。"
    text = letter("public-notice", {"body": body, "issuer": "县残联"}, status="讨论稿")
    assert (
        "《青石县残疾人保障和发展“十五五”规划（讨论稿）》由县残联起草，`【待补：截止日期】`前反馈；{没有这个词}。"
        in text
    )


@pytest.mark.parametrize("word", texts(FORMULAS["words"]))
def test_every_word_in_braces_is_filled_in(word: str) -> None:
    assert f"{{{word}}}" not in letter("issuing-notice", {"body": f"甲{{{word}}}乙"})


def test_a_notice_can_be_told_in_markup_and_braces_without_harm() -> None:
    hostile = "<b>&amp;{{ 7*7 }}{% x %}</b>"
    for form in FORMS:
        for field in form_fields(form, load_period("2026-2030")):
            if field not in {"sealed", "unlabelled", "unmarked"}:
                assert "49" not in letter(form, {field: hostile})


def test_the_manual_lists_every_formula_in_use() -> None:
    manual = (ROOT / "README.zh-CN.md").read_text("utf-8")
    formulas = [text for each in mapping(FORMULAS["in_use"]).values() for text in mapping(each)]
    assert [text for text in formulas if f"`{text}`" not in manual] == []


def test_a_plan_can_bear_its_number_and_a_subtitle() -> None:
    text = letter("plan", {"reference": "青政发〔2026〕3号"}, subtitle="2026—2030年", status="送审稿")
    assert text.startswith(
        "青政发〔2026〕3号\n\n# 青石县残疾人保障和发展“十五五”规划\n\n2026—2030年\n\n（送审稿）"
    )


def test_names_of_issuers_and_of_the_notice_are_plain_text() -> None:
    document = compose(checked(NOTICES[4]).profile)
    notice = next(part for part in document.parts if isinstance(part, Letter))
    assert plain(notice.issuer).split("\n") == ["青石县残疾人联合会", "青石县发展和改革局", "青石县财政局"]
