"""Break profiles in one place: an error at that line or the one beside it, no traceback, never long."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled

from generator.check.findings.rulebook import is_blocking
from generator.pipeline.check import check

SOUND = [file.read_text("utf-8") for file in sorted((ROOT / "tests/cases/sound").glob("*.yaml"))]
Break = Callable[[str, random.Random], str | None]


def unbalanced(line: str, _: random.Random) -> str | None:
    return (
        line.rstrip("}]")
        if line.rstrip().endswith(("}", "]")) and line.count("{") == line.count("}") == 1
        else None
    )


def misspelt_key(line: str, rng: random.Random) -> str | None:
    keys = ["kind", "name", "target", "baseline", "attribute", "title", "topics", "chapters", "numbering"]
    found = [key for key in keys if f"{key}: " in line]
    return line.replace(f"{(key := rng.choice(found))}: ", f"{key[0]}{key}: ", 1) if found else None


def open_quote(line: str, _: random.Random) -> str | None:
    return line.replace(": ", ': "', 1) if line.count('"') == 0 and ": " in line and "{" not in line else None


def tag(line: str, _: random.Random) -> str | None:
    return line.replace(": ", ": !!python/object:os.system ", 1) if ": " in line and "#" not in line else None


def alias(line: str, _: random.Random) -> str | None:
    return line.replace(": ", ": *everything ", 1) if ": " in line and line.count(":") == 1 else None


def control(line: str, rng: random.Random) -> str | None:
    return line + rng.choice("\x00\x07\x1b\u2028\u202e") if line.strip() else None


def twice(line: str, _: random.Random) -> str | None:
    return f"{line}\n{line}" if line[:1].isalpha() and ": " in line else None


def half_a_key(line: str, _: random.Random) -> str | None:
    return line.replace(": ", " ", 1) if line[:1].isalpha() and line.count(": ") == 1 else None


BREAKS: list[Break] = [unbalanced, misspelt_key, open_quote, tag, alias, control, twice, half_a_key]


@given(st.randoms(use_true_random=False))
def test_a_profile_broken_in_one_line_is_told_at_that_line(
    tmp_path_factory: pytest.TempPathFactory, rng: random.Random
) -> None:
    lines = rng.choice(SOUND).split("\n")
    how = rng.choice(BREAKS)
    places = [n for n, line in enumerate(lines) if line.strip()[:1] != "#" and how(line, random.Random(0))]
    if not places:
        return
    place = rng.choice(places)
    lines[place] = how(lines[place], random.Random(0)) or ""
    file = tmp_path_factory.getbasetemp() / "broken.yaml"
    file.write_text("\n".join(lines), "utf-8")
    told = [finding.place.line for finding in check(file).findings if is_blocking(finding)]
    assert any(abs(line - (place + 1)) <= 1 for line in told), (how.__name__, place + 1, told, lines[place])


HOSTILE = {
    "alias-bomb": b"a: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 121)),
    "python-object": b"a: !!python/object/apply:os.system ['echo hacked']\n",
    "50-mb": b"period: 2021-2025\n" + b"# " + b"x" * 50_000_000,
    "binary": bytes(range(256)) * 1_000,
    "zip": b"PK\x03\x04" + bytes(random.Random(1).randrange(256) for _ in range(10_000)),
    "brackets": b"[" * 1_000_000,
    "indents": b"a:\n" + b"".join(b" " * n + b"- x:\n" for n in range(1, 400)),
    "braces": b"{a: " * 100_000,
    "one-long-line": "字".encode() * 1_000_000,
}


@pytest.mark.parametrize("name", sampled(HOSTILE, ("alias-bomb", "python-object", "brackets"), attack))
def test_a_hostile_file_is_refused_at_once_with_little_memory(tmp_path: Path, name: str) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_bytes(HOSTILE[name])
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    checked = check(file)
    assert checked.profile is None
    assert any(is_blocking(finding) for finding in checked.findings)
    assert time.process_time() - started < 2  # the promise of the issue, not a measure of speed
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000
