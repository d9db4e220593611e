"""Run the command `plandraft`, also as `python -m generator`."""

from __future__ import annotations

import gc
import sys

GARBAGE = 100_000  # objects between two garbage collections: more than the program and one draft need


def main() -> None:
    """Run the command.

    Exit with 130, as a shell expects, if an interrupt comes while the command is loading.
    """
    gc.set_threshold(GARBAGE)
    try:
        from generator.cli import run  # noqa: PLC0415  # the import is slow, and may be interrupted
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run()
    finally:
        gc.freeze()  # the process ends: a last garbage collection would cost a tenth of a draft


if __name__ == "__main__":
    main()
