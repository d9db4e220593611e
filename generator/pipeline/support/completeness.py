"""Tell from a profile and the templates' text whether its plan can have gaps at all.

A complete plan need not be composed to be checked. Wherever that cannot be told, the plan may have gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.values import ValueKind
from generator.library.form_index import gaps_of_form
from generator.library.outline import OutlineBlock, walk_outline
from generator.library.template_gaps import gaps_of_topic
from generator.library.template_index import paths_in_topic
from generator.locality.figures import Figures
from generator.locality.profile import Profile
from generator.yaml_source import mapping, texts

_BRACED = re.compile(r"\{([\w.-]+)\}")
_CELLS = {"baseline", "target", "result"}
_TEXTLESS = {"paragraph", "table"}


def may_have_gaps(profile: Profile) -> bool:
    """Return False only if the plan of `profile` has no place that is still to be filled in."""
    figures = Figures(profile)
    return _letters_lack(profile) or any(
        _block_lacks(block, figures) for block in walk_outline(profile.outline.body)
    )


def _letters_lack(profile: Profile) -> bool:
    """Return whether a part other than the plan leaves a field of its form out."""
    parts = profile.at("parts")
    for part in parts if isinstance(parts, list) else ():
        given = {"form": part} if isinstance(part, str) else mapping(part)
        fields = gaps_of_form(str(given.get("form")), profile.period)
        if any(not "".join(texts(given.get(field))).strip() for field in fields):
            return True
    return False


def _block_lacks(block: OutlineBlock, figures: Figures) -> bool:
    """Return whether a block prints a value that the profile lacks, or has nothing to print."""
    if not block.body and not block.entries and block.kind not in _TEXTLESS and not block.table:
        return True
    return any(_lacks(path, figures) for path in _printed(block, figures))


def _printed(block: OutlineBlock, figures: Figures) -> Iterator[str]:
    """Yield the paths of which a block prints the value or a gap: in its table, its sentences, its topics."""
    profile = figures.profile
    period, place = profile.period, profile.locality
    if table := block.table or (block.key if block.kind == "table" else ""):
        rows = figures.indicators if table == "indicators" else mapping(profile.at(table))
        columns = texts(profile.outline.form.part(table)["columns"])
        yield from (f"{table}.{row}.{column}" for row in rows for column in columns if column in _CELLS)
    for entry in block.entries:
        yield from _BRACED.findall(entry.own)
        where = (entry.shelf, entry.topic, period.folders, place.tier, place.setting)
        if entry.topic and any(_lacks(path, figures) for path in paths_in_topic(*where)):
            yield from gaps_of_topic(*where)
            yield from (path for path in paths_in_topic(*where) if "sentence" in mapping(profile.at(path)))


def _lacks(path: str, figures: Figures) -> bool:
    """Return whether the profile has no value at `path` that can be printed."""
    value = figures.profile.value(path)
    if value is not None:
        return value.kind is ValueKind.PLACEHOLDER
    return not figures.is_filled(path) and not figures.slot(path).default
