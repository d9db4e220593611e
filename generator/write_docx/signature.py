"""Where issuer and date of a letter stand (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

from generator.write_docx.titles import width_of


def signature(issuer: str, date: str, *, sealed: bool) -> tuple[float, float]:
    """How many characters issuer and date keep free on the right.

    With a seal the date keeps four free and the issuer stands centred above it (7.3.5.1). Without one the
    issuer keeps two free and the date begins two characters behind the issuer's first; a date that is
    longer than the issuer keeps two free itself (7.3.5.2). Neither leaves the type area.
    """
    above, below = width_of(issuer), width_of(date)
    if sealed:
        issuer_right = 4 + (below - above) / 2
        return (issuer_right, 4) if issuer_right >= 0 else (0, (above - below) / 2)
    if below > above:
        return 4 + below - above, 2
    return 2, above - below
