"""Where output goes, in which form, and what a broken or hostile catalogue does to it."""

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pytest

from conftest import SMALL
from headcat.cli import main

PLAIN = (
    "2023-11\tzorn2023names\tNames: Moved\tName Mover Head, Induction Head\tarXiv\n"
    "2022-03-08\tadams2022heads\tHeads of a Small Catalogue\tInduction Head\tNeurIPS 2022\n"
)
NARROW = """\
Date        Paper                                           Venue
2023-11     Names: Moved                                    arXiv
            zorn2023names  Name Mover Head, Induction Head
2022-03-08  Heads of a Small Catalogue                      NeurIPS 2022
            adams2022heads  Induction Head
2 papers
"""
WIDE = """\
Date        Key             Title                           Heads                            Venue
2023-11     zorn2023names   Names: Moved                    Name Mover Head, Induction Head  arXiv
2022-03-08  adams2022heads  Heads of a Small Catalogue      Induction Head                   NeurIPS 2022
2 papers
"""
TREE = """\
In-Context Identification
└── Mover Head 1
    └── Name Mover Head 1
Latent Reasoning
└── In-context Learning
    └── Induction Head 2  Inductive Head
3 heads; the number is that of the papers that name the head or a narrower one
"""
LINK = re.compile(r"\x1b]8;[^\x1b]*\x1b\\")
ESCAPE = re.compile(r"\x1b\[[\d;]*m|" + LINK.pattern)
# Control characters but for line feeds and tabs, and what turns the direction of writing.
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def on_terminal(
    *words: str, columns: int = 80, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run the program at a terminal; return its exit code and what the terminal was sent."""
    given = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "headcat", *words],
        dimensions=(24, columns),
        encoding="utf-8",
        env={**given, "TERM": "xterm", **(environment or {})},
        timeout=20,
    )
    child.ptyproc.delayafterclose = child.delayafterclose = 0.0
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("words", "columns", "table"),
    [
        (("list",), 80, NARROW),
        (("list",), 109, NARROW),
        (("list",), 140, WIDE),
        (("filter", "induction"), 80, NARROW),
        (("list", "--head", "induction", "--limit", "0"), 80, "0 papers\n"),
        (("heads",), 80, TREE),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_terminal_gets_a_table_of_its_width(words: tuple[str, ...], columns: int, table: str) -> None:
    code, sent = on_terminal(*words, columns=columns)
    assert code == 0
    lines = [line.rstrip() for line in ESCAPE.sub("", sent).splitlines()]
    assert lines == table.splitlines()


@pytest.mark.usefixtures("catalogue_file")
def test_a_terminal_too_narrow_for_anything_gets_40_columns() -> None:
    code, sent = on_terminal("list", columns=10, environment={"TERM": "dumb"})
    assert code == 0
    assert max(map(len, sent.splitlines())) in range(30, 41)


@pytest.mark.usefixtures("catalogue_file")
def test_a_terminal_gets_colours_and_links() -> None:
    code, sent = on_terminal("show", "adams2022heads")
    assert code == 0
    assert re.search(r"\x1b\[1mHeads of a Small Catalogue *\x1b\[0m\n", sent)
    assert re.search(r"\x1b\[36mInduction Head *\x1b\[0m\n", sent)
    address = "https://github.com/example/heads"
    assert re.search(rf"\x1b]8;id=\d+;{address}\x1b\\{address} *\x1b]8;;\x1b\\\n", sent)


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (("list",), {"NO_COLOR": "1"}),
        (("list",), {"TERM": "dumb"}),
        (("--no-color", "list"), {}),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_who_wants_no_colours_gets_none(words: tuple[str, ...], environment: dict[str, str]) -> None:
    code, sent = on_terminal(*words, environment=environment)
    assert code == 0
    assert LINK.sub("", sent) == NARROW
    assert "TERM" not in environment or sent == NARROW  # a dumb terminal knows no links either


@pytest.mark.usefixtures("catalogue_file")
def test_an_empty_no_color_asks_for_nothing() -> None:
    code, sent = on_terminal("list", environment={"NO_COLOR": ""})
    assert code == 0
    assert "\x1b[1mDate" in sent


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("list", "--format", "plain"), PLAIN),
        (("list", "--format", "jsonl", "--limit", "0"), ""),
        (("list", "--json", "--limit", "0"), "[]\n"),
        (("list", "--json", "--format", "table", "--limit", "0"), "[]\n"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_format_that_is_asked_for_is_the_same_at_a_terminal(words: tuple[str, ...], out: str) -> None:
    assert on_terminal(*words) == (0, out)


@pytest.mark.parametrize(
    ("words", "columns", "out"),
    [
        (["list", "--format", "table"], "80", NARROW),
        (["list", "--format", "table"], "140", WIDE),
        (["heads", "--format", "table"], "80", TREE),
        (["list"], "80", PLAIN),
        (["list"], "20", PLAIN),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_pipe_gets_no_escapes_and_lines_are_not_cut(
    words: list[str],
    columns: str,
    out: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(words) == 0
    assert capsys.readouterr() == (out, "")


def paper(title: str) -> str:
    """Return a catalogue of one paper, its title written as JSON, which is YAML too."""
    text = json.dumps(title, ensure_ascii=not title.isprintable())
    return f"papers:\n  - key: k\n    title: {text}\n    authors: [A B]\n    date: 2020\n"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("[/b] and [red]red", 0),
        (":brain: surgery", 0),
        ("=1+1", 0),
        ("a | b", 0),
        ("</td><script>alert(1)</script>", 0),
        (r"\input{x} $x_1$", 0),
        ("50% of {B}", 0),
        ("%s {0} \\x1b \\u202e", 0),
        ("'quoted' \"double\" `tick`", 0),
        ("Ünïcödé 頭 🧠", 0),
        ("ESC \x1b[2J\x1b]0;title\x07", 3),
        ("bidi \u202etxt\u2066\u200f", 3),
        ("C1 \x9b31m", 3),
        ("null \x00 delete \x7f", 3),
    ],
)
@pytest.mark.parametrize("command", ["list", "filter", "show"])
def test_a_hostile_title_stays_text(
    title: str, code: int, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "heads:\n  - name: X\n" + paper(title) + "    heads: [X]\n"
    Path("c.yaml").write_text(text, encoding="utf-8")
    words = {"list": ["list"], "filter": ["filter", "x"], "show": ["show", "k"]}[command]
    shown = {}
    for form in ("table", "plain", "json", "jsonl"):
        assert main(["--catalogue", "c.yaml", *words, "--format", form]) == code
        out, err = capsys.readouterr()
        assert RAW.search(out + err) is None
        assert (err == "") == (code == 0)
        shown[form] = out
    record = json.loads(shown["json"])
    assert (record if command == "show" else record[0])["title"] == title
    assert json.loads(shown["jsonl"])["title"] == title
    if code == 0:
        assert title in shown["plain"]
        assert title in shown["table"]


def test_a_hostile_title_stays_text_at_a_terminal() -> None:
    Path("c.yaml").write_text(paper("[b]\x1b[2J\u202e[/b]"), encoding="utf-8")
    code, sent = on_terminal("--catalogue", "c.yaml", "--no-color", "list")
    assert code == 3
    assert sent == (
        "Date  Paper                 Venue\n"
        "2020  [b]\\x1b[2J\\u202e[/b]\n"
        "      k\n"
        "1 paper\n"
        "c.yaml:3:12: HC109 invisible character U+001B; delete it\n"
    )


GOOD = "  - {key: good2020, title: Good, authors: [A B], date: 2020}\n"
FINE = "2020\tgood2020\tGood\t\t\n"
ALIASES = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\npapers:\n"
BOMB = """\
c.yaml:1:1: HC009 no section is called 'a'; it may be heads, venues, papers, declined
c.yaml:1:4: HC004 an anchor (&a); delete it
c.yaml:2:1: HC009 no section is called 'b'; it may be heads, venues, papers, declined
c.yaml:2:4: HC004 an anchor (&b); delete it
c.yaml:2:8: HC004 an alias (*name); write the value out
c.yaml:2:12: HC004 an alias (*name); write the value out
c.yaml:3:1: HC009 no section is called 'c'; it may be heads, venues, papers, declined
c.yaml:3:4: HC004 an anchor (&c); delete it
c.yaml:3:8: HC004 an alias (*name); write the value out
c.yaml:3:12: HC004 an alias (*name); write the value out"""
CONFLICT = "<<<<<<< ours\n" + GOOD + "=======\n  - {key: b}\n>>>>>>> theirs\n"
MARKER = "HC008 conflict of a merge, lines {} to {}; `headcat resolve` mends it"


def bad(fields: str) -> bytes:
    """Return a catalogue of a good paper and one that has fields of its own or in place of others'."""
    return f"papers:\n{GOOD}  - {{key: bad2021, title: Bad, authors: [C D], date: 2021, {fields}}}\n".encode()


BROKEN = {
    "empty": (b"", "", "c.yaml: HC009 the file is empty; a catalogue has at least the line 'papers:'"),
    "not UTF-8": (
        b"papers:\n  - title: \xe9\n",
        "",
        "c.yaml:2:12: HC010 byte 0xE9 is not UTF-8; save the file in UTF-8",
    ),
    "not a catalogue": (
        b"hello\n",
        "",
        "c.yaml:1:1: HC009 a catalogue is a mapping with the keys heads, venues and papers",
    ),
    "no papers": (
        b"heads: []\n",
        "",
        "c.yaml:1:1: HC009 there is no section 'papers:'; write one, with the papers under it",
    ),
    "conflict": (
        b"papers:\n" + CONFLICT.encode(),
        "",
        f"c.yaml:2:1: {MARKER.format(2, 6)}",
    ),
    "tab": (
        f"papers:\n{GOOD}  - key: bad2021\n\ttitle: Bad\n".encode(),
        FINE,
        "c.yaml:4:1: HC002 tab in the indentation; use spaces",
    ),
    "field twice": (bad("title: T"), FINE, "c.yaml:3:60: HC003 the field 'title' is here twice"),
    "paper twice": (
        f"papers:\n{GOOD}{GOOD.replace('Good', 'Other')}".encode(),
        FINE,
        "c.yaml:3:11: HC201 the key good2020 is also that of good2020 (line 2)",
    ),
    "no fields": (
        f"papers:\n{GOOD}  - text\n".encode(),
        FINE,
        "c.yaml:3:5: HC102 an entry of papers: must be fields and values",
    ),
    "list for a text": (
        bad("venue: [arXiv]"),
        FINE,
        "c.yaml:3:67: HC102 venue: must be one value, not a list",
    ),
    "text for a list": (bad("heads: X"), FINE, "c.yaml:3:67: HC102 heads: must be a list, not one value"),
    "missing fields": (
        f"papers:\n{GOOD}  - {{key: bad2021, title: Bad}}\n".encode(),
        FINE,
        "c.yaml:3:5: HC101 the entry has no authors and no date",
    ),
    "impossible date": (
        f"papers:\n{GOOD}  - {{key: bad2021, title: Bad, authors: [C D], date: 2021-02-30}}\n".encode(),
        "2021-02-30\tbad2021\tBad\t\t\n" + FINE,
        "c.yaml:3:54: HC103 there is no date '2021-02-30'; write YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    "unknown head": (
        bad("heads: [Foo Head]"),
        "2021\tbad2021\tBad\tFoo Head\t\n" + FINE,
        "c.yaml:3:68: HC301 no head is called 'Foo Head' (all: headcat heads)",
    ),
    "unknown venue": (
        bad("venue: Foo 2021"),
        "2021\tbad2021\tBad\t\tFoo 2021\n" + FINE,
        "c.yaml:3:67: HC306 no venue is called 'Foo 2021'; new ones go into the section venues:",
    ),
    "script for a link": (
        bad("links: {paper: 'javascript:alert(1)'}"),
        "2021\tbad2021\tBad\t\t\n" + FINE,
        "c.yaml:3:75: HC104 'javascript:alert(1)' is no http or https address",
    ),
    "alias bomb": (
        (ALIASES + GOOD).encode(),
        FINE,
        BOMB,
    ),
    "10 000 brackets": (
        f"papers:\n{GOOD}  - {'[' * 10_000}\n".encode(),
        FINE,
        "c.yaml:3:15: HC005 nested more than 12 levels deep",
    ),
    "control character": (
        bad("note: 'x\x07'"),
        FINE,
        "c.yaml:3:68: HC006 control character U+0007; delete it",
    ),
    "bidi": (
        bad("note: 'x\u202e'"),
        "2021\tbad2021\tBad\t\t\n" + FINE,
        "c.yaml:3:66: HC109 invisible character U+202E; delete it",
    ),
}


@pytest.mark.parametrize(("data", "out", "err"), BROKEN.values(), ids=BROKEN)
def test_a_broken_catalogue_is_named_and_what_can_be_read_is_printed(
    data: bytes, out: str, err: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("c.yaml").write_bytes(data)
    assert main(["--catalogue", "c.yaml", "list"]) == 3
    assert capsys.readouterr() == (out, err + "\n")
    assert Path("c.yaml").read_bytes() == data


@pytest.mark.parametrize(("data", "err"), [(data, err) for data, _, err in BROKEN.values()], ids=BROKEN)
@pytest.mark.parametrize("command", ["add --title T --author A --date 2020", "export json --output o.json"])
def test_a_broken_catalogue_is_neither_changed_nor_made_a_file_of(
    data: bytes, err: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("c.yaml").write_bytes(data)
    assert main([*command.split(), "--catalogue", "c.yaml"]) == 3
    out, told = capsys.readouterr()
    assert out == ""
    assert told.startswith(err + "\n")
    assert Path("c.yaml").read_bytes() == data
    assert [path.name for path in Path().iterdir()] == ["c.yaml"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.yaml", "none.yaml: no such file or directory"),
        ("c.yaml/none.yaml", "c.yaml/none.yaml: not a directory"),
        ("folder", "folder: is a directory"),
    ],
)
@pytest.mark.parametrize("command", [["list"], ["heads"], ["show", "k"], ["add"], ["export", "json"]])
def test_what_is_no_catalogue_is_refused(
    path: str, message: str, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("c.yaml").write_text(SMALL, encoding="utf-8")
    Path("folder").mkdir()
    assert main(["--catalogue", path, *command]) == 3
    assert capsys.readouterr() == ("", f"headcat: {message}\n")


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" + SMALL.encode(), SMALL.replace("\n", "\r\n").encode(), SMALL.rstrip("\n").encode()],
    ids=["byte order mark", "CRLF", "no line break at the end"],
)
def test_a_catalogue_from_another_editor_is_fine(data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    Path("c.yaml").write_bytes(data)
    assert main(["--catalogue", "c.yaml", "list"]) == 0
    assert capsys.readouterr() == (PLAIN, "")
    assert Path("c.yaml").read_bytes() == data


def test_of_many_errors_the_first_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    entries = "".join(f"  - {{key: k{n}, title: T{n}, authors: [A], date: 0}}\n" for n in range(100, 150))
    Path("c.yaml").write_text("papers:\n" + entries, encoding="utf-8")
    assert main(["--catalogue", "c.yaml", "list"]) == 3
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 50
    lines = err.splitlines()
    assert lines[0].startswith("c.yaml:2:")
    assert lines[19].startswith("c.yaml:21:")
    assert lines[20:] == ["… and 30 more errors"]


def test_an_answer_comes_before_what_is_wrong_with_it(capfd: pytest.CaptureFixture[str]) -> None:
    """Where both streams go to one place, the errors stand last and are not torn apart."""
    Path("c.yaml").write_bytes(bad("date: 0"))
    code, sent = on_terminal("--catalogue", "c.yaml", "list", "--format", "plain")
    assert code == 3
    assert sent == FINE + "c.yaml:3:60: HC003 the field 'date' is here twice\n"
    assert capfd.readouterr() == ("", "")
