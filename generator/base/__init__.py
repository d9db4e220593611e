"""Tools and values that import nothing above them."""
