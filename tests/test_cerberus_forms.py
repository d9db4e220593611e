"""Test that Cerberus judges every profile, made up, broken or real, in time that grows with it."""

from __future__ import annotations

import time
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from broken_data import break_data
from cerberus import Validator
from conftest import ROOT
from made_up import made_up
from national_rows import PERIODS, as_source, data_of

from generator.base.limits import MOST_ENTRIES, MOST_FINDINGS
from generator.check.findings.rulebook import is_blocking, rulebook
from generator.check.form.profile import check_form
from generator.check.form.schema import form_validator
from generator.library.period import load_period
from generator.pipeline.check import check
from generator.yaml_source import Data, Source


def test_what_is_wrong_as_policy_alone_stops_no_draft(tmp_path: Path) -> None:
    rows: Data = {
        "minimum_living": {"attribute": "预期性", "target": "——"},
        "vocational_training": {"unit": "万", "target": "0.02万%"},
        "assistive_device": {"name": "辅具适配率", "unit": "%", "attribute": "约束性", "target": "850"},
    }
    file = tmp_path / "p.yaml"
    file.write_text(yaml.safe_dump(data_of(PERIODS["2021-2025"], rows), allow_unicode=True), encoding="utf-8")
    checked = check(file)
    expected = {"attribute-weaker", "target-unclear", "unit-differs", "indicator-unknown", "percent-range"}
    assert checked.profile
    assert expected <= {finding.rule for finding in checked.findings}
    assert checked.findings == sorted(checked.findings, key=lambda finding: finding.place)


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        ({}, []),
        ({"minimum_living": {"target": "100"}}, []),
        ({"minimum_living": "100"}, ["type-wrong"]),
        ("见附表", ["type-wrong"]),
    ],
)
def test_every_profile_is_judged_by_cerberus(
    monkeypatch: pytest.MonkeyPatch, rows: Data, rules: list[str]
) -> None:
    seen: list[Data] = []
    validate = Validator.validate

    def watched(self: Any, document: Data, *args: Any, **named: Any) -> bool:  # noqa: ANN401  # Cerberus has no types
        if not self.is_child:
            seen.append(document)
        return bool(validate(self, document, *args, **named))

    source = as_source(data_of(PERIODS["2021-2025"], rows))
    form_validator(load_period("2021-2025"))  # Cerberus judges its schema too
    monkeypatch.setattr(Validator, "validate", watched)
    assert [finding.rule for finding in check_form(source)] == rules
    assert seen == [source.data]


def test_without_cerberus_no_form_is_found_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    source = as_source(data_of(PERIODS["2021-2025"], "见附表"))
    assert [finding.rule for finding in check_form(source)] == ["type-wrong"]
    monkeypatch.setattr(Validator, "_error", lambda *_: None)
    assert check_form(source) == []


def test_what_is_made_up_is_sound_and_what_is_broken_is_told_by_rules_that_there_are() -> None:
    sound = broken = 0
    for number in range(30):
        chance = Random(number)
        data = made_up(chance)
        for _ in range(4):
            findings = check_form(Source("p.yaml", data, {}, {}))
            assert {finding.rule for finding in findings} <= rulebook().keys()
            stopped = any(map(is_blocking, findings))
            broken, sound = broken + stopped, sound + (not stopped)
            data = deepcopy(data)
            break_data(data, chance)
    assert sound > 30
    assert broken > 30


def test_the_time_to_judge_grows_with_the_errors_and_not_with_their_square() -> None:
    """Guard against Cerberus's sorting at each error; the list of a long profile took minutes."""

    def seconds(many: int) -> float:
        row: dict[str, Data] = {"unit": "%", "attribute": "预期性", "target": "900"}
        rows: Data = {f"own_{number}": {**row, "name": f"第{number}项"} for number in range(many)}
        data = data_of(PERIODS["2021-2025"], rows)
        started = time.process_time()
        assert len(check_form(Source("p.yaml", data, {}, {}))) == min(many, 2 * MOST_FINDINGS)
        return time.process_time() - started

    few = min(seconds(125) for _ in range(3))
    assert seconds(MOST_ENTRIES) < 16 * 3 * few  # with their square, 16 times that again


@pytest.mark.parametrize("file", sorted((ROOT / "profiles").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_real_plan_can_be_drafted(file: Path) -> None:
    assert check(file).profile
