"""Load the templates of all pages."""

from __future__ import annotations

from functools import cache

from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.base.resources import templates_folder
from generator.base.templating import sandbox


@cache
def page_templates() -> ImmutableSandboxedEnvironment:
    """Return the environment that loads the page templates."""
    return sandbox((templates_folder() / "html",))
