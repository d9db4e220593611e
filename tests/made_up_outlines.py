"""Make up outlines by the schema: blocks nested as they may be, and changes to default ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, TypeAlias

from plans import topics

from generator.library.outline.kinds import HOLDS
from generator.library.period import load_period
from generator.yaml_source import Data, mapping, node_at

Make: TypeAlias = Callable[[dict[str, Any], str], Data]
_LISTS = {"box": ("groups", "items"), "group": ("items",)}
_TITLES = ["总体要求", "<b>&amp;", "{{ term }}", "一、甲", "第一章 乙", "𠮷 野", "“引”", "", "长" * 200]
_KEYS = ["rights", "甲", "a b", "<x>", "plan", "tasks", "k&'\"", "0", "a/b", "indicators"]


def made_up_outline(
    chance: Random, period: str, schemas: dict[str, Any], make: Make, sentences: list[str]
) -> dict[str, Data]:
    """Return the data of an outline, either complete or as changes to the default one."""
    made = _Outline(chance, period, schemas["node"], sentences)
    outline: dict[str, Data] = {}
    if chance.random() < 0.5:
        outline["form"] = make({"type": "dict", "schema": schemas["form"]}, "form")
    if chance.random() < 0.3:
        outline["preamble"] = [made.paragraph("topics") for _ in range(chance.randrange(3))]
    if chance.random() < 0.5:
        kinds = chance.choice([("chapter",), ("chapter",), ("section", "measure"), HOLDS[""]])
        outline["chapters"] = [made.block(chance.choice(kinds)) for _ in range(chance.randrange(1, 5))]
    else:
        outline["extends"] = name = str(chance.choice(schemas["outline"]["extends"]["allowed"]))
        outline["changes"] = [made.change(name) for _ in range(chance.randrange(4)) if _blocks(period, name)]
    return outline


class _Outline:
    """Make up one outline; every key and every topic stands in it once."""

    def __init__(self, chance: Random, period: str, rules: dict[str, Any], sentences: list[str]) -> None:
        self.chance = chance
        self.period = period
        self.rules = rules
        self.sentences = sentences
        self.made = 0
        self.topics = {
            shelf: chance.sample(known, len(known))
            for shelf in ("topics", "boxes")
            if (known := _shelf(shelf, period))
        }

    def block(self, kind: str) -> Data:
        """Return a block of this kind with its children."""
        if kind == "table":
            return {"table": self.chance.choice(["indicators", "completion"])}
        block: dict[str, Data] = {kind: self._key()}
        if self.chance.random() < 0.8:
            block["title"] = self.chance.choice(_TITLES)
        if self.chance.random() < 0.5 and kind != "group":
            block |= self._duties()
        for word in ("duties", "run_in", "numbered"):
            if self.chance.random() < 0.1:
                block[word] = str(self.chance.choice(list(self.rules[word]["allowed"])))
        if self.chance.random() < 0.7 and kind not in {"box", "group"}:
            block["topics"] = [
                self._entry("boxes" if kind == "item" else "topics") for _ in range(self.chance.randrange(4))
            ]
        for name in _LISTS.get(kind, ("body",)):
            block[name] = self._below(kind, name)
        return block

    def paragraph(self, shelf: str) -> Data:
        """Return a paragraph, in one of the ways to write it."""
        entries = [self._entry(shelf) for _ in range(self.chance.randrange(1, 4))]
        ways: list[Data] = [entries, {"topics": entries}, entries[0]]
        return self.chance.choice(ways)

    def change(self, outline: str) -> Data:
        """Return a change to a default outline at one of its blocks or topics, by key or by title."""
        blocks, topics = _blocks(self.period, outline), _topics(self.period, outline)
        verb = self.chance.choice(["at", "remove", "replace", "move", "before", "after", "add", "own"])
        (key, kind), (other, _) = self.chance.choice(blocks), self.chance.choice(blocks)
        content: Data = self.block(kind)
        if topics and self.chance.random() < 0.4:
            key, other = self.chance.choice(topics), self.chance.choice(topics)
            content = self.paragraph("topics")
        elif self.chance.random() < 0.2:
            key = "preamble"
        ways: dict[str, dict[str, Data]] = {
            "at": {"at": key, "title": self.chance.choice(_TITLES), **self._duties()},
            "remove": {"remove": key},
            "replace": {"replace": key, "by": content},
            "move": {"move": key, self.chance.choice(["before", "after", "into"]): other},
            "add": {"at": key, "add": content},
            "own": {"at": key, "own": self.chance.choice(self.sentences).strip() or "甲"},
        }
        return ways.get(verb) or {verb: key, "add": content}

    def _below(self, kind: str, name: str) -> list[Data]:
        shelf = "topics" if name == "body" and kind != "item" else "boxes"
        kinds = {"groups": ("group",), "items": ("item",)}.get(name) or (
            *HOLDS.get(kind, ()),
            "paragraph",
            "paragraph",
        )
        many = self.chance.randrange(3 if self.made < 60 else 1)
        chosen = [self.chance.choice(kinds) for _ in range(many)]
        return [self.paragraph(shelf) if each == "paragraph" else self.block(each) for each in chosen]

    def _entry(self, shelf: str) -> Data:
        left = self.topics[shelf]
        topic = left.pop() if left and self.chance.random() < 0.6 else ""
        if topic and self.chance.random() < 0.7:
            return ("——" if self.chance.random() < 0.1 else "") + topic
        said = {"topic": topic} if topic else {"own": self.chance.choice(self.sentences).strip() or "甲"}
        opening: dict[str, Data] = {"new_paragraph": "true"} if self.chance.random() < 0.2 else {}
        return {**said, **opening, **(self._duties() if self.chance.random() < 0.5 else {})}

    def _duties(self) -> dict[str, Data]:
        some = ["federation", "civil_affairs", "health", "education", "nobody", "各乡镇", "<x>"]
        lead = self.chance.sample(some, self.chance.randrange(1, 3))
        ways: list[Data] = [lead[0], [*lead]]
        row = self.chance.choice(["", "", "无", *self.sentences]).strip()
        named: dict[str, Data] = {"task": row} if row else {}
        return {"lead": self.chance.choice(ways), "with": [*self.chance.sample(some, 2)], **named}

    def _key(self) -> str:
        self.made += 1
        return f"{self.chance.choice(_KEYS)}{self.made}"


@cache
def _shelf(shelf: str, period: str) -> list[str]:
    """Return the topics of a shelf that outlines can name: macros for other macros are left out."""
    return [topic for topic in topics(shelf, period) if "._" not in topic]


@cache
def _blocks(period: str, outline: str) -> list[tuple[str, str]]:
    """Return the keys and kinds of a default outline's chapters, sections and measures."""
    found = load_period(period).outline(outline)
    return [
        (key, kind)
        for path in found.places
        for kind in ("chapter", "section", "measure")
        if isinstance(key := mapping(node_at(found.data, path)).get(kind), str)
    ]


@cache
def _topics(period: str, outline: str) -> list[str]:
    """Return the topics of a default outline."""
    found = load_period(period).outline(outline)
    texts = (node_at(found.data, path) for path in found.places if "topics" in path or "body" in path)
    return [text for text in texts if isinstance(text, str) and "." in text and " " not in text]
