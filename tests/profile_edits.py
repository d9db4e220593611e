"""Edit profiles as drafters edit them: figures, units, departments, and any block of the outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from conftest import ROOT

from generator.base.diagnostics import PlanError
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.document import Document
from generator.locality.profile import Profile, load_source, make_profile, pack_source
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import Source

BASES = ("dengkou", "xinzhou")
_FIGURES = ("population", "achievements", "indicators", "commitments")
_LISTS = ("chapters", "body", "groups", "items", "topics")
_TITLED = ("chapter", "section", "measure", "box", "group", "item")
_Data = dict[str, Any]


@cache
def base(name: str) -> tuple[Source, Document]:
    """Return a real profile and its draft."""
    source, _ = load_source(ROOT / "profiles" / f"{name}.yaml")
    return source, compose(make_profile(source))


def edited(name: str, chance: Random, times: int) -> Document | None:
    """Return the draft of a real profile after so many edits; None if they make a draft impossible."""
    profile = changed_profile(name, chance, times)
    return _composed(profile) if profile else None


def other_profile(name: str, chance: Random, times: int) -> bytes | None:
    """Return the Word file of a real profile after so many edits; None if they make a draft impossible."""
    profile = changed_profile(name, chance, times)
    document = _composed(profile) if profile else None
    if profile is None or document is None:
        return None
    return write_docx(document, official_style_sheet(), {}, {}, pack_source(profile))


def _composed(profile: Profile) -> Document | None:
    try:
        return compose(profile)
    except PlanError:
        return None


def changed_profile(name: str, chance: Random, times: int) -> Profile | None:
    """Return a real profile after so many edits; None if they make it none."""
    source, _ = base(name)
    data = deepcopy(source.data)
    assert isinstance(data, dict)
    for _ in range(times):
        chance.choice(_EDITS)(data, chance)
    changed = Source(source.file, data, source.places, source.keys)
    try:
        if any(map(is_blocking, check_form(changed))):
            return None
        return make_profile(changed)
    except PlanError:
        return None


def changed_figure(data: _Data, chance: Random) -> None:
    """Change a figure, or turn it into a gap."""
    group = data.get(chance.choice(_FIGURES)) or {}
    if group:
        key = chance.choice(sorted(group))
        value = chance.choice([str(chance.randrange(1, 99)), f">{chance.randrange(50, 99)}", "XX"])
        if isinstance(group[key], dict):
            cells = [k for k in ("baseline", "target", "value") if k in group[key]]
            group[key][chance.choice(cells or ["target"])] = value  # one left out has none
        else:
            group[key] = value


def changed_unit(data: _Data, chance: Random) -> None:
    chance.choice(list(data["indicators"].values()))["unit"] = chance.choice(["人次", "%", "户"])


def changed_department(data: _Data, chance: Random) -> None:
    function = chance.choice(["civil_affairs", "health", "finance", "education", "federation"])
    data.setdefault("departments", {})[function] = chance.choice(["新设局", "县综合局"])


def changed_row(data: _Data, chance: Random) -> None:
    """Add an indicator of the locality's own, leave a national one out, or reorder the rows."""
    rows = data["indicators"]
    match chance.randrange(3):
        case 0:
            row = {"name": "自设指标", "unit": "个", "attribute": "预期性", "category": "protection"}
            rows[f"own_{chance.randrange(9)}"] = {
                **row,
                "baseline": "1",
                "target": "2",
                "department": "federation",
            }
        case 1:
            rows[chance.choice(sorted(rows))] = {"omit": "不适用"}
        case _:
            keys = list(rows)
            chance.shuffle(keys)
            data["indicators"] = {key: rows[key] for key in keys}


def changed_block(data: _Data, chance: Random) -> None:
    """Delete, move, retitle or add a block of the outline."""
    blocks = chance.choice(list(_lists(data["outline"])))
    place = chance.randrange(len(blocks)) if blocks else 0
    match chance.choice(["go", "move", "retitle", "come"]):
        case "go" if len(blocks) > 1:
            del blocks[place]
        case "move" if blocks:
            blocks.insert(chance.randrange(len(blocks)), blocks.pop(place))
        case "retitle" if blocks and isinstance(blocks[place], dict) and "title" in blocks[place]:
            blocks[place]["title"] += "新"
        case _:
            kind = next((k for k in _TITLED if blocks and isinstance(blocks[0], dict) and k in blocks[0]), "")
            own = {"own": f"本地新增的第{chance.randrange(99)}句话，确保落实。"}
            fresh = (
                {kind: f"new_{chance.randrange(99)}", "title": "新增内容", "topics": [own]} if kind else own
            )
            blocks.insert(place, fresh)


def _lists(value: Any) -> Iterator[list[Any]]:  # noqa: ANN401  # whatever an outline holds
    """Yield every list of blocks in an outline."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _lists(inner)
    if isinstance(value, dict):
        yield from (value[name] for name in _LISTS if isinstance(value.get(name), list))


_EDITS: tuple[Callable[[_Data, Random], None], ...] = (
    changed_figure,
    changed_unit,
    changed_department,
    changed_row,
    changed_block,
    changed_block,
    changed_block,
)
