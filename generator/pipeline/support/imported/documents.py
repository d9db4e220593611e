"""Find the documents that a plan says it is based on (编制依据)."""

from __future__ import annotations

import re

from generator.document import Paragraph, Plan, nodes_in, plain
from generator.pipeline.support.imported.words import chosen, listed

_TITLE = re.compile(r"《[^《》\n]{2,120}》(?:[（(][^（()）\n]{2,40}号[)）])?")
_FIRST = 3  # paragraphs of a plan among which the one with its basis is


def basis_of(plan: Plan) -> list[str]:
    """Return the titles of the documents that `plan` is based on, with their numbers, as it cites them.

    They stand behind words such as 依据 in one of its first paragraphs.
    """
    paragraphs = [node for node in nodes_in(plan) if isinstance(node, Paragraph)][:_FIRST]
    for text in (plain(paragraph.runs) for paragraph in paragraphs):
        if word := re.search(chosen(listed("basis")), text):
            sentence = text[word.end() :].partition("。")[0]
            if titles := _TITLE.findall(sentence):
                return list(dict.fromkeys(titles))
    return []
