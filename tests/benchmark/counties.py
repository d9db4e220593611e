"""Write the profiles of a city and of a hundred counties below it, each as long as a real one.

python tests/benchmark/counties.py PROFILE FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random

HUNDRED = 100
_PLACE = re.compile(r"locality: \{name: ([^,}]+)[^}]*\}")
_COUNT = re.compile(r'(?<=")\d{3,5}(?=")')
CITY = "period: 2021-2025\nlocality: {name: 德阳市, kind: prefecture, upper: [四川省]}\n"


def main(profile: Path, folder: Path) -> None:
    """Write the profiles into `folder`, each with counts of its own."""
    folder.mkdir()
    (folder / "city.yaml").write_text(CITY, "utf-8")
    text = profile.read_text("utf-8")
    named = _PLACE.search(text)
    name = named[1] if named else ""
    for number in range(HUNDRED):
        chance = Random(number)
        own = f"第{number:02}县"
        place = f"locality: {{name: {own}, kind: county, upper: [四川省, 德阳市]}}"
        county = _PLACE.sub(place, text, count=1).replace(name, own)
        county = _COUNT.sub(lambda m, chance=chance: str(int(m[0]) + chance.randrange(100)), county)  # type: ignore[misc]
        (folder / f"county-{number:02}.yaml").write_text(county, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
