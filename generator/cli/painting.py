"""Mark what was deleted and inserted, for whoever reads a report at a terminal or in a file."""

from __future__ import annotations

import click

from generator.diff import Op

_COLOURS = {Op.DELETED: "red", Op.INSERTED: "green", Op.SAME: None}
_BRACKETS = {Op.DELETED: ("[-", "-]"), Op.INSERTED: ("{+", "+}"), Op.SAME: ("", "")}


def paint(text: str, op: Op) -> str:
    """Mark a `text` as deleted or inserted.

    Use brackets, which a pipe keeps, and colours, which only a terminal shows.
    """
    return click.style(bracket(text, op), fg=_COLOURS[op]) if text else text


def bracket(text: str, op: Op) -> str:
    """Mark a `text` as deleted or inserted by brackets alone."""
    before, after = _BRACKETS[op]
    return f"{before}{text}{after}" if text else text
