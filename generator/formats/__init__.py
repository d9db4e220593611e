"""Drafts and comparisons as HTML, Markdown and text for git."""
