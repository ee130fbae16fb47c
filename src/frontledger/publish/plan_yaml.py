"""The YAML that plans are written in: plain data, without the surprises of old YAML.

Tags, aliases, duplicate keys, dates, octal numbers and "no" for false are not read or not guessed at. Nor is text
that holds what a reader does not see, or sees as something else.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from frontledger.echo import in_short
from frontledger.publish.standing import DEEPEST
from frontledger.unseen import first_unseen

LONGEST = 500_000
"""Characters of a plan; the 2,000 reports that one may hold take a fifth of it."""

_SECOND_COLON = (
    "there is a second colon in the line; put quotes around a text that has a colon followed by a space"
)
_COLON = (
    "a name and its colon cannot stand here; indent this line as its neighbours, give the line before it the colon "
    "that it may lack, or put quotes around a text that has a colon followed by a space"
)
_SLIPS = (
    (
        r"expected <block end>, but found '(<block (mapping|sequence) start>|\?|-)'",
        "the line is not indented as those it belongs with; indent this line as its neighbours",
    ),
    (
        r"expected '<document start>', but found '<block (mapping|sequence) start>'",
        "the line is not indented as the one that the plan begins with; indent this line as its neighbours",
    ),
    (
        r"found character '\\t' that cannot start any token",
        "there is a tab where YAML takes none; indent and part with spaces, not tabs",
    ),
)
"""How the parser's messages of what goes wrong most often begin, and what is said instead."""


class _Loader(yaml.SafeLoader):
    """Safe, and stricter: no aliases, no duplicate keys, only the scalars named below."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the class attribute PyYAML looks up
    depth = 0

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: yaml.Mark) -> list[str]:
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # what chr() says of a code beyond the last there is
            raise _refused(
                self.get_mark(), "the code after \\U is beyond 10FFFF, the last there is; write the character"
            ) from None

    def compose_document(self) -> yaml.Node | None:
        node = super().compose_document()
        if not self.check_event(yaml.StreamEndEvent):
            mark = self.peek_event().start_mark
            raise _refused(mark, "a second document starts here; give each plan a file of its own")
        return node

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _refused(self.peek_event().start_mark, "an alias is not read; write the value out")
        event = self.peek_event()
        if getattr(event, "tag", None) is not None:
            raise _refused(event.start_mark, f"the tag {in_short(event.tag)} is not read; leave it out")
        self.depth += 1
        if self.depth > DEEPEST:
            fault = f"it is nested more than {DEEPEST} levels deep, as no plan is; close what is open"
            raise _refused(event.start_mark, fault)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        unseen = first_unseen(str(node.value).replace("\n", ""))
        if unseen:
            raise _refused(node.start_mark, f"it holds the unseen or broken character {unseen}; delete it")
        return super().construct_scalar(node)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refused(key.start_mark, "a key is a list or a mapping; give a name")
            if unseen := first_unseen(key.value):
                raise _refused(key.start_mark, f"it holds the unseen or broken character {unseen}; delete it")
            if key.value in seen:
                raise _refused(key.start_mark, f"{in_short(key.value)} is given twice; give it once")
            seen.add(key.value)
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in (
    ("null", r"^(null|~|)$", ["n", "~", ""]),
    ("bool", r"^(true|false)$", list("tf")),
    ("int", r"^[-+]?(0|[1-9][0-9]{0,17})$", list("-+0123456789")),
    ("float", r"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def read_yaml(text: str) -> Any:
    r"""The data in the text; ValueError "line N: what is wrong; what to do" where it cannot be read.

    >>> read_yaml("formats: [html]\nas_of: 2025-03-27\nanswer: no")
    {'formats': ['html'], 'as_of': '2025-03-27', 'answer': 'no'}
    >>> read_yaml("a: 1\na: 2")
    Traceback (most recent call last):
    ValueError: line 2: a is given twice; give it once
    """
    if len(text) > LONGEST:
        raise ValueError(f"has more than {LONGEST:,} characters, more than any plan needs; use a sweep")
    try:
        return yaml.load(text, Loader=_Loader)  # _Loader is a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else "somewhere"
        raise ValueError(f"{place}: {_in_words(error, text)}") from None
    except yaml.reader.ReaderError as error:
        line, code = text.count("\n", 0, error.position) + 1, ord(text[error.position])
        fault = f"it holds the unseen or broken character U+{code:04X}; delete it"
        raise ValueError(f"line {line}: {fault}") from None


def _in_words(error: yaml.MarkedYAMLError, text: str) -> str:
    """What is wrong and what to do: in plain words for the slips that are made most, else in the parser's."""
    problem = error.problem or error.context or "cannot be read"
    if problem == "mapping values are not allowed here" and error.problem_mark:
        mark = error.problem_mark
        before = text.splitlines()[mark.line][: mark.column]
        return _SECOND_COLON if ": " in before else _COLON
    known = next((words for pattern, words in _SLIPS if re.match(pattern, problem)), "")
    return known or (problem if ";" in problem else f"{problem}; mend the YAML")


def _refused(mark: yaml.Mark, problem: str) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, mark)
