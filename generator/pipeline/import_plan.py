"""Make a profile to be confirmed of anyone's plan: what it says, each figure with where it was read."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from os.path import lexists
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_PROFILE_BYTES
from generator.check.form.excess import find_excess
from generator.check.form.vocabulary import key_words
from generator.document import Document
from generator.library.period import load_period
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.blank_profile import BlankEntry, Prefilled, write_blank
from generator.pipeline.support.imported.documents import basis_of
from generator.pipeline.support.imported.indicators import Indicators, cells_marked
from generator.pipeline.support.imported.letters import part_lines
from generator.pipeline.support.imported.messages import asked_in, message, read_from, said
from generator.pipeline.support.imported.notes import notes_on
from generator.pipeline.support.imported.outline_lines import outline_lines
from generator.pipeline.support.imported.whole import Choose, Origin, PlanRead, read_plan
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.plan_files import Given
from generator.pipeline.support.rollover import unconfirmed_mark
from generator.pipeline.support.upper_plans import validated_profile
from generator.pipeline.support.whose_plan import whose_plan
from generator.word.outside import OutsidePlan
from generator.yaml_source import Data, mapping, parse
from generator.yaml_source.write import yaml_flow, yaml_scalar


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold a profile's new file, what the user is told of it, and the findings of a check of it."""

    file: Path
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    backups: tuple[Finding, ...] = ()


def import_plan(  # noqa: PLR0913  # one parameter an option
    outside: OutsidePlan,
    file: str,
    origin: Origin,
    into: Path,
    *,
    text: bool = False,
    force: bool = False,
    choose: Choose = lambda _: None,
) -> Imported:
    """Write the profile of a plan that was read from `file` to `into`.

    With `text`, its sentences stand in the outline as they are. With `force`, rename an existing file.
    `choose` is asked what a number is that could be several things; without an answer the file asks. Raise
    PlanError if nothing of a plan was read, or the file exists and `force` is not set, would be too large, or
    cannot be written.
    """
    if not force and lexists(into):
        raise PlanError([Finding("file-exists", Place(str(into)), {})])
    counts = outside.understood
    if not (counts.headings or counts.boxes or counts.indicator_rows):
        raise PlanError([Finding("file-no-plan", Place(file), {})])
    period = load_period(origin.period)
    read = read_plan(outside.document, origin, period, choose)
    notes, content = _profile_text(outside, file, read, str(into), text=text)
    backups = write_outputs({into: content.encode()}, inputs=[Path(file)], force=force)
    return Imported(into, notes, tuple(check(into).findings), tuple(backups))


def _profile_text(
    outside: OutsidePlan, file: str, read: PlanRead, into: str, *, text: bool
) -> tuple[tuple[str, ...], str]:
    """Return the notes on what was read, and the text of the profile.

    An outline that no profile may have, such as one of thousands of blocks, is left to the default. Raise
    PlanError if what else was read could not be read again.
    """
    notes = notes_on(outside, file, read, text=text)
    if outline := read.outline(load_period(read.origin.period), words=text):
        with suppress(PlanError):
            return notes, _laid_out(outside, file, read, outline, into, notes=notes)
        notes = (*notes, message("outline", {}))
    try:
        return notes, _laid_out(outside, file, read, {}, into, notes=notes)
    except PlanError as error:
        excess = (each.facts for each in error.findings if each.rule == "yaml-excess")
        large = [Finding("import-large", Place(file), facts) for facts in islice(excess, 1)]
        raise PlanError(large or error.findings) from error


def _laid_out(  # noqa: PLR0913  # one parameter a part of the file
    outside: OutsidePlan,
    file: str,
    read: PlanRead,
    outline: dict[str, Data],
    into: str,
    *,
    notes: tuple[str, ...],
) -> str:
    """Return the text of the profile with `outline`. Raise PlanError if no command could read it."""
    profile = _profile(read, outline, into)
    prefilled = Prefilled(
        values=_values(read, outside.document, file),
        sources=_sources(read, profile),
        sections=_sections(read, outline),
        parts=tuple(part_lines(read.parts)) if read.parts != ["plan"] else (),
        completion=tuple(_completion(read.indicators)),
        notes=notes,
    )
    content = write_blank(profile, prefilled)
    if len(content.encode()) > MOST_PROFILE_BYTES:
        facts = {"reason": "LargeProfile", "limit": str(MOST_PROFILE_BYTES // 1_000_000)}
        raise PlanError([Finding("import-large", Place(file), facts)])
    if excess := find_excess(parse(content, into)):
        raise PlanError(excess)
    return content


def _profile(read: PlanRead, outline: dict[str, Data], into: str) -> Profile:
    """Return the profile so far: without the values of figures, which the file has behind their names."""
    mark, origin = unconfirmed_mark(), read.origin
    data: dict[str, Data] = {"period": origin.period, "locality": origin.data}
    if read.indicators.rows:
        omitted: Data = {"omit": said("omitted", {})}
        data["indicators"] = read.indicators.rows | dict.fromkeys(read.indicators.omitted, omitted)
    if read.indicators.categories:
        data["categories"] = read.indicators.categories
    if read.own:
        data["achievements"] = {
            each.path.partition(".")[2]: each.entry | {"value": f"{mark}{each.entry['value']}"}
            for each in read.own
        }
    if read.departments.names:
        data["departments"] = dict[str, Data](read.departments.names)
    if "chapters" in outline:
        data["outline"] = outline
    return validated_profile(replace(parse(f"period: {origin.period}", into), data=data))


def _values(read: PlanRead, document: Document, file: str) -> dict[str, str]:
    """Return what the profile has at each path, as YAML."""
    mark = unconfirmed_mark()
    values = {
        path: yaml_scalar(each.value if each.value.startswith("X") else f"{mark}{each.value}")
        for path, each in read.readings.read.items()
        if path not in {own.path for own in read.own}
    }
    values |= {path: yaml_scalar(value) for path, value in cells_marked(read.indicators.cells, mark)}
    facts = {
        "title": read.plan.title,
        "subtitle": read.plan.subtitle,
        "status": read.plan.status,
        "baseline_year": read.indicators.year,
    }
    found = whose_plan(file, document, Given(*read.origin[:2], read.origin.period))
    if found.known.date:
        values["drafted"] = yaml_scalar(found.whose.drafted)
    if basis := basis_of(read.plan):
        values["documents.basis"] = yaml_flow(list[Data](basis))
    return values | {key: yaml_scalar(each) for key, each in facts.items() if each}


def _sources(read: PlanRead, profile: Profile) -> dict[str, str]:
    """Return by path where each figure was read, or why somebody has to choose."""
    found = {path: read_from(each) for path, each in read.readings.read.items()}
    asked = read.readings.asked.items()
    return found | {path: asked_in(each, profile.period, profile.locality) for path, each in asked}


def _sections(read: PlanRead, outline: dict[str, Data]) -> dict[str, str]:
    """Return the sections of the file that are laid out already, by key."""
    found = {"outline": outline_lines(outline)} if "chapters" in outline else {}
    if names := read.departments.names:
        lines = [f"  {yaml_scalar(key)}: {yaml_scalar(name)}" for key, name in names.items()]
        found["departments"] = "\n".join(["departments:", *lines])
    if read.indicators.categories:
        found["categories"] = f"categories: {yaml_flow(read.indicators.categories)}"
    return found


def _completion(indicators: Indicators) -> list[dict[str, object]]:
    """Return the rows of last period's indicators as the file lists them."""
    mark = unconfirmed_mark()
    cells = dict(cells_marked(indicators.cells, mark))
    rows: list[dict[str, object]] = []
    for key, entry in indicators.completion.items():
        row = {
            **mapping(entry),
            **{cell: cells.get(f"completion.{key}.{cell}") for cell in ("target", "result")},
        }
        blanks = [
            BlankEntry(name, key_words()[name], value=yaml_flow(row[name]))
            for name in ("name", "target", "attribute", "result")
            if row.get(name)
        ]
        rows.append({"key": key, "cells": blanks})
    return rows
