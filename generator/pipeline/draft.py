"""From a profile to its draft: render, read, divide tasks, number, list the contents, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from generator import __version__
from generator.contents import list_contents
from generator.diagnostics import Finding
from generator.digest import SEAL, sealed
from generator.document import Contents, Document, Gap, runs_in
from generator.draft_xml import read_draft
from generator.number import number
from generator.ooxml import names
from generator.pipeline.naming import output_in
from generator.pipeline.notes import Remark, placed
from generator.pipeline.outputs import write_outputs
from generator.profile import Profile, pack_source
from generator.render import render
from generator.style_sheet import official_look
from generator.tasks import collect_tasks
from generator.write_docx import Notes, entry_bookmark, write_docx
from generator.write_md import write_md


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft became: its document, the files it was written to, where edited ones were kept."""

    document: Document
    files: list[Path]
    kept: list[Finding]

    @property
    def gaps(self) -> int:
        """How many places of the plan are still to be filled in."""
        return sum(isinstance(run, Gap) for run in runs_in(self.document))


def compose(profile: Profile) -> Document:
    """The numbered document of a profile; raises PlanError where a topic or a template fails."""
    return list_contents(number(collect_tasks(read_draft(render(profile)))))


def draft(  # noqa: PLR0913  # what is asked of a draft
    profile: Profile,
    folder: Path,
    formats: Iterable[str] = ("docx", "md"),
    *,
    comments: Iterable[Remark] = (),
    paginated: bool = False,
    force: bool = False,
) -> Drafted:
    """Write a profile's draft into a folder, one file a format, named after the profile's file.

    `comments` are written into the Word file where they belong; `paginated` contents have the pages that
    LibreOffice finds. Raises PlanError where the draft cannot be composed or laid out, or a file not written;
    one that somebody has edited is kept aside with `force`, and not touched without.
    """
    source = profile.source.file
    files = {name: output_in(folder, Path(source).stem, f".{name}", source) for name in formats}
    document = compose(profile)
    if paginated:
        document = _with_pages(document, profile)
    notes = placed(comments, document, profile)
    made = {file: _WRITERS[name](document, profile, notes) for name, file in files.items()}
    return Drafted(document, list(made), write_outputs(made, inputs=[Path(source)], force=force))


def as_md(document: Document) -> str:
    """A document as Markdown that tells whether somebody has edited it."""
    return sealed(f"{write_md(document)}\n<!-- {SEAL} -->\n")


def _docx(document: Document, profile: Profile, notes: Notes) -> bytes:
    facts = {names.VERSION: __version__, names.PERIOD: profile.period.id}
    return write_docx(document, official_look(), notes, facts, pack_source(profile))


def _with_pages(document: Document, profile: Profile) -> Document:
    """The document with the pages of its contents, laid out with a number of some width at each."""
    from generator.pipeline.paginate import pages  # noqa: PLC0415  # only who asks for pages loads what finds them

    entries = [entry for part in document.parts if isinstance(part, Contents) for entry in part.entries]
    if not entries:
        return document
    laid_out = list_contents(document, {(entry.level, entry.key): "10" for entry in entries})
    bookmarks = {entry_bookmark(entry): (entry.level, entry.key) for entry in entries}
    found = pages(_docx(laid_out, profile, {}), bookmarks, Path(profile.source.file))
    return list_contents(document, found)


def _html(document: Document, profile: Profile, _: Notes) -> bytes:
    from generator.origins import find_origins  # noqa: PLC0415  # only who asks for a page loads what makes it
    from generator.write_html import write_html  # noqa: PLC0415

    return sealed(write_html(document, find_origins(document, profile))).encode()


_Writer: TypeAlias = Callable[[Document, Profile, Notes], bytes]
_WRITERS: dict[str, _Writer] = {
    "docx": _docx,
    "md": lambda document, _, __: as_md(document).encode(),
    "html": _html,
}
FORMATS = tuple(_WRITERS)
