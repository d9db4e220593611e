"""Find the templates: the program's own, and those from elsewhere that are laid over them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
# Behind the name of a folder from elsewhere, so that templates of the same name are told apart.
OVER = "+"
_laid: list[tuple[Path, str]] = []  # at most one; set once, before anything is read


@cache
def templates_folder() -> Path:
    """Return the program's own folder with the lexicon, the styles and the periods."""
    bundled = _HERE / "templates"
    return bundled if bundled.is_dir() else _HERE.parent / "templates"


def lay_over(copies: Path, name: str) -> None:
    """Lay vetted copies of a folder's templates over the program's own, for as long as the process lives.

    `copies` has each of the folder's folders under its name with OVER behind it; one without OVER stands in
    the stead of the program's own, and periods without it are all that there are. `name` is what the folder
    is called in messages. What was read before stays as it was.
    """
    _laid[:] = [(copies, name)]
    period_ids.cache_clear()


def laid_over() -> tuple[Path, str] | None:
    """Return what is laid over, as it was given to `lay_over`; None where there is nothing."""
    return _laid[0] if _laid else None


def resource(name: str) -> Path:
    """Return the file `folder/file` that counts: the one laid over, or else the program's own."""
    folder, _, file = name.partition("/")
    places = folders(folder) or [templates_folder() / folder]
    return next((place / file for place in places if (place / file).is_file()), places[-1] / file)


def folders(name: str) -> list[Path]:
    """Return the folders called `name`: the one laid over, then the program's own; or what stands for it."""
    for copies, _ in _laid:
        if (instead := copies / name).is_dir():
            return [instead]
    both = [*(copies / f"{name}{OVER}" for copies, _ in _laid), templates_folder() / name]
    return [each for each in both if each.is_dir()]


def is_own(file: Path) -> bool:
    """Return whether `file`, a file or a folder, is the program's own."""
    return not any(file.is_relative_to(copies) for copies, _ in _laid)


def shown(file: str) -> str:
    """Return `file` under the name that people know it by: that of the folder it was copied from."""
    for copies, name in _laid:
        if (path := Path(file)).is_relative_to(copies):
            first, *rest = path.relative_to(copies).parts or ("",)
            return str(Path(name, first.removesuffix(OVER), *rest))
    return file


@cache
def period_ids() -> list[str]:
    """Return the periods that templates/ knows, by the names of their folders, oldest first."""
    found = [file.parent.name for copies, _ in _laid for file in copies.glob("*/period.yaml")]
    if all(name.endswith(OVER) for name in found):
        found += [file.parent.name for file in templates_folder().glob("*/period.yaml")]
    return sorted({name.removesuffix(OVER) for name in found})
