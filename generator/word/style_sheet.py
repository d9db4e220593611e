"""Style sheets read from templates/styles/*.yaml: the look of a document; lengths in mm, type in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from math import floor
from pathlib import Path
from typing import NamedTuple

from generator.base.resources import templates_folder
from generator.yaml_source import load_data, mapping, strings, texts

_BUILT_IN = {
    "Normal": "Normal",
    "Title": "Title",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
    "toc 1": "TOC1",
    "toc 2": "TOC2",
    "toc 3": "TOC3",
    "toc 4": "TOC4",
    "annotation text": "CommentText",
    "annotation reference": "CommentReference",
}
_INDENTS = ("left", "right")
StyleProperties = dict[str, str]


def twips_of_mm(length: float) -> int:
    """Return millimetres in twips (twentieths of a point), rounded."""
    return round(length * 1440 / 25.4)


def is_built_in(name: str) -> bool:
    """Tell whether Word has a style of this name itself."""
    return name in _BUILT_IN


def style_id(role: str, name: str) -> str:
    """Return the id of a style: Word's own where it has a style of this name, else the role."""
    return _BUILT_IN.get(name, role)


class Page(NamedTuple):
    """Describe the page in mm (GB/T 9704-2012, 5.1 and 5.2), its lines, and the characters of a line."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float
    lines: int
    characters: int

    @property
    def text_width(self) -> int:
        """Return the width of the type area in twips."""
        return twips_of_mm(self.width - self.left - self.right)

    @property
    def text_height(self) -> int:
        """Return the height of the type area in twips."""
        return twips_of_mm(self.height - self.top - self.bottom)

    @property
    def line_pitch(self) -> int:
        """Return the height of one line of the grid in twips."""
        return self.text_height // self.lines


@dataclass(frozen=True, slots=True, eq=False)
class StyleSheet:
    """Describe a look: the page, styles by role, column widths by id, words that a title does not break.

    Behind `name_ends` the name of a body may be broken, and nowhere else.

    `called` gives what Word calls its own styles in its languages. `base` is the Word file with these styles
    that python-docx made when the sheet had this SHA-256 `digest`.
    """

    page: Page
    letter: Mapping[str, float]
    fonts: dict[str, StyleProperties]
    fallback_fonts: dict[str, list[str]]
    font_files: dict[str, list[str]]
    paragraphs: dict[str, StyleProperties]
    characters: dict[str, StyleProperties]
    columns: dict[str, int]
    least_widths: dict[str, float]
    narrow: float
    listed: StyleProperties
    centred: frozenset[str]
    border: str
    cell_margin: int
    padding: int
    longest_latin: int
    imprint: StyleProperties
    description: str
    unsplit_chars: int
    unsplit_lines: int
    contents: StyleProperties
    called: dict[str, list[str]]
    title_words: tuple[str, ...]
    name_ends: tuple[str, ...]
    base: Path
    digest: str

    def widths(self, columns: list[str], measure: int) -> list[int]:
        """Return the widths of these `columns` in twips; together they are as wide as `measure`."""
        shares = [self.columns.get(column, 1) for column in columns]
        widths = [measure * share // sum(shares) for share in shares]
        widths[-1] += measure - sum(widths)
        return widths

    def font(self, look: StyleProperties) -> StyleProperties:
        """Return the typefaces of `look`, none if it inherits those of the text around it."""
        return self.fonts.get(look.get("font", ""), {})

    def characters_of(self, role: str, measure: int, points: float | None = None) -> float:
        """Return how many characters a line of `role` holds on `measure` twips, in its size or `points`."""
        look, size = self.paragraphs[role], self.character_width(role)
        indents = sum(float(look.get(side, "0")) for side in _INDENTS) * size
        return (measure - indents) / (size if points is None else points * 20)

    def character_width(self, role: str) -> float:
        """Return the width of a character of the size of `role` in twips."""
        return float(self.paragraphs[role]["size"]) * 20

    @property
    def character_spacing(self) -> int:
        """Return the spacing in twips between body characters that fits the page's characters into a line.

        A value below 0 is tighter. The spacing belongs to the type, not to the page's grid: a grid narrower
        than its type makes LibreOffice give each character two cells.
        """
        return floor(self.page.text_width / self.page.characters - self.character_width("body"))


def official_style_sheet() -> StyleSheet:
    """Return the style sheet of official documents, GB/T 9704-2012."""
    return load_style_sheet(templates_folder() / "styles" / "gbt9704.yaml")


@cache
def load_style_sheet(file: Path) -> StyleSheet:
    """Read a style sheet from `file`; raise PlanError if it is not YAML."""
    data = mapping(load_data(file))
    page = {key: float(value) for key, value in strings(data["page"]).items()}
    tables, record = mapping(data["tables"]), strings(data["record"])
    return StyleSheet(
        page=Page(**{**page, "lines": int(page["lines"]), "characters": int(page["characters"])}),  # type: ignore[arg-type]  # all floats except these two
        letter={key: float(value) for key, value in strings(data["letter"]).items()},
        fonts={role: strings(look) for role, look in mapping(data["fonts"]).items()},
        fallback_fonts={face: texts(others) for face, others in mapping(data["instead"]).items()},
        font_files={face: texts(names) for face, names in mapping(data["files"]).items()},
        paragraphs={role: strings(look) for role, look in mapping(data["paragraphs"]).items()},
        characters={role: strings(look) for role, look in mapping(data["characters"]).items()},
        columns={column: int(share) for column, share in strings(tables["columns"]).items()},
        least_widths={column: float(width) for column, width in strings(tables["least"]).items()},
        narrow=float(str(tables["narrow"])),
        listed=strings(tables["listed"]),
        centred=frozenset(texts(tables["figures"])),
        border=str(tables["border"]),
        cell_margin=int(str(tables["sides"])),
        padding=int(str(tables["padding"])),
        longest_latin=int(str(mapping(data["lines"])["latin"])),
        imprint=record,
        description=str(tables["description"]),
        unsplit_chars=int(str(tables["short"])),
        unsplit_lines=int(str(tables["tall"])),
        contents=strings(data["contents"]),
        called={name: texts(names) for name, names in mapping(data.get("called")).items()},
        title_words=tuple(texts(mapping(data["title"])["words"])),
        name_ends=tuple(texts(mapping(data["title"])["names"])),
        base=file.with_suffix(".docx"),
        digest=sha256(file.read_bytes()).hexdigest(),
    )
