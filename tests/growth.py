"""Profiles that grow in one thing: every key of the schema, filled with more and more of what it may hold.

The keys come from the schema itself, so that a new key is tried too; only how a named schema hangs together
with the whole profile is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

from generator.check.form.vocabulary import compiled
from generator.library.period import load_period

PERIOD = "2021-2025"
EACH = 1  # text that a key is tried with
Profile = dict[str, Any]
_OWN: Profile = {"name": "自有指标", "attribute": "预期性", "baseline": "1", "target": "2"}
_ACCEPTED: Profile = {"rule": "indicator-missing", "at": "indicators.minimum_living", "reason": "理由"}
_CHAPTER: Profile = {"chapter": "c", "title": "章", "body": [[{"own": "话"}]]}


class Growing(NamedTuple):
    """Hold one thing that grows: its name, and a function that makes the profile with `n` of it."""

    name: str
    make: Callable[[int], Profile]


def _outline(blocks: list[Any]) -> Profile:
    return {"outline": {"chapters": [{**_CHAPTER, "body": blocks}]}}


# How a mapping of each named schema stands in a profile. A schema that is not here fails the test.
HOLDERS: dict[str, Callable[[Profile], Profile]] = {
    "profile": lambda held: held,
    "acceptance": lambda held: {"accepted": [{**_ACCEPTED, **held}]},
    "figure": lambda held: {"commitments": {"own": {"value": "1", **held}}},
    "result": lambda held: {"achievements": {"own": {"value": "1", **held}}},
    "own-indicator": lambda held: {"indicators": {"own": {**_OWN, **held}}},
    "completed": lambda held: {"completion": {"own": {"name": "完成指标", **held}}},
    "outline": lambda held: {"outline": {"chapters": [_CHAPTER], **held}},
    "form": lambda held: {"outline": {"form": held}},
    "indicator-table": lambda held: {"outline": {"form": {"indicators": held}}},
    "completion-table": lambda held: {"outline": {"form": {"completion": held}}},
    "node": lambda held: _outline([{"measure": "m", "title": "条", "topics": [{"own": "话"}], **held}]),
    "entry": lambda held: _outline([[{"own": "话", **held}]]),
    "part": lambda held: {"parts": [{"form": "issuing-notice", **held}, "plan"]},
    "change": lambda held: {"outline": {"changes": [{"at": "safeguards", **held}]}},
}
# What must stand beside a key that grows.
BESIDE: dict[str, Profile] = {"profile.locality": {"name": "安泽县", "kind": "county"}}
PER_ENTRY = 24  # characters of a text grow where one entry of a list would
# The worst texts for one pattern or another; each is repeated.
TEXTS = (
    "甲",
    "1,",
    "8412人，",
    "{population.certified}",
    "{a",
    "XX",
    " \n",
    "-",
    "省委，党的二十大。",
    "<&'",
)


def growing() -> Iterator[Growing]:
    """Yield everything that may grow, by the compiled schema of a period."""
    schemas = compiled(load_period(PERIOD))
    for name, schema in schemas.items():
        if name.startswith("indicator-") and name != "indicator-table":
            continue  # one of each national indicator; own-indicator has the same keys
        for key, rules in schema.items():
            yield from _of_key(f"{name}.{key}", rules, _held(HOLDERS[name], key))
        yield Growing(f"{name} unknown keys", _unknown_keys(HOLDERS[name]))
    yield from (Growing(name, make) for name, make in TOGETHER.items())


def _changed(name: Callable[[int], str], own: int = 0) -> Callable[[int], Profile]:
    """Return a maker of changes to `own` measures times their number, or to the default; `name` names one."""
    adding = {"add": {"own": "加上一句。"}}

    def make(n: int) -> Profile:
        changes = [
            {"after": name(i), **adding} if not own else {"at": name(i), "lead": "federation"}
            for i in range(n // 8)
        ]
        body = [{"measure": f"m{i}", "title": f"加强第{i}项工作", "own": "话。"} for i in range(own * n // 8)]
        chapters = {"chapters": [{**_CHAPTER, "body": body}]} if own else {}
        text = "\n".join(f"第{i}项要认真做好，做到人人有份。" for i in range(n // 8))
        first = [] if own else [{"at": "preamble", "own": text}]
        return {"outline": {**chapters, "changes": [*first, *changes]}}

    return make


def _other_words(number: int) -> str:
    """Return a text that has many characters in common with others, and no words."""
    chance = Random(number)
    return "".join(chr(0x4E00 + chance.randrange(200)) for _ in range(150)) + "。"


# What grows together: the work is that of each with each.
TOGETHER: dict[str, Callable[[int], Profile]] = {
    "issuers of long names": lambda n: {
        "parts": [{"form": "issuing-notice", "issuer": [f"{'某' * (n // 8)}{i}" for i in range(40)]}, "plan"]
    },
    "many names in a masthead": lambda n: {
        "parts": [
            {
                "form": "issuing-notice",
                "issuer": "某某",
                "masthead": [f"{'某' * 40}{i}" for i in range(n // 2)],
            },
            "plan",
        ]
    },
    "own texts of other words": lambda n: _outline([[{"own": _other_words(i)}] for i in range(n)]),
    "changes after own words": _changed(lambda i: f"第{i}项要认真做好"),
    "changes of own measures": _changed(lambda i: f"加强第{i}项工作", own=2),
    "changes of measures by key": _changed(lambda i: f"m{i}", own=2),
}


def _unknown_keys(hold: Callable[[Profile], Profile]) -> Callable[[int], Profile]:
    return lambda n: hold({f"x{i}": "1" for i in range(n)})


def _held(hold: Callable[[Profile], Profile], key: str) -> Callable[[Any], Profile]:
    return lambda value: hold({key: value})


def _texts_of(name: str) -> Sequence[str]:
    """Return the texts that grow under a key, a few of all: every text grows under some key."""
    first = crc32(name.encode())
    return [TEXTS[(first + n) % len(TEXTS)] for n in range(EACH)]


def _of_key(name: str, rules: Profile, put: Callable[[Any], Profile]) -> Iterator[Growing]:
    """Yield what may grow under one key by the types that its rules name."""
    types = rules.get("type", ["string"])
    kinds = [types] if isinstance(types, str) else types
    if "string" in kinds:
        yield from (Growing(f"{name} of {text!r}", _repeated(text, put)) for text in _texts_of(name))
    if "list" in kinds:
        yield Growing(f"{name} items", lambda n: put([f"x{i}" for i in range(n)]))
        yield Growing(f"{name} equal items", lambda n: put(["plan"] * n))
        yield Growing(f"{name} blocks", lambda n: put([_block(i) for i in range(n)]))
    if "dict" in kinds:
        yield Growing(f"{name} entries", lambda n: put({f"k{i}": "1000" for i in range(n)}))
        yield Growing(
            f"{name} mappings", lambda n: put({f"k{i}": {**_OWN, "name": f"项{i}"} for i in range(n)})
        )
        inner = rules.get("schema")
        for key, own in inner.items() if isinstance(inner, dict) else ():
            yield from _of_key(f"{name}.{key}", own, _beside(put, key, BESIDE.get(name, {})))


def _beside(put: Callable[[Any], Profile], key: str, others: Profile) -> Callable[[Any], Profile]:
    return lambda value: put({**others, key: value})


def _repeated(text: str, put: Callable[[Any], Profile]) -> Callable[[int], Profile]:
    return lambda n: put(text * (n * PER_ENTRY // len(text)))


def _block(number: int) -> Profile:
    return {"measure": f"m{number}", "title": "条", "lead": "federation", "topics": [{"own": "话"}]}
