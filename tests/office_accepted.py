# mypy: ignore-errors
# ruff: noqa: FBT003, T201
"""Accept all tracked changes in LibreOffice and save, run by the system's Python.

    python3 office_accepted.py PIPE FILE...

LibreOffice listens on the pipe. Saves each file as a Word file in its place; prints their names as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from office_changes import PropertyValue, connect


def main(pipe: str, files: list[str]) -> None:
    desktop, dispatcher = connect(pipe)
    for file in files:
        document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (_setting("Hidden", True),))
        frame = document.getCurrentController().getFrame()
        dispatcher.executeDispatch(frame, ".uno:AcceptAllTrackedChanges", "", 0, ())
        document.storeToURL(Path(file).as_uri(), (_setting("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    print(json.dumps(files, ensure_ascii=False))
    desktop.terminate()


def _setting(name: str, value: object) -> PropertyValue:
    setting = PropertyValue()
    setting.Name, setting.Value = name, value
    return setting


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
