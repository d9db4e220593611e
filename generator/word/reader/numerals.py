"""Print the count of an automatic number in the formats of Word's lists (ECMA-376-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from generator.document.number import cjk

_MOST = 9_999  # beyond it every format prints plain digits
_LETTERS, _MOST_LETTERS = 26, 780  # Word goes from Z to AA, not to AB
_MOST_ROMAN = 3_999
_HUNDRED = 100
_DIGITS = "〇一二三四五六七八九"
_PLAIN = "零一二三四五六七八九十百千"
_LEGAL = "零壹贰叁肆伍陆柒捌玖拾佰仟"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖拾佰仟"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = 60
_ROMAN = zip(
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
    strict=True,
)
_ROMANS = tuple(_ROMAN)


def numeral(count: int, form: str) -> str:
    """Return `count` in the format `form`, a value of ST_NumberFormat; plain digits where it has no sign."""
    if form == "none":
        return ""
    printed = _FORMATS.get(form)
    return (printed(count) if printed and 0 < count <= _MOST else "") or str(count)


def padded(count: int, sample: str) -> str:
    """Return `count` as a custom format prints it, of which `sample` is the list (001, 002, 003, ...)."""
    return str(count).zfill(min(len(sample.partition(",")[0].strip()), 9))


def _roman(count: int) -> str:
    if count > _MOST_ROMAN:
        return ""
    words = ""
    for value, sign in _ROMANS:
        words += sign * (count // value)
        count %= value
    return words


def _letter(count: int) -> str:
    times, place = divmod(count - 1, _LETTERS)
    return chr(ord("A") + place) * (times + 1) if count <= _MOST_LETTERS else ""


def _of_signs(signs: str) -> Callable[[int], str]:
    """Return how a row of signs prints a count: by the sign at its place, none beyond."""
    return lambda count: signs[count - 1 : count]


def _digits(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _counting(count: int) -> str:
    return cjk(count) if count < _HUNDRED else _digits(count)


def _legal(signs: str) -> Callable[[int], str]:
    table = str.maketrans(_PLAIN, signs)

    def printed(count: int) -> str:
        words = cjk(count)
        return ("一" * words.startswith("十") + words).translate(table)

    return printed


def _cycle(count: int) -> str:
    if count > _CYCLE:
        return ""
    return _STEMS[(count - 1) % len(_STEMS)] + _BRANCHES[(count - 1) % len(_BRANCHES)]


def _row(first: str, length: int) -> str:
    return "".join(chr(ord(first) + n) for n in range(length))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda count: str(count).translate({ord("0") + n: ord("０") + n for n in range(10)}),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
    "numberInDash": "- {} -".format,
    "decimalEnclosedCircle": _of_signs(_row("①", 20)),
    "decimalEnclosedCircleChinese": _of_signs(_row("①", 20)),
    "decimalEnclosedParen": _of_signs(_row("⑴", 20)),
    "decimalEnclosedFullstop": _of_signs(_row("⒈", 20)),
    "ideographEnclosedCircle": _of_signs(_row("㊀", 10)),
    "ideographTraditional": _of_signs(_STEMS),
    "ideographZodiac": _of_signs(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": cjk,
    "taiwaneseCountingThousand": cjk,
    "japaneseCounting": cjk,
    "chineseLegalSimplified": _legal(_LEGAL),
    "ideographLegalTraditional": _legal(_LEGAL_TRADITIONAL),
}
_FORMATS["decimalFullWidth2"] = _FORMATS["decimalFullWidth"]
