"""Turn the lines and tables of an outside plan into lines, boxes and tables, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from generator.document import IndicatorTable, TaskTable
from generator.word.outside.boxes import (
    OpenBox,
    begins_with_title,
    box_label,
    last_counts,
    level_forms,
    within,
)
from generator.word.outside.grids import leading_lines
from generator.word.outside.numbers import Numbered, is_bare_title, numbered, split_title
from generator.word.outside.tables import continued, read_table, rows_as_lines
from generator.word.outside.vocabulary import begins_with, without_blanks, words
from generator.word.reader import BareBlock, BareLine, BareTable

_BETWEEN = 3  # lines, the most that stand between the halves of a table
_MOST_LINES = 400  # of a box that stands as lines
_SECOND = 2  # group, behind a first one without a number
Element: TypeAlias = BareLine | OpenBox | IndicatorTable | TaskTable


def elements_of(blocks: Iterable[BareBlock]) -> list[Element]:
    """Return `blocks` with boxes and tables read: those in tables, and those typed as lines."""
    reader = _Reader()
    for block in blocks:
        if isinstance(block, BareTable):
            reader.table(block)
        else:
            reader.line(block)
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Gather elements; `box` is the one that may go on, `counts` the last count of each form outside."""

    found: list[Element] = field(default_factory=list)
    box: OpenBox | None = None
    counts: dict[int, int] = field(default_factory=dict)

    def line(self, line: BareLine) -> None:
        """Add a line: to the box that is open, as a box's label, as a note to a table, or as it is."""
        if label := box_label(line.text):
            self.box = OpenBox(*label, typed=True)
            self.found.append(self.box)
        elif self._goes_on(line):
            assert self.box is not None  # noqa: S101  # only a box goes on
            self.box.lines.append(line)
            self.box.typed = True
        elif not self._note(line):
            self._outside(line)

    def _outside(self, line: BareLine) -> None:
        self.box = None
        self.found.append(line)
        if found := numbered(line.text):
            self.counts = {form: n for form, n in self.counts.items() if form < found.form}
            self.counts[found.form] = found.count

    def _goes_on(self, line: BareLine) -> bool:
        """Return whether `line` belongs to the box above it, which was typed, or runs out of its table."""
        if self.box is None or self.box.table is not None or len(self.box.lines) > _MOST_LINES:
            return False
        found = numbered(line.text)
        lines = self.box.lines
        if found is None:
            bordered = bool(lines) and lines[-1].bordered and line.bordered
            return self.box.typed and (bordered or (is_bare_title(line.text) and not lines))
        group, item = level_forms(lines)
        if group is None and item is None:
            return self.box.typed and found.count == 1
        return self._next(line, found, group, item)

    def _next(self, line: BareLine, found: Numbered, group: int | None, item: int | None) -> bool:
        """Return whether `line`, whose number was `found`, is next in the box."""
        assert self.box is not None  # noqa: S101  # asked of a box alone
        form, count = found.form, found.count
        last = last_counts(self.box.lines)
        anew = group is not None or (item is not None and form > item and self._is_title(self.box.lines[-1]))
        expected = last.get(form, 0) + 1
        if begins_with_title(self.box.lines) and group is None and form < (item or 0):
            return self.box.typed and count == _SECOND
        if self.box.typed and count == 1 and anew and form != group:
            return form == item or form > (item or 0)
        if count != expected or form not in {group, item}:
            return False
        return self.counts.get(form, 0) + 1 != count or (self.box.typed and self._looks_inside(line))

    def _looks_inside(self, line: BareLine) -> bool:
        """Return whether `line`, whose number fits inside the box as outside, has its title as items have."""
        assert self.box is not None  # noqa: S101  # asked of a box alone
        found = [numbered(each.text) for each in (*self.box.lines, line)]
        marks = [split_title(each.rest, gap=True).mark.strip() for each in found if each]
        return len(marks) <= 1 or marks[-1] in marks[:-1]

    @staticmethod
    def _is_title(line: BareLine) -> bool:
        found = numbered(line.text)
        return found is not None and is_bare_title(found.rest)

    def _note(self, line: BareLine) -> bool:
        """Take `line` as the note of the table that it follows; return whether it is one."""
        last = self.found[-1] if self.found else None
        table = last.table if isinstance(last, OpenBox) else last
        starts = (f"{each}{colon}" for each in words("note") for colon in "：:")
        if not isinstance(table, (IndicatorTable, TaskTable)) or not begins_with(line.text, starts):
            return False
        noted = replace(table, note=table.note + line.text)
        if isinstance(last, OpenBox) and isinstance(noted, IndicatorTable):
            last.table = noted
        else:
            self.found[-1] = noted
        return True

    def table(self, table: BareTable) -> None:
        """Add a table: a box, one of indicators or tasks, or its rows as lines."""
        head, rest = leading_lines(table)
        single = all(len(row) == 1 for row in rest.rows)
        lines = [*head, *rest.lines] if single else head
        box = self._box(lines)
        read = None if single else read_table(rest, box.title if box else "")
        if box is None and not lines and self._continues(rest, read):
            return
        if box is None:
            self._unboxed(lines, rest, read, single=single)
        elif isinstance(read, IndicatorTable):
            box.table = read
            box.lines += lines
        else:
            rows = lines if single else [*lines, *_rows(rest)]
            inside = within(rows) if rows else 0
            box.lines += rows[:inside]
            for line in rows[inside:]:
                self._outside(line)

    def _continues(self, table: BareTable, read: IndicatorTable | TaskTable | None) -> bool:
        """Join `table`, which was `read`, to the one from which a page has parted it; return whether so."""
        tables = (IndicatorTable, TaskTable, OpenBox)
        place = next((n for n in reversed(range(len(self.found))) if isinstance(self.found[n], tables)), -1)
        last = self.found[place] if place >= 0 else None
        whole = continued(last.table if isinstance(last, OpenBox) else last, table, read)
        if whole is None or len(self.found) - place > _BETWEEN:
            return False
        if isinstance(last, OpenBox) and isinstance(whole, IndicatorTable):
            last.table = whole
        elif not isinstance(last, OpenBox):
            self.found[place] = whole
        return True

    def _box(self, lines: list[BareLine]) -> OpenBox | None:
        """Return the box that the first of `lines`, which is taken off, begins, or that stands above."""
        if lines and (label := box_label(lines[0].text)):
            del lines[0]
            self.box = OpenBox(*label)
            self.found.append(self.box)
        elif self.box is not None and not self.box.lines and self.box.table is None:
            self.box.typed = False
        else:
            return None
        return self.box

    def _unboxed(
        self,
        lines: Sequence[BareLine],
        rest: BareTable,
        read: IndicatorTable | TaskTable | None,
        *,
        single: bool,
    ) -> None:
        if isinstance(read, IndicatorTable):
            title = "".join(line.text.strip() for line in lines) or self._title_above()
            read = replace(read, title=title)
        else:
            for line in lines:
                self._outside(line)
        self.box = None
        if read is not None:
            self.found.append(read)
        elif not single:
            self.found += rows_as_lines(rest)

    def _title_above(self) -> str:
        """Take the line above as the title of a table of indicators, if it is one."""
        last = self.found[-1] if self.found else None
        if not isinstance(last, BareLine) or not is_bare_title(last.text) or numbered(last.text):
            return ""
        if not any(name in without_blanks(last.text) for name in words("columns", "name")):
            return ""
        self.found.pop()
        return last.text


def _rows(table: BareTable) -> Iterable[BareLine]:
    """Yield the rows of the table of a box as lines: number, title, and text, as items are written."""
    for row in table.rows:
        texts = [cell.text for cell in row if cell.text and not cell.continued]
        if texts and texts[0].strip().isdigit():
            texts[:2] = [f"{texts[0].strip()}.{''.join(texts[1:2])}"]
        if texts:
            yield BareLine("  ".join(texts))
