"""Write ten copies of a draft as people send them back, each with thirty edits, some of them everybody's.

python tests/benchmark/returned.py DRAFT.docx FOLDER
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from word_files import edited

TEN, EDITS = 10, 30
_SENTENCE = re.compile(r"(?<=<w:t>)[^<]{12,}(?=</w:t>)|(?<=preserve\">)[^<]{12,}(?=</w:t>)")


def main(draft: Path, folder: Path) -> None:
    """Write the copies of `draft` into `folder`."""
    folder.mkdir()
    for number in range(TEN):
        chance = Random(number)

        def typed(xml: str, chance: Random = chance) -> str:
            places = {*chance.sample(range(xml.count("</w:t>") // 3), EDITS)}
            count = iter(range(len(xml)))
            return _SENTENCE.sub(lambda m: _reworded(m[0], chance) if next(count) in places else m[0], xml)

        (folder / f"{number}.docx").write_bytes(edited(draft.read_bytes(), typed))


def _reworded(text: str, chance: Random) -> str:
    """Return `text` with two characters in the middle typed over."""
    place = chance.randrange(4, len(text) - 4)
    return f"{text[:place]}{chance.choice(('切实', '逐步', '全面'))}{text[place + 2 :]}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
