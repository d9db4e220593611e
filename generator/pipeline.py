"""From a profile's file to its draft: load, check, render, read, divide tasks, number, write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.check import check_content, check_form
from generator.diagnostics import Finding, PlanError
from generator.document import Document
from generator.files import write_whole
from generator.profile import Profile, load_source, make_profile
from generator.resources import templates_folder
from generator.rulebook import stops


@dataclass(frozen=True, slots=True)
class Checked:
    """A profile's file after its checks; `profile` is None if what was found makes a draft impossible."""

    file: Path
    profile: Profile | None
    findings: list[Finding]


def check(file: Path) -> Checked:
    """Load a profile and check it; never raises for what the file says."""
    try:
        source = load_source(file)
        findings = check_form(source)
        if any(map(stops, findings)):
            return Checked(file, None, findings)
        profile = make_profile(source)
    except PlanError as error:
        return Checked(file, None, error.findings)
    return Checked(file, profile, [*findings, *check_content(profile)])


def compose(profile: Profile) -> Document:
    """The numbered document of a profile; raises PlanError where its outline or a template fails."""
    from generator.number import number
    from generator.read_draft import read_draft
    from generator.render import render
    from generator.tasks import divide

    return number(divide(read_draft(render(profile))))


def draft(profile: Profile, folder: Path) -> list[Path]:
    """Write the draft of a profile into a folder, named after the profile's file; returns the files."""
    from generator.write_docx import write_docx
    from generator.write_md import write_md

    document = compose(profile)
    name = Path(profile.source.file).stem
    style = templates_folder() / "styles" / "gbt9704.yaml"
    contents = {".docx": write_docx(document, style), ".md": write_md(document).encode()}
    files = {folder / f"{name}{suffix}": content for suffix, content in contents.items()}
    for file, content in files.items():
        write_whole(file, content)
    return list(files)
