"""The contribution form, and the body of a GitHub issue made from it, as drafts.

A form is lines `Name: value`; bullets, case and spacing are free, a line that names no field goes on
with the one above, `---` parts several forms. An issue body has `### Name` over each value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from headcat.errors import Diagnostic, Severity
from headcat.model import LINK_KINDS, Draft, Link, Place, Summary
from headcat.readers import Gathered
from headcat.words.folding import compact, squeeze
from headcat.words.identifiers import ID_KINDS

# What forms ask for, in their order, and what a draft calls it.
LABELS: Final = {
    "Title": "title",
    "Authors": "authors",
    "Date": "date",
    "Published": "venue",
    "Heads": "heads",
    "Links": "links",
    "Innovation": "innovation",
    "Tasks": "tasks",
    "Significant Result": "result",
}
# What else contributors call a field, folded.
FIELDS: Final = {
    **{compact(label): name for label, name in LABELS.items()},
    "author": "authors",
    "publishedin": "venue",
    "venue": "venue",
    "head": "heads",
    "link": "links",
    "summary": "summary",
    "task": "tasks",
    "result": "result",
    "significantresults": "result",
    "note": "note",
    **{kind: kind for kind in ID_KINDS},
    **{kind: kind for kind in LINK_KINDS},
}
_LABEL = re.compile(
    r"(?P<lead>\s*(?:[-*•+]\s+)?)[*_]{0,2}(?P<name>[A-Za-z][A-Za-z ]{0,30}?)[*_]{0,2}\s*:[*_]{0,2}"
    r"(?P<value>.*)"
)
_HEADING = re.compile(r"\s{0,3}#{2,4}\s+(?P<name>.*)")
_RULE = re.compile(r"\s*-{3,}\s*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHECKBOX = re.compile(r"\s*[-*]\s+\[[ xX]\]")
_BULLET = re.compile(r"^\s*[-*•+]\s+")
_PARTED = re.compile(r"[,;&]|\sand\s")
_BETWEEN_LINKS = re.compile(r"[\s,;·|<>]*")
_MARKDOWN_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<url>[^)\s]{1,2000})\)")
_URL = re.compile(r"https?://[^\s,;<>()]+(?:\([^\s()]*\)[^\s,;<>()]*)*|[a-z]+:[^\s,;]+", re.IGNORECASE)
_KIND = re.compile(r"(?P<kind>[A-Za-z]+)\s*[:=]\s*(?=\S)")
_BRACES = re.compile(r"\{[^{}]*\}")
# Of lists that hold no semicolon, and of those that do.
_BETWEEN_PEOPLE: Final = (
    re.compile(r"(?:(?<!\s)\s++)?,\s*+(?:(?:and|&)\s++)?|(?<!\s)\s++(?:and|&)\s++"),
    re.compile(r"(?:(?<!\s)\s++)?;\s*+(?:(?:and|&)\s++)?"),
)
_EMPTY: Final = ("_no response_", "none", "n/a", "-")


@dataclass(slots=True)
class _Value:
    """A field's text as it grows, and where it begins."""

    line: int
    column: int
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        text = squeeze(" ".join(self.lines))
        return "" if text.lower() in _EMPTY else text


def gather(text: str, path: str) -> Gathered:
    """Return the papers of one or several forms, or of one issue body.

    Args:
        text: the forms.
        path: the text's name, for messages.

    """
    # What is around a comment keeps its line and column; behind the last end of one there is none.
    commented, end, rest = text.removeprefix("\ufeff").rpartition("-->")
    blank = _COMMENT.sub(lambda match: re.sub(r"[^\r\n]", " ", match[0]), commented + end)
    lines = (blank + rest).splitlines()
    heading = any(_heading(line) == "title" for line in lines)
    split = _issue_fields if heading else _form_fields
    drafts: list[Draft] = []
    problems: list[Diagnostic] = []
    for first, chunk in [(1, lines)] if heading else _chunks(lines):
        found: list[Diagnostic] = []
        fields = split(chunk, first, path, found)
        if fields:
            draft = _draft(fields, path, found)
            drafts += [draft] if not found else []
        problems += found
    if not drafts and not problems:
        problems.append(_problem(path, 1, 1, "there is no form here; it begins with 'Title: …'"))
    return Gathered(drafts, problems)


def _chunks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the forms between the rules, with the number of each one's first line."""
    first = 1
    chunk: list[str] = []
    for number, line in enumerate(lines, 1):
        if _RULE.fullmatch(line):
            yield first, chunk
            first, chunk = number + 1, []
        else:
            chunk.append(line)
    yield first, chunk


def _form_fields(lines: list[str], first: int, path: str, problems: list[Diagnostic]) -> dict[str, _Value]:
    fields: dict[str, _Value] = {}
    current: _Value | None = None
    for number, line in enumerate(lines, first):
        match = _LABEL.fullmatch(line)
        name = FIELDS.get(compact(match["name"])) if match else None
        if match and name:
            column = match.start("value") + 1 + len(match["value"]) - len(match["value"].lstrip())
            current = _new_field(fields, name, _Value(number, column), path, problems)
            current.lines.append(match["value"])
        elif match and not match["lead"] and match["value"][:1].strip() == "":
            message = f"no field is called {match['name']!r}; a form has {', '.join(LABELS)}"
            problems.append(_problem(path, number, 1, message))
        elif line.strip() and current is not None:
            current.lines.append(line)
        elif line.strip():
            problems.append(_problem(path, number, 1, "this line belongs to no field; begin with 'Title: …'"))
    return fields


def _issue_fields(lines: list[str], first: int, path: str, problems: list[Diagnostic]) -> dict[str, _Value]:
    fields: dict[str, _Value] = {}
    current: _Value | None = None
    for number, line in enumerate(lines, first):
        name = _heading(line)
        if name is not None:
            known = FIELDS.get(name)
            current = _new_field(fields, known, _Value(number, 1), path, problems) if known else None
        elif current is not None and line.strip() and not _CHECKBOX.match(line):
            if not current.lines:
                current.line = number
            current.lines.append(line)
    return fields


def _heading(line: str) -> str | None:
    match = _HEADING.fullmatch(line)
    return compact(re.sub(r"\([^()]*\)", "", match["name"])) if match else None


def _new_field(
    fields: dict[str, _Value], name: str, value: _Value, path: str, problems: list[Diagnostic]
) -> _Value:
    if name in fields:
        message = f"{name} was given before, in line {fields[name].line}"
        problems.append(_problem(path, value.line, 1, message))
        return value
    fields[name] = value
    return value


def _draft(fields: dict[str, _Value], path: str, problems: list[Diagnostic]) -> Draft:
    def text(name: str) -> str:
        return fields[name].text() if name in fields else ""

    places = {name: Place(path, value.line, value.column) for name, value in fields.items()}
    first = min(value.line for value in fields.values())
    for name in (*ID_KINDS, *LINK_KINDS):
        if name in places:
            places.setdefault("ids" if name in ID_KINDS else "links", places[name])
    parts = [places[part] for part in Summary.__slots__ if part in places]
    if parts:
        places.setdefault("summary", parts[0])
    if text("summary"):
        message = "the summary's text must stand behind 'Innovation:', 'Tasks:' and 'Significant Result:'"
        problems.append(_problem(path, fields["summary"].line, fields["summary"].column, message))
    links = list(_links(fields, path, problems))
    links += [Link(kind, text(kind)) for kind in LINK_KINDS if text(kind)]
    return Draft(
        title=text("title"),
        authors=tuple(_people(fields["authors"].lines) if text("authors") else ()),
        date=text("date"),
        venue=text("venue"),
        ids={kind: text(kind) for kind in ID_KINDS if text(kind)},
        heads=tuple(split_list(fields["heads"].lines if "heads" in fields else [])),
        links=tuple(links),
        summary=Summary(text("innovation"), text("tasks"), text("result")),
        note=text("note"),
        places={"": Place(path, first, 1), **places},
    )


def _people(lines: list[str]) -> Iterator[str]:
    """Yield the names of a list, one a line where the lines are bulleted or nothing else parts them."""
    names = list(filter(None, (squeeze(_BULLET.sub("", line, count=1)) for line in lines)))
    bulleted = any(map(_BULLET.match, lines))
    if len(names) > 1 and (bulleted or not _PARTED.search(" ".join(names))):
        yield from names
    else:
        yield from split_people(" ".join(names))


def split_people(text: str) -> Iterator[str]:
    """Yield the names of a list parted by semicolons, or by commas, `and` and `&`; braces hold together."""
    held = iter(_BRACES.findall(text))
    flat = _BRACES.sub("{}", text.strip())
    for name in _BETWEEN_PEOPLE[";" in flat].split(flat):
        if name:
            yield re.sub(r"\{\}", lambda _: next(held), name)


def split_list(lines: list[str]) -> Iterator[str]:
    """Yield the items of a list parted by commas, semicolons or bulleted lines."""
    items = (squeeze(item) for line in lines for item in re.split(r"[,;]", _BULLET.sub("", line, count=1)))
    yield from (item for item in items if item and item.lower() not in _EMPTY)


def _links(fields: dict[str, _Value], path: str, problems: list[Diagnostic]) -> Iterator[Link]:
    """Yield links written as `kind: URL`, `kind=URL`, `[kind](URL)` or a bare URL of the paper."""
    if "links" not in fields or not fields["links"].text():
        return
    value = fields["links"]
    for line in value.lines:
        rest = _MARKDOWN_LINK.sub(r" \g<text>=\g<url> ", _BULLET.sub("", line, count=1))
        position = 0
        while (match := _BETWEEN_LINKS.match(rest, position)) and match.end() < len(rest):
            kind = _KIND.match(rest, match.end())
            named = kind is not None and kind["kind"].lower() in LINK_KINDS
            start = kind.end() if kind and named else match.end()
            url = _URL.match(rest, start)
            if url is None:
                message = f"no link: {rest[match.end() :].strip()!r}; write 'code: https://…'"
                problems.append(_problem(path, value.line, value.column, message))
                return
            yield Link(kind["kind"].lower() if kind and named else "paper", url[0])
            position = url.end()


def _problem(path: str, line: int, column: int, message: str) -> Diagnostic:
    return Diagnostic("HC009", Severity.ERROR, path, line, column, message)
