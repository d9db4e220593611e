"""Turn answers about the parts of a draft (`parts.cover.issuer`) into the profile's list of parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.form.vocabulary import form_words
from generator.formats.workbook.questions import PART
from generator.locality.profile import Profile
from generator.yaml_source import Data, KeyPath, mapping, texts

_PLAN, _WANTED, _UNWANTED = "plan", "true", "false"


class Parts:
    """Hold the parts of a profile while answers about them come in."""

    def __init__(self, profile: Profile) -> None:
        parts = profile.at(PART)
        self.listed = list(parts) if isinstance(parts, list) else []
        self.wanted: set[str] = set()
        self.fields: dict[str, dict[str, Data]] = {}

    def form_at(self, path: str) -> tuple[str, str]:
        """Return the form and the field of the path of a question, "" for the part as a whole."""
        form, _, name = path.removeprefix(f"{PART}.").partition(".")
        return form, name

    def has(self, form: str) -> bool:
        """Return whether the profile has a part, or an answer wants it; the plan itself is always there."""
        return form == _PLAN or form in self.wanted or self._index(form) is not None

    def present(self, path: str) -> str:
        """Return what the profile has at the path of a question, as one text."""
        form, name = self.form_at(path)
        index = self._index(form)
        if not name:
            return _UNWANTED if index is None else _WANTED
        part = self.listed[index] if index is not None else None
        return "\n".join(texts(mapping(part).get(name)))

    def take(self, path: str, value: Data) -> None:
        """Take in an answer."""
        form, name = self.form_at(path)
        if name:
            self.fields.setdefault(form, {})[name] = value
        elif value == _WANTED:
            self.wanted.add(form)

    def entries(self) -> Iterator[tuple[KeyPath, Data]]:
        """Yield what has to be written, by its path: fields where their part stands, or the list anew.

        Parts are printed in the profile's order: added ones stand where the schema lists them.
        """
        order, added = list(form_words()), self._added()
        if not added:
            yield from self._fields()
            return
        listed = list(map(self._merged, self.listed)) or ([] if _PLAN in added else [_PLAN])
        for form in added:
            later = order[order.index(form) + 1 :]
            at = next((n for n, part in enumerate(listed) if _form(part) in later), len(listed))
            listed.insert(at, self._whole(form))
        if self.listed and listed[: len(self.listed)] == self.listed:
            for n, part in enumerate(listed[len(self.listed) :], start=len(self.listed)):
                yield (PART, n), part
        else:
            yield (PART,), listed

    def _fields(self) -> Iterator[tuple[KeyPath, Data]]:
        for n, part in enumerate(self.listed):
            fields = self.fields.get(_form(part), {})
            if fields and isinstance(part, str):
                yield (PART, n), self._merged(part)
            for name, value in fields.items() if isinstance(part, dict) else ():
                yield (PART, n, name), value

    def _merged(self, part: Data) -> Data:
        """Return a part of the profile with the fields that answers have for it."""
        fields = self.fields.get(_form(part), {})
        had = part if isinstance(part, dict) else {"form": part}
        return {**had, **fields} if fields else part

    def _added(self) -> list[str]:
        """Return the parts that the profile lacks, in the order in which they are printed."""
        needed = {*self.wanted, *({_PLAN} if _PLAN in self.fields else ())}
        return [form for form in form_words() if form in needed and self._index(form) is None]

    def _whole(self, form: str) -> Data:
        fields: Mapping[str, Data] = self.fields.get(form, {})
        return {"form": form, **fields} if fields else form

    def _index(self, form: str) -> int | None:
        return next((n for n, part in enumerate(self.listed) if _form(part) == form), None)


def _form(part: Data) -> str:
    """Return the form of a part, which may stand alone."""
    return part if isinstance(part, str) else str(mapping(part).get("form"))
