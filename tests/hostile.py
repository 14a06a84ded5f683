"""Texts that act on the programs that show them, for the tests of every format."""

from hypothesis import strategies as st

from conftest import ROOT
from headcat.document.records import read
from headcat.model import Link, Paper, Published, Summary

HOSTILE = [
    "[/b] [b]x[/b] :brain: =1+1 a | b",
    "</td><script>alert(1)</script>",
    "a | b \\| c \\",
    "</table>\n\n# x\n\n<table>",
    "<!-- x --> <![CDATA[ <?x?> ]]>",
    "\\input{x} \\end{document} \\write18{ls}",
    "50% of {B}",
    "}}\n@misc{evil,\n title={x}}",
    "{ { {",
    "} } }",
    "a,\n year = 1999,",
    "# $x$ ~ ^ _ & \\",
    "\x1b[31mred\x1b[0m \u202e \ud800",
    "say \"x\" and 'y'",
    "@article{x}",
    "a -- b --- c ?` !`",
    "\\\\",
    "[x](javascript:alert(1)) ![y](https://evil.example/y.png)",
    "x](https://evil.example) [y",
    "*a* **b** _c_ __d__ ~~e~~ `f` ``g",
    "&lt;b&gt; &amp; &#42; &copy",
    "<https://evil.example> <a@b.c>",
    '" onmouseover="x" \'',
    "# 1. - + > | --- ***",
    "- x\n- y\n\n    code",
    "[^1] [x]: y",
    "\u00a0 a \u3000",
    "**",
    '=HYPERLINK("https://evil.example","x")',
    "+1",
    "-1",
    "@SUM(1)",
    "'=1",
    " =1",
    "a;=1; -2",
    "\uff1d1\uff0b2",
    "a\nER  - \nTY  - JOUR",
    "x\r\n=1",
    "\x00\x0b\x7f\ufffe\uffff",
    "{{ 7 * 7 }} {% for x in y %} {# z #}",
    "'; DROP TABLE papers; --",
    'NEAR(a b) OR "',
    "\U0001d54f \U0001f9e0 e\u0301 \u00e9",
]
TEXT = st.text(max_size=20) | st.text("\\{}\"%@,=#$&_~^-`'<>|;:*[]()Aa1 \n\r\t", max_size=20)
SHIPPED = read((ROOT / "data" / "papers.yaml").read_text(encoding="utf-8"))
PAPERS = [record.value for record in SHIPPED.papers]


def hostile(text: str, key: str = "adams2022title") -> Paper:
    """Return a paper whose every text is the one that is given; its key, date and addresses are not."""
    return Paper(
        key=key,
        title=text,
        authors=(text, "{" + text + "}"),
        date="2022-03",
        venue=text,
        ids={"arxiv": "2203.00001"},
        heads=(text, "Mover Head"),
        links=(Link("paper", "https://example.org/a"), Link("code", "https://example.org/b")),
        summary=Summary(text, text, text),
        note=text,
        published=Published(text, (text,)),
        extra={"volume": text, "other": [text]},
    )
