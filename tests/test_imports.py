"""The house's import rule (pyproject.toml, tool.importlinter) holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_imports_go_one_way(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    assert done.returncode == 0, done.stdout + done.stderr
