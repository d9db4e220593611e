"""Refuse Word files with content, used or not, that could run, fetch or carry something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.relations import Relationship
from generator.word.refusals import unsafe_content

_W = f"{{{WORD}}}"
_TYPES = "[content_types].xml"
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata", "activex", "attachedtoolbars")
_MACROS = {
    "vbaProject",
    "wordVbaData",
    "control",
    "activeXControlBinary",
    "attachedToolbars",
    "extensibility",  # buttons in Word's ribbon, which call macros
}
_FILES = {"oleObject", "package", "aFChunk", "subDocument", "frame"}
_WORDS_ONLY = {"hyperlink"}  # an address that is read as the words it stands under, and never called
_FETCHING = {
    "DDE",
    "DDEAUTO",
    "LINK",
    "INCLUDE",  # the name that INCLUDETEXT had
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "IMPORT",
    "DATABASE",
    "RD",
    "MACROBUTTON",
}
_MERGE = f"{_W}mailMerge"
_INSTRUCTIONS = {f"{_W}instrText", f"{_W}delInstrText"}  # what was deleted comes back when that is rejected
_SIMPLE, _CHARACTER = f"{_W}fldSimple", f"{_W}fldChar"


def refuse_unsafe_content(
    file: str, roots: Mapping[str, etree._Element], relations: Iterable[Relationship]
) -> None:
    """Raise PlanError if `file` has macros, embedded files, or links that Word would follow.

    `roots` are the root elements of its parts by name, `relations` all that its parts state.
    """
    listed = (entry for name, root in roots.items() if name.lower() == _TYPES for entry in root)
    types = (str(value) for entry in listed for value in entry.attrib.values())
    if found := next((value for value in types if any(t in value.lower() for t in _MACRO_TYPES)), ""):
        raise unsafe_content(file, "docx-macro", found.rpartition("/")[2])
    for relation in relations:
        if relation.word in _MACROS:
            raise unsafe_content(file, "docx-macro", relation.target)
        if relation.outside and relation.word not in _WORDS_ONLY:
            raise unsafe_content(file, "docx-outside", relation.target)
        if relation.word in _FILES:
            raise unsafe_content(file, "docx-embedded", relation.target)
    for root in roots.values():
        if str(root.tag).startswith(_W) and (field := next(_fetching(root), "")):
            raise unsafe_content(file, "docx-outside", field)


def _fetching(root: etree._Element) -> Iterator[str]:
    """Yield what under `root` would fetch or start something when Word updates its fields."""
    yield from ("mailMerge" for _ in root.iter(_MERGE))
    for instruction in _instructions(root):
        words = instruction.split(maxsplit=1)
        if words and words[0].upper() in _FETCHING:
            yield instruction.strip()


def _instructions(root: etree._Element) -> Iterator[str]:
    """Yield the instructions of the fields under `root`, each whole however many runs it is cut into."""
    text = ""
    for element in root.iter(*_INSTRUCTIONS, _SIMPLE, _CHARACTER):
        if element.tag in _INSTRUCTIONS:
            text += element.text or ""
        elif element.tag == _SIMPLE:
            yield element.get(f"{_W}instr", "")
        else:
            yield text
            text = ""
    yield text
