"""Open a Word file of ours: what is in it, and the draft it was written from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.base.digest import digest
from generator.base.files import read_whole
from generator.document import Document
from generator.locality.profile import Profile
from generator.pipeline.support.embedded import embedded_draft, embedded_profile
from generator.word.ooxml import names
from generator.word.reader import Line, Package, bound_paths, open_package, printed_lines, read_docx
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

MOST_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class WordFile:
    """Hold a file as it is (`document`), as it was written (`draft`) and from what, and its properties.

    `profile` is None if today's schema does not accept it. `lines` are the file's lines of text as printed;
    `intact` says that not a byte of its parts has changed since, but for the properties that hold the digest.
    """

    document: Document
    draft: Document
    profile: Profile | None
    lines: list[Line]
    properties: dict[str, str]
    intact: bool

    def written(self) -> list[Line]:
        """Return the lines of text of the file as it was written."""
        return written_lines(self.draft)


def open_word(file: Path) -> WordFile:
    """Read the Word file of ours at `file`; raise PlanError if it cannot be read or is not one."""
    return read_word(read_whole(file, MOST_BYTES), str(file))


def read_word(content: bytes, name: str) -> WordFile:
    """Read the Word file of ours in `content` as `open_word` does; `name` is its name in messages."""
    package = open_package(content, name)
    draft = embedded_draft(package)
    return WordFile(
        document=read_docx(package, official_style_sheet(), draft, _values(package, draft)),
        draft=draft,
        profile=embedded_profile(package),
        lines=printed_lines(package, official_style_sheet()),
        properties=package.properties,
        intact=digest(package.parts, but=names.PROPERTIES_PART) == package.properties.get(names.DIGEST),
    )


def written_lines(draft: Document) -> list[Line]:
    """Return the lines of text of the file that `draft` is written as."""
    return printed_lines(_written(draft, ""), official_style_sheet())


def _written(draft: Document, file: str) -> Package:
    """Return the package that `draft` was written as, but for the profile; `file` is its name in messages."""
    return open_package(write_docx(draft, official_style_sheet(), {}, {}), file)


def _values(package: Package, draft: Document) -> list[str]:
    """Return the profile paths of the numbers to which controls of `package` are bound.

    LibreOffice keeps their order and no paths: then they are those of `draft`, written anew.
    """
    values = bound_paths(package)
    if all(values):
        return values
    written = bound_paths(_written(draft, package.file))
    return written if len(written) == len(values) else []
