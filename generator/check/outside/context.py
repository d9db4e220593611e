"""The context of a review of a plan as it stands: what rules look at in a profile, made of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.base.diagnostics import Finding, Place
from generator.base.patterns import fill
from generator.check.context import ReviewContext
from generator.check.outside.as_profile import (
    TableRow,
    WhosePlan,
    place_of_line,
    source_of,
    table_rows,
    title_place,
)
from generator.check.outside.lines import LineKind, PlaceOf, PlanLine, lines_of
from generator.check.outside.vocabulary import word
from generator.document import Contents, Document, Path, Plan
from generator.library.period import load_period
from generator.locality.profile import Profile, make_profile
from generator.yaml_source import Data, mapping

_WORDED = {LineKind.TITLE: "title", LineKind.TEXT: "own", LineKind.ROW: "row", LineKind.FIELD: "field"}
_CLAUSE_ENDS = "。；\n"


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what is known of a plan: its place, its period, its date; rules that need another are mute."""

    place: bool = True
    period: bool = True
    date: bool = True


@dataclass(frozen=True, slots=True)
class PlanView:
    """Hold a plan as it stands: its document, the lines it prints, the rows of its tables, what is known."""

    document: Document
    lines: tuple[PlanLine, ...]
    rows: list[TableRow]
    known: Known


class PlanContext(ReviewContext):
    """Hold a plan under review: its document, the lines that it prints, the rows of its tables.

    `own_texts` are its lines. `profile` is what its tables say, over the default outline, which no rule about
    a plan may ask for; that of `citing` has the documents that the plan names as its basis too.
    """

    def __init__(self, profile: Profile, view: PlanView, uppers: tuple[Profile, ...] = ()) -> None:
        self.citing = ReviewContext(profile, uppers)
        data = {key: value for key, value in mapping(profile.source.data).items() if key != "documents"}
        super().__init__(replace(profile, source=replace(profile.source, data=data)), uppers)
        self.view = view
        self.document, self.lines, self.rows, self.known = view.document, view.lines, view.rows, view.known
        self.own_texts = tuple(
            (("lines", line.number, _WORDED[line.kind]), line.text)
            for line in view.lines
            if line.kind in _WORDED
        )

    def beside(self, uppers: tuple[Profile, ...]) -> PlanContext:
        """Return the same plan under review beside the plans of the levels above, the nearest first."""
        return PlanContext(self.citing.profile, self.view, uppers)

    @property
    def file(self) -> str:
        """Return the name of the file that has the plan."""
        return self.profile.source.file

    @property
    def plan_lines(self) -> Iterator[PlanLine]:
        """Yield the lines of the plan itself and of its annexes, without letters and imprint."""
        return (line for line in self.lines if isinstance(line.path[1], Plan) or not _is_around(line.path))

    @property
    def named(self) -> dict[str, Data]:
        """Return the indicators of its tables by their ids, as a profile names them."""
        return mapping(self.profile.at("indicators"))

    @property
    def title_place(self) -> Place:
        """Return the place of the plan's title."""
        return title_place(self.file, self.lines)

    def said_at(self, path: str) -> str:
        """Return in which column of a table the figure at the dotted `path` stands, in words."""
        number, column = self.profile.place(path).line, path.rpartition(".")[2]
        table = next((row.table for row in self.rows if row.line.number == number), None)
        headings = (each.heading for each in table.columns if each.id == column) if table else ()
        return fill(word("cell"), {"heading": "".join(next(iter(headings), column).split())})

    def at_line(self, rule: str, line: PlanLine, words: str = "", /, **facts: str) -> Finding:
        """Return a finding about `words` in `line`, or about all of it."""
        return Finding(rule, self.place_at(line, words), facts)

    def place_at(self, line: PlanLine, words: str = "") -> Place:
        """Return the place of the first `words` in `line`, with the clause that they stand in."""
        start = line.text.find(words) if words else -1
        if start < 0:
            return place_of_line(self.file, line)
        return place_of_line(self.file, line, _clause(line.text, start, start + len(words)), start + 1)


def _is_around(path: Path) -> bool:
    return type(path[1]).__name__ in {"Letter", "Imprint"} or isinstance(path[1], Contents)


def _clause(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` around start:end, cut to what tells a person where it is."""
    begin = max(text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
    ends = [place for mark in _CLAUSE_ENDS if (place := text.find(mark, end)) >= 0]
    sentence = text[begin : min(ends, default=len(text))]
    if len(sentence) <= _LONGEST:
        return " ".join(sentence.split())
    first = max(start - _AROUND, begin)
    last = min(end + _AROUND, len(text))
    cut = " ".join(text[first:last].split())
    return f"{'……' * (first > begin)}{cut}{'……' * (last < len(text))}"


_LONGEST, _AROUND = 60, 20
_KNOWN = Known()


def plan_context(
    file: str, document: Document, whose: WhosePlan, place_of: PlaceOf, known: Known = _KNOWN
) -> PlanContext:
    """Return the context of the plan in `file`, which is the `document`; `whose` says whose it is."""
    lines = lines_of(document, place_of)
    rows = table_rows(lines)
    source = source_of(file, whose, lines, rows, load_period(whose.period))
    return PlanContext(make_profile(source), PlanView(document, lines, rows, known))


def located(subject: PlanContext, finding: Finding) -> Finding:
    """Return `finding` with its place in words, and the words that it is about where its facts quote them."""
    place = finding.place
    if place.file != subject.file or not 0 < place.line <= len(subject.lines) or place.where:
        return finding
    line = subject.lines[place.line - 1]
    if place.words:
        return replace(finding, place=place._replace(where=line.where))
    quoted = (finding.facts.get(name, "") for name in _QUOTING)
    words = next((word for word in quoted if word and word in line.text), "")
    return replace(finding, place=subject.place_at(line, words))


_QUOTING = ("word", "before", "value", "name", "meeting", "indicator")
