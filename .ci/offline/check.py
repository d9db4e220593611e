# ruff: noqa: INP001  # these scripts are no package
"""Say by exit status whether this Python can install the wheels here; runs on any Python.

    check.py PLATFORM GLIBC PYTHON...

9: it can (0 is also what some shells say of a program that is not there); 10: older than every PYTHON;
11: no wheels for this version; 12: another PLATFORM; 13: a C library older than GLIBC.
"""

import os
import sys
import sysconfig


def numbers(text):  # noqa: ANN001, ANN201, D103  # annotations are an error for the Pythons that this turns away
    return tuple(map(int, text.split(".")[:2]))


platform, glibc, pythons = sys.argv[1], numbers(sys.argv[2]), [numbers(text) for text in sys.argv[3:]]
library = os.confstr("CS_GNU_LIBC_VERSION") if hasattr(os, "confstr") and glibc > (0, 0) else None
if sys.version_info[:2] < min(pythons):
    sys.exit(10)
if sys.version_info[:2] not in pythons:
    sys.exit(11)
if sysconfig.get_platform() != platform:
    sys.exit(12)
if glibc > (0, 0) and (not library or numbers(library.split()[-1]) < glibc):
    sys.exit(13)
sys.exit(9)
