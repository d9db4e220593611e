"""Test the words of letters and notices: words for nothing, formulas, words in braces."""

from __future__ import annotations

import re
from itertools import cycle
from typing import Any

import plans
import pytest
from conftest import ROOT
from notice_letters import FIELDS, FORMS, FORMULAS, PLAN, filled, letter

from generator.formats.markdown import write_md
from generator.library.form_index import form_fields
from generator.library.period import load_period
from generator.yaml_source import mapping, texts


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
