"""Test YAML with places: text stays as written, and every place points to where it stands."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled

from generator import yaml_source as source
from generator.base.characters import forbidden_character
from generator.base.diagnostics import Place, PlanError
from generator.yaml_source import Data, KeyPath, Source, key_path, load, node_at, parse
from generator.yaml_source.mend import correct_slips

words = st.text("甲乙丙丁😀", min_size=1, max_size=5)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")).filter(
    lambda text: not forbidden_character(text)
)


def nested(text: st.SearchStrategy[str]) -> st.SearchStrategy[Data]:
    """Make up dicts and lists, in one another, of text."""
    inner: st.SearchStrategy[Data] = st.recursive(
        text, lambda below: st.lists(below, max_size=4) | st.dictionaries(text, below, max_size=4)
    )
    return st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4)


def paths(data: Data, path: KeyPath = ()) -> list[KeyPath]:
    """Return the path of every node."""
    below: list[tuple[str | int, Data]] = []
    if isinstance(data, (dict, list)):
        below = list(data.items()) if isinstance(data, dict) else list(enumerate(data))
    return [path, *(deep for key, node in below for deep in paths(node, (*path, key)))]


WIDE = 10**9  # no line is folded: folded lines are joined as Chinese is, whatever YAML says


def error(text: str) -> list[tuple[str, int, int]]:
    """Return the findings that a text raises: rule, line, column."""
    with pytest.raises(PlanError) as caught:
        parse(text, "p.yaml")
    return [(f.rule, f.place.line, f.place.column) for f in caught.value.findings]


@given(nested(anything), st.sampled_from([None, "'", '"', "|", ">"]))
def test_text_data_that_was_dumped_loads_back_equal(data: Data, style: str | None) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style=style, width=WIDE)
    assert parse(text, "p.yaml").data == data


@given(nested(anything))
def test_text_data_in_flow_style_loads_back_equal(data: Data) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=True, width=WIDE)
    assert parse(text, "p.yaml").data == data


@given(nested(words), st.integers(0, 3))
def test_places_point_to_where_things_stand(data: Data, above: int) -> None:
    text = "# 说明\n" * above + yaml.safe_dump(data, allow_unicode=True, width=10_000)
    read, lines = parse(text, "p.yaml"), text.splitlines()
    assert set(read.places) == set(paths(data))
    for path in paths(data):
        place = read.place(path)
        rest = lines[place.line - 1][place.column - 1 :]
        node = node_at(data, path)
        assert place.file == "p.yaml"
        if isinstance(node, str):
            assert rest == node
        if path and isinstance(path[-1], str):
            key = read.key_place(path)
            assert lines[key.line - 1][key.column - 1 :].startswith(f"{path[-1]}:")
            assert (key.line, key.column) < (place.line, place.column)


@pytest.mark.parametrize(
    "scalar",
    ["no", "yes", "0310", "12:30", "1_000", "1e3", "2021-01-01", ".5", "0x1f", "true", "=", "87.050"],
)
def test_a_plain_scalar_stays_as_written(scalar: str) -> None:
    assert parse(f"a: {scalar}\n{scalar}: b", "p.yaml").data == {"a": scalar, scalar: "b"}


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null"])
def test_a_value_left_out_is_none(text: str) -> None:
    assert parse(text, "p.yaml").data == {"a": None}


@pytest.mark.parametrize("text", ["a: ''", 'a: ""', "a: |\n"])
def test_a_quoted_nothing_is_empty_text(text: str) -> None:
    assert parse(text, "p.yaml").data == {"a": ""}


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有说明\n", "---\n# 说明\n..."])
def test_a_file_without_content_has_no_data(text: str) -> None:
    assert not parse(text, "p.yaml").data


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3", [("key-duplicate", 3, 1)]),
        ("a:\n  b: 1\n  'b': 2\na: 1", [("key-duplicate", 3, 3), ("key-duplicate", 4, 1)]),
        ("? [a]\n: b", [("yaml-key", 1, 3)]),
        ("? {a: 1}\n: b", [("yaml-key", 1, 3)]),
        ("*x : b", [("yaml-alias", 1, 1), ("yaml-key", 1, 1)]),
        ("a: &x [1]\nb: *x\nc: *x", [("yaml-alias", 2, 4)]),
        ("a: &x\n  b: *x", [("yaml-alias", 2, 6)]),
        ("a: *unknown", [("yaml-alias", 1, 4)]),
        ("a: !!int 0310", [("yaml-tag", 1, 4)]),
        (
            "a: !!python/name:os.system x\n!x b: !y [c]",
            [("yaml-tag", 1, 4), ("yaml-tag", 2, 1), ("yaml-tag", 2, 7)],
        ),
        ("a: 1\n---\nb: 2", [("yaml-documents", 2, 1)]),
        ("甲: 1\n乙: [", [("yaml-syntax", 2, 1)]),
        ('甲: "1\n乙: 2', [("yaml-quote", 1, 4)]),
        ("a: 1\n\tb: 2", [("yaml-syntax", 2, 1)]),
        ("a: 1\n甲：乙\nb: 2", [("yaml-colon", 2, 2)]),
        ("- 甲：乙\n- a: [", [("yaml-colon", 1, 4)]),
        ("# 甲：乙\na: 1\n  b: 2", [("yaml-syntax", 3, 4)]),
        ("😀\n甲乙\x07", [("character-control", 2, 3)]),
        ("a: \x00", [("character-control", 1, 4)]),
        ("a: \ud800", [("character-control", 1, 4)]),
        ("a: 1\rb: 2\r\nc: \x07", [("character-control", 3, 4)]),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_place(text: str, found: list[tuple[str, int, int]]) -> None:
    assert error(text) == found


@pytest.mark.parametrize("line", ['a: "甲\n  乙"', "a: '甲\"乙'", 'a: 甲 # "乙'])
def test_a_quotation_that_is_closed_is_not_blamed(line: str) -> None:
    assert [rule for rule, *_ in error(f"{line}\nb: [")] == ["yaml-syntax"]


def test_aliases_cannot_unfold_into_something_huge() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    assert {rule for rule, *_ in error(bomb)} == {"yaml-alias"}


@pytest.mark.parametrize("text", ["---\n", "a: 1\n---\n", "---\n\t"])
def test_nothing_behind_the_last_line_stands_in_no_line(text: str) -> None:
    lines = text.splitlines()
    try:
        places = list(parse(text, "p.yaml").places.values())
    except PlanError as refused:
        places = [finding.place for finding in refused.findings]
    assert all(place.line <= len(lines) for place in places)


PIECES = ("- !a b\n", "- *a\n", "- !a b\n- *a\n", "? [a]\n: b\n", "a: 1\n", "'", "{a: ")


@pytest.mark.parametrize("piece", sampled(PIECES, ("'",), attack))
def test_a_file_of_faults_is_read_in_a_time_that_grows_with_it(piece: str) -> None:
    text = "- !a b\n" * 40_000 + piece * (300_000 // len(piece))
    before = time.process_time()
    with suppress(PlanError):
        parse(correct_slips(text, "p.yaml")[0], "p.yaml")
    assert time.process_time() - before < 20  # where each fault looks at all before it, it takes minutes


def test_a_depth_that_people_write_is_read() -> None:
    read = parse("[" * 50 + "x" + "]" * 50, "p.yaml")
    assert node_at(read.data, (0,) * 50) == "x"


@pytest.mark.parametrize("text", ["[" * 61, "[" * 100_000, "- " * 900 + "x", "{a: " * 5000 + "}" * 5000])
def test_a_file_nested_too_deep_is_an_error(text: str) -> None:
    assert [rule for rule, *_ in error(text)] == ["yaml-depth"]


@pytest.mark.parametrize("text", ["a:\n  - 甲\n   - 乙\n", "a: 甲\n  - 乙"])
def test_a_list_item_that_would_become_text_is_an_error(text: str) -> None:
    assert [(rule, line) for rule, line, _ in error(text)] == [
        ("yaml-nesting", text[: text.index("乙")].count("\n") + 1)
    ]


@pytest.mark.parametrize("text", ["a: |\n  - 甲\n  - 乙", "a: 甲 - 乙\n  丙"])
def test_a_hyphen_in_a_text_that_is_meant_is_no_list_item(text: str) -> None:
    assert isinstance(node_at(parse(text, "p.yaml").data, ("a",)), str)


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\u202e", "\x1b", "\ufffe"])
@pytest.mark.parametrize("escaped", [False, True])
def test_a_character_that_no_draft_can_hold_is_an_error(character: str, escaped: bool) -> None:  # noqa: FBT001
    inside = f"\\u{ord(character):04x}" if escaped else character
    found = [("character-control", 1, 4 if escaped else 6)]
    assert error(f'a: "x{inside}y"\nb: z') == found


PROFILE = parse("locality:\n  name: 磴口县\n  upper: [内蒙古自治区, 巴彦淖尔市]\ntitle: 磴口县\n", "p.yaml")


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("title", "磴口县"),
        ("locality.name", "磴口县"),
        ("locality.upper", ["内蒙古自治区", "巴彦淖尔市"]),
        ("locality.missing", None),
        ("title.missing", None),
        ("locality.upper.0", None),
    ],
)
def test_a_dotted_path_leads_to_its_node_or_none(path: str, node: Data) -> None:
    assert node_at(PROFILE.data, key_path(path)) == node


@pytest.mark.parametrize(("index", "node"), [(0, "内蒙古自治区"), (1, "巴彦淖尔市"), (2, None)])
def test_an_index_leads_to_its_item_or_none(index: int, node: Data) -> None:
    assert node_at(PROFILE.data, ("locality", "upper", index)) == node


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [(("locality", "upper", 1), 3, 19), (("locality", "kind"), 2, 3), (("locality", "upper", 7, "x"), 3, 10)],
)
def test_what_is_missing_stands_at_the_nearest_node_above(path: KeyPath, line: int, column: int) -> None:
    assert PROFILE.place(path) == Place("p.yaml", line, column)


def test_the_first_scalar_of_a_text_is_found() -> None:
    assert PROFILE.find("磴口县") == Place("p.yaml", 2, 9)
    assert PROFILE.find("磴口县", ("title",)) == Place("p.yaml", 4, 8)
    assert PROFILE.find("没有", ("title",)) == Place("p.yaml", 4, 1)


def test_an_empty_source_places_everything_at_the_file() -> None:
    assert Source("p.yaml", {}, {}, {}).key_place(("a", 0)) == Place("p.yaml")


def test_a_file_with_a_byte_order_mark_reads_like_one_without(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes("甲: 乙".encode("utf-8-sig"))
    assert load(tmp_path / "p.yaml").place(("甲",)) == Place(str(tmp_path / "p.yaml"), 1, 4)


def test_a_file_that_cannot_be_loaded_is_an_error_without_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source.read, "MAX_BYTES", 8)
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xff")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "limit.yaml").write_bytes(b"a: 12345")
    (tmp_path / "large.yaml").write_bytes(b"a: 123456")
    assert load(tmp_path / "limit.yaml").data == {"a": "12345"}
    rules = {
        "binary": "file-binary",
        "folder": "file-folder",
        "large": "file-large",
        "missing": "file-missing",
    }
    for name, rule in rules.items():
        with pytest.raises(PlanError) as caught:
            load(tmp_path / f"{name}.yaml")
        assert [(f.rule, f.place.line) for f in caught.value.findings] == [(rule, 0)]


def test_a_file_that_may_not_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "p.yaml").write_bytes(b"a: 1")
    monkeypatch.setattr("generator.base.files.open_at_once", denied)
    with pytest.raises(PlanError) as caught:
        load(tmp_path / "p.yaml")
    assert [f.rule for f in caught.value.findings] == ["file-unreadable"]
