"""Track fields whose paragraphs were all inserted, so that they go if these are rejected."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.word.redline.revisions import INSERTED, MOVED_TO, RevisionFactory, W

_INSERTED = f"{W}{INSERTED}"
_NEW = (_INSERTED, f"{W}{MOVED_TO}")


def track_fields(body: etree._Element, revisions: RevisionFactory) -> None:
    """Mark as inserted the codes of fields in `body` that span only paragraphs inserted or moved.

    Other fields keep theirs unmarked: one that only begins or ends in what was inserted would lose its other
    end.
    """
    for codes in list(_fields(body)):
        if all(_is_inserted(code) for code in codes):
            for code in codes:
                if next(code.iterancestors(_INSERTED), None) is None:
                    revisions.wrap(INSERTED, [code])


def _fields(body: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the runs with the codes of each field in `body`, an inner field before the one around it."""
    opened: list[list[etree._Element]] = []
    for run in body.iter(f"{W}r"):
        kinds = {str(code.get(f"{W}fldCharType")) for code in run.findall(f"{W}fldChar")}
        if "begin" in kinds:
            opened.append([])
        if opened and (kinds or run.find(f"{W}instrText") is not None):
            opened[-1].append(run)
        if "end" in kinds and opened:
            yield opened.pop()


def _is_inserted(run: etree._Element) -> bool:
    """Return whether the paragraph of `run` was inserted, or moved there."""
    marks = (mark for p in run.iterancestors(f"{W}p") for mark in p.findall(f"{W}pPr/{W}rPr/*"))
    return any(mark.tag in _NEW for mark in marks)
