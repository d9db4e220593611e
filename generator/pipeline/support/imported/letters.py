"""Take the letters before a plan, its annexes and its imprint into the parts of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.document import (
    Annex,
    Contents,
    Document,
    Imprint,
    Letter,
    Paragraph,
    Plan,
    Run,
    TaskTable,
    plain,
)
from generator.pipeline.support.imported.words import chosen, listed, named, one
from generator.yaml_source import Data
from generator.yaml_source.write import yaml_flow

_COVER = "cover"
_ATTACHED = re.compile(r"^\s*附件\s*\d{0,2}\s*[：:]?\s*(?:\d{1,2}\s*[.．]\s*)?")
_BRACES = str.maketrans("{}", "｛｝")


def parts_read(document: Document) -> tuple[list[Data], list[str]]:
    """Return the parts of `document` as a profile has them, and the titles of those that it cannot have."""
    parts: list[Data] = []
    lost: list[str] = []
    for part in document.parts:
        match part:
            case Plan():
                parts.append("plan")
            case Letter():
                parts.append(_letter(part))
            case Contents():
                parts.append({"form": "contents"})
            case Imprint():
                parts.append(_imprint(part))
            case Annex() if any(isinstance(block, TaskTable) for block in part.body):
                parts.append({"form": "task-division"})
            case Annex():
                lost.append(f"{part.label} {part.title}".strip())
    forms = [part["form"] if isinstance(part, dict) else part for part in parts]
    once = [part for n, part in enumerate(parts) if forms[n] not in forms[:n]]
    return once, lost


def _letter(letter: Letter) -> dict[str, Data]:
    fields: dict[str, Data] = {}
    if letter.look == _COVER:
        fields = {"form": _COVER, "issuer": _lines(letter.issuer), "date": _text(letter.date)}
        return _given(fields)
    form = next(
        (form for form, words in named("letters").items() if any(word in letter.title for word in words)),
        next(reversed(named("letters"))),
    )
    fields = {"form": form, "title": letter.title.translate(_BRACES)}
    fields["masthead"] = _lines(letter.masthead)
    fields["reference"] = _text(letter.reference)
    fields["recipients"] = _text(letter.recipients).rstrip("：:")
    fields["body"] = [_paragraph(each) for each in letter.body if _paragraph(each)]
    fields["attachments"] = [_ATTACHED.sub("", plain(each)).translate(_BRACES) for each in letter.attachments]
    fields["issuer"] = _lines(letter.issuer)
    fields["date"] = _text(letter.date)
    fields["note"] = letter.note.strip().strip("（）()").translate(_BRACES)
    return _given(fields)


def _imprint(imprint: Imprint) -> dict[str, Data]:
    copies = [_label().sub("", line).rstrip("。") for line in plain(imprint.copies).split("\n")]
    date = _text(imprint.date).removesuffix(one("printed"))
    return _given(
        {
            "form": "imprint",
            "copies": [each.translate(_BRACES) for each in copies if each],
            "issuer": _lines(imprint.issuer),
            "date": date,
        }
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"^\s*{chosen(listed('copies'))}\s*[：:]\s*")


def _given(fields: dict[str, Data]) -> dict[str, Data]:
    """Return `fields` without empty ones, a list of one as its only text."""
    kept: dict[str, Data] = {}
    for key, value in fields.items():
        single = value[0] if isinstance(value, list) and len(value) == 1 else value
        if single:
            kept[key] = single
    return kept


def _paragraph(paragraph: Paragraph) -> str:
    return _text(paragraph.runs)


def _lines(runs: tuple[Run, ...]) -> list[Data]:
    return [line.strip().translate(_BRACES) for line in plain(runs).split("\n") if line.strip()]


def _text(runs: tuple[Run, ...]) -> str:
    return " ".join(plain(runs).split("\n")).strip().translate(_BRACES)


def part_lines(parts: list[Data]) -> Iterator[str]:
    """Yield `parts` as lines of YAML below their key."""
    for part in parts:
        if not isinstance(part, dict):
            yield f"  - {yaml_flow(part)}"
            continue
        for n, (key, value) in enumerate(part.items()):
            yield f"  {'- ' if n == 0 else '  '}{key}: {yaml_flow(value)}"
