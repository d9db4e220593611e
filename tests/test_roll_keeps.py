"""Test that `plandraft roll` loses no key: each is carried over, stands in a comment, or is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from examples import one_in
from hostile import as_yaml
from hypothesis import given, reject
from hypothesis import strategies as st
from made_up import made_up

from generator.base.characters import one_line
from generator.base.diagnostics import PlanError
from generator.locality.profile import load_source, make_profile
from generator.pipeline.roll import roll
from generator.pipeline.support.rollover import is_one_off
from generator.yaml_source import Data, mapping
from generator.yaml_source.write import yaml_flow, yaml_scalar

OLD, NEW = "2021-2025", "2026-2030"


def rolled(data: dict[str, Data], folder: Path) -> tuple[str, dict[str, Data]]:
    """Return the new file without the old one at its end, and its data."""
    file, into = folder / "old.yaml", folder / "new.yaml"
    file.write_text(as_yaml(data), "utf-8")
    roll(file, NEW, into, force=True)
    return into.read_text("utf-8").partition("# ==== 上期档案原文")[0], mapping(load_source(into)[0].data)


def texts(data: Data) -> Iterator[str]:
    """Yield every key and every text in data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ([key] if value else [])
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif data and data.strip():
        yield data


def said(text: str, head: str) -> bool:
    """Return whether the file says a text, in any way of writing it."""
    ways = (text, yaml_scalar(text), yaml_flow([text])[1:-1], one_line(text))
    return any(re.sub(r"\s", "", way) in head for way in ways)


def unsaid(data: dict[str, Data], new: dict[str, Data], head: str) -> list[str]:
    """Return every key and text of an old profile that a new one, and the text of its file, do not say."""
    data = {key: value for key, value in data.items() if new.get(key) != value}
    flat = re.sub(r"\s", "", head)
    whole = {**data, "outline": {**mapping(data.get("outline"))}}
    if "chapters" in mapping(whole["outline"]):
        assert "上期自己列的各章没有转过来" in head
        mapping(whole["outline"]).pop("chapters")
    mapping(whole["outline"]).pop("changes", None) if not mapping(data.get("outline")).get(
        "changes"
    ) else None
    return [text for text in dict.fromkeys(texts(whole)) if not said(text, flat)]


@one_in(10)
@given(st.integers(min_value=0, max_value=2**32))
def test_no_key_of_any_profile_is_lost(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    data = made_up(Random(seed))
    data["period"] = OLD
    folder = tmp_path_factory.mktemp("roll")
    try:
        head, new = rolled(data, folder)
        data = mapping(load_source(folder / "old.yaml")[0].data)
    except PlanError:
        reject()
    assert unsaid(data, new, head) == []


BASE: dict[str, Data] = {
    "period": OLD,
    "locality": {"name": "渝北区", "kind": "district", "upper": ["重庆市"]},
}


def test_changes_stay_beside_a_first_part_of_its_own(tmp_path: Path) -> None:
    outline: dict[str, Data] = {
        "preamble": [[{"own": "为推进渝北区残疾人事业，制定本规划。"}], [{"own": "“十四五”时期很关键。"}]],
        "changes": [
            {"at": "social_assistance", "title": "社会救助"},
            {"remove": "poverty_consolidation"},
            {"at": "sport", "add": {"own": "到2025年建成体育场。"}},
            {"move": "sport", "before": "cultural_services"},
        ],
    }
    head, new = rolled({**BASE, "outline": outline}, tmp_path)
    assert new["outline"] == {
        "preamble": [[{"own": "为推进渝北区残疾人事业，制定本规划。"}]],
        "changes": [
            {"at": "social_assistance", "title": "社会救助"},
            {"move": "sport", "before": "cultural_services"},
        ],
    }
    assert "# - {remove: poverty_consolidation}\n" in head
    assert "# - preamble: [{own: “十四五”时期很关键。}]\n" in head
    assert "# - {at: sport, add: {own: 到2025年建成体育场。}}\n" in head


def test_an_indicator_that_is_left_out_stays_so_with_its_reason(tmp_path: Path) -> None:
    omitted: dict[str, Data] = {"omit": "本地没有这类家庭", "target": "100"}
    head, new = rolled({**BASE, "indicators": {"living_subsidy": omitted}}, tmp_path)
    assert mapping(new["indicators"])["living_subsidy"] == {"omit": "本地没有这类家庭"}
    assert re.search(
        r"living_subsidy: \{omit: 本地没有这类家庭\} +# .*；上期 \{omit: .*target: .?100.?\}", head
    )


def test_results_in_words_of_its_own_go_over_without_their_values(tmp_path: Path) -> None:
    own: dict[str, Data] = {
        "value": "26",
        "unit": "个",
        "sentence": "建成示范村{value}个",
        "group": "employment",
    }
    known: dict[str, Data] = {"value": "312", "sentence": "新增就业{value}名", "group": "security"}
    gone: dict[str, Data] = {"value": "5", "sentence": "修路{value}里", "group": "honours"}
    outline: dict[str, Data] = {"changes": [{"remove": "汇演赛事荣誉"}]}
    results: dict[str, Data] = {"villages": own, "new_employment": known, "roads": gone}
    head, new = rolled({**BASE, "achievements": results, "outline": outline}, tmp_path)
    achievements = mapping(new["achievements"])
    assert achievements["villages"] == {**own, "value": None}
    assert achievements["new_employment"] == {**known, "value": None}
    assert "roads" not in achievements
    assert re.search(r"^  villages: .*；上期 26$", head, re.MULTILINE)
    dropped = [line for line in head.splitlines() if line.startswith("# - achievements.")]
    assert [line.split(":")[0] for line in dropped] == ["# - achievements.roads"]


def test_a_change_that_names_a_title_of_the_last_period_goes_over_with_its_key(tmp_path: Path) -> None:
    changes: list[Data] = [
        {"replace": "家庭收入问题", "by": {"own": "山区收入低。"}},
        {
            "after": "加强残疾人职业技能培训",
            "add": {"measure": "bases", "title": "建基地", "own": "建好基地。"},
        },
        {"at": "保障措施", "title": "组织实施"},
        {"remove": "巩固拓展残疾人脱贫成果"},
    ]
    head, new = rolled({**BASE, "outline": {"changes": changes}}, tmp_path)
    assert mapping(new["outline"])["changes"] == [
        changes[0],
        {**mapping(changes[1]), "after": "vocational_skills"},
        {"at": "safeguards", "title": "组织实施"},
    ]
    assert "# - {remove: 巩固拓展残疾人脱贫成果}\n" in head


def test_changes_of_chapters_of_its_own_go_over_where_they_fit(tmp_path: Path) -> None:
    outline: dict[str, Data] = {
        "chapters": [{"chapter": "sport", "title": "体育", "own": "办好体育。"}],
        "changes": [{"at": "sport", "title": "群众体育"}],
    }
    head, new = rolled({**BASE, "outline": outline}, tmp_path)
    assert new["outline"] == {"changes": [{"at": "sport", "title": "群众体育"}]}
    assert "上期自己列的各章没有转过来" in head


def test_no_key_stands_both_as_a_line_and_as_a_comment(tmp_path: Path) -> None:
    data: dict[str, Data] = {**BASE, "parts": ["plan", "imprint"], "title": "渝北区规划"}
    data["outline"] = {"changes": [{"at": "sport", "title": "体育"}]}
    data |= {"terms": {"township": "镇"}, "departments": {"health": "区卫健委"}, "categories": {"a": "甲"}}
    head, new = rolled(data, tmp_path)
    for key in new:
        assert not re.search(rf"^# {key}:", head, re.MULTILINE), key
    assert len(re.findall(r"^#? *- (?:form: )?imprint", head, re.MULTILINE)) == 1
    assert re.search("^#   - form: cover", head, re.MULTILINE)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("重庆市渝北区残疾人保障和发展“十四五”规划", "重庆市渝北区残疾人保障和发展“十五五”规划"),
        ("重庆市渝北区\n残疾人保障和发展“十四五”规划", "重庆市渝北区\n残疾人保障和发展“十五五”规划"),
        ("渝北区残疾人事业发展规划（2021—2025年）", None),
        ("渝北区残疾人规划", "渝北区残疾人规划"),
    ],
)
def test_a_title_of_its_own_goes_over_with_the_new_period(
    tmp_path: Path, title: str, expected: str | None
) -> None:
    head, new = rolled({**BASE, "title": title}, tmp_path)
    assert new.get("title") == expected
    assert said(title, re.sub(r"\s", "", head))
    assert ("标题照上期的写法" in head) == (expected is not None)
    assert expected is None or not is_one_off(expected)


def test_the_default_first_part_needs_no_copy(tmp_path: Path) -> None:
    data: dict[str, Data] = {**BASE, "outline": {"preamble": [["background.preamble"]]}}
    head, new = rolled(data, tmp_path)
    assert "outline" not in new
    assert make_profile(load_source(tmp_path / "new.yaml")[0]).outline.body[0].kind == "paragraph"
    assert "没有转过来" not in head
