"""Read comments that name a figure (请更新为6412人) as changes that somebody suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.base.characters import one_line
from generator.check.findings.groups import report_words
from generator.diff import Cause, Change, ChangeKind
from generator.document import Cell, Comment, Figure, Passage, Text, plain, walk
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.numbers import numbers_of
from generator.pipeline.support.pulling.proposals import Doubt, Proposal

_NUMBER = r"[<>≤≥＜＞约]?\d[\d,，]*(?:\.\d+)?[万亿]?余?"
_UNIT = r"[^\d\s，。；、,.;:：（）()“”\"]{0,4}"
_CHINESE = re.compile("[\u4e00-\u9fff]")
_COUNT = re.compile(r"\d+(?:\.\d+)?")


class _Place(NamedTuple):
    """Hold a figure in a line of the file, from `start` to `end`, its node, the words before it."""

    figure: Figure
    node: Passage | Cell
    start: int
    end: int
    words: str


def suggested(comments: Iterable[Comment], context: Context, first: int) -> list[Proposal | None]:
    """Return what each comment that names a figure proposes, numbered from `first`.

    That is nothing where the profile says so already: the number stays that comment's.
    """
    changes = [(comment, change) for comment in comments if (change := _change(comment, context))]
    return [_proposal(number, *each, context) for number, each in enumerate(changes, start=first)]


def _proposal(number: int, comment: Comment, change: Change, context: Context) -> Proposal | None:
    options = numbers_of(change, context)[0]
    facts = {"authors": one_line(comment.author), "names": one_line(comment.text)}
    raw = context.raw(change.figures[0])[1]
    if not options or _COUNT.findall(raw) == _COUNT.findall(change.new or ""):
        return None
    return Proposal(number, change, options, Doubt.SUGGESTED, facts)


def _change(comment: Comment, context: Context) -> Change | None:
    """Return the change of a figure that a comment asks for, None if it does not, or not clearly."""
    asked = _asked(comment.text)
    if not asked or not comment.line:
        return None
    places = [each for each in _places(comment.line, context) if each.figure.source]
    named = [each for each in places if each.start < comment.end and comment.start < each.end]
    found = _meant(named or places, *asked, comment.text)
    if found is None:
        return None
    number, unit = asked
    figure = found.figure
    tail = _COUNT.sub("", figure.text).lstrip("<>≤≥＜＞约余万亿")
    new = f"{number}{tail if not unit or tail == unit else unit}"
    label = comment.where[-1] if comment.where else ""
    block = "cell" if isinstance(found.node, Cell) else "passage"
    key = getattr(found.node, "key", "")
    return Change(
        ChangeKind.FIGURE,
        block,
        key,
        label,
        comment.where,
        figure.text,
        new,
        (),
        (figure.source,),
        cause=Cause.HAND,
    )


def _asked(text: str) -> tuple[str, str] | None:
    """Return the number and the unit that a comment asks for, None if it asks for none, or for several."""
    words = "|".join(map(re.escape, report_words("pull")["becomes"].split()))
    pattern = rf"(?:{words})[\s“\"：:]*(?P<number>{_NUMBER})(?P<unit>%|％|{_UNIT})"
    found = {
        (match["number"].replace(",", "").replace("，", ""), match["unit"])
        for match in re.finditer(pattern, text)
    }
    return found.pop() if len(found) == 1 else None


def _meant(places: Sequence[_Place], number: str, unit: str, text: str) -> _Place | None:
    """Return the one figure that is meant: the only one, or of that unit, or what `text` names."""
    if len({each.figure.source for each in places}) > 1:
        of_unit = [each for each in places if unit and each.figure.text.endswith(unit)]
        places = _named(of_unit or places, text) if len(of_unit) != 1 else of_unit
    return places[0] if len({each.figure.source for each in places}) == 1 and number else None


def _named(places: Sequence[_Place], text: str) -> list[_Place]:
    """Return those of `places` whose words before the figure share most with `text`; none for nothing."""
    shared = [len(_pairs(each.words) & _pairs(text)) for each in places]
    most = max(shared, default=0)
    return [each for each, count in zip(places, shared, strict=True) if count == most > 0]


def _pairs(text: str) -> set[str]:
    """Return every two characters in `text` that stand side by side."""
    return {one + other for one, other in pairwise(text) if _CHINESE.match(one) and _CHINESE.match(other)}


def _places(line: str, context: Context) -> Iterator[_Place]:
    """Yield the figures in a line of the edited file, by the words around them."""
    for _, node in walk(context.after):
        if not isinstance(node, (Passage, Cell)):
            continue
        text = plain(node.runs)
        whole = isinstance(node, Passage) and text in line
        at = line.find(text) if text and (whole or text == line) else -1
        words = ""
        for run in node.runs if at >= 0 else ():
            if isinstance(run, Figure) and _COUNT.search(run.text):
                yield _Place(run, node, at, at + len(run.text), words)
            at += len(run.text)
            words = run.text if isinstance(run, Text) else ""
