"""Test that a value prints by one rule in table, sentence, Word control, page and Markdown.

cases/figures/sentences.yaml holds values with their units, sentences around them, and what is printed.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import cycle

import plans
import pytest
from commands import CASES
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from marks import sampled
from word_files import read

from generator.base.resources import period_ids
from generator.base.values import ValueKind, read_value
from generator.document import Document, Figure, Gap, Paragraph, nodes_in, plain, runs_in
from generator.document.tables import IndicatorTable
from generator.formats.html import write_html
from generator.formats.markdown import write_md
from generator.library.period import load_period
from generator.locality.origins import find_origins
from generator.locality.profile import Profile
from generator.locality.sentences import titles_in_a_row
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import load, mapping, strings

LEFT_OUT = {key: {"omit": "不适用"} for key in load_period(plans.PERIOD).indicators}
CASE_FILE = mapping(load(CASES / "figures" / "sentences.yaml").data)
WRITTEN = [
    (group, strings(case))
    for group, cases in CASE_FILE.items()
    for case in (cases if isinstance(cases, list) else [])
]
FORMS = [
    ">12",
    "≥12",
    "[12]",
    ">[1.2万]",
    "约12",
    "12以上",
    "12～15",
    "12-15",
    "近百",
    "12余",
    "不低于12",
    "12左右",
    "1 234",
    "三百二十",
    "超过12",
    "达到12",
    "9.8千",
]
ODD = re.compile(
    r"[>≥<≤＞\[\]]|以上以上|约约|近近|达到达到|余余|(?:以上|以下|左右)(?:周岁|个月|[户名所家次期件项年岁元万%])"
    r"|([户名所次期件岁%万])\1|(?:不少于|至少|不超过|不低于|超过)[^，。；：（）]*\d[^，。；：]{0,3}以[上下]|\d[^，。；]{0,3}以上[^，。；]{0,4}以上"
)
DIGITS = st.one_of(st.integers(1, 10**6).map(str), st.integers(1000, 10**8).map("{:,}".format))
NUMBERS = st.tuples(DIGITS, st.sampled_from(["", "万", "亿", "余", "万余", "余万"])).map("".join)
RANGES = st.tuples(st.integers(1, 400), st.sampled_from("～-—~至"), st.integers(401, 900)).map(
    lambda parts: "".join(map(str, parts))
)
VALUES = st.one_of(
    st.tuples(st.sampled_from(["", ">", "≥", "<", "≤", "＞", "不低于", "超过"]), NUMBERS).map("".join),
    st.tuples(st.sampled_from(["", ">", "≥"]), NUMBERS).map(lambda pair: f"{pair[0]}[{pair[1]}]"),
    st.tuples(st.sampled_from(["约", "近", "大约"]), NUMBERS).map("".join),
    st.tuples(st.one_of(NUMBERS, RANGES), st.sampled_from(["", "左右", "以上", "以下"])).map("".join),
)


def plan(rows: list[tuple[str, str]], sentences: list[str], **more: object) -> Profile:
    """Return a profile whose plan is a table of own indicators of these targets and units, and sentences."""
    own = {
        f"own{n}": {
            "name": f"指标{n}",
            "unit": unit,
            "attribute": "预期性",
            "baseline": value,
            "target": value,
        }
        for n, (value, unit) in enumerate(rows)
    }
    table = [{"box": "b", "title": "表", "table": "indicators"}] if rows else []
    body = [*([{"own": each}] for each in sentences), *table]
    outline = {"chapters": [{"chapter": "a", "title": "章", "body": body}]}
    return plans.profile({**plans.bare("county"), **more, "indicators": LEFT_OUT | own, "outline": outline})


def paragraphs(document: Document) -> list[str]:
    """Return the text of each paragraph of a plan."""
    return [
        plain(node.runs) for part in document.parts for node in nodes_in(part) if isinstance(node, Paragraph)
    ]


def targets(document: Document) -> list[str]:
    """Return the targets in the indicator table of a plan."""
    nodes = [node for part in document.parts for node in nodes_in(part)]
    table = next(node for node in nodes if isinstance(node, IndicatorTable))
    return [plain(cell.runs) for row in table.rows for cell in row.cells if cell.column == "target"]


@cache
def written() -> tuple[list[str], list[str]]:
    """Return the sentences and the cells of a plan of all cases."""
    rows = [(case["value"], case["unit"]) for _, case in WRITTEN]
    own = [case["own"].replace("{x}", f"{{indicators.own{n}.target}}") for n, (_, case) in enumerate(WRITTEN)]
    document = compose(plan(rows, own))
    return paragraphs(document), targets(document)


@pytest.mark.parametrize(
    ("number", "case"),
    [pytest.param(n, case, id=f"{group}-{case['value']}-{n}") for n, (group, case) in enumerate(WRITTEN)],
)
def test_a_figure_prints_in_a_sentence_and_in_a_cell(number: int, case: dict[str, str]) -> None:
    sentences, cells = written()
    assert (sentences[number], cells[number]) == (case["printed"], case["cell"])


@given(VALUES, st.sampled_from(["%", "人", "户", "万人", "元"]))
def test_what_is_printed_is_read_as_what_was_typed(text: str, unit: str) -> None:
    value = read_value(text)
    assert value.kind is ValueKind.NUMBER
    for printed in (value.cell(unit), value.cell("")):
        again = read_value(printed)
        assert again.cell(unit) == value.cell(unit)
        assert (again.amount, again.relation) == (value.amount, value.relation)
        assert (again.cumulative, again.rounded) == (value.cumulative, value.rounded)
    said = read_value(value.phrase(unit) + value.tail)
    assert (said.phrase(unit), said.tail) == (value.phrase(unit), value.tail)
    if unit != "万人":  # a unit that scales is no part of a value
        assert said.amount == value.amount


@one_in(4)
@given(VALUES, st.sampled_from(["%", "人", "户"]))
def test_a_value_is_the_same_in_every_place_and_format(text: str, unit: str) -> None:
    path = "{indicators.own0.target}"
    profile = plan([(text, unit)], [f"一是{path}。", f"二是{path}{unit}。"])
    document = compose(profile)
    value = read_value(text)
    phrase = value.phrase(unit) + value.tail
    assert paragraphs(document) == [f"一是{phrase}。", f"二是{phrase}。"]
    assert targets(document) == [value.cell(unit)]
    page = write_html(document, find_origins(document, profile))
    docx = write_docx(document, official_style_sheet(), {}, {}, "")
    assert read(docx, document) == document
    shown = html.document_fromstring(page).text_content()
    markdown = write_md(document).replace("\\", "")
    for printed in (f"一是{phrase}。", f"二是{phrase}。", value.cell(unit)):
        assert printed in shown
        assert printed in markdown


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        (["《甲》"], "《甲》"),
        (["《甲》", "《乙》", "《丙》"], "《甲》《乙》《丙》"),
        (["《甲》（国发〔2021〕1号）", "《乙》"], "《甲》（国发〔2021〕1号）、《乙》"),
        (["《甲》", "国务院《乙》", "《丙》"], "《甲》、国务院《乙》《丙》"),
        (["省残联的要求", "《乙》"], "省残联的要求、《乙》"),
    ],
)
def test_titles_stand_in_a_row_with_no_mark_between_adjacent_ones(titles: list[str], row: str) -> None:
    assert titles_in_a_row(titles) == row
    documents = {"basis": titles, "local_policies": "《丁》"}
    document = compose(plan([], ["依据{documents.basis}和{documents.local_policies}。"], documents=documents))
    assert paragraphs(document) == [f"依据{row}和《丁》。"]
    assert not [run for run in runs_in(document) if isinstance(run, Gap)]


@pytest.mark.parametrize(
    ("own", "printed"),
    [
        ("依据{documents.basis}、{documents.local_policies}，", "依据《甲》《乙》《丁》，"),
        ("依据《戊》、{documents.basis}、《己》，", "依据《戊》《甲》《乙》《己》，"),
        ("依据《戊》、《己》和{documents.basis}等，", "依据《戊》、《己》和《甲》《乙》等，"),
        ("依据{documents.basis}（试行）、{documents.local_policies}，", "依据《甲》《乙》（试行）、《丁》，"),
    ],
)
def test_no_mark_stands_between_a_list_and_the_titles_beside_it(own: str, printed: str) -> None:
    documents = {"basis": ["《甲》", "《乙》"], "local_policies": "《丁》"}
    assert paragraphs(compose(plan([], [own], documents=documents))) == [printed]


def test_a_list_of_documents_that_the_profile_leaves_empty_is_a_gap() -> None:
    document = compose(plan([], ["依据{documents.basis}。"], documents={"basis": ["", " "]}))
    assert [run.source for run in runs_in(document) if isinstance(run, Gap)] == ["documents.basis"]


def test_topics_say_a_sign_once() -> None:
    commitments = {"cadre_training_sessions": "≥3", "training_minimum": "≥2", "exit_months": ">12"}
    topics = ["organization.cadres_training", "employment.skills_local_plan", "security.gradual_exit"]
    outline = {"chapters": [{"chapter": "a", "title": "章", "body": [[each] for each in topics]}]}
    data = {**plans.bare("county"), "commitments": commitments, "outline": outline}
    text = "".join(paragraphs(plans.document(data)))
    for said in ("培训3期以上，", "不少于2次，", "至少2次技能", "一般为12个月以上，"):
        assert said in text
    assert not re.search(r"以上以上|以上[个期次]", text)


@pytest.mark.parametrize("turn", sampled(range(len(FORMS)), (0,), pytest.mark.slow))
@pytest.mark.parametrize("period", period_ids())
def test_no_topic_says_a_sign_raw_or_twice(period: str, turn: int) -> None:
    """Fill in the whole library with values of every form, each figure with another one at each turn."""
    data = plans.full("prefecture", period)
    forms = cycle([*FORMS[turn:], *FORMS[:turn]])
    for group in ("achievements", "commitments", "population"):
        figures = data[group]
        assert isinstance(figures, dict)
        data[group] = {key: next(forms) for key in figures}
    indicators = data["indicators"]
    assert isinstance(indicators, dict)
    data["indicators"] = {key: {"baseline": "50", "target": next(forms)} for key in indicators}
    texts = paragraphs(plans.library_plan(data))
    assert [text[max(0, m.start() - 20) : m.end() + 10] for text in texts for m in ODD.finditer(text)] == []


def test_a_figure_keeps_its_number_apart_for_the_control_of_a_word_file() -> None:
    document = compose(
        plan([("≥95", "%")], ["达到{indicators.own0.target}，不低于{indicators.own0.target}。"])
    )
    figures = [run for run in runs_in(document) if isinstance(run, Figure) and "target" in run.source]
    assert [run.text for run in figures] == ["95%", "95%", "≥95"]


@one_in(2)
@given(
    st.sampled_from(["1.86", "≥1.86", "[1.86]", "约1.86", "1～2", "1.86余"]),
    st.sampled_from(["万", "亿", "千"]),
    st.sampled_from(["人", "户", "人次", "个", "家", ""]),
    st.sampled_from(["名", "人", "户", "个", "次", "家", "人次", "", "名残疾人", "残疾人", "家庭", "人以上"]),
    st.sampled_from(["", "多", "余", "万", "亿", "千"]),
)
def test_the_scale_of_a_unit_is_printed_once(
    value: str, scale: str, unit: str, word: str, between: str
) -> None:
    between = scale if between in {"万", "亿", "千"} else between
    own = f"惠及{{indicators.own0.target}}{between}{word}。"
    printed = "".join(paragraphs(compose(plan([(value, f"{scale}{unit}")], [own]))))
    assert printed.count(scale) == (2 if "～" in value else 1), printed
