"""Fuzz the YAML loader: any bytes are read or refused with places, and what was read can be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.check.findings.rulebook import to_diagnostic
from generator.check.form.profile import check_form
from generator.locality.profile import read_source
from generator.yaml_source import Data, parse
from generator.yaml_source.mend import correct_slips
from generator.yaml_source.read import decode
from generator.yaml_source.write import yaml_flow

CASES = Path(__file__).resolve().parent.parent / "cases"
NAME = "p.yaml"
NOTHING = Finding("", Place(NAME), {})  # no rule: it cannot be told
WORDS = [
    "period: 2021-2025\n", "locality: {name: 县, kind: county}\n", "outline:\n  ", "chapters:\n  ",
    "indicators:\n  ", "target: ", "own: ", "- ", "? ", "---\n", "...\n", "&a ", "*a", "!!int ", "|\n  ",
    ">-\n  ", "：", "，", "“>90”", ">90", "\u3000", "\t", "０", "{a: b}", "[700]", "<<: ", '"', "'",
    "\\u202e", "\r", "\r\n", "\ufeff", "%YAML 1.2\n", " #", "~", "null", "\u2028", "😀",
]  # fmt: skip


def seeds() -> Iterator[bytes]:
    """Yield profiles and other YAML of the cases, as they are and in other encodings."""
    for file in sorted(CASES.rglob("*.yaml")):
        yield file.read_bytes()
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        yield "period: 2021-2025\nlocality: {name: 安泽县, kind: county}\n".encode(encoding)


def tried(content: bytes) -> None:
    """Read bytes as a profile and check the loader's promises."""
    text, refused = _decoded(content)
    if refused:
        assert [finding.place for finding in refused] == [Place(NAME)]
        return
    mended, slips = correct_slips(text, NAME)
    assert (mended != text) == bool(slips)
    findings = slips
    try:
        source, said = read_source(content, NAME)
        findings = [*said, *check_form(source)]
        _hold_places(mended, source.places.values())
        _hold_written(parse(mended, NAME).data)
    except PlanError as error:
        findings = [*slips, *(error.findings or [NOTHING])]
    _hold_places(mended, [finding.place for finding in findings if finding.rule != "yaml-mended"])
    assert all(to_diagnostic(finding).message for finding in findings)


def _decoded(content: bytes) -> tuple[str, list[Finding]]:
    try:
        return decode(content, NAME)[0], []
    except PlanError as error:
        return "", error.findings


def _hold_places(text: str, places: Iterable[Place]) -> None:
    """Check that every place lies within the text, or means the whole file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for _, line, column, *_ in places:
        assert not line or (line <= len(lines) and 0 < column <= len(lines[line - 1]) + 1), (line, column)


def _hold_written(data: Data) -> None:
    """Check that data written on one line reads back the same, except that a line writes None as nothing."""
    try:
        again = parse(f"k: {yaml_flow(data)}", NAME).data
    except PlanError as error:
        assert {finding.rule for finding in error.findings} <= {"yaml-depth"}, error  # noqa: PT017  # which errors
        return
    assert again == {"k": data}, (again, data)
