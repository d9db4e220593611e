"""Define the arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.base.files import is_lock_file
from generator.cli.chinese import Misuse

_Command = TypeVar("_Command", bound=Callable[..., Any])

force = click.option(
    "--force", is_flag=True, help="已有的文件手改过、不是草案，也换成新的；原来的改名留在旁边。"
)


def _without_lock_files(ctx: click.Context, _: click.Parameter, files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return `files` without those that Word keeps beside an open file; 县/* brings them along.

    Raise Misuse if nothing is left.
    """
    kept = tuple(file for file in files if not is_lock_file(file))
    if files and not kept:
        needed = "给的都是 Word 打开文件时的临时文件（名称以 ~$ 开头），请写档案或草案本身的文件名"
        raise Misuse(needed, ctx)
    return kept


def several(name: str, metavar: str) -> Callable[[_Command], _Command]:
    """Return the argument `name` of a command that takes one file or many, shown as `metavar`."""
    return click.argument(
        name,
        metavar=metavar,
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path),
        callback=_without_lock_files,
    )
