"""Find what a hand replaced by one other word nearly everywhere: the plan's title, a department, a term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.diff import Change
from generator.document import Document, Plan, own_runs, plain, walk
from generator.pipeline.support.pulling.context import Context
from generator.pipeline.support.pulling.duties import functions
from generator.pipeline.support.pulling.proposals import Doubt
from generator.yaml_source import KeyPath

_TITLE: KeyPath = ("title",)
_DEPARTMENTS = "departments"
_SHORTEST = 2  # characters of a term: 县 stands within other words everywhere
_FEW = 2  # places that are no chance
_SOME, _NEARLY_ALL = 0.5, 0.8  # of its places


class Renaming(NamedTuple):
    """Hold what is called otherwise: its path, its old and new words, and how often the old ones are left."""

    path: KeyPath
    old: str
    new: str
    left: int
    doubt: Doubt = Doubt.NONE

    @property
    def facts(self) -> dict[str, str]:
        """Return the words of the question."""
        return {"old": self.old, "names": self.new, "count": str(self.left)}


def renamings(changes: Sequence[Change], context: Context) -> dict[int, list[Renaming]]:
    """Return what each of `changes` may come of, by its place, the most general first.

    A term counts where at least half of its places were changed alike; where few are left it is certain. A
    department counts only where few are left: else its places are changed each by itself.
    """
    title, named = (_title(document) for document in (context.before, context.after))
    votes: dict[tuple[KeyPath, str, str], list[int]] = defaultdict(list)
    said = "\n".join(_line(each.old) for change in changes for each in (change, *change.alike))
    for path, word in _words(context, title):
        for n, change in enumerate(changes if word in said else ()):
            if new := _renamed(change, word):
                votes[path, word, new].append(n)
    after = _text(context.after) if votes else ""
    found: dict[int, list[Renaming]] = defaultdict(list)
    ordered = sorted(votes.items(), key=lambda vote: -sum(map(_count, (changes[n] for n in vote[1]))))
    for (path, old, new), places in ordered:
        left = after.count(old) - after.count(new) * new.count(old)
        replaced = sum(_occurrences(changes[n], old) for n in places)
        if path == _TITLE:
            doubt: Doubt | None = Doubt.NONE if named == new else Doubt.TITLE
        else:
            doubt = _doubt(replaced, left)
        if doubt is not None and (path[0] != _DEPARTMENTS or doubt is Doubt.NONE):
            for n in places:
                found[n].append(Renaming(path, old, new, left, doubt))
    return found


def _doubt(replaced: int, left: int) -> Doubt | None:
    """Return whether a term that was changed at some places is meant at all of them, None if it is not."""
    share = replaced / (replaced + max(left, 0))
    if replaced < _FEW or share < _SOME:
        return None
    return Doubt.NONE if share >= _NEARLY_ALL else Doubt.TERM


def _words(context: Context, title: str) -> Iterator[tuple[KeyPath, str]]:
    if title:
        yield _TITLE, title
    for function in functions(context):
        if len(word := context.profile.lexicon.department(function)) >= _SHORTEST:
            yield (_DEPARTMENTS, function), word
    for key, word in context.profile.lexicon.terms.items():
        if len(word) >= _SHORTEST:
            yield ("terms", key), word


def _renamed(change: Change, word: str) -> str:
    """Return what stands in the stead of `word` at every place of a change, "" if more is otherwise."""
    news = {replacement(_line(each.old), _line(each.new), word) for each in (change, *change.alike)}
    return news.pop() if len(news) == 1 else ""


def replacement(old: str, new: str, word: str) -> str:
    """Return what has come in the stead of `word` wherever `old` has it, to make it `new`; "" for nothing."""
    pieces = old.split(word)
    size, rest = divmod(len(new) - sum(map(len, pieces)), max(len(pieces) - 1, 1))
    if len(pieces) == 1 or rest or size <= 0 or old == new:
        return ""
    come = new[len(pieces[0]) : len(pieces[0]) + size]
    return come if come.join(pieces) == new else ""


def _line(text: str | None) -> str:
    return (text or "").replace("\n", "")


def _count(change: Change) -> int:
    return 1 + len(change.alike)


def _occurrences(change: Change, word: str) -> int:
    return sum(_line(each.old).count(word) for each in (change, *change.alike))


def _title(document: Document) -> str:
    return next((_line(part.title) for part in document.parts if isinstance(part, Plan)), "")


def _text(document: Document) -> str:
    """Return all words of a document, a line for each node."""
    return "\n".join(f"{getattr(node, 'title', '')}\n{plain(own_runs(node))}" for _, node in walk(document))
