"""Read draft XML as a Document."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.diagnostics import Place, PlanError
from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Department,
    Document,
    Duties,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Numbering,
    Paragraph,
    Passage,
    Plan,
    Run,
    Section,
    TaskTable,
    Text,
)
from generator.document.draft_xml import read_draft

WORDS = st.text("甲乙丙 。<>&\"'{}%", min_size=1, max_size=6)
DUTIES = (
    '<duties><lead function="federation">县残联</lead><support function="health">县卫健局</support></duties>'
)
READ_DUTIES = Duties((Department("federation", "县残联"),), (Department("health", "县卫健局"),))


def body(inner: str, attributes: str = "") -> tuple[Block, ...]:
    """Return the blocks of a plan that holds this XML."""
    (plan,) = read_draft(f'<document><plan key="plan" {attributes}>{inner}</plan></document>').parts
    assert isinstance(plan, Plan)
    return plan.body


def runs(inner: str) -> tuple[Run, ...]:
    """Return the runs of a passage that holds this XML."""
    (paragraph,) = body(f"<p><passage>{inner}</passage></p>")
    assert isinstance(paragraph, Paragraph)
    return paragraph.runs


def xml(run: Run) -> str:
    """Return a run as draft XML."""
    match run:
        case Figure():
            return f"<figure source={quoteattr(run.source)}>{escape(run.text)}</figure>"
        case Gap():
            words = f"source={quoteattr(run.source)} department={quoteattr(run.department)}"
            return f"<gap {words}>{escape(run.text)}</gap>"
        case Text():
            return f"<strong>{escape(run.text)}</strong>" if run.strong else escape(run.text)


def paragraph(key: str, text: str, duties: Duties | None = None) -> Paragraph:
    """Return a paragraph of one passage."""
    return Paragraph(f"{key}¶", (Passage(key, (Text(text),), duties),))


def test_a_whole_draft_is_read_part_by_part() -> None:
    document = read_draft(
        """<document title="规划" locality="磴口县" period="2021-2025">
        <letter key="notice" title="通知" note="公开"><recipients>各单位</recipients>
          <p key="l¶"><passage key="l">印发。</passage></p>
          <attachment>规划</attachment><attachment>分工</attachment>
          <issuer>县政府</issuer><date><gap source="date">待补</gap></date></letter>
        <plan key="plan" title="规划" status="讨论稿" number-chapter="第{cjk}章" number-measure=""/>
        <annex key="annex" label="附件" title="分工表"><task-table key="tasks" note="注">
          <column id="task">任务</column></task-table></annex>
        <imprint key="imprint"><copies>县委</copies><issuer>县府办</issuer><date>1月</date></imprint>
        </document>"""
    )
    letter = Letter(
        key="notice",
        title="通知",
        recipients=(Text("各单位"),),
        body=(paragraph("l", "印发。"),),
        attachments=((Text("规划"),), (Text("分工"),)),
        issuer=(Text("县政府"),),
        date=(Gap("待补", "date"),),
        note="公开",
    )
    plan = Plan("plan", "规划", "讨论稿", numbering=Numbering(chapter="第{cjk}章", measure=""))
    annex = Annex("annex", "附件", "分工表", (TaskTable("tasks", (Column("task", "任务"),), note="注"),))
    imprint = Imprint("imprint", (Text("县委"),), (Text("县府办"),), (Text("1月"),))
    assert document == Document("规划", "磴口县", "2021-2025", (letter, plan, annex, imprint))


def test_divisions_are_read_in_one_another_with_their_duties() -> None:
    found = body(
        f"""<chapter key="c" title="章">
          <section key="s" title="节" numbered="false">{DUTIES}<p key="p¶"><passage key="p">甲。</passage></p>
            <measure key="m" title="条" run-in="true"/></section></chapter>"""
    )
    section = Section(
        "s", "节", (paragraph("p", "甲。"), Measure("m", "条", run_in=True)), READ_DUTIES, numbered=False
    )
    assert found == (Chapter("c", "章", (section,)),)


def test_a_box_is_read_with_its_groups_its_items_and_its_table() -> None:
    (box,) = body(
        f"""<box key="b" title="专栏" item-number="（{{n}}）">
          <group key="b.g" title="类"><p key="g¶"><passage key="g">甲。</passage></p>
            <item key="b.i" title="项" mark="：">{DUTIES}
              <p key="i¶"><passage key="i">乙。</passage></p></item></group>
          <item key="b.j" title="目"><p key="j¶"><passage key="j">{DUTIES}丙。</passage></p></item>
          <indicator-table key="indicators" title="指标" categories="rows" note="注">
            <column id="name">指标</column><column id="target">2025年</column>
            <row key="jobs" category="就业"><cell column="name">岗位</cell>
              <cell column="target"><figure source="x">&gt;90</figure></cell></row>
          </indicator-table></box>"""
    )
    cells = (Cell("name", (Text("岗位"),)), Cell("target", (Figure(">90", "x"),)))
    table = IndicatorTable(
        key="indicators",
        title="指标",
        columns=(Column("name", "指标"), Column("target", "2025年")),
        rows=(IndicatorRow("jobs", cells, "就业"),),
        categories="rows",
        note="注",
    )
    grouped = Item("b.i", "项", (paragraph("i", "乙。"),), READ_DUTIES, "：")
    bare = Item("b.j", "目", (paragraph("j", "丙。", READ_DUTIES),))
    group = Group("b.g", "类", (grouped,), body=(paragraph("g", "甲。"),))
    assert box == Box("b", "专栏", groups=(group,), items=(bare,), table=table, item_pattern="（{n}）")


@given(
    st.lists(
        st.one_of(
            st.builds(Text, WORDS, st.booleans()),
            st.builds(Figure, WORDS, WORDS),
            st.builds(Gap, WORDS, WORDS, WORDS),
        ),
        max_size=6,
    )
)
def test_runs_that_were_written_are_read_back_with_neighbouring_words_joined(written: list[Run]) -> None:
    expected: list[Run] = []
    for run in written:
        last = expected[-1] if expected else None
        if isinstance(run, Text) and isinstance(last, Text) and not run.strong and not last.strong:
            expected[-1] = Text(last.text + run.text)
        else:
            expected.append(run)
    assert runs("".join(map(xml, written))) == tuple(expected)


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("\n  甲\n  乙\n", "甲乙"),
        ("甲  乙", "甲  乙"),
        (" 甲 ", " 甲 "),
        ("甲　\n　乙", "甲乙"),
        ("甲<!-- 说明 -->乙", "甲乙"),
        ("甲<?target 说明?>乙", "甲乙"),
        ("<![CDATA[<b>]]>&amp;lt;", "<b>&lt;"),
    ],
)
def test_line_breaks_are_layout_and_the_rest_is_text(inner: str, text: str) -> None:
    assert runs(inner) == (Text(text),)


def test_line_breaks_around_a_figure_are_layout_too() -> None:
    inner = '完成\n  <figure source="x">\n 350 \n</figure>\n  户\n'
    assert runs(inner) == (Text("完成"), Figure("350", "x"), Text("户"))


@pytest.mark.parametrize(
    ("xml", "line", "what"),
    [
        ("<draft/>", 1, "<draft>"),
        ("<document>\n<part/></document>", 2, "<part>"),
        ("<document><plan>\n\n<item/></plan></document>", 3, "<item>"),
        ("<document><plan><chapter>\n<row/></chapter></plan></document>", 2, "<row>"),
        ("<document><plan><p>\n<figure/></p></plan></document>", 2, "<figure>"),
        ("<document><plan><p><passage>\n<b/></passage></p></plan></document>", 2, "<b>"),
        ('<document><plan xmlns="x"/></document>', 1, "<{x}plan>"),
        ("<document><plan>\n<duties/></plan></document>", 2, "<duties>"),
        ("<document><letter><date>\n<duties/></date></letter></document>", 2, "<duties>"),
        ("<document><letter><date/>\n<date/></letter></document>", 2, "<date>"),
        ("<document><plan><chapter><duties/>\n<duties/></chapter></plan></document>", 2, "<duties>"),
        ("<document><plan><p><passage><duties/>\n<duties/></passage></p></plan></document>", 2, "<duties>"),
        (
            "<document><plan><box><indicator-table/>\n<indicator-table/></box></plan></document>",
            2,
            "<indicator-table>",
        ),
        ("<document><annex><task-table><column>\n<b/></column></task-table></annex></document>", 2, "<b>"),
        ('<document><plan\nnumber-part="{n}"/></document>', 2, "number-part"),
        ("<document>\n<plan>\n 甲 \n</plan></document>", 3, "甲"),
        ("<document>\n<plan><p>\n</p>\n\n甲</plan></document>", 5, "甲"),
    ],
)
def test_what_has_no_place_is_an_error_at_its_line(xml: str, line: int, what: str) -> None:
    with pytest.raises(PlanError) as caught:
        read_draft(xml)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.facts) == ("draft-xml", {"what": what})
    assert finding.place == Place("draft.xml", line, 1)


@pytest.mark.parametrize(
    ("xml", "line"),
    [
        ("", 1),
        ("<document>\n<plan></document>", 2),
        ("<document>\n&nbsp;</document>", 2),
        ("<document>\n\n甲 & 乙</document>", 3),
        ("<document>\x01</document>", 1),
        ('<!DOCTYPE document [<!ENTITY e SYSTEM "file:///etc/hostname">]>\n<document>&e;</document>', 2),
    ],
)
def test_what_is_no_xml_is_an_error_at_its_line(xml: str, line: int) -> None:
    with pytest.raises(PlanError) as caught:
        read_draft(xml)
    assert [(f.rule, f.place.line) for f in caught.value.findings] == [("draft-xml", line)]


@pytest.mark.parametrize(
    "inner",
    [
        "<plan><box><passage>甲</passage></box></plan>",
        "<plan><box><item><box/></item></box></plan>",
        "<plan><indicator-table><row><figure>3</figure></row></indicator-table></plan>",
        "<plan><p><passage><strong>甲<figure>3</figure></strong></passage></p></plan>",
        "<letter><chapter>甲</chapter></letter>",
        "<plan>甲</plan>",
        "<plan><p>甲<passage>乙</passage></p></plan>",
        "<plan/>甲",
        "<plan><p><passage><duties>甲</duties></passage></p></plan>",
        "<plan><chapter><duties/>甲</chapter></plan>",
        "<plan><box><group>甲</group></box></plan>",
        "<plan><indicator-table><row>甲<cell>乙</cell></row></indicator-table></plan>",
        "<imprint><copies>甲</copies>乙</imprint>",
    ],
)
def test_nothing_of_a_draft_is_dropped_without_a_word(inner: str) -> None:
    with pytest.raises(PlanError):
        read_draft(f"<document>{inner}</document>")
