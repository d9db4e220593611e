"""Put line ends into every text of a profile: what `roll` and `new` write of them is never a line of YAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT
from marks import attack, sampled

from generator.pipeline.check import check
from generator.yaml_source import Data, load, mapping
from generator.yaml_source.read import read_text
from generator.yaml_source.write import yaml_flow

PLANS = sorted((ROOT / "profiles").glob("*.yaml"))
LIVE = "\n  population: {certified: '99999'}\nplanted: 1\n"


def paths(data: Data, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every text in a profile's data."""
    if isinstance(data, str):
        yield path
    elif isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from paths(value, (*path, key))


def planted(data: Data, path: tuple[str | int, ...]) -> Data:
    """Return data with a line that would be YAML behind the text at `path`."""
    if not path:
        return f"{data}{LIVE}"
    if isinstance(data, list):
        return [planted(each, path[1:]) if n == path[0] else each for n, each in enumerate(data)]
    return {key: planted(each, path[1:]) if key == path[0] else each for key, each in mapping(data).items()}


def written(data: Data, file: Path) -> bool:
    """Write a profile's data as YAML, and return whether it can be drafted."""
    file.write_text("".join(f"{key}: {yaml_flow(each)}\n" for key, each in mapping(data).items()), "utf-8")
    return check(file).profile is not None


def all_texts() -> list[tuple[Path, tuple[str | int, ...]]]:
    """Return a text of each kind of the real plans' profiles: the first one of each group and last key."""
    first: dict[tuple[str | int, ...], tuple[Path, tuple[str | int, ...]]] = {}
    for plan in PLANS:
        for path in paths(load(plan).data):
            kind = (
                path[:1]
                if path[0] in {"outline", "parts"}
                else (path[0], len(path), path[-1] if len(path) > 2 else "")
            )
            first.setdefault(kind, (plan, path))
    return list(first.values())


TEXTS = all_texts()


@pytest.mark.parametrize(
    "text", sampled(TEXTS, TEXTS[::4], attack), ids=lambda text: f"{text[0].stem}-{text[1]}"
)
def test_no_text_of_a_profile_becomes_a_line_of_the_next(
    text: tuple[Path, tuple[str | int, ...]], command: Command, tmp_path: Path
) -> None:
    plan, path = text
    file, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    if not written(planted(load(plan).data, path), file):
        pytest.skip("no profile may say that")
    assert command("roll", file, "-o", new).code in {0, 1}
    data = mapping(load(new).data)
    assert "planted" not in data
    assert mapping(data["population"]).get("certified") in {None, ""}
    lines = read_text(new)[0].splitlines()
    assert not [line for line in lines if line.strip() == "planted: 1" or line.startswith("  population: {")]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"])
def test_no_name_becomes_a_line_of_a_new_profile(end: str, command: Command, tmp_path: Path) -> None:
    command("new", "a.yaml", "--name", f"青石县{end}planted: 1{end}", "--kind", "county", "--upper", "某某省")
    command(
        "new", "b.yaml", "--name", f"青石县{end}", "--kind", "county", "--upper", f"某某省{end}planted: 1"
    )
    for file in tmp_path.glob("*.yaml"):
        assert "planted" not in mapping(load(file).data)
        assert not any(line.startswith("planted") for line in file.read_text("utf-8").splitlines())
