"""Run `plandraft pull`: take what people changed in a Word file into the profile."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from generator.base.characters import one_line
from generator.base.diagnostics import PlanError
from generator.base.patterns import fill
from generator.check.findings.groups import report_words
from generator.cli.asking import asked, can_ask
from generator.cli.chinese import ChineseCommand, Misuse
from generator.cli.options import force
from generator.cli.report import print_line, report
from generator.cli.templates import templates
from generator.diff import BREAKS, KINDS, Author, Change, ChangeKind, Op
from generator.diff.report.merging import wish_words
from generator.diff.report.phrases import annotation_lines
from generator.pipeline.pull import UnfitError, pull
from generator.pipeline.support.failures import told
from generator.pipeline.support.pulling.proposals import Doubt, Proposal
from generator.pipeline.support.pulling.sorting import Choice, Pulled

_FILE = click.Path(path_type=Path)
_LEFT, _MISUSE = 1, 2
_LONGEST = 60  # characters of what changed
_DIGITS = 9  # of the number of a change
_OF_MANY = {Doubt.TERM, Doubt.TITLE, Doubt.RENAMED}


def _numbers(_: click.Context, __: click.Parameter, given: str | None) -> tuple[int, ...]:
    """Read 1,3,8 or 1，3，8 as numbers."""
    parts = [part.strip() for part in (given or "").replace("，", ",").replace("、", ",").split(",")]
    if given is not None and not all(part.isdecimal() and len(part) <= _DIGITS for part in parts):
        problem = f"“{given[:_LONGEST]}”不是号：写成 3 或者 3,5,8"
        raise click.BadParameter(problem)
    return tuple(int(part) for part in parts if part)


@click.command(cls=ChineseCommand, name="pull")
@click.argument("edited", metavar="改过的稿子", type=_FILE)
@click.argument("profile", metavar="档案", type=_FILE)
@click.option("-o", "--output", metavar="文件", type=_FILE, help="写到另一个文件，原来的档案不动。")
@click.option("--dry-run", "dry", is_flag=True, help="只说会收进什么，不写档案。")
@click.option(
    "--base", metavar="底稿", type=_FILE, help="改之前的稿子（.docx）或者档案；不写就用稿子自己带着的底稿。"
)
@click.option(
    "--author",
    metavar="谁",
    default="",
    help="只收这个人的修订（当作接受了），别人的和没有修订标记的都不收。",
)
@click.option(
    "--take", metavar="号", callback=_numbers, help="只收这几处，如 3,5,8；要人定的写了号就算定了。"
)
@click.option("--leave", metavar="号", callback=_numbers, help="这几处不收，如 3,5,8。")
@force
@templates
def command(  # noqa: PLR0913  # one parameter an option
    edited: Path,
    profile: Path,
    *,
    output: Path | None,
    dry: bool,
    base: Path | None,
    author: str,
    take: tuple[int, ...],
    leave: tuple[int, ...],
    force: bool,
) -> None:
    """Take the changes in `edited` into `profile`.

    Exit with 0 if the new draft is the edited one, 1 if something is left, 2 if a file cannot be read.
    """
    if take and leave:
        both = "--take 和 --leave 只写一个"
        raise Misuse(both, click.get_current_context())
    asking = _Asking() if can_ask() and not take else None
    choice = Choice(take, leave, asking, _explain if can_ask() else None)
    work = partial(pull, profile, edited, choice, base=base, author=author, into=output, dry=dry, force=force)
    try:
        pulled = told(partial(_pulled, work), edited)
    except PlanError as error:
        report(error.findings)
        sys.exit(_MISUSE)
    if isinstance(pulled, click.Abort):
        raise pulled
    if isinstance(pulled, UnfitError):
        problem = fill(report_words("pull_misuses")[pulled.why], pulled.facts)
        raise Misuse(problem, click.get_current_context())
    report((*pulled.sides[1].notes, *pulled.findings))
    for line in _told(pulled, profile, edited, dry=dry):
        print_line(line)
    if pulled.left or pulled.asked or pulled.keyless:
        sys.exit(_LEFT)


def _pulled(work: Callable[[], Pulled]) -> Pulled | UnfitError | click.Abort:
    """Return what `work` pulled, what is wrong with what it was asked, or that a person answered no more."""
    try:
        return work()
    except (UnfitError, click.Abort) as error:
        return error


class _Asking:
    """Ask a person whether a doubtful change is taken; what is one word at many places only once."""

    def __init__(self) -> None:
        self._answers: dict[str, bool] = {}

    def __call__(self, proposal: Proposal) -> bool:
        """Return whether the person says yes."""
        words = report_words("pull")
        one = f"{proposal.doubt}{dict(proposal.facts)}" if proposal.doubt in _OF_MANY else ""
        if one in self._answers:
            return self._answers[one]
        print_line(_line(proposal))
        answer = asked(words["question"], "").strip().lower() in words["agreed"].split("、")
        self._answers |= {one: answer} if one else {}
        return answer


def _explain(proposal: Proposal) -> str:
    """Ask a person why a row is left out."""
    words = report_words("pull")
    print_line(_line(proposal))
    return asked(words["reason"], words["omitted"])


def _told(pulled: Pulled, profile: Path, edited: Path, *, dry: bool) -> Iterator[str]:
    """Yield the lines that say what was taken, what a person has to decide, what is left in Word."""
    words = report_words("pull")
    for name, found in (
        ("taken", pulled.taken),
        ("asked", _asked(pulled, lasting=True)),
        ("asked_again" if pulled.into else "asked", _asked(pulled, lasting=False)),
        ("kept", pulled.kept),
        ("keyless", pulled.keyless),
    ):
        if found:
            yield fill(words[name], {"count": len(found), "first": found[0].number})
            yield from (f"  {_line(each)}" for each in found)
    yield from _beside(pulled, profile)
    yield from annotation_lines(words["comments"], replace(pulled.sides[1].annotations, pending=()))
    yield ""
    if dry and pulled.taken:
        yield words["dry"]
    else:
        yield fill(words["written" if pulled.into else "unwritten"], {"file": pulled.into or profile})
    count = sum(1 + len(each.alike) for each in pulled.left)
    yield fill(words["left" if pulled.left else "same"], {"edited": edited, "count": count})
    yield from (f"  {_about(each)}" for each in pulled.left)


def _beside(pulled: Pulled, profile: Path) -> Iterator[str]:
    """Yield the lines on what is in none of the lists, and on how to have more taken."""
    words = report_words("pull")
    if {each.rule for each in pulled.sides[1].notes}.intersection(words["beside_rules"].split()):
        yield words["beside"]
    if pending := Counter(author.name for each in pulled.asked for author in _who(each)):
        named = "、".join(
            fill(words["author"], {"name": _argument(name), "count": count})
            for name, count in pending.items()
        )
        yield fill(words["pending"], {"authors": named})
    if any(each.doubt is Doubt.LOST for each in pulled.asked):
        yield fill(words["lost"], {"profile": _argument(str(profile))})
    if pulled.elsewhere:
        numbers = "、".join(str(each.number) for each in pulled.elsewhere)
        yield fill(words["elsewhere"], {"count": len(pulled.elsewhere), "numbers": numbers})
    if pulled.others:
        yield fill(words["others"], {"count": pulled.others})


def _asked(pulled: Pulled, *, lasting: bool) -> tuple[Proposal, ...]:
    """Return what has to be decided: what has the same number in the next run, or what has not."""
    return tuple(each for each in pulled.asked if (each.number <= pulled.last) is lasting)


def _who(proposal: Proposal) -> set[Author]:
    """Return by whom a pending change is, each once."""
    return {*proposal.change.authors} if proposal.doubt is Doubt.PENDING else set()


def _argument(name: str) -> str:
    """Return a name as one types it behind an option."""
    return f'"{one_line(name)}"' if " " in one_line(name) else one_line(name)


def _line(proposal: Proposal) -> str:
    """Return one line on a change: number, kind, place, words, and why it has to be decided."""
    doubt = proposal.doubt
    if doubt is Doubt.NONE or (not proposal.options and doubt is not Doubt.UNKNOWN):
        return f"{proposal.number} {_about(proposal.change)}"
    authors = "、".join(dict.fromkeys(each.name for each in proposal.change.authors))
    facts = {"authors": authors, **proposal.facts}
    why = fill(report_words("pull_doubts")[doubt], facts)
    return f"{proposal.number} {_about(proposal.change)}（{one_line(why)}）"


def _about(change: Change) -> str:
    """Return what a change is: its kind, its heading, what stood there and what stands there."""
    words = report_words("pull")
    place = change.where[-1] if change.where else ""
    if parted := BREAKS.get((change.old or "", change.new or "")):
        return one_line(fill(words["listed"], {"kind": parted, "where": place, "words": change.label}))
    if change.kind is ChangeKind.MOVED:
        label, wish = wish_words(change)
        said = fill(words["moved"], {"label": label, "new": wish})
    else:
        old, new = _sides(change)
        said = fill(
            words["replaced"] if old and new else words["gone" if old else "came"], {"old": old, "new": new}
        )
    said += fill(words["alike"], {"count": len(change.alike) + 1}) if change.alike else ""
    return one_line(fill(words["listed"], {"kind": KINDS[change.kind], "where": place, "words": said}))


def _sides(change: Change) -> tuple[str, str]:
    """Return the words of a change before and after, long texts by what differs."""
    old, new = change.old or "", change.new or ""
    if len(old) + len(new) > _LONGEST and change.marks:
        old, new = (
            "…".join(mark.text for mark in change.marks if mark.op is op) for op in (Op.DELETED, Op.INSERTED)
        )
    return tuple(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…" for text in (old, new))  # type: ignore[return-value]
