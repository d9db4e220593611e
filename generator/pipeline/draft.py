"""Turn a profile into its draft: render, read, collect tasks, number, list the contents, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.base.characters import code_point, unprintable
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.digest import DIGEST_MARK, with_digest
from generator.base.time_of_writing import NOBODY, Authorship
from generator.document import Contents, Document
from generator.document.contents import list_contents
from generator.formats.markdown import write_md
from generator.locality.profile import Profile
from generator.pipeline.support.comments import Remark, placed
from generator.pipeline.support.composing import compose
from generator.pipeline.support.marks import GapState, Marks
from generator.pipeline.support.naming import output_in
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.sealed_draft import word_draft
from generator.word.writer import CommentTexts, entry_bookmark


class DraftResult(NamedTuple):
    """Hold a draft's document, the files written, and findings: what the plan lacks, files that stand beside.

    `marks` is the number of places that are marked as still to be filled in, and as to be confirmed.
    """

    document: Document
    files: list[Path]
    findings: list[Finding]
    marks: Counter[GapState]


def draft(  # noqa: PLR0913  # one parameter an option
    profile: Profile,
    folder: Path,
    formats: Iterable[str] = ("docx", "md"),
    *,
    comments: Iterable[Remark] = (),
    paginated: bool = False,
    force: bool = False,
    written: Authorship = NOBODY,
) -> DraftResult:
    """Write a profile's draft into `folder`, one file a format, named after the profile's file.

    Write `comments` into the Word file where they belong, by whom and when `written` says; with `paginated`,
    fill in the pages of the contents as LibreOffice lays them out. With `force`, rename a file that somebody
    has edited and replace it. Raise PlanError if the draft cannot be composed or laid out, a file cannot be
    written, or is edited and `force` is not set.
    """
    source = profile.source.file
    files = {name: output_in(folder, Path(source).stem, f".{name}", source) for name in formats}
    document = compose(profile)
    if paginated:
        document = _with_pages(document, profile)
    notes = placed(comments, document, profile)
    writers: dict[str, _Writer] = {**_WRITERS, "docx": partial(word_draft, written=written)}
    made = {file: writers[name](document, profile, notes) for name, file in files.items()}
    backups = write_outputs(made, inputs=[Path(source)], force=force)
    marks = Marks(profile, document)
    findings = [*marks.findings(), *backups, *_left_beside(files, folder, source)]
    return DraftResult(document, list(made), findings, marks.count())


def _left_beside(files: Mapping[str, Path], folder: Path, source: str) -> Iterator[Finding]:
    """Yield a finding for each draft of the same name, of a format that was not written with `files`."""
    for name in sorted(_WRITERS.keys() - files.keys()):
        other = output_in(folder, Path(source).stem, f".{name}", source)
        if other.is_file():
            yield Finding("output-beside", Place(str(other)), {"format": name})


def as_md(document: Document) -> str:
    """Return a document as Markdown, sealed with a digest that tells whether somebody has edited it."""
    return with_digest(f"{_printable(write_md(document))}\n<!-- {DIGEST_MARK} -->\n")


def _printable(text: str) -> str:
    """Return `text`; raise PlanError (draft-xml) if it has a character that no text may hold.

    No profile can bring one; a template that computes it can, past every check of what is typed in it.
    """
    if (found := unprintable(text)) is None:
        return text
    raise PlanError([Finding("draft-xml", Place("draft.xml"), {"what": code_point(found[0])})])


def _with_pages(document: Document, profile: Profile) -> Document:
    """Return the document with page numbers in its contents.

    Lay it out with a placeholder of two digits for each number.
    """
    from generator.pipeline.support.paginate import pages  # noqa: PLC0415  # only this option needs it

    entries = [entry for part in document.parts if isinstance(part, Contents) for entry in part.entries]
    if not entries:
        return document
    laid_out = list_contents(document, {(entry.level, entry.key): "10" for entry in entries})
    bookmarks = {entry_bookmark(entry): (entry.level, entry.key) for entry in entries}
    found = pages(word_draft(laid_out, profile, {}), bookmarks, Path(profile.source.file))
    return list_contents(document, found)


def _html(document: Document, profile: Profile, _: CommentTexts) -> bytes:
    """Return the bytes of the sealed web page."""
    from generator.formats.html import write_html  # noqa: PLC0415
    from generator.locality.origins import find_origins  # noqa: PLC0415  # only this format needs it

    return with_digest(_printable(write_html(document, find_origins(document, profile)))).encode()


_Writer: TypeAlias = Callable[[Document, Profile, CommentTexts], bytes]
_WRITERS: dict[str, _Writer] = {
    "docx": word_draft,
    "md": lambda document, _, __: as_md(document).encode(),
    "html": _html,
}
FORMATS = tuple(_WRITERS)
