"""Turn last period's profile into the next one's: copy what still holds, ask for the rest, lose nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from os.path import lexists
from pathlib import Path

from generator.base.characters import one_line
from generator.base.diagnostics import Finding, Place, PlanError, few_of_each
from generator.base.limits import LONGEST_FACT, MOST_FINDINGS, MOST_PROFILE_BYTES
from generator.base.resources import period_ids
from generator.check.findings.rulebook import is_blocking
from generator.check.form.vocabulary import key_words
from generator.library.outline import unknown_topics
from generator.library.period import load_period
from generator.locality.indicators import left_out_indicators, plan_indicators
from generator.locality.profile import Profile, load_source
from generator.pipeline.check import check
from generator.pipeline.support.blank_profile import BlankEntry, Prefilled, asks_for, write_blank
from generator.pipeline.support.outputs import write_outputs
from generator.pipeline.support.rollover import (
    OUTDATED_RULES,
    acceptances,
    baselines,
    build_profile,
    citations,
    last_values,
    message,
    next_title,
    own_indicators,
    part_lines,
    section_lines,
    unconfirmed_mark,
)
from generator.pipeline.support.rollover_figures import dropped_values, own_figures
from generator.pipeline.support.rollover_outline import outline_lines, roll_outline
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source import Data, mapping
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.read import read_text
from generator.yaml_source.write import yaml_flow, yaml_scalar

_LISTED, _FEW = "- ", 20  # what begins a line on what was left out, and how many of a kind are printed
_COPIED = ("locality", "categories", "departments", "terms")


@dataclass(frozen=True, slots=True)
class Rolled:
    """Hold a profile's new file, the notes for the user, and the findings of a check.

    The notes say what to confirm and what was left out. `backups` tell where a file that was replaced is now.
    """

    file: Path
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]
    backups: tuple[Finding, ...] = ()

    @property
    def brief(self) -> Iterator[str]:
        """Yield the notes as they are printed: few of each kind, and none longer than a fact of a finding."""
        listed = 0
        for note, following in zip(self.notes, (*self.notes[1:], ""), strict=True):
            listed = listed + 1 if note.startswith(_LISTED) else 0
            if listed <= _FEW:
                yield note if len(note) <= LONGEST_FACT else f"{note[:LONGEST_FACT]}…"
            elif not following.startswith(_LISTED):
                yield message("more", {"count": str(listed - _FEW)})

    @property
    def objections(self) -> list[Finding]:
        """Return the findings about words of the last period, and those that prevent a draft."""
        return [
            finding for finding in self.findings if finding.rule in OUTDATED_RULES or is_blocking(finding)
        ]


def roll(
    file: Path, period: str, into: Path | None = None, *, keep_outline: bool = False, force: bool = False
) -> Rolled:
    """Write a profile's file for a later period, the next one if `period` is "".

    Write to `into`, by default beside the old file. With `keep_outline`, copy the profile's own outline. With
    `force`, rename an existing file, unless it is the profile itself. Raise PlanError if the profile cannot
    be used, `period` is not later than its own, the new file would be too large to be read, or it exists and
    `force` is not set.
    """
    old = validated_profile(load_source(file)[0])
    _refuse_unknown_topics(old)
    period = _later_period(old, period)
    into = into or file.with_name(f"{file.stem}-{period}.yaml")
    if not force and lexists(into):
        raise PlanError([Finding("file-exists", Place(str(into)), {})])
    notes, content = _rolled(old, period, read_text(file)[0], keep_outline=keep_outline)
    if len(content.encode()) > MOST_PROFILE_BYTES:
        facts = {"limit": str(MOST_PROFILE_BYTES // 1_000_000)}
        raise PlanError([Finding("roll-large", Place(str(into)), facts)])
    backups = write_outputs({into: content.encode()}, inputs=[file], force=force)
    return Rolled(into, notes, tuple(check(into).findings), tuple(backups))


def _refuse_unknown_topics(old: Profile) -> None:
    """Raise PlanError for each topic of the old profile's outline that there is not: it has no plan."""
    unknown = unknown_topics(old.outline.body, old.source, old.period)
    if findings := list(few_of_each(unknown, MOST_FINDINGS)):
        raise PlanError(findings)


def _later_period(old: Profile, period: str) -> str:
    """Return `period`, or the next one for "". Raise PlanError if it does not follow the profile's."""
    later = period_ids()[period_ids().index(old.period.id) + 1 :]
    if not later or (period and period not in later):
        facts = {
            "old": old.period.id,
            "period": f" {period}" if period else "下一期",
            "later": "、".join(later),
        }
        raise PlanError([Finding("roll-period", old.place("period"), facts)])
    return period or later[0]


def _rolled(old: Profile, period: str, text: str, *, keep_outline: bool) -> tuple[tuple[str, ...], str]:
    """Return the notes on the change, and the new file's text; `text` is the old file's."""
    data = _skeleton(old, period)
    outline, lost = roll_outline(old, data, keep=keep_outline)
    data |= {"outline": outline} if outline else {}
    cited, gone = citations(old, data)
    asked = asks_for(build_profile(data, old))
    own = own_figures(old, period, asked)
    profile = build_profile({**data, **own}, old)
    figures = {path: yaml_scalar(value) for path, value in baselines(old, profile)}
    words = {
        f"{group}.{key}": yaml_flow(each) for group in cited for key, each in mapping(cited[group]).items()
    }
    last = {path: said for path, said in last_values(old).items() if path not in words}
    copied = [f"{group}.{key}" for group, entries in own.items() for key in mapping(entries)]
    last |= {path: said for path in copied if (said := old.text(f"{path}.value"))}
    last |= {f"indicators.{key}": yaml_flow(row) for key, row in left_out_indicators(old).items()}
    notes = [
        message("from", _words(old, period)),
        *([message("baselines", _words(old, period))] if figures else []),
    ]
    if title := next_title(old, profile):
        figures["title"] = yaml_scalar(title)
        notes.append(message("title", {**_words(old, period), "title": one_line(title)}))
    before = [f"{key}: {yaml_flow(row)}" for key, row in mapping(old.at("completion")).items()]
    accepted, outdated = acceptances(old, keep_outline=keep_outline)
    left_out = {
        "completion": before,
        "dropped": list(dropped_values(old, profile, words, asked)),
        "documents": gone,
        "accepted": [yaml_flow(row) for row in outdated],
    }
    for name, lines in (*((name, lines) for name, lines in left_out.items() if lines), *lost.items()):
        notes += [
            message(name, _words(old, period)),
            *(f"{_LISTED}{' '.join(line.split())}" for line in lines),
        ]
    prefilled = Prefilled(
        values={**figures, **words},
        last=last,
        sections=_sections(old, correct_slips(text, old.source.file)[0], outline, keep_outline=keep_outline)
        | _accepted(accepted),
        parts=tuple(part_lines(old)),
        completion=tuple(_completion(old)),
        notes=tuple(notes),
        file=_file_name(old.source.file),
        lines=tuple(text.splitlines()),
    )
    return tuple(notes), write_blank(profile, prefilled)


def _skeleton(old: Profile, period: str) -> dict[str, Data]:
    """Return the data of the new profile with no figures filled in."""
    data: dict[str, Data] = {"period": period}
    data |= {key: old.at(key) for key in _COPIED if old.at(key) is not None}
    if own := own_indicators(old, load_period(period).indicators):
        data["indicators"] = own
    return data


def _sections(old: Profile, text: str, outline: dict[str, Data], *, keep_outline: bool) -> dict[str, str]:
    """Return the lines of the sections copied from the old file (`text`), and of the outline, by key."""
    sections = {key: section_lines(text, old.source, key) for key in _COPIED}
    own = section_lines(text, old.source, "outline") if keep_outline else outline_lines(outline)
    sections["outline"] = own
    return {key: lines for key, lines in sections.items() if lines}


def _accepted(rows: list[Data]) -> dict[str, str]:
    """Return the section of the acceptances that go over."""
    return {"accepted": "\n".join(["accepted:", *(f"  - {yaml_flow(row)}" for row in rows)])} if rows else {}


def _completion(old: Profile) -> Iterator[dict[str, object]]:
    """Yield last period's indicators with targets, if the old profile has a completion section."""
    for row in plan_indicators(old) if mapping(old.at("completion")) else []:
        cells = {
            "name": row.label,
            "target": old.text(f"indicators.{row.id}.target"),
            "attribute": row.attribute,
            "result": "",
        }
        blanks = [
            BlankEntry(key, key_words()[key], value=yaml_scalar(text) if text else "")
            for key, text in cells.items()
        ]
        yield {"key": row.id, "cells": blanks}


def _words(old: Profile, period: str) -> dict[str, str]:
    """Return the words that the messages of templates/profile/roll.yaml are filled with."""
    new = load_period(period)
    return {
        "file": _file_name(old.source.file),
        "old": old.period.id,
        "previous": old.period.words["name"],
        "name": new.words["name"],
        "year": new.baseline_year,
        "mark": unconfirmed_mark(),
    }


def _file_name(file: str) -> str:
    """Return the name of a file on one line, also if the process's own encoding cannot spell it."""
    return one_line(os.fsencode(Path(file).name).decode(errors="replace"))
