"""Run the command in the test's own process, on the cases under tests/cases/."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypedDict

import pytest
import yaml

from generator.cli import run

CASES = Path(__file__).resolve().parent / "cases"
SOUND = "period: 2021-2025\nlocality:\n  name: 安泽县\n  kind: county\n"
_MARK = "# <- here"
_FINDING = re.compile(r"^\S.*? (?:错误|提醒|提示) [a-z].*\n(?: +.*\n)*", re.MULTILINE)
_ENGLISH = re.compile(r"[A-Za-z']{2,} [A-Za-z']{2,}")


class Command(Protocol):
    """Run the command in this process."""

    def __call__(self, *words: str | Path) -> Said:
        """Run it and return what it said."""


class Bug(TypedDict):
    """Describe cases that fail for one reason, and the rule or word that their messages should have."""

    why: str
    expected: str
    cases: list[str]


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what the command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        """Return all that the command printed."""
        return self.out + self.err

    @property
    def findings(self) -> list[str]:
        """Return the findings, each with its excerpt and its remedy."""
        return _FINDING.findall(self.all)

    @property
    def lines(self) -> list[int]:
        """Return the lines of files that findings name, in their order; 0 is a whole file."""
        return [line for finding in self.findings for line in lines_of(finding)]

    @property
    def english(self) -> str:
        """Return the first words of English outside excerpts and commands, empty if there are none."""
        text = re.sub(r"^.*│.*$|plandraft \w+", "", self.all, flags=re.MULTILINE)
        found = _ENGLISH.search(text)
        return found[0] if found else ""

    def beside(self, other: Said) -> str:
        """Return the findings that `other`, the output for another file, does not have anywhere."""
        known = {_without_place(finding) for finding in other.findings}
        return "".join(finding for finding in self.findings if _without_place(finding) not in known)


def lines_of(finding: str) -> list[int]:
    """Return the line that a finding names, then those of the same trouble; 0 is a whole file."""
    first, *rest = finding.split("\n")
    place = re.match(r".*?:(\d+):\d+ ", first)
    again = re.findall(r"(\d+):\d+", "".join(line for line in rest if "同类问题" in line))
    return [int(place[1]) if place else 0, *map(int, again)]


def _without_place(finding: str) -> str:
    lines = finding.partition(" ")[2].split("\n")
    return "\n".join(line for line in lines if "│" not in line and "同类问题" not in line)


def plandraft(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str | Path, folder: Path
) -> Said:
    """Run the command; remove `folder` from the paths that it prints."""
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "argv", ["plandraft", *map(str, words)])
        patch.setattr(sys.modules["__main__"], "__package__", None)  # or Click says python -m pytest
        with pytest.raises(SystemExit) as stopped:
            run()
    code = stopped.value.code
    said = capsys.readouterr()
    out, err = (text.replace(f"{folder}/", "") for text in said)
    return Said(code if isinstance(code, int) else 0, out, err)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder by name; none if there is no folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.is_dir() else {}


def known_bugs(folder: str) -> dict[str, Bug]:
    """Return the cases of a folder that the program gets wrong."""
    bugs: list[Bug] = yaml.safe_load((CASES / f"{folder}_bugs.yaml").read_text(encoding="utf-8"))
    return {case: bug for bug in bugs for case in bug["cases"]}


def params(folder: str) -> list[object]:
    """Return the cases of a folder as parameters; known bugs are expected to fail."""
    bugs = known_bugs(folder)
    return [
        pytest.param(
            file,
            id=file.stem,
            marks=pytest.mark.xfail(reason=bugs[file.stem]["why"]) if file.stem in bugs else (),
        )
        for file in sorted((CASES / folder).glob("*.yaml"))
    ]


def marked(file: Path) -> list[int]:
    """Return the lines of a case that its message should name."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return [number for number, line in enumerate(lines, start=1) if _MARK in line]


def without_excerpt(finding: str) -> str:
    """Return a finding without the lines of the file that it shows."""
    return "\n".join(line for line in finding.split("\n") if "│" not in line)
