"""Templates in Jinja2's immutable sandbox.

Undefined names are errors, and every value is escaped, so that nothing a profile says can become markup
or code.
"""

from __future__ import annotations

import marshal
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from generator.diagnostics import Finding, Place, PlanError
from generator.resources import is_own


def sandbox(folders: tuple[Path, ...], *, markup: bool = True) -> ImmutableSandboxedEnvironment:
    """An environment for the templates in `folders`, the first of which is searched first.

    Without `markup` values stand as they are, in files that are neither XML nor HTML.

    A name that begins with the name of one of the folders means that folder's own template.

    Compiled templates are kept in the user's own folder for temporary files, where there is one and all of
    them are the program's own.
    """
    return _Sandbox(
        loader=ChoiceLoader(
            [FileSystemLoader(folders), PrefixLoader({each.name: FileSystemLoader(each) for each in folders})]
        ),
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode() if all(map(is_own, folders)) else None,
    )


_MARKED = re.compile("[&<>\"']").search
_MOST = 20_000_000  # characters; the longest plan has fewer than a million


def bounded(pieces: Iterable[str]) -> str:
    """Pieces of a text in a row; raises TooLongError if they are longer in sum than any draft."""
    found = list(pieces)
    if sum(map(len, found)) > _MOST:
        raise TooLongError
    return "".join(found)


class TooLongError(Exception):
    """A template, or what it is given, makes more text than any draft has."""


class Offered:
    """A function of ours that templates may call; the sandbox need not ask at every call what it is."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # the function's own
        """What the function returns."""
        return self._function(*args, **kwargs)


# Methods that Jinja2 hands out wrapped, so that they cannot reach into what they format.
_FORMATTING = {"format", "format_map"}
_OF_DICTS = frozenset(dir(dict))


class _Code(CodeGenerator):
    """Escapes what a template prints as Jinja2 does, but wraps no piece: the whole is wrapped."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401  # Jinja2's own
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.printed(")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Asks once whether an attribute is safe: the answer hangs on the object's type alone."""

    code_generator_class = _Code
    concat = staticmethod(bounded)

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # as Jinja2's own
        super().__init__(**options)
        self._safe: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401  # whatever a template holds
        """An attribute of an object, or what it has under that name; undefined where it is not safe."""
        if type(obj) is dict and attribute not in _OF_DICTS and attribute in obj:
            return obj[attribute]
        if (type(obj), attribute) in self._safe:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)

    @staticmethod
    def printed(value: object) -> str:
        """What stands for a value in markup, escaped unless it is markup itself."""
        if type(value) is Markup or (type(value) is str and not _MARKED(value)):
            return value
        return escape(value)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """What a callable returns; a macro, made in the sandbox itself, need not be asked what it is."""
        kind = type(obj)
        if kind is not Macro and kind is not Offered:
            return super().call(context, obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj(context.eval_ctx, *args, **kwargs) if kind is Macro else obj(*args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401  # whatever a template holds
        """Whether a template may use an attribute of an object."""
        safe = super().is_safe_attribute(obj, attr, value)
        if safe and attr not in _FORMATTING:
            self._safe.add((type(obj), attr))
        return safe


class _Bytecode(FileSystemBytecodeCache):
    """Does without what cannot be written: a full disk or a locked file costs time, never a draft."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Compiled code, if it was kept, in one piece: from a file marshal reads every object by itself."""
        with suppress(OSError, EOFError, ValueError, TypeError):
            content = (Path(self.directory) / (self.pattern % bucket.key)).read_bytes()
            head = bc_magic + pickle.dumps(bucket.checksum, 2)
            if content.startswith(head):
                bucket.code = marshal.loads(content[len(head) :])  # noqa: S302  # Jinja2's format, in the user's own folder

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep compiled code for the next process."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _bytecode() -> _Bytecode | None:
    try:
        return _Bytecode(pattern="plandraft_%s.cache")  # others may compile otherwise
    except (OSError, RuntimeError):  # no folder, or one that others may write to
        return None


def fill_in(
    environment: ImmutableSandboxedEnvironment, name: str, context: Mapping[str, Any], file: str
) -> str:
    """The text of a template; raises PlanError at the template's line, or at `file` where it has none."""
    with failing(file):
        return environment.get_template(name).render(context)


@contextmanager
def failing(file: str) -> Iterator[None]:
    """Tells whatever a template fails with at its line, or at `file` where it has none, as a PlanError."""
    try:
        yield
    except (PlanError, MemoryError):
        raise
    except TooLongError as error:
        raise PlanError([Finding("draft-large", Place(file), {"limit": str(_MOST // 10_000)})]) from error
    except Exception as error:
        raise PlanError([_finding(error, file)]) from error


def _finding(error: Exception, file: str) -> Finding:
    """Where a template failed: the innermost template line of the traceback."""
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
    return Finding("template-error", place, {"jinja": f"{type(error).__name__}: {said}"})
