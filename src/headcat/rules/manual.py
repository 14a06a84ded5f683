"""The rules' manual in Markdown, made from the docstrings of their modules.

`python -m headcat.rules.manual > docs/rules.md` writes it; a test holds the file to it, and another
runs every example.
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from textwrap import dedent
from typing import NamedTuple

from headcat.rules import FAMILIES, RULES, module

EXAMPLE_DAY = "2026-01-01"
_FORM = re.compile(
    r"(?P<title>[^\n]+)\n\n(?P<text>.+?)\n\nBad:\n\n(?P<bad>.+?)\n\nGood:\n\n(?P<good>.+)", re.DOTALL
)
_BYTE = re.compile(rb"\\x([0-9a-f]{2})(?:\{(\d+)\})?")
_INTRODUCTION = f"""\
# Every rule

This page is made from the rules' own texts: `python -m headcat.rules.manual > docs/rules.md`.

`headcat check` looks at a catalogue by these rules. Each has a code, which never changes its meaning,
and a name. They come in families, by the code's first digit.

An **error** makes the catalogue invalid: nothing is added or changed before it is mended. A **warning**
is most likely a mistake, a **hint** may be one. What `check --fix` mends is marked in the table; it
mends only what needs no judgement.

A comment on the line of a finding silences it, unless the entry could not be read:

```yaml
    heads:
      - Inductive Head  # headcat: ignore[HC302]
```

Several are parted by commas. In the place of a code may stand the beginning of codes (`HC3`, `HC3xx`),
the name of a family or of a rule.

In the examples `\\x` and two digits stand for one byte that nobody would see, and `{{n}}` behind it for n
of them. The day of the examples is {EXAMPLE_DAY}.
"""


class Manual(NamedTuple):
    """A rule's docstring, taken apart; the examples are whole catalogues."""

    title: str
    text: str
    bad: str
    good: str


def manual(code: str) -> Manual:
    """Return what a rule's module says of it.

    Raises:
        ValueError: its docstring has not the form of a manual.

    """
    match = _FORM.fullmatch((module(code).__doc__ or "").strip())
    if match is None:
        message = f"{code}: the docstring is no manual: a title, a text, Bad: and Good:, each an example"
        raise ValueError(message)
    examples = (f"{dedent(match[name])}\n" for name in ("bad", "good"))
    return Manual(match["title"], match["text"], *examples)


def example(text: str) -> bytes:
    """Return the bytes of the catalogue that an example shows."""
    return _BYTE.sub(lambda match: bytes.fromhex(match[1].decode()) * int(match[2] or 1), text.encode())


def page(code: str) -> str:
    """Return one rule's manual as plain text."""
    rule = RULES[code]
    fixed = ", fixed by check --fix" if rule.fixable else ""
    docstring = (module(code).__doc__ or "").strip()
    return f"{code} {rule.name} ({rule.severity}{fixed})\n\n{docstring}\n"


def pages() -> Iterator[str]:
    """Yield the manual of all rules: introduction, table, then each family with its rules."""
    yield _INTRODUCTION
    yield "\n| code | name | severity | fixed by `check --fix` | what it finds |\n"
    yield "| --- | --- | --- | --- | --- |\n"
    for code, rule in RULES.items():
        fixed = "yes" if rule.fixable else ""
        link, title = f"[{code}](#{code.lower()}-{rule.name})", manual(code).title.removesuffix(".")
        yield f"| {link} | {rule.name} | {rule.severity} | {fixed} | {title} |\n"
    for prefix, family in FAMILIES.items():
        docstring = (import_module(f"headcat.rules.{family}").__doc__ or "").strip()
        yield f"\n## The family {family}\n\n{docstring.splitlines()[0]}\n"
        yield from (_section(code) for code in RULES if code.startswith(prefix))


def _section(code: str) -> str:
    title, text, bad, good = manual(code)
    examples = f"Bad:\n\n```yaml\n{bad}```\n\nGood:\n\n```yaml\n{good}```\n"
    return f"\n### {code} {RULES[code].name}\n\n**{title}**\n\n{text}\n\n{examples}"


if __name__ == "__main__":
    sys.stdout.writelines(pages())
