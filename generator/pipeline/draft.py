"""From a profile to its draft: render, read, divide tasks, number, list the contents, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.contents import list_contents
from generator.document import Document, Gap, part_runs
from generator.files import write_whole
from generator.number import number
from generator.profile import Profile
from generator.read_draft import read_draft
from generator.render import render
from generator.style_sheet import official_look
from generator.tasks import divide
from generator.write_docx import write_docx
from generator.write_md import write_md


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


def draft(profile: Profile, folder: Path) -> Drafted:
    """Write a profile's draft as .docx and .md into a folder, named after the profile's file.

    Raises PlanError where the draft cannot be composed or a file cannot be written.
    """
    document = compose(profile)
    contents = {
        ".docx": write_docx(document, official_look(), {}, {}),
        ".md": write_md(document).encode(),
    }
    files = {
        folder / f"{Path(profile.source.file).stem}{suffix}": content for suffix, content in contents.items()
    }
    write_whole(files)
    return Drafted(document, list(files))
