"""The origins of the figures and gaps of a draft: the name of each path, and its place in the profile."""

from __future__ import annotations

from typing import NamedTuple

from generator.base.characters import one_line
from generator.base.diagnostics import Place
from generator.document import Document, Figure, Gap, runs_in
from generator.library.outline import block_place
from generator.locality.figures import Figures
from generator.locality.profile import Profile
from generator.yaml_source import KeyPath, key_path, mapping


class Origin(NamedTuple):
    """A path of the profile: its name, its unit, who has it, and its place in the profile's file.

    A field of a letter and a block without text have no name. The place names the file without its folder, so
    that a page can be passed on; where the profile is silent it is that of the nearest node above.
    """

    path: str
    name: str
    unit: str
    department: str
    place: Place


def find_origins(document: Document, profile: Profile) -> dict[str, Origin]:
    """Return the origin of every figure and gap of a profile's document, by path, in the profile's order."""
    paths = {run.source for run in runs_in(document) if isinstance(run, (Figure, Gap))}
    figures = Figures(profile)
    origins = (origin(path, figures) for path in paths)
    in_order = sorted(origins, key=lambda origin: (origin.place, origin.path))
    return {origin.path: origin for origin in in_order}


def origin(path: str, figures: Figures) -> Origin:
    """Return the origin of the figure or gap of one path."""
    source, group = figures.profile.source, path.partition(".")[0]
    place = block_place(source, path.partition(".")[2]) if group == "outline" else None
    place = (place or source.place(_keys(path, figures.profile))).in_file
    place = place._replace(file=one_line(place.file))  # bytes that spell no name among them
    if group in {"parts", "outline"}:
        return Origin(path, "", "", "", place)
    slot = figures.slot(path)
    return Origin(path, slot.name, slot.unit, slot.department, place)


def _keys(path: str, profile: Profile) -> KeyPath:
    """Return the keys of a path; `parts.<form>.<field>` names an item of a list by its form."""
    keys = key_path(path)
    parts = profile.at("parts")
    if keys[0] != "parts" or not isinstance(parts, list):
        return keys
    forms = [part if isinstance(part, str) else mapping(part).get("form") for part in parts]
    return ("parts", forms.index(keys[1]), *keys[2:]) if keys[1] in forms else keys
