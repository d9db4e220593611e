"""Turn Cerberus errors into findings: its codes into our rules, its paths into places in the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cerberus import errors

from generator.base.diagnostics import Finding
from generator.base.limits import MOST_FINDINGS
from generator.base.spelling import nearest
from generator.check.form.indicator_report import IndicatorReport
from generator.check.form.vocabulary import key_titles
from generator.library.outline import CHANGES
from generator.library.period import Period
from generator.yaml_source import KeyPath, Source, node_at

_TYPES = {"string": "文字", "dict": "“键: 值”", "list": "列表"}
_FEW = 16
_MOST_ERRORS = 2 * MOST_FINDINGS  # of one kind: two of them may be told as one
_A_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*|\w{1,6}")  # words of a sentence are longer, or have other signs
_CELL = 2  # what lies below `indicators` is an indicator, and below that its columns


class CerberusReport:
    """Findings of one file; `period` has the national indicators, `words` say what a key holds."""

    def __init__(
        self, source: Source, period: Period | None = None, words: Mapping[str, str] | None = None
    ) -> None:
        self.source = source
        self.indicators = list(period.indicators) if period else []
        self.words = words or {}
        self._seen: Counter[tuple[Any, ...]] = Counter()
        self._of_indicator = IndicatorReport(source, period).finding if period else None

    def told(self, found: Iterable[Any]) -> list[Finding]:
        """Return the findings of all errors, each once, in file order."""
        findings = [finding for error in sorted(found) for finding in self.findings(error)]
        once = {(each.rule, each.place, *each.facts.items()): each for each in reversed(findings)}
        return sorted(once.values(), key=lambda finding: finding.place)

    def findings(self, error: Any) -> Iterator[Finding]:
        """Yield the findings of an error, or of the errors below it."""
        for child in sorted(error.child_errors or ()):
            yield from self.findings(child)
        if not error.child_errors and self._is_listed(error):
            path = tuple(error.document_path)
            yield _KINDS.get(error.code, CerberusReport.form)(self, error, path)

    def _is_listed(self, error: Any) -> bool:
        """Return whether few errors of its kind came before: each may be compared with many names."""
        kind = (error.code, *error.info) if error.code == errors.CUSTOM.code else (error.code,)
        self._seen[kind] += 1
        return self._seen[kind] <= _MOST_ERRORS

    def unknown_key(self, error: Any, path: KeyPath) -> Finding:
        """Report a key that no schema knows here; words without a value are the rest of a sentence."""
        if error.value is None and not _A_KEY.fullmatch(str(path[-1])):
            return Finding("value-cut", self.source.key_place(path), {"words": str(path[-1])})
        return self._key(str(path[-1]), error.info[0], path)

    def missing(self, error: Any, path: KeyPath) -> Finding:
        """Report a key that must be there; one beside it, or the indicator's id, may be misspelt."""
        if path[0] == "indicators" and nearest(str(path[1]), self.indicators):
            return self._key(str(path[1]), self.indicators, path[:2])
        beside = node_at(self.source.data, path[:-1])
        if isinstance(beside, dict) and (slip := nearest(str(path[-1]), beside)):
            return self._key(slip, [str(path[-1])], (*path[:-1], slip))
        return Finding("key-missing", self.source.key_place(path[:-1]), {"key": str(path[-1])})

    def type(self, error: Any, path: KeyPath) -> Finding:
        """Report a node of another type."""
        names = [error.constraint] if isinstance(error.constraint, str) else error.constraint
        facts = {"expected": "或".join(_TYPES[name] for name in names)}
        if "changes" in path and path[-1] in CHANGES and isinstance(error.value, list):
            facts["key"] = str(path[-1])  # several blocks in one change
        return Finding("type-wrong", self.source.place(path), facts)

    def unallowed(self, error: Any, path: KeyPath) -> Finding:
        """Report a value that is not in its list; where the value is a key, the key is what is unknown."""
        value = str(error.value)
        if node_at(self.source.data, path) != error.value:
            return self._key(value, error.constraint, path)
        titles = {key: title for key, title in key_titles().items() if key in error.constraint}
        named = [key for key, title in titles.items() if title == value]
        likely = [*named, nearest(value, error.constraint)][0]
        guesses = [likely] if likely else error.constraint[:_FEW]
        shown = "、".join(f"{key}（{titles[key]}）" if key in titles else key for key in guesses)
        return Finding("value-unknown", self.source.place(path), {"value": value, "guess": shown})

    def empty(self, error: Any, path: KeyPath) -> Finding:
        """Report a value that must not be empty."""
        return Finding("value-empty", self.source.place(path), {})

    def named(self, error: Any, path: KeyPath) -> Finding:
        """Report an error that a check of ours named by its rule; a list or a mapping is named by its key."""
        value = error.value if isinstance(error.value, str) else str(path[-1])
        if self._of_indicator and path[0] == "indicators" and len(path) >= _CELL:
            return self._of_indicator(error.info[0], path, value)
        return Finding(error.info[0], self.source.place(path), {"value": value})

    def form(self, error: Any, path: KeyPath) -> Finding:
        """Report anything else that Cerberus objects to; blanks are no value."""
        if node_at(self.source.data, path) != error.value:
            return Finding("key-form", self.source.key_place(path), {"key": str(error.value)})
        if not str(error.value).strip():
            return self.empty(error, path)
        facts = {"value": str(error.value), "meaning": self.words.get(str(path[-1])) or ""}
        return Finding("value-form", self.source.place(path), facts)

    def _key(self, key: str, known: Iterable[str], path: KeyPath) -> Finding:
        return Finding("key-unknown", self.source.key_place(path), {"key": key, "guess": nearest(key, known)})


_KINDS: dict[int, Callable[[CerberusReport, Any, KeyPath], Finding]] = {
    errors.UNKNOWN_FIELD.code: CerberusReport.unknown_key,
    errors.REQUIRED_FIELD.code: CerberusReport.missing,
    errors.BAD_TYPE.code: CerberusReport.type,
    errors.UNALLOWED_VALUE.code: CerberusReport.unallowed,
    errors.EMPTY_NOT_ALLOWED.code: CerberusReport.empty,
    errors.NOT_NULLABLE.code: CerberusReport.empty,
    errors.CUSTOM.code: CerberusReport.named,
}
