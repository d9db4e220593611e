"""Raise an exception in any function that works on one file, as if it were that function's fault."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType

import generator

HOME = str(Path(generator.__file__).parent)
# What is still ours when something fails, and must not fail itself.
SAFE = ("base/diagnostics.py", "base/characters.py", "pipeline/support/failures.py", "findings/rulebook.py")
_WORK = "told"  # the function within which a file is worked on


@dataclass(slots=True)
class Steps:
    """Watch the functions called while the file `name` is worked on; at one of them, raise an exception."""

    name: str
    seen: dict[str, CodeType] = field(default_factory=dict)
    strike: str = ""
    error: Exception | None = None
    struck: bool = False
    _inside: int = 0

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """Take note of a call or a return, as sys.setprofile tells it."""
        if frame.f_code.co_name == _WORK and frame.f_code.co_filename.endswith("failures.py"):
            if Path(str(frame.f_locals.get("file"))).stem == self.name:
                self._inside += {"call": 1, "return": -1}.get(event, 0)
        elif event == "call" and self._inside and (step := _step(frame.f_code)):
            self.seen.setdefault(step, frame.f_code)
            if step == self.strike and self.error and not self.struck:
                self.struck = True
                raise self.error


def _step(code: CodeType) -> str:
    """Return the name of a function of ours that may fail; "" of any other."""
    file = code.co_filename
    # A generator expression that nobody asked is "called" when it is thrown away, where nothing can be told.
    if not file.startswith(HOME) or file.endswith(SAFE) or code.co_name == "<genexpr>":
        return ""
    return f"{file.removeprefix(HOME)}:{code.co_qualname}:{code.co_firstlineno}"


@contextmanager
def watching(steps: Steps) -> Iterator[None]:
    """Have `steps` watch all calls within."""
    sys.setprofile(steps)
    try:
        yield
    finally:
        sys.setprofile(None)


def steps_of(name: str, act: Callable[[], object]) -> list[str]:
    """Return the functions that `act` calls while it works on the file `name`, in their order."""
    steps = Steps(name)
    with watching(steps):
        act()
    return list(steps.seen)
