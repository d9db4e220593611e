"""What `pull` makes of the changes in a Word file: edits of the profile, each tried before it is taken."""
