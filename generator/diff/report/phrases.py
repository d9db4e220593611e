"""Put changes, comments and pending changes into words (`changes` in templates/report.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from generator.base.characters import one_line
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.diff.changes import Change
from generator.diff.labels import CAUSES
from generator.document import Annotations, Comment, PendingChange
from generator.yaml_source import load_data, mapping, strings

_NEAR = 40  # characters of a text that is only to be found again
_WORDS = 200  # characters of what a change says
_MOST = 200  # comments and pending changes that are listed


def phrase(name: str, **facts: str) -> str:
    """Return the phrase `name` of templates/report.yaml with `facts` filled in."""
    return fill(_phrases()[name], facts)


@cache
def _phrases() -> dict[str, str]:
    return strings(mapping(load_data(templates_folder() / "report.yaml"))["changes"])


def conflict_of(change: Change) -> str:
    """Return what both sides changed, with the base and both values; "" if `change` is no conflict."""
    if change.conflict is None:
        return ""
    base, old, new = (_said(text) for text in (change.conflict.base, change.old, change.new))
    causes = (CAUSES[change.conflict.old], CAUSES[change.conflict.new])
    return phrase("conflict", base=base, old=old, new=new, old_cause=causes[0], new_cause=causes[1])


def places_of(change: Change) -> str:
    """Return where else an equal change was made, "" if nowhere."""
    if not change.alike:
        return ""
    places = "；".join(place_of(each) for each in change.alike)
    return phrase("alike", count=str(len(change.alike) + 1), places=places)


def place_of(change: Change) -> str:
    """Return the headings above a change and its label, without the title of the part."""
    return one_line(" › ".join([*change.where[1:], change.label]))


def authors_of(change: Change) -> str:
    """Return who made a pending change, and on which day; "" if nobody is named."""
    return "、".join(one_line(f"{author.name} {author.day}".strip()) for author in change.authors)


def lines_of(annotations: Annotations) -> list[tuple[str, list[str]]]:
    """Return the lines on pending changes and on comments, each list with the phrase that counts it."""
    pending = [f"{pending_words(each)}（{_place(each.where, each.line)}）" for each in annotations.pending]
    return [("pending", pending), ("comments", [_comment(each) for each in annotations.comments])]


def annotation_lines(side: str, annotations: Annotations) -> Iterator[str]:
    """Yield the lines on the comments and the pending changes of a draft, which is called `side`."""
    for name, lines in lines_of(annotations):
        if lines:
            yield ""
            yield f"{side}：{phrase(name, count=str(len(lines)))}"
            yield from (f"  {line}" for line in lines[:_MOST])
            if len(lines) > _MOST:
                yield f"  {phrase('more', count=str(len(lines) - _MOST))}"


def pending_words(pending: PendingChange) -> str:
    """Return what a pending change does, by whom and when."""
    name = "moved" if pending.moved else "replaced" if pending.old and pending.new else "inserted"
    name = name if pending.new else "deleted"
    facts = {"author": _author(pending.author, pending.day)}
    return phrase(name, old=_short(pending.old, _WORDS), new=_short(pending.new, _WORDS), **facts)


def _comment(comment: Comment) -> str:
    near = comment.line if comment.whole else comment.about
    facts = {"author": _author(comment.author, comment.day)}
    return phrase("comment", near=_place(comment.where, near), text=one_line(comment.text), **facts)


def _place(where: Sequence[str], line: str) -> str:
    """Return the headings `where` without that of the part, and the beginning of a `line` below them."""
    above = where[1:-1] if where and line.startswith(where[-1]) else where[1:]
    return one_line(" › ".join((*above, _short(line, _NEAR))))


def _author(name: str, day: str) -> str:
    return f"{one_line(name) or phrase('nobody')} {day}".strip()


def _said(text: str | None) -> str:
    return f"“{_short(text, _WORDS)}”" if text else phrase("nothing")


def _short(text: str, most: int) -> str:
    line = one_line(text.replace("\n", "｜"))  # the cells of a row
    return line if len(line) <= most else f"{line[:most]}……"
