"""The command, also by `python -m generator`."""

from __future__ import annotations

import gc
import sys

GARBAGE = 100_000  # objects between two searches for cycles: what is loaded and one draft are fewer


def main() -> None:
    """Run the command; an interrupt while it is being loaded ends it as a shell expects."""
    gc.set_threshold(GARBAGE)
    try:
        from generator.cli import run  # noqa: PLC0415  # it takes a moment
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run()
    finally:
        gc.freeze()  # all goes with the process: a last search for cycles would cost a tenth of a draft


if __name__ == "__main__":
    main()
