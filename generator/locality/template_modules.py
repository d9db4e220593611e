"""The templates of a period as modules with macros, for one run over one profile."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.base.patterns import fill
from generator.base.templating import fill_in, sandbox


class TemplateModules:
    """The modules that one run has made of the templates in `folders`; all see the same `context`."""

    def __init__(self, folders: tuple[Path, ...], context: dict[str, Any]) -> None:
        self.folders = folders
        self.context = context
        self.environment = _environment(folders)
        self.modules: dict[str, TemplateModule] = {}
        self.shelves: dict[str, list[TemplateModule]] = {}
        self.contexts: list[Context] = []

    def fill(self, name: str, file: str) -> str:
        """Return template `name` filled in with the context, for the profile in `file`."""
        return fill_in(self.environment, name, self.context, file)

    def module(self, name: str) -> TemplateModule:
        """Return the module of template `name`; raise TemplateNotFound if there is none."""
        if name not in self.modules:
            template = self.environment.get_template(name)
            context = template.new_context(self.context)
            self.contexts.append(context)
            self.modules[name] = TemplateModule(template, context)
        return self.modules[name]

    def topic(self, shelf: str, name: str) -> str | None:
        """Return the text of topic `name`: `employment.training` is macro training of <shelf>/employment.

        A period's own file has only the topics that changed; the others are those of the period before.
        Return None where no file has it.
        """
        file, _, macro = name.partition(".")
        for module in self._shelf(f"{shelf}/{file}.xml.j2"):
            found = getattr(module, macro, None)
            if isinstance(found, Macro) and not macro.startswith("_"):
                return str(found())
        return None

    def release(self) -> None:
        """Break the cycles of macros and contexts."""
        held = (each for context in self.contexts for each in (context.vars, context.parent))
        for each in (self.context, self.modules, self.shelves, *held):
            each.clear()
        vars(self).clear()

    def _shelf(self, name: str) -> list[TemplateModule]:
        if name not in self.shelves:
            with suppress(TemplateNotFound):  # a name that leads out of the library
                self.shelves[name] = [self.module(file) for file in _files(self.folders, name)]
        return self.shelves.get(name, [])


@cache
def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = sandbox(folders)
    environment.filters["fill"] = lambda pattern, **words: fill(pattern, words)
    return environment


@cache
def _files(folders: tuple[Path, ...], name: str) -> list[str]:
    """Return the templates called `name` in the period's folder and in those it extends, its own first."""
    with suppress(OSError):  # too long for a name
        return [f"{folder.name}/{name}" for folder in folders if (folder / name).is_file()]
    return []
