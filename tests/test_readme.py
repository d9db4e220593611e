"""What the READMEs show a reader works as shown."""

from __future__ import annotations

import re
from pathlib import Path

import plans
import pytest
import yaml

from generator.document import part_runs, plain

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(file: Path, language: str) -> list[str]:
    """The fenced blocks of a file in one language."""
    return [text for found, text in BLOCK.findall(file.read_text("utf-8")) if found == language]


def test_the_first_two_commands_install_and_draft_and_install_and_test(root: Path) -> None:
    draft, test = blocks(root / "README.md", "sh")[:2]
    assert re.fullmatch(r"pip install \. && plandraft draft (\S+) -o \S+\n", draft)
    assert (root / draft.split()[6]).is_file()
    assert test == "pip install -e '.[test]' && pytest\n"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_profiles_shown_can_be_drafted(root: Path, name: str) -> None:
    shown = [yaml.load(text, Loader=yaml.BaseLoader) for text in blocks(root / name, "yaml")]  # noqa: S506  # text only, as our loader reads it
    assert shown
    for data in shown:
        whole = data if "period" in data else {**plans.bare("county"), **data}
        document = plans.document(whole)
        assert any(plain((run,)) for part in document.parts for run in part_runs(part))
