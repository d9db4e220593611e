"""Correct the texts of a profile where they stand in its file: marks, numbers of documents, dates."""

from __future__ import annotations

from functools import partial

from generator.base.characters import mask
from generator.base.diagnostics import Finding, Place, PlanError
from generator.check.writing import Text, corrected, texts_of
from generator.yaml_source import parse
from generator.yaml_source.edit import Change, edited

_SHOWN = 160  # characters of a line


def correct_texts(text: str, name: str) -> tuple[str, list[Finding]]:
    """Correct what is mechanical in the texts of the profile `text`; return it with a finding a changed line.

    `name` stands for the file. What cannot be read stays as it is.
    """
    try:
        found = [_whole(each) for each in texts_of(parse(text, name).data)]
        changes = {
            each.path: Change(better, partial(_line, each.path, each.kind))
            for each in found
            if (better := corrected(each)[0]) != each.text
        }
        result = edited(text, name, changes) if changes else text
    except PlanError:
        return text, []
    return result, list(_changed(text, result, name))


def _whole(text: Text) -> Text:
    """Return a text of several lines as one that may end without a mark, as its lines do."""
    return text._replace(kind="sentence") if text.kind == "own" and "\n" in text.text else text


def _line(path: tuple[str | int, ...], kind: str, line: str) -> str:
    return corrected(Text(path, kind, line))[0]


def _changed(before: str, after: str, name: str) -> list[Finding]:
    """Return a finding for each line that changed; none of them is added or taken away."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return [
        Finding("yaml-mended", Place(name, n, 1), {"before": _shown(old), "after": _shown(new)})
        for n, (old, new) in enumerate(pairs, start=1)
        if old != new
    ]


def _shown(line: str) -> str:
    return mask(line.strip()[:_SHOWN])
