"""One locality: its profile, indicators and figures, and its plan rendered as draft XML."""
