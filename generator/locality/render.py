"""Render a profile through the period's templates: Profile → draft XML."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from types import MappingProxyType
from typing import Any

from markupsafe import Markup, escape

from generator.base.bounded_text import bounded, bounded_markup
from generator.base.characters import forbidden_in_markup
from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.limits import MOST_FINDINGS
from generator.base.patterns import fill
from generator.base.templating import failing
from generator.library.dates import is_there, titles_are_there
from generator.library.outline import OutlineBlock, OutlineEntry, unknown_topic, unknown_topics
from generator.locality.awaited import AwaitedText
from generator.locality.figures import Figures
from generator.locality.form_sentences import sentence_tools
from generator.locality.letters import bare, is_left_out, letter_tools, parts_of, title_printer
from generator.locality.profile import Profile, drafting_month
from generator.locality.sentences import called, settle, split_own, titles_in_a_row
from generator.locality.tables import column_heading, has_cumulative, table_rows
from generator.locality.template_modules import TemplateModules
from generator.yaml_source import mapping, strings, texts


def render(profile: Profile) -> str:
    """Return the draft XML of `profile`; raise PlanError where a template or a topic cannot be rendered."""
    with failing(profile.source.file):
        draft = bounded_markup(_Rendering(profile).draft())
    unknown = unknown_topics(profile.outline.body, profile.source, profile.period)
    if findings := list(islice(unknown, MOST_FINDINGS)):
        raise PlanError(findings)
    if (found := forbidden_in_markup(draft)) is not None:  # no profile can bring it
        line = draft.count("\n", 0, found.start()) + 1
        raise PlanError([Finding("draft-xml", Place("draft.xml", line, 1), {"what": ascii(found[0])})])
    return draft


class _Rendering:
    """One run of the templates over one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.figures = Figures(profile)
        self.context: dict[str, Any] = self._words() | self._questions() | self._tables()
        self.templates = TemplateModules(profile.period.folders, self.context)
        self.context["say"] = say = self.templates.module("say.xml.j2")
        self.context["figure"] = say.figure  # type: ignore[attr-defined]  # a macro of say.xml.j2
        self.context["letters"] = {**letter_tools(say.figure), **sentence_tools()}  # type: ignore[attr-defined]  # as above
        self.context["outline"] = self.templates.module("outline.xml.j2")

    def draft(self) -> str:
        """Render the whole document."""
        try:
            return self.templates.fill("document.xml.j2", self.profile.source.file)
        finally:
            self._release()

    def _release(self) -> None:
        """Break the cycles of macros and contexts; garbage collection would cost 12 % of a draft."""
        self.templates.release()
        for owner in (self.figures, self):  # contexts that templates made of others still hold these
            vars(owner).clear()

    # --- what templates can use -------------------------------------------------------------------

    def _words(self) -> dict[str, Any]:
        profile = self.profile
        title = bare("title", profile.text("title")) or self._pattern("title")
        lines = list(filter(None, map(str.strip, title.split("\n"))))
        return {
            "term": MappingProxyType(profile.lexicon.terms),
            "period": profile.period.words,
            "tier": profile.locality.tier,
            "setting": profile.locality.setting,
            "uppers": profile.locality.upper,
            "title": "".join(lines),
            "title_lines": Markup("&#10;").join(lines),
            "subtitle": bare("subtitle", profile.text("subtitle")),
            "status": bare("status", profile.text("status")),
            "drafted": drafting_month(mapping(profile.source.data), profile.period),
            "parts": parts_of(profile),
            "body": profile.outline.body,
            "form": profile.outline.form,
            "duty_forms": MappingProxyType(mapping(profile.period.settings["duties"])),
        }

    def _questions(self) -> dict[str, Callable[..., Any]]:
        return {
            "slot": self.figures.slot,
            "measure": self.figures.measure,
            "has": self.figures.has,
            "lists": self.figures.has_indicator,
            "called": self._asking(called),
            "exists": self._exists,
            "doc": self._document_titles,
            "names": lambda key: self.profile.text(f"names.{key}"),
            "dept": self.profile.lexicon.department,
            "departments": self._departments,
            "results": self._results,
            "own_clause": self._own_clause,
            "title_of": title_printer(strings(self.profile.outline.form.part("numbering"))),
            "passages_of": self._passages_of,
            "leaves_out": is_left_out,
            "own_text": self._own_text,
            "awaits": AwaitedText(self.figures).awaits,
            "text_of": self._text_of,  # for templates of earlier versions
        }

    def _tables(self) -> dict[str, Callable[..., Any]]:
        return {
            "rows": self._asking(table_rows),
            "heading": self._asking(column_heading),
            "table_title": self._table_title,
            "any_cumulative": self._asking(has_cumulative),
        }

    def _asking(self, question: Callable[..., Any]) -> Callable[..., Any]:
        """Return a question about the figures as a template asks it; a partial would show its parts."""
        return lambda *asked: question(self.figures, *asked)

    def _exists(self, name: str) -> bool:
        """Return whether a plan of this month of drafting may cite what is called `name`."""
        return is_there(name, self.context["drafted"])

    def _document_titles(self, key: str) -> str:
        given = [bare("basis", text) for text in self.profile.texts(f"documents.{key}")]
        usual = texts(self.profile.period.settings.get(key))
        existing = [title for title in usual if titles_are_there(title, self.context["drafted"])]
        return titles_in_a_row(given or existing)

    def _pattern(self, name: str) -> str:
        words = {**self.profile.lexicon.terms, **self.figures.years}
        return fill(str(self.profile.period.settings[name]), words)

    def _departments(self, block: OutlineBlock | OutlineEntry) -> dict[str, dict[str, str]]:
        """Return who leads and who takes part in `block`, by function, each department once."""
        found: dict[str, dict[str, str]] = {"lead": {}, "support": {}}
        for role, functions in (("lead", block.lead), ("support", block.support)):
            for function in functions:
                name = self.profile.lexicon.department(function)
                if not any(name in names.values() for names in found.values()):
                    found[role][function] = name
        return found

    def _results(self, group: str) -> list[Markup]:
        """Return the sentences of the locality's own results in `group`, without final punctuation."""
        found = {key: strings(item) for key, item in mapping(self.profile.at("achievements")).items()}
        return [
            self._own_result(f"achievements.{key}", words["sentence"])
            for key, words in found.items()
            if "sentence" in words and words.get("group") == group
        ]

    def _own_clause(self, path: str) -> Markup | None:
        """Return the sentence that the profile has in the stead of the library's about the result at `path`.

        Return None if it has none, and an empty text if a group of results prints it.
        """
        words = strings(self.profile.at(path))
        if "sentence" not in words:
            return None
        return Markup("") if words.get("group") else self._own_result(path, words["sentence"])

    def _own_result(self, path: str, sentence: str) -> Markup:
        return self._own(bare("sentence", sentence).replace("{value}", f"{{{path}}}"))

    def _passages_of(self, paragraph: OutlineBlock) -> list[tuple[OutlineEntry, Markup]]:
        """Return each passage of a paragraph that has text, with that text behind its mark."""
        texts_of = ((entry, self._text_of(entry)) for entry in paragraph.entries)
        return [(entry, entry.mark + text if entry.mark else text) for entry, text in texts_of if text]

    def _text_of(self, entry: OutlineEntry) -> Markup:
        """Return the trimmed text of one passage: the locality's own sentences, or a topic."""
        if entry.own:
            return self._own_text(entry.own)
        text = self._topic(entry.shelf, entry.topic)
        return Markup(settle(text.strip())) if text else text  # noqa: S704  # it leaves out words, adds none

    def _topic(self, shelf: str, name: str) -> Markup:
        """Return the text of topic `name` on a shelf; raise PlanError where the library has none."""
        text = self.templates.topic(shelf, name)
        if text is None:
            raise PlanError([unknown_topic(self.profile.source, self.profile.period, shelf, name)])
        return Markup(text)  # noqa: S704  # a macro's own output, escaped inside

    def _own_text(self, text: str) -> Markup:
        """Return the locality's own sentences, trimmed, with no figure said twice."""
        own = self._own(text).strip()
        return Markup(settle(own)) if own else own  # noqa: S704  # it leaves out words, adds none

    def _own(self, text: str) -> Markup:
        """Return the locality's own sentences: literal text, with {path} for a figure."""
        pieces = (
            part
            for literal, path, unit in split_own(text, self.figures.slot)
            for part in (escape(literal), self._figure(path, unit) if path else "")
        )
        return Markup(bounded(pieces))  # noqa: S704  # escaped piece by piece

    def _figure(self, path: str, unit: str) -> str:
        """Return the figure at `path` with its `unit`, or the documents at it as titles in a row."""
        node = self.profile.at(path)
        if isinstance(node, list) and (titles := list(filter(str.strip, texts(node)))):
            return str(self.context["say"].exact(path, titles_in_a_row(titles)))
        return str(self.context["say"].measured(path, unit))

    def _table_title(self, table: str) -> str:
        return self._pattern(f"{table.removesuffix('s')}_title")
