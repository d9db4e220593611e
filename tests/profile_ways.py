"""Edit profiles in all the ways in which a draft may be edited: letters, titles, terms, sentences, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from commands import CASES
from conftest import ROOT
from profile_edits import changed_block, changed_department, changed_figure, changed_row, changed_unit

from generator.base.diagnostics import PlanError
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.document import Cell, Document, Paragraph, Passage, Plan, nodes_in, plain
from generator.library.outline import OutlineBlock, walk_outline
from generator.locality.profile import Profile, load_source, make_profile, pack_source
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.yaml_source import Source

_Data = dict[str, Any]

FILES: dict[str, Path] = {
    **{name: ROOT / "profiles" / f"{name}.yaml" for name in ("dawukou", "dengkou", "luojiang", "xinzhou")},
    "qingshi": CASES / "pull" / "profile.yaml",
}
"""Profiles with letters, annexes and imprints, of outlines of their own and of the default one."""
_LETTERS = {
    "date": ("2022年6月30日", "2022年7月1日"),
    "recipients": ("各有关部门", "各乡镇人民政府，各有关单位"),
    "issuer": ("某某人民政府",),
    "deadline": ("2022年7月15日",),
    "phone": ("0000-1234567",),
    "address": ("人民路1号",),
    "copies": ("市委办公室，市人大常委会办公室。",),
}
_TERMS = {"township": "乡", "township_short": "苏木镇", "villages": "嘎查"}
_SAID = ("每年评估一次落实情况。", "建立部门会商和信息共享制度。", "确保{number}户受益。")
_FUNCTIONS = ("education", "health", "finance", "civil_affairs", "housing")


@cache
def base(name: str) -> tuple[Source, Document, Profile]:
    """Return a profile's source, its draft and itself."""
    source, _ = load_source(FILES[name])
    profile = make_profile(source)
    return source, compose(profile), profile


def another(name: str, chance: Random, times: int) -> tuple[Document, bytes] | None:
    """Return the draft and the Word file of a profile after so many edits; None if they make none."""
    source, _, _ = base(name)
    data = deepcopy(source.data)
    assert isinstance(data, dict)
    for _ in range(times):
        chance.choice(WAYS)(data, chance, name)
    changed = Source(source.file, data, source.places, source.keys)
    try:
        if any(map(is_blocking, check_form(changed))):
            return None
        profile = make_profile(changed)
        draft = compose(profile)
    except PlanError:
        return None
    return draft, write_docx(draft, official_style_sheet(), {}, {}, pack_source(profile))


def lines(document: Document) -> list[str]:
    """Return what a document prints, a line for each title, paragraph, heading and cell."""
    return [line for node in nodes_in(document) if (line := _line(node))]


def _line(node: object) -> str:
    if isinstance(node, Paragraph | Cell):
        return plain(node.runs)
    said = getattr(node, "title", "") or getattr(node, "heading", "")
    return f"{getattr(node, 'number', '')}{said}" if said else ""


# --- edits --------------------------------------------------------------------------------------------------


def _title(data: _Data, chance: Random, name: str) -> None:
    """Call the plan or its status otherwise."""
    if chance.random() < 0.5:
        data["status"] = chance.choice(["送审稿", "审议稿"])
    else:
        _, draft, _ = base(name)
        title = next(part.title for part in draft.parts if isinstance(part, Plan))
        data["title"] = data.get("title", title.replace("\n", "")).replace("规划", "计划")


def _letter(data: _Data, chance: Random, _: str) -> None:
    """Write something else into a field of a letter that it has."""
    forms = [part for part in data.get("parts", []) if isinstance(part, dict)]
    places = [(part, key) for part in forms for key in part if key in _LETTERS]
    if places:
        part, key = chance.choice(places)
        part[key] = chance.choice(_LETTERS[key])


def _term(data: _Data, chance: Random, _: str) -> None:
    key = chance.choice(sorted(_TERMS))
    data.setdefault("terms", {})[key] = _TERMS[key]


def _place(data: _Data, chance: Random, name: str) -> None:
    """Put a row of one's own beside another, or move a national one."""
    rows = data["indicators"]
    _, _, profile = base(name)
    other = chance.choice(sorted(profile.period.indicators))
    if chance.random() < 0.5:
        key = f"own_{chance.randrange(9)}"
        fields = {"name": f"自设指标{key[-1]}", "unit": "个", "attribute": "预期性", "baseline": "1"}
        rows[key] = {**fields, "target": "2", "category": "protection", "after": other}
    else:
        key = chance.choice(sorted(rows))
        if isinstance(rows[key], dict) and key != other:
            rows[key][chance.choice(["after", "before"])] = other


def _own_row_goes(data: _Data, chance: Random, name: str) -> None:
    _, _, profile = base(name)
    own = [key for key in data["indicators"] if key not in profile.period.indicators]
    if own:
        del data["indicators"][chance.choice(own)]


def _sentence(data: _Data, chance: Random, name: str) -> None:
    """Reword, take out, move or add a sentence."""
    _, _, profile = base(name)
    said = {entry.topic for block in _blocks(profile) for entry in block.entries if entry.topic}
    topics = [entry for block in _blocks(profile) for entry in block.entries if entry.topic in said]
    passages = _passages(name)
    entry = chance.choice([each for each in topics if each.key in passages])
    words = plain(passages[entry.key].runs)
    new = chance.choice(_SAID).replace("{number}", str(chance.randrange(10, 999)))
    kept = {"lead": list(entry.lead)} if entry.lead else {}
    match chance.randrange(5):
        case 0:
            own = words.replace("，", f"，{chance.choice(['切实', '着力', '进一步'])}", 1)
            change = {"replace": entry.topic, "by": {"own": own.replace("{", "").replace("}", ""), **kept}}
        case 1:
            change = {"remove": entry.topic}
        case 2:
            change = {"move": entry.topic, chance.choice(["after", "before"]): chance.choice(topics).topic}
        case 3:
            change = {chance.choice(["after", "before"]): entry.topic, "add": {"own": new}}
        case _:
            change = {"after": entry.topic, "add": {"own": new, "new_paragraph": "true"}}
    _changes(data).append(change)


def _blocks_changed(data: _Data, chance: Random, name: str) -> None:
    """Retitle, take out, move, add or hand over a block, where it stands."""
    _, draft, profile = base(name)
    blocks = [each for each in _blocks(profile) if each.kind != "paragraph"]
    kind = chance.choice(["measure", "measure", "box", "item", "section"])
    same = [each for each in blocks if each.kind == kind]
    if not same:
        return
    block, other = chance.choice(same), chance.choice(same)
    titles = {str(getattr(node, "key", "")): str(getattr(node, "title", "")) for node in nodes_in(draft)}
    changes = _changes(data)
    match chance.randrange(6):
        case 0 if title := titles.get(block.key):
            changes.append({"at": block.key, "title": title.replace("残疾人", "残障人士") + "工作"})
        case 1:
            changes.append({"remove": block.key})
        case 2 if block.key != other.key:
            changes.append({"move": block.key, chance.choice(["after", "before"]): other.key})
        case 3:
            fields = {"title": f"新增事项{chance.randrange(9)}", "own": chance.choice(_SAID[:2])}
            fresh: _Data = {kind: f"new_{chance.randrange(99)}", **fields}
            fresh |= {"lead": chance.sample(_FUNCTIONS, 1)} if kind == "measure" and block.lead else {}
            changes.append({chance.choice(["after", "before"]): block.key, "add": fresh})
        case _ if block.lead:
            changes.append({"at": block.key, "lead": chance.sample(_FUNCTIONS, 2)})
        case _:
            pass


def _changes(data: _Data) -> list[Any]:
    outline = data.setdefault("outline", {})
    changes = outline.setdefault("changes", [])
    assert isinstance(changes, list)
    return changes


def _blocks(profile: Profile) -> Iterator[OutlineBlock]:
    return walk_outline(profile.outline.body)


@cache
def _passages(name: str) -> dict[str, Passage]:
    return {node.key: node for node in nodes_in(base(name)[1]) if isinstance(node, Passage)}


def _as_before(edit: Callable[[_Data, Random], None]) -> Callable[[_Data, Random, str], None]:
    def made(data: _Data, chance: Random, _: str) -> None:
        if edit is not changed_block or "body" in data["outline"]:
            edit(data, chance)

    return made


WAYS: tuple[Callable[[_Data, Random, str], None], ...] = (
    *map(_as_before, (changed_figure, changed_unit, changed_department, changed_row, changed_block)),
    _title,
    _letter,
    _term,
    _place,
    _own_row_goes,
    _sentence,
    _sentence,
    _sentence,
    _blocks_changed,
    _blocks_changed,
    _blocks_changed,
)
