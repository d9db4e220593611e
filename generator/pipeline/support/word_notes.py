"""Tell what a Word file says beside its text, and what in it is not compared, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from generator.base.diagnostics import Finding, Place
from generator.document import Document
from generator.document.number_faults import number_faults
from generator.word.reader import (
    MOST_REMARKS,
    Line,
    Package,
    beside_the_body,
    joined_tables,
    other_looks,
    parted_tables,
    pictures,
    remarks_of,
)

_RULES = {
    "stored": "docx-stored-value",
    "hidden": "docx-hidden-words",
}
_CONTENTS = "contents-"  # how the roles of the entries of contents begin
_SHORT = 40  # characters of a text that is only to be found again


def notes_on(package: Package, written: Package | None) -> tuple[Finding, ...]:
    """Return the findings on `package`; `written` is the file as it was written, None for an intact one."""
    if written is None:
        return ()
    place = Place(package.file)
    found = [Finding(_RULES[remark.kind], place, dict(remark.facts)) for remark in remarks_of(package)]
    if texts := "、".join(sorted(beside_the_body(package) - beside_the_body(written))):
        found.append(Finding("docx-header", place, {"texts": texts}))
    if more := pictures(package) - pictures(written):
        found.append(Finding("docx-pictures", place, {"count": str(more)}))
    if looks := other_looks(package, written):
        found.append(Finding("docx-looks", place, {"count": str(len(looks)), "near": looks[0]}))
    for rule, tables in (("docx-table-parted", parted_tables), ("docx-table-joined", joined_tables)):
        found += [Finding(rule, place, {"near": near}) for near in tables(package, written)[:MOST_REMARKS]]
    return tuple(found)


def notes_on_contents(lines: Sequence[Line], were: Sequence[Line], file: str) -> Iterator[Finding]:
    """Yield the finding that the contents in `lines` of `file` are not those that it was written with."""
    now, then = ([_entry(line) for line in side if line.role.startswith(_CONTENTS)] for side in (lines, were))
    changed = [text for text in now if text not in set(then)] or [
        text for text in then if text not in set(now)
    ]
    if changed:
        yield Finding("docx-contents", Place(file), {"count": str(len(changed)), "near": changed[0][:_SHORT]})


def _entry(line: Line) -> str:
    """Return the text of an entry of the contents without its page number, which nobody compares."""
    return line.text.partition("\t")[0]


def notes_on_numbers(document: Document, draft: Document, file: str) -> Iterator[Finding]:
    """Yield findings on numbers that jump or repeat in the `document` of `file`, but not in its `draft`."""
    known = set(number_faults(draft))
    found = (fault for fault in number_faults(document) if fault not in known)
    for fault in islice(found, MOST_REMARKS):
        rule = "docx-number-repeat" if fault.repeats else "docx-number-jump"
        facts = {"numeral": fault.number, "expected": fault.expected}
        yield Finding(rule, Place(file), facts | {"title": fault.title, "near": fault.near})
