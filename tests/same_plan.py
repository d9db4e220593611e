"""Draft one plan, comment on it, and read what `diff` says of it as JSON."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
from commands import CASES, Command

from generator.pipeline.check import check
from generator.pipeline.draft import draft

SAME = CASES / "diff" / "same" / "old.yaml"
CALLED = "农村危房"  # a measure with a comment


@cache
def written() -> bytes:
    """Return the draft."""
    profile = check(SAME).profile
    assert profile is not None
    with TemporaryDirectory() as folder:
        draft(profile, Path(folder), ["docx"])
        return (Path(folder) / "old.docx").read_bytes()


def data(command: Command, *words: str | Path) -> Any:  # noqa: ANN401  # JSON
    """Return what diff says as JSON."""
    return json.loads(command("diff", *words, "--format", "json").out)


def commented(content: bytes) -> bytes:
    """Return a file with a comment on a paragraph."""
    word = docx.Document(io.BytesIO(content))
    paragraph = next(p for p in word.paragraphs if CALLED in p.text)
    word.add_comment(paragraph.runs, text="请写明几户", author="县住建局", initials="住")
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()
