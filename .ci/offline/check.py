# ruff: noqa: INP001  # these scripts are no package
"""Say by exit status whether this Python can install the wheels beside this file; runs on any Python.

    check.py PLATFORM GLIBC PYTHON...

9: it can (0 is also what some shells say of a program that is not there); 10: older than every PYTHON;
11: no wheels for this version; 12: another PLATFORM; 13: a C library older than GLIBC; 14: the wheels are not
those of requirements.txt (pip checks that too, but needs the new environment first).
"""

import hashlib
import os
import re
import sys
import sysconfig


def numbers(text):  # noqa: ANN001, ANN201, D103  # annotations are an error for the Pythons that this turns away
    return tuple(map(int, text.split(".")[:2]))


def damaged():  # noqa: ANN201, D103
    from pathlib import Path  # noqa: PLC0415  # not in every Python that is turned away before

    here = Path(__file__).resolve().parent
    try:
        found = {hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in (here / "wheels").glob("*.whl")}
        return found != set(re.findall("sha256:([0-9a-f]+)", (here / "requirements.txt").read_text()))
    except (OSError, UnicodeError):
        return True


platform, glibc, pythons = sys.argv[1], numbers(sys.argv[2]), [numbers(text) for text in sys.argv[3:]]
if sys.version_info[:2] < min(pythons):
    sys.exit(10)
if sys.version_info[:2] not in pythons:
    sys.exit(11)
if sysconfig.get_platform() != platform:
    sys.exit(12)
library = os.confstr("CS_GNU_LIBC_VERSION") if hasattr(os, "confstr") and glibc > (0, 0) else None
if glibc > (0, 0) and (not library or numbers(library.split()[-1]) < glibc):
    sys.exit(13)
if damaged():
    sys.exit(14)
sys.exit(9)
