"""From a profile to its draft: render, read, divide tasks, number, list the contents, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.contents import list_contents
from generator.document import Document, Gap, part_runs
from generator.files import write_whole
from generator.number import number
from generator.origins import find_origins
from generator.profile import Profile
from generator.read_draft import read_draft
from generator.render import render
from generator.resources import templates_folder
from generator.tasks import divide
from generator.write_docx import write_docx
from generator.write_html import write_html
from generator.write_md import write_md

_STYLES = "gbt9704"
_WRITERS: dict[str, Callable[[Document, Profile], bytes]] = {
    "docx": lambda document, _: write_docx(document, templates_folder() / "styles" / f"{_STYLES}.yaml"),
    "md": lambda document, _: write_md(document).encode(),
    "html": lambda document, profile: write_html(document, find_origins(document, profile)).encode(),
}
FORMATS = tuple(_WRITERS)
DEFAULT_FORMATS = ("docx", "md")


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft became: its document, and the files it was written to."""

    document: Document
    files: list[Path]

    @property
    def gaps(self) -> int:
        """How many places of the plan are still to be filled in."""
        return sum(isinstance(run, Gap) for part in self.document.parts for run in part_runs(part))


def compose(profile: Profile) -> Document:
    """The numbered document of a profile; raises PlanError where a topic or a template fails."""
    return list_contents(number(divide(read_draft(render(profile)))))


def draft(profile: Profile, folder: Path, formats: Iterable[str] = DEFAULT_FORMATS) -> Drafted:
    """Write a profile's draft into a folder, one file a format, named after the profile's file.

    Raises PlanError where the draft cannot be composed or a file cannot be written.
    """
    document = compose(profile)
    stem = Path(profile.source.file).stem
    files = {folder / f"{stem}.{name}": _WRITERS[name](document, profile) for name in formats}
    write_whole(files)
    return Drafted(document, list(files))
