"""Run the command with a folder of foreign templates, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.base.diagnostics import Finding, PlanError
from generator.base.limits import Limits
from generator.base.resources import templates_folder
from generator.pipeline.support.foreign_templates import run_sandboxed

PERIOD = "2026-2030"
TOPIC = f"{PERIOD}/topics/province.xml.j2"
PROFILE = f"""\
period: {PERIOD}
locality: {{name: 青石县, kind: county, upper: [某某省, 某某市]}}
population: {{certified: 8412}}
outline: {{chapters: [{{chapter: own, title: 本地, body: [{{topics: [province.hello]}}]}}]}}
"""
# Looser than the program's: a test that hangs is ended soon, one that is only slow on a busy machine is not.
SLOW = Limits(seconds=120)
HURRIED = Limits(seconds=2.5, memory=1_000_000_000)


@dataclass(frozen=True, slots=True)
class Ran:
    """Hold the command's exit code, what it printed, and the findings on how it ended."""

    code: int
    out: str
    err: str
    findings: list[Finding]

    @property
    def all(self) -> str:
        """Return all that the command printed."""
        return self.out + self.err

    @property
    def rules(self) -> list[str]:
        """Return the rules of the findings, in order."""
        said = [line.split() for line in self.all.split("\n") if line and not line.startswith(" ")]
        return [
            *(words[2] for words in said if len(words) > 2 and words[1] in {"错误", "提醒", "提示"}),
            *(finding.rule for finding in self.findings),
        ]


class Elsewhere:
    """Set up a foreign folder of templates beside a profile that uses it."""

    def __init__(self, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self.folder = home / "文库"
        self.folder.mkdir()
        self.capfd = capfd
        (home / "a.yaml").write_text(PROFILE, encoding="utf-8")

    def put(self, name: str, text: str | bytes) -> None:
        """Write a file of the folder."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def topic(self, text: str) -> None:
        """Write the topic that the profile's outline asks for."""
        self.put(TOPIC, f"{{% macro hello() %}}{text}{{% endmacro %}}")

    def many(self, texts: list[str]) -> dict[str, str]:
        """Write a profile and a topic of its own for each text; return the texts by profile name."""
        for n, text in enumerate(texts):
            self.put(f"{PERIOD}/topics/t{n}.xml.j2", f"{{% macro hello() %}}{text}{{% endmacro %}}")
            (self.home / f"p{n}.yaml").write_text(PROFILE.replace("province.", f"t{n}."), encoding="utf-8")
        return {f"p{n}.yaml": text for n, text in enumerate(texts)}

    def run(self, *words: str, limits: Limits = SLOW) -> Ran:
        """Run the command in the process that is started for the folder."""
        self.capfd.readouterr()
        asked = [*(words or ("draft", "a.yaml", "-o", "out")), "--templates", "文库"]
        try:
            code, findings = run_sandboxed(Path("文库"), asked, limits)
        except PlanError as error:
            code, findings = 2, error.findings
        said = self.capfd.readouterr()
        return Ran(code, said.out, said.err, findings)

    def made(self, kind: str, stem: str = "a") -> bytes:
        """Return the draft that the command wrote."""
        return (self.home / "out" / f"{stem}.{kind}").read_bytes()


def whole_command(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Return the command as a person runs it."""
    start = "import sys; from generator.cli import run; sys.argv[0] = 'plandraft'; run()"
    return subprocess.run(  # noqa: S603  # our own command
        [sys.executable, "-c", start, *words], cwd=folder, capture_output=True, text=True, check=False
    )


def own(name: str) -> str:
    """Return the text of a file of the program's own templates."""
    return (templates_folder() / name).read_text("utf-8")
