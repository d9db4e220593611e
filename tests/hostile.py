"""Plant hostile texts wherever a profile holds words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plans
import yaml

from generator.base.diagnostics import Finding
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.locality.profile import Profile, make_profile, read_source

# What a text would become if someone forgot to say that it is one.
CODE = {
    "jinja": "{{ 7*7 }}{% for x in range(9**9) %}{# {{ ''.__class__ }}",
    "path": "{population.certified}{title}{}{0.__class__}",
    "xml": "</w:t><w:fldSimple w:instr='X'/>]]><![CDATA[<gap>&amp;&#x41;&lt;<!-- --><?pi?>",
    "html": '<script>alert(1)</script><img src=x onerror=alert(1)>\'"><a href="javascript:1">',
    "yaml": "&a *a !!python/object:os.system {a: [1]} - ? | > %YAML # x: y",
    "number": "0x1f 1e3 12:30 0310 ~ null true 2025-01-01",
    "markdown": "# **b** _i_ [a](http://x.cn) ![i](x.png) `code` | a | b | ~~~ <http://x.cn> &copy; \\",
    "list": "1. - + * > ===",
    "field": '{ HYPERLINK "http://x.cn" }{ INCLUDETEXT "C:\\\\x" } =cmd|\' /C calc\'!A0 +1 @SUM(A1)',
    "path-up": "../../../etc/passwd C:\\CON /dev/null file:///etc/passwd",
    "git": "--output=x -rf $(id) `id` ; %s%n",
    "python": "%s %(a)s {!r} ${HOME} \\1 \\g<0>",
}
# What must come through to the letter.
LETTERS = {
    "beyond": "𠮷𡈽𪚥𰻝",
    "emoji": "👩‍🦽👨‍👩‍👧‍👦🧑🏿‍🦯‍➡️❤️‍🔥🏳️‍🌈🇨🇳☀︎",
    "variants": "葛󠄀城辻󠄂邉󠄄㐂",
    "combining": "e\u0301a\u0308\u0323ō̄ᠮᠣᠩ᠋ᠭᠣᠯༀབོད",
    "private": "\ue000\uf8ff\U0010fffd",
    "wide": "ＡＢＣ１２３％\u3000全角\xa0",
    "long": "长" * 5_000,
}
# Keys whose values the schema lists, and what is a number, a year, a name of ours or a key of a block.
_LISTED = {
    "period",
    "kind",
    "setting",
    "drafted",
    "baseline_year",
    "department",
    "attribute",
    "form",
    "extends",
}
_LISTED |= {"columns", "categories", "run_in", "unit_prefix", "duties", "lead", "with", "topics", "topic"}
_LISTED |= {"chapter", "section", "measure", "box", "group", "item", "table", "numbering", "item_number"}
_LISTED |= {"at", "remove", "before", "after", "numbered", "levels", "landscape", "sealed", "indicator"}


def whole() -> dict[str, Any]:
    """Return a profile that has a text under every key that holds words."""
    data: dict[str, Any] = plans.full("county")
    data |= {
        "title": "标题",
        "status": "讨论稿",
        "categories": {"own": "自设类别"},
        "terms": {"villages": "村"},
        "departments": {"health": "县卫健委"},
        "completion": {"a": {"name": "完成指标", "target": "1", "attribute": "预期性", "result": "2"}},
        "parts": _parts(),
        "outline": {
            "form": {"item_mark": "。", "indicators": _table(), "completion": _table()},
            "changes": _changes(),
        },
    }
    data["locality"]["upper"] = ["某省", "某市"]
    data["achievements"]["own"] = {
        "value": "3",
        "name": "自有",
        "unit": "个",
        "sentence": "建成{value}个",
        "group": "security",
    }
    data["commitments"]["own"] = {"value": "3", "name": "自有", "unit": "个"}
    data["indicators"]["own"] = {
        "name": "自有指标",
        "unit": "%",
        "category": "own",
        "attribute": "预期性",
        "target": "9",
    }
    data["documents"]["basis"] = ["《甲》", "《乙》"]
    return data


def _table() -> dict[str, Any]:
    return {"headings": {"name": "名目"}, "note": "注", "cumulative_note": "累计注"}


def _changes() -> list[Any]:
    body = [{"topics": [{"own": "自己的话"}]}, {"box": "own-box", "title": "专栏", "groups": [_group()]}]
    body += [{"box": "results", "table": "completion", "title": "完成情况"}]
    chapter = {"chapter": "own-chapter", "title": "自设章", "body": body}
    return [{"after": "safeguards", "add": chapter}]


def _group() -> dict[str, Any]:
    return {
        "group": "g",
        "title": "类",
        "items": [{"item": "i", "title": "项", "topics": [{"own": "项的话"}]}],
    }


def _parts() -> list[Any]:
    words = dict.fromkeys(("issuer", "date", "note", "recipients", "reference", "copies", "contact"), "文")
    return [
        {
            "form": "issuing-notice",
            **{k: words[k] for k in ("issuer", "date", "note", "recipients", "reference")},
        },
        {"form": "contents", "levels": "chapter section box annex"},
        "plan",
        {"form": "task-division"},
        {
            "form": "consultation-letter",
            "masthead": "函头",
            "reference": "函号",
            "address": "地址",
            "mail": "信箱",
        },
        {"form": "imprint", "copies": "抄送", "issuer": "印发", "date": "日期"},
    ]


def planted(data: object, plant: Callable[[str], str], under: tuple[str, ...] = ()) -> object:
    """Replace every free text in data by what `plant` makes of its dotted path."""
    match data:
        case dict():
            return {key: planted(value, plant, (*under, key)) for key, value in data.items()}
        case list():
            return [planted(value, plant, (*under, str(n))) for n, value in enumerate(data)]
        case _:
            closed = set(under) & _LISTED or under[-1:] == ("group",) or under[:1] == ("parts",) == under[:-1]
            return data if closed else plant(".".join(under))


def read_back(data: object) -> tuple[Profile | None, list[Finding]]:
    """Return the profile that data makes as a YAML file, and the findings about its form."""
    source, said = read_source(as_yaml(data).encode(), "p.yaml")
    found = [*said, *check_form(source)]
    return (None if any(map(is_blocking, found)) else make_profile(source)), found


def as_yaml(data: object) -> str:
    """Return data as YAML, by libyaml if it is installed: PyYAML's own writer takes ten times as long."""
    writer = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(data, Dumper=writer, allow_unicode=True, sort_keys=False, width=10**9))
