"""Make of the changes in a Word file what the profile would have to say, each tried before it is taken."""
