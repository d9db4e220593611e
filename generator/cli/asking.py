"""Ask a person on the terminal."""

from __future__ import annotations

import sys

import click

from generator.base.characters import one_line
from generator.base.limits import pause_watchdog
from generator.cli.printing import printing


def can_ask() -> bool:
    """Return whether a person sees what is printed, and can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def asked(question: str, default: str | None = None) -> str:
    """Prompt once and return the answer, or `default` for an empty one. Stop the watchdog meanwhile."""
    with pause_watchdog(), printing():
        return str(click.prompt(one_line(question), default=default, show_default=False, prompt_suffix="："))
