"""Break or make up a profile; each mutation returns a profile's bytes by chance."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from random import Random

import yaml
from broken_data import break_data
from broken_text import broken_bytes, broken_lines, text_of_a_profile
from made_up import made_up

from generator.yaml_source import Data

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WIDE = 10_000  # no line is broken


def broken_data(chance: Random) -> bytes:
    """Return a profile whose data was changed here and there, written anew."""
    data = _data_of_a_profile(chance)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        break_data(data, chance)
    return written(data, chance)


def made_up_data(chance: Random) -> bytes:
    """Return a profile made up by the schema, written anew; now and then changed in one place."""
    data: Data = made_up(chance)
    if chance.random() < 0.2:
        break_data(data, chance)
    return written(data, chance)


def changed_again(content: bytes, chance: Random) -> bytes:
    """Change a profile in one place and write it anew; return another one if it cannot be read."""
    with suppress(yaml.YAMLError, UnicodeDecodeError, ValueError):
        data: Data = yaml.load(content, _LOADER)  # noqa: S506  # text and nothing else
        break_data(data, chance)
        return written(data, chance)
    return text_of_a_profile(chance).encode()


def written(data: Data, chance: Random) -> bytes:
    """Return data as YAML in one of the ways to write it."""
    style = chance.choice([None, None, None, '"', "'", "|", ">"])
    width = chance.choice([10, 80, _WIDE])
    flow = chance.choice([None, False, False, True])
    text = _dumped(data, style, flow, width)
    if width == _WIDE:
        return text.encode()
    wide = _dumped(data, style, flow, _WIDE)
    # PyYAML may break a quotation where it adds a backslash; then it does not even read itself
    same = yaml.load(text, _LOADER) == yaml.load(wide, _LOADER)  # noqa: S506  # text and nothing else
    return (text if same else wide).encode()


def _dumped(data: Data, style: str | None, flow: bool | None, width: int) -> str:  # noqa: FBT001  # PyYAML's words
    return str(
        yaml.dump(
            data,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_style=style,
            width=width,
            default_flow_style=flow,
        )
    )


class _Dumper(yaml.SafeDumper):
    """Write None as nothing, whatever the style, and repeated objects in full instead of as aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # PyYAML's signature
        return True

    def write_nothing(self, _: None) -> yaml.Node:
        return yaml.ScalarNode("tag:yaml.org,2002:null", "~", style="")


_Dumper.add_representer(type(None), _Dumper.write_nothing)


def _data_of_a_profile(chance: Random) -> Data:
    while True:
        try:
            data: Data = yaml.load(text_of_a_profile(chance), _LOADER)  # noqa: S506  # text and nothing else
        except yaml.YAMLError:
            continue
        if isinstance(data, dict) and "locality" in data:
            return data


MUTATIONS: list[Callable[[Random], bytes]] = [
    broken_bytes,
    broken_lines,
    broken_data,
    broken_data,
    made_up_data,
    made_up_data,
]
