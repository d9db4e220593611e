"""Hold what is to be written in little room, where it is made piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import compressobj, decompressobj

_FAST = 1  # level of compression: what tables say shrinks to a tenth, in a tenth of the time to make it


class Packed:
    """Hold the bytes of `pieces`, compressed. Iterating yields them again, in other pieces."""

    __slots__ = ("_chunks",)

    def __init__(self, pieces: Iterable[bytes]) -> None:
        packer = compressobj(_FAST)
        chunks = [packed for piece in pieces if (packed := packer.compress(piece))]
        self._chunks = [*chunks, packer.flush()]

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes piece by piece."""
        reader = decompressobj()
        for chunk in self._chunks:
            if piece := reader.decompress(chunk):
                yield piece
        yield reader.flush()
