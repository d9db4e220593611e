"""Test that a new profile explains every key, drafts at once, and lacks only what is to be filled in."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

import plans
import pytest
from commands import Command
from marks import sampled
from test_kinds import PLACES, UNFILLED, bare, draft, every_period, full

from generator.check.form.profile import check_form
from generator.check.form.vocabulary import compiled, form_words, key_words
from generator.check.review import check_content
from generator.formats.markdown import write_md
from generator.library.form_index import form_fields
from generator.library.period import load_period
from generator.library.template_index import paths_in_library
from generator.locality.figures import Figures
from generator.locality.profile import Profile, load_source, make_profile
from generator.pipeline.new import write_new
from generator.pipeline.support.blank_profile import asks_for
from generator.pipeline.support.composing import compose

TEXTS = ("documents", "names")
FEW = ("county", "autonomous-banner", "district-city", "municipality")
every_place = pytest.mark.parametrize("kind", sampled(PLACES, FEW, pytest.mark.slow))
GROUPS = ("population", "achievements", "commitments", *TEXTS)


def written(folder: Path, kind: str, period: str) -> tuple[str, Profile]:
    """Write the file of a new profile; return it with what is read from it."""
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
    text, profile = written(tmp_path, kind, period)
    words = key_words()
    keys = {*compiled(load_period(period))["profile"], "name", "kind", "setting", "upper"}
    for key in keys - {"figure"}:
        assert re.search(rf"^(?:# )? *{key}:", text, re.MULTILINE) or f"# {key}:" in text, key
        assert words[key] in text, key
    figures = Figures(profile)
    for path in load_period(period).catalogue:
        key, name = path.partition(".")[2], figures.slot(path).name
        if "." not in key:
            assert re.search(rf"^ +(?:# )?{key}: *# {re.escape(name)}", text, re.MULTILINE), path
    for form in form_words():
        assert f"{form}  # {form_words()[form]}" in text
        for key, title in form_fields(form, load_period(period)).items():
            assert f"#     {key}:  # {title}" in text


@every_period
def test_every_document_and_name_that_a_topic_asks_for_is_in_the_catalogue(period: str) -> None:
    asked = {
        path
        for path in paths_in_library(load_period(period).folders)
        if path.startswith(("documents", "names"))
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
    assert command("new", "a.yaml", "--name", "鼓楼区", "--upper", "南京市").code == 0
    text = (tmp_path / "a.yaml").read_text("utf-8")
    assert re.search("^  setting: city  # .*agrarian.*pastoral.*urban.*city", text, re.MULTILINE)
    assert command("new", "b.yaml", "--name", "高淳区").code == 0
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
