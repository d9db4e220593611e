"""Write the parts of a Document on pages of their shape: letters, contents, plan, annexes, imprint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.document import Annex, Contents, Document, Imprint, Letter, Part, Plan, Run
from generator.word.ooxml.body import run
from generator.word.writer.blocks import BlockWriter
from generator.word.writer.contents import ContentsWriter
from generator.word.writer.imprint import imprint_blocks
from generator.word.writer.inline import InlineWriter
from generator.word.writer.signature import own_lines, signature
from generator.word.writer.titles import width_of

UPRIGHT, LETTER, WIDE, COVER, RECORD = "upright", "letter", "wide", "cover", "record"
_ASIDE = 4  # characters that a name in a signature keeps free


class Pages(NamedTuple):
    """Pages of one shape (upright, letter, wide, cover, record): its blocks, its masthead's lines."""

    shape: str
    blocks: list[str]
    masthead: tuple[str, ...] = ()


def pages_of(document: Document, inline: InlineWriter) -> list[Pages]:
    """Write every part in order, on pages of its shape; neighbours of one shape follow each other."""
    result: list[Pages] = []
    words = (document.locality, document.period)
    contents = ContentsWriter(inline, document)
    for part in document.parts:
        if isinstance(part, Imprint):
            result.append(Pages(RECORD, imprint_blocks(part, inline, words)))
            continue
        shape = _shape(part)
        fresh = not result or result[-1].shape != shape or shape == LETTER
        page = inline.sheet.page
        blocks = BlockWriter(inline, page.text_height if shape == WIDE else page.text_width, words)
        _PartWriter(blocks, contents, page_break=not fresh).part(part)
        if fresh:
            names = tuple(own_lines(part.masthead)) if shape == LETTER and isinstance(part, Letter) else ()
            result.append(Pages(shape, [], tuple(blocks.fitted("masthead", names))))
        result[-1].blocks.extend(blocks.finish())
    return result


def _shape(part: Part) -> str:
    match part:
        case Letter(masthead=masthead) if masthead:
            return LETTER
        case Letter(look=look) if look:
            return COVER
        case Annex(landscape=True):
            return WIDE
        case _:
            return UPRIGHT


class _PartWriter:
    """Write one part; `page_break` begins it on a new page."""

    def __init__(self, blocks: BlockWriter, contents: ContentsWriter, *, page_break: bool) -> None:
        self.to = blocks
        self.contents = contents
        self.inline = blocks.inline
        self.first = {"page_break": True} if page_break else {}

    def part(self, part: Part) -> None:
        match part:
            case Plan():
                self.reference("plan-reference", part)
                self.attached("title", part)
                for role, text in (("subtitle", part.subtitle), ("status", part.status)):
                    if text:
                        self.to.add(role, run(text))
                self.to.blocks(part.body)
            case Annex():
                self.attached("annex-title", part)
                self.to.blocks(part.body)
            case Contents():
                self.to.title("contents-title", part, **self.first)
                for role, line in self.contents.lines(part):
                    self.to.add(role, line)
            case Letter():
                self.letter(part)

    def attached(self, role: str, part: Plan | Annex) -> None:
        """Write the title of a part, under its label where it is attached to another."""
        if part.label:
            self.to.add("annex-label", run(part.label), **self.first)
            self.first = {}
        self.to.title(role, part, **self.first)

    def reference(self, role: str, part: Plan | Letter) -> None:
        """Write the number of a document (发文字号) above its title, each line of it on its own."""
        for n, line in enumerate(own_lines(part.reference) if part.reference else ()):
            self.to.add(role, self.inline.runs(line), **({"before": 0} if n else self.first))
        self.first = {} if part.reference else self.first

    def letter(self, letter: Letter) -> None:
        self.reference("reference" if letter.masthead else "plan-reference", letter)
        plain_title = "letter-title" if letter.masthead else "title"
        own_title = f"{letter.look}-title"
        role = own_title if own_title in self.inline.sheet.paragraphs else plain_title
        self.to.title(role, letter, **self.first, **(self.room(role, letter) if letter.look else {}))
        for line in own_lines(letter.recipients) if letter.recipients else ():
            self.to.add("recipients", self.inline.runs(line))
        self.to.blocks(letter.body)
        several = len(letter.attachments) > 1
        for n, attachment in enumerate(letter.attachments):
            role = ("attachment-next" if n else "attachment-first") if several else "attachment"
            lines = self.to.hanging(role, attachment)
            self.to.add(role, self.to.lines(attachment, lines), **({"ragged": True} if lines[1:] else {}))
        if letter.look:
            self.signed(letter)
        else:
            self.signature(letter)
        if letter.note:
            self.to.add("note", run(letter.note))

    def signed(self, letter: Letter) -> None:
        """Write issuer and date where the letter's own look has them."""
        before = ""
        for role, line in _signed(letter):
            words = self.to.lines(line, self.to.name(role, line))
            self.to.add(role, words, **({"before": 0} if role == before else {}))
            before = role

    def room(self, role: str, letter: Letter) -> dict[str, int]:
        """Return the space below a title in `role`: less, where its page would not hold the rest.

        A title's line is kept free, since programs do not agree about the last points of a page.
        """
        looks = self.inline.sheet.paragraphs
        lines = [role] * (len(self.to.title_lines(role, letter)) + 1)
        lines += [each for each, line in _signed(letter) for _ in self.to.name(each, line)]
        used = float(looks[role]["before"]) + sum(float(looks[each]["line"]) for each in lines)
        left = self.inline.sheet.page.text_height - round(used * 20)
        return {"after": max(0, min(left, round(float(looks[role]["after"]) * 20)))}

    def signature(self, letter: Letter) -> None:
        """Write issuer and date as the standard has them; break a name that is too long between words."""
        signed = {"issuer": letter.issuer, "date": letter.date}
        lines = {role: list(own_lines(runs)) if runs else [] for role, runs in signed.items()}
        names = {role: [self.to.name(role, line, _ASIDE) for line in lines[role]] for role in signed}
        texts = ["\n".join(text for name in names[role] for text in name) for role in signed]
        rights = signature(*texts, sealed=letter.sealed)
        for role, text, right in zip(signed, texts, rights, strict=True):
            widest = _widest(text.split("\n"))
            for n, (line, name) in enumerate(zip(lines[role], names[role], strict=True)):
                centred = right + (widest - _widest(name)) / 2
                twips = round(centred * self.inline.sheet.character_width(role))
                words = self.to.lines(line, name)
                self.to.add(role, words, right=twips, **({"before": 0} if n else {}))


def _signed(letter: Letter) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield the lines of issuer and date of a letter with a look of its own, each with its role."""
    for role, runs in (("issuer", letter.issuer), ("date", letter.date)):
        yield from ((f"{letter.look}-{role}", line) for line in (own_lines(runs) if runs else ()))


def _widest(lines: list[str]) -> float:
    return max(map(width_of, lines))
