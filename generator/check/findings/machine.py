"""Write diagnostics for programs: JSON, SARIF 2.1.0 (OASIS) and GitHub's workflow commands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from generator.base.characters import make_visible
from generator.base.diagnostics import Diagnostic, Severity
from generator.base.json_text import dump_json
from generator.check.findings.groups import group_of
from generator.check.findings.rulebook import rulebook

_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_DRIVE = re.compile("[A-Za-z]:(?=/)")
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def as_json(diagnostics: Sequence[Diagnostic], beside: Mapping[str, object]) -> str:
    """Return a JSON object: `findings`, each with its place, group, rule and words, then what is `beside`."""
    return dump_json({"findings": [_entry(diagnostic) for diagnostic in diagnostics], **beside})


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """Return a SARIF log with one run and the rules that found something."""
    spoken = sorted({diagnostic.rule for diagnostic in diagnostics})
    rules = [{"id": rule, "shortDescription": {"text": rulebook()[rule].title}} for rule in spoken]
    results = [_result(diagnostic, spoken.index(diagnostic.rule)) for diagnostic in diagnostics]
    driver = {"name": "plandraft", "rules": rules}
    return dump_json(
        {"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    )


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Return one workflow command a line, none for what the profile accepts."""
    return "\n".join(_command(diagnostic) for diagnostic in diagnostics if not diagnostic.accepted)


def _entry(diagnostic: Diagnostic) -> dict[str, str | int]:
    """Return one diagnostic as JSON data."""
    return {
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        **_spoken_place(diagnostic),
        "severity": diagnostic.severity.value,
        "group": "accepted" if diagnostic.accepted else group_of(diagnostic).key,
        "rule": diagnostic.rule,
        "message": diagnostic.message,
        "why": diagnostic.why,
        "remedy": diagnostic.remedy,
        "accepted": diagnostic.accepted,
    }


def _spoken_place(diagnostic: Diagnostic) -> dict[str, str]:
    """Return where a finding is as people say it, with the words there; nothing where lines say it."""
    place = diagnostic.place
    return {"where": place.where, "words": place.words} if place.where else {}


def _result(diagnostic: Diagnostic, index: int) -> dict[str, object]:
    """Return one SARIF result. SARIF counts lines from 1; a finding about the whole file has no region.

    A place that people say by headings is a logical location: a Word file has no lines.
    """
    place = diagnostic.place
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(place.file)}}
    spoken = [{"fullyQualifiedName": place.where, "name": place.words}] if place.where else []
    if place.line and not spoken:
        location["region"] = {"startLine": place.line, "startColumn": place.column}
    reason = {"kind": "inSource", "justification": diagnostic.accepted}
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {
            "text": diagnostic.message + (f"\n改法：{diagnostic.remedy}" if diagnostic.remedy else "")
        },
        "locations": [
            {"physicalLocation": location, **({"logicalLocations": spoken} if spoken else {})},
        ],
        **({"suppressions": [reason]} if diagnostic.accepted else {}),
    }


def _uri(file: str) -> str:
    """Return a file's name as a URI reference (RFC 3986, 4.1): UTF-8, with reserved characters as %XX.

    Turn a name that begins with a drive, which would be read as a scheme, into a full file URI.
    """
    name = file.replace("\\", "/")
    drive = match[0] if (match := _DRIVE.match(name)) else ""
    start = f"file:///{drive}" if drive else ""
    return start + quote(name.removeprefix(drive), safe="/", errors="backslashreplace")


def _command(diagnostic: Diagnostic) -> str:
    """Return one diagnostic as a workflow command."""
    place = diagnostic.place
    where = f"file={_property(place.file)},line={place.line or 1},col={place.column or 1}"
    said = f"{place.where}：{diagnostic.message}" if place.where else diagnostic.message
    text = f"{said}\n改法：{diagnostic.remedy}"
    return f"::{_GITHUB[diagnostic.severity]} {where},title={diagnostic.rule}::{_data(text)}"


def _data(text: str) -> str:
    """Escape the message of a workflow command."""
    return make_visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
