"""Find what is the same in two plans of which one at least is not ours: by headings, rows and words.

The keys of an outside plan say what it holds, but agree with those of another only where titles do. Here both
get keys by which `compare` knows the same block in each.
"""

from generator.diff.outside.keyed import SharedKeys
from generator.diff.outside.spots import Identify, folded
from generator.diff.outside.worded import says_otherwise

__all__ = ["Identify", "SharedKeys", "folded", "says_otherwise"]
