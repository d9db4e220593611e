"""Hold what the edits of a Word file are read against: both drafts and the profile, by the keys of blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from generator.base.line_breaks import paragraphs
from generator.document import Document, Figure, IndicatorRow, Node, Passage, Path, Text, plain, runs_in, walk
from generator.library.outline import OutlineBlock, OutlineEntry, walk_outline
from generator.library.outline.targets import Target, find_targets
from generator.locality.figures import Figures
from generator.locality.profile import Profile
from generator.yaml_source import KeyPath, mapping, node_at

_OWN = "own"


class Context:
    """Find blocks in the draft of a profile (`before`) and in the edited one (`after`), keys assigned."""

    def __init__(self, profile: Profile, before: Document, after: Document) -> None:
        self.profile, self.before, self.after = profile, before, after
        self.figures = Figures(profile)
        self.pairs: dict[str, tuple[str, str]] = {}  # sentences that stand elsewhere now
        self.renamed: dict[str, str] = {}  # old names of departments by new ones, as some measures have them

    @cached_property
    def old(self) -> dict[str, Node]:
        """Return every node of the draft by its key."""
        return dict(_by_key(self.before))

    @cached_property
    def new(self) -> dict[str, Node]:
        """Return every node of the edited file by its key."""
        return dict(_by_key(self.after))

    @cached_property
    def above(self) -> dict[str, tuple[Node, ...]]:
        """Return the nodes above every node of the edited file, by its key."""
        return {key: path for path, node in walk(self.after) if (key := _key(path, node))}

    @cached_property
    def entries(self) -> dict[str, OutlineEntry]:
        """Return the entries of the outline by the keys of their passages."""
        return {entry.key: entry for block in self._blocks for entry in block.entries}

    @cached_property
    def topics(self) -> Counter[str]:
        """Return how often each topic stands in the outline: one name may be on both shelves."""
        return Counter(entry.topic for entry in self.entries.values() if entry.topic)

    @cached_property
    def blocks(self) -> dict[str, OutlineBlock]:
        """Return the blocks of the outline by their keys."""
        return {block.key: block for block in self._blocks if block.kind != "paragraph"}

    @cached_property
    def _blocks(self) -> tuple[OutlineBlock, ...]:
        return tuple(walk_outline(self.profile.outline.body))

    @cached_property
    def _targets(self) -> list[Target]:
        outline = mapping(mapping(self.profile.source.data).get("outline"))
        return find_targets({key: outline[key] for key in outline if key != "changes"})

    def block_path(self, key: str) -> KeyPath | None:
        """Return where the profile itself spells out the block `key`, None if a default outline does."""
        found = (each.path for each in self._targets if each.key == key and not each.is_entry)
        path = next(found, None)
        return None if path is None else ("outline", *path)

    def own_lines(self, text: str) -> tuple[KeyPath, int] | None:
        """Return where the profile has the sentence that prints `text`, and which of its paragraphs it is.

        None if it has none, or several.
        """
        found = [
            (path, n)
            for path, said in _own_texts(self.profile.source.data)
            for n, line in enumerate(paragraphs(said))
            if _prints(line, text)
        ]
        return found[0] if len(found) == 1 else None

    def figure_texts(self, document: Document, path: str) -> set[str]:
        """Return the numbers that a draft prints for the figure at `path`."""
        runs = (run for run in runs_in(document) if isinstance(run, Figure) and run.source == path)
        return {"".join(c for c in run.text if c.isdigit() or c in ".-～~") for run in runs}

    def raw(self, path: str) -> tuple[KeyPath, str]:
        """Return where the profile has the value of a figure, and what it says there, "" for nothing."""
        keys: KeyPath = tuple(path.split("."))
        node = node_at(self.profile.source.data, keys)
        if isinstance(node, dict):
            keys, node = (*keys, "value"), node.get("value")
        return keys, node if isinstance(node, str) else ""


def text_of(passage: Node | None) -> str:
    """Return the words of a passage, "" for none."""
    return plain(passage.runs) if isinstance(passage, Passage) else ""


def words_naming(passage: Node) -> str:
    """Return words by which a change may name an own sentence: its longest piece without a figure."""
    runs = passage.runs if isinstance(passage, Passage) else ()
    return max((run.text.strip() for run in runs if isinstance(run, Text)), key=len, default="")


def _by_key(document: Document) -> Iterator[tuple[str, Node]]:
    for path, node in walk(document):
        if key := _key(path, node):
            yield key, node


def _key(path: Path, node: Node) -> str:
    """Return the key of a node; a row may have that of a measure, and has its table's before it."""
    key = str(getattr(node, "key", ""))
    return f"{getattr(path[-1], 'key', '')}.{key}" if isinstance(node, IndicatorRow) else key


def _own_texts(data: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every sentence of the profile's own, `own` of its outline and `sentence` of a result."""
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and (key == "sentence" or (key == _OWN and path[:1] == ("outline",))):
                yield (*path, key), value
            else:
                yield from _own_texts(value, (*path, str(key)))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _own_texts(value, (*path, n))


def _prints(said: str, text: str) -> bool:
    """Return whether a sentence with {paths} may print `text`: its words stand there in their order."""
    at, pieces = 0, [piece for part in said.split("{") for piece in part.split("}")[-1:]]
    for n, piece in enumerate(pieces):
        found = text.find(piece.strip(), at)
        if found < 0 or (n == 0 and found):
            return False
        at = found + len(piece.strip())
    return True
