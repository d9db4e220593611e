"""Test parts and blocks on a web page, each made up and checked alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import plans
from html_pages import Page, headings, led, texts, words
from lxml import etree, html

from generator.base.diagnostics import Place
from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Contents,
    Department,
    Document,
    Duties,
    Entry,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Paragraph,
    Part,
    Passage,
    Plan,
    Run,
    Section,
    Task,
    TaskTable,
    Text,
)
from generator.formats.html import write_html
from generator.locality.origins import Origin

HOSTILE = "<script>alert(1)</script>&\"'{{ 7*7 }}{% raw %}</style>"


def tree(*parts: Part, origins: dict[str, Origin] | None = None) -> html.HtmlElement:
    """Return the page of a document made of parts, as a tree."""
    return html.document_fromstring(write_html(Document("规划", "磴口县", "2021-2025", parts), origins or {}))


def plan(*body: Block) -> html.HtmlElement:
    """Return the page of a plan, as a tree."""
    return tree(Plan("plan", "规划", body=body))


def para(*runs: Run, key: str = "p") -> Paragraph:
    """Return a paragraph of runs."""
    return Paragraph(key, (Passage("x", runs),))


def table(text: str, categories: str, *keys: str) -> IndicatorTable:
    """Return a table of indicators, each with a category named by the first letter of its key."""
    columns = (Column("category", "类别"), Column("name", "指标"), Column("target", "目标"))
    shown = columns if categories == "column" else columns[1:]
    rows = tuple(
        IndicatorRow(key, (Cell("name", (Text(key),)), Cell("target", (Figure(text, f"x.{key}"),))), key[0])
        for key in keys
    )
    return IndicatorTable("i", "主要指标", shown, rows, categories, "注：五年")


def test_categories_head_the_rows_they_span() -> None:
    page = plan(table("9", "column", "甲1", "甲2", "乙1"))
    heads = [(th.text, th.get("rowspan")) for th in page.xpath("//main//th[@scope='rowgroup']")]
    assert heads == [("甲", "2"), ("乙", "1")]
    assert texts(page, "//main//th[@scope='row']") == ["甲1", "甲2", "乙1"]
    assert len(page.xpath("//main//tbody")) == 2


def test_categories_stand_in_rows_of_their_own_where_that_is_said() -> None:
    page = plan(table("9", "rows", "甲1", "甲2", "乙1"))
    heads = [(th.text, th.get("colspan")) for th in page.xpath("//main//th[@scope='rowgroup']")]
    assert heads == [("甲", "2"), ("乙", "2")]
    assert texts(page, "//main//p[@class='note']") == ["注：五年"]


def test_the_label_of_a_box_with_a_table_is_heading_and_caption() -> None:
    page = plan(Box("b", "指标", table=table("9", "none", "甲"), number="专栏1  "))
    assert texts(page, "//section[@id='block:b']//caption/h3") == ["专栏1指标"]


def test_items_of_a_box_are_a_list_under_their_groups() -> None:
    items = (Item("i", "项", (para(Text("甲。")), para(Text("乙。"), key="q")), number="1."),)
    page = plan(Chapter("c", "章", (Box("b", "专栏", groups=(Group("g", "类", items, number="一、"),)),)))
    assert headings(page)[2:] == [(3, "章"), (4, "专栏"), (5, "一、类")]
    assert texts(page, "//div[@id='block:g']/ol/li/p") == ["1.项。甲。", "乙。"]


def test_run_in_headings_are_headings_and_mere_numbers_are_text() -> None:
    run_in = Measure("m", "条", (para(Text("甲。")),), run_in=True, number="1.")
    number = Measure("n", "", (para(Text("乙。"), key="q"),), number="2.")
    page = plan(Section("s", "节", (run_in, number)))
    assert headings(page)[2:] == [(3, "节"), (4, "1.条。")]
    assert texts(page, "//section[@id='block:m']/div/p") == ["甲。"]
    assert texts(page, "//section[@id='block:n']/p") == ["2.乙。"]


def test_headings_end_at_the_sixth_level() -> None:
    deep = Measure("m", "条", (Box("b", "专栏", groups=(Group("g", "类", body=(para(Text("文")),)),)),))
    page = plan(Chapter("c", "章", (Section("s", "节", (deep,)),)))
    assert headings(page)[2:] == [(3, "章"), (4, "节"), (5, "条"), (6, "专栏")]
    assert texts(page, "//div[@id='block:g']/p") == ["类", "文"]


def test_a_figure_is_told_with_its_origin_and_every_place_it_stands() -> None:
    origin = Origin("x.a", "户数", "户", "县残联", Place("a.yaml", 4, 2))
    body = Chapter("c", "章", (para(Figure("9", "x.a"), Text("，"), Figure("9户", "x.a")),), number="一、")
    page = tree(Plan("plan", "规划", body=(body,)), origins={"x.a": origin})
    (row,) = page.xpath("//tr[@id='source:x.a']")
    assert texts(row, "./th | ./td")[:3] == ["户数（户）", "99户", "x.aa.yaml:4:2"]
    assert texts(row, ".//a") == ["一、章（第1处）", "一、章（第2处）"]


def test_gaps_are_marked_and_listed_by_department() -> None:
    gaps = (Gap("【甲】", "x.a", "县残联"), Gap("【乙】", "x.b"), Gap("【甲】", "x.a", "县残联"))
    page = plan(para(*gaps))
    assert texts(page, "//main//mark") == ["【甲】", "【乙】", "【甲】"]
    assert texts(page, "//tr/th[@scope='rowgroup']") == ["县残联", "部门待定"]
    assert texts(page, "//tr[@id='missing:x.a']//a") == ["规划（第1处）", "规划（第2处）"]


def test_contents_lead_to_what_they_list() -> None:
    contents = Contents(
        "contents", "目　录", entries=(Entry("c", "chapter", "章"), Entry("a", "annex", "表"))
    )
    page = tree(contents, Plan("plan", "规划", body=(Chapter("c", "章"),)), Annex("a", "附件", "表"))
    (listed,) = page.xpath("//nav[contains(@class, 'contents')]")
    assert texts(listed, ".//a") == ["章", "表"]
    assert [page.get_element_by_id(target).tag for target in led(listed)] == ["section", "article"]


def test_a_letter_has_its_lines_in_order() -> None:
    letter = Letter(
        "l",
        "函",
        (Text("各单位："),),
        (para(Text("请阅。")),),
        ((Text("附件：1.甲"),), (Text("2.乙"),)),
        (Text("县府"),),
        (Text("今日"),),
        "（公开）",
        masthead=(Text("某某文件"),),
        reference=(Text("某函1号"),),
    )
    lines = [
        "某某文件",
        "某函1号",
        "函",
        "各单位：",
        "请阅。",
        "附件：1.甲",
        "2.乙",
        "县府",
        "今日",
        "（公开）",
    ]
    assert texts(tree(letter), "//article//*[self::p or self::h2]") == lines


def test_the_record_is_a_region_with_a_name() -> None:
    page = tree(Imprint("i", (Text("抄送：甲"),), (Text("乙"),), (Text("今日印发"),)))
    assert texts(page, "//section[@aria-label='版记']//p") == ["抄送：甲", "乙", "今日印发"]


def test_tasks_are_rows_headed_by_their_numbers() -> None:
    duties = Duties((Department("health", "卫健委"),), ())
    columns = (Column("number", "序号"), Column("task", "任务"), Column("duties", "单位"))
    tasks = TaskTable("t", columns, (Task("task:k", (Text("办"), Figure("9", "x")), duties, "1"),), "注")
    page = tree(Annex("a", "附件", "分工表", (tasks,), landscape=True))
    assert texts(page, "//main//tbody/tr/*") == ["1", "办9", "卫健委"]
    assert texts(page, "//tr[@id='source:x']//a") == ["分工表：1"]
    others = replace(tasks, columns=(*reversed(columns), Column("period", "时限")))
    assert texts(tree(Annex("a", "附件", "分工表", (others,))), "//main//tbody/tr/*") == [
        "卫健委",
        "办9",
        "1",
        "",
    ]


def test_blocks_of_one_key_have_ids_of_their_own() -> None:
    letter = Letter("l", "函", body=(para(Text("文")),))
    page = tree(letter, letter, Plan("l", "规划", body=(Chapter("l", "章", (para(Text("文")),)),)))
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def hostile() -> Iterator[Part]:
    """Yield parts that carry markup wherever text can stand."""
    runs = (
        Text(HOSTILE),
        Text(HOSTILE, strong=True),
        Figure(HOSTILE, HOSTILE),
        Gap(HOSTILE, HOSTILE, HOSTILE),
    )
    text = (para(*runs, key=HOSTILE),)
    rows = (IndicatorRow(HOSTILE, (Cell("name", runs), Cell("x", runs)), HOSTILE, HOSTILE),)
    columns = (Column("name", HOSTILE), Column("x", HOSTILE))
    indicators = IndicatorTable(HOSTILE, HOSTILE, columns, rows, "rows", HOSTILE)
    items = (Item(HOSTILE, HOSTILE, text, number=HOSTILE),)
    box = Box(
        HOSTILE,
        HOSTILE,
        groups=(Group(HOSTILE, HOSTILE, items, body=text),),
        items=items,
        table=indicators,
        number=HOSTILE,
    )
    run_in = Measure(HOSTILE, HOSTILE, text, run_in=True, number=HOSTILE)
    yield Plan(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        (Chapter(HOSTILE, HOSTILE, (*text, box, run_in, indicators)),),
        label=HOSTILE,
    )
    yield Letter(HOSTILE, HOSTILE, runs, text, (runs,), runs, runs, HOSTILE, masthead=runs, reference=runs)
    yield Contents(HOSTILE, HOSTILE, entries=(Entry(HOSTILE, "chapter", HOSTILE),))
    duties = Duties((Department(HOSTILE, HOSTILE),), ())
    heads = tuple(Column(name, HOSTILE) for name in ("number", "task", "duties"))
    tasks = TaskTable(HOSTILE, heads, (Task(HOSTILE, runs, duties),), HOSTILE)
    yield Annex(HOSTILE, HOSTILE, HOSTILE, (tasks,))
    yield Imprint(HOSTILE, runs, runs, runs)


def test_markup_in_the_text_stays_text_wherever_it_stands() -> None:
    origin = Origin(HOSTILE, HOSTILE, HOSTILE, HOSTILE, Place(HOSTILE, 1, 1))
    page = write_html(Document(HOSTILE, HOSTILE, HOSTILE, tuple(hostile())), {HOSTILE: origin})
    root = html.document_fromstring(page)
    assert root.xpath("//script") == []
    assert page.count("</style>") == 1
    assert "49" not in root.text_content()
    etree.tostring(root)
    ids = root.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert words(HOSTILE) in words(root.text_content())


def test_a_profile_cannot_put_markup_in_the_page() -> None:
    data = {**plans.gaps(), "title": f"规划{HOSTILE}", "names": {"speech": HOSTILE}, "status": HOSTILE}
    page = Page(plans.profile(data))
    assert page.tree.xpath("//script") == []
    assert f"规划{HOSTILE}" in page.tree.xpath("string(//h1)")


def test_no_key_of_a_block_takes_an_id_of_the_page_or_of_a_row() -> None:
    own = plan(para(Text("文"), Figure("1", "x.a"), Gap("【待补：乙】", "x.b", "县残联")))
    taken = [str(found) for found in own.xpath("//@id")]
    chapters = tuple(Chapter(key, f"章{n}", (para(Text("文")),)) for n, key in enumerate(taken))
    entries = tuple(Entry(key, "chapter", f"章{n}") for n, key in enumerate(taken))
    page = tree(
        Contents("contents", "目录", entries=entries),
        Plan(
            "plan", "规划", body=(*chapters, para(Figure("1", "x.a"), Gap("【待补：乙】", "x.b", "县残联")))
        ),
    )
    ids = [str(found) for found in page.xpath("//@id")]
    assert sorted(ids) == sorted(set(ids))
    links = page.xpath("//nav[@class='part contents']//a")
    assert len(links) == len(taken)
    for n, link in enumerate(links):
        assert texts(page.get_element_by_id(led(link)[0]), ".//h3 | .//h2")[0].endswith(f"章{n}")
    assert page.get_element_by_id("page:main").tag == "main"
    for mark in page.xpath("//main//a[@class='figure'] | //main//mark/a"):
        assert page.get_element_by_id(led(mark)[0]).tag == "tr"
