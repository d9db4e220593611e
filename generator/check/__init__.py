"""Check a profile: its form, its content, and the words in which findings are reported."""
