"""Define the options that several commands share."""

from __future__ import annotations

import click

force = click.option(
    "--force", is_flag=True, help="已有的文件手改过、不是草案，也换成新的；原来的改名留在旁边。"
)
