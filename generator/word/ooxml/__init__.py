"""Spell the WordprocessingML that the writer hands to python-docx (ECMA-376-1).

`body` has the plain paragraphs and tables of a ready body, `raw` everything that python-docx has no API for, `names` the
names that writer and readers share. Child elements stand in the order that the schema demands. Text is escaped
here and nowhere else.
"""
