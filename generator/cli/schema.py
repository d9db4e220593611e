"""Run `plandraft schema`: print the profile's JSON Schema, for editors."""

from __future__ import annotations

import click

from generator.base.json_text import dump_json
from generator.base.resources import period_ids
from generator.check.form.json_schema import json_schema
from generator.cli.chinese import ChineseCommand, NamedChoice
from generator.cli.report import print_data
from generator.cli.templates import templates
from generator.library.period import period_titles


@click.command(cls=ChineseCommand, name="schema")
@click.option(
    "--period",
    metavar="规划期",
    type=NamedChoice(period_titles()),
    default=period_ids()[-1],
    help="哪个规划期的档案。",
)
@templates
def command(period: str) -> None:
    """Print the JSON Schema of a period's profiles."""
    print_data(dump_json(json_schema(period)))
