"""Click's own words in Chinese: headings of --help, and what it says of misuse."""

from __future__ import annotations

import re

import click

from generator.cli.printing import echo

_HELP = "显示帮助。"
_EXTRA = re.compile(r"extra arguments? \((.+)\)")  # as Click words it


class Misuse(click.UsageError):
    """Misuse that a command words itself, in Chinese."""


class _Formatter(click.HelpFormatter):
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

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = ["[选项]" if piece == "[OPTIONS]" else piece for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with Chinese words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help, option.callback = _HELP, _show_help
        return option


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001  # Click's signature
    if asked:
        echo(ctx.get_help())
        ctx.exit()


class ChineseGroup(ChineseCommand, click.Group):
    """A group of commands whose help speaks Chinese throughout."""

    def summaries(self) -> dict[str, str]:
        """What each command is for."""
        return {name: command.help or "" for name, command in self.commands.items()}

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # Click's signature
        """Name the command's place in the usage line."""
        return ["[选项]", "命令", "[参数]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(list(self.summaries().items()))


def say_usage_error(error: click.UsageError) -> str:
    """One line on what was wrong with the command line, and where to find help."""
    match error:
        case Misuse():
            what = error.message
        case click.exceptions.NoArgsIsHelpError():
            what = "缺少命令"
        case click.NoSuchOption():
            what = f"没有选项 {error.option_name}"
        case click.MissingParameter():
            what = f"缺少{_missing(error)}"
        case click.BadOptionUsage():
            what = f"选项 {error.option_name} {_value_of(error)}"
        case click.NoSuchCommand():
            what = f"没有命令 {error.command_name}"
        case click.BadParameter():
            what = f"{_named(error.param)}的内容不对{_choices(error.param)}"
        case _:
            what = _other(error)
    path = error.ctx.command_path if error.ctx else "plandraft"
    return f"{what}。用法见 {path} --help"


def _other(error: click.UsageError) -> str:
    """What Click says of words that it has no error of its own for."""
    if found := _EXTRA.search(error.message):
        return f"多了 {found[1]}"
    return "缺少命令" if isinstance(error.ctx and error.ctx.command, click.Group) else "命令写法不对"


def _value_of(error: click.BadOptionUsage) -> str:
    """What is wrong with the value of an option: it has none, or one that it does not take."""
    options = error.ctx.command.get_params(error.ctx) if error.ctx else []
    option = next((each for each in options if error.option_name in each.opts), None)
    if isinstance(option, click.Option) and not option.is_flag:
        return f"后面缺少{option.metavar or '内容'}"
    return "不带值"


def _missing(error: click.MissingParameter) -> str:
    """What a command lacks: as its own code says it, or the metavar of an argument."""
    if error.param and error.ctx:
        return error.param.make_metavar(error.ctx)
    return str(error.param_hint or "参数")


def _named(param: click.Parameter | None) -> str:
    return f"选项 {param.opts[-1]} " if isinstance(param, click.Option) else "参数"


def _choices(param: click.Parameter | None) -> str:
    choices = param.type.choices if param and isinstance(param.type, click.Choice) else ()
    return f"，可以是 {'、'.join(map(str, choices))}" if choices else ""
