"""Templates in Jinja2's immutable sandbox.

Undefined names are errors, and every value is escaped, so that nothing a profile says can become markup
or code.
"""

from __future__ import annotations

import marshal
import os
import pickle
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)
from jinja2.bccache import Bucket, bc_magic
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.base.bounded_text import TooLongError, bounded
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_DRAFT_CHARACTERS
from generator.base.private_folder import private_folder
from generator.base.resources import is_own

_QUOTED = re.compile("'([^']+)'")


def sandbox(folders: tuple[Path, ...], *, markup: bool = True) -> ImmutableSandboxedEnvironment:
    """Return an environment for the templates in `folders`, searching the first folder first.

    Without `markup` values are printed unescaped, for files that are neither XML nor HTML. A name that begins
    with the name of one of the folders means that folder's own template. Compiled templates are cached in the
    user's own folder for temporary files, if there is one and all of `folders` are the program's own.
    """
    return _Sandbox(
        loader=ChoiceLoader(
            [PrefixLoader({each.name: FileSystemLoader(each) for each in folders}), FileSystemLoader(folders)]
        ),
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache() if all(map(is_own, folders)) else None,
    )


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, bounded in length and asking once whether a type's attribute is safe."""

    concat = staticmethod(bounded)

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as Jinja2's own
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401  # whatever a template holds
        """Return whether templates may use attribute `attr` of `obj`: Jinja2's answer for the object's type.

        Allow none of a class: dict.update(x, …) would change what no template may change in x.
        Kept since it pays: asked at every access, a plan of 24 ms takes 29 ms to compose.
        """
        if isinstance(obj, type):
            return False
        key = type(obj), attr
        if key not in self._safe:
            self._safe[key] = super().is_safe_attribute(obj, attr, value)
        return self._safe[key]


class _BytecodeCache(FileSystemBytecodeCache):
    """Go without what cannot be read or written: a full disk or a damaged file costs time, never a draft."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return Jinja2's key of a template; where its folder's name is no text, Jinja2 takes it for one."""
        known = filename and os.fsencode(filename).decode("utf-8", "replace")
        return super().get_cache_key(name, known)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` from its file, as Jinja2 wrote it; leave it empty if there is none, or it is damaged.

        Jinja2 has marshal read the file piece by piece, which takes four times as long as all of it at once:
        10 ms of a draft.
        """
        head = bc_magic + pickle.dumps(bucket.checksum, 2)
        with suppress(Exception):  # marshal names no end to what it raises
            content = Path(self.directory, self.pattern % bucket.key).read_bytes()
            if content.startswith(head):
                bucket.code = marshal.loads(content[len(head) :])  # noqa: S302  # of the user's own folder

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write `bucket` to its file for the next process."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _bytecode_cache() -> _BytecodeCache | None:
    """Return a cache in the user's own folder; None where there is none, or others may write to it.

    What lies there is run. Jinja2's own choice of a folder is not asked for: it may be anyone's.
    """
    folder = private_folder()
    return None if folder is None else _BytecodeCache(str(folder), "plandraft-sandbox-%s.cache")


def fill_in(
    environment: ImmutableSandboxedEnvironment,
    name: str,
    context: Mapping[str, Any],
    file: str,
    most: int = MOST_DRAFT_CHARACTERS,
) -> str:
    """Render the template `name`; raise PlanError at the template's line, or at `file` where it has none.

    So do if it makes more than `most` characters.
    """
    with failing(file):
        return bounded(environment.get_template(name).generate(context), most)


@contextmanager
def failing(file: str) -> Iterator[None]:
    """Turn whatever a template raises into a PlanError at its line, or at `file` where it has none."""
    try:
        yield
    except (PlanError, MemoryError):
        raise
    except TooLongError as error:
        facts = {"reason": error.reason, "limit": f"{error.limit:,}"}
        raise PlanError([Finding("draft-large", Place(file), facts)]) from error
    except Exception as error:
        raise PlanError([_finding(error, file)]) from error


def _finding(error: Exception, file: str) -> Finding:
    """Return the finding for `error`, at the innermost template line of its traceback."""
    trace, place = error.__traceback__, Place(file)
    line = getattr(error, "lineno", None)
    if isinstance(name := getattr(error, "filename", None), str) and line:
        place = Place(name, line, 1)
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = Place(file, trace.tb_lineno, 1)
        trace = trace.tb_next
    said = error.message if isinstance(error, TemplateError) else error
    place = place._replace(column=_column(place, str(said))) if place.line else place
    return Finding("template-error", place, {"jinja": f"{type(error).__name__}: {said}"})


def _column(place: Place, message: str) -> int:
    """Return the column of the last name in Jinja2's `message` that the line has, or of its first sign."""
    with suppress(OSError, UnicodeDecodeError, IndexError):
        line = Path(place.file).read_text("utf-8").split("\n")[place.line - 1]
        for name in reversed(_QUOTED.findall(message)):
            if match := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) or re.search(
                re.escape(name), line
            ):
                return match.start() + 1
        return len(line) - len(line.lstrip()) + 1
    return 1
