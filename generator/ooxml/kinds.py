"""The kinds of parts that a Word file has (ECMA-376-1, 11.3 and 15.2; ECMA-376-2, 11)."""

from __future__ import annotations

from generator.ooxml.names import RELATIONSHIPS
from generator.ooxml.package import Kind

_FORMATS = "application/vnd.openxmlformats"
_WORD = f"{_FORMATS}-officedocument.wordprocessingml"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

MAIN = Kind(f"{_WORD}.document.main+xml", f"{RELATIONSHIPS}/officeDocument")
STYLES = Kind(f"{_WORD}.styles+xml", f"{RELATIONSHIPS}/styles")
SETTINGS = Kind(f"{_WORD}.settings+xml", f"{RELATIONSHIPS}/settings")
FONT_TABLE = Kind(f"{_WORD}.fontTable+xml", f"{RELATIONSHIPS}/fontTable")
COMMENTS = Kind(f"{_WORD}.comments+xml", f"{RELATIONSHIPS}/comments")
THEME = Kind(f"{_FORMATS}-officedocument.theme+xml", f"{RELATIONSHIPS}/theme")
ITEM = Kind("application/xml", f"{RELATIONSHIPS}/customXml")
ITEM_PROPERTIES = Kind(
    f"{_FORMATS}-officedocument.customXmlProperties+xml", f"{RELATIONSHIPS}/customXmlProps"
)
CORE_PROPERTIES = Kind(f"{_FORMATS}-package.core-properties+xml", _CORE)
CUSTOM_PROPERTIES = Kind(
    f"{_FORMATS}-officedocument.custom-properties+xml", f"{RELATIONSHIPS}/custom-properties"
)
STORIES = {
    "header": Kind(f"{_WORD}.header+xml", f"{RELATIONSHIPS}/header"),
    "footer": Kind(f"{_WORD}.footer+xml", f"{RELATIONSHIPS}/footer"),
}
