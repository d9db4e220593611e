"""List the mutants that mutmut makes of a module."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

_KEPT = re.compile(r"^@(?:cache|lru_cache)\b.*\n", re.MULTILINE)
_MANGLED = re.compile(r"x(?:_|ǁ\w+?ǁ)(\w+?)__mutmut_\w+")


@dataclass(frozen=True, slots=True)
class Mutant:
    """Hold one change to a function: mutmut's name of it, and the lines before and after."""

    name: str
    change: tuple[str, str]

    def __str__(self) -> str:
        was, now = self.change
        return f"{self.name}\n  - {was}\n  + {now}"


def prepared(code: str) -> str:
    """Return the same module in a form of which mutmut leaves nothing out.

    It passes by what is decorated: results are not kept between calls, and properties are made afterwards.
    """
    lines = _KEPT.sub("", code).split("\n")
    tree = ast.parse("\n".join(lines))
    methods = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and _is_property(node)]
    for node in sorted(methods, key=lambda node: -node.lineno):
        indent = " " * node.col_offset
        lines.insert(node.end_lineno or 0, f"{indent}{node.name} = property({node.name})")
        del lines[node.lineno - 2]
    return "\n".join(lines)


def _is_property(node: ast.FunctionDef) -> bool:
    return [ast.unparse(decorator) for decorator in node.decorator_list] == ["property"]


def mutants_of(root: Path, module: str) -> list[Mutant]:
    """Return every mutant of a module, a path below the root."""
    made = mutate_file_contents(module, prepared((root / module).read_text(encoding="utf-8")))
    lines = made.code.split("\n")
    texts = {
        name: "\n".join(lines[span.start - 1 : span.end])
        for name, span in made.line_span_by_function_name.items()
    }
    dotted = module.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
    found = []
    for name in made.mutant_names:
        original = f"{name.rpartition('_')[0]}_orig"
        was, now = (_MANGLED.sub(r"\1", texts[each]).split("\n") for each in (original, name))
        changed = [line for line in ndiff(was, now) if line[:2] in {"- ", "+ "}]
        old, new = ("\n".join(line[2:].strip() for line in changed if line[0] == sign) for sign in "-+")
        found.append(Mutant(f"{dotted}.{name}", (old, new)))
    return found
