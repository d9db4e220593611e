"""Where the templates are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """The folder with the lexicon, the styles and the periods."""
    bundled = _HERE / "templates"
    return bundled if bundled.is_dir() else _HERE.parent / "templates"
