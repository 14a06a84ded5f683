"""The public names: there when they are used, and costing nothing before."""

import subprocess
import sys
from importlib import import_module

import pytest

import headcat

NEW_MODULES = """
import sys
before = set(sys.modules)
import headcat
print(headcat.__version__, *sorted(name for name in set(sys.modules) - before
                                   if name.partition(".")[0] not in sys.stdlib_module_names))
"""


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("Catalogue", "headcat.catalogue"),
        ("Diagnostic", "headcat.errors"),
        ("Draft", "headcat.model"),
        ("Head", "headcat.model"),
        ("HeadcatError", "headcat.errors"),
        ("Link", "headcat.model"),
        ("Paper", "headcat.model"),
        ("Query", "headcat.model"),
        ("Summary", "headcat.model"),
        ("Venue", "headcat.model"),
    ],
)
def test_a_public_name_is_that_of_its_module(name: str, module: str) -> None:
    assert getattr(headcat, name) is getattr(import_module(module), name)


def test_the_public_names_are_all_there() -> None:
    assert headcat.__all__ == sorted([*headcat._HOME, "__version__"])
    names: dict[str, object] = {}
    exec("from headcat import *", names)  # noqa: S102 - there is no other way to import all
    assert sorted(set(names) - {"__builtins__"}) == headcat.__all__


@pytest.mark.parametrize("name", ["catalog", "Papers", "_x", ""])
def test_another_name_is_none(name: str) -> None:
    with pytest.raises(AttributeError) as raised:
        getattr(headcat, name)
    assert str(raised.value) == f"module 'headcat' has no attribute {name!r}"


def test_importing_the_package_loads_nothing_else() -> None:
    done = subprocess.run([sys.executable, "-c", NEW_MODULES], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"{headcat.__version__} headcat\n", "")
