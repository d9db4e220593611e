"""Read the data of a summary piece by piece: that of thousands of places would fill the memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import open_at_once, read_whole
from generator.yaml_source import Data, mapping

_MOST_BYTES = 100_000_000  # of a summary's data; a province's are three, the country's are forty
_SMALL = 4_000_000  # bytes that are read at once
_ENDS = b",\r\n"
_Takers = Mapping[str, Callable[[Data], None]]


def read_data(file: Path, takers: _Takers) -> Data:
    """Return the data in `file`, numbers as texts; give each row of the lists that `takers` name to theirs.

    The data returned lack these, and are None where the file is no JSON. Raise PlanError if it cannot be
    read.
    """
    if not file.is_file() or file.stat().st_size <= _SMALL:
        return _at_once(read_whole(file, _MOST_BYTES), takers)
    if file.stat().st_size > _MOST_BYTES:
        raise PlanError([Finding("file-large", Place(str(file)), {"limit": str(_MOST_BYTES // 1_000_000)})])
    try:
        with open_at_once(file) as stream:
            return _at_once(b"".join(_rest(stream, takers)), takers)
    except (OSError, ValueError, RecursionError):
        return _at_once(read_whole(file, _MOST_BYTES), takers)  # not as it was written, or it says why not


def _at_once(content: bytes, takers: _Takers) -> Data:
    try:
        data = mapping(_loaded(content))
    except (ValueError, RecursionError):
        return None
    for key, take in takers.items():
        rows = data.pop(key, None)
        for row in rows if isinstance(rows, list) else []:
            take(row)
    return data


def _rest(lines: Iterable[bytes], takers: _Takers) -> Iterator[bytes]:
    """Yield the `lines` of a summary as `json_pieces` writes them, without the rows that are taken.

    Each row begins and ends with a brace four blanks from the margin.
    """
    begins = {f'  "{key}": ['.encode(): take for key, take in takers.items()}
    take, row = None, list[bytes]()
    for line in lines:
        bare = line.rstrip(_ENDS)
        if take is None:
            yield line
            take = begins.get(bare)
        elif bare == b"  ]":
            yield line
            take = None
        else:
            row.append(line)
            if bare == b"    }":
                take(_loaded(b"".join(row).rstrip(_ENDS)))
                row.clear()


def _loaded(content: bytes) -> Data:
    data: Data = json.loads(content, parse_int=str, parse_float=str, parse_constant=str)
    return data
