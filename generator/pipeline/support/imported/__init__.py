"""Read a profile out of a plan: locality, figures, indicators, letters and outline of any Document."""
