"""List what a change to an outline can name: its blocks and topics, each by its title and its key."""

from __future__ import annotations

from collections.abc import Iterator

from generator.library.outline import OutlineBlock
from generator.library.topic_titles import shown_topic
from generator.locality.profile import Profile
from generator.yaml_source import texts

_PREAMBLE = "preamble"


def outline_listing(profile: Profile) -> Iterator[str]:
    """Yield a line for each block and topic of a plan in order, indented as one holds the other.

    A line is a title with its key in brackets, or a key alone; a topic's begins with a dash.
    """
    first = [node for node in profile.outline.body if node.kind == "paragraph"]
    called = texts(profile.period.settings.get("preamble_names"))[:1]
    yield _shown(*called, _PREAMBLE)
    for node in first:
        yield from _topics(node, profile, "  ")
    for node in profile.outline.body:
        if node not in first:
            yield from _lines(node, profile, "")


def _lines(node: OutlineBlock, profile: Profile, indent: str) -> Iterator[str]:
    if node.kind == "paragraph":
        yield from _topics(node, profile, indent)
        return
    yield f"{indent}{_shown(node.title, node.key)}"
    for inner in node.body:
        yield from _lines(inner, profile, f"{indent}  ")


def _topics(paragraph: OutlineBlock, profile: Profile, indent: str) -> Iterator[str]:
    for entry in paragraph.entries:
        if entry.topic and not entry.own:
            yield f"{indent}- {shown_topic(entry.shelf, entry.topic, profile.period.folders)}"


def _shown(*names: str) -> str:
    """Return a title with the key behind it in brackets, or the key alone where there is no title."""
    *title, key = (name for name in names if name)
    return f"{title[0]}（{key}）" if title else key
