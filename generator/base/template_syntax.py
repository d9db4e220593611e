"""Read from Jinja2's syntax tree what a template says and asks for, as plain data that a cache can hold.

A template becomes its macros by name; "" is what stands outside them. A macro has its `line`, its
`parameters` and its `facts` in source order. Each fact is [kind, text, guard, line, call, first]: `guard` is
an index into the template's `guards`, `call` the innermost call around it, `first` whether it is in that
call's first argument. Kinds:

text    literal text
tag     a tag, where a clause ends
figure  a path whose figure is printed there
named   a word of the period or of the place that is printed there: period.name, term.our
word    the same, wherever it stands
const   a text in an expression
name    a name that is read
call    a call, by its dotted name
field   a call that is given a form; behind the six: the field, its title or None, whether it is given `true`

`asked` are the names that it takes from elsewhere, `filters` and `tests` those that Jinja2 has not, each with
its line.

A guard is [index of the guard around it, condition, whether it holds]; the first is no guard at all. A
condition is ["and" | "or", a, b], ["not", a], ["place", tier | setting, values], ["has", path],
["drafted", month], or None for whatever else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, TemplateAssertionError, meta, nodes

from generator.base.template_conditions import Condition, condition_of, dotted_name, literal_text
from generator.base.templating import failing

_WORDS = ("period", "term")
_PRINTING = {"say.count", "say.percent", "say.measured", "figure"}
_FORM = "form"
_LEAST = 2  # arguments of a call that asks a form for a field


def read_macros(text: str, file: str) -> dict[str, Any]:
    """Return the macros and the guards of a template; raise PlanError where `text` is no Jinja."""
    with failing(file):
        tree = _environment().parse(text, file, file)
        try:
            return _Reader().read(tree)
        except TemplateAssertionError as error:
            error.filename = file  # which Jinja2 does not know where it only looks for names
            raise


def _environment() -> Environment:
    """Return an environment that takes blanks away as the sandbox does; it runs nothing."""
    return Environment(trim_blocks=True, lstrip_blocks=True)  # noqa: S701  # it parses, and never renders


def _strange(tree: nodes.Template) -> dict[str, Any]:
    """Return the names that a template takes from elsewhere, and what filters and tests Jinja2 has not."""
    known = _environment()
    filters = [(str(each.name), each.lineno) for each in tree.find_all(nodes.Filter)]
    tests = [(str(each.name), each.lineno) for each in tree.find_all(nodes.Test)]
    if tree.environment:  # which else refuses to look for names behind an unknown filter
        tree.environment.filters.update(dict.fromkeys(dict(filters), str))
        tree.environment.tests.update(dict.fromkeys(dict(tests), callable))
    given = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    return {
        "asked": sorted(meta.find_undeclared_variables(tree) - given - set(known.globals)),
        "filters": [each for each in filters if each[0] not in known.filters],
        "tests": [each for each in tests if each[0] not in known.tests],
        "twice": _twice(tree),
    }


def _twice(tree: nodes.Template) -> list[tuple[str, int]]:
    """Return the macros that a template has had before, each with its line: the last one alone counts."""
    seen: set[str] = set()
    found = []
    for macro in sorted(tree.find_all(nodes.Macro), key=lambda macro: macro.lineno):
        if macro.name in seen:
            found.append((macro.name, macro.lineno))
        seen.add(macro.name)
    return found


class _Reader:
    """Walk through the tree of one template."""

    def __init__(self) -> None:
        self.guards: list[list[Any]] = [[0, None, True]]
        self.guard = 0
        self.calls: list[tuple[str, bool]] = []
        self.facts: list[list[Any]] = []
        self.line = 1

    def read(self, tree: nodes.Template) -> dict[str, Any]:
        macros: dict[str, Any] = {}
        for macro in tree.find_all(nodes.Macro):
            self.facts = []
            for node in macro.body:
                self._walk(node)
            names = [argument.name for argument in macro.args]
            macros[macro.name] = {"line": macro.lineno, "parameters": names, "facts": self.facts}
        self.facts = []
        for node in tree.body:
            self._walk(node)
        macros[""] = {"line": 1, "parameters": [], "facts": self.facts}
        return {"macros": macros, "guards": self.guards, **_strange(tree)}

    def _add(self, kind: str, text: str, *more: Any) -> None:  # noqa: ANN401  # what JSON holds
        call, first = self.calls[-1] if self.calls else ("", False)
        self.facts.append([kind, text, self.guard, self.line, call, first, *more])

    def _walk(self, node: nodes.Node) -> None:
        self.line = node.lineno or self.line
        if isinstance(node, nodes.Macro):
            return
        known = getattr(self, f"_walk_{type(node).__name__.lower()}", None)
        if known:
            known(node)
        elif isinstance(node, nodes.Stmt):
            self._tag(node)
        else:
            self._walk_all(node.iter_child_nodes())

    def _walk_all(self, inner: Iterator[nodes.Node] | list[Any]) -> None:
        for node in inner:
            self._walk(node)

    def _tag(self, node: nodes.Node) -> None:
        self._add("tag", "")
        self._walk_all(node.iter_child_nodes())
        self._add("tag", "")

    def _under(self, condition: Condition, inner: list[Any], *, holds: bool) -> None:
        """Walk through what is reached only where a condition holds, or only where it does not."""
        around = self.guard
        self._enter(condition, holds=holds)
        self._walk_all(inner)
        self.guard = around

    def _enter(self, condition: Condition, *, holds: bool) -> None:
        self.guards.append([self.guard, condition, holds])
        self.guard = len(self.guards) - 1

    def _walk_output(self, node: nodes.Output) -> None:
        for each in node.nodes:
            self.line = each.lineno or self.line
            if isinstance(each, nodes.TemplateData):
                self._add("text", each.data)
                continue
            if isinstance(each, nodes.Call) and dotted_name(each.node) in _PRINTING and each.args:
                path = each.args[0]
                if isinstance(path, nodes.Const) and isinstance(path.value, str):
                    self._add("figure", path.value)
            elif word := _word(each):
                self._add("named", word)
            self._walk(each)

    def _walk_if(self, node: nodes.If) -> None:
        self._add("tag", "")
        around = self.guard
        for branch in (node, *node.elif_):
            self._walk(branch.test)
            condition = condition_of(branch.test)
            self._under(condition, branch.body, holds=True)
            self._add("tag", "")
            self._enter(condition, holds=False)
        self._walk_all(node.else_)
        self.guard = around
        self._add("tag", "")

    def _walk_condexpr(self, node: nodes.CondExpr) -> None:
        condition = condition_of(node.test)
        self._under(condition, [node.expr1], holds=True)  # it stands before its condition
        self._walk(node.test)
        self._under(condition, [node.expr2] if node.expr2 else [], holds=False)

    def _walk_and(self, node: nodes.And) -> None:
        self._walk(node.left)
        self._under(condition_of(node.left), [node.right], holds=True)

    def _walk_or(self, node: nodes.Or) -> None:
        self._walk(node.left)
        self._under(condition_of(node.left), [node.right], holds=False)

    def _walk_call(self, node: nodes.Call) -> None:
        called = dotted_name(node.node)
        self._add("call", called)
        if called and _is_field(node):
            flagged = any(isinstance(each, nodes.Const) and each.value is True for each in node.args[_LEAST:])
            self._add("field", called, literal_text(node.args[1]), _title(node.args[_LEAST:]), flagged)
        if not called:
            self._walk(node.node)
        elif "." not in called:
            self._add("name", called)
        for index, each in enumerate((*node.args, *node.kwargs)):
            self.calls.append((called, index == 0))
            self._walk(each)
            self.calls.pop()

    def _walk_const(self, node: nodes.Const) -> None:
        if isinstance(node.value, str):
            self._add("const", node.value)

    def _walk_name(self, node: nodes.Name) -> None:
        if node.ctx == "load":
            self._add("name", node.name)

    def _walk_getattr(self, node: nodes.Getattr) -> None:
        if word := _word(node):
            self._add("word", word)
        self._walk(node.node)


def _word(node: nodes.Node) -> str:
    """Return period.name or term.our where a node is that, else an empty text."""
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in _WORDS:
        return f"{node.node.name}.{node.attr}"
    return ""


def _is_field(node: nodes.Call) -> bool:
    """Return whether a call asks `form` for a field: field(form, "issuer", …)."""
    if len(node.args) < _LEAST:
        return False
    form = node.args[0]
    return isinstance(form, nodes.Name) and form.name == _FORM and literal_text(node.args[1]) is not None


def _title(more: list[nodes.Expr]) -> str | None:
    return literal_text(more[0]) if more else None
