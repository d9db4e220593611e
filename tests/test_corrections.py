"""Test `check --fix` on marks, document numbers and dates: changed where they stand, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from hypothesis import given
from hypothesis import strategies as st

from generator.check.writing import Text, corrected, texts_of
from generator.pipeline.support.corrections import correct_texts
from generator.yaml_source import Data, KeyPath, parse
from generator.yaml_source.edit import Change, edited
from generator.yaml_source.mend import correct_slips

HEAD = "period: 2026-2030\nlocality: {name: 青石县, kind: county}\n"
LAYOUT = """\
# 注释里的"引号",不动
period: 2026-2030   # 规划期
locality: {name: 青石县, kind: county}

title: 青石县"十五五"规划      # 标题,照印
status: '征求意见稿(二)'
documents: {basis: ["甲市\\"十五五\\"规划(甲政发[2026]3号)", 《乙》]}
outline:
  changes:
    - at: social_welfare
      topics:
        - own: |
            第一行,有半角逗号.
            第二行(也有)!
        - {own: "有冒号: 和引号\\"甲\\"."}
parts:
  - {form: issuing-notice, date: 2026-11-29, reference: 青政发[2026]第02号, phone: "0000-1(甲)"}
  - plan
"""
MEANT = {
    "title": "青石县“十五五”规划",
    "status": "征求意见稿（二）",
    "basis": ["甲市“十五五”规划（甲政发〔2026〕3号）", "《乙》"],
    "own": ["第一行，有半角逗号。\n第二行（也有）！\n", "有冒号：和引号“甲”。"],
    "notice": {
        "form": "issuing-notice",
        "date": "2026年11月29日",
        "reference": "青政发〔2026〕2号",
        "phone": "0000-1(甲)",
    },
}
SIGNS = [
    '"',
    ",",
    ".",
    "(",
    ")",
    ";",
    ":",
    "!",
    "?",
    "甲",
    "乙",
    "3",
    "《",
    "》",
    "。",
    " ",
    "a",
    "[2026]第02号",
    "'",
]


def test_what_is_mechanical_is_corrected_where_it_stands() -> None:
    before, _ = correct_slips(LAYOUT, "a.yaml")
    text, findings = correct_texts(before, "a.yaml")
    data = parse(text, "a.yaml").data
    assert isinstance(data, dict)
    blocks = data["outline"]["changes"][0]["topics"]  # type: ignore[call-overload, index]
    found = {
        "title": data["title"],
        "status": data["status"],
        "basis": data["documents"]["basis"],  # type: ignore[call-overload, index]
        "own": [block["own"] for block in blocks],  # type: ignore[call-overload, index, union-attr]
        "notice": data["parts"][0],  # type: ignore[index]
    }
    assert found == MEANT
    changed = {finding.place.line for finding in findings}
    for n, (old, new) in enumerate(zip(before.splitlines(), text.splitlines(), strict=True), start=1):
        assert (old != new) == (n in changed)
        assert old.partition("  #")[2] == new.partition("  #")[2]
    assert correct_texts(text, "a.yaml") == (text, [])


def test_the_command_writes_them_and_nothing_is_left_to_say(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(LAYOUT, "utf-8")
    said = command("check", "a.yaml", "--fix")
    assert "+ title: 青石县“十五五”规划" in said.all
    assert "text-miswritten" not in said.out + said.err
    assert "date-form" not in said.out + said.err


def test_a_file_that_is_no_profile_stays_as_it_is(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text('title: 甲"乙"\n', "utf-8")
    command("check", "a.yaml", "--fix")
    assert (tmp_path / "a.yaml").read_text("utf-8") == 'title: 甲"乙"\n'


@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join))
def test_a_corrected_text_needs_no_correction(words: str) -> None:
    for kind in ("sentence", "own", "cited", "number"):
        once, _ = corrected(Text(("title",), kind, f"甲{words}"))
        assert corrected(Text(("title",), kind, once)) == (once, [])


@given(st.lists(st.sampled_from([*SIGNS, "\\", "#", "{", "}", "- "]), min_size=1, max_size=8).map("".join))
def test_every_style_of_text_reads_as_corrected(words: str) -> None:
    text = f"甲{words}乙".strip()
    meant, _ = corrected(Text(("title",), "sentence", text))
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    for written in (f'title: "{quoted}"  # 注\n', "title: '{}'\n".format(text.replace("'", "''"))):
        result, _ = correct_texts(HEAD + written, "a.yaml")
        data = parse(result, "a.yaml").data
        assert isinstance(data, dict)
        assert data["title"] == meant


@pytest.mark.parametrize(
    ("given_date", "meant"),
    [
        ("2026/1/5", "2026年1月5日"),
        ("2026.11.29", "2026年11月29日"),
        ("2026年09月05日", "2026年9月5日"),
        ("二〇二六年十一月二十九日", "2026年11月29日"),
        ("二○二六年十月三十日", "2026年10月30日"),
        ("2026年11月29号", "2026年11月29日"),
        ("自2026-11-29起", "自2026年11月29日起"),
        ("11月29日", "11月29日"),
        ("年底", "年底"),
    ],
)
def test_a_date_is_written_in_arabic_figures(given_date: str, meant: str) -> None:
    assert corrected(Text(("parts", 0, "begin"), "date", given_date))[0] == meant


def test_a_change_that_would_read_otherwise_is_left_out() -> None:
    text = "a: 甲\nb: |\n  乙\n  丙\n"
    changes: dict[KeyPath, Change] = {
        ("b",): Change("丁\n", lambda line: line.replace("乙", "丁")),
        ("a",): Change("戊", lambda _: "戊"),
    }
    assert edited(text, "a.yaml", changes) == "a: 戊\nb: |\n  乙\n  丙\n"


def test_fields_that_are_no_sentences_are_not_read() -> None:
    part: dict[str, Data] = {
        "form": "issuing-notice",
        "mail": "a.b@c.cn",
        "phone": "0000-1(甲)",
        "fax": "无",
        "sealed": "true",
    }
    parts: list[Data] = [part, "plan"]
    assert list(texts_of({"parts": parts})) == []
