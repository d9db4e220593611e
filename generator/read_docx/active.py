"""What a Word file holds besides words that could run, fetch or carry something: refused, used or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from generator.ooxml.names import WORD
from generator.read_docx.refused import active
from generator.read_docx.relations import Relation

_W = f"{{{WORD}}}"
_TYPES = "[Content_Types].xml"
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
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "IMPORT",
    "DATABASE",
    "RD",
    "MACROBUTTON",
}
_MERGE = f"{_W}mailMerge"
_INSTRUCTION, _SIMPLE, _CHARACTER = f"{_W}instrText", f"{_W}fldSimple", f"{_W}fldChar"


def refuse_active(file: str, roots: Mapping[str, etree._Element], relations: Iterable[Relation]) -> None:
    """Raises PlanError where a file has macros, other files inside it, or links that would be followed."""
    types = (str(value) for entry in roots.get(_TYPES, ()) for value in entry.attrib.values())
    if found := next((value for value in types if any(t in value.lower() for t in _MACRO_TYPES)), ""):
        raise active(file, "docx-macro", found.rpartition("/")[2])
    for relation in relations:
        if relation.word in _MACROS:
            raise active(file, "docx-macro", relation.target)
        if relation.outside and relation.word not in _WORDS_ONLY:
            raise active(file, "docx-outside", relation.target)
        if relation.word in _FILES:
            raise active(file, "docx-embedded", relation.target)
    for root in roots.values():
        if str(root.tag).startswith(_W) and (field := next(_fetching(root), "")):
            raise active(file, "docx-outside", field)


def _fetching(root: etree._Element) -> Iterator[str]:
    """What in a part of Word's own would fetch or start something when its fields are updated."""
    yield from ("mailMerge" for _ in root.iter(_MERGE))
    for instruction in _instructions(root):
        words = instruction.split(maxsplit=1)
        if words and words[0].upper() in _FETCHING:
            yield instruction.strip()


def _instructions(root: etree._Element) -> Iterator[str]:
    """The instructions of fields, whole, however many runs they are cut into."""
    text = ""
    for element in root.iter(_INSTRUCTION, _SIMPLE, _CHARACTER):
        if element.tag == _INSTRUCTION:
            text += element.text or ""
        elif element.tag == _SIMPLE:
            yield element.get(f"{_W}instr", "")
        else:
            yield text
            text = ""
    yield text
