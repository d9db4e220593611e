"""Fuzz one target guided by coverage: `python tests/fuzz/fuzz.py source 60` for so many seconds.

A target is a module beside this one: `tried(content)` raises where something does not hold, `seeds()` are
inputs to begin with, `WORDS` what stands in most of them. A find is left in tests/cases/fuzz/<target>/, where
an ordinary test tries it again; the exit is not 0.
"""

from __future__ import annotations

import sys
import tempfile
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType

import atheris

TESTS = Path(__file__).resolve().parent.parent
_LONGEST = 65_536  # bytes of an input
_SLOWEST = 5  # seconds for one input, traced as it is and on a busy machine; sound ones take a tenth of one
_SEED_BYTES = 4_096  # a small seed is tried many times in a second
_MEGABYTES = 512  # sound inputs take 60


def main(name: str, seconds: str) -> None:
    """Fuzz a target for so many seconds, then end the process."""
    sys.path.insert(0, str(TESTS))
    with atheris.instrument_imports(include=["generator"]):
        target = import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        corpus, words = _corpus(target, Path(folder)), _dictionary(target, Path(folder))
        finds = TESTS / "cases" / "fuzz" / name
        finds.mkdir(parents=True, exist_ok=True)
        options = {
            "max_total_time": seconds,
            "seed": 1,
            "max_len": _LONGEST,
            "timeout": _SLOWEST,
            "rss_limit_mb": _MEGABYTES,
            "dict": words,
            "artifact_prefix": f"{finds}/",
            "print_final_stats": 1,
            "verbosity": 0,
        }
        atheris.Setup(
            [name, *(f"-{key}={value}" for key, value in options.items()), str(corpus)], target.tried
        )
        atheris.Fuzz()


def _corpus(target: ModuleType, folder: Path) -> Path:
    """Write the seeds into a folder, one a file; return the folder."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for content in target.seeds():
        if len(content) <= _SEED_BYTES:
            (corpus / sha256(content).hexdigest()).write_bytes(content)
    return corpus


def _dictionary(target: ModuleType, folder: Path) -> Path:
    r"""Write the words as libFuzzer reads them, every byte as \xAB; return the file."""
    file = folder / "words"
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in target.WORDS)
    file.write_text("".join(f'"{line}"\n' for line in lines))
    return file


if __name__ == "__main__":
    main(*sys.argv[1:])
