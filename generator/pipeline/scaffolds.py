"""Write the beginnings of a topic, a form or a period into a library; each of them passes its check."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator.base.files import read_whole, write_whole
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.check.form.templates import dated_parts
from generator.library.period import Period
from generator.library.template_facts import ENDING
from generator.yaml_source import KeyPath, load_data, strings
from generator.yaml_source.fill import fill_in
from generator.yaml_source.placing import Entry
from generator.yaml_source.read import MAX_BYTES, decode


class ScaffoldExistsError(Exception):
    """Signal that `file` has what was to be written already."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


class NewTopic(NamedTuple):
    """Name a topic to be written: its shelf, its file and macro, its Chinese title, its period."""

    shelf: str
    file: str
    macro: str
    title: str
    period: str


def write_topic(folder: Path, topic: NewTopic) -> list[Path]:
    """Add a topic to the library in `folder`, with its title; return the files that were written.

    Raise ScaffoldExistsError if there is one of that name, PlanError if a file cannot be read or written.
    """
    place = folder / topic.period
    template, titles = place / topic.shelf / f"{topic.file}{ENDING}", place / "titles.yaml"
    known = _read(template)
    from generator.base.template_syntax import read_macros  # noqa: PLC0415  # it loads the engine

    if topic.macro in read_macros(known, str(template))["macros"]:
        raise ScaffoldExistsError(template)
    text = f"{known.rstrip()}\n{_scaffold('topic', topic._asdict())}".lstrip()
    path: KeyPath = (topic.shelf, topic.file, topic.macro)
    listed = _read(titles)
    filled = fill_in(listed, str(titles), {path: Entry(topic.title)}).text if listed.strip() else ""
    return _write({template: text, titles: filled or _scaffold("titles", topic._asdict())})


def write_form(folder: Path, name: str, title: str) -> list[Path]:
    """Add a form to the library in `folder`, its template and its manifest, which has its title.

    Return the files that were written. Raise as `write_topic` does.
    """
    template = folder / "common" / "forms" / f"{name}{ENDING}"
    if template.exists():
        raise ScaffoldExistsError(template)
    facts = {"name": name, "title": title}
    manifest = template.with_name(f"{name}.yaml")
    return _write({template: _scaffold("form", facts), manifest: _scaffold("manifest", facts)})


def write_period(folder: Path, name: str, title: str, base: Period) -> list[Path]:
    """Add a period to the library in `folder` that takes from `base` what it does not state, by name.

    Return the files that were written. Raise as `write_topic` does.
    """
    file = folder / name / "period.yaml"
    if file.exists():
        raise ScaffoldExistsError(file)
    first, _, last = name.partition("-")
    facts = {
        "name": name,
        "title": title,
        "base": base.id,
        "previous": base.words["name"],
        "first": first,
        "last": last,
        "before": str(int(first) - 1),
        "takes": ", ".join(key for key in dated_parts() if key != "words"),
    }
    return _write({file: _scaffold("period", facts)})


def _scaffold(kind: str, facts: dict[str, str]) -> str:
    return fill(_scaffolds()[kind], facts)


@cache
def _scaffolds() -> dict[str, str]:
    return strings(load_data(templates_folder() / "scaffolds.yaml"))


def _read(file: Path) -> str:
    """Return the text of a file, empty if there is none."""
    return decode(read_whole(file, MAX_BYTES), str(file))[0] if file.is_file() else ""


def _write(files: dict[Path, str]) -> list[Path]:
    """Write texts whole or not at all, with the folders that they need."""
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
    write_whole({file: text.encode() for file, text in files.items()})
    return list(files)
