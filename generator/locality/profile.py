"""A locality's profile: its data, and every figure in it by its path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.base.limits import MOST_PROFILE_BYTES, restart_watchdog
from generator.base.values import Value, read_value
from generator.library.lexicon import Lexicon, Locality, build_lexicon, read_locality
from generator.library.outline import Outline, read_outline
from generator.library.period import Period, load_period
from generator.yaml_source import (
    Data,
    RepeatedKeysError,
    Source,
    is_plain_data,
    key_path,
    mapping,
    node_at,
    parse,
    strings,
    texts,
)
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.read import decode

MAX_PACKED = 1_000_000  # characters of a packed profile; the longest real one has 31,000
_FIGURES = ("population", "achievements", "indicators", "commitments", "completion")


@dataclass(frozen=True, slots=True)
class Profile:
    """Hold a profile that passed its schema, with its period, lexicon and outline."""

    source: Source
    period: Period
    locality: Locality
    lexicon: Lexicon
    outline: Outline

    def at(self, path: str) -> Data:
        """Return the node at the dotted `path`, or None."""
        return node_at(self.source.data, key_path(path))

    def text(self, path: str) -> str:
        """Return the text at the dotted `path`, or an empty text."""
        node = self.at(path)
        return node if isinstance(node, str) else ""

    def texts(self, path: str) -> list[str]:
        """Return the texts at the dotted `path`, a single one as a list of one."""
        return texts(self.at(path))

    def value(self, path: str) -> Value | None:
        """Return the figure at the dotted `path` (`indicators.x.target`), or None if the profile has none."""
        node = self.at(path)
        if isinstance(node, dict):
            node = node.get("value")
        return read_value(node) if isinstance(node, str) and node.strip() else None

    def place(self, path: str) -> Place:
        """Return the place in the file of the node at the dotted `path`, or of the nearest node above it."""
        return self.source.place(key_path(path))


def load_source(file: Path) -> tuple[Source, list[Finding]]:
    """Read the profile in `file`; return it with findings about corrected slips and encoding.

    Raise PlanError for everything that cannot be read.
    """
    return read_source(read_whole(file, MOST_PROFILE_BYTES), str(file))


def read_source(content: bytes, name: str) -> tuple[Source, list[Finding]]:
    """Read a profile from `content`, as `load_source` does; `name` stands for the file in messages.

    A figure that was written as [700] becomes text again instead of a list of one.
    """
    if len(content) > MOST_PROFILE_BYTES:
        raise PlanError([Finding("file-large", Place(name), {"limit": str(MOST_PROFILE_BYTES // 1_000_000)})])
    text, encoding_findings = decode(content, name)
    corrected, slips = correct_slips(text, name)
    try:
        source = parse(corrected, name)
    except RepeatedKeysError as error:
        raise RepeatedKeysError(error.findings, _with_brackets(error.source)) from None
    return _with_brackets(source), [*encoding_findings, *slips, *source.cuts]


def _with_brackets(source: Source) -> Source:
    """Return `source` with figures that were written as [700] as text again."""
    data = mapping(source.data)
    figures = {key: _restore_brackets(data[key]) for key in _FIGURES if key in data}
    whole = {**data, **figures} if isinstance(source.data, dict) else source.data
    return replace(source, data=whole)


def make_profile(source: Source) -> Profile:
    """Build the profile from a `source` that passed its schema; raise PlanError if its outline is invalid."""
    restart_watchdog()
    data = mapping(source.data)
    period = load_period(str(data["period"]))
    place = read_locality(mapping(data["locality"]))
    outline = read_outline(source, period, place.tier, place.setting)
    words = build_lexicon(
        place,
        terms=strings(data.get("terms")),
        departments=strings(data.get("departments")),
        unit_prefix=outline.form.unit_prefix,
        drafted=drafting_month(data, period),
    )
    return Profile(source, period, place, words, outline)


def drafting_month(data: Mapping[str, Data], period: Period) -> str:
    """Return the month of drafting as year-month: `drafted` of the profile's `data`, or the period's."""
    return strings(dict(data)).get("drafted") or str(period.settings["drafted"])


def pack_source(profile: Profile) -> str:
    """Return all data of `profile`, without comments and layout, as JSON for a draft to carry along.

    The text is empty if it would be longer than LARGEST: no reader would take it.
    """
    packed = json.dumps(profile.source.data, ensure_ascii=False, separators=(",", ":"))
    return packed if len(packed) <= MAX_PACKED else ""


def unpack_source(packed: str, name: str) -> Source:
    """Return the source that `pack_source` packed, without places; `name` stands for the file in messages.

    Raise ValueError if it is something else, or holds what no profile's file may hold.
    """
    data = json.loads(packed)
    if not is_plain_data(data):
        raise ValueError(name)
    return Source(name, data, {}, {})


def _restore_brackets(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _restore_brackets(value) for key, value in data.items()}
    if isinstance(data, list) and len(data) == 1 and isinstance(data[0], str):
        return f"[{data[0]}]"
    return data
