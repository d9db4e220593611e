"""The theme part: Word asks for one, and WPS reports the fonts it names as missing if they are not ours."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme(font: Mapping[str, str]) -> str:
    """A plain theme (ECMA-376-1, 20.1.6.9) whose faces are the body's."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    latin, face = escape(font["latin"]), escape(font["face"])
    faces = f'<a:latin typeface="{latin}"/><a:ea typeface="{face}"/><a:cs typeface="{latin}"/>'
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="Plandraft"><a:themeElements><a:clrScheme name="Plandraft">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Plandraft"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Plandraft"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
