"""Write versions of one draft as small texts, and make up copies of a draft for the tests of `merge`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any

from commands import CASES
from edits import edited, finished
from redlines import documents
from word_files import part

from generator.diff.merging import Hand, Merged, Version, merge
from generator.diff.nodes import printed_nodes, printed_words
from generator.document import Box, Division, Document, Measure, Paragraph, Passage, Plan, map_children
from generator.document.draft_xml import read_draft
from generator.pipeline.tracked_changes import redline
from generator.yaml_source import load_data, mapping

ENDS = mapping(load_data(CASES / "redline_ends.yaml"))
"""Name drafts of which a paragraph ends, and the next begins, with what one person put in."""
PEOPLE = [Hand(name) for name in "甲乙丙丁戊己庚辛壬癸"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FRAME = (
    '<document title="规划" locality="青石县" period="2021-2025"><plan key="plan" title="规划">'
    "{}</plan></document>"
)


def drafted(body: str) -> Document:
    """Return the finished draft whose plan has the draft XML `body`."""
    return finished(read_draft(_FRAME.format(body)))


def merged_of(base: str, copies: Mapping[str, str], profile: str = "") -> Merged:
    """Return the copies, draft XML by name, merged into `base`; the one named `profile` is a profile's."""
    versions = [
        Version(name, drafted(body), Hand(name), profile=name == profile) for name, body in copies.items()
    ]
    return merge(drafted(base), versions)


def words(document: Document) -> str:
    """Return all that a document prints."""
    return "\n".join(map(printed_words, printed_nodes(document)))


def copy_of(document: Document, seed: int, *, rate: float = 0.05) -> Document:
    """Return `document` as somebody may have edited it: some of its blocks, `rate` of them, in any way."""
    chance = Random(seed)
    strangers: Sequence[Any] = [
        block for part in document.parts if isinstance(part, Plan) for block in part.body
    ]

    def some(node: Any) -> Any:  # noqa: ANN401  # a node of any class
        if isinstance(node, Passage | Box | Measure) and chance.random() < rate:
            return edited(node, strangers, chance)
        return map_children(node, some) if isinstance(node, Plan | Division | Paragraph) else node

    return finished(map_children(document, some))


def merged_copies(base: Document, copies: Sequence[Document]) -> Merged:
    """Return copies of `base` merged, each by a hand of its own."""
    hands = zip(copies, PEOPLE, strict=False)
    return merge(base, [Version(hand.author, copy, hand) for copy, hand in hands])


@cache
def ten() -> Merged:
    """Return ten copies of a draft merged, whose edits overlap."""
    base = documents("one-target")[0]
    return merged_copies(base, [copy_of(base, seed, rate=0.2) for seed in range(10)])


def ten_tracked() -> bytes:
    """Return the Word file of the ten copies."""
    return redline(ten().base, ten().document, fragments=ten().fragments)


@cache
def ends(name: str) -> Merged:
    """Return the copy of one of `ENDS` merged into its draft."""
    case = mapping(ENDS[name])
    return merged_of(str(case["base"]), {"甲": str(case["copy"])})


def ends_tracked(name: str) -> bytes:
    """Return the Word file of one of `ENDS`."""
    return redline(ends(name).base, ends(name).document, fragments=ends(name).fragments)


def authors_of_changes(content: bytes) -> dict[str, list[str]]:
    """Return the words of every tracked insertion and deletion of a Word file, by its author."""
    found: dict[str, list[str]] = defaultdict(list)
    for change in part(content, "word/document.xml").iter(f"{W}ins", f"{W}del"):
        if said := "".join(change.itertext()):
            found[str(change.get(f"{W}author"))].append(said)
    return dict(found)


def commented(content: bytes) -> list[str]:
    """Return the words on which each comment of a Word file stands, in the order of the text."""
    found: dict[str, str] = {}
    open_ones: set[str] = set()
    for each in part(content, "word/document.xml").iter(
        f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}t"
    ):
        number = str(each.get(f"{W}id"))
        if each.tag == f"{W}t":
            found |= {number: found[number] + str(each.text) for number in open_ones}
        elif each.tag == f"{W}commentRangeStart":
            open_ones.add(number)
            found[number] = ""
        else:
            open_ones.remove(number)
    return [*found.values()]
