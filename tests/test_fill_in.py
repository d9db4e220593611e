"""Test that values are written into a profile where they belong, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st

from generator.base.characters import forbidden_character
from generator.yaml_source import Data, KeyPath, mapping, node_at, parse
from generator.yaml_source.fill import fill_in
from generator.yaml_source.layout import Layout, Style
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.placing import Entry
from generator.yaml_source.taking import take_out

CASES = Path(__file__).parent / "cases" / "fill_in"
PROFILE = Path(__file__).parent.parent / "profiles" / "dengkou.yaml"
SMALL = {file.name: file.read_bytes().decode("utf-8-sig") for file in sorted(CASES.glob("*.yaml"))}
TEXTS = {**SMALL, PROFILE.name: PROFILE.read_text("utf-8")}
TRICKY = (
    "0310",
    "no",
    "12:30",
    ">90",
    "[700]",
    "85～90%",
    "甲: 乙 # 丙",
    "- 甲",
    "'",
    '"',
    "~",
    "XX",
    "｛甲",
    "＞5",
    "甲\n乙",
)
values = st.one_of(
    st.sampled_from(TRICKY),
    st.integers(0, 99_999).map(str),
    st.text("甲乙 :#-[]{}，。'\"%>\\\n\t、", max_size=12),
).filter(lambda text: not forbidden_character(text))


def _leaves(data: Data) -> dict[KeyPath, str | None]:
    """Return the texts and empty places of `data` by path."""
    found: dict[KeyPath, str | None] = {}
    todo: list[tuple[KeyPath, Data]] = [((), data)]
    while todo:
        path, node = todo.pop()
        if isinstance(node, dict):
            todo += [((*path, key), each) for key, each in node.items()]
        elif isinstance(node, list):
            todo += [((*path, n), each) for n, each in enumerate(node)]
        else:
            found[path] = node
    return found


def _read(text: str) -> Data:
    return parse(correct_slips(text, "x.yaml")[0], "x.yaml").data


def _comments(text: str) -> list[str]:
    """Return the comments of a text: what PyYAML's own scanner leaves out, up to the line's end."""
    text = correct_slips(text, "x.yaml")[0]
    quoted: set[int] = set()
    for token in yaml.scan(text):
        begins = token.start_mark.index
        if getattr(token, "style", None) in {"|", ">"}:  # what stands behind its sign is a comment too
            begins = text.index("\n", begins)
        quoted.update(range(begins, token.end_mark.index))
    lines, found, start = text.splitlines(keepends=True), [], 0
    for line in lines:
        marks = (n for n, sign in enumerate(line) if sign == "#" and start + n not in quoted)
        if (at := next(marks, None)) is not None:
            found.append(line[at:].rstrip())
        start += len(line)
    return found


@one_in(2)
@pytest.mark.parametrize("name", SMALL)
@given(chosen=st.data())
def test_any_values_read_back_and_the_rest_stays(name: str, chosen: st.DataObject) -> None:
    text = TEXTS[name]
    leaves = _leaves(_read(text))
    paths = chosen.draw(st.lists(st.sampled_from(sorted(leaves, key=repr)), max_size=6, unique=True))
    new = chosen.draw(
        st.lists(
            st.sampled_from([("population", "甲"), ("names", "乙"), ("丙",), ("丁", "戊", "己")]), unique=True
        )
    )
    entries = {path: Entry(chosen.draw(values)) for path in (*paths, *new)}
    filled = fill_in(text, name, entries)
    assert filled.refused == ()
    after = _leaves(_read(filled.text))
    assert {path: after[path] for path in entries} == {path: each.value for path, each in entries.items()}
    assert {path: each for path, each in after.items() if path not in entries} == {
        path: each for path, each in leaves.items() if path not in entries
    }
    assert _comments(filled.text) == _comments(text)
    _check_untouched(text, filled.text, paths)


def _check_untouched(before: str, after: str, paths: list[KeyPath]) -> None:
    """Check that every line of `before` in which none of `paths` stands is in `after`, in order."""
    layout = Layout(correct_slips(before, "x.yaml")[0])
    touched: set[int] = set()
    for path in (*paths, ("population",), ("names",)):  # within whose braces something may have been added
        if path not in layout.nodes or (path not in paths and layout.nodes[path].style is not Style.BRACES):
            continue
        node = layout.nodes[path]
        first, last = (layout.text.count("\n", 0, offset) for offset in (node.start, node.end))
        touched |= {*range(first, last + 1)}
    rest = iter(after.splitlines())
    for n, line in enumerate(before.splitlines()):
        if n not in touched:
            assert line in rest, (n, line)


@pytest.mark.parametrize("name", TEXTS)
def test_a_comment_stands_behind_the_value_and_once(name: str) -> None:
    text = TEXTS[name]
    paths = [path for path in _leaves(_read(text)) if path[0] in {"population", "indicators"}]
    filled = fill_in(text, name, {path: Entry("12", "县民政局，2026-12-03") for path in paths})
    assert filled.refused == ()
    new = [each for each in filled.text.splitlines() if each.endswith("  # 县民政局，2026-12-03")]
    assert all(each.count("县民政局，2026-12-03") == 1 for each in new)
    places = parse(correct_slips(filled.text, name)[0], name).places
    assert len(new) == len({places[path].line for path in paths})


def test_what_cannot_be_written_is_refused_and_the_rest_is_written() -> None:
    text = "甲: 乙\n丙: [1, # 一\n  2]\n丁: {戊: 1}\n"
    entries: dict[KeyPath, Entry] = {
        ("甲", "己"): Entry("1"),  # 甲 is a text
        ("丙",): Entry("3"),  # its comment would be lost
        ("丁",): Entry("4"),  # so would 戊
        ("丁", "戊"): Entry("5"),
    }
    filled = fill_in(text, "x.yaml", entries)
    assert filled.text == text.replace("戊: 1", "戊: 5")
    assert filled.refused == (("甲", "己"), ("丙",), ("丁",))


@one_in(4)
@given(bad=st.sets(st.integers(0, 599), min_size=100, max_size=500))
def test_many_that_have_no_place_take_none_along_that_has_one(bad: set[int]) -> None:
    entries: dict[KeyPath, Entry] = {}
    for number in range(600):
        entries[("甲" if number in bad else "丁", f"键{number}")] = Entry(str(number), "县残联")
    filled = fill_in("甲: 乙\n丁:\n", "x.yaml", entries)
    assert filled.refused == tuple(("甲", f"键{number}") for number in sorted(bad))
    assert len(mapping(mapping(_read(filled.text))["丁"])) == 600 - len(bad)


def test_lists_and_mappings_are_written_as_people_write_them() -> None:
    text = "documents:\n  basis:      # 依据\nparts:\n  - plan\nnames:\n"
    entries: dict[KeyPath, Entry] = {
        ("documents", "basis"): Entry(["《甲》", "《乙，丙》"]),
        ("parts", 1): Entry({"form": "imprint"}),
        ("names", "甲"): Entry({"value": "26", "sentence": "建成{value}个"}),
        ("accepted", 0, "rule"): Entry("甲"),
    }
    assert fill_in(text, "x.yaml", entries).text == (
        "documents:\n  basis: [《甲》, 《乙，丙》]      # 依据\nparts:\n  - plan\n  - {form: imprint}\n"
        "names:\n"
        '  甲: {value: 26, sentence: "建成{value}个"}\naccepted:\n  - {rule: 甲}\n'
    )
    assert node_at(_read(text), ("parts", 0)) == "plan"


def test_where_a_value_came_from_gives_way_to_where_the_new_one_did() -> None:
    text = "a: 1  # 说明  # 县残联，2026-12-01，填报人 甲\nb: 2  # 县残联\nc: 3  # 县民政局，2026-12-01\n"
    cited = "县残联，2026-12-03"
    entries: dict[KeyPath, Entry] = {(key,): Entry("9", cited) for key in "abc"}
    assert fill_in(text, "x.yaml", entries).text == (
        f"a: 9  # 说明  # {cited}\nb: 9  # 县残联  # {cited}\nc: 9  # 县民政局，2026-12-01  # {cited}\n"
    )


def test_lines_of_a_text_take_in_no_comment_below_them() -> None:
    text = "a:\n  b: 1\n  # 县教育局\n\n    # 里面\nc:\n"
    entries: dict[KeyPath, Entry] = {(key,): Entry("甲\n乙") for key in ("c", "d")}
    entries[("a", "e")] = entries[("a", "b")] = Entry("甲\n乙")
    filled = fill_in(text, "x.yaml", entries)
    assert filled.refused == ()
    assert _comments(filled.text) == ["# 县教育局", "# 里面"]


def _keys(data: Data, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of every key of `data`."""
    for key, each in data.items() if isinstance(data, dict) else ():
        yield (*path, key)
        yield from _keys(each, (*path, key))


@one_in(2)
@given(name=st.sampled_from(sorted(TEXTS)), data=st.data())
def test_a_key_that_is_taken_out_leaves_all_else(name: str, data: st.DataObject) -> None:
    """Check that its comments stay, and that no line of another key is touched."""
    text = TEXTS[name]
    mended = correct_slips(text, name)[0]
    path = data.draw(st.sampled_from(list(_keys(parse(mended, name).data))))
    taken = take_out(text, name, [path])
    if taken.refused:
        assert taken.text == text
        return
    layout = Layout(mended)
    first = mended.count("\n", 0, layout.keys[path])
    last = mended.count("\n", 0, max(layout.keys[path], layout.nodes[path].end - 1))
    before, after = text.splitlines(), taken.text.splitlines()
    assert before[:first] == after[:first]
    assert before[last + 1 :] == after[len(after) - len(before) + last + 1 :]
    assert path[-1] not in mapping(node_at(parse(correct_slips(taken.text, name)[0], name).data, path[:-1]))


def test_a_row_that_is_taken_out_leaves_its_comments() -> None:
    text = (CASES / "rows.yaml").read_text("utf-8")
    paths: list[KeyPath] = [("indicators", "lines"), ("indicators", "braces"), ("indicators", "part", "omit")]
    assert take_out(text, "rows.yaml", paths).text == (CASES / "rows-taken.txt").read_text("utf-8")
    kept = take_out(text, "rows.yaml", [("indicators", "broken", "omit"), ("list", 0, "first")])
    assert (kept.text, len(kept.refused)) == (text, 2)
