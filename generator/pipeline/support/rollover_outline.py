"""Select what goes from a profile's own outline into a later period."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from generator.base.diagnostics import PlanError
from generator.check.review import check_content
from generator.library.outline import ChangedOutline, change_by_key, changed_outline
from generator.library.period import load_period
from generator.locality.profile import Profile
from generator.pipeline.support.rollover import OUTDATED_RULES, build_profile, is_one_off
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source import Data, mapping, parse
from generator.yaml_source.write import yaml_flow

_LISTS = ("preamble", "changes")  # what a new outline takes over piece by piece


def roll_outline(
    old: Profile, data: dict[str, Data], *, keep: bool
) -> tuple[dict[str, Data], dict[str, list[str]]]:
    """Return the outline that goes over, and by message name the lines on what of it does not.

    With `keep`, return the whole outline. Otherwise take how the plan is printed, without settings that name
    a year; what it extends, the first part and every change, unless it finds no place in the new default
    outline or speaks as in the last period. `data` is the new profile's so far.
    """
    own = mapping(old.at("outline"))
    if keep or not own:
        return own, {}
    lost: dict[str, list[str]] = {"outline": []} if "chapters" in own else {}
    form = _without_years(own.get("form"))
    if own.get("form") and form != own["form"]:
        lost["form"] = [yaml_flow(own["form"])]
    new = _NewOutline(old, data, {"form": form} if form else {})
    pieces = _pieces(own, old)
    unplaced = new.refused(pieces)
    if stale := new.stale([piece for piece in pieces if piece not in unplaced]):
        new = _NewOutline(old, data, {"form": form} if form else {})
        unplaced = new.refused([piece for piece in pieces if piece not in stale])
    for name, left in (("changes", unplaced), ("stale", stale)):
        if left:
            lost[name] = [piece.line for piece in left]
    return new.outline, lost


class _Piece(NamedTuple):
    """Hold what goes over as one: a paragraph of the first part, a change, or what the outline extends."""

    name: str
    data: Data

    @property
    def line(self) -> str:
        """Return the piece as a message shows it."""
        return yaml_flow(self.data) if self.name == "changes" else f"{self.name}: {yaml_flow(self.data)}"


class _NewOutline:
    """The outline of the new profile, as far as it goes."""

    def __init__(self, old: Profile, data: dict[str, Data], outline: dict[str, Data]) -> None:
        self.old = old
        self.data = data
        self.outline = outline

    def refused(self, pieces: list[_Piece]) -> list[_Piece]:
        """Take over the `pieces` with which a profile can be built; return the others.

        A change that names something by a title of the last period is taken with its key.
        """
        others = [piece for piece in pieces if piece.name != "changes"]
        refused = self._halved(others)
        fitting = list[_Piece]()
        outline = self._to_change()
        for piece in pieces[len(others) :]:
            if outline.takes(mapping(piece.data)):
                fitting.append(piece)
            elif outline.takes(mapping((keyed := self._keyed(piece)).data)):
                fitting.append(keyed)
            else:
                refused.append(piece)
        return [*refused, *self._halved(fitting)]

    def _to_change(self) -> ChangedOutline:
        """Return the new outline as far as it goes, to try changes on: to build a profile takes long."""
        place = self.old.locality
        period = load_period(str(self.data["period"]))
        return changed_outline(self.outline, self.old.source, period, place.tier, place.setting)

    def _halved(self, pieces: list[_Piece]) -> list[_Piece]:
        """Take over `pieces`, all at once, and only where that fails each half alone; return the others."""
        if not pieces or self._takes(pieces):
            return []
        if half := len(pieces) // 2:
            return [*self._halved(pieces[:half]), *self._halved(pieces[half:])]
        return [] if self._takes([self._keyed(piece) for piece in pieces]) else pieces

    def _keyed(self, piece: _Piece) -> _Piece:
        """Return `piece` with the keys of what it names, if it is a change."""
        if piece.name != "changes":
            return piece
        own, place = mapping(self.old.at("outline")), self.old.locality
        change = change_by_key(mapping(piece.data), own, self.old.period, place.tier, place.setting)
        return piece._replace(data=change)

    def _takes(self, pieces: list[_Piece]) -> bool:
        """Return whether a profile can be built with `pieces` too, and take them over if so."""
        outline = dict(self.outline)
        for piece in pieces:
            listed = [*_listed(outline.get(piece.name)), piece.data]
            outline[piece.name] = listed if piece.name in _LISTS else piece.data
        try:
            build_profile({**self.data, "outline": outline}, self.old)
        except PlanError:
            return False
        self.outline = outline
        return True

    def stale(self, pieces: list[_Piece]) -> list[_Piece]:
        """Return those of the `pieces` taken over whose words are the last period's.

        Each stands on a line of its own, by which the findings of a check tell it.
        """
        listed = [piece for piece in pieces if piece.name in _LISTS]
        if not listed:
            return []
        text = outline_lines(self.outline)
        source = parse(text, self.old.source.file)
        read = mapping(source.data)["outline"]
        outline = self.outline if read == self.outline else read  # the one that was built is not built again
        profile = validated_profile(replace(source, data={**self.data, "outline": outline}))
        lines = {finding.place.line for finding in check_content(profile) if finding.rule in OUTDATED_RULES}
        numbered = [n for n, line in enumerate(text.split("\n"), start=1) if line.startswith("    - ")]
        return [piece for piece, number in zip(listed, numbered, strict=True) if number in lines]


def outline_lines(outline: dict[str, Data]) -> str:
    """Return an outline as YAML, a paragraph of its first part and a change on one line; "" for none."""
    lines = ["outline:"] if outline else []
    lines += [f"  {key}: {yaml_flow(outline[key])}" for key in ("extends", "form") if key in outline]
    for name in _LISTS:
        lines += [f"  {name}:"] if outline.get(name) else []
        lines += [f"    - {yaml_flow(piece)}" for piece in _listed(outline.get(name))]
    return "\n".join(lines)


def _pieces(own: dict[str, Data], old: Profile) -> list[_Piece]:
    """Return the pieces of an outline that may go over; a first part that is the default one needs not."""
    names = mapping(old.period.settings["outlines"])
    default = mapping(old.period.outline(str(names[old.locality.tier])).data).get("preamble")
    extends = [_Piece("extends", own["extends"])] if "extends" in own else []
    return [
        *extends,
        *(
            _Piece(name, piece)
            for name in _LISTS
            for piece in _listed(own.get(name))
            if name == "changes" or own.get(name) != default
        ),
    ]


def _listed(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _without_years(data: Data) -> dict[str, Data]:
    """Return settings without those that name a year."""
    yearless: dict[str, Data] = {}
    for key, value in mapping(data).items():
        inner = _without_years(value) if isinstance(value, dict) else value
        if inner not in ({}, None) and not (isinstance(inner, str) and is_one_off(inner)):
            yearless[key] = inner
    return yearless
