"""Report changes: as text, as JSON, sentence by sentence."""
