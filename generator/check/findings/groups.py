"""Group findings by what a person has to do about them, and say one matter once (templates/report.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from generator.base.diagnostics import Diagnostic, Place
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.check.findings.rulebook import rulebook
from generator.yaml_source import Data, load_data, mapping, strings

_NAMED = 3  # files in a command that is proposed


class Group(NamedTuple):
    """Hold what has to be done about some findings: a heading, and what to do first.

    `in_word` says what to do first where they are about a Word file, "" where that is the same.
    A group that is not `counted` holds what nobody at the profile can mend, one of the `run` what kept the
    command from its work.
    """

    key: str
    title: str
    severity: str
    first: str
    counted: bool
    run: bool
    in_word: str = ""


@cache
def groups() -> tuple[Group, ...]:
    """Return the groups in the order in which they are to be worked through."""
    data = mapping(_words()["groups"])
    return tuple(
        Group(
            key,
            words["title"],
            words.get("severity", ""),
            words["first"],
            counted=words.get("counted") != "false",
            run=words.get("run") == "true",
            in_word=words.get("in_word", ""),
        )
        for key, words in ((key, strings(each)) for key, each in data.items())
    )


def group_of(diagnostic: Diagnostic) -> Group:
    """Return the group of a finding: the one that its rule names, or the first of its severity."""
    rule = rulebook().get(diagnostic.rule)
    named = [group for group in groups() if rule and group.key == rule.group]
    return (named or [group for group in groups() if group.severity == diagnostic.severity.value])[0]


def grouped(diagnostics: Sequence[Diagnostic]) -> Iterator[tuple[Group, list[Diagnostic]]]:
    """Yield each group that has findings, with them, in the order of the groups; none that is accepted."""
    standing = [diagnostic for diagnostic in diagnostics if not diagnostic.accepted]
    for group in groups():
        if found := [diagnostic for diagnostic in standing if group_of(diagnostic) == group]:
            yield group, found


def once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings without the repeats that several profiles of one period bring along.

    They are those about a file of the period, which every profile reports.
    """
    seen: set[Diagnostic] = set()
    found = []
    for diagnostic in diagnostics:
        if group_of(diagnostic).counted or diagnostic not in seen:
            found.append(diagnostic)
        seen.add(diagnostic)
    return found


def is_gathered(diagnostic: Diagnostic) -> bool:
    """Return whether all findings of this rule in one file are said together."""
    rule = rulebook().get(diagnostic.rule)
    return bool(rule and rule.together)


def gathered(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return findings with those that are said together as one, at the place of the first.

    It stands for the whole file where a command lists the places.
    """
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in filter(is_gathered, diagnostics):
        alike.setdefault((diagnostic.place.file, diagnostic.rule), []).append(diagnostic)
    found = []
    for diagnostic in diagnostics:
        if not is_gathered(diagnostic):
            found.append(diagnostic)
        elif same := alike.pop((diagnostic.place.file, diagnostic.rule), None):
            found.append(_together(same))
    return found


def first_step(diagnostics: Sequence[Diagnostic], files: Sequence[str]) -> str:
    """Return what to do first about findings on the profiles `files`, "" if they can do nothing."""
    for group, found in grouped(diagnostics):
        if group.first:
            concerned = dict.fromkeys(each.place.file for each in found if each.place.file in files)
            named = [typed(file) for file in concerned or files[:1]]
            listed = " ".join(named[:_NAMED]) + (" …" if named[_NAMED:] else "")
            spoken = all(each.place.where for each in found)
            first = (group.in_word if spoken else "") or group.first
            return fill(first, {"count": len(gathered(found)), "file": listed})
    return ""


def counted(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are counted as such, each matter once, without those that are accepted."""
    standing = [each for each in diagnostics if not each.accepted]
    return [each for each in gathered(standing) if group_of(each).counted]


def accepted_lines(diagnostics: Iterable[Diagnostic], *, listed: bool = False) -> Iterator[str]:
    """Yield a line for each file that says how many findings its profile accepts, and each if `listed`."""
    words = report_words("accepted")
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        if diagnostic.accepted:
            by_file.setdefault(diagnostic.place.file, []).append(diagnostic)
    for file, found in by_file.items():
        yield fill(words["listed" if listed else "line"], {"file": typed(file), "count": len(found)})
        for each in found if listed else ():
            title = rulebook()[each.rule].title
            facts = {"place": each.place, "title": title, "message": each.message, "reason": each.accepted}
            yield fill(words["each"], facts)


def report_words(section: str) -> dict[str, str]:
    """Return what a report says beside the findings, by `section`: of what is accepted, of gaps."""
    return strings(_words()[section])


def sound() -> str:
    """Return what is said where there are no findings."""
    return str(_words()["sound"])


def fact_words() -> dict[str, str]:
    """Return what each {word} in the messages of rules stands for, in Chinese."""
    return strings(_words()["words"])


def typed(file: str) -> str:
    """Return the name of a file as it is typed into a command line: in quotes where it has blanks."""
    return f'"{file}"' if any(map(str.isspace, file)) else file


def _together(same: Sequence[Diagnostic]) -> Diagnostic:
    rule, first = rulebook()[same[0].rule], same[0]
    facts = {"count": len(same), "file": typed(first.place.file)}
    return replace(
        first,
        place=Place(first.place.file) if rule.together_remedy else first.place,
        message=fill(rule.together, facts),
        why="",
        remedy=fill(rule.together_remedy, facts) or first.remedy,
    )


def _words() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "report.yaml"))
