"""Rules about the profile's own words: other levels, other periods, what did not exist yet or any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from generator.base.diagnostics import Finding
from generator.base.patterns import fill
from generator.base.resources import resource
from generator.check.context import ReviewContext
from generator.check.plan_paths import paths_in_text
from generator.library import dates, lexicon
from generator.library.dates import Dated
from generator.library.usage import variants_in
from generator.yaml_source import Data, KeyPath, load_data, mapping, strings, texts

_CLAUSE = re.compile("[^，。；]+")
_ANY = "{word}"


def wrong_level_word(subject: ReviewContext) -> Iterator[Finding]:
    """Report words of another level or kind of locality in the profile's own texts."""
    profile, foreign = subject.profile, mapping(_lexicon_data("foreign"))
    terms, selves = profile.lexicon.terms, texts(foreign["selves"])
    own = {terms["self"], terms["unit"], *(word for word in selves if terms["province"].endswith(word))}
    above = set(texts(mapping(foreign["words"])[profile.locality.tier])) - set(terms.values())
    others = {
        fill(form, {"word": word}) for form in texts(foreign["forms"]) for word in selves if word not in own
    }
    pattern = str(foreign["pattern"])
    patterns = dict.fromkeys(above, f"{foreign['before']}{pattern}") | dict.fromkeys(others, pattern)
    yield from _find_words(
        subject, "wrong-level-word", dict(sorted(patterns.items())), {"place": profile.locality.name}
    )


def wrong_period_word(subject: ReviewContext) -> Iterator[Finding]:
    """Report words of another period in the profile's own texts.

    Words of the period before are wrong only in sentences that do not look back.
    """
    settings = subject.profile.period.settings
    facts = {"period": subject.profile.period.words["name"]}
    words = dict.fromkeys(texts(settings.get("foreign_words")), _ANY)
    yield from _find_words(subject, "wrong-period-word", words, facts)
    past = mapping(settings.get("past"))
    free, groups = tuple(texts(past.get("free"))), past.get("groups")
    own_and_cited = [*subject.own_texts, *_cited_documents(subject)] if groups else []
    for path, text in own_and_cited:
        if not ".".join(map(str, path)).startswith(free):
            place = subject.profile.source.place(path)
            for word in _words_of_past(text, groups):
                yield Finding("wrong-period-word", place, {**facts, "word": word})


def _words_of_past(text: str, groups: Data) -> Iterator[str]:
    """Yield words of the period before from sentences that do not look back, by each group's `looks_back`."""
    for group in map(mapping, groups if isinstance(groups, list) else []):
        looks_back = re.compile(str(group["looks_back"]))
        new = [sentence for sentence in text.split("。") if not looks_back.search(sentence)]
        for word in texts(group["words"]):
            if found := next(filter(None, (re.search(word, sentence) for sentence in new)), None):
                yield found[0]


def meeting_anachronism(subject: ReviewContext) -> Iterator[Finding]:
    """Report each meeting or law that did not exist when the plan was drafted."""
    for meeting, path in _later(subject, dates.meetings()):
        facts = {"meeting": meeting.name, "date": meeting.since, "drafted": subject.drafted}
        yield Finding("meeting-anachronism", subject.profile.source.place(path), facts)


def cited_early(subject: ReviewContext) -> Iterator[Finding]:
    """Report each document or programme of the lexicon that was not there when the plan was drafted."""
    for shown, known in (("《{name}》", dates.documents()), ("{name}", dates.programmes())):
        for cited, path in _later(subject, known):
            facts = {"title": fill(shown, {"name": cited.name}), "date": cited.since}
            place = subject.profile.source.place(path)
            yield Finding("cited-early", place, {**facts, "drafted": subject.drafted})


def term_variant(subject: ReviewContext) -> Iterator[Finding]:
    """Report words in the profile's own texts for which plans have one term, each once in a text."""
    for path, text in subject.own_texts:
        for word, term in {each.word: each.term for each in variants_in(text, subject.drafted)}.items():
            facts = {"word": word, "term": term.name, "because": term.why}
            yield Finding("term-variant", subject.profile.source.place(path), facts)


def _later(subject: ReviewContext, known: Mapping[str, Dated]) -> Iterator[tuple[Dated, KeyPath]]:
    """Yield what of the `known` is there only after the month of drafting, with the path of a text citing it.

    A clause on what is still to come may name it.
    """
    later = [dated for dated in known.values() if dated.since > subject.drafted]
    any_of_them = re.compile("|".join(f"(?:{dated.expression})" for dated in later))
    coming = re.compile("|".join(texts(dates.dates_data()["coming"])))
    own_and_cited = (*subject.own_texts, *_cited_documents(subject)) if later else ()
    clauses_by_path = [
        (path, _CLAUSE.findall(text)) for path, text in own_and_cited if any_of_them.search(text)
    ]
    for dated in later:
        for path, clauses in clauses_by_path:
            if any(dated.pattern.search(clause) and not coming.search(clause) for clause in clauses):
                yield dated, path


def department_abolished(subject: ReviewContext) -> Iterator[Finding]:
    """Report each body that was founded later or abolished before, in a name or a sentence of the profile."""
    named = [(f"departments.{key}", name) for key, name in strings(subject.profile.at("departments")).items()]
    for body in dates.entries("bodies"):
        start, end = body.get("from", ""), body.get("until", "9999")
        if start <= subject.drafted < end:
            continue
        span = f"{start}—{body.get('until', '')}"
        facts = {"name": body["name"], "span": span, "drafted": subject.drafted}
        heir = subject.profile.lexicon.department(body.get("department", "")) or body.get("successor", "")
        successor = heir if subject.drafted >= end else ""
        pattern = fill(strings(dates.dates_data()["body"])["pattern"], body)
        for path, text in named:
            if body["name"] in text and re.search(pattern, text):
                yield subject.finding_at("department-abolished", path, successor=successor, **facts)
        words = {body["name"]: pattern}
        yield from _find_words(subject, "department-abolished", words, {**facts, "successor": successor})


def upper_document_missing(subject: ReviewContext) -> Iterator[Finding]:
    """Report the levels above whose plans the basis does not cite, all at once.

    Where the plan prints a gap in the place of the basis, that asks for them.
    """
    profile = subject.profile
    asked = not subject.figures.is_filled("documents.basis") and "documents.basis" in paths_in_text(subject)
    basis = profile.texts("documents.basis") or texts(profile.period.settings.get("basis"))
    cited = [document for text in basis for document in text.split("《")]
    national = mapping(profile.period.settings.get("national_plan"))
    uppers = profile.locality.upper
    missing = [
        upper
        for upper in (() if asked else uppers)
        if not any(name in document for document in cited for name in lexicon.names_of_level(upper))
    ]
    if not dates.titles_are_there(str(national.get("document", "")), subject.drafted):
        national = {}
    if national and not any(_is_national(document, texts(national["marks"]), uppers) for document in cited):
        missing.insert(0, str(national["title"]))
    if missing:
        yield subject.finding_at("upper-document-missing", "documents.basis", upper="、".join(missing))


def basis_replaced(subject: ReviewContext) -> Iterator[Finding]:
    """Report the documents of the period's own basis that a profile which names others no longer prints."""
    profile = subject.profile
    own = "".join(profile.texts("documents.basis"))
    usual = texts(profile.period.settings.get("basis"))
    due = [title for title in usual if dates.titles_are_there(title, subject.drafted)]
    lost = [title for title in due if not _is_cited(title, own)]
    if own.strip() and lost:
        titles = "".join(_parted(title)[0] for title in lost)
        yield subject.finding_at("basis-replaced", "documents.basis", titles=titles)


def _is_cited(document: str, text: str) -> bool:
    """Return whether `text` names a document by its title or by its number."""
    return any(part in text for part in _parted(document) if part)


def _parted(document: str) -> tuple[str, str]:
    """Return the title of a document in its brackets, and the number that stands behind it in others."""
    title, closed, number = document.partition("》")
    return title + closed, number.strip("（）")


def _find_words(
    subject: ReviewContext, rule: str, patterns: dict[str, str], facts: dict[str, str]
) -> Iterator[Finding]:
    """Report the words found by their patterns in each text; of 市直 and 市直有关 only the longer one."""
    all_text = "\n".join(text for _, text in subject.own_texts)
    words = {
        word: fill(each, {"word": re.escape(word)}) for word, each in patterns.items() if word in all_text
    }
    for path, text in subject.own_texts if words else ():
        found = [word for word, pattern in words.items() if word in text and re.search(pattern, text)]
        for word in found:
            if not any(word in other for other in found if other != word):
                yield Finding(rule, subject.profile.source.place(path), {**facts, "word": word})


def _is_national(document: str, marks: list[str], uppers: tuple[str, ...]) -> bool:
    """Return whether a document is the national plan, not the plan of the same name of a level below."""
    return any(mark in document for mark in marks) and not any(upper in document for upper in uppers)


def _cited_documents(subject: ReviewContext) -> Iterator[tuple[KeyPath, str]]:
    """Yield the documents that the profile names, each with its path."""
    for key, value in mapping(subject.profile.at("documents")).items():
        if isinstance(value, str):
            yield ("documents", key), value
        for index, text in enumerate(texts(value) if isinstance(value, list) else []):
            yield ("documents", key, index), text


@cache
def _lexicon_data(name: str) -> Data:
    return load_data(resource(f"lexicon/{name}.yaml"))


RULES = (
    wrong_level_word,
    wrong_period_word,
    meeting_anachronism,
    term_variant,
    cited_early,
    department_abolished,
    upper_document_missing,
    basis_replaced,
)
