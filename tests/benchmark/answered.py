"""Write a new county's profile, new.yaml, and fifteen workbooks that its departments have filled in.

python tests/benchmark/answered.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from filled_workbooks import fill
from test_gaps import new
from test_workbook_trip import ANSWER, made_up

from generator.pipeline.request import ask, write_requests

FIFTEEN = 15


def main(folder: Path) -> None:
    """Write the profile into `folder` and the workbooks into its folder `answered`."""
    profile = new(folder, "county", "2026-2030")
    write_requests(ask(profile), folder / "answered")
    books = sorted((folder / "answered").glob("*.xlsx"))
    for book in books:
        book.write_bytes(fill(book.read_bytes(), made_up, titles=ANSWER, person="张三"))
    for number in range(FIFTEEN - len(books)):
        book = books[number]
        book.with_name(f"{book.stem}-{number}.xlsx").write_bytes(book.read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
