"""The sentences that forms say where a profile says none, chosen by their manifests."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from generator.library.form_conditions import GIVEN, NAMES_PLAN, OMITTED, ConditionAtom, read_condition
from generator.library.form_manifest import FormField, FormManifest, Piece
from generator.locality.letters import Part, has
from generator.yaml_source import texts

_FIELD = re.compile(r"\{([a-z][\w-]*)\}", re.ASCII)
_TAG = re.compile(r"<[^<>]*>")
_PLAIN = "option"  # the macro of fields that are words in a sentence
_REACH = "reach"
_USUAL = {"sentence", "clause", _PLAIN}  # the macros of fields that say something if nothing is given
_NEEDED = {"field", "lines"}
_BLANK, _PLAN = "…", "{规划"


class FormSentences:
    """Word what one form says of the plan called `draft`, by its manifest and by what the profile gives."""

    def __init__(self, form: Part, draft: str) -> None:
        self._form, self._draft = form, draft
        self._manifest: FormManifest = form["manifest"]
        self._known: dict[str, bool] = {}
        self._asked: list[str] = []  # conditions that are being asked: one that asks for itself does not hold

    def usual(self, name: str) -> str:
        """Return what the form says in the field `name` where nothing is given."""
        field = self._manifest.fields[name]
        return self._composed(field.pieces) if field.pieces else field.otherwise

    def sentence(self, name: str) -> str:
        """Return the sentence `name` of the manifest."""
        return self._composed(self._manifest.sentences[name])

    def holds(self, condition: str) -> bool:
        """Return whether a condition holds; an empty one does."""
        return not condition or any(all(map(self._is_so, each)) for each in read_condition(condition))

    def _composed(self, pieces: Sequence[Piece]) -> str:
        said = "".join(self._piece(piece) for piece in pieces if self.holds(piece.when))
        return _FIELD.sub(lambda match: self._word(match[1]), said)

    def _piece(self, piece: Piece) -> str:
        if not piece.fields:
            return piece.say
        printed = [f"{{{name}}}" for name in piece.fields if self._is_printed(name)]
        return piece.say.replace(_BLANK, piece.between.join(printed)) if printed else ""

    def _word(self, name: str) -> str:
        """Return what a field that is a mere word says; others keep their braces, for macros to print."""
        field = self._manifest.fields.get(name)
        return self._said(field) if field and field.macro == _PLAIN else f"{{{name}}}"

    def _is_so(self, atom: ConditionAtom) -> bool:
        return self._answer(atom) is not atom.negated

    def _answer(self, atom: ConditionAtom) -> bool:
        if condition := self._manifest.conditions.get(atom.name):
            return self._asked_once(atom.name, condition)
        if not (field := self._manifest.fields.get(atom.name)):
            return False
        if atom.asked in {GIVEN, OMITTED}:
            return atom.name in (self._form if atom.asked == GIVEN else self._form["left_out"])
        if not atom.asked:
            return self._is_printed(atom.name)
        said = self._said(field)
        return self._names_plan(said) if atom.asked == NAMES_PLAN else has(atom.asked, said)

    def _asked_once(self, name: str, condition: str) -> bool:
        if name in self._asked:
            return False
        if name in self._known:  # else conditions that name others twice would take time without end
            return self._known[name]
        self._asked.append(name)
        try:
            self._known[name] = self.holds(condition)
        finally:
            self._asked.remove(name)
        return self._known[name]

    def _is_printed(self, name: str) -> bool:
        """Return whether a field is printed: its words, or a gap."""
        field = self._manifest.fields.get(name)
        if field is None or self._form.get(name) or name in self._form["left_out"]:
            return bool(field and self._form.get(name)) and self._form.get(name) != "false"
        usual = field.macro in _USUAL and bool(field.otherwise or field.pieces)
        return usual or field.macro in _NEEDED or (field.macro == _REACH and field.asked)

    def _said(self, field: FormField) -> str:
        """Return what a field says: as it is given (of several lines the last), or as is usual."""
        given = self._form.get(field.name)
        return (texts(given) or [""])[-1] if given is not None else self.usual(field.name)

    def _names_plan(self, text: str) -> bool:
        return _PLAN in text or self._draft in text


def sentence_tools() -> Mapping[str, Callable[..., Any]]:
    """Return what forms use of this module."""
    return MappingProxyType(
        {
            "usual": lambda form, draft, name: FormSentences(form, draft).usual(name),
            "sentence": lambda form, draft, name: FormSentences(form, draft).sentence(name),
            "holds": lambda form, draft, condition: FormSentences(form, draft).holds(condition),
            "untagged": lambda text: Markup(_TAG.sub("", text)),  # noqa: S704  # it was escaped before
            "split": lambda text, names: [*split_fields(text, names)],
        }
    )


def split_fields(text: str, names: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # what templates pass
    """Yield the pieces of `text`: of each the field in braces, or "", then the text."""
    for number, piece in enumerate(_FIELD.split(text)):
        yield (piece, "") if number % 2 and piece in names else ("", f"{{{piece}}}" if number % 2 else piece)
