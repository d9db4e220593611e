"""Write web pages that need no other file: a draft, and the changes from one draft to another.

The pages are templates (templates/html/); Python only provides their data.
"""

from __future__ import annotations

from generator.formats.html.comparison import Drafts, write_comparison
from generator.formats.html.draft import write_html

__all__ = ["Drafts", "write_comparison", "write_html"]
