"""The house's import rule (pyproject.toml, tool.importlinter) holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_imports_go_one_way(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    assert done.returncode == 0, done.stdout + done.stderr


def test_cerberus_is_loaded_without_what_tells_versions_and_leaves_it_to_others() -> None:
    code = (
        "import sys, generator.check; print('importlib.metadata' in sys.modules);"
        "import importlib.metadata; print(importlib.metadata.version('cerberus'))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603  # our own code
    assert said.split()[0] == "False"
    assert said.split()[1].startswith("1.")
