"""Load the modules that make the zips for machines without a network, and render their files."""

from __future__ import annotations

import importlib
import sys
import sysconfig
from types import ModuleType

import pytest
from conftest import ROOT

OFFLINE = ROOT / ".ci" / "offline"
HERE = sysconfig.get_platform()
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def packing(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """Return the module that knows systems, pins and wheels, and the one that makes the zips."""
    monkeypatch.syspath_prepend(OFFLINE)
    served = importlib.import_module("served")
    assert served.HERE == OFFLINE
    return served, importlib.import_module("build")


def written(build: ModuleType, system: object, **facts: object) -> dict[str, bytes]:
    """Return the files that templates make for a system."""
    about = {
        "version": "1.2.3",
        "pythons": ["3.11", "3.12"],
        "lacking": {"3.15": ["lxml"]},
        "wheels": ["a.whl"],
    }
    return dict(build.rendered(system, {**vars(system), **about, "body": "<p>手册</p>", **facts}))
