"""Run the command `plandraft`. Only this package prints, prompts or exits."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from gettext import gettext
from importlib import import_module
from io import TextIOWrapper

import click

from generator import STOPPED, __version__
from generator.base.interrupts import Stopped, reraise_signal, stoppable
from generator.cli.chinese import ChineseCommand, speak_chinese
from generator.cli.printing import echo, ensure_streams, stderr_failed

# The purpose of each command stands here, so that the help text imports no command's module.
SUMMARIES = {
    "new": "新建一份档案，每一项都有说明，填好一项是一项，随时能写草案。",
    "roll": "把上一规划期的档案转成下一期的：目标值作基期值待核，其余按部门重新填，原文一字不丢。",
    "import": "把别人写的规划（Word 文件）读成一份待核的档案：数、指标、部门、提纲，每个数注明出处。",
    "check": "核对档案，逐条列出问题。一个地方一个档案，可以给多个。",
    "gaps": "列出还缺什么：按部门，写明填在哪里、用在规划的哪里，填了百分之几。",
    "request": "向各部门要数：一个部门写一份电子表格（.xlsx），填好收回来用 collect 读进档案。",
    "collect": "把各部门填好的电子表格收进档案：注释、次序原样不动，收不了的逐项说明。",
    "draft": "写出规划草案（.docx、.md 或 .html），文件名与档案相同。",
    "explain": "说明一条规则的意思、例子和改法；不写规则名就列出全部规则。",
    "diff": "比较两份草案：改了什么、在哪里、为什么。可以是档案、写出的 .docx，或 git 里的 版本:路径。",
    "text": "把草案打印成便于 git 比较的文字，一句一行，不带序号；草案同 diff。",
    "verify": "核对写出的 .docx：有没有被改过；给了档案，还看哪些数已经和档案不同。",
    "merge": "把一份草案的几份修改稿合成一份：各人的改动都用修订标出，不一致的写成批注；可附意见汇总表。",
    "pull": "把改过的 .docx 收进档案：收得了的就地写进去，要人定的列出来，收不了的说明下一稿会丢。",
    "summary": "汇总一个市（省）各地的档案和草案：谁没有报、谁迟了、合计差多少、谁和谁雷同。",
    "library": "写文库（政策文字）的人用：check 核对，show 看要点，list 按词找，new 新开一个，diff 比两版。",
    "schema": "打印档案的 JSON Schema，供编辑器边写边提示。",
}
_MODULES = {"import": "import_"}  # where a command's name is a word of Python
_FINDINGS, _STDERR_FAILED = 1, 2


class _Commands(ChineseCommand, click.Group):
    """Import a command's module only when that command is called, so that no command pays for another."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # Click's signature
        """Return the names of all commands, in the order of the help text."""
        return list(SUMMARIES)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what each command is for, without importing any."""
        with formatter.section(gettext("Commands")):
            formatter.write_dl(list(SUMMARIES.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command `cmd_name` and give it its help text; return None for an unknown name."""
        if cmd_name not in SUMMARIES:
            return None
        command = import_module(f"generator.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        if not isinstance(command, click.Command):
            return None
        command.help = SUMMARIES[cmd_name]
        return command


def _print_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001  # Click's signature
    if asked:
        echo(f"{ctx.find_root().info_name} {__version__}")
        ctx.exit()


@click.group(cls=_Commands, no_args_is_help=False, help="残疾人保障和发展规划草案生成器。")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="显示版本。"
)
def main() -> None:
    """Group the commands."""


def run(first: Callable[[], None] = lambda: None) -> None:
    """Call `first`, then the command that the process's arguments name, and exit.

    Exit with 0 (fine), 1 (findings, or aborted at a prompt) or 2 (misuse, reported in one line of Chinese, or
    a report that a stream refused). End by a signal as a shell expects. Raise the exception itself if
    PLANDRAFT_DEBUG is set.
    """
    ensure_streams()
    speak_chinese()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console's code page lacks some characters
    try:
        with stoppable():
            _run(first)
    except Stopped as stopped:
        echo(f"\n{STOPPED}", err=True)
        reraise_signal(stopped)


def _run(first: Callable[[], None]) -> None:
    try:
        first()
        code = main.main(standalone_mode=False)
        sys.exit(code or (_STDERR_FAILED if stderr_failed() else 0))
    except click.Abort:
        echo(STOPPED, err=True)
        sys.exit(_FINDINGS)
    except Exception as error:
        if os.environ.get("PLANDRAFT_DEBUG") and not isinstance(error, click.UsageError):
            raise
        from generator.cli.failures import tell_failure  # noqa: PLC0415  # only a failure needs it

        sys.exit(tell_failure(error))
