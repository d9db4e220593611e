"""Raw OOXML as text (ECMA-376-1); nothing outside this package spells a tag of Word's.

Child elements stand in the order the schema demands. Text is escaped here and nowhere else.
"""
