"""Find the sentences of a plan that the rows of its table of tasks (任务分工表) come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.base.limits import MOST_TASKS_READ
from generator.document import Document, Paragraph, Plan, Task, nodes_in, plain
from generator.pipeline.support.imported.words import as_usual

_ALIKE = 0.4  # of the pairs of characters of a row, the share that a paragraph has to have
_STOP = "。"


class PlacedTask(NamedTuple):
    """Hold a row of the table of tasks, and the count of the sentence of its paragraph that it is about."""

    task: Task
    sentence: int


class Placed(NamedTuple):
    """Hold the rows of a table of tasks by the keys of their paragraphs, and those that have none."""

    found: Mapping[str, list[PlacedTask]]
    lost: list[Task]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of `text`, each with its full stop."""
    pieces = text.split(_STOP)
    return [f"{piece}{_STOP}" for piece in pieces[:-1]] + [pieces[-1]] * bool(pieces[-1])


def placed_tasks(document: Document) -> Placed:
    """Return where each row of the tables of tasks in `document` belongs; no sentence has more than one."""
    plan = next((part for part in document.parts if isinstance(part, Plan)), None)
    every = [node for node in nodes_in(document) if isinstance(node, Task)]
    tasks, more = every[:MOST_TASKS_READ], every[MOST_TASKS_READ:]
    if plan is None or not tasks:
        return Placed({}, every)
    paragraphs = [node for node in nodes_in(plan) if isinstance(node, Paragraph)]
    pairs = {each.key: _pairs(plain(each.runs)) for each in paragraphs}
    sentences = {each.key: [_pairs(one) for one in sentences_of(plain(each.runs))] for each in paragraphs}
    found: dict[str, list[PlacedTask]] = defaultdict(list)
    lost = more
    for task in tasks:
        words = _pairs(plain(task.runs))
        likely = sorted(pairs, key=lambda key: (-_share(words, pairs[key]), len(pairs[key])))
        key = likely[0] if likely and _share(words, pairs[likely[0]]) >= _ALIKE else ""
        free = _free(words, sentences.get(key, ()), {each.sentence for each in found.get(key, ())})
        if free is None:
            lost.append(task)
        else:
            found[key].append(PlacedTask(task, free))
    return Placed({key: sorted(each, key=lambda one: one.sentence) for key, each in found.items()}, lost)


def _free(words: set[str], sentences: Iterable[set[str]], taken: set[int]) -> int | None:
    """Return the sentence that is most like a row with these `words` and has no row yet."""
    likely = {n: _share(words, pairs) for n, pairs in enumerate(sentences) if n not in taken}
    return max(likely, key=lambda n: likely[n]) if likely else None


def _share(words: set[str], there: set[str]) -> float:
    return len(words & there) / len(words) if words else 0.0


def _pairs(text: str) -> set[str]:
    usual = as_usual(text)
    return {usual[n : n + 2] for n in range(len(usual) - 1)}
