"""Tell what a Word file says beside its text, and what in it is not compared, as findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from generator.base.diagnostics import Finding, Place
from generator.document import Document
from generator.document.number_faults import number_faults
from generator.word.reader import MOST_REMARKS, Package, beside_the_body, pictures, remarks_of

_RULES = {
    "stored": "docx-stored-value",
    "hidden": "docx-hidden-words",
}


def notes_on(package: Package, written: Package | None) -> tuple[Finding, ...]:
    """Return the findings on `package`; `written` is the file as it was written, None for an intact one."""
    if written is None:
        return ()
    place = Place(package.file)
    found = [Finding(_RULES[remark.kind], place, dict(remark.facts)) for remark in remarks_of(package)]
    texts = "、".join(sorted(beside_the_body(package) - beside_the_body(written)))
    if texts:
        found.append(Finding("docx-header", place, {"texts": texts}))
    if more := pictures(package) - pictures(written):
        found.append(Finding("docx-pictures", place, {"count": str(more)}))
    return tuple(found)


def notes_on_numbers(document: Document, draft: Document, file: str) -> Iterator[Finding]:
    """Yield findings on numbers that jump or repeat in the `document` of `file`, but not in its `draft`."""
    known = set(number_faults(draft))
    found = (fault for fault in number_faults(document) if fault not in known)
    for fault in islice(found, MOST_REMARKS):
        rule = "docx-number-repeat" if fault.repeats else "docx-number-jump"
        facts = {"numeral": fault.number, "expected": fault.expected}
        yield Finding(rule, Place(file), facts | {"title": fault.title, "near": fault.near})
