# mypy: ignore-errors
# ruff: noqa: ANN401, FBT003, T201
"""Accept and reject tracked changes in LibreOffice, run by the system's Python; print what is left.

    python3 office_changes.py PIPE FILE...

LibreOffice listens on the pipe. Prints JSON: by file, the paragraphs once all changes are accepted, and once
all are rejected.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

_PATIENCE = 60  # seconds for LibreOffice to begin


def main(pipe: str, files: list[str]) -> None:
    desktop, dispatcher = connect(pipe)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    found = {}
    for file in files:
        found[file] = []
        for command in ("AcceptAllTrackedChanges", "RejectAllTrackedChanges"):
            document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (hidden,))
            frame = document.getCurrentController().getFrame()
            dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
            found[file].append(list(_words(document)))
            document.close(True)
    print(json.dumps(found, ensure_ascii=False))
    desktop.terminate()


def connect(pipe: str) -> tuple[Any, Any]:
    """Return the desktop and the dispatcher of the LibreOffice that listens on a pipe."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
    manager = remote.ServiceManager
    return tuple(
        manager.createInstanceWithContext(f"com.sun.star.frame.{name}", remote)
        for name in ("Desktop", "DispatchHelper")
    )


def _words(document: Any) -> Any:
    """Yield the paragraphs of the text, its tables and its boxes."""
    yield from _paragraphs(document.Text)
    frames = document.DrawPage
    for n in range(frames.Count):  # boxes
        yield from _paragraphs(frames.getByIndex(n).Text)


def _paragraphs(text: Any) -> Any:
    blocks = text.createEnumeration()
    while blocks.hasMoreElements():
        block = blocks.nextElement()
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield from _paragraphs(block.getCellByName(name))
        elif words := block.String:
            yield words


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
