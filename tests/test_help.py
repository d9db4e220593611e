"""Test what the command says of itself and of misuse: in Chinese throughout, in one line."""

from __future__ import annotations

import re

import pytest
from commands import Command, Said

# Words of the help and of messages that are names of ours, of programs, formats and examples.
NAMES = {
    "JSON",
    "LibreOffice",
    "Schema",
    "Word",
    "accept",
    "accepted",
    "all",
    "author",
    "base",
    "check",
    "cite",
    "city",
    "collect",
    "comments",
    "contact",
    "county",
    "date",
    "deadline",
    "department",
    "diff",
    "docx",
    "draft",
    "drafts",
    "dry",
    "explain",
    "fix",
    "force",
    "format",
    "gaps",
    "git",
    "github",
    "help",
    "html",
    "import",
    "issuer",
    "jobs",
    "json",
    "keep",
    "kind",
    "leave",
    "letters",
    "library",
    "list",
    "md",
    "merge",
    "name",
    "new",
    "old",
    "original",
    "outline",
    "output",
    "paginate",
    "pending",
    "period",
    "phone",
    "plandraft",
    "prefer",
    "profile",
    "pull",
    "reject",
    "request",
    "requests",
    "roll",
    "run",
    "sarif",
    "schema",
    "setting",
    "show",
    "since",
    "strict",
    "summary",
    "table",
    "take",
    "templates",
    "text",
    "textconv",
    "upper",
    "verify",
    "version",
    "xlsx",
}
COMMANDS = (
    "check",
    "collect",
    "diff",
    "draft",
    "explain",
    "gaps",
    "import",
    "library",
    "merge",
    "new",
    "pull",
    "request",
    "roll",
    "schema",
    "text",
    "summary",
    "verify",
)
MISUSES = {
    "unknown command": (["foo"], "没有命令 foo。用法见 plandraft --help"),
    "shortened command": (["dra"], "没有命令 dra。用法见 plandraft --help"),
    "unknown option": (["--foo"], "没有选项 --foo。用法见 plandraft --help"),
    "unknown option of check": (["check", "-o", "x"], "没有选项 -o。用法见 plandraft check --help"),
    "unknown option of draft": (
        ["draft", "--foo", "x"],
        "没有选项 --foo （也许是 '--force', '--format'）。用法见 plandraft draft --help",
    ),
    "misspelt option": (
        ["draft", "x", "--outptu", "y"],
        "没有选项 --outptu （也许是 '--output'）。用法见 plandraft draft --help",
    ),
    "check of nothing": (["check"], "缺少 '档案或规划...'。用法见 plandraft check --help"),
    "draft of nothing": (["draft"], "缺少 '档案...'。用法见 plandraft draft --help"),
    "folder but no file": (["draft", "-o", "x"], "缺少 '档案...'。用法见 plandraft draft --help"),
    "no command": ([], "缺少命令。用法见 plandraft --help"),
    "option without value": (["draft", "x", "-o"], "选项 -o 后面缺少内容。用法见 plandraft draft --help"),
    "long option without value": (
        ["draft", "x", "--output"],
        "选项 --output 后面缺少内容。用法见 plandraft draft --help",
    ),
    "unknown format": (
        ["check", "x", "--format", "xml"],
        "'--format' 的内容不对，可以是 'text', 'json', 'sarif', 'github'。用法见 plandraft check --help",
    ),
    "unknown format of a draft": (
        ["draft", "x", "--format", "pdf"],
        "'--format' 的内容不对，可以是 'docx', 'md', 'html'。用法见 plandraft draft --help",
    ),
    "unknown period": (
        ["schema", "--period", "x"],
        "'--period' 的内容不对，可以是 2021-2025 十四五、2026-2030 十五五。用法见 plandraft schema --help",
    ),
    "table to no file": (
        ["diff", "a", "b", "--format", "table"],
        "缺少选项 -o：table 要写明存成哪个文件。用法见 plandraft diff --help",
    ),
    "text of nothing": (["text"], "缺少 '草案'。用法见 plandraft text --help"),
    "two rules": (["explain", "gap", "alias"], "多了 alias。用法见 plandraft explain --help"),
    "no number": (
        ["draft", "x", "--jobs", "两"],
        "'--jobs' 的内容不对，“两”不是整数。用法见 plandraft draft --help",
    ),
    "number too low": (
        ["draft", "x", "--jobs", "0"],
        "'--jobs' 的内容不对，0 不在范围 x>=1 里。用法见 plandraft draft --help",
    ),
    "folder for a file": (
        ["diff", "a", "b", "-o", "/"],
        "'-o' / '--output' 的内容不对，“/”是文件夹。用法见 plandraft diff --help",
    ),
    "value for a switch": (["draft", "--help=1"], "选项 --help 不带值。用法见 plandraft draft --help"),
}


@pytest.mark.parametrize("name", MISUSES)
def test_misuse_is_told_in_one_line_of_chinese(name: str, command: Command) -> None:
    words, line = MISUSES[name]
    said = command(*words)
    assert said == Said(2, "", f"{line}\n")
    assert not english_words(line) - set(re.findall(r"\w+", " ".join(words)))


@pytest.mark.parametrize("words", [["--help"], *([name, "--help"] for name in COMMANDS)], ids=" ".join)
def test_help_is_chinese_throughout(words: list[str], command: Command) -> None:
    said = command(*words)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"用法：{' '.join(['plandraft', *words[:-1]])} ")
    assert not english_words(said.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_lists_options_only_under_its_options(name: str, command: Command) -> None:
    _, options = command(name, "--help").out.partition("\n命令：")[0].split("选项：\n")
    assert all(line.lstrip().startswith("-") for line in options.splitlines() if line)


def english_words(text: str) -> set[str]:
    """Return the words of a text that are neither Chinese nor names of ours."""
    return set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES
