"""Tell what a Word file says beside its text, and what in it is not compared, as findings."""

from __future__ import annotations

from generator.base.diagnostics import Finding, Place
from generator.word.reader import Package, beside_the_body, pictures, remarks_of

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
