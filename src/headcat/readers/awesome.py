"""A reading list's README as drafts: HTML tables, Markdown tables, lists of links.

Whoever keeps such a list writes for readers, not for programs: what a cell is, is told by what stands in
it, and by the header where there is one. What leads somewhere and has no title is reported.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from headcat.errors import Diagnostic, Severity
from headcat.model import SUMMARY_PARTS, Draft, Link, Place, Summary
from headcat.readers import Gathered
from headcat.readers.form import FIELDS, split_list, split_people
from headcat.readers.markup import Anchor, Cell, Row, item, tables
from headcat.words.dates import is_date
from headcat.words.folding import compact, squeeze
from headcat.words.identifiers import identify

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")
_HEADING: Final = re.compile(r"(?P<level>#{1,6})\s+(?P<text>.*)")
_BULLET: Final = re.compile(r"(?P<indent>\s*)(?:[-*+]|\d{1,3}[.)])\s+(?P<text>\S.*)")
_RULE: Final = re.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+")
_CELL: Final = re.compile(r"(?<!\\)\|")
_LABEL: Final = re.compile(r"[•·*-]*\s*(?:(?P<name>[A-Za-z ]{1,30}?)\s*:)?\s*(?P<text>.*)")
_VENUE: Final = re.compile(
    r"(?<![\w-])(?P<name>[A-Z][A-Za-z&+'’/-]{0,40}(?: [A-Z&][A-Za-z&+'’/-]{0,40}){0,4})[ ,]*['’]?"
    r"(?P<year>(?:19|20)\d{2})\b"
)
_DAY: Final = re.compile(r"\b(?:19|20)\d{2}-\d{2}(?:-\d{2})?\b")
_PERSON: Final = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}")
# What columns are called, folded, beside what forms call their fields.
_COLUMNS: Final = {
    **FIELDS,
    "paper": "title",
    "papersummary": "title",
    "name": "title",
    "year": "date",
    "month": "date",
    "time": "date",
    "conference": "venue",
    "journal": "venue",
    "publication": "venue",
    "type": "heads",
    "types": "heads",
    "tags": "heads",
    "tag": "heads",
    "url": "links",
    "pdf": "links",
    "resources": "links",
    "code": "links",
    "project": "links",
}
# What links are called, or lead to, and what kind of link that is.
_KINDS: Final = {
    "code": r"code|github|gitlab|implementation|\brepo",
    "data": r"data|huggingface\.co/datasets",
    "demo": r"demo|colab|playground",
    "project": r"project|website|homepage|\bpage\b",
    "blog": r"blog|post\b|medium\.com|lesswrong",
    "video": r"video|youtu|talk\b|vimeo",
    "slides": r"slides|poster",
}
_PAPER: Final = re.compile(r"paper|pdf|arxiv|link|url|doi|acl|openreview|abs|html|proceedings", re.IGNORECASE)


def gather(text: str, path: str) -> Gathered:
    """Return the papers of a reading list, in its order; a paper without authors is one.

    Args:
        text: Markdown, with HTML or without.
        path: the text's name, for messages.

    """
    found = tables(text)
    covered = {line for table in found for line in range(table.first, table.last + 1)}
    papers = [paper for table in found for paper in _of_table(table.rows, "")]
    papers += _of_markdown(text.splitlines(), covered)
    drafts: list[Draft] = []
    problems: list[Diagnostic] = []
    for draft in sorted(papers, key=lambda draft: draft.places[""].line):
        place = draft.places[""]._replace(path=path)
        if draft.title:
            drafts.append(_completed(draft, place))
        else:
            message = "reading list: what leads to " + draft.links[0].url + " has no title"
            problems.append(Diagnostic("HC009", Severity.ERROR, *place, message))
    if not drafts and not problems:
        message = "reading list: there is no paper here, in a table or in a list of links"
        problems.append(Diagnostic("HC009", Severity.ERROR, path, 1, 1, message))
    return Gathered(drafts, problems)


def _completed(draft: Draft, place: Place) -> Draft:
    """Return a draft with the date that its arXiv number tells, where none more exact is given."""
    identified = filter(None, (identify(link.url) for link in draft.links if link.kind == "paper"))
    number = next(
        (each.value for each in identified if each.kind == "arxiv" and each.value[:4].isdecimal()), ""
    )
    month = f"20{number[:2]}-{number[2:4]}" if number else ""
    date = month if not draft.date or (month and month.startswith(draft.date)) else draft.date
    return Draft(
        title=draft.title,
        authors=draft.authors,
        date=date,
        venue=draft.venue,
        heads=draft.heads,
        links=draft.links,
        summary=draft.summary,
        places={"": place},
    )


# Tables.


def _of_table(rows: Sequence[Row], year: str) -> Iterator[Draft]:
    """Yield the papers of a table: a row each, or two of which the second holds the summary."""
    names: list[str] = []
    remaining = list(rows)
    while remaining:
        row = remaining.pop(0)
        if all(cell.heading for cell in row):
            names = _columns(row)
            continue
        below = remaining.pop(0) if remaining and _is_summary(remaining[0], row) else []
        draft = _of_row(row, names, below, year)
        if draft is not None:
            yield draft


def _columns(row: Row) -> list[str]:
    """Return what the columns below a header hold; of several for titles those left over hold links."""
    said = [compact(cell.text) for cell in row]
    names = [_COLUMNS.get(each, "") for each in said]
    titles = [number for number, name in enumerate(names) if name == "title"]
    for number in sorted(titles, key=lambda number: said[number] != "title")[1:]:
        names[number] = "links"
    return names


def _is_summary(row: Row, above: Row) -> bool:
    return len(row) == 1 and len(above) > 1 and not row[0].heading


def _of_row(row: Row, names: Sequence[str], below: Row, year: str) -> Draft | None:
    """Return the paper of a row; None where nothing in it leads anywhere."""
    named = dict(zip(names, row, strict=False)) if len(names) == len(row) else {}
    titled = named.get("title") or next((cell for cell in row if cell.strong), None)
    titled = titled or next((cell for cell in row if cell.links and not _is_of_links(cell)), row[0])
    title, own = _title(titled)
    others = [cell for cell in row if cell is not titled]
    anchors = [anchor for cell in (titled, *others) for anchor in cell.links if anchor is not own]
    links = tuple(_links(own, anchors))
    if not links:
        return None
    dated = named.get("date")
    date = _date(dated.text) if dated else next(filter(None, (_date(cell.text) for cell in others)), "")
    byline, _, venue = titled.small.rpartition("·")
    return Draft(
        title=title,
        authors=_authors(named["authors"].text if "authors" in named else byline),
        date=date or year,
        venue=squeeze(named["venue"].text if "venue" in named else venue),
        heads=tuple(_heads(named.get("heads"), others)),
        links=links,
        summary=_summary(below or [titled]),
        places={"": Place("", row[0].line, 1)},
    )


def _is_of_links(cell: Cell) -> bool:
    """Tell whether a cell holds links only, none of which is a title."""
    return all(_PAPER.search(anchor.text) or _kind(anchor) != "paper" for anchor in cell.links)


def _title(cell: Cell) -> tuple[str, Anchor | None]:
    """Return a cell's title, and the link that it is, if it is one."""
    own = next((anchor for anchor in cell.links if len(anchor.text.split()) > 1), None)
    own = own if own is None or not cell.strong or own.text in (cell.strong, "") else None
    if cell.strong:
        linked = next((anchor for anchor in cell.links if anchor.text == cell.strong), None)
        return cell.strong, linked
    if own is not None:
        return own.text, own
    if cell.links and not _is_of_links(cell):
        return cell.links[0].text, cell.links[0]
    return next(iter(cell.lines()), "") if not cell.links else "", None


def _heads(named: Cell | None, others: Iterable[Cell]) -> Iterator[str]:
    """Yield the heads: badges, or what stands in the column of heads."""
    if named is None:
        for cell in others:
            yield from cell.badges
    else:
        yield from named.badges or split_list(named.lines())


def _links(own: Anchor | None, anchors: Iterable[Anchor]) -> Iterator[Link]:
    """Yield the links that lead to the web, the title's own first, each once."""
    seen = set()
    titled = [(_kind_of_title(own.url), own)] if own else []
    for kind, anchor in (*titled, *((_kind(each), each) for each in anchors)):
        if re.match(r"https?://", anchor.url, re.IGNORECASE) and anchor.url not in seen:
            seen.add(anchor.url)
            yield Link(kind, anchor.url)


def _kind(anchor: Anchor) -> str:
    """Return what kind of link a link is, by what it says or else by where it leads."""
    if _PAPER.search(anchor.text) and not re.search(_KINDS["code"], anchor.text, re.IGNORECASE):
        return "paper"
    for said in (anchor.text, anchor.url):
        for kind, signs in _KINDS.items():
            if re.search(signs, said, re.IGNORECASE):
                return kind
    return "paper"


def _kind_of_title(url: str) -> str:
    return "blog" if re.search(_KINDS["blog"], url, re.IGNORECASE) else "paper"


def _summary(cells: Iterable[Cell]) -> Summary:
    """Return the summary that stands behind bullets; without labels it is what its lines say in turn."""
    lines = [line for cell in cells for line in cell.lines() if line.startswith(("•", "·"))]
    matches = [match for match in map(_LABEL.fullmatch, lines) if match]
    parts = {FIELDS.get(compact(match["name"] or ""), ""): match["text"] for match in matches}
    if parts.keys() & set(SUMMARY_PARTS):
        return Summary(**{part: parts.get(part, "") for part in SUMMARY_PARTS})
    texts = [squeeze(line.lstrip("•· ")) for line in lines]
    if not texts:
        return Summary()
    result = texts.pop() if len(texts) > len(SUMMARY_PARTS) - 1 else ""
    return Summary(texts[0], " ".join(texts[1:]), result)


def _authors(text: str) -> tuple[str, ...]:
    """Return the authors of a line; none where it does not name them all."""
    if re.search(r"\bet al\b|…|\.\.\.|\band others\b", text):
        return ()
    return tuple(split_people(squeeze(text)))


def _date(text: str) -> str:
    """Return the date that a text is, however it is written; empty where it is none."""
    text = squeeze(text)
    match = re.fullmatch(r"((?:19|20)\d{2})(?:[-./](\d{1,2}))?(?:[-./](\d{1,2}))?", text)
    if match:
        date = "-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)])
        return date if is_date(date) else ""
    month = re.search("|".join(_MONTHS), text.lower())
    year = _YEAR.search(text)
    if not month or not year or not re.fullmatch(r"[\w.,\s]{8,24}", text):
        return ""
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text.replace(year[0], ""))
    date = f"{year[0]}-{_MONTHS.index(month[0]) + 1:02}" + (f"-{int(day[1]):02}" if day else "")
    return date if is_date(date) else ""


# Markdown.


def _of_markdown(lines: Sequence[str], covered: set[int]) -> Iterator[Draft]:
    """Yield the papers of Markdown's tables and lists; `covered` are lines of HTML tables."""
    years: dict[int, str] = {}
    rows: list[Row] = []
    number, fenced = 0, False
    while number < len(lines):
        line = lines[number]
        number += 1
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if fenced or number in covered:
            continue
        year = years[max(years)] if years else ""
        if line.lstrip().startswith("|") or (rows and _CELL.search(line)):
            rows.append(_cells(line, number, heading=not rows))
            continue
        yield from _of_table([row for row in rows if row], year)
        rows = []
        if heading := _HEADING.fullmatch(line):
            level = len(heading["level"])
            years = {above: said for above, said in years.items() if above < level}
            if found := _YEAR.search(heading["text"]):
                years[level] = found[0]
        elif bullet := _BULLET.fullmatch(line):
            begun = number
            texts = [bullet["text"]]
            while number < len(lines) and _goes_on(lines[number], bullet):
                texts.append(lines[number].strip())
                number += 1
            draft = _of_item(item(_joined(texts), begun), year)
            if draft is not None:
                yield draft
    yield from _of_table([row for row in rows if row], years[max(years)] if years else "")


def _goes_on(line: str, bullet: re.Match[str]) -> bool:
    """Tell whether a line belongs to the item above it: indented deeper, text or a part of its summary."""
    indent = len(line) - len(line.lstrip())
    inner = _BULLET.fullmatch(line)
    return bool(line.strip()) and indent > len(bullet["indent"]) and (not inner or _is_part(inner["text"]))


def _is_part(text: str) -> bool:
    label = _LABEL.fullmatch(text)
    return label is not None and FIELDS.get(compact(label["name"] or "")) in SUMMARY_PARTS


def _joined(lines: Sequence[str]) -> str:
    """Return an item's lines as one; those with a bullet of their own stay apart."""
    return "".join(
        f"<br>•{line[1:]}" if _BULLET.fullmatch(line) and number else f" {line}"
        for number, line in enumerate(lines)
    )


def _cells(line: str, number: int, *, heading: bool) -> Row:
    """Return the cells of a line of a Markdown table; none of the rule below the header."""
    if _RULE.fullmatch(line):
        return []
    texts = _CELL.split(line.strip().removeprefix("|").removesuffix("|"))
    cells = [item(text.strip(), number) for text in texts]
    for cell in cells:
        cell.heading = heading
    return cells


def _of_item(cell: Cell, year: str) -> Draft | None:
    """Return the paper of a list's item; None where nothing in it leads to the web."""
    title, own = _title(cell)
    anchors = [anchor for anchor in cell.links if anchor is not own]
    links = tuple(_links(own, anchors))
    if not links:
        return None
    about = cell.text.partition("\n")[0]
    if not title:
        title, about = _before_links(cell, about)
    about = about.replace(title, " ", 1)
    day = _DAY.search(about)
    venue, byline = _published(_DAY.sub("", about))
    behind = [squeeze(part) for part in about.rpartition(" — ")[2].split(",")]
    named = all(re.search("[Hh]eads?$", part) for part in behind)
    people = next(filter(_names_people, (byline, *_segments("" if named else about, cell))), "")
    dates = (match[0] for match in (day, _YEAR.search(venue)) if match)
    return Draft(
        title=title.rstrip(" .,:-–—"),
        authors=_authors(people),
        date=next(dates, year),
        venue=venue,
        heads=tuple(cell.badges or (behind if named else ())),
        links=links,
        summary=_summary([cell]),
        places={"": Place("", cell.line, 1)},
    )


def _published(text: str) -> tuple[str, str]:
    """Return the venue that a text names, and who stands before it in the same parentheses."""
    inner = re.findall(r"\(([^()]*)\)", text)
    parts = [part.strip() for part in inner[-1].split(", ") if part.strip()] if inner else []
    if len(parts) > 1 and ("et al" in parts[0] or not _names_people(", ".join(parts))):
        return parts[-1], ", ".join(parts[:-1])
    found = [match for match in _VENUE.finditer(text) if match["name"].lower()[:3] not in _MONTHS]
    return (f"{squeeze(found[-1]['name'])} {found[-1]['year']}" if found else ""), ""


def _before_links(cell: Cell, text: str) -> tuple[str, str]:
    """Return what stands before the first link as a title, and the rest: its first sentence or part."""
    for anchor in cell.links:
        text = text.replace(f"[{anchor.text}]", " ").replace(anchor.text, " ", 1) if anchor.text else text
    for emphasis in cell.emphasis:
        text = text.replace(emphasis, f" | {emphasis} ", 1)
    parts = re.split(r"(?<=[.?!])\s+(?=[A-Z])|\s[-–—|]\s|\s(?=\()", text.strip(" []|-–—"), maxsplit=1)
    return squeeze(parts[0]), " ".join(parts[1:])


def _segments(text: str, cell: Cell) -> Iterator[str]:
    """Yield the parts of an item's text that may name the authors: what is emphasised, sentences."""
    yield from cell.emphasis
    for part in re.split(r"(?<=\w\w)[.?!]\s+|\s[-–—|]\s|[()\[\]]", text):
        yield squeeze(re.sub(r"^(?:by|authors?:)\s+", "", part.strip(), flags=re.IGNORECASE).strip(" .,;:"))


def _names_people(text: str) -> bool:
    """Tell whether a text is a list of names: each two to five words that begin with a capital."""
    people = list(split_people(text))
    return len(people) > 1 and all(name[0].isupper() and _PERSON.fullmatch(name) for name in people)
