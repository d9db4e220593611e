"""The templates of all pages."""

from __future__ import annotations

from functools import cache

from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.resources import templates_folder
from generator.templating import sandbox


@cache
def shelf() -> ImmutableSandboxedEnvironment:
    """Return the environment of the page templates."""
    return sandbox((templates_folder() / "html",))
