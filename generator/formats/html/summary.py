"""Write a summary of many places as a page that needs no network: tables to be sorted and filtered by key."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256

from generator.base.limits import MOST_PAGE_CHARACTERS
from generator.base.patterns import fill
from generator.base.templating import fill_in
from generator.formats.html.charts import draw_bars
from generator.formats.html.page_templates import page_templates
from generator.formats.summary import Summary, digits, said_changes
from generator.formats.summary_charts import charts_of

_LISTED = 30  # names in a row; more are folded
_MOST_CELLS = 20_000  # of basic figures: a page of more would take seconds to open


def write_page(
    summary: Summary, words: Mapping[str, str], apart: Mapping[str, str], charts: Mapping[str, str], most: int
) -> str:
    """Return the page of `summary`. The same arguments give the same text.

    `words` are those of the summary in templates/report.yaml, `apart` says why a figure is not added, and
    `charts` are the words of charts. `most` is the number of pairs that are listed at most. Raise PlanError
    if a template fails.
    """
    targets = [row for row in summary.rows if row.path.endswith(".target")]
    figures = [row for row in summary.rows if not row.path.startswith("indicators.")]
    script = fill_in(page_templates(), "summary.js", {}, summary.place)
    context = {
        "summary": summary,
        "title": fill(words["title"], {"place": summary.place, "period": summary.period}),
        "script_hash": f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        "counts": Counter(each.arrival.value for each in summary.places),
        "states": words,
        "apart": apart,
        "natures": {key.removeprefix("nature_"): word for key, word in words.items() if "nature_" in key},
        "digits": digits,
        "targets": targets,
        "baselines": [row for row in summary.rows if row.path.endswith(".baseline")],
        "figures": figures,
        "folded": len(figures) * len(summary.parts) <= _MOST_CELLS,
        "marks": _marks(summary),
        "departments": summary.departments(),
        "common": summary.common(),
        "most": most,
        "listed": _LISTED,
        "changes": [(each.name, list(said_changes(each, words))) for each in summary.changes],
        "charts": charts_of(summary, targets, charts),
        "draw": draw_bars,
    }
    return fill_in(page_templates(), "summary.html.j2", context, summary.place, MOST_PAGE_CHARACTERS)


def _marks(summary: Summary) -> list[str]:
    """Return for each part the marks by which its row is filtered."""
    targets = [row for row in summary.rows if row.path.endswith(".target")]
    return [
        " ".join(
            mark
            for mark, holds in (
                ("below", any(row.cells[number].below for row in targets)),
                ("odd", any(row.cells[number].expected is not None for row in targets)),
            )
            if holds
        )
        for number in range(len(summary.parts))
    ]
