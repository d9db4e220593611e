"""A locality's profile: its data, and every figure in it by its path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.diagnostics import Finding, Place
from generator.files import read_whole
from generator.lexicon import Lexicon, Locality, lexicon, locality
from generator.limits import restart_watchdog
from generator.outline import Outline, read_outline
from generator.period import Period, load_period
from generator.source import Data, Source, at, dotted, mapping, parse, plain, strings, texts
from generator.source.mend import mend
from generator.source.read import MAX_BYTES, decoded
from generator.values import Value, read

LARGEST = 1_000_000  # characters of a packed profile; the longest real one has 31,000
_FIGURES = ("population", "achievements", "indicators", "commitments", "completion")


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile that its schema has accepted, with its period, lexicon and outline."""

    source: Source
    period: Period
    locality: Locality
    lexicon: Lexicon
    outline: Outline

    def at(self, path: str) -> Data:
        """The node at a dotted path, None where there is none."""
        return at(self.source.data, dotted(path))

    def text(self, path: str) -> str:
        """The text at a dotted path, empty where there is none."""
        node = self.at(path)
        return node if isinstance(node, str) else ""

    def texts(self, path: str) -> list[str]:
        """The texts at a dotted path, whether one or a list."""
        return texts(self.at(path))

    def value(self, path: str) -> Value | None:
        """The figure at a dotted path (`indicators.x.target`), None where the profile has none."""
        node = self.at(path)
        if isinstance(node, dict):
            node = node.get("value")
        return read(node) if isinstance(node, str) and node.strip() else None

    def place(self, path: str) -> Place:
        """Where the node at a dotted path stands in the file, or the nearest one above it."""
        return self.source.place(dotted(path))


def load_source(file: Path) -> tuple[Source, list[Finding]]:
    """Read a profile's file, and say what was read as meant; raises PlanError for what cannot be read."""
    return read_source(read_whole(file, MAX_BYTES), str(file))


def read_source(content: bytes, name: str) -> tuple[Source, list[Finding]]:
    """Read a profile that a file of this name holds, as `load_source` does.

    A figure written as [700] is text again, not a list of one.
    """
    text, said = decoded(content, name)
    mended, slips = mend(text, name)
    source = parse(mended, name)
    data = mapping(source.data)
    figures = {key: _unbracket(data[key]) for key in _FIGURES if key in data}
    whole = {**data, **figures} if isinstance(source.data, dict) else source.data
    return replace(source, data=whole), [*said, *slips]


def make_profile(source: Source) -> Profile:
    """The profile in a source that its schema has accepted."""
    restart_watchdog()
    data = mapping(source.data)
    period = load_period(str(data["period"]))
    place = locality(mapping(data["locality"]))
    outline = read_outline(source, period, place.tier, place.setting)
    words = lexicon(
        place,
        terms=strings(data.get("terms")),
        departments=strings(data.get("departments")),
        unit_prefix=outline.form.unit_prefix,
        drafted=drafted(data, period),
    )
    return Profile(source, period, place, words, outline)


def drafted(data: Mapping[str, Data], period: Period) -> str:
    """When a plan is drafted, as year-month: its profile's own word or the period's."""
    return strings(dict(data)).get("drafted") or str(period.settings["drafted"])


def pack_source(profile: Profile) -> str:
    """All that a profile says, without its file's comments and layout, for a draft to carry along.

    Nothing where it is longer than LARGEST: no reader would take it.
    """
    packed = json.dumps(profile.source.data, ensure_ascii=False, separators=(",", ":"))
    return packed if len(packed) <= LARGEST else ""


def unpack_source(packed: str, name: str) -> Source:
    """The source that `pack_source` packed; it has no places.

    Raises ValueError if it is something else, or has what no profile's file may have.
    """
    data = json.loads(packed)
    if not plain(data):
        raise ValueError(name)
    return Source(name, data, {}, {})


def _unbracket(data: Data) -> Data:
    if isinstance(data, dict):
        return {key: _unbracket(value) for key, value in data.items()}
    if isinstance(data, list) and len(data) == 1 and isinstance(data[0], str):
        return f"[{data[0]}]"
    return data
