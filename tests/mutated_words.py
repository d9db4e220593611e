"""Mutate Word files at random: the bytes of the zip, its parts, their XML, the embedded draft and profile."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from random import Random
from typing import Any, TypeAlias

from lxml import etree

from generator.word.ooxml.names import PROFILE

Parts: TypeAlias = dict[str, bytes]
DRAFT, BODY, PACKED = "customXml/item2.xml", "word/document.xml", "customXml/item3.xml"
ODD = (
    *("", " ", "0", "-1", "true", "2147483648", "99999999999999999999", "plan", "own", "~2", "hand:1", "\n"),
    *(
        "_pd_",
        "../../etc",
        "改",
        "【待补】",
        "{n}",
        "{cjk}{n}",
        "100%",
        ">97",
        "[5]",
        "\u200b",
        "\u202e",
        "𠮷",
    ),
    *(
        "<w:p/>",
        "&amp;",
        "{{ 1 }}",
        "]]>",
        "\u009b2J",
        "\u2028",
        "e\u0301",
        "字" * 3_000,
        "http://127.0.0.1:9/",
    ),
)
VALUES: tuple[Any, ...] = (None, [], {}, [None], {"": ""}, ["x"] * 50, 1, True, *ODD)


def mutated(parts: Mapping[str, bytes], seed: int) -> bytes:
    """Return the Word file of these parts after the mutations that a seed determines."""
    chance = Random(seed)
    kind = chance.choice((_bytes, _parts, _xml, _xml, _draft, _draft, _profile))
    return kind(dict(parts), chance)


def _packed(entries: Sequence[tuple[str, bytes]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in entries:
            archive.NameToInfo.clear()  # or it warns of two parts of one name
            archive.writestr(name, part)
    return content.getvalue()


def shaken(content: bytes, chance: Random) -> bytes:
    """Return the content with some bytes changed, deleted or doubled."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(made) + 1)
        length = chance.randint(1, chance.choice((1, 4, 64, 4_096)))
        match chance.randrange(5):
            case 0 | 1:
                made[place : place + 1] = bytes([chance.randrange(256)])
            case 2:
                del made[place : place + length]
            case 3:
                made[place:place] = made[place : place + length]
            case _:
                made[place : place + length] = bytes(length)
    return bytes(made)


def _bytes(parts: Parts, chance: Random) -> bytes:
    return shaken(_packed([*parts.items()]), chance)


def _parts(parts: Parts, chance: Random) -> bytes:
    names = list(parts)
    one, other = chance.choice(names), chance.choice(names)
    match chance.randrange(6):
        case 0:
            del parts[one]
        case 1:
            parts[one], parts[other] = parts[other], parts[one]
        case 2:
            parts[chance.choice((f"word/{one}", f"../{one}", one.upper(), "x"))] = parts.pop(one)
        case 3:
            return _packed([*parts.items(), (one, parts[other])])
        case _:
            parts[one] = shaken(parts[one], chance)
    return _packed([*parts.items()])


def _xml(parts: Parts, chance: Random) -> bytes:
    name = chance.choice((BODY, BODY, BODY, *parts))
    parts[name] = shuffled(parts[name], chance)
    return _packed([*parts.items()])


def _draft(parts: Parts, chance: Random) -> bytes:
    parts[DRAFT] = shuffled(parts[DRAFT], chance)
    return _packed([*parts.items()])


def shuffled(xml: bytes, chance: Random) -> bytes:
    """Return XML with elements deleted, moved, doubled or made odd; shake the bytes of what is no XML."""
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError:
        return shaken(xml, chance)
    for _ in range(chance.choice((1, 2, 4, 8, 30))):
        elements = list(root.iter())
        chance.choice((_cut, _twice, _move, _attribute, _attribute, _say, _call))(
            chance.choice(elements), chance.choice(elements), chance
        )
    return etree.tostring(root, encoding="UTF-8")


Change: TypeAlias = Callable[[etree._Element, etree._Element, Random], None]


def _cut(element: etree._Element, _: etree._Element, __: Random) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _twice(element: etree._Element, other: etree._Element, chance: Random) -> None:
    if other.getparent() is not None:
        for _ in range(chance.choice((1, 1, 1, 40))):
            if sum(1 for _ in element.iter()) < 2_000:
                other.addnext(deepcopy(element))


def _move(element: etree._Element, other: etree._Element, _: Random) -> None:
    if element not in {other, *other.iterancestors()}:
        other.insert(0, element)


def _attribute(element: etree._Element, other: etree._Element, chance: Random) -> None:
    names = [*element.attrib, *other.attrib]
    if names:
        values = [*ODD, *map(str, other.attrib.values())]
        element.set(str(chance.choice(names)), chance.choice(values))
        if chance.random() < 0.2:
            del element.attrib[chance.choice(list(element.attrib))]


def _say(element: etree._Element, other: etree._Element, chance: Random) -> None:
    element.text = chance.choice((*ODD, other.text))
    if chance.random() < 0.2:
        element.tail = chance.choice(ODD)


def _call(element: etree._Element, other: etree._Element, _: Random) -> None:
    element.tag = other.tag


def _profile(parts: Parts, chance: Random) -> bytes:
    root = etree.fromstring(parts[PACKED])
    data = json.loads("".join(map(str, root.itertext())))
    for _ in range(chance.choice((1, 1, 2, 8))):
        data = altered(data, chance)
    packed = json.dumps(data, ensure_ascii=chance.random() < 0.5)
    if chance.random() < 0.1:
        packed = shaken(packed.encode(), chance).decode("utf-8", errors="replace")
    made = etree.Element(f"{{{PROFILE}}}profile")
    made.text = "".join(c for c in packed if c.isprintable())
    parts[PACKED] = etree.tostring(made, encoding="UTF-8")
    return _packed([*parts.items()])


def altered(data: Any, chance: Random) -> Any:  # noqa: ANN401  # JSON
    """Return data with one node replaced, deleted or doubled."""
    if not isinstance(data, dict | list) or not data or chance.random() < 0.15:
        return chance.choice((*VALUES, data, [data], {"value": data}))
    keys = list(data) if isinstance(data, dict) else list(range(len(data)))
    key = chance.choice(keys)
    made = deepcopy(data)
    match chance.randrange(8):
        case 0:
            del made[key]
        case 1 if isinstance(made, list):
            made.insert(key, deepcopy(made[chance.choice(keys)]))
        case 2 if isinstance(made, dict):
            made[chance.choice((*ODD, *keys))] = made.pop(key)
        case 3:
            made[key] = deepcopy(made[chance.choice(keys)])
        case _:
            made[key] = altered(made[key], chance)
    return made
