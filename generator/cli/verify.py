"""Run `plandraft verify`: tell whether a Word file was edited, and which figures are outdated."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import click

from generator.base.characters import one_line
from generator.base.patterns import fill
from generator.check.findings.groups import report_words, typed
from generator.check.findings.rulebook import to_diagnostic
from generator.cli.chinese import ChineseCommand
from generator.cli.options import several
from generator.cli.painting import bracket
from generator.cli.report import fails, print_line, report
from generator.cli.templates import templates
from generator.diff import summary
from generator.diff.report.changes import chapter_lines
from generator.diff.report.opinions import Opinions
from generator.diff.report.phrases import annotation_lines, pending_words
from generator.document import NOTHING
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.sides import open_side
from generator.pipeline.support.word_files import Base
from generator.pipeline.verify import FileState, LostFigure, OutdatedFigure, VerifyResult, verify

_FILE = click.Path(path_type=Path)
_MISUSE = 2
_MOST = 20  # lines and figures that are listed
_DIGITS = 12  # of a digest, enough to tell two files apart
_LETTERS = 20  # of a version, which may be any text in the file
_NO_SIGNATURE = "说明：核对的是正文与文件里所带的原稿。摘要不是签名，不能证明是谁写的、原稿有没有换过"
_BESIDE = "；正文以外的见提示"
_ANEW = "；要核对这一点，加 --profile 档案，按档案重新成稿来比"
_STATES = {
    FileState.INTACT: "原样，写出后没有动过",
    FileState.RESAVED: "另存过，内容没有变",
    FileState.EDITED: "内容改过",
    FileState.FORGED: "内容改过，摘要却对得上，多半有人改完重算了摘要",
}


@click.command(cls=ChineseCommand, name="verify")
@several("files", "文件...")
@click.option(
    "--profile", "profile_file", metavar="档案", type=_FILE, help="还要核对文中的数与这份档案是否一致。"
)
@click.option(
    "--original",
    metavar="原稿",
    help="发出去的那份 Word 文件（或档案）；收回来的文件丢了随带的底稿时，与它比较。",
)
@templates
def command(files: tuple[Path, ...], profile_file: Path | None, original: str | None) -> None:
    """Verify Word files; exit with 1 if one was edited or is out of date, 2 if one cannot be read."""
    profile = _profile(profile_file) if profile_file else None
    base = _original(original) if original else None
    if (profile_file and profile is None) or (original and base is None):
        sys.exit(_MISUSE)
    verified = [_verify(file, profile, base) for file in files]
    if any(verified):
        print_line(_NO_SIGNATURE if profile else f"{_NO_SIGNATURE}{_ANEW}")
    if step := _first_step([one for one in verified if one], str(profile_file or ""), original or ""):
        print_line(step)
    if None in verified:
        sys.exit(_MISUSE)
    if not all(one and _sound(one, against=profile is not None) for one in verified):
        sys.exit(1)


def _first_step(verified: list[VerifyResult], profile: str, original: str) -> str:
    """Return what to do first: see changes with their causes, or draft anew; "" if nothing is to be done."""
    words = report_words("verify")
    for one in verified:
        old = typed(profile or original) if profile or original else words["original"]
        hint = "" if profile or original else words["hint"]
        facts = {"old": old, "hint": hint, "file": typed(str(one.file)), "profile": typed(profile)}
        if one.state in {FileState.EDITED, FileState.FORGED}:
            return fill(words["edited"], facts)
        if profile and (one.outdated or (one.anew and one.anew.changes)):
            return fill(words["outdated"], facts)
    return ""


def _sound(verified: VerifyResult, *, against: bool) -> bool:
    """Return whether a file is unedited and up to date.

    If it was compared `against` a profile, it must agree with it and lack none of its figures. A warning
    about what stands beside its text counts like an edit.
    """
    intact = verified.state is FileState.INTACT  # changes that it tracks are those that it was written with
    edited = verified.state in {FileState.EDITED, FileState.FORGED} or (verified.found.changes and not intact)
    anew = verified.anew is not None and verified.anew.changes
    differs = edited or verified.outdated or anew or (against and verified.lost)
    return not differs and not fails(map(to_diagnostic, verified.notes), strict=True)


def _profile(file: Path) -> Profile | None:
    """Return the profile in `file`; print its findings and return None if it is not fit for a draft."""
    checked, trouble = attempt(partial(check, file), file)
    if checked is None or checked.profile is None:
        report(checked.findings if checked else trouble)
    return checked.profile if checked else None


def _original(name: str) -> Base | None:
    """Return the draft that `name` stands for; print the findings and return None if it cannot be read."""
    side, trouble = attempt(partial(open_side, name), Path(name))
    if side is None:
        report(trouble)
    return Base(name, side.draft) if side else None


def _verify(file: Path, profile: Profile | None, original: Base | None) -> VerifyResult | None:
    """Verify `file` and print the result; print the findings and return None if it cannot be read."""
    verified, trouble = attempt(partial(verify, file, profile, original), file)
    if verified is None:
        report(trouble)
        return None
    for line in _report_lines(verified, against=profile is not None):
        print_line(" ".join(filter(None, line.splitlines())))
    report(verified.notes)
    return verified


def _report_lines(verified: VerifyResult, *, against: bool) -> Iterator[str]:
    """Yield the lines that report on one file; `against` tells whether it was compared with a profile."""
    made = f"（plandraft {verified.version[:_LETTERS]}，摘要 {verified.digest[:_DIGITS]}）"
    count = f" {len(verified.edits)} 处" if verified.edits else ""
    beside = _BESIDE if verified.notes and verified.state is FileState.RESAVED else ""
    yield f"{verified.file}：{_STATES[verified.state]}{beside}{count}{made}"
    yield from filter(None, chapter_lines(verified.found.chapters, bracket))
    yield from _unplaced(verified.unplaced)
    if verified.found.changes:
        yield f"{verified.file}：{summary(verified.found.changes)}"
    if against:
        yield from _figures(verified)
    if verified.anew is not None and verified.anew.changes:
        yield f"{verified.file}：与按档案重新写出的草案比，另有 {len(verified.anew.changes)} 处不同"
        yield from filter(None, chapter_lines(verified.anew.chapters, bracket))
    yield from filter(None, annotation_lines(str(verified.file), verified.found.annotations[1]))
    yield from _as_before(verified)


def _as_before(verified: VerifyResult) -> Iterator[str]:
    """Yield the line on pending changes that lead back to what the file's draft says, if there are any.

    Somebody typed words without tracking and then deleted them with it, or the other way round; a redline of
    ours has its changes so from the start.
    """
    found = verified.found
    back = [each for each, _ in Opinions(found.changes, (NOTHING, found.annotations[1])).pending_beside()]
    if back and verified.state is not FileState.INTACT:
        words = fill(
            report_words("verify")["back"], {"count": str(len(back)), "first": pending_words(back[0])}
        )
        yield f"  {words}"


def _unplaced(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of text that differ, although no block does."""
    if lines:
        yield f"  有 {len(lines)} 行字与底稿不同，看不出是哪一处的："
        yield from (f"    {one_line(line)}" for line in lines[:_MOST])


def _figures(verified: VerifyResult) -> Iterator[str]:
    """Yield the lines on figures that are outdated or no longer recognised."""
    same = "其余的数都与档案一致" if verified.lost else "文中的数都与档案一致"
    word = f"有 {len(verified.outdated)} 个数与档案不同" if verified.outdated else same
    if verified.lost:
        count = sum(figure.count for figure in verified.lost)
        unknown = f"有 {count} 处数认不出来了（改写、删去了，或者去掉了内容控件），没有核对"
        yield f"{verified.file}：{unknown}："
        yield from map(_lost, verified.lost[:_MOST])
        if len(verified.lost) > _MOST:
            yield f"  还有 {len(verified.lost) - _MOST} 个"
    yield f"{verified.file}：{word}"
    yield from map(_figure, verified.outdated)


def _lost(figure: LostFigure) -> str:
    """Return a line on a figure that is not recognised any more."""
    places = f"，{figure.count} 处" if figure.count > 1 else ""
    return f"  {figure.path}：写出时是 {one_line(figure.text)}{places}"


def _figure(figure: OutdatedFigure) -> str:
    """Return a line on one outdated figure."""
    now = "、".join(figure.now) or "没有这个数"
    return f"  {figure.path}：文中 {'、'.join(figure.shown)}，档案 {now}"
