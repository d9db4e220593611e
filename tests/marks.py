"""Mark tests that the default selection leaves out, and leave a sample of them unmarked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pytest

attack, fault = pytest.mark.attack, pytest.mark.fault


def sampled(cases: Iterable[object], few: Collection[object], mark: pytest.MarkDecorator) -> list[object]:
    """Return cases as parameters; all but a few carry the mark."""
    known = list(cases)
    assert [each for each in few if each not in known] == [], "a sample is no case"
    return [each if each in few else pytest.param(each, marks=mark) for each in known]
