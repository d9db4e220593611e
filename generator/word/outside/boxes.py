"""Read feature boxes (专栏) of an outside plan, from the lines that stand in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.document import Box, Duties, Group, IndicatorTable, Item, Paragraph, Passage
from generator.word.outside.duties import paragraph_of
from generator.word.outside.numbers import Numbered, forms, is_bare_title, numbered, split_title
from generator.word.outside.vocabulary import words
from generator.word.reader import BareLine, number_expression


@dataclass(slots=True)
class OpenBox:
    """Hold a box while it is read: its number, title, and lines, or its table of indicators."""

    number: str
    title: str
    lines: list[BareLine] = field(default_factory=list)
    table: IndicatorTable | None = None
    typed: bool = False  # as paragraphs, and not in a table


def box_label(text: str) -> tuple[str, str] | None:
    """Return number and title of the box that `text` is the first line of, None if it is none."""
    for pattern in words("box"):
        found = number_expression(pattern).match(text)
        if found and is_bare_title(title := text[found.end() :].strip(" \t\u3000：:") or "——"):
            return text[: found.end()].lstrip(), "" if title == "——" else title
    return None


def level_forms(lines: Sequence[BareLine]) -> tuple[int | None, int | None]:
    """Return the forms of numbers of groups and of items among `lines`, None where there are none."""
    found = [each for line in lines if (each := numbered(line.text.strip()))]
    if not found:
        return None, None
    first = found[0].form
    below = next((each.form for each in found[1:] if each.form > first), None)
    titled = [split_title(each.rest, gap=True) for each in found if each.form == first]
    if below is not None and all(title.title and not title.body for title in titled):
        return first, below
    if begins_with_title(lines):  # of a group that has lost its number
        above = (each.form for each in found if each.form < first and is_bare_title(each.rest))
        return next(above, None), first
    return None, first


def begins_with_title(lines: Sequence[BareLine]) -> bool:
    """Return whether the first of `lines` is a title without a number."""
    text = lines[0].text.strip() if lines else ""
    return is_bare_title(text) and numbered(text) is None


def within(lines: Sequence[BareLine]) -> int:
    """Return how many of the `lines` of a cell belong to the box; those behind are of the plan.

    What was copied from a page may hold what follows the box: behind items without groups, a short line, and
    items that are numbered anew.
    """
    group, item = level_forms(lines)
    if item is None or group is not None or numbered(lines[0].text.strip()) is None:
        return len(lines)
    for place in range(1, len(lines) - 1):
        following = numbered(lines[place + 1].text.strip())
        restarts = following is not None and following.form == item and following.count == 1
        if restarts and numbered(lines[place].text.strip()) is None and is_bare_title(lines[place].text):
            return place
    return len(lines)


def last_counts(lines: Sequence[BareLine]) -> dict[int, int]:
    """Return the last count of each form among `lines`."""
    return {each.form: each.count for line in lines if (each := numbered(line.text.strip()))}


def close_box(box: OpenBox) -> Box:
    """Return the box that `box` has become."""
    group, item = level_forms(box.lines)
    builder = _Builder(group, item)
    for line in box.lines:
        builder.add(line.text.strip())
    pattern = forms()[item] if item is not None else ""
    whole = Box("", box.title, table=box.table, item_pattern=pattern, number=box.number)
    return replace(whole, items=tuple(builder.items), groups=tuple(builder.groups))


@dataclass(slots=True)
class _Builder:
    """Gather groups and items from the lines of a box; `group` and `item` are the forms of their numbers."""

    group: int | None
    item: int | None
    groups: list[Group] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Add a line with this `text`."""
        found = numbered(text)
        if found and found.form == self.group:
            split = split_title(found.rest)
            self._group(found.number, found.rest if split.body else split.title)
        elif found and found.form == self.item:
            self._put(_item(found))
        elif not found and self._opens_group(text):
            self._group("", text)
        else:
            self._more(text)

    def _opens_group(self, text: str) -> bool:
        """Return whether `text` is the title of a group without a number."""
        if self.item is None or not is_bare_title(text):
            return False
        return not (self.groups or self.items) or (self.group is None and bool(self.groups))

    def _group(self, number: str, title: str) -> None:
        self.groups.append(Group("", title, number=number))

    def _put(self, item: Item) -> None:
        if self.groups:
            self.groups[-1] = replace(self.groups[-1], items=(*self.groups[-1].items, item))
        else:
            self.items.append(item)

    def _more(self, text: str) -> None:
        """Add `text` to the last item, or to the last group, or as an item without a title."""
        paragraph = paragraph_of(text)
        held = self.groups[-1].items if self.groups else tuple(self.items)
        if held:
            more = replace(held[-1], body=(*held[-1].body, paragraph))
            if self.groups:
                self.groups[-1] = replace(self.groups[-1], items=(*held[:-1], more))
            else:
                self.items[-1] = more
        elif self.groups:
            self.groups[-1] = replace(self.groups[-1], body=(*self.groups[-1].body, paragraph))
        else:
            self.items.append(Item("", "", (paragraph,), mark=""))


def _item(found: Numbered) -> Item:
    split = split_title(found.rest, gap=True)
    body, duties = lifted((paragraph_of(split.body),) if split.body else ())
    return Item(
        "",
        split.title,
        body,
        duties,
        mark=split.mark or ("" if not split.title else "。"),
        number=found.number,
    )


def lifted(body: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], Duties | None]:
    """Return `body` and the duties of its last paragraph, which are those of what holds it all."""
    found = [
        (n, passage.duties) for n, each in enumerate(body) for passage in each.passages if passage.duties
    ]
    if len(found) != 1 or found[0][0] != len(body) - 1:
        return body, None
    last = body[-1]
    passages = tuple(Passage(each.key, each.runs) for each in last.passages)
    return (*body[:-1], replace(last, passages=passages)), found[0][1]
