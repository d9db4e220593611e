"""Gather from one file, a profile or a draft, what a summary of many places needs of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zlib import compress, decompress

from generator.base.diagnostics import Diagnostic, Finding, Place, PlanError
from generator.base.time_of_writing import EARLIEST
from generator.base.values import ValueKind, read_value
from generator.check.context import ReviewContext
from generator.check.findings.groups import counted
from generator.check.findings.rulebook import rulebook, to_diagnostic
from generator.check.review import check_content
from generator.document import Document, Figure
from generator.document.occurrences import occurrences
from generator.formats.markdown import write_md
from generator.formats.summary import Likeness, OwnWords, Remark
from generator.library.lexicon import Locality
from generator.locality.figures import Slot
from generator.locality.indicators import PlanIndicator, plan_indicators
from generator.locality.levels import levels
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.check_plan import check_plan_file
from generator.pipeline.summary.above import Above, above_profile, is_country
from generator.pipeline.summary.accepted import accepted_targets
from generator.pipeline.summary.read_in_text import with_sentences
from generator.pipeline.support.composing import compose
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.missing import PlanPaths
from generator.pipeline.support.plan_files import Given, is_plan
from generator.pipeline.support.sides import open_side
from generator.pipeline.support.upper_plans import upper_profiles

_CHINESE = re.compile("[^\u3400-\u9fff]+")
_DRAFT = ".docx"
_NO_SENTENCE = ("#", "|", "（", "<")  # how headings, rows, duties and comments begin in Markdown
_SENTENCE = re.compile("[^。]+。?")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold what one file says of a place; `locality` is None if it cannot be used, and `remarks` say why.

    `slots` are its figures by path, `rows` its indicators, `lacking` counts what each department has to give.
    `packed` is the text of its plan, compressed: of a province there are many. `saved` is the day of its last
    change. A summary of a city (`is_summary`) says it of many places; `missing` are those below that it has
    nothing of, `alike` the pairs of them that share text, `own` what no other of them has. `accepted` are the
    rules and targets of what it accepts among other places.
    """

    file: Path
    locality: Locality | None = None
    period: str = ""
    saved: str = ""
    remarks: tuple[Remark, ...] = ()
    asked: int = 0
    filled: int = 0
    lacking: tuple[tuple[str, int], ...] = ()
    slots: Mapping[str, Slot] = field(default_factory=dict)
    rows: tuple[PlanIndicator, ...] = ()
    packed: bytes = b""
    is_draft: bool = False
    is_summary: bool = False
    missing: tuple[tuple[str, ...], ...] = ()
    alike: tuple[Likeness, ...] = ()
    own: tuple[OwnWords, ...] = ()
    accepted: frozenset[tuple[str, str]] = frozenset()

    @property
    def text(self) -> str:
        """Return the Chinese characters of the plan."""
        return letters(self._printed)

    @property
    def sentences(self) -> list[str]:
        """Return the sentences of the plan, without headings, duties and rows of tables."""
        lines = (line for line in self._printed.splitlines() if not line.startswith(_NO_SENTENCE))
        return [said.strip("> ") for line in lines for said in _SENTENCE.findall(line.replace("*", ""))]

    @property
    def _printed(self) -> str:
        return decompress(self.packed).decode() if self.packed else ""


def letters(text: str) -> str:
    """Return the Chinese characters of `text`."""
    return _CHINESE.sub("", text)


def gather(file: Path, above: Above) -> Gathered:
    """Return what the profile or plan in `file` says, checked against that `above`.

    Whatever is wrong with it is among its remarks.
    """
    found, trouble = attempt(partial(_gathered, file, above), file)
    return slim(found, above) if found else Gathered(file, remarks=remarks_on(trouble))


def slim(found: Gathered, above: Above) -> Gathered:
    """Return what was found of a place below `above`, of any other place nothing but its name."""
    if found.locality is None or levels(above_profile(above).locality, [found.locality]).parts:
        return found
    return Gathered(
        found.file,
        found.locality,
        found.period,
        found.saved,
        is_draft=found.is_draft,
        is_summary=found.is_summary,
    )


def _gathered(file: Path, above: Above) -> Gathered:
    if is_plan(file):
        return _of_plan(file, above)
    checked = check(file, _upper(above))
    if checked.profile is None:
        return Gathered(file, remarks=remarks_on(checked.findings))
    return _of_profile(file, checked.profile, compose(checked.profile), checked.findings, _saved(file))


def _saved(file: Path, said: str = "") -> str:
    """Return the day on which `file` was last saved: as it says itself, if that is no time of ours."""
    if said[:10] > EARLIEST.date().isoformat():
        return said[:10]
    return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).astimezone().date().isoformat()


def _of_plan(file: Path, above: Above) -> Gathered:
    """Return what a draft of ours says, or a plan that somebody else wrote, in whatever format."""
    try:
        side = open_side(str(file))
    except PlanError as error:
        ours = file.suffix.lower() == _DRAFT
        if ours and any(finding.rule != "docx-foreign" for finding in error.findings):
            raise
        side = None
    if side is None or side.profile is None:
        return _of_outside(file, above)
    findings = check_content(side.profile, upper_profiles(side.profile, _upper(above)))
    found = _of_profile(file, side.profile, side.document, findings, _saved(file, side.saved))
    return replace(found, slots=_typed(found.slots, side.draft, side.document), is_draft=True)


def _of_outside(file: Path, above: Above) -> Gathered:
    """Return what tables and sentences of an outside plan say; it lacks what the default plan asks for."""
    checked = check_plan_file(file, Given(), _upper(above))
    profile = checked.part
    if profile is None or checked.subject is None:
        return Gathered(file, remarks=remarks_on(checked.findings))
    read = with_sentences(profile, checked.subject.document)
    facts = {"place": profile.locality.name, "count": str(read.figures)}
    said = [Finding("summary-read", Place(str(file)), facts)] if read.figures else []
    found = _of_profile(file, read.profile, compose(read.profile), [*checked.findings, *said], _saved(file))
    return replace(found, packed=_packed(checked.subject.document), is_draft=True)


def _upper(above: Above) -> Profile | None:
    """Return the plan that those below are checked with; None for the country's, which the rules know."""
    profile = above_profile(above)
    return None if is_country(profile) else profile


def _of_profile(
    file: Path, profile: Profile, document: Document, findings: Iterable[Finding], saved: str
) -> Gathered:
    paths = PlanPaths(profile, document)
    missing = [each for each in paths.missing() if each.needed]
    filled = len(paths.filled())
    return Gathered(
        file,
        profile.locality,
        profile.period.id,
        saved,
        remarks_on(findings),
        filled + len(missing),
        filled,
        tuple(Counter(each.department for each in missing).most_common()),
        _slots(profile),
        tuple(plan_indicators(profile)),
        _packed(document),
        accepted=accepted_targets(profile),
    )


def _packed(document: Document) -> bytes:
    """Return the text of a document, compressed."""
    return compress(write_md(document).encode())


def _slots(profile: Profile) -> dict[str, Slot]:
    """Return the figures of a profile by path."""
    subject = ReviewContext(profile)
    return {path: subject.figures.slot(path) for path in subject.figure_paths()}


def remarks_on(findings: Iterable[Finding]) -> tuple[Remark, ...]:
    """Return findings in words, without those accepted and those that nobody at the profile can mend."""
    return tuple(remark_of(each) for each in counted(map(to_diagnostic, findings)) if not each.accepted)


def remark_of(diagnostic: Diagnostic) -> Remark:
    """Return a finding in words without its place."""
    title = rulebook()[diagnostic.rule].title
    return Remark(diagnostic.rule, diagnostic.severity.value, title, diagnostic.message, diagnostic.remedy)


def _typed(slots: Mapping[str, Slot], draft: Document, document: Document) -> dict[str, Slot]:
    """Return `slots` with the values that somebody typed into `document`, which was written as `draft`."""
    before, after = _texts(draft), _texts(document)
    changed = dict(slots)
    for path, texts in after.items():
        new = [read_value(text) for text in texts if text not in before.get(path, ())]
        numbers = [value for value in new if value.kind is ValueKind.NUMBER]
        if numbers and path in slots:
            best = next((value for value in numbers if value.cumulative), numbers[0])
            changed[path] = slots[path]._replace(value=best)
    return changed


def _texts(document: Document) -> dict[str, list[str]]:
    """Return the texts of each figure of a document."""
    found: dict[str, list[str]] = {}
    for run, _ in occurrences(document):
        if isinstance(run, Figure):
            found.setdefault(run.source, []).append(run.text)
    return found
