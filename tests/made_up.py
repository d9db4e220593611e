"""Make up profiles by the schema: whatever it allows, in odd words; most of them can be drafted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any, TypeAlias

from made_up_outlines import made_up_outline
from words import FIGURES, MARKS
from words import WORDS as ANY_WORDS

from generator.base.characters import forbidden_character
from generator.base.resources import period_ids
from generator.check.form.vocabulary import compiled
from generator.library.period import load_period
from generator.yaml_source import Data

Rules: TypeAlias = dict[str, Any]
WORDS = [
    word for word in ANY_WORDS if not forbidden_character(word)
]  # what no profile may say is tried elsewhere
NAMES = ["安泽县", "青石旗", "清江市", "北原盟", "某某自治州", "𠮷野县", "新区（高新区）", "A县", "县"]
VALUES = [
    *FIGURES, *MARKS, "87.05", "≥97", "<5", "3.1万", "10余万", "1,000", "—", "/", "0", "-3", "1" * 40,
    "0.02万", "100%", "＞９０", "[XX]", "[＞１００]", "", " ", "九成以上", "2021", "0310", "1e9999",
    "9" * 200, "9" * 199 + "万",
]  # fmt: skip
SENTENCES = [
    "办好{population.certified}名残疾人的事。", "到2025年达到{indicators.home_accessibility.target}。",
    "实现{commitments.served}和{commitments.served}。", "{indicators.own_1.baseline}", "{}", "{a.b.c.d}",
    "{.}", "{achievements.poverty_relieved}。", "{value}", "{x}{{y}}{%z%}", *WORDS,
]  # fmt: skip
LONG = ["残" * 20_000, "长 " * 3_000, "<" * 500]
_KEYS = ["own_1", "own-2", "甲", "default", "target", "value", "__class__", "0", "𠮷"]
_ODD_KEYS = ["a.b", "<k>", "k'\"", "x y", "😀", *_KEYS]
_GROUPS = ("population", "achievements", "commitments", "documents", "names")
_YEARS = {"drafted": ["2021-01", "2025-12", "1999-09"], "baseline_year": ["2020", "2019", "1000"]}


def made_up(chance: Random) -> dict[str, Data]:
    """Return the data of a profile that its schema allows."""
    data: dict[str, Data] = _Made(chance, chance.choice(period_ids())).profile()
    return data


def odd_words(chance: Random) -> str:
    """Return a text as people hardly write it; never empty."""
    return chance.choice(LONG) if chance.random() < 0.01 else chance.choice(WORDS)


class _Made:
    """Make up one profile of a period."""

    def __init__(self, chance: Random, period: str) -> None:
        self.chance = chance
        self.period = period
        self.schemas = _schemas(period)

    def profile(self) -> dict[str, Data]:
        fill = self.chance.choice([0.1, 0.4, 0.9])
        rules = self.schemas["profile"]
        keys = [key for key in rules if rules[key].get("required") or self.chance.random() < fill]
        if self.chance.random() < 0.3:
            self.chance.shuffle(keys)
        data = {key: self.value(rules[key], key) for key in keys if key not in {"outline", "parts"}}
        data["period"] = self.period
        for key, make in (("outline", self._outline), ("parts", self._parts)):
            if self.chance.random() < 0.5:
                data[key] = make()
        return data

    def value(self, rules: Rules, name: str) -> Data:
        """Return a value that the rules allow under this name."""
        if rules.get("nullable") and self.chance.random() < 0.1:
            return None
        if allowed := rules.get("allowed"):
            return str(self.chance.choice(list(allowed)))
        kinds = rules.get("type", "string")
        kind = kinds if isinstance(kinds, str) else self.chance.choice(kinds)
        make: dict[str, Callable[[Rules, str], Data]] = {
            "dict": self._table,
            "list": self._list,
            "string": self._text,
        }
        return make[kind](rules, name)

    def _text(self, _: Rules, name: str) -> str:
        if name in _YEARS:
            return self.chance.choice(_YEARS[name])
        if name in {"value", "target", "baseline", "result", *_GROUPS}:
            return self.chance.choice(VALUES)
        if name == "name" and self.chance.random() < 0.7:
            return self.chance.choice(NAMES)
        words = self.chance.choice(SENTENCES) if name in {"sentence", "own"} else odd_words(self.chance)
        return words if words.strip() else "甲"  # blanks alone are read as nothing

    def _list(self, rules: Rules, name: str) -> Data:
        return [self.value(rules.get("schema", {}), name) for _ in range(self.chance.randrange(1, 4))]

    def _table(self, rules: Rules, name: str) -> Data:
        made: dict[str, Data] = {}
        if keyed := rules.get("keysrules"):
            some = [
                *(keyed.get("allowed") or self._known(name)),
                *([] if "allowed" in keyed else self._own_keys(keyed)),
            ]
            own = self._schema(rules.get("schema", {}))
            for key in self.chance.sample(some, min(len(some), self.chance.randrange(12))):
                made[key] = (
                    self.value(own[key], key)
                    if key in own
                    else self.value(rules.get("valuesrules") or self._unknown(rules), name)
                )
        inner = self._schema(rules.get("schema", {}))
        fill = self.chance.random()
        for key in (key for key in inner if inner[key].get("required") or self.chance.random() < fill):
            made[key] = self.value(inner[key], key)
        if (
            inner
            and not keyed
            and isinstance(rules.get("allow_unknown"), dict)
            and self.chance.random() < 0.5
        ):
            made[self.chance.choice(_KEYS)] = self.value(rules["allow_unknown"], name)
        return made

    def _own_keys(self, keyed: Rules) -> list[str]:
        """Return keys of the locality's own; now and then such as no sentence could name."""
        return _KEYS if "regex" in keyed and self.chance.random() < 0.95 else _ODD_KEYS

    def _schema(self, named: Any) -> Rules:  # noqa: ANN401  # Cerberus has no types
        rules: Rules = self.schemas.get(named, {}) if isinstance(named, str) else named
        return {} if "type" in rules and not isinstance(rules["type"], dict) else rules

    def _unknown(self, rules: Rules) -> Rules:
        unknown: Rules = (
            rules["allow_unknown"] if isinstance(rules.get("allow_unknown"), dict) else {"type": "string"}
        )
        return unknown

    def _known(self, name: str) -> list[str]:
        """Return the names that the period has under this key."""
        if name == "departments":
            return list(self.schemas["figure"]["department"]["allowed"])
        return [
            path.split(".")[1] for path in load_period(self.period).catalogue if path.startswith(f"{name}.")
        ]

    def _outline(self) -> Data:
        return made_up_outline(self.chance, self.period, self.schemas, self.value, SENTENCES)

    def _parts(self) -> Data:
        forms = self.schemas["part"]["form"]["allowed"]
        return [
            self._part(form) for form in self.chance.sample(forms, self.chance.randrange(1, len(forms) + 1))
        ]

    def _part(self, form: str) -> Data:
        if self.chance.random() < 0.2:
            return form
        rules = self.schemas["part"]
        fields = [field for field in rules if field != "form" and self.chance.random() < 0.4]
        return {"form": form} | {field: self.value(rules[field], field) for field in fields}


@cache
def _schemas(period: str) -> dict[str, Rules]:
    return compiled(load_period(period))
