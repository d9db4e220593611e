"""Look up which fields do something in a block, and what keys are called: templates/schema/profile.yaml."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from generator.base.resources import templates_folder
from generator.yaml_source import Data, load_data, mapping, strings, texts


class BlockUse(NamedTuple):
    """Hold what a kind of block is called in Chinese, and the fields that do something in it.

    `duties` says where to write who leads and takes part, if not there.
    """

    name: str
    fields: tuple[str, ...]
    duties: str = ""


@cache
def block_uses() -> dict[str, BlockUse]:
    """Return what each kind of block is called, and which fields do something in it."""
    uses = {kind: mapping(use) for kind, use in mapping(_schema()["uses"]).items()}
    return {
        kind: BlockUse(str(use["name"]), tuple(texts(use["fields"])), str(use.get("duties") or ""))
        for kind, use in uses.items()
    }


@cache
def key_titles() -> dict[str, str]:
    """Return what each key of a profile holds, in Chinese."""
    return strings(_schema()["words"])


@cache
def _schema() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "schema" / "profile.yaml"))
