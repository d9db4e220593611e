"""Test which figures topics and forms ask of a profile, as read from templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.library.form_index import all_form_fields, form_fields
from generator.library.period import load_period
from generator.library.template_index import paths_in_library, paths_in_topic

TOPICS = """\
{% macro plain() %}没有要填的。{% endmacro %}
{% macro figures() %}{{ say("achievements.trained") }}{{ doc('basis') }}{{ results("work") }}{% endmacro %}
{% macro through() %}{{ _inner() }}{{ _side() }}{% endmacro %}
{% macro _side() %}{{ say("achievements.visited") }}{% endmacro %}
{% macro _inner() %}{{ figure('population.certified') }}{{ _outer() }}{% endmacro %}
{% macro _outer() %}{{ _inner() }}{{ _outer() }}{{ _elsewhere() }}{% endmacro %}
"""
OVER = '{% macro figures() %}{{ figure("names.speech") }}{% endmacro %}'


def folder(home: Path, name: str, **files: str) -> Path:
    """Return a folder of a period with these files of topics."""
    shelf = home / name / "topics"
    shelf.mkdir(parents=True)
    for stem, text in files.items():
        (shelf / f"{stem}.xml.j2").write_text(text, encoding="utf-8")
    return shelf.parent


def test_a_topic_asks_for_what_it_and_the_macros_it_calls_name(tmp_path: Path) -> None:
    folders = (folder(tmp_path, "a", work=TOPICS),)
    assert paths_in_topic("topics", "work.plain", folders) == set()
    assert paths_in_topic("topics", "work.figures", folders) == {
        "achievements.trained",
        "documents.basis",
        "results.basis",
        "results.work",
    }
    assert paths_in_topic("topics", "work.through", folders) == {
        "achievements.visited",
        "population.certified",
    }
    assert paths_in_topic("topics", "work.nothing", folders) == set()
    assert paths_in_topic("topics", f"{'长' * 1000}.plain", folders) == set()
    assert paths_in_library(folders) == {
        *paths_in_topic("topics", "work.figures", folders),
        *paths_in_topic("topics", "work.through", folders),
    }


TIERS = """\
{% macro told() %}{{ doc("basis") }}
{% if tier == "county" %}{% if has("names.grid") %}{{ names("grid") }}{% else %}{{ names("park") }}{% endif %}
{%- elif tier != "province" -%}
{{ doc("plan") }}{% else %}{{ doc("act") }}{% endif %}
{% if has("names.zone") %}{{ names("zone") }}{% elif tier == "county" %}{{ names("town") }}{% endif %}
{% endmacro %}
"""


@pytest.mark.parametrize(
    ("tier", "others"),
    [
        ("county", {"names.grid", "names.park", "names.town"}),
        ("prefecture", {"documents.plan"}),
        ("province", {"documents.act"}),
        ("", {"names.grid", "names.park", "names.town", "documents.plan", "documents.act"}),
    ],
)
def test_a_topic_asks_only_for_what_the_plan_of_its_tier_prints(
    tmp_path: Path, tier: str, others: set[str]
) -> None:
    found = paths_in_topic("topics", "work.told", (folder(tmp_path, "a", work=TIERS),), tier)
    asked = {path for path in found if not path.startswith("results.")}
    assert asked == {"documents.basis", "names.zone", *others}


@pytest.mark.parametrize(
    ("setting", "others"),
    [("city", set()), ("urban", {"names.farm"}), ("", {"names.farm"})],
)
def test_a_topic_asks_only_for_what_the_plan_of_its_setting_prints(
    tmp_path: Path, setting: str, others: set[str]
) -> None:
    branch = '{% if setting != "city" %}{{ names("farm") }}{% endif %}'
    text = f'{{% macro told() %}}{{{{ names("park") }}}}{branch}{{% endmacro %}}'
    found = paths_in_topic("topics", "work.told", (folder(tmp_path, "a", work=text),), "county", setting)
    assert {path for path in found if not path.startswith("results.")} == {"names.park", *others}


def test_a_topic_of_the_text_and_one_of_a_box_ask_for_their_own(tmp_path: Path) -> None:
    home = folder(tmp_path, "a", work=OVER)
    (home / "boxes").mkdir()
    (home / "boxes" / "work.xml.j2").write_text(TOPICS, "utf-8")
    assert paths_in_topic("topics", "work.figures", (home,)) == {"names.speech"}
    assert "achievements.trained" in paths_in_topic("boxes", "work.figures", (home,))


def test_the_first_folder_that_tells_a_topic_counts(tmp_path: Path) -> None:
    folders = (folder(tmp_path, "b", work=OVER), folder(tmp_path, "a", work=TOPICS))
    assert paths_in_topic("topics", "work.figures", folders) == {"names.speech"}
    assert paths_in_topic("topics", "work.plain", folders) == set()


def test_the_fields_of_a_form_are_those_that_its_template_asks_for() -> None:
    period = load_period("2026-2030")
    assert form_fields("imprint", period) == {
        "copies": "抄送机关；要分行的写成列表",
        "issuer": "印发机关",
        "date": "印发日期",
    }
    assert form_fields("none", period) == {}
    assert all_form_fields(period)["date"] == ("field", "成文日期或编制年月或印发日期")
