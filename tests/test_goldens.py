"""Hold the five plans against their last accepted text: a change of wording shows here first."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, Golden

from generator.pipeline.check import check
from generator.pipeline.draft import as_md
from generator.pipeline.support.composing import compose

PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_the_committed_draft_is_what_its_profile_gives(file: Path, golden: Golden) -> None:
    profile = check(file).profile
    assert profile is not None
    golden.check(ROOT / "output" / f"{file.stem}.md", as_md(compose(profile)))
