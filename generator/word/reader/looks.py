"""Compare how the words of two Word files look, which no comparison of texts does: font, size, colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.package import Package
from generator.word.reader.words import words_of

_W = f"{{{WORD}}}"
_DEEPEST = 20  # styles that one is based on
_SHORT = 40  # characters of a text that is only to be found again
# What is looked at: a property of a run, and the attribute that holds its value.
_PARTS = {"rFonts": "eastAsia", "sz": "val", "b": "val", "u": "val", "color": "val", "highlight": "val"}
_OFF = {"0", "false", "off", "none", "auto"}
_ON = {"1", "true", "on"}
Look = Mapping[str, str]


@dataclass(slots=True)
class Styles:
    """Know the looks of the styles of a package, each with those that it is based on."""

    package: Package
    _elements: dict[str, etree._Element] = field(init=False)
    _known: dict[str, Look] = field(init=False, default_factory=dict)
    defaults: Look = field(init=False, default_factory=dict)
    usual: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._elements = {}
        for name in self.package.related(self.package.main, RT.STYLES):
            root = self.package.xml(name)
            self.defaults = _look(root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr"))
            for style in root.iterchildren(f"{_W}style"):
                self._elements[str(style.get(f"{_W}styleId"))] = style
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true"}:
                    self.usual = str(style.get(f"{_W}styleId"))

    def look(self, name: str, depth: int = 0) -> Look:
        """Return the look of the style `name`."""
        if name not in self._known:
            style = self._elements.get(name)
            based = None if style is None else style.find(f"{_W}basedOn")
            below: Look = {}
            if based is not None and depth < _DEEPEST:
                below = self.look(str(based.get(f"{_W}val")), depth + 1)
            self._known[name] = {**below, **(_look(style.find(f"{_W}rPr")) if style is not None else {})}
        return self._known[name]


def other_looks(package: Package, written: Package) -> list[str]:
    """Return the beginnings of the paragraphs of `package` that look otherwise than in `written`."""
    were = _looks(written)
    return [text[:_SHORT] for text, looks in _looks(package).items() if looks != were.get(text, looks)]


def _looks(package: Package) -> dict[str, set[frozenset[tuple[str, str]]]]:
    """Return how the runs of each paragraph look, by its text without blanks.

    A box has paragraphs of its own; the one that it hangs on has only their words, which LibreOffice doubles.
    """
    styles = Styles(package)
    found: dict[str, set[frozenset[tuple[str, str]]]] = defaultdict(set)
    for paragraph in package.xml(package.main).iter(f"{_W}p"):
        if next(paragraph.iter(f"{_W}txbxContent"), None) is not None:
            continue
        runs = [(run, words) for run in paragraph.iter(f"{_W}r") if (words := "".join(words_of(run).split()))]
        text = "".join(words for _, words in runs)
        if text:
            base = {
                **styles.defaults,
                **styles.look(style_named(paragraph.find(f"{_W}pPr"), "pStyle") or styles.usual),
            }
            found[text].update(frozenset(shown(base, run, styles)) for run, _ in runs)
    return found


def shown(base: Look, run: etree._Element, styles: Styles) -> Iterator[tuple[str, str]]:
    """Yield the properties of a run that are on, on the `base` of its paragraph's style."""
    own = run.find(f"{_W}rPr")
    look = {**base, **styles.look(style_named(own, "rStyle")), **_look(own)}
    return ((name, value) for name, value in look.items() if value and value not in _OFF)


def style_named(properties: etree._Element | None, tag: str) -> str:
    """Return the id of the style that `properties` name, "" for none."""
    style = None if properties is None else properties.find(f"{_W}{tag}")
    return "" if style is None else str(style.get(f"{_W}val"))


def _look(properties: etree._Element | None) -> dict[str, str]:
    """Return what `properties` of a run say about its look."""
    found: dict[str, str] = {}
    for element in () if properties is None else properties:
        name = str(element.tag).rpartition("}")[2]
        if name in _PARTS:
            value = element.get(f"{_W}{_PARTS[name]}", "" if name == "rFonts" else "1").lower()
            found |= {name: "1" if value in _ON else value} if value else {}
    return found
