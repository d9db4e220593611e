"""The command `plandraft`; the only module that prints or exits."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from generator.chinese import ChineseCommand, ChineseGroup, say_usage_error
from generator.diagnostics import Diagnostic, Finding, PlanError, Severity
from generator.pipeline import check as check_file
from generator.pipeline import draft as draft_profile
from generator.rulebook import tell

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "提示"}
_FINDINGS, _MISUSE = 1, 2
_FILES = click.Path(path_type=Path)


@click.group(cls=ChineseGroup, help="残疾人保障和发展规划草案生成器。")
@click.version_option(package_name="plandraft", prog_name="plandraft", message="%(prog)s %(version)s", help="显示版本。")
def main() -> None:
    """Collect the commands."""


@main.command(cls=ChineseCommand, help="核对档案，逐条列出问题。档案：一个地方一个 YAML 文件，可以给多个。")
@click.argument("profiles", metavar="档案...", nargs=-1, required=True, type=_FILES)
def check(profiles: tuple[Path, ...]) -> None:
    """Check profiles; exit 1 if there is any error."""
    checked = [check_file(file) for file in profiles]
    findings = [finding for one in checked for finding in one.findings]
    diagnostics = _report(findings)
    click.echo(f"核对了 {len(checked)} 份档案：{_count(diagnostics)}")
    if any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics):
        sys.exit(_FINDINGS)


@main.command(cls=ChineseCommand, help="写出规划草案（.docx 和 .md），文件名与档案相同。")
@click.argument("profiles", metavar="档案...", nargs=-1, required=True, type=_FILES)
@click.option("-o", "--output", metavar="文件夹", default=Path("drafts"), type=_FILES, help="写到哪个文件夹，默认 drafts。")
def draft(profiles: tuple[Path, ...], output: Path) -> None:
    """Draft plans; exit 1 if any could not be drafted."""
    failed = [file for file in profiles if not _draft(file, output)]
    if failed:
        sys.exit(_FINDINGS)


def _draft(file: Path, output: Path) -> bool:
    checked = check_file(file)
    if checked.profile is None:
        _report(checked.findings)
        return False
    try:
        written = draft_profile(checked.profile, output)
    except PlanError as error:
        _report(error.findings)
        return False
    diagnostics = _report(checked.findings)
    click.echo(f"{'、'.join(map(str, written))}：{_count(diagnostics)}")
    return True


def _report(findings: Iterable[Finding]) -> list[Diagnostic]:
    """Print findings, place first, and return them in words."""
    diagnostics = [tell(finding) for finding in findings]
    for diagnostic in diagnostics:
        why = f"（{diagnostic.why}）" if diagnostic.why else ""
        click.echo(f"{diagnostic.place} {_SEVERITIES[diagnostic.severity]} {diagnostic.rule} {diagnostic.message}{why}", err=True)
        if diagnostic.remedy:
            click.echo(f"    改法：{diagnostic.remedy}", err=True)
    return diagnostics


def _count(diagnostics: list[Diagnostic]) -> str:
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    found = "，".join(f"{counts[severity]} 个{word}" for severity, word in _SEVERITIES.items() if counts[severity])
    return found or "没有发现问题"


def run() -> None:
    """Run the command; misuse exits 2 with one Chinese line."""
    try:
        sys.exit(main.main(standalone_mode=False))
    except click.UsageError as error:
        click.echo(say_usage_error(error), err=True)
        sys.exit(_MISUSE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中止。", err=True)
        sys.exit(_FINDINGS)
