"""Have Click speak Chinese: by the catalogue in templates/locale, and with Chinese signs in --help."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping

import click

from generator.base.resources import templates_folder
from generator.cli.printing import echo


class Misuse(click.UsageError):
    """Misuse that a command words itself, in Chinese."""


def speak_chinese() -> None:
    """Have Click's messages come from the catalogue, whatever language the system speaks."""
    gettext.bindtextdomain("click", str(templates_folder() / "locale"))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = "zh_CN"  # the only way by which gettext learns of a language


class NamedChoice(click.Choice[str]):
    """A choice among keys that may also be written by their Chinese titles: county or 县."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__(list(titles))
        self._titles = titles
        self._keys = {title: key for key, title in titles.items()}

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key that `value` is or names; refuse anything else with the list of both."""
        key = self._keys.get(value, value)
        if key not in self._titles:
            listed = "、".join(f"{key} {title}" for key, title in self._titles.items())
            self.fail(f"可以是 {listed}", param, ctx)
        return key


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or gettext.gettext("Usage:"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{heading}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class ChineseCommand(click.Command):
    """A command whose help speaks Chinese throughout."""

    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words of a command line; misuse names the command whose words they are."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line, Click's own in Chinese."""
        return [gettext.gettext(piece) for piece in super().collect_usage_pieces(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help, which notices if standard output does not take what it prints."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001  # Click's signature
    if asked:
        echo(ctx.get_help())
        ctx.exit()


def say_usage_error(error: click.UsageError) -> str:
    """Return one line on what was wrong with the command line, and where to find help."""
    path = error.ctx.command_path if error.ctx else "plandraft"
    found = gettext.gettext("Try '{command} {option}' for help.").format(command=path, option="--help")
    return f"{error.format_message().removesuffix('.')}。{found}"
