"""Say of which block or topic the changes to an outline speak in which two profiles differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.diff import OUTLINE_KEYS, ProfileChange
from generator.library.outline import change_by_key, walk_outline
from generator.locality.profile import Profile
from generator.yaml_source import Data, mapping

_CHANGES = f"{OUTLINE_KEYS[0]}.changes."
_NAMING = ("remove", "replace", "move", "at")  # the verbs that name what is changed, not where
_CONTENT = {"own", "topics", "body", "groups", "items", "add"}  # what `at` changes within a block
_MOST = 100  # changes that are looked up: each is compared with every name of the outline


def with_targets(changed: Iterable[ProfileChange], old: Profile, new: Profile) -> Iterator[ProfileChange]:
    """Yield what `changed` from the profile `old` to `new`, changes to an outline with what they name."""
    known: dict[tuple[bool, str], tuple[str, str]] = {}
    for each in changed:
        if not each.path.startswith(_CHANGES):
            yield each
            continue
        number, _, key = each.path.removeprefix(_CHANGES).partition(".")
        before = not each.new and mapping(_change(old, number)).get(key.partition(".")[0]) is not None
        side = old if before and _change(new, number) is None else new
        if (side is old, number) not in known and len(known) < _MOST:
            known[side is old, number] = _named(mapping(_change(side, number)), side)
        about, within = known.get((side is old, number), ("", ""))
        yield replace(each, about=about, within=within)


def _change(profile: Profile, number: str) -> Data:
    """Return a profile's change to its outline by its number, None if there is none."""
    listed = mapping(profile.at("outline")).get("changes")
    found = listed if isinstance(listed, list) and number.isdecimal() else []
    return found[int(number)] if found and int(number) < len(found) else None


def _named(change: dict[str, Data], profile: Profile) -> tuple[str, str]:
    """Return the key of what `change` names, and the title of the block whose content it changes."""
    verb = next((verb for verb in _NAMING if verb in change), "")
    if not verb:
        return "", ""
    own, place = mapping(profile.at("outline")), profile.locality
    keyed = change_by_key(change, own, profile.period, place.tier, place.setting)
    key = str(keyed[verb])
    if verb != "at" or not _CONTENT & change.keys():
        return key, ""
    titles = {node.key: node.title for node in walk_outline(profile.outline.body)}
    return key, titles.get(key, "")
