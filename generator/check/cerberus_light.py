"""Cerberus without importlib.metadata, which it loads for its version alone: a twentieth of a cold draft."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NoReturn

_METADATA = "importlib.metadata"


class _UnknownVersion(Exception):  # noqa: N818  # stands for PackageNotFoundError, of which Cerberus makes "unknown"
    """Nobody has looked."""


@contextmanager
def _no_metadata() -> Iterator[None]:
    """Whoever imports importlib.metadata within gets a module that knows no package, unless it is there."""
    if _METADATA in sys.modules:
        yield
        return
    module = ModuleType(_METADATA)
    module.__dict__.update(version=_version, PackageNotFoundError=_UnknownVersion)
    sys.modules[_METADATA] = module
    try:
        yield
    finally:
        del sys.modules[_METADATA]


def _version(_: str) -> NoReturn:
    raise _UnknownVersion


with _no_metadata():
    from cerberus import Validator, errors
    from cerberus.schema import SchemaRegistry

__all__ = ["SchemaRegistry", "Validator", "errors"]
