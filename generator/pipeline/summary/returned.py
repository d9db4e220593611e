"""Take the summary of a city, as its workbook or data has it, for what came from the city and its places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.patterns import fill
from generator.base.resources import period_ids
from generator.base.values import Value, ValueKind, read_value
from generator.check.findings.groups import report_words
from generator.check.findings.rulebook import to_diagnostic
from generator.formats.summary import Arrival, Likeness, OwnWords, Remark
from generator.formats.workbook.carried import MOST_CARRIED, Typed, carried, typed
from generator.formats.workbook.cells import CellKind
from generator.formats.workbook.look import cut
from generator.formats.workbook.reader import read_files
from generator.library.lexicon import Locality, locality_kinds, read_locality
from generator.library.period import Period, load_period
from generator.locality.figures import Slot
from generator.locality.indicators import PlanIndicator
from generator.pipeline.summary.gathering import Gathered, remark_of
from generator.yaml_source import Data, mapping, strings, texts

_WORKBOOKS = {".xlsx", ".xls", ".ods"}
_DATA = ".json"
_MOST, _LONGEST = 5_000, 1_000  # places or figures of a summary; characters of one text
_SAID = 30  # typed figures that a remark names
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WHOLE = -1
_Key = tuple[str, int]


def is_summary(file: Path) -> bool:
    """Return whether `file` can be nothing but the summary of other places, by its ending."""
    return file.suffix.lower() in {*_WORKBOOKS, _DATA}


def returned(file: Path) -> list[Gathered]:
    """Return what the summary in `file` says of its own place, which is the first, and of those below.

    What somebody typed over a figure in the workbook counts. Raise PlanError if it is no summary.
    """
    text, cells = _content(file)
    try:
        data = mapping(json.loads(text, parse_int=str, parse_float=str, parse_constant=str))
    except (ValueError, RecursionError):
        data = {}
    found = _Returned(file, data)
    if found.place is None or found.period is None:
        raise PlanError([Finding("summary-none", Place(str(file)), {})])
    found.take(cells)
    return [found.whole(), *found.parts()]


def _content(file: Path) -> tuple[str, list[Typed]]:
    """Return the text of the data in `file`, and what stands in the sheets of a workbook."""
    if file.suffix.lower() == _DATA:
        return read_whole(file, MOST_CARRIED).decode("utf-8", errors="replace"), []
    for _, book in read_files([file]):
        if isinstance(book, list):
            raise PlanError(book)
        return carried(book), list(typed(book))
    return "", []


class _Returned:
    """Hold the data of a summary as its file has them, every text cut to what may be real."""

    def __init__(self, file: Path, data: dict[str, Data]) -> None:
        self.file, self.data, self.words = file, data, _texts(data)
        self.place = _locality(self.words, texts(data.get("upper")))
        known = self.words.get("period", "") in period_ids()
        self.period: Period | None = load_period(self.words["period"]) if known else None
        self.rows = _rows(data.get("figures"))
        self.figures: dict[_Key, Slot] = {}
        self.amounts: dict[_Key, str] = {}
        for row in self.rows:
            self._read(row)
        self.typed: list[str] = []

    def _read(self, row: Data) -> None:
        words = _texts(row)
        cells = [mapping(row).get("whole"), *_rows(mapping(row).get("parts"))]
        for number, cell in enumerate(cells, start=_WHOLE):
            said = _texts(cell)
            if text := said.get("text", ""):
                unit = said.get("unit") or words.get("unit", "")
                name, path = words.get("name", ""), words.get("path", "")
                key = path, number
                self.figures[key] = Slot(path, read_value(text), name, unit, "")
                self.amounts[key] = said.get("amount", "")

    def take(self, cells: Iterable[Typed]) -> None:
        """Take what was typed over the figures."""
        units = {words.get("path", ""): words for words in map(_texts, self.rows)}
        for path, part, cell in cells:
            key, words = (path, part), units.get(path)
            old = self.figures.get(key)
            new = cell.text.strip() if cell else ""
            if words is None or (cell and cell.kind in {CellKind.FORMULA, CellKind.ERROR}):
                continue
            if _is_same(new, self.amounts.get(key, ""), old.text if old else ""):
                continue
            facts = {"place": self._name(part), "name": words.get("name", "")}
            facts |= {"old": old.text if old else "", "new": new}
            self.typed.append(fill(report_words("summary")["typed"], facts))
            self.figures.pop(key, None)
            if new:
                value = _like(new, old.value if old else None)
                self.figures[key] = Slot(path, value, words.get("name", ""), words.get("unit", ""), "")

    def _name(self, part: int) -> str:
        if part == _WHOLE:
            return self.words.get("place", "")
        names = [_texts(each).get("place", "") for each in _rows(mapping(self.rows[0]).get("parts"))]
        return names[part] if part < len(names) else ""

    def whole(self) -> Gathered:
        """Return what the summary says of its own place."""
        missing = [each for each in _rows(self.data.get("places")) if _state(each) == Arrival.MISSING]
        paths = [(*texts(mapping(each).get("above")), _texts(each).get("name", "")) for each in missing]
        remarks = [*_remarks(self.data), *self._typed_remark()]
        found = self._gathered(self.place, _WHOLE, self.words.get("made", ""), remarks)
        return replace(
            found, missing=tuple(paths), alike=tuple(_alike(self.data)), own=tuple(_own(self.data))
        )

    def _typed_remark(self) -> Iterator[Remark]:
        if self.typed:
            said = "；".join(self.typed[:_SAID]) + ("……" if len(self.typed) > _SAID else "")
            yield remark_of(to_diagnostic(Finding("summary-typed", Place(str(self.file)), {"said": said})))

    def parts(self) -> Iterator[Gathered]:
        """Yield what the summary says of each place that had sent something."""
        for each in _rows(self.data.get("places")):
            words, place = _texts(each), _locality(_texts(each), texts(mapping(each).get("above")))
            if place is None or words.get("arrival") != Arrival.RECEIVED:
                continue
            number = _count(words.get("part"), none=_MOST)
            found = self._gathered(place, number, words.get("saved", ""), list(_remarks(mapping(each))))
            asked = _count(words.get("asked"))
            lacking = [_texts(row) for row in _rows(mapping(each).get("departments"))]
            yield replace(
                found,
                asked=asked,
                filled=min(_count(words.get("filled")), asked),
                lacking=tuple((row.get("department", ""), _count(row.get("lacking"))) for row in lacking),
            )

    def _gathered(self, place: Locality | None, number: int, saved: str, remarks: list[Remark]) -> Gathered:
        slots = {path: slot for (path, part), slot in self.figures.items() if part == number}
        return Gathered(
            self.file,
            place,
            self.words.get("period", ""),
            saved if _DAY.fullmatch(saved) else "",
            tuple(remarks),
            slots=slots,
            rows=tuple(self._indicators(slots)),
            is_summary=True,
        )

    def _indicators(self, slots: Mapping[str, Slot]) -> Iterator[PlanIndicator]:
        """Yield the indicators of which there are figures."""
        attributes = {words.get("path", ""): words.get("attribute", "") for words in map(_texts, self.rows)}
        seen = set()
        for path, slot in slots.items():
            group, _, rest = path.partition(".")
            key = rest.partition(".")[0]
            if group == "indicators" and key not in seen and self.period:
                seen.add(key)
                national = self.period.indicators.get(key)
                name = slot.name.rpartition("（")[0] or slot.name  # behind it stands the year
                yield PlanIndicator(key, name, slot.unit, "", attributes.get(path, ""), "", national)


def _is_same(new: str, amount: str, text: str) -> bool:
    """Return whether a cell has what was written into it: the `amount`, else the `text`."""
    if not amount:
        return new == cut(text).strip()
    try:
        return Decimal(new) == Decimal(amount)
    except ArithmeticError:
        return False


def _like(new: str, old: Value | None) -> Value:
    """Return what was typed as a value; a number is a total over the period if the one before was."""
    value = read_value(new)
    if old and old.cumulative and value.kind is ValueKind.NUMBER and not value.cumulative:
        return read_value(f"[{new}]")
    return value


def _locality(words: Mapping[str, str], upper: list[str]) -> Locality | None:
    """Return the place that `words` describe, None if it is none."""
    name, kind = words.get("name") or words.get("place", ""), words.get("kind", "")
    if not name or kind not in locality_kinds():
        return None
    return read_locality({"name": name, "kind": kind, "upper": list[Data](upper)})


def _alike(data: Mapping[str, Data]) -> Iterator[Likeness]:
    for words in map(_texts, _rows(data.get("alike"))):
        shares = [float(words.get(key, "")) for key in ("there", "back") if _is_share(words.get(key, ""))]
        if len(shares) > 1:
            yield Likeness(words.get("one", ""), words.get("other", ""), *shares)


def _own(data: Mapping[str, Data]) -> Iterator[OwnWords]:
    for row in _rows(data.get("own")):
        words, sentences = _texts(row), texts(mapping(row).get("sentences"))
        if _is_share(words.get("share", "")):
            said = tuple(text[:_LONGEST] for text in sentences[:_SAID])
            yield OwnWords(words.get("place", ""), float(words["share"]), said)


def _is_share(text: str) -> bool:
    return bool(re.fullmatch(r"\d{1,3}(\.\d+)?", text))


def _remarks(data: Mapping[str, Data]) -> Iterator[Remark]:
    for words in map(_texts, _rows(data.get("remarks"))):
        yield Remark(*(words.get(key, "") for key in ("rule", "severity", "title", "message", "remedy")))


def _state(place: Data) -> str:
    return _texts(place).get("arrival", "")


def _count(text: str | None, none: int = 0) -> int:
    """Return the count that a text says, at most a million; `none` if it says none."""
    return min(int(text), 1_000_000) if text and text.isdecimal() and len(text) < _SAID else none


def _texts(data: Data) -> dict[str, str]:
    """Return the texts of a mapping, each cut to what may be real."""
    return {key: text[:_LONGEST] for key, text in strings(data).items()}


def _rows(data: Data) -> list[Data]:
    return data[:_MOST] if isinstance(data, list) else []
