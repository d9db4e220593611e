"""Read plans that Plandraft did not write: lines and tables of any file → Document, with keys.

Headings are known by their numbers, typed or automatic, by styles, by levels of the outline, and by where
numbers are missing; what is looked for stands in templates/lexicon/outside.yaml. Keys come from titles.
"""

from generator.word.outside.places import place_in_words
from generator.word.outside.plan import OutsidePlan, Understood, read_outside
from generator.word.outside.printed import read_pages
from generator.word.outside.typed_lines import read_typed

__all__ = ["OutsidePlan", "Understood", "place_in_words", "read_outside", "read_pages", "read_typed"]
