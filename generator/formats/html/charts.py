"""Draw charts as SVG that stands in a page: no script, style, font or address, legible without colour."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.base.characters import make_visible
from generator.base.units import plain_digits

if TYPE_CHECKING:
    from generator.formats.summary_charts import Bars

_WIDE = 720  # user units, of which the page makes as many pixels as there is room for
_FONT, _LINE, _AROUND = 14, 22, 6  # user units: the letters of a chart, a bar, what stands around the bars
_LATIN = 0.6  # width of a letter as pygal takes it, of its height; a Chinese one is as wide as high
_LONGEST = 20  # characters of a name
_UNUSED = {"defs", "title", "desc"}  # styles, scripts, what only scripts show
_EMPTY = {"plot overlay", "plot tooltip-overlay", "titles", "legends"}  # likewise


def draw_bars(bars: Bars) -> str:
    """Return `bars` as an <svg> element. The same argument gives the same text.

    The second series is to be hatched by the style of the page: `color-1`.
    """
    from pygal import HorizontalBar  # noqa: PLC0415  # 40 ms, of pages with charts alone
    from pygal.style import Style  # noqa: PLC0415

    names = [_short(name) for name in bars.names]
    widest = max(map(len, names), default=0)
    chart = HorizontalBar(
        js=(),
        no_prefix=True,
        disable_xml_declaration=True,
        style=Style(label_font_size=_FONT, legend_font_size=_FONT, value_font_size=_FONT),
        width=_WIDE,
        height=_AROUND + _LINE * len(names) * len(bars.series),
        margin=0,
        margin_left=round(widest * _FONT * (1 - _LATIN)),
        margin_right=_FONT * 8,
        show_legend=False,
        show_x_labels=False,
        print_values=True,
        print_values_position="top",
        value_formatter=_said,
        zero=0,
        range=(0, max([bars.full, *_known(bars)]) or 1),
    )
    chart.x_labels = names[::-1]  # pygal draws from below
    for name, values in bars.series.items():
        chart.add(make_visible(name), [None if each is None else float(each) for each in values[::-1]])
    chart.add_xml_filter(_bare)
    drawn: str = chart.render(is_unicode=True)
    return drawn


def _known(bars: Bars) -> list[float]:
    return [float(each) for values in bars.series.values() for each in values if each is not None]


def _short(name: str) -> str:
    """Return a name as long as there is room for; the table beside the chart has all of it."""
    shown = make_visible(name)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _said(value: float) -> str:
    return plain_digits(Decimal(repr(value)))


def _bare(root: Any) -> Any:  # noqa: ANN401  # an element of lxml, or of the standard library
    """Return the drawing without comments and what needs a script or a style of its own."""
    for parent in list(root.iter()):
        for child in list(parent):
            kind = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "defs"
            if kind in _UNUSED or child.get("class") in _EMPTY:
                parent.remove(child)
    root.attrib.pop("id")
    return root
