"""The style sheet: templates/styles/*.yaml read, and written as Word's styles part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.source import load, mapping, strings, texts
from generator.write_docx import ooxml


@dataclass(frozen=True, slots=True)
class Page:
    """The page in mm (GB/T 9704-2012, 5.1 and 5.2)."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    footer: float
    lines: int
    characters: int

    @property
    def measure(self) -> int:
        """The width of the type area in twips."""
        return ooxml.twips_of_mm(self.width - self.left - self.right)

    @property
    def line(self) -> int:
        """The height of one line of the grid in twips."""
        return ooxml.twips_of_mm(self.height - self.top - self.bottom) // self.lines


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A look: the page, styles by role, widths of columns by id, words that a title keeps whole."""

    page: Page
    fonts: dict[str, dict[str, str]]
    paragraphs: dict[str, dict[str, str]]
    characters: dict[str, dict[str, str]]
    columns: dict[str, int]
    centred: frozenset[str]
    border: int
    title_words: tuple[str, ...]

    def xml(self) -> str:
        """The styles part."""
        paragraphs = (
            ooxml.paragraph_style(role, look, self._font(look)) for role, look in self.paragraphs.items()
        )
        characters = (
            ooxml.character_style(role, look, self._font(look)) for role, look in self.characters.items()
        )
        return ooxml.styles(self._font(self.paragraphs["body"]), "".join([*paragraphs, *characters]))

    def widths(self, columns: list[str]) -> list[int]:
        """The widths of these columns in twips; together they fill the type area."""
        shares = [self.columns.get(column, 1) for column in columns]
        widths = [self.page.measure * share // sum(shares) for share in shares]
        widths[-1] += self.page.measure - sum(widths)
        return widths

    def style(self, role: str) -> str:
        """The id of a paragraph style."""
        return ooxml.style_id(role, self.paragraphs[role]["name"])

    def title_width(self, role: str) -> float:
        """How many characters of a role's size one line holds."""
        return self.page.measure / (float(self.paragraphs[role]["size"]) * 20)

    def _font(self, look: dict[str, str]) -> dict[str, str]:
        return self.fonts.get(look.get("font", ""), {})


@cache
def load_styles(file: Path) -> StyleSheet:
    """Read a style sheet; raises PlanError if it is not YAML."""
    data = mapping(load(file).data)
    page = {key: float(value) for key, value in strings(data["page"]).items()}
    tables = mapping(data["tables"])
    return StyleSheet(
        page=Page(**{**page, "lines": int(page["lines"]), "characters": int(page["characters"])}),  # type: ignore[arg-type]  # floats but for the two named
        fonts={role: strings(look) for role, look in mapping(data["fonts"]).items()},
        paragraphs={role: strings(look) for role, look in mapping(data["paragraphs"]).items()},
        characters={role: strings(look) for role, look in mapping(data["characters"]).items()},
        columns={column: int(share) for column, share in strings(tables["columns"]).items()},
        centred=frozenset(texts(tables["figures"])),
        border=int(str(tables["border"])),
        title_words=tuple(texts(mapping(data["title"])["words"])),
    )
