"""Draft XML, what templates emit and Word files carry: read as a Document, and written from one.

The vocabulary is the Document's own, in kebab case, made from the fields of its classes: document, letter,
contents, plan, annex, imprint; chapter, section, measure; p, passage, duties; box, group, item;
indicator-table, column, row, cell; task-table; and inside text: figure, gap, strong, break (a new line in the
same paragraph). Line breaks of the template and the blanks around them are its layout, not text; &#10; in the
title of a plan or letter is a line that the locality breaks itself.
"""

from generator.document.draft_xml.read import read_draft
from generator.document.draft_xml.write import write_draft

__all__ = ["read_draft", "write_draft"]
