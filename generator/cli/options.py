"""Define the arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TypeVar

import click

from generator.base.characters import one_line
from generator.base.files import is_lock_file
from generator.base.time_of_writing import Authorship
from generator.cli.chinese import Misuse

_F = TypeVar("_F", bound=Callable[..., None])
_LONGEST = 100  # characters of a name that Word shows beside a change
_DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y年%m月%d日"]

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


def several(name: str, metavar: str) -> Callable[[_F], _F]:
    """Return the argument `name` of a command that takes one file or many, shown as `metavar`."""
    return click.argument(
        name,
        metavar=metavar,
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path),
        callback=_without_lock_files,
    )


def _checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the name `value` without blanks around it; refuse an empty one, a long one, odd characters."""
    name = value.strip() if value is not None else None
    if name is not None and (not name or len(name) > _LONGEST or one_line(name) != name):
        message = f"{one_line(name[:_LONGEST])!r} 不能作名称：不能空着，不能换行，最多 {_LONGEST} 字"
        raise click.BadParameter(message, ctx, param)
    return name


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """Return the day or time that `value` names, in UTC; refuse anything else."""
    for pattern in _DATES if value is not None else ():
        with suppress(ValueError):
            return datetime.strptime(str(value).strip(), pattern).replace(tzinfo=UTC)
    if value is not None:
        message = f"{one_line(value[:_LONGEST])!r} 不是日期；写成 2026-11-29 或 2026年11月29日"
        raise click.BadParameter(message, ctx, param)
    return None


def authorship(what: str) -> Callable[[_F], _F]:
    """Return a decorator that adds --author and --date; the help says that they are those of `what`."""

    def decorate(function: _F) -> _F:
        date = click.option(
            "--date",
            metavar="日期",
            callback=day,
            help=f"{what}的日期，如 2026-11-29；不写就不注日期。",
        )
        author = click.option(
            "--author",
            metavar="姓名",
            callback=_checked,
            help=f"{what}由谁作，如 青石县残联；不写就是本软件。",
        )
        return author(date(function))

    return decorate


def signed_by(function: Callable[..., None]) -> Callable[..., None]:
    """Add --issuer, --contact and --phone, which `function` is given together as `signed`, by their names."""

    @wraps(function)
    def collected(
        *args: object, issuer: str | None, contact: str | None, phone: str | None, **others: object
    ) -> None:
        function(*args, signed={"issuer": issuer, "contact": contact, "phone": phone}, **others)

    from_profile = "；不写就用本级档案里征求意见函的"
    for name, metavar, what in (
        ("phone", "电话", f"反馈意见里的联系电话{from_profile}。"),
        ("contact", "姓名", f"反馈意见里的联系人{from_profile}。"),
        ("issuer", "单位", f"反馈意见由谁发，如 某某市残疾人联合会{from_profile}。"),
    ):
        collected = click.option(f"--{name}", metavar=metavar, callback=_checked, help=what)(collected)
    return collected


def written_by(author: str | None, date: datetime | None) -> Authorship:
    """Return what the options --author and --date say."""
    return Authorship(author or "", date)
