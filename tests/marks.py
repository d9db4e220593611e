"""The marks of tests that the default selection leaves out, and how samples of them stay in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

import pytest

attack, fault = pytest.mark.attack, pytest.mark.fault
_Case = TypeVar("_Case")


def sampled(
    cases: Iterable[_Case], few: Collection[_Case], mark: pytest.MarkDecorator
) -> list[_Case | object]:
    """Return cases as parameters; all but a few carry the mark."""
    known = list(cases)
    assert [each for each in few if each not in known] == [], "a sample is no case"
    return [each if each in few else pytest.param(each, marks=mark) for each in known]
