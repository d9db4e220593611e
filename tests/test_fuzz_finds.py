"""Try again the seeds and the finds of the coverage-guided fuzzers of tests/fuzz/, in cases/fuzz/."""

from __future__ import annotations

from importlib import util
from pathlib import Path
from types import ModuleType

import pytest
from commands import CASES
from conftest import ROOT
from marks import attack, sampled

_FINDS = sorted(file for file in (CASES / "fuzz").glob("*/*") if file.is_file())


def target(name: str) -> ModuleType:
    """Load what a fuzzer tries by its file, for its folder is on no path."""
    spec = util.spec_from_file_location(f"fuzz_{name}", ROOT / "tests" / "fuzz" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", sampled(("source", "values", "word"), ("values",), attack))
def test_every_seed_of_a_fuzzer_keeps_its_promises(name: str) -> None:
    tried = target(name)
    seeds = list(tried.seeds())
    assert len(seeds) > 10
    for content in seeds:
        tried.tried(content)


@pytest.mark.parametrize("file", _FINDS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_what_a_fuzzer_once_found_stays_mended(file: Path) -> None:
    target(file.parent.name).tried(file.read_bytes())
