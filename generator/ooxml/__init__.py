"""The OOXML that is written, as text (ECMA-376-1): who writes a draft spells no tag of Word's.

Child elements stand in the order the schema demands. Text is escaped here and nowhere else.
"""
