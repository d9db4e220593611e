"""Print names and texts that a CI would take for commands: no line of ours becomes one."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from commands import SOUND, Command
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled

from generator.cli.disarming import disarm, disarm_hashes, disarm_page

ORDERS = ("::add-mask::x", "::stop-commands::x", "##[error]x", "##vso[task.complete]x", "##teamcity[x]")
NAMES = [*ORDERS, "\u3000 ::warning::x", "a ##[group]x"]
COMMANDS = [
    *(["check"], ["check", "--fix"], ["check", "--strict"], ["gaps"], ["draft"], ["verify"], ["text"]),
    *(
        ["request"],
        ["request", "--letters"],
        ["text", "--textconv"],
        ["roll"],
        ["diff", "b.yaml"],
        ["explain"],
        ["no-command"],
    ),
    *(["new", "--kind", "county", "--name"], ["draft", "b.yaml", "--jobs", "1"]),
    *(["check", "b.yaml", "--upper"], ["verify", "--profile"]),
]
PIECES = st.lists(st.sampled_from([":", "::", "#", "##", "[", "a", " ", "\u3000", "\n", "\r", "\x85"]))


def obeyed(said: str) -> list[str]:
    """Return the lines that GitHub's, Azure's or TeamCity's runner would obey."""
    lines = re.split("[\r\n]", said)
    return [line for line in lines if line.lstrip().startswith("::") or re.search(r"##\w*\[", line)]


def words(order: str) -> str:
    """Return a profile whose own texts, keys and values are an order."""
    told = json.dumps(order)
    return (
        f"{SOUND}title: {told}\nachievements: {{{told}: {told}}}\nindicators: {{a: {{target: {told}}}}}\n"
        f"outline: {{changes: [{{after: outlook, insert: {{own: {told}}}}}]}}\n"
        f"background: [{{own: {told}}}]\n"
    )


@pytest.mark.parametrize("name", sampled(NAMES, NAMES[:1], attack))
@pytest.mark.parametrize("line", sampled(COMMANDS, [["check"], ["draft"], ["verify"]], attack), ids=" ".join)
def test_a_name_or_a_text_in_a_file_becomes_no_order(
    line: list[str], name: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "b.yaml").write_text(SOUND, encoding="utf-8")
    for file in (f"{name}.yaml", f"{name}没有.yaml"):
        if "没有" not in file:
            (tmp_path / file).write_text(words(name), encoding="utf-8")
        said = command(*line, file)
        assert said.out or said.err
        assert obeyed(said.out) == []
        assert obeyed(said.err) == []


@pytest.mark.parametrize("order", sampled(ORDERS, ORDERS[2:3], attack))
def test_what_a_program_reads_has_the_same_words_and_no_order(
    order: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.yaml").write_text(f'{SOUND}title: "残疾人规划"\n', encoding="utf-8")
    (tmp_path / "b.yaml").write_text(f"{SOUND}title: {json.dumps(order)}\n", encoding="utf-8")
    changes = command("diff", "a.yaml", "b.yaml", "--format", "json").out
    assert obeyed(changes) == []
    assert order in json.dumps(json.loads(changes), ensure_ascii=False)
    page = command("diff", "a.yaml", "b.yaml", "--format", "html").out
    assert obeyed(page) == []
    assert order.removeprefix("::") in unescape(re.sub("<[^>]*>", "", page))
    assert obeyed(command("diff", "a.yaml", "b.yaml").out) == []
    assert obeyed(command("text", "b.yaml").out) == []


def test_the_orders_that_github_asked_for_are_printed(command: Command, tmp_path: Path) -> None:
    (tmp_path / "##[error].yaml").write_text("period: 1\n", encoding="utf-8")
    said = command("check", "##[error].yaml", "--format", "github")
    assert said.out.startswith("::error file=#<U+0023>[error].yaml,")
    assert not re.search(r"##\w*\[", said.out)


@given(PIECES.map("".join))
def test_nothing_is_left_to_obey_and_no_other_text_is_changed(text: str) -> None:
    assert obeyed(disarm(text)) == []
    assert disarm(text) == disarm(disarm(text))
    assert disarm(text).replace("<U+003A>", ":").replace("<U+0023>", "#") == text
    assert unescape(disarm_page(text)) == text
    if not obeyed(text):
        assert text == disarm(text) == disarm_hashes(text) == disarm_page(text)


@pytest.mark.parametrize("text", ["\n" * 1_000_000, " " * 1_000_000, "#" * 1_000_000, "\n " * 500_000])
def test_a_text_of_blanks_takes_no_time(text: str) -> None:
    assert disarm(text) == text
