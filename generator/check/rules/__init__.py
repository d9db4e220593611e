"""The rules of content: one module a subject."""
