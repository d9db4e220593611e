"""Put mutated profiles by the thousand through the command: drafted, or refused in words; never a crash."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
import watch
from output_checks import broken_output, broken_words
from runs import Trial
from trials import attempted

_FEW = 20
_AT_ONCE = 25  # trials that a process takes at a time
_TOLD = 20  # failures that are told


def test_a_few_mutated_profiles_are_drafted_or_refused_in_words() -> None:
    assert_sound(map(attempted, range(_FEW)))


@pytest.mark.fuzz
def test_mutated_profiles_by_the_thousand_are_drafted_or_refused_in_words(
    capsys: pytest.CaptureFixture[str], pytestconfig: pytest.Config
) -> None:
    trials = pytestconfig.getoption("--trials")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        reached = assert_sound(pool.map(attempted, range(trials), chunksize=_AT_ONCE))
    with capsys.disabled():
        print(f"\n{trials} profiles: {dict(reached)}")  # noqa: T201  # the figures that CI's log keeps
    assert reached["drafted"] > trials * 0.35, "few get as far as the writers: the trials try little"
    assert min(reached["yaml"], reached["schema"]) > trials * 0.1


def assert_sound(trials: Iterable[Trial]) -> Counter[str]:
    """Check that nothing is wrong with any trial; return how far they got."""
    reached: Counter[str] = Counter()
    wrong = []
    for tried in trials:
        reached[tried.reached] += 1
        wrong += [f"python tests/trials.py {tried.number}: {problem}" for problem in tried.problems]
    assert not wrong, "\n".join([f"{len(wrong)} problems", *wrong[:_TOLD]])
    return reached


@pytest.mark.parametrize(
    "err",
    [
        "Traceback (most recent call last):\n",
        "程序出了意外（KeyError：'x'）。请把档案和这句话一起发给维护人。\n",
        "甲\x1b[31m\n",
        "{file}:3:1 错误 gap\n",
        "{file}:1:99 错误 gap\n",
        "{file}:1:99 提示 gap\n   改法：补上。\n",
    ],
)
def test_the_judge_sees_a_crash_an_escape_and_a_place_that_is_not_there(tmp_path: Path, err: str) -> None:
    (tmp_path / "p.yaml").write_text("甲: 乙\n丙: 丁", "utf-8")
    assert list(broken_words("", err.format(file=tmp_path / "p.yaml")))
    assert not list(broken_words("", f"{tmp_path / 'p.yaml'}:2:3 错误 gap\n"))


@pytest.mark.parametrize(
    ("name", "text"), [("a.md", "甲\x07"), ("a.html", "<p id='a'><b id='a'>"), ("a.text", "\x1b[31m")]
)
def test_the_judge_sees_what_no_file_may_hold(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert list(broken_output(tmp_path / name))


def test_the_watch_sees_time_and_memory_without_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[str] = []
    with watch.watched(problems, "nothing"):
        pass
    assert problems == []
    monkeypatch.setattr(watch, "TIMES", 0)
    monkeypatch.setattr(watch, "MEGABYTES", -1)
    with watch.watched(problems, "anything"):
        sum(range(1_000))
    assert [problem.split()[:2] for problem in problems] == [["anything:", "took"], ["anything:", "took"]]
