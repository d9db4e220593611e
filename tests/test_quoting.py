"""Test quotation marks for values that YAML would cut off: what is read is what was written."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.base.line_breaks import join_lines, paragraphs
from generator.locality.profile import read_source
from generator.yaml_source import parse
from generator.yaml_source.quoting import quote_values
from generator.yaml_source.read import decode


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("{own: 五年培训1,450人次。}", "五年培训1,450人次。"),
        ("{own: 培训1,450人次, lead: federation}", "培训1,450人次"),
        ("{own: 甲, 乙, with: [a, b], title: 丙}", "甲, 乙"),
        ("{own: 建成{commitments.bases}个。}", "建成{commitments.bases}个。"),
        ("{own: （{n}）}", "（{n}）"),
        ("{own: 见[1], lead: a}", "见[1]"),
        ('{own: "一件事"改革, lead: federation}', '"一件事"改革'),
        ("{own: '一件事'改革}", "'一件事'改革"),
        ("own: '一件事'改革", "'一件事'改革"),
        ('own: "五个一"工程  # 注', '"五个一"工程'),
        ("own: 目标: 应助尽助", "目标: 应助尽助"),
        ("{lead: [甲, 乙], own: 丙,丁}", "丙,丁"),
    ],
)
def test_a_value_is_one_value(line: str, value: str) -> None:
    data = parse(quote_values(line), "p.yaml").data
    assert isinstance(data, dict)
    assert data["own"] == value
    assert parse(quote_values(f"- {line}"), "p.yaml").data == [data]


def test_a_document_title_in_a_list_may_begin_with_a_quotation() -> None:
    assert parse(quote_values('- "十五五"残疾人规划'), "p.yaml").data == ['"十五五"残疾人规划']


@pytest.mark.parametrize(
    "line",
    [
        '{own: "甲,乙", lead: [a, b]}',
        "{own: '甲''乙', x: y}",
        "{minimum_living: 3, 服务站: 4}",
        "{measure: bases, title 建设}",  # a colon was forgotten
        "{baseline: 80, target: 90}  # 甲, 乙",
        "[甲, 乙,丙]",
        "title: 他说“好”, 就好",
        'title: "甲"说"乙"',  # either way
        "{own: 甲,乙",  # goes on in the next line
        "a: {b: {c: d}, e: [f, {g: h}]}",
        "http: {a: b} # x: 甲: 乙",
        "  unit: 人, department: finance}",  # braces that an earlier line opened
        "  name: 持证残疾人}, severe: {value: 1",
        "  own: 甲, 乙: 丙, 丁: 戊}",
        "  own: 甲, 乙: 丙,",
    ],
)
def test_what_is_sound_or_in_doubt_stays(line: str) -> None:
    assert quote_values(line) == line


WORDS = st.text("甲乙丙0123456789,，。“”（）", min_size=1, max_size=12)


@given(WORDS, WORDS)
def test_words_in_braces_come_back_to_the_letter(one: str, other: str) -> None:
    assume(not {one[-1], other[-1]} & set(",") and not {one[0], other[0]} & set(","))
    line = quote_values(f"- {{own: {one}, title: {other}}}")
    assert parse(line, "p.yaml").data == [{"own": one, "title": other}]


@given(st.lists(st.sampled_from(["甲", '"', "'", ",", "{", "}", "[", "]", ": ", " #", "\\", "k: ", "- "])))
def test_a_line_that_yaml_reads_keeps_what_it_reads_unless_it_cuts_words(parts: list[str]) -> None:
    line = "".join(parts)
    quoted = quote_values(line)
    assert quote_values(quoted) == quoted
    try:
        before = yaml.load(line, Loader=yaml.BaseLoader)  # noqa: S506  # text only
    except yaml.YAMLError:
        return
    if isinstance(before, str):
        assert quoted == line


def test_a_profile_says_what_was_read() -> None:
    text = "period: 2026-2030\noutline: {changes: [{at: sport, own: 培训1,450人次。}]}\n"
    source, slips = read_source(text.encode(), "p.yaml")
    assert [(each.rule, each.place.line) for each in slips] == [("yaml-mended", 2)]
    assert source.data == {
        "period": "2026-2030",
        "outline": {"changes": [{"at": "sport", "own": "培训1,450人次。"}]},
    }


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("own: 全县共有\n  残疾人8412名，\n  其中重度\n  2000名。", "全县共有残疾人8412名，其中重度2000名。"),
        ("own: '全县\n  共有'", "全县共有"),
        ('own: "全县\n  共有"', "全县共有"),
        ("own: WPS\n  Office\n  文件", "WPS Office文件"),
        ("own: 𠮷 野\n  村", "𠮷 野村"),
        ("own: 甲\n\n  乙", "甲\n乙"),
        ("own: |-\n  甲\n  乙", "甲\n乙"),
        ("own: >-\n  甲\n  乙", "甲乙"),
        ("own: >\n  甲\n  乙\n\n  丙\n  丁\nx: y", "甲乙\n丙丁\n"),
        ("own: >-\n  甲\n    乙\n  丙", "甲\n  乙\n丙"),
        ("own: 甲\n  乙\n\n  丙\n  丁", "甲乙\n丙丁"),
        ("own: '甲\n  乙\n\n\n  丙'", "甲乙\n\n丙"),
        ('own: "甲\\\n  乙"', "甲乙"),
        ("own: [甲\n  乙, 丙]", ["甲乙", "丙"]),
    ],
)
def test_folded_lines_join_as_chinese_does(text: str, data: object) -> None:
    found = parse(text, "p.yaml").data
    assert isinstance(found, dict)
    assert found["own"] == data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句话。", ["一句话。"]),
        ("一句话，\n没有完。", ["一句话，没有完。"]),
        ("第一段。\n第二段。", ["第一段。", "第二段。"]),
        ("第一段\n\n第二段", ["第一段", "第二段"]),
        ("他说：“好。”\n  第二段\n接着。\n", ["他说：“好。”", "第二段接着。"]),
        ("\n \n甲", ["甲"]),
    ],
)
def test_pasted_lines_become_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@given(st.lists(st.text("甲a。，1 ", max_size=5), max_size=5))
def test_joined_lines_lose_no_character(lines: list[str]) -> None:
    joined = join_lines(lines)
    assert joined.replace(" ", "") == "".join(lines).replace(" ", "")
    assert "甲 甲" not in join_lines(line.replace(" ", "") for line in lines)


TEXT = "period: 2026-2030\nlocality: {name: 青石县, kind: county}\ntitle: 青石县残疾人事业发展规划\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "gbk", "utf-8-sig"])
def test_every_encoding_that_notepads_write_is_read(encoding: str) -> None:
    text, said = decode(TEXT.encode(encoding), "p.yaml")
    assert text == TEXT
    names = {"gbk": "GBK", "utf-32": "UTF-32", "utf-8-sig": None}
    named = names.get(encoding, "UTF-16")
    assert [finding.facts["encoding"] for finding in said] == ([named] if named else [])
