"""Every regular expression of the program, and texts that make slow ones slow.

An expression is slow where its matcher may take what it has taken in many ways, and has to try them
all: a repetition within or beside one of the same letters, or one that begins anywhere and never ends.
So each repetition of an expression is fed what it repeats, behind what must stand before it, without
what must follow (Davis et al., "The Impact of Regular Expression Denial of Service", 2018, section 2).
"""

import ast
import re
import re._constants as sre  # type: ignore[import-not-found,unused-ignore]
import re._parser as parser  # type: ignore[import-not-found,unused-ignore]
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import headcat

SOURCE = Path(headcat.__file__).parent
LENGTH = 100_000  # as long as a value of a catalogue may be
_CALLS = {"compile", "search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
_WHOLE = {"match", "fullmatch"}  # they begin at one place only
_REPEATED = re.compile(r"[*+?}]")
_PLAIN = "a1 -_.:/\n\t,Aé\"'"
_CATEGORIES = {"category_digit": r"\d", "category_space": r"\s", "category_word": r"\w"}

# Where the parts of several letters have theirs.
_BODIES = {
    sre.MAX_REPEAT: 2,
    sre.MIN_REPEAT: 2,
    sre.POSSESSIVE_REPEAT: 2,
    sre.SUBPATTERN: 3,
    sre.ASSERT: 1,
    sre.ASSERT_NOT: 1,
}


class Expression(NamedTuple):
    """An expression, where it is, and whether it is only tried at one place of a text."""

    place: str
    pattern: str
    flags: int = 0
    anchored: bool = False


def modules() -> dict[str, ModuleType]:
    """Return the modules of the program that have expressions, by name."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if re.search(
            r"^import re$|import_module\(|fullmatch", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            found[name] = import_module(name)
    return found


def expressions(module: ModuleType, examples: dict[str, str]) -> Iterator[Expression]:
    """Yield the expressions of a module: those of its calls of `re`, and those it holds as text.

    Args:
        module: the module.
        examples: what expressions become that are made while the program runs, by their source.

    """
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    name = module.__name__
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _is_of_re(node.func):
            method = node.func.attr  # type: ignore[attr-defined]
            pattern = _value(node.args[0], module, source, examples)
            if isinstance(pattern, bytes):
                pattern = f"(?a){pattern.decode('latin-1')}"
            if pattern is not None and not isinstance(pattern, re.Pattern):
                flags = _flags(node, module)
                anchored = method in _WHOLE
                if method == "compile":
                    anchored = _is_anchored(_target(node, source), source)
                yield Expression(f"{name}:{node.lineno}", pattern, flags, anchored)
    for constant, value in vars(module).items():
        if constant.startswith("__") or isinstance(value, ModuleType) or _is_part(constant, source):
            continue
        for text in _texts(value):
            if _is_expression(text):
                yield Expression(f"{name}.{constant}", text, 0, _is_anchored(constant, source))


def _is_of_re(node: ast.expr) -> bool:
    called = isinstance(node, ast.Attribute) and node.attr in _CALLS
    return called and isinstance(node.value, ast.Name) and node.value.id == "re"  # type: ignore[attr-defined]


def _value(node: ast.expr, module: ModuleType, source: str, examples: dict[str, str]) -> Any:
    """Return what an expression's source stands for; an example where only a run can tell."""
    text = str(ast.get_source_segment(source, node))
    if text in examples:
        return examples[text]
    return eval(compile(ast.Expression(node), "<source>", "eval"), dict(vars(module)))  # noqa: S307


def _flags(node: ast.Call, module: ModuleType) -> int:
    position = {"sub": 4, "subn": 4, "split": 3}.get(node.func.attr, 2)  # type: ignore[attr-defined]
    if node.func.attr == "compile":  # type: ignore[attr-defined]
        position = 1
    given = [keyword.value for keyword in node.keywords if keyword.arg == "flags"] + node.args[position:][:1]
    values = (eval(compile(ast.Expression(each), "<source>", "eval"), dict(vars(module))) for each in given)  # noqa: S307
    return int(next(values, 0))


def _target(node: ast.Call, source: str) -> str:
    """Return the name that a compiled expression gets, or nothing."""
    line = source.splitlines()[node.lineno - 1]
    match = re.match(r"(\w+)(?:: \w+)? = re\.compile", line)
    return match[1] if match else ""


def _is_anchored(name: str, source: str) -> bool:
    """Tell whether all uses of a name begin to match at one place."""
    if not name:
        return False
    methods = re.findall(rf"\b{name}\.(\w+)", source) + re.findall(rf"\bre\.(\w+)\(\s*{name}\b", source)
    helped = bool(re.search(rf"_match\({name}\b", source))
    used = {method for method in methods if method in _CALLS}
    return (bool(used) or helped) and used <= _WHOLE


def _is_part(name: str, source: str) -> bool:
    """Tell whether a name stands only within other expressions."""
    uses = len(re.findall(rf"\b{name}\b", source))
    return bool(uses) and uses == 1 + len(re.findall(rf"\{{{name}\}}", source))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from _texts(each)


def _is_expression(text: str) -> bool:
    if not _REPEATED.search(text) or not re.search(r"[\\\[(]", text) or "\n" in text[:1]:
        return False
    try:
        parser.parse(text)
    except (re.error, OverflowError):
        return False
    return True


def attacks(expression: Expression) -> Iterator[str]:
    """Yield long texts that an expression has to go through."""
    tree = parser.parse(expression.pattern, expression.flags)
    alphabet = _alphabet(tree, _PLAIN)
    found: dict[tuple[str, str], None] = {}
    _walk(tree, "", alphabet, found, {})
    seen = set()
    for prefix, pump in found:
        count = max(LENGTH // len(pump), 1)
        texts = [prefix + pump * count, prefix + pump * count + "\0"]
        if not expression.anchored:
            count = max(LENGTH // len(prefix + pump), 1)
            texts += [(prefix + pump) * count + "\0", (prefix or pump) * (LENGTH // len(prefix or pump))]
        for text in texts:
            if text not in seen:
                seen.add(text)
                yield text


def _alphabet(tree: Iterable[Any], plain: str) -> str:
    """Return letters of which every class of an expression has some: those that it names, and usual ones."""
    named = {chr(value) for op, value in _parts(tree) if op is sre.LITERAL}
    named |= {chr(pair[0]) for op, pair in _parts(tree) if op is sre.RANGE}
    return "".join(dict.fromkeys([*plain, *sorted(named)]))


def _parts(tree: Any) -> Iterator[tuple[Any, Any]]:
    for op, value in tree:
        yield op, value
        for inner in _inner(op, value):
            yield from _parts(inner)


def _inner(op: Any, value: Any) -> list[Any]:
    """Return the parts that a part is made of."""
    if op in (sre.IN, sre.ATOMIC_GROUP):
        return [value]
    if op is sre.BRANCH:
        return list(value[1])
    if op is sre.GROUPREF_EXISTS:
        return [each for each in value[1:] if each is not None]
    return [value[_BODIES[op]]] if op in _BODIES else []


def _walk(
    tree: Any, prefix: str, alphabet: str, found: dict[tuple[str, str], None], groups: dict[int, str]
) -> str:
    """Return a text that a part matches; note each repetition in it, with what stands before."""
    text = ""
    for op, value in tree:
        text += _one(op, value, prefix + text, alphabet, found, groups)
    return text


def _one(
    op: Any,
    value: Any,
    prefix: str,
    alphabet: str,
    found: dict[tuple[str, str], None],
    groups: dict[int, str],
) -> str:
    if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
        return _letters(op, value, alphabet)[0]
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, body = value
        text = _walk(body, prefix, alphabet, found, groups)
        if most > 50:
            single = len(body) == 1 and body[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN)
            pumps = (
                _letters(body[0][0], body[0][1], alphabet)[:5]
                if single
                else [text, *_alternatives(body, alphabet)]
            )
            found.update(((prefix, pump), None) for pump in pumps if pump)
        return text * max(int(least), 1)
    if op is sre.BRANCH:
        texts = [_walk(each, prefix, alphabet, found, groups) for each in value[1]]
        return max(texts, key=len)
    if op is sre.GROUPREF:
        return groups.get(value, "")
    texts = [_walk(each, prefix, alphabet, found, groups) for each in _inner(op, value)]
    text = "".join(texts[:1])
    if op is sre.SUBPATTERN and value[0] is not None:
        groups[value[0]] = text
    return "" if op in (sre.ASSERT, sre.ASSERT_NOT) else text


def _alternatives(body: Any, alphabet: str) -> list[str]:
    """Return one text for each way that a repeated part may begin."""
    texts = [_walk([part], "", alphabet, {}, {}) for part in body]
    for op, value in body:
        branches = [branch for inner in _inner(op, value) for branch in _branches(inner)]
        texts += [_walk(branch, "", alphabet, {}, {}) for branch in branches]
    return texts[:8]


def _branches(tree: Any) -> Iterator[Any]:
    for op, value in tree:
        if op is sre.BRANCH:
            yield from value[1]


def _letters(op: Any, value: Any, alphabet: str) -> list[str]:
    """Return letters that a part of one letter matches."""
    if op is sre.LITERAL:
        return [chr(value)]
    if op is sre.ANY:
        return ["a", " "]
    tree = [(op, value)]
    fits = [letter for letter in alphabet if _fits(tree, letter)]
    return fits or ["\u2603"]


def _fits(tree: Any, letter: str) -> bool:
    op, value = tree[0]
    if op is sre.NOT_LITERAL:
        return letter != chr(value)
    negated = bool(value) and value[0][0] is sre.NEGATE
    return any(_is_in(each, letter) for each in value) != negated


def _is_in(part: tuple[Any, Any], letter: str) -> bool:
    op, value = part
    if op is sre.LITERAL:
        return letter == chr(value)
    if op is sre.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    if op is sre.CATEGORY:
        name = str(value).lower()
        positive = _CATEGORIES[name.replace("_not_", "_")]
        return (re.match(positive, letter) is not None) != ("_not_" in name)
    return False
