"""Read sentences that were reworded, added, taken out, moved or parted as changes to the outline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from generator.diff import Change, ChangeKind
from generator.document import Figure, Paragraph, Passage, Run, Text
from generator.library.outline import OutlineEntry
from generator.pipeline.support.pulling.anchors import behind_paragraph, beside_passage, passage_name
from generator.pipeline.support.pulling.context import Context, text_of
from generator.pipeline.support.pulling.numbers import values_of
from generator.pipeline.support.pulling.own_words import (
    literal_words,
    lost_figures,
    new_numbers,
    own_words,
    with_lost_figures,
    with_number,
)
from generator.pipeline.support.pulling.proposals import Doubt, Rank, Writing, outline_change, together
from generator.yaml_source import Data

_NEW_PARAGRAPH = {"new_paragraph": "true"}


def reworded(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a passage with other words is written as: with its figures as paths, or as printed."""
    old, new = (side.get(change.key) for side in (context.old, context.new))
    if not isinstance(old, Passage) or not isinstance(new, Passage):
        return ()
    return _said(change.key, old, _texts(new, context, old), context)


def _said(key: str, old: Passage, texts: Iterable[str], context: Context) -> tuple[Writing, ...]:
    """Return the writings of the passage `key` with each of `texts` in the stead of what `old` says."""
    if place := context.own_lines(text_of(old)):
        return tuple(Writing(lines={place: text}) for text in texts)
    entry, named = context.entries.get(key), passage_name(key, context)
    if entry is None or named is None:
        return ()
    kept = {name: value for name, value in _itself(entry).items() if name in {"lead", "with"}}
    return tuple(_replaced(named, {"own": text, **kept}) for text in texts)


def retyped(change: Change, context: Context) -> tuple[tuple[Writing, ...], Doubt, dict[str, str]] | None:
    """Return what a passage is written as in which figures were typed anew, and why that is doubtful.

    None if it is no such passage: no figure of it is missing, or no number is new. One figure and one number
    are a pair; of several nobody knows which is which, and they stay as typed.
    """
    old, new = (side.get(change.key) for side in (context.old, context.new))
    if change.kind is not ChangeKind.TEXT or not isinstance(old, Passage) or not isinstance(new, Passage):
        return None
    runs = with_lost_figures(new.runs, old.runs)
    lost, typed = lost_figures(runs, old.runs), new_numbers(runs, old.runs)
    if not lost or not typed:
        return None
    facts = {"old": "、".join(each.text for each in lost), "names": "、".join(each.text for each in typed)}
    if len(lost) > 1 or len(typed) > 1:
        return reworded(change, context), Doubt.RETYPED, facts
    restored = with_number(runs, typed[0], lost[0])
    figure = next(each for each in restored if isinstance(each, Figure) and each.source == lost[0].source)
    if figure.text == lost[0].text:
        return None
    values = values_of(figure.source, lost[0].text, figure.text, "", context)
    said: tuple[Writing, ...] = (Writing(),)
    if _around(restored) != _around(old.runs):
        said = _said(change.key, old, (own_words(restored, context),), context)
    others = context.figure_texts(context.after, figure.source) - {typed[0].text}
    doubt = Doubt.PLACES if others else Doubt.NONE
    facts["numbers"] = "、".join(sorted({typed[0].text, *others}))
    return (
        tuple(together((Writing({path: value}), each)) for path, value in values for each in said),
        doubt,
        facts,
    )


def _around(runs: Iterable[Run]) -> list[str]:
    """Return the words around figures, with the paths of these."""
    return [run.text if isinstance(run, Text) else f"\0{run.source}" for run in runs]


def removed(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what the passages that are gone are written as."""
    named = [passage_name(key, context) for key in _passages(change, context.old)]
    if not named or None in named:
        return ()
    each = [_verb(Rank.REMOVED, "remove", name) for name in named if name]
    return (Writing(changes=tuple(made for writing in each for made in writing.changes)),)


def added(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what passages that came are written as: behind the sentence above, or as a paragraph."""
    passages = [cast("Passage", context.new[key]) for key in _passages(change, context.new)]
    if not passages:
        return ()
    first = passages[0]
    paragraph = context.above[first.key][-1]
    held = paragraph.passages if isinstance(paragraph, Paragraph) else ()
    alone = all(each in passages or each.key.endswith("/duties") for each in held)
    opened = behind_paragraph(first, context) if alone or first is held[0] else None
    beside = opened if alone else beside_passage(first, context)
    if beside is None:
        holder = str(getattr(context.above[first.key][-2], "key", ""))
        return tuple(
            outline_change(Rank.PLACED, at=holder, add=content)
            for content in _contents(passages, context, {})
        )
    places = [(beside, alone), *([(opened, True)] if opened and not alone else [])]
    return tuple(
        outline_change(Rank.PLACED, **place, add=content)
        for place, opens in places
        for content in _contents(passages, context, dict(_NEW_PARAGRAPH) if opens else {})
    )


def moved(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what passages that stand elsewhere now are written as."""
    found = [_moved(key, key, context) for key in _passages(change, context.new)]
    return (together(found),) if all(not each.is_empty for each in found) else ()


def _moved(key: str, to: str, context: Context) -> Writing:
    """Return the writing of the passage `key`, which stands where the edited file has the one `to`."""
    passage, named = context.new[to], passage_name(key, context)
    if named is None or not isinstance(passage, Passage):
        return Writing()
    beside, opens = beside_passage(passage, context), False
    if beside is None:
        beside, opens = behind_paragraph(passage, context), True
    if beside is None:
        return Writing()
    entry = context.entries.get(key) if opens else None
    placed = outline_change(Rank.PLACED, move=named[""], **beside)
    return together((placed, _replaced(named, {**_itself(entry), **_NEW_PARAGRAPH}))) if entry else placed


def pairs(changes: Iterable[Change], context: Context) -> dict[str, tuple[str, str]]:
    """Return the old and the new key of each sentence that went at one place and came at another, by both."""
    found: dict[str, tuple[str, str]] = {}
    every = [change for change in changes if change.block == "passage"]
    gone = {change.old: change.key for change in every if change.kind is ChangeKind.REMOVED}
    for change in every:
        if change.kind is ChangeKind.ADDED and (key := gone.pop(change.new, "")) in context.entries:
            found |= dict.fromkeys((key, change.key), (key, change.key))
    return found


def carried_over(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return the writing of a sentence that `pairs` found, none for another one."""
    pair = context.pairs.get(change.key)
    if pair is None or change.kind not in {ChangeKind.ADDED, ChangeKind.REMOVED}:
        return ()
    writing = _moved(*pair, context)
    return () if writing.is_empty else (writing,)


def _itself(entry: OutlineEntry) -> dict[str, Data]:
    """Return a passage as an outline lists it."""
    fields: dict[str, Data] = {"lead": list(entry.lead), "with": list(entry.support)}
    what: dict[str, Data] = {"topic": f"{entry.mark}{entry.topic}"} if entry.topic else {"own": entry.own}
    return {**what, **{name: value for name, value in fields.items() if value}}


def parted(change: Change, context: Context) -> tuple[Writing, ...]:
    """Return what a paragraph that was split before a passage, or joined to the one above, is written as."""
    passage, named = context.new.get(change.key), passage_name(change.key, context)
    entry = context.entries.get(change.key)
    if named is None or entry is None or not isinstance(passage, Passage):
        return ()
    if change.new:
        return (_replaced(named, {**_itself(entry), **_NEW_PARAGRAPH}),)
    paragraph = context.above[passage.key][-1]
    held = paragraph.passages if isinstance(paragraph, Paragraph) else ()
    found: list[Writing] = []
    above: dict[str, Data] | None = None
    for each in held:
        name = passage_name(each.key, context)
        if (found or each is passage) and name and above:
            found.append(outline_change(Rank.PLACED, move=name[""], after=above[""]))
        above = name or above
    return (Writing(changes=tuple(made for each in found for made in each.changes)),) if found else ()


def with_fields(key: str, context: Context, **fields: Data) -> tuple[Writing, ...]:
    """Return the writing of fields of a passage that stays what it is, none for one without a name."""
    entry, named = context.entries.get(key), passage_name(key, context)
    return (_replaced(named, {**_itself(entry), **fields}),) if entry and named else ()


def _texts(new: Passage, context: Context, old: Passage | None = None) -> tuple[str, ...]:
    """Return what a passage may say in the profile, the likeliest first."""
    runs = with_lost_figures(new.runs, old.runs) if old else new.runs
    return tuple(dict.fromkeys((own_words(runs, context), literal_words(new.runs))))


def _contents(passages: list[Passage], context: Context, fields: dict[str, Data]) -> Iterator[Data]:
    """Yield what passages are as the content of a change; the first of a paragraph has `fields`."""
    for n in range(2):
        texts = [_texts(each, context) for each in passages]
        listed: list[Data] = [{"own": each[min(n, len(each) - 1)]} for each in texts]
        listed[0] = {**cast("dict[str, Data]", listed[0]), **fields}
        yield listed[0] if len(listed) == 1 else listed


def _replaced(named: dict[str, Data], content: Data) -> Writing:
    within = {"at": named["at"]} if "at" in named else {}
    return outline_change(Rank.REPLACED, **within, replace=named[""], by=content)


def _verb(rank: Rank, verb: str, named: dict[str, Data]) -> Writing:
    within = {"at": named["at"]} if "at" in named else {}
    return outline_change(rank, **within, **{verb: named[""]})


def _passages(change: Change, nodes: Mapping[str, object]) -> list[str]:
    """Return the keys of the passages that a change is about: one, or those of a paragraph."""
    if change.block != "paragraph":
        return [change.key]
    for node in nodes.values():
        if isinstance(node, Paragraph) and any(each.key == change.key for each in node.passages):
            return [each.key for each in node.passages]
    return []
