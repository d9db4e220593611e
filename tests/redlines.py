"""Make the pairs of drafts that tests of tracked changes use, by name, each once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

from commands import CASES
from profile_edits import BASES, base, edited
from samples import composed

from generator.diff import assign_keys
from generator.document import Document
from generator.locality.profile import load_source, make_profile
from generator.pipeline.support.composing import compose
from generator.pipeline.tracked_changes import redline
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

_SAMPLES = {
    "other-place": ("luojiang", "jining"),
    "and-back": ("jining", "luojiang"),
    "no-record": ("xinzhou", "dawukou"),
    "record": ("dawukou", "xinzhou"),
    "form-of-letter": ("notice", "letter"),
    "letter-gone": ("letter", "notice"),
    "gaps-filled": ("letter-gaps", "letter-sealed"),
    "big": ("big", "dengkou"),
    "bigger": ("dengkou", "big"),
}
_CASES = [folder.name for folder in sorted((CASES / "diff").iterdir())]
_EDITED = [f"edited-{name}-{seed}" for name in BASES for seed in range(4)]
PAIRS = [*_SAMPLES, *_CASES, *_EDITED]


@cache
def pair(name: str) -> tuple[bytes, bytes]:
    """Return the old and the new Word file of a pair, with the keys by which `diff` compares them."""
    old, new = (write_docx(document, official_style_sheet(), {}, {}) for document in documents(name))
    return old, new


@cache
def documents(name: str) -> tuple[Document, Document]:
    """Return the old and the new draft of a pair, with the keys by which `diff` compares them."""
    old, new = assign_keys(_documents(name))
    return old, new


@cache
def tracked(name: str) -> bytes:
    """Return the new file of a pair with every change tracked."""
    return redline(*documents(name))


def _documents(name: str) -> list[Document]:
    if name in _SAMPLES:
        return [composed(sample) for sample in _SAMPLES[name]]
    if name in _EDITED:
        _, profile, seed = name.split("-")
        return [base(profile)[1], _edited(profile, Random(seed))]
    return _case(CASES / "diff" / name)


def _edited(name: str, chance: Random) -> Document:
    """Return the draft of a profile after a dozen edits that do not make it impossible."""
    while (draft := edited(name, chance, 12)) is None:
        pass
    return draft


def _case(folder: Path) -> list[Document]:
    sources = (load_source(folder / f"{side}.yaml")[0] for side in ("old", "new"))
    return [compose(make_profile(source)) for source in sources]
