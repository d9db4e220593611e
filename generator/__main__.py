"""The command, also by `python -m generator`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command; an interrupt while it is being loaded ends it as a shell expects."""
    try:
        from generator.cli import run  # noqa: PLC0415  # it takes a moment
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
