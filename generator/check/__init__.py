"""Checks of a profile: its form against the schema, then its content against the rules."""

from __future__ import annotations

from generator.check.content import check_content
from generator.check.schema import check_form

__all__ = ["check_content", "check_form"]
