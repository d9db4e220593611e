"""Fuzz the value reader: a value prints as it was read, and means what its number means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.base.values import ComparisonSign, Value, ValueKind, read_value
from generator.yaml_source import load, node_at

CASES = Path(__file__).resolve().parent.parent / "cases"
WORDS = [
    ">", "≥", "<", "≤", "＞", "≧", "[", "]", "［", "万", "亿", "余", "多", "%", "％", "1,000", "0.02", "——",
    "XX", "【待补】", "【待核】", "待定", "０", "　", "\n", "-", "／", "1e9", "٣", "①",
]  # fmt: skip
_BOUND = read_value("90")
_PARTED = b"\n\n"


def seeds() -> Iterator[bytes]:
    """Return every text of the cases' profiles that is short enough for a value."""
    found = {"", "[>[1000]", ">[10余万]", "9800多\n\n≥97.50%"}
    for file in sorted((CASES / "sound").glob("*.yaml")):
        source = load(file)
        found |= {
            text
            for path in source.places
            if isinstance(text := node_at(source.data, path), str) and len(text) < 40
        }
    return (text.encode() for text in sorted(found))


def tried(content: bytes) -> None:
    """Read one text, or two separated by an empty line, and check the promises about values."""
    first, _, second = content.partition(_PARTED)
    one, other = (part.decode("utf-8", errors="ignore") for part in (first, second))
    value, bound = read_value(one), read_value(other)
    _hold_alone(one, value)
    for higher in (True, False):
        met, back = (a.meets(b, higher_is_better=higher) for a, b in ((value, bound), (bound, value)))
        assert (met is None) == (back is None) == (value.amount is None or bound.amount is None)
        if value.kind is ValueKind.NUMBER and value.relation in {
            ComparisonSign.EQUAL,
            ComparisonSign.ABOVE if higher else ComparisonSign.BELOW,
        }:
            assert value.meets(value, higher_is_better=higher)
        if met and back:
            assert value._worst(higher) == bound._worst(higher)


def _hold_alone(text: str, value: Value) -> None:
    """Check the promises about one value."""
    assert str(value) == value.text == text
    assert read_value(value.text) == value
    assert (value.kind is ValueKind.NUMBER) == (value.amount is not None)
    assert value.unconfirmed is (value.unconfirmed and value.kind is ValueKind.PLACEHOLDER)
    assert (value.meets(_BOUND) is None) == (value.amount is None)
    if value.kind is not ValueKind.NUMBER:
        assert value.written == text
        assert value == replace(Value(text, value.kind))
        return
    again = read_value(value.written)
    assert (again.amount, again.approximate) == (value.amount, value.approximate)
    assert again.written == value.written
    assert value.written.strip() == value.written
