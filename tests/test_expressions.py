"""No text makes a regular expression slow: what takes long, takes long in proportion to its length."""

import re
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

import pytest
from fuzz.judging import judge

from expressions import LENGTH, Expression, attacks, expressions, modules

# By processor's time, a hundred times what the longest takes; a slow one takes minutes, or for ever.
SECONDS: Final = 2.0
# What expressions become that are made while the program runs, by their source.
EXAMPLES: Final = {
    'f"(?<= ){re.escape(term.text)}(?= )"': "(?<= )induction(?= )",
    'rf"^ {{{column}}}-\\s"': r"^  -\s",
    'rf"(?<!\\d){re.escape(year)}(?!\\d)"': r"(?<!\d)2024(?!\d)",
    # These are among the constants of their modules, or are made of a class of letters.
    "unsafe": r"[^!-~]|[{}\\]",
    "form": "a",
    "signs": "a",
    "sign": "a",
}
# What is slow, and never gets a text that shows it.
NEVER: Final = {
    "<!--.*?-->": "it gets what stands before the last end of a comment, so that every beginning has one",
}
MODULES: Final = modules()


def slow(expression: Expression) -> str:
    """Return the beginning of a text that an expression takes too long for, if there is one."""
    compiled = re.compile(expression.pattern, expression.flags)
    use: Callable[[str], Any] = compiled.fullmatch if expression.anchored else compiled.findall
    for text in attacks(expression):
        if judge(lambda _, text=text: use(text), b"", SECONDS).fault:
            return text[:60]
    return ""


@pytest.mark.parametrize("module", MODULES.values(), ids=list(MODULES))
def test_no_text_makes_an_expression_slow(module: ModuleType) -> None:
    found = dict.fromkeys(each for each in expressions(module, EXAMPLES) if each.pattern not in NEVER)
    assert {each.place: text for each in found if (text := slow(each))} == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"(a|a)*b",
        r"(?:a|b|ab)*c",
        r"\s*,?\s*,?\s*$",
        r"x\s*\d*\s*y",
        r"<!--.*?-->",
        r"\[[^\]]*\]\(",
        r"a+b",
        r"[^,]*,",
        r"(?<=a)\w+\s*:",
        r"^(\d+)*(\w+)*@",
        r"(?:\S+\s*)*;",
        r"(.*)(.*)(.*)x",
    ],
)
def test_slow_expressions_are_found(pattern: str) -> None:
    assert slow(Expression("planted", pattern))


@pytest.mark.parametrize(
    "pattern",
    [r"^a+b", r"(?<!a)a++b", r"^\s*x", r"(?<!\s)\s++x", r"[^,]+", r"(?:ab)*+", r'"[^"]*+"?', r"\A\w+: (.*)"],
)
def test_quick_expressions_are_not_called_slow(pattern: str) -> None:
    assert slow(Expression("planted", pattern)) == ""


def test_all_expressions_are_looked_at() -> None:
    found = [each for module in MODULES.values() for each in expressions(module, EXAMPLES)]
    assert len({each.pattern for each in found}) > 150
    assert max(len(text) for each in found[:20] for text in attacks(each)) < LENGTH * 1.1
