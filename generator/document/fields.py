"""The fields of the Document's classes and what they hold, derived once a class from the dataclasses.

The tree, the codec and the comparison go by this, so that a field added to a class is carried by all of them.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from enum import Enum, auto
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from generator.document.text import Run

_INNER_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_RUNS = frozenset(get_args(Run))


class Shape(Enum):
    """The things that a field can hold."""

    WORDS = auto()  # a string
    SWITCH = auto()  # true or false
    WORD_LIST = auto()  # strings without blanks
    RUNS = auto()  # text with figures and gaps
    SEVERAL_RUNS = auto()
    VALUE = auto()  # an object that is always there, of fields of its own
    ONE = auto()  # an object or None
    MANY = auto()  # objects in order


class Field(NamedTuple):
    """One field of a class: its name in Python and in draft XML, what it holds, and the notes on it.

    `types` are the classes that its objects can have, divisions by level. `empty` is what a draft that does
    not name the field is taken to say: the field's default, else nothing.
    """

    name: str
    label: str
    shape: Shape
    types: tuple[type, ...]
    empty: Any
    notes: MappingProxyType[str, Any]

    @property
    def content(self) -> bool:
        """Return true if the field is the text of its element."""
        return "content" in self.notes

    @property
    def computed(self) -> bool:
        """Return true if the field is collected or counted from the rest of the document."""
        return "computed" in self.notes

    @property
    def child(self) -> bool:
        """Return true if the field holds nodes of the tree.

        An object that stands alone and has no key (duties, number patterns) is a value of its holder.
        """
        return self.shape is Shape.MANY or (self.shape is Shape.ONE and all(map(has_key, self.types)))


@cache
def fields_of(kind: type) -> tuple[Field, ...]:
    """Return the fields of a class of the Document in the order of definition, which is the printed one."""
    hints = get_type_hints(kind)
    return tuple(_field(each, hints[each.name]) for each in fields(kind))


@cache
def tag_of(kind: type) -> str:
    """Return the name of a class's element in draft XML: its `tag`, else its own name in kebab case."""
    return str(getattr(kind, "tag", _INNER_CAPITAL.sub("-", kind.__name__).lower()))


@cache
def has_key(kind: type) -> bool:
    """Return true if the class has a key."""
    return any(each.name == "key" for each in fields(kind))


def _field(field: Any, hint: Any) -> Field:  # noqa: ANN401  # dataclasses.Field and types have none
    shape, types = _shape(hint)
    if field.default_factory is not MISSING:
        empty = field.default_factory()
    elif field.default is not MISSING:
        empty = field.default
    else:
        empty = _NOTHING.get(shape)
    label = field.metadata.get("name", field.name.replace("_", "-"))
    return Field(field.name, label, shape, types, empty, field.metadata)


_NOTHING: dict[Shape, Any] = {
    Shape.WORDS: "",
    Shape.SWITCH: False,
    Shape.WORD_LIST: (),
    Shape.RUNS: (),
    Shape.SEVERAL_RUNS: (),
    Shape.MANY: (),
}


def _shape(hint: Any) -> tuple[Shape, tuple[type, ...]]:  # noqa: ANN401
    """Return what a field of this type holds, and the classes of its objects."""
    if hint is str or hint is bool:
        return (Shape.WORDS if hint is str else Shape.SWITCH), ()
    if get_origin(hint) is not tuple:
        optional = type(None) in get_args(hint)
        return (Shape.ONE if optional else Shape.VALUE), _classes(hint)
    inner = get_args(hint)[0]
    if inner is str:
        return Shape.WORD_LIST, ()
    if get_origin(inner) is tuple:
        return Shape.SEVERAL_RUNS, _classes(get_args(inner)[0])
    types = _classes(inner)
    return (Shape.RUNS if _RUNS.issuperset(types) else Shape.MANY), types


def _classes(hint: Any) -> tuple[type, ...]:  # noqa: ANN401
    """Return the classes that a type allows, the subclasses of one in its place."""
    named = [each for each in get_args(hint) or (hint,) if each is not type(None)]
    return tuple(kind for each in named for kind in each.__subclasses__() or (each,))
