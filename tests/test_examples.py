"""Test that the Hypothesis profile named on the command line stays, though modules import conftest anew."""

from __future__ import annotations

import pytest
from examples import one_in
from hypothesis import given, settings
from hypothesis import strategies as st


@given(st.sampled_from([1, 5]))
def test_the_profile_that_is_asked_for_is_in_force(pytestconfig: pytest.Config, many: int) -> None:
    asked = pytestconfig.getoption("--hypothesis-profile") or "default"
    most = settings.get_profile(asked).max_examples
    assert settings().max_examples == most
    assert one_in(many).max_examples == most // many


def test_a_costly_property_has_an_example_at_least() -> None:
    assert one_in(10**9).max_examples == 1
