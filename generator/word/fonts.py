"""The typefaces of a style sheet that this computer lacks, judged by the names of its font files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.base.patterns import fill
from generator.word.style_sheet import StyleSheet

_FOLDERS = (
    "{WINDIR}/Fonts",
    "{LOCALAPPDATA}/Microsoft/Windows/Fonts",
    "{HOME}/Library/Fonts",
    "/Library/Fonts",
    "{HOME}/.local/share/fonts",
    "{HOME}/.fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
)
_EXTENSIONS = {".ttf", ".ttc", ".otf"}


def missing_fonts(sheet: StyleSheet) -> dict[str, str]:
    """Return the licensed typefaces of `sheet` that are not installed, each with its substitutes' names."""
    present = installed_fonts()
    return {
        face: "、".join(others)
        for face, others in sheet.fallback_fonts.items()
        if present.isdisjoint(sheet.font_files.get(face, ()))
    }


@cache
def installed_fonts() -> frozenset[str]:
    """Return the names of the installed font files in lower case, without their extensions."""
    return frozenset(_font_files())


def _font_files() -> Iterator[str]:
    folders = (Path(fill(pattern, os.environ)) for pattern in _FOLDERS)
    for folder in folders:
        for _, _, files in os.walk(folder) if folder.is_absolute() else ():  # not where a variable is unset
            yield from (Path(file).stem.lower() for file in files if Path(file).suffix.lower() in _EXTENSIONS)
