"""What texts cite and since when it is there: templates/lexicon/dates.yaml."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from generator.base.patterns import fill
from generator.base.resources import resource
from generator.yaml_source import Data, load_data, mapping, strings, texts

_BEFORE, _NEVER = "0000", "9999"
TITLE = re.compile(r"《([^《》]+)》")


class Dated(NamedTuple):
    """Hold what has a date: the words for it, the months from which and until which a text may cite it.

    `expression` finds it in a text.
    """

    name: str
    since: str
    until: str
    expression: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern that finds it: most runs need none of them."""
        return re.compile(self.expression)

    def is_there(self, month: str) -> bool:
        """Return whether what is written in a `month` (year-month) may cite it."""
        return self.since <= month <= self.until


@cache
def dates_data() -> dict[str, Data]:
    """Return the data of templates/lexicon/dates.yaml."""
    return mapping(load_data(resource("lexicon/dates.yaml")))


@cache
def documents() -> dict[str, Dated]:
    """Return the documents by what stands in 《》."""
    return {each["name"]: _dated(each, f"《{re.escape(each['name'])}》") for each in entries("documents")}


@cache
def meetings() -> dict[str, Dated]:
    """Return the meetings and laws by name."""
    law = strings(dates_data()["law"])
    patterns = {
        name: fill(law["pattern"], {"name": name}) if name.endswith(law["ending"]) else name
        for name in (each["name"] for each in entries("meetings"))
    }
    return {each["name"]: _dated(each, patterns[each["name"]]) for each in entries("meetings")}


@cache
def programmes() -> dict[str, Dated]:
    """Return the programmes and campaigns by name."""
    return {each["name"]: _dated(each, re.escape(each["name"])) for each in entries("programmes")}


@cache
def bodies() -> dict[str, Dated]:
    """Return the bodies that were founded, merged or abolished, by name; `until` they were there."""
    pattern = strings(dates_data()["body"])["pattern"]
    return {each["name"]: _dated(each, fill(pattern, {"name": each["name"]})) for each in entries("bodies")}


@cache
def named_pattern() -> re.Pattern[str]:
    """Return the pattern of what is called as programmes are, each alternative with the name in a group."""
    return re.compile("|".join(texts(dates_data().get("named"))) or r"(?!)")


def is_anybodys(name: str) -> bool:
    """Return whether every place may have a programme of this name: it is none of the nation's."""
    return name in texts(dates_data().get("anybodys"))


def count_unconfirmed() -> int:
    """Return how many dates were written down from memory and have not been compared with a document."""
    groups = ("meetings", "documents", "programmes", "bodies")
    return sum(entry.get("confirmed") == "false" for group in groups for entry in entries(group))


def find_dated(name: str) -> Dated | None:
    """Return what is called `name`: the title of a document without 《》; a law also by its whole name."""
    kinds = (documents(), meetings(), programmes(), bodies())
    known = next((kind[name] for kind in kinds if name in kind), None)
    return known or next((each for law, each in meetings().items() if name.endswith(law)), None)


def is_there(name: str, month: str) -> bool:
    """Return whether what is called `name` may be cited in a `month`; what has no date may in any."""
    found = find_dated(name)
    return found is None or found.is_there(month)


def titles_are_there(text: str, month: str) -> bool:
    """Return whether all documents that a `text` names in 《》 may be cited in a `month`."""
    return all(is_there(title, month) for title in TITLE.findall(text))


def entries(group: str) -> list[dict[str, str]]:
    """Return the entries of one group of the data."""
    listed = dates_data().get(group)
    return [strings(entry) for entry in listed] if isinstance(listed, list) else []


def _dated(entry: dict[str, str], expression: str) -> Dated:
    return Dated(entry["name"], entry.get("from", _BEFORE), entry.get("until", _NEVER), expression)
