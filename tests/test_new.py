"""`plandraft new`: a profile that explains every key, drafts at once, lacks only what is to be filled in."""

from __future__ import annotations

import io
import re
from itertools import count
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from commands import Command
from test_kinds import KINDS, PLACES, UNFILLED, bare, draft, every_period, every_place, full

from generator.check import check_content, check_form
from generator.check.library import form_fields, library_paths
from generator.check.vocabulary import compiled, form_words, key_words
from generator.divisions import all_divisions, divisions
from generator.lexicon import kind_titles, kinds, kinds_ending
from generator.period import load_period
from generator.pipeline.blank import asks_for
from generator.pipeline.draft import compose
from generator.pipeline.new import known, write_new
from generator.profile import Profile, load_source, make_profile
from generator.source.write import scalar
from generator.write_md import write_md

TEXTS = ("documents", "names")
GROUPS = ("population", "achievements", "commitments", *TEXTS)


class Terminal(io.StringIO):
    """A person at the keyboard."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def written(folder: Path, kind: str, period: str) -> tuple[str, Profile]:
    """The file of a new profile, and what is read from it."""
    place = PLACES[kind]["locality"]
    upper = place.get("upper", [])
    above = tuple([upper] if isinstance(upper, str) else upper)
    file = folder / "new.yaml"
    write_new(file, period, place["name"], place["kind"], above, setting=place.get("setting", ""))
    source, slips = load_source(file)
    assert slips == []
    assert check_form(source) == []
    return file.read_text("utf-8"), make_profile(source)


@every_place
@every_period
def test_a_new_profile_lacks_nothing_but_what_is_not_filled_in(
    period: str, kind: str, tmp_path: Path
) -> None:
    _, profile = written(tmp_path, kind, period)
    assert {finding.rule for finding in check_content(profile)} <= UNFILLED


@every_place
@every_period
def test_a_new_profile_drafts_the_plan_that_one_with_nothing_in_it_drafts(
    period: str, kind: str, tmp_path: Path
) -> None:
    _, profile = written(tmp_path, kind, period)
    assert profile.locality == plans.profile(bare(kind, period)).locality
    assert write_md(compose(profile)) == draft(kind, period)


@every_period
@pytest.mark.parametrize("kind", ["county", "league", "municipality"])
def test_every_key_of_a_profile_is_explained_where_it_stands(period: str, kind: str, tmp_path: Path) -> None:
    text, _ = written(tmp_path, kind, period)
    words = key_words()
    keys = {*compiled(load_period(period))["profile"], "name", "kind", "setting", "upper"}
    for key in keys - {"figure"}:
        assert re.search(rf"^(?:# )? *{key}:", text, re.MULTILINE) or f"# {key}:" in text, key
        assert words[key] in text, key
    for path, entry in load_period(period).catalogue.items():
        key = path.partition(".")[2]
        if "." not in key:
            assert re.search(rf"^ +(?:# )?{key}: *# {re.escape(entry.name)}", text, re.MULTILINE), path
    for form in form_words():
        assert f"{form}  # {form_words()[form]}" in text
        for key, title in form_fields(form, load_period(period)).items():
            assert f"#     {key}:  # {title}" in text


@every_period
def test_every_document_and_name_that_a_topic_asks_for_is_in_the_catalogue(period: str) -> None:
    asked = {
        path for path in library_paths(load_period(period).folders) if path.startswith(("documents", "names"))
    }
    assert asked <= load_period(period).catalogue.keys()


@every_place
@every_period
def test_the_plan_prints_everything_that_a_new_profile_asks_for(period: str, kind: str) -> None:
    data: dict[str, Any] = full(kind, period)
    numbers = count(71_000)
    for group in GROUPS:
        data[group] = {
            key: f"《青石{n}号》" if group in TEXTS else str(n)
            for key, n in zip(data[group], numbers, strict=False)
        }
    profile = plans.profile(data)
    asked = [
        path
        for path in (f"{group}.{key}" for group in GROUPS for key in data[group])
        if asks_for(profile)(path)
    ]
    text = write_md(compose(profile))
    assert [path for path in asked if profile.text(path) not in text] == []
    assert {f.facts["path"] for f in check_content(profile) if f.rule == "figure-unused"}.isdisjoint(asked)


def test_a_result_of_nothing_is_not_told() -> None:
    data = {
        **bare("county", "2021-2025"),
        "achievements": {"provincial_games_gold": "3", "provincial_games_silver": "0"},
    }
    text = write_md(compose(plans.profile(data)))
    assert "金牌3枚" in text
    assert "银牌" not in text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("全科网格", "推进“全科网格”建设"),
        ("“全科网格”", "推进“全科网格”建设"),
        ("“全科”网格", "推进“‘全科’网格”建设"),
    ],
)
def test_a_name_is_set_in_quotation_marks_once(name: str, printed: str) -> None:
    chapters = [{"chapter": "a", "title": "治理", "topics": ["grassroots.grid"]}]
    data = {**bare("county", "2021-2025"), "names": {"grid": name}, "outline": {"chapters": chapters}}
    assert printed in write_md(compose(plans.profile(data)))


def test_every_part_of_a_new_profile_can_be_taken_as_it_stands(command: Command, tmp_path: Path) -> None:
    text, _ = written(tmp_path, "county", "2026-2030")
    start = text.index("# parts:\n")
    parts, rest = text[start:].split("\n\n", 1)
    taken = re.sub("^# ?", "", parts, flags=re.MULTILINE)
    (tmp_path / "new.yaml").write_text(f"{text[:start]}{taken}\n\n{rest}", "utf-8")
    assert command("draft", "new.yaml", "-o", ".").code == 0
    draft = (tmp_path / "new.md").read_text("utf-8")
    assert {f"【待补：{what}】" for what in ("发函单位", "公示单位", "批准机关")} <= {
        *re.findall("【.*?】", draft)
    }
    titles = [line for line in draft.splitlines() if line.startswith("# ")]
    assert len(titles) == len(form_words()) - 1  # the record has none


def test_every_form_is_named() -> None:
    forms = compiled(load_period("2026-2030"))["part"]["form"]["allowed"]
    assert set(form_words()) == set(forms)


def test_a_district_that_is_all_city_is_asked_for_nothing_of_the_country(
    command: Command, tmp_path: Path
) -> None:
    words = ("--name", "鼓楼区", "--upper", "南京市")
    assert command("new", "a.yaml", *words, "--setting", "city").code == 0
    text = (tmp_path / "a.yaml").read_text("utf-8")
    assert re.search("^  setting: city  # .*agrarian.*pastoral.*urban.*city", text, re.MULTILINE)
    assert command("new", "b.yaml", *words).code == 0
    other = (tmp_path / "b.yaml").read_text("utf-8")
    assert re.search("^  # setting: urban  # .*agrarian.*pastoral.*urban.*city", other, re.MULTILINE)
    assert re.search("^  employed_rural:", other, re.MULTILINE)
    asked = [line for line in text.split("\n") if re.match(r" +\w+:.*#", line) and "setting:" not in line]
    assert [line for line in asked if re.search("村|农|牧|(?<!城)镇", line)] == []


def test_figures_are_asked_for_by_department_and_only_where_the_plan_prints_them(tmp_path: Path) -> None:
    text, _ = written(tmp_path, "county", "2026-2030")
    civil = text.index("  # 县民政局", text.index("achievements:"))
    assert civil < text.index("minimum_living_recipients:") < text.index("  # 县人社局", civil)
    assert re.search("^  # poverty_relieved:", text, re.MULTILINE)  # no topic of the period tells it


def test_a_county_knows_the_levels_above_it(command: Command, tmp_path: Path) -> None:
    said = command("new", "磴口.yaml", "--name", "磴口县")
    assert (said.code, said.err) == (0, "")
    assert "上级：内蒙古自治区、巴彦淖尔市" in said.out
    data = yaml.safe_load((tmp_path / "磴口.yaml").read_text("utf-8"))
    assert data["locality"] == {"name": "磴口县", "kind": "county", "upper": ["内蒙古自治区", "巴彦淖尔市"]}
    assert data["period"] == "2026-2030"


def test_a_place_that_nobody_knows_is_written_as_the_command_line_says(
    command: Command, tmp_path: Path
) -> None:
    words = ("--name", "青石县", "--kind", "county", "--period", "2021-2025", "--upper", "某某省、某某市")
    assert command("new", "a.yaml", *words).code == 0
    assert "upper: [某某省, 某某市]" in (tmp_path / "a.yaml").read_text("utf-8")
    said = command("new", "b.yaml", "--name", "青石县")
    assert said.code == 0
    assert "行政区划里没有青石县" in said.out
    assert command("check", "b.yaml").code == 0


def test_a_file_that_is_there_is_never_overwritten(command: Command, tmp_path: Path) -> None:
    (tmp_path / "磴口县.yaml").write_text("填好的数", "utf-8")
    said = command("new", "--name", "磴口县")
    assert (said.code, said.out) == (2, "")
    assert "file-exists" in said.err
    assert (tmp_path / "磴口县.yaml").read_text("utf-8") == "填好的数"
    assert [file.name for file in tmp_path.iterdir()] == ["磴口县.yaml"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], "没有写地方的名称，加上 --name，如 --name 青石县"),
        (
            ["--name", "青石市"],
            "从名称看不出“青石市”是哪一类，加上 --kind，可以是 county-city 县级市、prefecture",
        ),
        (["--name", "鼓楼区"], "叫“鼓楼区”的有 4 个：1 江苏省、南京市，2 江苏省、徐州市"),
        (["--name", "青石县", "--kind", "town"], "选项 --kind 的内容不对，可以是 county、banner"),
    ],
)
def test_without_a_terminal_it_says_what_it_needs(
    words: list[str], expected: str, command: Command, tmp_path: Path
) -> None:
    said = command("new", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(expected)
    assert said.err.endswith("用法见 plandraft new --help\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["青石\nperiod: x 县", "“青石”: 县", "# 县", "[青石]县", "a/b/青石县"])
def test_an_odd_name_makes_no_odd_file(name: str, command: Command, tmp_path: Path) -> None:
    said = command("new", "a.yaml", "--name", name, "--kind", "county", "--upper", "某某省，某某市")
    if said.code:
        assert not (tmp_path / "a.yaml").exists()
        assert not said.english
    else:
        profile = make_profile(load_source(tmp_path / "a.yaml")[0])
        assert (profile.locality.name, profile.locality.kind) == (name, "county")


def test_on_a_terminal_it_asks(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("青石\n城\n旗\n某某自治区 某某盟\n"))
    said = command("new")
    assert said.code == 0
    assert yaml.safe_load((tmp_path / "青石.yaml").read_text("utf-8"))["locality"] == {
        "name": "青石",
        "kind": "banner",
        "upper": ["某某自治区", "某某盟"],
    }
    monkeypatch.setattr("sys.stdin", Terminal("9\n4\n"))
    assert "上级：河南省、开封市" in command("new", "--name", "鼓楼区").out


def test_every_division_tells_its_kind_but_for_two() -> None:
    for name in ("神农架林区", "六枝特区"):
        assert len(known(name).kinds) == 2
    for name, kind in {
        "莫力达瓦达斡尔族自治旗": "autonomous-banner",
        "巴彦淖尔市": "prefecture",
        "仙桃市": "county-city",
        "重庆市": "municipality",
        "阿拉善盟": "league",
        "大兴安岭地区": "administrative-area",
        "海南藏族自治州": "autonomous-prefecture",
        "西藏自治区": "autonomous-region",
        "德阳市罗江区": "district",
        "万柏林区": "district",
    }.items():
        assert known(name).kinds == (kind,), name
        assert len(known(name).uppers) == 1, name


def test_every_kind_has_a_title_and_is_told_by_the_end_of_a_name() -> None:
    assert list(kind_titles()) == kinds()
    assert [kind for kind in kinds() if kind not in kinds_ending(KINDS[kind]["locality"]["name"])] == []


def test_divisions_are_those_of_the_mainland() -> None:
    tiers = [one.tier for one in all_divisions()]
    assert (tiers.count("province"), tiers.count("prefecture")) == (31, 333)
    assert 2_800 < tiers.count("county") < 2_900
    assert [one.upper for one in divisions("错那市")] == [("西藏自治区", "山南市")]  # a city since 2023
    assert all(kinds_ending(one.name, one.tier) for one in all_divisions())


@pytest.mark.parametrize(
    "text",
    [
        "磴口县",
        ">90",
        "[700]",
        "",
        "——",
        "no",
        "a: b",
        "x # y",
        "“>90”",
        "a, b",
        "- x",
        "null",
        '"q"',
        "a\nb",
    ],
)
def test_a_text_written_as_yaml_is_read_as_it_was(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(f"k: {scalar(text)}\nl: [{scalar(text)}, b]\n", "utf-8")
    source, slips = load_source(tmp_path / "a.yaml")
    assert (source.data, slips) == ({"k": text, "l": [text, "b"]}, [])
