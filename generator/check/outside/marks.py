"""Find marks and words that slipped in: half-width brackets, stray marks, words twice, a broken imprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.check.outside.context import PlanContext
from generator.check.outside.lines import LineKind, PlanLine
from generator.check.outside.vocabulary import pattern, said_patterns, words
from generator.check.rules.official import around
from generator.check.writing import Text, corrected

_MARKED = {LineKind.TEXT, LineKind.TITLE}


def miswritten(subject: PlanContext) -> Iterator[Finding]:
    """Report each way of writing marks and numbers of documents that official texts have not, once."""
    found: dict[str, tuple[PlanLine, str, str]] = {}
    counts: Counter[str] = Counter()
    for line in subject.lines:
        text = line.text.strip()
        if line.kind in _MARKED and not _is_number(line):
            better, said = corrected(Text((), "sentence", text))
            counts.update(said)
            new = [each for each in said if each not in found]
            if new:
                found |= dict.fromkeys(new, (line, *around(text, better)))
    for what, (line, before, after) in found.items():
        facts = {"what": what, "before": before, "after": after, "count": str(counts[what])}
        yield subject.at_line("plan-marks", line, before.strip("…"), **facts)


def _is_number(line: PlanLine) -> bool:
    """Return whether `line` is the number of a heading without a title, and no words."""
    return line.kind is LineKind.TITLE and not getattr(line.node, "title", "")


def stray_marks(subject: PlanContext) -> Iterator[Finding]:
    """Report marks, and single words, that stand where they can mean nothing: 、按照职能分工负责."""
    for line in subject.lines:
        if line.kind not in _MARKED:
            continue
        for each, said in said_patterns("stray").items():
            if found := each.search(line.text):
                around_it = line.text[max(found.start() - 6, 0) : found.end() + 6]
                yield subject.at_line("plan-stray", line, around_it, what=said, before=around_it)


def left_open(subject: PlanContext) -> Iterator[Finding]:
    """Report words and signs that stand for what is still to come: 待定, **, ____."""
    for line in subject.lines:
        if line.kind is not LineKind.IMPRINT and (found := pattern("open").search(line.text)):
            yield subject.at_line("placeholder", line, found[0], value=found[0], path="", department="")


def words_doubled(subject: PlanContext) -> Iterator[Finding]:
    """Report words that stand twice in a row."""
    right = words("doubled_right")
    for line in subject.lines:
        if line.kind not in _MARKED:
            continue
        for found in pattern("doubled").finditer(line.text):
            if found[0] not in right and len(set(found[1])) > 1:
                yield subject.at_line("plan-doubled", line, found[0], word=found[1], before=found[0])


def imprint_broken(subject: PlanContext) -> Iterator[Finding]:
    """Report 抄送 in the middle of a line, or several times in an imprint: its lines were mixed up."""
    begun = False
    for line in subject.lines:
        found = pattern("copies").search(line.text)
        if not found:
            continue
        alone = pattern("copies_line").match(line.text) and len(pattern("copies").findall(line.text)) == 1
        if not alone or begun:
            yield subject.at_line("plan-imprint", line, found[0], before=line.text[:40])
        begun = True


RULES = (miswritten, stray_marks, left_open, words_doubled, imprint_broken)
