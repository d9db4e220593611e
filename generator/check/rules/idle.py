"""Report keys that do nothing where they stand: fields of another form or block, of tables not printed."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.line_breaks import paragraphs
from generator.check.context import ReviewContext
from generator.check.uses import block_uses, key_titles
from generator.library.form_index import form_fields
from generator.library.form_manifest import form_names
from generator.library.outline import CHANGES, REASON, OutlineBlock, block_kind, change_by_key
from generator.library.outline.nodes import IDLE
from generator.library.outline.targets import DASH
from generator.library.template_index import SHELVES
from generator.library.topic_titles import topic_key
from generator.yaml_source import Data, KeyPath, key_path, mapping, strings, texts

_LEADS = ("lead", "with")
_DUTIES = ("with", "duties", "task")  # nothing without a lead
_OPENING = "new_paragraph"
_TASKS = "task-division"  # the form that lists who leads what
_SIGNED_NOWHERE = ("entry", "item")  # who leads them stands in no text
_SIGNED = ("chapter", "section", "measure")
_LISTS = ("preamble", "chapters", "body", "groups", "items", "topics")
_NEW = {"add", "by"}  # what a change brings in
_VERBS = {*CHANGES} | _NEW
_TABLES = ("indicators", "completion")


def field_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report each field of a part that its form does not print."""
    profile, words = subject.profile, form_names()
    parts = profile.at("parts")
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        form = strings(part).get("form", "")
        known = form_fields(form, profile.period)
        for key in mapping(part).keys() - {"form", *known}:
            yield _idle(subject, ("parts", index, key), words.get(form, form), "、".join(known))


def block_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report each field of a block or passage that its kind does not have, or that another one undoes."""
    for path, block, known, kind in _written(subject):
        use = block_uses().get(kind)
        for key in block if use else ():
            told = key == REASON and block.keys() - {"at", REASON}
            if use and not told and key not in {*use.fields, kind, *_VERBS}:
                advice = use.duties if key in _LEADS else ""
                yield _idle(subject, (*path, key), use.name, "、".join(use.fields), advice)
            elif key == "topic" and block.get("own"):
                yield _overridden(subject, (*path, key), "own")
            elif key in _DUTIES and block[key] != "none" and not _has_lead(block, known):
                place = subject.profile.source.key_place((*path, key))
                yield Finding("duties-without-lead", place, {"key": key})


def lead_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report each lead that a table of tasks alone would print, in a plan without one."""
    profile = subject.profile
    if _has_tasks(subject):
        return
    default = str(profile.outline.form.settings.get("duties"))
    for path, block, known, kind in _written(subject):
        form = block.get("duties") or (known and known.duties) or default
        if texts(block.get("lead")) and (kind in _SIGNED_NOWHERE or (kind in _SIGNED and form == "none")):
            place, use = profile.source.key_place((*path, "lead")), block_uses()[kind]
            yield Finding("lead-unprinted", place, {"key": "lead", "where": use.name})


def task_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report each text of a row in the table of tasks, in a plan without one."""
    if _has_tasks(subject):
        return
    for path, block, known, _ in _written(subject):
        if "task" in block and _has_lead(block, known):
            yield Finding(
                "task-unprinted", subject.profile.source.key_place((*path, "task")), {"key": "task"}
            )


def opening_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report each passage that is to begin a paragraph and would begin it in any case."""
    entries = [entry for node in subject.nodes for entry in node.entries if entry.opening == IDLE]
    idle = {entry.own or entry.topic for entry in entries}
    folders = subject.profile.period.folders
    for path, block, _, kind in _written(subject) if idle else ():
        if kind != "entry" or block.get(_OPENING) != "true":
            continue
        words = strings(block)
        named = (topic_key(shelf, words.get("topic", "").removeprefix(DASH), folders) for shelf in SHELVES)
        if not idle.isdisjoint([*paragraphs(words["own"])[:1]] if "own" in words else named):
            place = subject.profile.source.key_place((*path, _OPENING))
            yield Finding("paragraph-opened", place, {"key": _OPENING})


def _has_tasks(subject: ReviewContext) -> bool:
    """Return whether the plan has a table of tasks."""
    parts = _listed(subject.profile.at("parts"))
    return _TASKS in (part if isinstance(part, str) else strings(part).get("form") for part in parts)


def _written(
    subject: ReviewContext,
) -> Iterator[tuple[KeyPath, dict[str, Data], OutlineBlock | None, str]]:
    """Yield what the profile writes of each block and passage: path, fields, the block changed, its kind."""
    profile, nodes = subject.profile, {node.key: node for node in subject.nodes}
    titled = {node.title: node for node in subject.nodes}
    outline, place = mapping(profile.at("outline")), profile.locality
    for path, block, target in _blocks(outline, ("outline",)):
        known = nodes.get(target) or titled.get(target) if target else None
        if target and not known:  # by some of its words, or by the title that a change replaces
            named = change_by_key({"at": target}, outline, profile.period, place.tier, place.setting)
            known = nodes.get(str(named["at"]))
        if known or not target:
            yield path, block, known, known.kind if known else _kind(block)


def base_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report a default outline on which an outline of the locality's own chapters would not stand."""
    outline = mapping(subject.profile.at("outline"))
    if "chapters" in outline and "extends" in outline:
        yield _overridden(subject, ("outline", "extends"), "chapters")


def heading_idle(subject: ReviewContext) -> Iterator[Finding]:
    """Report each heading of a column that its table does not have."""
    for table in _TABLES:
        path: KeyPath = ("outline", "form", table)
        columns = texts(subject.profile.outline.form.part(table)["columns"])
        for column in mapping(subject.profile.at(f"outline.form.{table}.headings")):
            if column not in columns:
                yield _idle(
                    subject, (*path, "headings", column), key_titles()["headings"], "、".join(columns)
                )


def table_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report what is said of a table that the outline does not print.

    Results that are still to be filled in say nothing.
    """
    profile = subject.profile
    printed = {node.table or node.key for node in subject.nodes if node.table or node.kind == "table"}
    results = (profile.value(f"completion.{key}.result") for key in mapping(profile.at("completion")))
    said = [f"outline.form.{table}" for table in _TABLES if profile.at(f"outline.form.{table}")]
    for path in [*(["completion"] if any(results) else []), *said]:
        table = path.rpartition(".")[2]
        if table not in printed:
            place = profile.source.key_place(key_path(path))
            yield Finding("table-unprinted", place, {"path": path, "table": table})


def category_unprinted(subject: ReviewContext) -> Iterator[Finding]:
    """Report categories that no indicator has, and those that the table of indicators does not print."""
    profile = subject.profile
    rows = {key: strings(row) for key, row in mapping(profile.at("indicators")).items()}
    given = {row["category"] for row in rows.values() if "category" in row}
    form = profile.outline.form.part("indicators")
    if form["categories"] == "none" and "category" not in texts(form["columns"]):
        own = (("categories", key) for key in mapping(profile.at("categories")))
        named = (("indicators", key, "category") for key, row in rows.items() if "category" in row)
        for path in [*own, *named][:1]:  # one matter, however many say it
            yield Finding("category-unprinted", profile.source.key_place(path), {"path": ".".join(path)})
        return
    for key in mapping(profile.at("categories")):
        if key not in given and key not in profile.period.categories:
            yield _idle(subject, ("categories", key), key_titles()["categories"], "、".join(sorted(given)))


def _blocks(data: dict[str, Data], path: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Data], str]]:
    """Yield each block written in `data` with its path, and the key of the block that it changes, if any."""
    yield from _changed(_listed(data.get("changes")), (*path, "changes"))
    for name in _LISTS:
        for index, block in enumerate(_listed(data.get(name))):
            inner = (*path, name, index)
            for at, passage in _passages(block, inner):
                yield at, passage, ""
            if isinstance(block, dict) and name != "topics":
                yield from _blocks(block, inner)


def _changed(changes: list[Data], path: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Data], str]]:
    """Yield what `changes` say of a block, with its key or title, and the blocks that they bring in."""
    for index, change in enumerate(changes):
        at, below = (*path, index), mapping(change)
        if "at" in below:
            yield at, below, str(below["at"])
            yield from _blocks(below, at)
        for name in _NEW & below.keys():
            yield from ((path, block, "") for path, block in _passages(below[name], (*at, name)))
            yield from _blocks(mapping(below[name]), (*at, name))


def _passages(data: Data, path: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Data]]]:
    """Yield a block or passage with its path, or those of a paragraph that is a bare list."""
    if isinstance(data, dict):
        yield path, data
    for index, entry in enumerate(_listed(data)):
        if isinstance(entry, dict):
            yield (*path, index), entry


def _kind(block: dict[str, Data]) -> str:
    return block_kind(block) or ("paragraph" if "topics" in block else "entry")


def _listed(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _has_lead(block: dict[str, Data], known: OutlineBlock | None) -> bool:
    return bool(texts(block.get("lead")) or (known and known.lead))


def _overridden(subject: ReviewContext, path: KeyPath, other: str) -> Finding:
    facts = {"key": str(path[-1]), "other": other}
    return Finding("key-overridden", subject.profile.source.key_place(path), facts)


def _idle(subject: ReviewContext, path: KeyPath, where: str, known: str, advice: str = "") -> Finding:
    facts = {"key": str(path[-1]), "where": where, "known": known, "help": advice}
    return Finding("key-idle", subject.profile.source.key_place(path), facts)


RULES = (
    field_idle,
    block_idle,
    lead_unprinted,
    task_unprinted,
    opening_idle,
    base_idle,
    heading_idle,
    table_unprinted,
    category_unprinted,
)
