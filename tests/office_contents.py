# mypy: ignore-errors
# ruff: noqa: FBT003, T201
"""Make the contents of files anew in LibreOffice, run by the system's Python; print their entries.

    python3 office_contents.py PIPE FILE...

LibreOffice listens on the pipe. Prints JSON: by file, the lines of each index. Saves each file under its
name into the folder `renewed` beside it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from office_changes import PropertyValue, connect


def main(pipe: str, files: list[str]) -> None:
    desktop, _ = connect(pipe)
    found = {}
    for file in map(Path, files):
        document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (_setting("Hidden", True),))
        indexes = document.getDocumentIndexes()
        found[str(file)] = []
        for n in range(indexes.Count):
            index = indexes.getByIndex(n)
            index.update()
            found[str(file)].append(index.Anchor.String.split("\n"))
        target = file.parent / "renewed" / file.name
        target.parent.mkdir(exist_ok=True)
        document.storeToURL(target.as_uri(), (_setting("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    print(json.dumps(found, ensure_ascii=False))
    desktop.terminate()


def _setting(name: str, value: object) -> PropertyValue:
    setting = PropertyValue()
    setting.Name, setting.Value = name, value
    return setting


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
