"""Hold workbooks to their time: a county's questions and answers take few times what its check takes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from filled_workbooks import fill
from test_gaps import new
from test_workbook_trip import ANSWER, asked, made_up

FIFTEEN = 15


def seconds(folder: Path, *words: str) -> float:
    """Return the least time of the processor that a command takes, of three new processes.

    {n} in its words is the number of the process, to write into a folder of its own.
    """
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    found = []
    for n in range(4):
        command = [sys.executable, "-m", "generator", *(word.format(n=n) for word in words)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=folder, check=False, env=environment, capture_output=True)  # noqa: S603
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found[1:])


@pytest.mark.slow
def test_a_request_takes_two_checks_and_fifteen_answers_three(tmp_path: Path) -> None:
    new(tmp_path, "county", "2026-2030")
    check = seconds(tmp_path, "check", "new.yaml")
    assert seconds(tmp_path, "request", "new.yaml", "-o", "表{n}") <= 2 * check
    (tmp_path / "表0").rename(tmp_path / "表")
    books = list(asked(tmp_path / "表"))
    for book in books:
        book.write_bytes(fill(book.read_bytes(), made_up, titles=ANSWER, person="张三"))
    for number in range(FIFTEEN - len(books)):
        (tmp_path / "表" / f"又{number}.xlsx").write_bytes(books[number].read_bytes())
    assert len(list(asked(tmp_path / "表"))) == FIFTEEN
    assert seconds(tmp_path, "collect", "new.yaml", "表", "--dry-run") <= 3 * check
