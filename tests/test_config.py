"""A project's choices: which file makes them, and what it may say."""

import re
from pathlib import Path

import pytest

from headcat.config import Config, Discover, load
from headcat.errors import UsageError

DOTTED, PROJECT = Path(".headcat.toml"), Path("pyproject.toml")


def test_without_a_file_nothing_is_chosen() -> None:
    assert load(Path.cwd()) == Config((), (), strict=False, path=None)


@pytest.mark.parametrize(("path", "head"), [(DOTTED, ""), (PROJECT, "[tool.headcat]\n")])
def test_a_file_says_what_is_chosen(path: Path, head: str) -> None:
    path.write_text(f'{head}select = ["HC3"]\nignore = ["HC302", "HC310"]\nstrict = true\n', encoding="utf-8")
    assert load(Path.cwd()) == Config(("HC3",), ("HC302", "HC310"), strict=True, path=Path.cwd() / path)


@pytest.mark.parametrize(("path", "text"), [(DOTTED, ""), (PROJECT, "[tool.headcat]\n")])
def test_a_file_may_choose_nothing(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    assert load(Path.cwd()) == Config(path=Path.cwd() / path)


@pytest.mark.parametrize("text", ["", "[project]\nname = 'x'\n", "[tool.other]\nselect = 3\n", "tool = 3\n"])
def test_a_pyproject_without_the_table_is_passed_over(text: str) -> None:
    DOTTED.write_text("strict = true\n", encoding="utf-8")
    inner = Path("inner")
    inner.mkdir()
    (inner / PROJECT).write_text(text, encoding="utf-8")
    assert load(inner.absolute()).path == DOTTED.absolute()


def test_the_nearest_file_wins() -> None:
    PROJECT.write_text("[tool.headcat]\nstrict = true\n", encoding="utf-8")
    inner = Path("inner", "most")
    inner.mkdir(parents=True)
    assert load(inner.absolute()).path == PROJECT.absolute()
    DOTTED.write_text("", encoding="utf-8")
    assert load(inner.absolute()).path == DOTTED.absolute()
    (inner / PROJECT).write_text("[tool.headcat]\n", encoding="utf-8")
    assert load(inner.absolute()).path == (inner / PROJECT).absolute()


def test_a_folder_of_that_name_is_no_file() -> None:
    DOTTED.mkdir()
    assert load(Path.cwd()) == Config()


def test_a_closed_folder_on_the_way_up_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "is_file", refuse)
    assert load(Path.cwd()) == Config()


@pytest.mark.parametrize(
    ("text", "discover"),
    [
        ("discover = {}", Discover()),
        ('discover = {queries = ["all:\\"x y\\""]}', Discover(('all:"x y"',))),
        ('discover.categories = ["cs.CL", "quant-ph", "math.GT"]',
         Discover((), ("cs.CL", "quant-ph", "math.GT"))),
    ],
)  # fmt: skip
@pytest.mark.parametrize(("path", "head"), [(DOTTED, ""), (PROJECT, "[tool.headcat]\n")])
def test_what_discover_asks_for_may_be_chosen(path: Path, head: str, text: str, discover: Discover) -> None:
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    assert load(Path.cwd()) == Config(discover=discover, path=Path.cwd() / path)


CATEGORIES = 'discover.categories must be a list of arXiv categories, such as ["cs.CL"]'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("strict = 1", "strict must be true or false"),
        ('select = "HC3"', 'select must be a list of codes, such as ["HC302"]'),
        ("ignore = [302]", 'ignore must be a list of codes, such as ["HC302"]'),
        ("selcet = []", "headcat has no setting 'selcet'; it has select, ignore, strict and discover"),
        ("discover = 1", "discover must be a table"),
        ('discover.queries = "all:x"', "discover.queries must be a list of queries to arXiv"),
        ("discover.queries = [1]", "discover.queries must be a list of queries to arXiv"),
        ("discover.categories = 1", CATEGORIES),
        ('discover.categories = ["cs.CL OR"]', CATEGORIES),
        ('discover.categories = ["cs.CL", ""]', CATEGORIES),
        ("discover.query = []", "discover has no setting 'query'; it has queries and categories"),
    ],
)
@pytest.mark.parametrize(("path", "head"), [(DOTTED, ""), (PROJECT, "[tool.headcat]\n")])
def test_a_wrong_setting_is_told_with_its_file(path: Path, head: str, text: str, message: str) -> None:
    path.write_text(f"{head}{text}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"^{re.escape(f'{path.absolute()}: {message}')}$"):
        load(Path.cwd())


def test_the_table_must_be_one() -> None:
    PROJECT.write_text("[tool]\nheadcat = true\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"pyproject\.toml: tool\.headcat must be a table$"):
        load(Path.cwd())


@pytest.mark.parametrize("data", [b"strict = \n", b"# caf\xe9\n", b"a = " + b"[" * 5000])
@pytest.mark.parametrize("path", [DOTTED, PROJECT])
def test_a_file_that_cannot_be_read_is_told(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UsageError, match=f"^{re.escape(str(path.absolute()))}: cannot be read: "):
        load(Path.cwd())
