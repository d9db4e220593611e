"""Test the Document as a tree by its fields; a new field touches the model, and no tree, codec or diff."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from documents import documents, numbered_documents
from hypothesis import given

from generator.document import (
    Box,
    Document,
    Duties,
    Figure,
    Group,
    Item,
    Letter,
    Measure,
    Node,
    Paragraph,
    Passage,
    Plan,
    Run,
    Task,
    Text,
    children,
    map_children,
    nodes_in,
    own_runs,
    runs_in,
    walk,
)
from generator.document.draft_xml.vocabulary import layout_of

RUNS = Run.__args__
CODE = """
import json, sys
from generator.diff import compare
from generator.document.draft_xml import read_draft, write_draft
before, after = map(read_draft, json.load(sys.stdin))
print(json.dumps({
    "written": write_draft(after),
    "same": read_draft(write_draft(after)) == after,
    "changes": [[change.kind, change.key, change.old, change.new] for change in compare(before, after)],
}))
"""


def values(value: Any) -> Iterator[Any]:  # noqa: ANN401  # whatever a document holds
    """Yield every object in a document, computed rows left out, by reflection of its own."""
    if isinstance(value, tuple):
        for each in value:
            yield from values(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            if field.name != "tasks":
                yield from values(getattr(value, field.name))


@given(numbered_documents())
def test_every_run_of_a_document_is_in_its_tree_once(document: Document) -> None:
    found = [run for run in values(document) if isinstance(run, RUNS)]
    assert list(runs_in(document)) == found
    own = [run for _, node in walk(document) if not isinstance(node, Task) for run in own_runs(node)]
    assert sorted(map(repr, own)) == sorted(map(repr, found))


@given(numbered_documents())
def test_a_path_leads_from_the_document_to_its_node(document: Document) -> None:
    seen: list[Node] = []
    for path, node in walk(document):
        assert not path or path[0] is document
        for above, below in pairwise((*path, node)):
            assert any(below is child for child in children(above))
        seen.append(node)
    assert seen[1:] == list(nodes_in(document))


@given(documents())
def test_a_tree_that_is_not_changed_stays_the_same_object(document: Document) -> None:
    assert map_children(document, lambda child: map_children(child, lambda inner: inner)) is document


def test_a_node_holds_its_children_in_printed_order() -> None:
    text = Paragraph("p¶", (Passage("p", (Text("甲"),)),))
    item = Item("i", "项", (text,))
    group = Group("g", "类", (item,), body=(text,))
    assert list(children(group)) == [text, item]
    assert list(children(Box("b", "专栏", groups=(group,), items=(item,)))) == [item, group]
    letter = Letter(
        "l", "函", (Text("各"),), (text,), ((Text("附"),),), date=(Text("日"),), reference=(Text("号"),)
    )
    assert [run.text for run in runs_in(letter)] == ["号", "各", "甲", "附", "日"]
    assert [run.text for run in own_runs(letter)] == ["号", "各", "附", "日"]


def test_the_words_of_a_row_of_tasks_stand_with_what_has_the_duties() -> None:
    row = (Text("建成"), Figure("3", "commitments.bases"))
    named = Duties((), (), task=row)
    text = Paragraph("p¶", (Passage("p", (Text("甲"),), named),))
    measure = Measure("m", "条", (text,), named)
    assert list(own_runs(measure)) == list(row)
    assert list(runs_in(measure)) == [Text("甲"), *row, *row]
    assert list(children(text)) == list(text.passages)


def test_one_child_is_changed_and_the_others_stay() -> None:
    body = tuple(Paragraph(f"{key}¶", (Passage(key, ()),)) for key in "ab")
    plan = Plan("plan", "规划", body=body)
    changed = map_children(plan, lambda child: replace(child, key="c") if child is body[0] else child)
    assert [child.key for child in changed.body if isinstance(child, Paragraph)] == ["c", "b¶"]
    assert changed.body[1] is body[1]


# a field as somebody would add it to the model; how templates would say it; what a comparison tells of it
NEW_FIELDS = {
    "beside-text": (
        "Passage",
        "footnote: tuple[Run, ...] = ()",
        '<imprint key="i"/><plan key="p"><p key="b¶"><passage key="b">{}说明</passage></p></plan>',
        "\n<footnote>见表</footnote>",
        [["added", "b/footnote", None, "见表"]],
    ),
    "switch": (
        "Annex",
        "framed: bool = False",
        '<annex key="a" title="表"{}/>',
        ' framed="true"',
        [["attribute", "a", "not-framed", "framed"]],
    ),
    "way-of-printing": (
        "Annex",
        'paper: str = field(default="a4", metadata={"form": ()})',
        '<annex key="a" title="表"{}/>',
        ' paper="a3"',
        [["attribute", "a", "paper-a4", "paper-a3"]],
    ),
    "line": (
        "Annex",
        'under_title: str = ""',
        '<annex key="a" title="表"{}/>',
        ' under-title="（2025年）"',
        [["added", "a/under-title", None, "（2025年）"]],
    ),
    "runs": (
        "Letter",
        "copy_to: tuple[Run, ...] = ()",
        '<letter key="l" title="函">{}</letter>',
        '\n<copy-to>抄送<figure source="x.y">3</figure>家</copy-to>',
        [["added", "l/copy-to", None, "抄送3家"]],
    ),
    "column": (
        "Column",
        'align: str = field(default="left", metadata={"form": ()})',
        '<annex key="a"><task-table key="t"><column id="task"{}>任务</column></task-table></annex>',
        ' align="right"',
        [["attribute", "t/task", "align-left", "align-right"]],
    ),
    "row": (
        "IndicatorRow",
        'remark: str = ""',
        '<plan key="p"><indicator-table key="t"><row key="r"{}/></indicator-table></plan>',
        ' remark="约束性"',
        [["added", "t.r/remark", None, "约束性"]],
    ),
    "blocks": (
        "Imprint",
        "remarks: tuple[Paragraph, ...] = ()",
        '<imprint key="i">{}</imprint>',
        '\n<p key="b¶"><passage key="b">说明</passage></p>',
        [["added", "b", None, "说明"]],
    ),
}


@pytest.mark.parametrize("case", NEW_FIELDS.values(), ids=NEW_FIELDS)
def test_a_new_field_of_a_block_touches_the_model_alone(
    case: tuple[str, str, str, str, list[Any]], root: Path, tmp_path: Path
) -> None:
    """Add one line to the model of a copy, and change nothing else."""
    owner, line, element, said, changes = case
    shutil.copytree(root / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    models = {
        file: file.read_text(encoding="utf-8") for file in (tmp_path / "generator/document").glob("*.py")
    }
    ((model, whole),) = ((file, text) for file, text in models.items() if f"class {owner}:" in text)
    start = whole.index(f"class {owner}:")
    end = whole.index("\n\n\n", start)
    model.write_text(f"{whole[:end]}\n    {line}{whole[end:]}", encoding="utf-8")
    drafts = [f"<document>{element.format(extra)}</document>" for extra in ("", said)]
    done = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", CODE],
        input=json.dumps(drafts),
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert said in found["written"]
    assert found["same"]
    assert found["changes"] == changes


def test_two_fields_that_would_be_the_same_element_are_a_slip_of_the_model() -> None:
    @dataclass
    class Twice:
        key: str
        body: tuple[Paragraph, ...] = ()
        behind: tuple[Paragraph, ...] = ()

    with pytest.raises(TypeError, match=r"Twice.*<p>"):
        layout_of(Twice)
