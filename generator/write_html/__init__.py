"""Web pages that need nothing else: a draft, and what changed from one draft to another.

A page itself is a template (templates/html/); Python is what it asks.
"""

from __future__ import annotations

from generator.write_html.comparison import Drafts, write_comparison
from generator.write_html.draft import write_html

__all__ = ["Drafts", "write_comparison", "write_html"]
