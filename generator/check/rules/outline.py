"""Rules about the outline: departments, leads, and areas and indicators that no task covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from generator.base.diagnostics import Finding
from generator.base.limits import MOST_FINDINGS
from generator.base.patterns import fill
from generator.base.spelling import nearest
from generator.check.context import ReviewContext
from generator.check.plan_paths import paths_in_plan
from generator.library import lexicon
from generator.library.outline import OutlineBlock, unknown_topics
from generator.library.outline.headings import topic_headings
from generator.library.template_index import paths_in_library, topics_that_read
from generator.library.topic_titles import shown_topic
from generator.yaml_source import Data, key_path, mapping, strings

_FILLED = ("population", "achievements", "commitments", "documents", "names")
_FEW, _SLIP = 3, 0.8  # topics that are named; share of equal characters of a key with a slip
_RESULTS = "completion"  # the table that has a row for each entry of this key
_HOLDERS = ("chapter", "section", "measure", "box", "group", "item")


def topic_unknown(subject: ReviewContext) -> Iterator[Finding]:
    """Report each topic of the outline that the library does not have: no plan can be composed with it."""
    profile = subject.profile
    yield from unknown_topics(profile.outline.body, profile.source, profile.period)


def department_unmapped(subject: ReviewContext) -> Iterator[Finding]:
    """Report each function that leads or takes part and has no department's name."""
    names = subject.profile.lexicon.departments
    for function in dict.fromkeys(f for node in subject.nodes for f in _functions(node)):
        if function not in names:
            # 县残联 for federation, also where the plan prints 残联
            same_name = [key for key, name in names.items() if function in {name, f"{function[:1]}{name}"}]
            facts = {"function": function, "guess": [*same_name, nearest(function, names)][0]}
            place = subject.profile.source.find(function, ("outline",), ("lead", "with"))
            yield Finding("department-unmapped", place, facts)


def department_unused(subject: ReviewContext) -> Iterator[Finding]:
    """Report each name for a function that the lexicon does not know and no task uses."""
    used = {function for node in subject.nodes for function in _functions(node)}
    known = lexicon.department_functions()
    for function in mapping(subject.profile.at("departments")):
        if function not in known and function not in used:
            facts = {"function": function, "guess": nearest(function, known)}
            yield Finding(
                "department-unused", subject.profile.source.key_place(("departments", function)), facts
            )


def task_without_lead(subject: ReviewContext) -> Iterator[Finding]:
    """Report each measure without a lead in a plan that prints duties."""
    if subject.profile.outline.form.settings.get("duties") == "none":
        return
    for node in _leaderless(subject.profile.outline.body):
        if node.kind == "measure" and any(map(_is_leaderless, node.body)):
            yield Finding("task-without-lead", subject.node_place(node), {"title": node.title or node.key})


def lead_form_mixed(subject: ReviewContext) -> Iterator[Finding]:
    """Report duties printed in more than one form."""
    default = str(subject.profile.outline.form.settings.get("duties"))
    tasks = [(node, node.duties or default) for node in subject.nodes if node.lead and node.kind != "item"]
    printed = [form for form, _ in Counter(form for _, form in tasks).most_common() if form != "none"]
    if len(printed) > 1:
        odd = next(node for node, form in tasks if form == printed[-1])
        patterns = mapping(subject.profile.period.settings["duties"])
        samples = (str(pattern[0]) for form in printed if isinstance(pattern := patterns[form], list))
        forms = "和".join(fill(sample, dict.fromkeys(("lead", "support", "all"), "…")) for sample in samples)
        yield Finding("lead-form-mixed", subject.node_place(odd), {"forms": forms})


def indicator_without_task(subject: ReviewContext) -> Iterator[Finding]:
    """Report each indicator whose target no topic or own sentence of the outline mentions."""
    read_paths = paths_in_plan(subject)
    own = [entry.own for node in subject.nodes for entry in node.entries]
    named = mapping(subject.profile.at("indicators"))
    for row in subject.figures.indicators.values():
        carried = f"indicators.{row.id}.target" in read_paths or any(row.name in text for text in own)
        if row.id in named and not carried:
            place = subject.profile.source.key_place(("indicators", row.id))
            topics = "、".join(_shown(_printing(f"indicators.{row.id}.target", "", subject), subject))
            yield Finding("indicator-without-task", place, {"indicator": row.name, "topics": topics})


def figure_unused(subject: ReviewContext) -> Iterator[Finding]:
    """Report each entry of the profile that no topic, own sentence or letter of the plan reads.

    Where a topic that would print it is misspelt in the outline, `topic-unknown` tells that.
    """
    unknown = islice(topic_unknown(subject), MOST_FINDINGS)
    misspelt = " ".join(finding.facts["guess"] for finding in unknown)
    read_paths, catalogue = paths_in_plan(subject), subject.profile.period.catalogue
    for path, item in _filled(subject):
        words = strings(item)
        result = f"results.{words.get('group')}"
        if item is None or path in read_paths or result in read_paths:
            continue
        if _told(path, words, catalogue) or _is_astray(item, subject):
            continue
        guess = "" if path in catalogue or "sentence" in words else _guess(path, subject)
        printing = _printing(path, words.get("group", ""), subject)
        if any(f"（{topic}）" in misspelt for _, topic in printing):
            continue
        place = subject.profile.source.key_place(key_path(path))
        facts = {"path": path, "guess": guess, "topics": "、".join(_shown(printing, subject))}
        yield Finding("figure-unused", place, facts)


def _filled(subject: ReviewContext) -> Iterator[tuple[str, Data]]:
    """Yield every entry of the groups that topics read, with its path; of a table (by_grade) its entries."""
    tables = {path.rpartition(".")[0] for path in subject.profile.period.catalogue}
    for group in _FILLED:
        for key, item in mapping(subject.profile.at(group)).items():
            path = f"{group}.{key}"
            if path in tables:
                yield from ((f"{path}.{part}", inner) for part, inner in mapping(item).items())
            else:
                yield path, item


def _told(path: str, words: Mapping[str, str], catalogue: Collection[str]) -> bool:
    """Return whether another rule tells that a result of the locality's own lacks its sentence or group."""
    return path not in catalogue and ("sentence" in words) != ("group" in words)


def _is_astray(item: Data, subject: ReviewContext) -> bool:
    """Return whether a result names a group that there is not, which is a finding of its own."""
    group = strings(item).get("group")
    return bool(group) and f"results.{group}" not in paths_in_library(subject.profile.period.folders)


def _printing(path: str, group: str, subject: ReviewContext) -> Sequence[tuple[str, str]]:
    """Return shelf and name of the topics that print the value at `path`, or results of its `group`."""
    period, place = subject.profile.period, subject.profile.locality
    groups = mapping(period.settings.get("result_groups"))
    own = strings(groups.get(group)).get("topic")
    return [("topics", own)] if own else topics_that_read(path, period.folders, place.tier, place.setting)


def _shown(printing: Sequence[tuple[str, str]], subject: ReviewContext) -> Iterator[str]:
    """Yield the first of the topics that would print a value, each behind the heading it stands under.

    The heading is that of the period's own outlines; a topic that none of them has goes without.
    """
    period = subject.profile.period
    headings = topic_headings(period)
    for shelf, topic in printing[:_FEW]:
        under = headings.get((shelf, topic), "")
        yield f"{under and f'“{under}”里的'}{shown_topic(shelf, topic, period.folders)}"


def _guess(path: str, subject: ReviewContext) -> str:
    """Return the key that `path` was probably meant for; none if the library knows the path.

    It is one of the same group that differs by a slip, or whose figure has the key for a name, else the path
    of the same key in another group.
    """
    known = {*paths_in_library(subject.profile.period.folders), *subject.profile.period.catalogue}
    group, _, key = path.partition(".")
    beside = [each.partition(".")[2] for each in known if each.startswith(f"{group}.")]
    names = {subject.figures.slot(f"{group}.{each}").name: each for each in beside}
    if path in known:
        return ""
    meant = nearest(key, [*beside, *names], like=_SLIP)
    elsewhere = sorted(each for each in known if each.partition(".")[2] == key)
    return names.get(meant, meant) or next(iter(elsewhere), "")


def outline_gap(subject: ReviewContext) -> Iterator[Finding]:
    """Report each area of the national plan that no topic covers."""
    covered = {entry.topic.split(".")[0] for node in subject.nodes for entry in node.entries if entry.topic}
    for area, entry in mapping(subject.profile.period.settings.get("areas")).items():
        words = strings(entry)
        if area not in covered and not any(words["mark"] in node.title for node in subject.nodes):
            facts = {"what": words["title"]}
            yield Finding("outline-gap", subject.profile.source.key_place(("outline",)), facts)


def outline_empty(subject: ReviewContext) -> Iterator[Finding]:
    """Report each block or table that holds nothing, and each empty paragraph of a block that holds more."""
    results = mapping(subject.profile.at(_RESULTS))
    for node in subject.nodes:
        if _RESULTS in {node.table, node.key} and not results:
            yield Finding("outline-empty", subject.node_place(node), {"title": node.title or node.key})
        elif node.kind in _HOLDERS and not node.table and not any(map(_holds_text, node.body)):
            facts = {"title": node.title or node.key}
            yield Finding("outline-empty", subject.node_place(node), facts)
        elif not all(map(_holds_text, node.body)):
            yield Finding("paragraph-empty", subject.node_place(node), {"title": node.title or node.key})


def _holds_text(node: OutlineBlock) -> bool:
    """Return whether a block is more than a paragraph without passages."""
    return node.kind != "paragraph" or bool(node.entries)


def _leaderless(nodes: tuple[OutlineBlock, ...]) -> Iterator[OutlineBlock]:
    """Yield every block without a lead, own or inherited, that does not declare that it prints no duties."""
    for node in nodes:
        if not node.lead and node.duties != "none":
            yield node
            yield from _leaderless(node.body)


def _is_leaderless(node: OutlineBlock) -> bool:
    return node.kind == "paragraph" and not any(entry.lead for entry in node.entries)


def _functions(node: OutlineBlock) -> Iterator[str]:
    yield from (*node.lead, *node.support)
    for entry in node.entries:
        yield from (*entry.lead, *entry.support)


RULES = (
    topic_unknown,
    department_unmapped,
    department_unused,
    task_without_lead,
    lead_form_mixed,
    indicator_without_task,
    figure_unused,
    outline_gap,
    outline_empty,
)
