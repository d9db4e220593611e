"""Fields whose paragraphs all came in: they go with them if these are rejected."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.redline.marks import INSERTED, Revisions, W

_INSERTED = f"{W}{INSERTED}"


def track_fields(body: etree._Element, revisions: Revisions) -> None:
    """Mark the codes of fields as inserted where all they run over was; others keep theirs unmarked.

    A field that only begins or ends in what came in would be left without its other end.
    """
    for codes in list(_fields(body)):
        if all(_came(code) for code in codes):
            for code in codes:
                if next(code.iterancestors(_INSERTED), None) is None:
                    revisions.wrap(INSERTED, [code])


def _fields(body: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs that hold the codes of each field, an inner field before the one around it."""
    opened: list[list[etree._Element]] = []
    for run in body.iter(f"{W}r"):
        kinds = {str(code.get(f"{W}fldCharType")) for code in run.findall(f"{W}fldChar")}
        if "begin" in kinds:
            opened.append([])
        if opened and (kinds or run.find(f"{W}instrText") is not None):
            opened[-1].append(run)
        if "end" in kinds and opened:
            yield opened.pop()


def _came(run: etree._Element) -> bool:
    """Whether the paragraph of a run was inserted."""
    return any(p.find(f"{W}pPr/{W}rPr/{_INSERTED}") is not None for p in run.iterancestors(f"{W}p"))
