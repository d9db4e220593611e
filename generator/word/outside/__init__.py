"""Read plans that Plandraft did not write: lines and tables of any Word file → Document.

Headings are known by their numbers, typed or automatic, by styles, by levels of the outline, and by where
numbers are missing; what is looked for stands in templates/lexicon/outside.yaml. Nothing read has a key.
"""

from generator.word.outside.parts import read_outside

__all__ = ["read_outside"]
