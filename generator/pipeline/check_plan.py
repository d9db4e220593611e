"""Check a plan as it stands in a file, whoever wrote it, and put what was found into a copy as comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.diagnostics import Diagnostic, Finding, Place, PlanError, few_of_each
from generator.base.files import read_whole
from generator.base.limits import MOST_FINDINGS
from generator.base.time_of_writing import Authorship, stamp
from generator.check.findings.text import as_comment
from generator.check.outside.context import PlanContext, plan_context
from generator.check.outside.lines import LineKind, PlanLine
from generator.check.outside.review import check_plan
from generator.document import Comment, IndicatorRow, Item, Measure, Task, nodes_in, plain
from generator.locality.profile import Profile
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.outside_plans import open_any
from generator.pipeline.support.plan_files import Given, is_plan
from generator.pipeline.support.upper_plans import load_profile, upper_profiles
from generator.pipeline.support.whose_plan import whose_plan
from generator.pipeline.support.word_files import MOST_BYTES
from generator.word.archive import ZIP_START
from generator.word.ooxml import names
from generator.word.outside import OutsidePlan, place_in_words
from generator.word.redline import anchor_comments
from generator.word.writer.commented import with_comments


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """Hold a plan's file and its findings; `subject` is None where it could not be read."""

    file: Path
    findings: list[Finding]
    subject: PlanContext | None = None
    profile: None = None

    @property
    def reviewed(self) -> Profile | None:
        """Return what the plan's tables say, as a profile; None where it could not be read."""
        return self.subject.profile if self.subject else None

    @property
    def part(self) -> Profile | None:
        """Return what shares the targets of the level above: the plan's own, if it says whose it is."""
        return self.subject.profile if self.subject and self.subject.known.place else None

    @property
    def indicators(self) -> int:
        """Return the number of rows in the plan's tables of indicators."""
        return len(self.subject.named) if self.subject else 0

    @property
    def measures(self) -> int:
        """Return the number of measures and items of boxes in the plan."""
        parts = self.subject.document.parts if self.subject else ()
        return sum(isinstance(node, (Measure, Item)) for part in parts for node in nodes_in(part))


def check_plan_file(file: Path, given: Given, upper: Profile | None = None) -> CheckedPlan:
    """Read the plan in `file` and check it; `given` is what the user says of it, `upper` the plan above.

    Without `upper`, profiles beside the file that its levels above name are those above. Raise PlanError if
    it cannot be read.
    """
    subject, notes = _subject(file, given, upper)
    found = [*notes, *check_plan(subject)]
    return CheckedPlan(file, list(few_of_each(found, MOST_FINDINGS)), subject)


def _subject(file: Path, given: Given, upper: Profile | None) -> tuple[PlanContext, tuple[Finding, ...]]:
    opened = open_any(str(file))
    profile = None if isinstance(opened, OutsidePlan) else opened.profile
    found = whose_plan(str(file), opened.document, given, profile)
    alone = plan_context(str(file), opened.document, found.whose, place_in_words, found.known)
    uppers = upper_profiles(alone.profile, upper) if upper or found.whose.upper else ()
    subject = alone.beside(uppers) if uppers else alone
    return subject, (*opened.notes, *found.notes)


def write_commented(
    checked: CheckedPlan, into: Path, diagnostics: Sequence[Diagnostic], written: Authorship, *, force: bool
) -> list[Finding]:
    """Write a copy of a checked Word file to `into`, with its `diagnostics` as comments where they belong.

    Return findings about a file that was renamed for it. Raise PlanError where the plan is no .docx, or what
    stands at `into` must stay.
    """
    content = read_whole(checked.file, MOST_BYTES)
    if checked.subject is None or not content.startswith(ZIP_START):
        raise PlanError([Finding("plan-comments", Place(str(checked.file)), {})])
    made = [_comment(checked.subject, each, written) for each in diagnostics]
    return write_outputs(
        {into: with_comments(content, made, anchor_comments)}, inputs=[checked.file], force=force
    )


def _comment(subject: PlanContext, diagnostic: Diagnostic, written: Authorship) -> Comment:
    """Return the comment that says `diagnostic`, on the words that it is about."""
    number = diagnostic.place.line or subject.title_place.line
    line = subject.lines[number - 1] if 0 < number <= len(subject.lines) else None
    text, about = _anchor(line, diagnostic.place.words) if line else ("", "")
    start = max(text.find(about), 0)
    author, time = written.author or names.AUTHOR, written.time
    date = stamp(time) if time else ""
    where = tuple(title for node in (line.path if line else ()) if (title := getattr(node, "title", "")))
    return Comment(
        author, author[:1], date, as_comment(diagnostic), about, text, start, start + len(about), where
    )


def _anchor(line: PlanLine, words: str) -> tuple[str, str]:
    """Return the text of the paragraph in which `line` stands in a file, and the words in it to comment on.

    Those of a row stand in its cells: what it is about is its name.
    """
    if line.kind is LineKind.ROW:
        name = _name(line)
        return name, name
    about = words.strip("…")
    return line.text, about if about in line.text else line.text


def _name(line: PlanLine) -> str:
    match line.node:
        case IndicatorRow(cells=cells):
            return next((plain(cell.runs) for cell in cells if cell.column == "name"), line.text)
        case Task(runs=runs):
            return plain(runs)
        case _:
            return line.text


def upper_plan(file: Path) -> Profile:
    """Return the plan of the level above in `file`, a profile or a plan as people read it, as a profile."""
    return _subject(file, Given(), None)[0].profile if is_plan(file) else load_profile(file)
