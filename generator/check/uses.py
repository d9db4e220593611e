"""What the fields of a block do, and what forms are called: templates/schema/profile.yaml."""

from __future__ import annotations

from functools import cache

from generator.base.resources import templates_folder
from generator.yaml_source import Data, load_data, mapping, strings, texts


@cache
def block_uses() -> dict[str, list[str]]:
    """Return the fields that do something in a block, by its kind."""
    return {kind: texts(fields) for kind, fields in mapping(_schema()["uses"]).items()}


@cache
def form_titles() -> dict[str, str]:
    """Return what each form of a part is called in Chinese."""
    return strings(_schema()["forms"])


@cache
def _schema() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "schema" / "profile.yaml"))
