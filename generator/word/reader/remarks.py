"""Find what a Word file shows otherwise than its text says: hidden words, other values.

Each is a Remark, whose name and facts the caller puts into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.word.ooxml.names import VALUES, VALUES_ITEM, WORD
from generator.word.ooxml.raw import value_path
from generator.word.reader.package import Package
from generator.word.reader.words import hidden_words, words_of

MOST_REMARKS = 100  # of one kind; what is more than that is read in Word
_W = f"{{{WORD}}}"
_CONTROL = f"{_W}sdt"
_LENGTH = 40  # characters of a text that is only to be found again
_PENDING = ("ins", "del", "moveFrom", "moveTo")


@dataclass(frozen=True, slots=True)
class Remark:
    """Hold one matter, by `kind`, with the facts that its wording needs."""

    kind: str
    facts: Mapping[str, str]


def remarks_of(package: Package) -> list[Remark]:
    """Return what stands beside the text of `package`, at most MOST_REMARKS of a kind."""
    body = package.xml(package.main)
    found = (_stored(package, body), _hidden(body))
    return [remark for each in found for remark in islice(each, MOST_REMARKS)]


def beside_the_body(package: Package) -> set[str]:
    """Return the texts of headers and footers, which no comparison looks at; page numbers are none."""
    parts = [name for kind in (RT.HEADER, RT.FOOTER) for name in package.related(package.main, kind)]
    texts = (_text(paragraph) for name in parts for paragraph in package.xml(name).iter(f"{_W}p"))
    return {text for text in texts if any(map(str.isalpha, text))}


def pictures(package: Package) -> int:
    """Return how many pictures and equations are in the body, which no comparison looks at."""
    kinds = {"blip", "oMath", "imagedata"}
    return sum(str(e.tag).rpartition("}")[2] in kinds for e in package.xml(package.main).iter(etree.Element))


def has_pending_changes(package: Package) -> bool:
    """Return whether the body of `package` has a change that nobody accepted or rejected."""
    changes = package.xml(package.main).iter(*(f"{_W}{name}" for name in _PENDING))
    return next(changes, None) is not None


def _stored(package: Package, body: etree._Element) -> Iterator[Remark]:
    """Yield the controls whose text is not the value to which they are bound."""
    root = package.item_root(VALUES_ITEM)
    entries = () if root is None else root.findall(f"{{{VALUES}}}value")
    stored = {value_path(n): entry.text or "" for n, entry in enumerate(entries, start=1)}
    taken: set[etree._Element] = set()
    near = _Near()
    for control in body.iter(_CONTROL):
        binding = control.find(f"{_W}sdtPr/{_W}dataBinding")
        content = control.find(f"{_W}sdtContent")
        if binding is None or content is None or binding.get(f"{_W}storeItemID") != VALUES_ITEM:
            continue
        value = stored.get(str(binding.get(f"{_W}xpath")))
        if value is None or any(outer in taken for outer in control.iterancestors(_CONTROL)):
            continue
        taken.add(control)  # its words are the figure's, those of controls within it among them
        text = words_of(content)
        pending = next(content.iter(*(f"{_W}{name}" for name in _PENDING)), None) is not None
        if value != text and not pending:
            yield Remark("stored", {"text": text, "stored": value, "near": near.of(control)})


def _hidden(body: etree._Element) -> Iterator[Remark]:
    """Yield the words that are hidden, struck out or white, each run of them with what it stands in."""
    near = _Near()
    for run in body.iter(f"{_W}r"):
        if text := hidden_words(run):
            yield Remark("hidden", {"text": _short(text), "near": near.of(run)})


class _Near:
    """Tell in which paragraph something stands; each is read once, or one of many matters took minutes."""

    def __init__(self) -> None:
        self._known: dict[etree._Element, str] = {}

    def of(self, element: etree._Element) -> str:
        """Return the beginning of the paragraph in which `element` stands."""
        paragraph = next(element.iterancestors(f"{_W}p"), None)
        if paragraph is None:
            return ""
        if paragraph not in self._known:
            self._known[paragraph] = _short(_text(paragraph))
        return self._known[paragraph]


def _text(paragraph: etree._Element) -> str:
    return words_of(paragraph).strip()


def _short(text: str) -> str:
    return text if len(text) <= _LENGTH else f"{text[:_LENGTH]}……"
