"""Put what came of a merge into words (`merging` in templates/report.yaml)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache

from generator.base.characters import make_visible, one_line
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.diff.changes import Change, ChangeKind
from generator.diff.labels import BLOCKS, BREAKS, KINDS
from generator.diff.merging import Claim, ConflictKind, Hand, MergeConflict, Merged, Wish
from generator.diff.report.sentences import sentences_of
from generator.document import Comment
from generator.yaml_source import load_data, mapping, strings

_SAID = 200  # characters of a text that is quoted
_PARTS = 1  # headings above a place that only name the part


def merge_phrase(name: str, /, **facts: str) -> str:
    """Return the phrase `name` of templates/report.yaml with `facts` filled in."""
    return fill(_phrases()[name], facts)


@cache
def _phrases() -> dict[str, str]:
    return strings(mapping(load_data(templates_folder() / "report.yaml"))["merging"])


def conflict_words(conflict: MergeConflict, merged: Merged) -> str:
    """Return what does not go together, naming every side, and what is to be done."""
    claims = merge_phrase("and").join(_claimed(conflict, claim, merged) for claim in conflict.claims)
    said = merge_phrase(conflict.kind.value, base=_short(conflict.base), claims=claims)
    return make_visible(said)


def _claimed(conflict: MergeConflict, claim: Claim, merged: Merged) -> str:
    """Return who wants what."""
    who = who_words(claim.version, claim.hand, merged)
    if conflict.kind is ConflictKind.PLACE:
        return merge_phrase("claim_place", who=who, text=_short(claim.text))
    if not claim.text:
        return merge_phrase("claim_delete", who=who)
    return merge_phrase("claim_text", who=who, text=_short(claim.text))


def who_words(version: int, hand: Hand, merged: Merged) -> str:
    """Return the name of a version, with who tracked the edit in it where that is said."""
    if not 0 <= version < len(merged.versions):
        return merge_phrase("base")
    name = merged.versions[version].name
    own = one_line(name)
    return own if hand.author in {name, ""} else merge_phrase("who", name=own, author=one_line(hand.author))


def place_words(where: Iterable[str], label: str = "") -> str:
    """Return the headings above a place and its own label."""
    return one_line(" › ".join(filter(None, (*[*where][_PARTS:], label))))


def wish_words(change: Change) -> tuple[str, str]:
    """Return the text before an edit and the one that it wants, as a person says it."""
    was, now = change.old or "", change.new or ""
    old, new = _short(was), _short(now)
    match change.kind:
        case ChangeKind.ADDED:
            return "", merge_phrase("wish_added", text=new)
        case ChangeKind.REMOVED:
            return old, merge_phrase("wish_removed")
        case ChangeKind.MOVED:
            return change.label, merge_phrase("wish_moved", text=new) if new else merge_phrase("wish_first")
        case ChangeKind.ATTRIBUTE if not change.marks:
            return change.label, BREAKS.get((was, now), BLOCKS.get(now, new))
        case ChangeKind.FIGURE | ChangeKind.CELL:
            return old, new
        case _:
            sides = sentences_of(change)
            before, after = (_short("".join(each.text for each in side)) for side in sides)
            return before, after or merge_phrase("wish_removed")


def as_text(merged: Merged, wishes: Iterable[Wish], comments: Iterable[Comment]) -> Iterator[str]:
    """Yield the lines that tell a merge on a terminal: each version, conflicts, edits, comments."""
    listed = [*wishes]
    for n, version in enumerate(merged.versions):
        count = sum(n in wish.versions for wish in listed)
        said = "counted" if count else "unchanged"
        yield merge_phrase(said, name=one_line(version.name), count=str(count))
    for conflict in merged.conflicts:
        yield merge_phrase("conflict_at", place=place_words(conflict.where) or merge_phrase("front"))
        yield f"    {one_line(conflict_words(conflict, merged))}"
    for wish in listed:
        who = merge_phrase("list").join(_names(wish, merged))
        place = place_words(wish.change.where, wish.change.label)
        old, new = map(one_line, wish_words(wish.change))
        yield merge_phrase("edit", kind=KINDS[wish.change.kind], place=place, who=who)
        yield merge_phrase("edit_to", old=old, new=new) if old else f"    {new}"
    for comment in comments:
        yield merge_phrase(
            "comment",
            who=one_line(comment.author),
            near=_short(one_line(comment.about or comment.line)),
            text=_short(one_line(comment.text)),
        )


def _names(wish: Wish, merged: Merged) -> list[str]:
    return [who_words(n, hand, merged) for n, hand in zip(wish.versions, wish.hands, strict=True)]


def as_json(merged: Merged, wishes: Iterable[Wish], comments: Iterable[Comment]) -> str:
    """Return what came of a merge as JSON."""
    conflicts = [
        {
            "kind": each.kind.value,
            "key": each.key,
            "where": [*each.where],
            "path": each.path,
            "old": each.base,
            "claims": [_claim(claim, merged) for claim in each.claims],
            "words": conflict_words(each, merged),
        }
        for each in merged.conflicts
    ]
    edits = [
        {
            "kind": wish.change.kind.value,
            "block": wish.change.block,
            "key": wish.change.key,
            "label": wish.change.label,
            "where": [*wish.change.where],
            "old": wish.change.old,
            "new": wish.change.new,
            "figures": [*wish.change.figures],
            "by": [
                {"file": merged.versions[n].name, "author": hand.author, "date": hand.date}
                for n, hand in zip(wish.versions, wish.hands, strict=True)
            ],
            "conflict": merged.conflicts.index(wish.conflict) if wish.conflict else None,
        }
        for wish in wishes
    ]
    said = [
        {"author": c.author, "date": c.date, "where": [*c.where], "about": c.about or c.line, "text": c.text}
        for c in comments
    ]
    files = [{"file": version.name, "profile": version.profile} for version in merged.versions]
    data = {"files": files, "conflicts": conflicts, "edits": edits, "comments": said}
    return json.dumps(_visible(data), ensure_ascii=False, indent=2)


def _claim(claim: Claim, merged: Merged) -> dict[str, str]:
    name = merged.versions[claim.version].name if 0 <= claim.version < len(merged.versions) else ""
    return {"file": name, "author": claim.hand.author, "date": claim.hand.date, "text": claim.text}


def _visible(data: object) -> object:
    """Return `data` with every character of its texts visible."""
    if isinstance(data, str):
        return make_visible(data)
    if isinstance(data, list):
        return [_visible(each) for each in data]
    return {key: _visible(each) for key, each in data.items()} if isinstance(data, dict) else data


def _short(text: str) -> str:
    return text if len(text) <= _SAID else f"{text[:_SAID]}……"
