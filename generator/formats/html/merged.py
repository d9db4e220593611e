"""Write what came of a merge as a page: what does not go together first, then every wish."""

from __future__ import annotations

from collections.abc import Sequence

from generator.base.templating import fill_in
from generator.diff.merging import Merged, Wish
from generator.diff.report.merging import conflict_words, place_words
from generator.diff.report.opinion_rows import opinion_rows, silent
from generator.document import Comment
from generator.formats.html.page_templates import page_templates


def write_merged(base: str, merged: Merged, wishes: Sequence[Wish], comments: Sequence[Comment]) -> str:
    """Return a page of what the versions of the draft `base` want. The same arguments give the same text.

    Raise PlanError if a template fails.
    """
    conflicts = [(place_words(each.where), conflict_words(each, merged)) for each in merged.conflicts]
    context = {
        "base": base,
        "title": merged.base.title,
        "versions": [
            (version.name, sum(n in wish.versions for wish in wishes))
            for n, version in enumerate(merged.versions)
        ],
        "conflicts": conflicts,
        "rows": [*opinion_rows(merged, wishes, comments)],
        "silent": silent(merged, wishes),
    }
    return fill_in(page_templates(), "merged.html.j2", context, merged.base.title)
