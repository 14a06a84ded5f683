"""Templates: what they see, how text is escaped in them, what they may not do, and where they are wrong."""

import csv
import re
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from markdown_it import MarkdownIt

from conftest import ROOT, SMALL
from headcat.cli import main
from headcat.document.records import read
from headcat.errors import RefusedError, UsageError
from headcat.formats import Context
from headcat.formats.bibtex import escape
from headcat.formats.template import write
from headcat.model import Paper
from headcat.words.escaping import unguarded, visible, visible_lines
from headcat.words.folding import squeeze
from hostile import HOSTILE, PAPERS, TEXT, hostile

READING = read(SMALL)
PAIR = [record.value for record in READING.papers]
MANUAL = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")


def filled(text: str, *papers: Paper, name: str = "list.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return "".join(write(papers, Context(READING.vocabulary(), template=Path(name))))


def refusal(text: str, *papers: Paper, name: str = "list.txt") -> str:
    with pytest.raises(RefusedError) as caught:
        filled(text, *papers, name=name)
    return str(caught.value)


def test_all_that_a_template_sees() -> None:
    text = (
        "{% for paper in papers %}\n"
        "{{ loop.index }} {{ paper.key }}: {{ paper.title }} ({{ paper.year }}) {{ paper.venue }}\n"
        "  {{ paper.authors|map('name')|join(' & ') }} {{ paper.ids.arxiv }} {{ paper.main_url() }}\n"
        "{% for link in paper.links %}{{ link.kind }} {% endfor %}"
        "{{ paper.note }}{{ paper.summary.result }}\n"
        "{% endfor %}\n"
        "{% for head in heads %}{{ head.name }}, {% endfor %}{{ venues|map(attribute='name')|join }}\n"
    )
    assert filled(text, *PAIR) == (
        "1 adams2022heads: Heads of a Small Catalogue (2022) NeurIPS 2022\n"
        "  Ada Adams & Ludwig van der Berg 2203.00001 https://arxiv.org/abs/2203.00001\n"
        "paper code It works.\n"
        "2 zorn2023names: Names: Moved (2023) arXiv\n"
        "  Zoe Zorn 2311.00002 https://arxiv.org/abs/2311.00002\n"
        "paper They move.\n"
        "Induction Head, Mover Head, Name Mover Head, NeurIPSarXiv\n"
    )


def test_an_end_of_line_is_kept_and_an_empty_template_is_nothing() -> None:
    assert (filled("x\n"), filled("x"), filled("")) == ("x\n", "x", "")


def test_papers_pass_one_by_one() -> None:
    taken: list[str] = []

    def papers() -> Iterator[Paper]:
        for paper in PAIR:
            taken.append(paper.key)
            yield paper

    Path("x.txt").write_text("{% for paper in papers %}{{ paper.key }}\n{% endfor %}", encoding="utf-8")
    pieces = write(papers(), Context(READING.vocabulary(), template=Path("x.txt")))
    assert (next(pieces), taken) == ("adams2022heads", ["adams2022heads"])
    assert "".join(pieces) == "\nzorn2023names\n"


def test_templates_of_the_same_folder_are_included() -> None:
    Path("base.txt").write_text("[{% block body %}{% endblock %}]", encoding="utf-8")
    Path("one.txt").write_text("{{ paper.key }} ", encoding="utf-8")
    text = (
        "{% extends 'base.txt' %}{% block body %}"
        "{% for paper in papers %}{% include 'one.txt' %}{% endfor %}{% endblock %}"
    )
    assert filled(text, *PAIR) == "[adams2022heads zorn2023names ]"


@pytest.mark.parametrize(
    ("name", "escaped"),
    [
        *(
            (f"x{suffix}{ending}", True)
            for suffix in (".html", ".XML", ".svg")
            for ending in ("", ".j2", ".jinja")
        ),
        *((f"x{suffix}", False) for suffix in (".txt", ".md", ".tex.j2", ".html.txt", "")),
    ],
)
def test_markup_is_escaped_by_the_name_of_the_template(name: str, *, escaped: bool) -> None:
    expected = "&lt;&amp;&gt;<b>" if escaped else "<&><b>"
    assert filled("{{ '<&>' }}{{ '<b>'|safe }}", name=name) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_what_it_is(text: str) -> None:
    check_harmless(text)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_any_text_stays_what_it_is(text: str) -> None:
    check_harmless(text)


def check_harmless(text: str) -> None:
    """Hold a text to what a browser, a renderer of Markdown, a reader of CSV and LaTeX make of it."""
    title, paper = "{% for paper in papers %}{}{% endfor %}", hostile(text)
    shown = visible_lines(text)
    plain = filled(title.replace("{}", "{{ paper.title }}"), paper)
    assert plain == shown
    page = filled(
        title.replace("{}", "<p title='{{ paper.title }}'>{{ paper.title }}</p>"), paper, name="x.html"
    )
    element = fromstring(page)
    assert (element.text or "").replace("\n", " ") == re.sub(
        r"[\n\t]", lambda m: " " if m[0] == "\n" else m[0], shown
    )
    assert element.get("title") == re.sub(r"[\n\t]", " ", shown)
    row = filled(title.replace("{}", "{{ paper.title|csv }},end"), paper)
    ((cell, end),) = csv.reader(StringIO(row, newline=""), strict=True)
    assert (unguarded(cell), end) == (shown, "end")
    assert filled(title.replace("{}", "{{ paper.title|latex }}"), paper) == escape(text)
    mark = filled(title.replace("{}", "x{{ paper.title|markdown }}x"), paper)
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(mark)
    assert squeeze(str(fromstring(html).text)) == squeeze(f"x{visible(text)}x")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ heads[0].colour }}", "'headcat.model.Head object' has no attribute 'colour'"),
        ("{% for %}", "Expected an expression, got 'end of statement block'"),
        ("{{ 'a' }", "unexpected '}'"),
        ("{{ 'a'|shout }}", "No filter named 'shout'."),
        ("{{ 1 // 0 }}", "integer division or modulo by zero"),
        ("{{ 'a' + 1 }}", 'can only concatenate str (not "int") to str'),
        ("{{ papers|length }}", "object of type 'Papers' has no len()"),
        (
            "{% for x in papers %}{% endfor %}{% for x in papers %}{% endfor %}",
            "papers can be gone through once; {% set all = papers|list %} keeps them",
        ),
        ("{% include 'none.txt' %}", "there is no template 'none.txt' in ."),
        ("{{ ''.__class__ }}", "access to attribute '__class__' of 'str' object is unsafe."),
        ("{{ papers._papers }}", "access to attribute '_papers' of 'Papers' object is unsafe."),
        ("{{ heads.__class__.__mro__ }}", "access to attribute '__class__' of 'tuple' object is unsafe."),
        ("{{ heads[0].__init__.__globals__ }}", "access to attribute '__init__' of 'Head' object is unsafe."),
        (
            "{% set x = [] %}{{ x.append(1) }}",
            "access to attribute 'append' of 'list' object is unsafe.",
        ),
        ("{% include '../list.txt' %}", "there is no template '../list.txt' in ."),
        ("{% include '/etc/passwd' %}", "there is no template '/etc/passwd' in ."),
        ("{{ 'a' * 10000000 }}", "1 times 10000000 is too long; 1000000 is the longest"),
        ("{{ 10000000 * [1] }}", "1 times 10000000 is too long; 1000000 is the longest"),
        ("{{ 2 ** 1000000 }}", "1000000 is too large a power"),
        ("{{ '%09999999d' % 1 }}", "a format with so wide a field"),
        ("{{ '%*d' % (9999999, 1) }}", "9999999 is too large here; 1000000 is the largest"),
        ("{{ '%9999999d'|format(1) }}", "a format with so wide a field"),
        ("{{ '{:9999999}'.format(1) }}", "a format with so wide a field"),
        ("{{ 'a'|center(9999999) }}", "9999999 is too large here; 1000000 is the largest"),
        (
            "{{ ['a']|map('center', width=9999999)|list }}",
            "9999999 is too large here; 1000000 is the largest",
        ),
        ("{{ 'a'.ljust(9999999) }}", "9999999 is too large here; 1000000 is the largest"),
        ("{% for x in range(9999999) %}{% endfor %}", "9999999 is too large here; 1000000 is the largest"),
        (
            "{% for x in range(999999) %}{% endfor %}",
            "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).",
        ),
        ("{{ [1, 2]|random }}", "No filter named 'random'."),
        ("{{ lipsum() }}", "'lipsum' is undefined"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    assert refusal(f"first\n\n{text}\nlast\n", *PAIR) == f"list.txt:3: {message}"


def test_what_is_wrong_about_the_end_is_told_there() -> None:
    assert refusal("\n{% for x in heads %}\n").startswith("list.txt:2: Unexpected end of template. ")
    endless = "{% macro f() %}{{ f() }}{% endmacro %}\n{{ f() }}"
    assert refusal(endless).startswith("list.txt:1: maximum recursion depth exceeded")


def test_a_template_is_named_from_wherever_it_is(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.txt").write_text("\n{{ nothing }}", encoding="utf-8")
    path = tmp_path / "x.txt"
    path.write_text("{% include 'parts/a.txt' %}", encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        list(write([], Context(READING.vocabulary(), template=path)))
    assert str(caught.value) == f"{tmp_path}/parts/a.txt:2: 'nothing' is undefined"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 'ab' * 3 }}{{ 2 * 3 }}{{ 2 ** 3 }}{{ '%03d' % 7 }}{{ '%s-%s' % (1, 2) }}", "ababab680071-2"),
        ("{{ '{:>3}'.format(1) }}{{ 'a'|center(3) }}{{ 'a'.ljust(2) }}|", "  1 a a |"),
        (
            "{% for x in range(3) %}{{ x }}{% endfor %}{{ 20250101 }}{{ 7 % 4 }}{{ 2.5 ** 2 }}",
            "0122025010136.25",
        ),
        ("{{ '10000000 papers'|upper }}{{ none }}{{ [1]|tojson }}", "10000000 PAPERS[1]"),
    ],
)
def test_what_is_right_is_done(text: str, expected: str) -> None:
    assert filled(text) == expected


def test_a_mistake_is_told_where_it_is_and_not_where_it_is_included() -> None:
    Path("part.txt").write_text("\n{{ nothing }}", encoding="utf-8")
    assert refusal("{% include 'part.txt' %}") == "part.txt:2: 'nothing' is undefined"
    Path("part.txt").write_text("\n\n{% if %}", encoding="utf-8")
    message = "Expected an expression, got 'end of statement block'"
    assert refusal("{% include 'part.txt' %}") == f"part.txt:3: {message}"


@pytest.mark.parametrize("name", ["none.txt", "folder"])
def test_a_template_that_is_not_there(name: str) -> None:
    Path("folder").mkdir()
    with pytest.raises(RefusedError) as caught:
        next(write([], Context(READING.vocabulary(), template=Path(name))))
    assert str(caught.value) == f"{name}: there is no template {name!r} in ."


def test_a_template_that_is_no_text() -> None:
    Path("x.txt").write_bytes(b"caf\xe9")
    with pytest.raises(RefusedError, match=r"^x\.txt: 'utf-8' codec can't decode byte 0xe9"):
        next(write([], Context(READING.vocabulary(), template=Path("x.txt"))))


def test_what_is_wrong_with_the_papers_is_not_the_templates_fault() -> None:
    def papers() -> Iterator[Paper]:
        yield PAIR[0]
        raise UsageError("no head is called 'x'")

    Path("x.txt").write_text("{% for paper in papers %}{% endfor %}", encoding="utf-8")
    with pytest.raises(UsageError, match="no head"):
        list(write(papers(), Context(READING.vocabulary(), template=Path("x.txt"))))


def test_without_jinja2_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    message = "this needs jinja2, which is not installed: pip install 'headcat[template]'"
    assert refusal("x") == message


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["--template", "x.txt"], "zorn2023names adams2022heads "),
        (["template", "--template", "x.txt", "--until", "2022"], "adams2022heads "),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_templates_by_the_command(words: list[str], out: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.txt").write_text("{% for paper in papers %}{{ paper.key }} {% endfor %}", encoding="utf-8")
    assert main(["export", *words]) == 0
    assert capsys.readouterr() == (out, "")
    assert main(["export", *words, "--output", "x.bib"]) == 0
    assert Path("x.bib").read_text(encoding="utf-8") == out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["template"], 2, "which template? name its file by --template"),
        (["json", "--template", "x.txt"], 2, "json takes no --template; it is an option of template"),
        (["--template", "x.txt"], 3, "x.txt:1: 'y' is undefined"),
        (["--template", "x.txt", "--output", "out"], 3, "x.txt:1: 'y' is undefined"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_what_the_command_refuses(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("x.txt").write_text("{{ y }}", encoding="utf-8")
    assert main(["export", *words]) == code
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert not Path("out").exists()


@pytest.mark.usefixtures("catalogue_file")
def test_the_example_of_the_manual(capsys: pytest.CaptureFixture[str]) -> None:
    (template,) = re.findall(r"```jinja\n(.*?)```", MANUAL, re.DOTALL)
    (command,) = re.findall(r"```sh\nheadcat (.*)\n```", MANUAL)
    (shown,) = re.findall(r"```markdown\n(.*?)```", MANUAL, re.DOTALL)
    Path("reading-list.md.j2").write_text(template, encoding="utf-8")
    words = ["--catalogue", str(ROOT / "data" / "papers.yaml"), *command.split()]
    assert main(words) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("reading-list.md").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("what", ["name", "latex", "markdown", "csv"])
def test_the_manual_has_every_filter(what: str) -> None:
    assert f"| `{what}` |" in MANUAL


def test_the_whole_catalogue_in_a_table() -> None:
    text = (
        "{% for paper in papers %}<tr><td>{{ paper.title }}</td><td>{{ paper.venue }}</td></tr>{% endfor %}"
    )
    table = fromstring(f"<table>{filled(text, *PAPERS, name='x.html')}</table>")
    assert [[cell.text or "" for cell in row] for row in table] == [
        [each.title, each.venue or ""] for each in PAPERS
    ]
