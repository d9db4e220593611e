"""Make the outline of a profile from a plan: its titles, its duties, its words or topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.document import (
    Block,
    Box,
    Chapter,
    Division,
    Duties,
    Group,
    IndicatorTable,
    Item,
    Paragraph,
    Passage,
    Plan,
    Task,
    plain,
)
from generator.library.lexicon import Locality
from generator.library.period import Period
from generator.pipeline.support.imported.departments import Departments
from generator.pipeline.support.imported.figures import Readings, Said
from generator.pipeline.support.imported.tasks import PlacedTask, sentences_of
from generator.pipeline.support.imported.topics import topics_near
from generator.yaml_source import Data

_SHOWN = {"chapter", "section", "measure", "box"}
_BRACES = str.maketrans("{}", "｛｝")
_DUTIES = "/duties"  # the end of the key of a passage that is a bracket of duties
_TOPICS, _BOXES = "topics", "boxes"
_PLAIN = "0123456789."  # what a number is written with that its own words can have as {path}


@dataclass(slots=True)
class OutlineMaker:
    """Make the data of an outline from the blocks of a plan.

    With `words` the sentences stay as they are, figures that were read as {path}; else paragraphs become the
    topics that they come nearest to.
    """

    place: Locality
    period: Period
    departments: Departments
    readings: Readings
    words: bool
    tasks: Mapping[str, list[PlacedTask]]
    used: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    figures: Mapping[str, list[tuple[str, Said]]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the figures that were read by the paragraphs they stand in."""
        found: dict[str, list[tuple[str, Said]]] = defaultdict(list)
        for path, reading in self.readings.read.items():
            found[reading.said.key].append((path, reading.said))
        self.figures = found

    def outline(self, plan: Plan) -> dict[str, Data]:
        """Return the preamble and the chapters of `plan`."""
        first = [block for block in plan.body if not isinstance(block, Chapter)]
        leading = [block for block in first if isinstance(block, Paragraph)]
        chapters = [self.block(block) for block in plan.body if block not in leading]
        found: dict[str, Data] = {}
        if preamble := [each for block in leading for each in self.paragraph(block, _TOPICS)]:
            found["preamble"] = preamble
        chapters = [each for each in chapters if each]
        if any(_SHOWN & each.keys() for each in chapters):
            found["chapters"] = list[Data](chapters)
        return found

    def block(self, block: Block | Group | Item) -> dict[str, Data]:
        """Return the data of one block; {} for what an outline cannot have."""
        match block:
            case Division():
                return self._division(block)
            case Box():
                return self._box(block)
            case IndicatorTable():
                kind = (
                    "completion" if any(column.id == "result" for column in block.columns) else "indicators"
                )
                return {"table": kind}
            case _:
                return {}

    def paragraph(self, paragraph: Paragraph, shelf: str, title: str = "") -> list[Data]:
        """Return the paragraph as an outline has it: no entry, one of its own words, or one of topics."""
        words = [passage for passage in paragraph.passages if not passage.key.endswith(_DUTIES)]
        lifted = [passage for passage in paragraph.passages if passage.key.endswith(_DUTIES)]
        if self.words:
            printed = [*words, *(lifted if any(passage.duties for passage in words) else [])]
            text = self._with_paths(paragraph, printed)
            duties = next((passage.duties for passage in words if passage.duties), None)
            if text.strip() and duties is None and (tasks := self.tasks.get(paragraph.key)):
                return [list[Data](self._passages(text, tasks))]
            return [{"own": text, **self._duties(duties)}] if text.strip() else []
        said, used = plain(paragraph.runs), self.used[shelf]
        near = topics_near(said, shelf, self.place, self.period, but=used, title=title)
        used.update(near)
        given = [self._row(each.task) for each in self.tasks.get(paragraph.key, ())]
        rows: list[Data] = [{"topic": topic, **row} for topic, row in zip(near, given, strict=False)]
        return [list[Data]([*rows, *near[len(rows) :]])] if near else []

    def _passages(self, text: str, tasks: list[PlacedTask]) -> Iterator[dict[str, Data]]:
        """Yield the passages of a paragraph of one's own words, one for each row of the table of tasks."""
        sentences, begun = sentences_of(text), 0
        for n, each in enumerate(tasks, start=1):
            end = each.sentence + 1 if n < len(tasks) else len(sentences)
            yield {"own": "".join(sentences[begun:end]), **self._row(each.task)}
            begun = end

    def _row(self, task: Task) -> dict[str, Data]:
        """Return what a passage has for its row in the table of tasks."""
        duties = self._duties(task.duties)
        return {**duties, "task": plain(task.runs).translate(_BRACES)} if "lead" in duties else {}

    def _with_paths(self, paragraph: Paragraph, passages: Iterable[Passage]) -> str:
        """Return the words of `passages` of a paragraph, with {path} for the figures that were read in it."""
        text = "".join(plain(passage.runs) for passage in passages)
        pieces, end = list[str](), len(text)
        for path, said in sorted(self.figures.get(paragraph.key, ()), key=lambda each: -each[1].number.start):
            number = said.number
            if number.digits_end <= end and text[number.start : number.digits_end] == number.value:
                pieces += [text[number.digits_end : end].translate(_BRACES), f"{{{path}}}"]
                end = number.start
        return "".join([text[:end].translate(_BRACES), *reversed(pieces)])

    def _division(self, block: Division) -> dict[str, Data]:
        shown = block.duties if any(self._bracket(each) for each in block.body) else None
        data: dict[str, Data] = {block.level: block.key, **({"title": block.title} if block.title else {})}
        data |= {"numbered": "false"} if not block.number and block.title else {}
        data |= {"run_in": "true" if block.run_in else "false"} if self._differs(block) else {}
        body = list[Data]()
        for each in block.body:
            body += (
                self.paragraph(each, _TOPICS, block.title)
                if isinstance(each, Paragraph)
                else filter(None, [self.block(each)])
            )
        data |= {"body": body} if body else {}
        return data | self._duties(block.duties) | ({} if shown or not block.duties else {"duties": "none"})

    def _differs(self, block: Division) -> bool:
        usual = self.period.settings.get("form")
        printed = usual.get("run_in") if isinstance(usual, dict) else None
        default = printed.get(block.level) if isinstance(printed, dict) else "false"
        return bool(block.title) and str(default) != ("true" if block.run_in else "false")

    def _bracket(self, block: Block) -> bool:
        return isinstance(block, Paragraph) and any(each.key.endswith(_DUTIES) for each in block.passages)

    def _box(self, box: Box) -> dict[str, Data]:
        data: dict[str, Data] = {"box": box.key, "title": box.title}
        if box.table:
            return data | self.block(box.table)
        if box.groups:
            return data | {"groups": [self._group(group, "group") for group in box.groups]}
        items = [self._group(item, "item") for item in box.items]
        return data | ({"items": items} if items else {})

    def _group(self, part: Group | Item, kind: str) -> Data:
        data: dict[str, Data] = {kind: part.key.rpartition(".")[2] or part.key}
        data |= {"title": part.title} if part.title else {}
        body = [each for paragraph in part.body for each in self.paragraph(paragraph, _BOXES, part.title)]
        data |= {"body": body} if body else {}
        if isinstance(part, Group):
            return data | (
                {"items": [self._group(item, "item") for item in part.items]} if part.items else {}
            )
        return data | self._duties(part.duties)

    def _duties(self, duties: Duties | None) -> dict[str, Data]:
        if duties is None:
            return {}
        lead, support = self.departments.of(duties.lead), self.departments.of(duties.support)
        return {key: list[Data](names) for key, names in (("lead", lead), ("with", support)) if names}
