"""The policy library as data: periods, national sets, outlines, words of places and departments."""
