"""Test that imports keep to the contracts (pyproject.toml, tool.importlinter)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_imports_go_one_way(root: Path) -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603  # our own command
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_sound_profile_is_drafted_with_cerberus(root: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from generator.cli import main; main(sys.argv[1:], standalone_mode=False);"
        "print('cerberus' in sys.modules)"
    )
    words = ["draft", str(root / "profiles" / "luojiang.yaml"), "--output", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    assert done.stdout.split()[-1] == "True"
