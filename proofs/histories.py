"""Random histories of a catalogue: a base, and what two people made of it.

Every value and comment that somebody writes is a word of its own (`w17`), so that what became of it can be
told from texts alone.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from headcat.canonical import canonical
from headcat.document.layout import Layout, entry_text


@dataclass
class Item:
    """An entry with its comments: free ones above an empty line, those right above, and beside fields."""

    fields: dict[str, Any]
    free: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)


@dataclass
class State:
    """A catalogue as somebody has it."""

    first: int
    sections: dict[str, list[Item]] = field(default_factory=dict)
    blank: bool = True
    newline: str = "\n"
    formatted: bool = False

    def word(self) -> str:
        """Return a word that nobody has written yet."""
        self.first += 1
        return f"w{self.first}"

    def text(self) -> str:
        """Return the catalogue's text."""
        lines = ["# a catalogue"]
        for name, items in self.sections.items():
            lines.append(f"{name}:")
            for item in items:
                lines += [*([""] if self.blank else []), *(f"  # {word}" for word in item.free)]
                lines += [
                    *([""] if item.free else []),
                    *(f"  # {word}" for word in item.above),
                    *_lines(item),
                ]
        text = "\n".join(lines) + "\n"
        return (canonical(text, "") if self.formatted else text).replace("\n", self.newline)


def _lines(item: Item) -> list[str]:
    lines = entry_text(item.fields, Layout()).split("\n")
    for place, line in enumerate(lines):
        name = line[4:].split(":")[0]
        if not line.startswith("     ") and name in item.beside:
            lines[place] += f"  # {item.beside[name]}"
    return lines


Step = tuple[str, int, int]


class History(NamedTuple):
    """Three texts: what both sides come from, ours and theirs."""

    base: str
    ours: str
    theirs: str


def _paper(state: State, key: str, arxiv: str, head: str) -> Item:
    fields = {
        "key": key,
        "title": f"{state.word()} {state.word()}",
        "authors": [f"Ada {state.word()}", f"Ben {state.word()}"],
        "date": "2024-01-02",
        "ids": {"arxiv": arxiv},
        "heads": [head],
        "links": {"paper": f"https://example.org/{state.word()}"},
        "summary": {"innovation": state.word(), "tasks": state.word()},
    }
    return Item(fields)


def start() -> State:
    """Return the catalogue that every history begins with."""
    state = State(0)
    heads = [Item({"name": f"Head {state.word()}", "definition": state.word()}) for _ in range(4)]
    names = [item.fields["name"] for item in heads]
    papers = [_paper(state, f"k{n}{state.word()}", f"2401.{n:05d}", names[n % 4]) for n in range(6)]
    for item in (*heads[:1], *papers[1:4]):
        item.above.append(state.word())
        item.beside["title"] = state.word()
    papers[2].free.append(state.word())
    papers[0].free.append(state.word())
    venues = [Item({"name": f"V{state.word()}", "full": f"Venue {state.word()}"})]
    state.sections = {"heads": heads, "venues": venues, "papers": papers}
    return state


def _pick(items: list[Any], number: int) -> Any:
    return items[number % len(items)]


def _place(state: State, item: Item) -> None:
    papers = state.sections["papers"]
    place = next((n for n, each in enumerate(papers) if each.fields["key"] > item.fields["key"]), len(papers))
    papers.insert(place, item)


def add(state: State, a: int, b: int) -> None:
    """Add a paper that nobody else adds."""
    word = state.word()
    head = _pick(state.sections["heads"], b).fields["name"]
    _place(state, _paper(state, f"{'abkz'[a % 4]}{word}", f"2501.{word[1:]:0>5}", head))


def add_same(state: State, a: int, b: int) -> None:
    """Add a paper that the other may add too: by identifier, with the same or another key and title."""
    key = f"same{a % 2}" if b % 2 else f"same{a % 2}{state.word()}"
    if any(item.fields["ids"].get("arxiv") == f"2502.{a % 2:05d}" for item in state.sections["papers"]):
        return
    if not any(item.fields["key"] == key for item in state.sections["papers"]):
        item = _paper(state, key, f"2502.{a % 2:05d}", state.sections["heads"][0].fields["name"])
        if b % 3:
            item.fields = {
                **item.fields,
                "title": "Same Title",
                "authors": ["Ada Same"],
                "summary": {},
                "links": {},
            }
            item.fields = {name: value for name, value in item.fields.items() if value}
        _place(state, item)


def add_namesake(state: State, a: int, b: int) -> None:
    """Add a paper under a key that the other may give to another paper."""
    key = f"name{a % 2}"
    if not any(item.fields["key"] == key for item in state.sections["papers"]):
        word = state.word()
        _place(
            state,
            _paper(state, key, f"2503.{word[1:]:0>5}", _pick(state.sections["heads"], b).fields["name"]),
        )


def edit(state: State, a: int, b: int) -> None:
    """Change a field of a paper."""
    fields = _pick(state.sections["papers"], a).fields
    word = state.word()
    match b % 8:
        case 0:
            fields["title"] = f"{word} changed"
        case 1:
            fields["note"] = word
        case 2:
            fields["authors"] = [*fields["authors"][:-1], f"Cleo {word}"]
        case 3:
            fields["authors"] = [*fields["authors"], f"Dan {word}"]
        case 4:
            fields.setdefault("summary", {})["result"] = word
        case 5:
            fields.setdefault("links", {})["code"] = f"https://example.org/{word}"
        case 6:
            fields.setdefault("ids", {})["doi"] = f"10.1234/{word}"
        case _:
            fields["date"] = f"20{10 + a % 10}-0{1 + b % 9}"


def clear(state: State, a: int, b: int) -> None:
    """Take a field out of a paper, with the comment beside it."""
    item = _pick(state.sections["papers"], a)
    name = _pick(["note", "summary", "links", "venue"], b)
    item.fields.pop(name, None)
    item.beside.pop(name, None)


def remove(state: State, a: int, b: int) -> None:
    """Remove a paper."""
    del b
    papers = state.sections["papers"]
    if len(papers) > 2:  # noqa: PLR2004 - something must stay
        papers.remove(_pick(papers, a))


def use(state: State, a: int, b: int) -> None:
    """Let a paper name a head, or no longer."""
    fields = _pick(state.sections["papers"], a).fields
    name = _pick(state.sections["heads"], b).fields["name"]
    heads = fields["heads"]
    fields["heads"] = [each for each in heads if each != name] if name in heads and len(heads) > 1 else heads
    if name not in fields["heads"]:
        fields["heads"] = [*fields["heads"], name]


def rename(state: State, a: int, b: int) -> None:
    """Rename a head, in papers too."""
    item = _pick(state.sections["heads"], a)
    old, new = item.fields["name"], f"Head {state.word()}"
    rest = {name: value for name, value in item.fields.items() if name not in ("name", "aliases")}
    aliases = [*item.fields.get("aliases", []), *([old] if b % 4 else [])]
    item.fields = {"name": new, **({"aliases": aliases} if aliases else {}), **rest}
    _replace(state, old, new)


def merge(state: State, a: int, b: int) -> None:
    """Make a head a part of another."""
    heads = state.sections["heads"]
    going, stays = _pick(heads, a), _pick(heads, b)
    if going is not stays and len(heads) > 3:  # noqa: PLR2004 - some must stay
        heads.remove(going)
        gained = [going.fields["name"], *going.fields.get("aliases", [])]
        rest = {name: value for name, value in stays.fields.items() if name not in ("name", "aliases")}
        aliases = [*stays.fields.get("aliases", []), *gained]
        stays.fields = {"name": stays.fields["name"], "aliases": aliases, **rest}
        _replace(state, going.fields["name"], stays.fields["name"])


def _replace(state: State, old: str, new: str) -> None:
    for paper in state.sections["papers"]:
        names = [new if name == old else name for name in paper.fields["heads"]]
        paper.fields["heads"] = list(dict.fromkeys(names))


def term(state: State, a: int, b: int) -> None:
    """Add a head or an alias, or define one anew; add or define a venue."""
    heads, venues = state.sections["heads"], state.sections["venues"]
    word = state.word()
    match b % 5:
        case 0:
            heads.append(Item({"name": f"Head {word}", "definition": state.word()}))
        case 1:
            item = _pick(heads, a)
            item.fields = {"name": item.fields["name"], "aliases": [], **item.fields}
            item.fields["aliases"] = [*item.fields["aliases"], f"Alias {word}"]
        case 2:
            _pick(heads, a).fields["definition"] = word
        case 3:
            venues.append(Item({"name": f"V{word}"}))
        case _:
            _pick(venues, a).fields["full"] = f"Venue {word}"


def decline(state: State, a: int, b: int) -> None:
    """Decline a paper that the other may decline too, or take that back."""
    declined = state.sections.setdefault("declined", [])
    there = next((item for item in declined if item.fields["id"] == f"2504.{a % 3:05d}"), None)
    if there and b % 3 == 0 and len(declined) > 1:
        declined.remove(there)
    elif there is None:
        declined.append(Item({"id": f"2504.{a % 3:05d}", "date": "2025-01-01", "reason": state.word()}))


def comment(state: State, a: int, b: int) -> None:
    """Write a comment, or delete some."""
    item = _pick([each for items in state.sections.values() for each in items], a)
    match b % 5:
        case 0:
            item.above.append(state.word())
        case 1:
            item.free.append(state.word())
        case 2:
            item.above.clear()
        case 3:
            item.free.clear()
        case _:
            scalars = [name for name, value in item.fields.items() if isinstance(value, str)]
            item.beside[_pick(scalars, b)] = state.word()


def reorder(state: State, a: int, b: int) -> None:
    """Move an entry, or sort the papers."""
    items = _pick(list(state.sections.values()), b)
    if a % 3:
        items.append(items.pop(a % len(items)))
    else:
        state.sections["papers"].sort(key=lambda item: str(item.fields["key"]))


def restyle(state: State, a: int, b: int) -> None:
    """Give the file other empty lines or line breaks, or let headcat lay it out."""
    match (a + b) % 6:
        case 0:
            state.newline = "\r\n"
        case 1:
            state.blank = not state.blank
        case 2:
            state.formatted = True
        case _:
            pass


STEPS: Final[dict[str, Callable[[State, int, int], None]]] = {
    each.__name__: each
    for each in (
        add, add_same, add_namesake, edit, clear, remove, use, rename, merge, term, decline, comment, reorder,
        restyle,
    )
}  # fmt: skip


def walked(state: State, steps: list[Step]) -> str:
    """Return the text that a state has when some steps are done."""
    for name, a, b in steps:
        STEPS[name](state, a, b)
    return state.text()


def _steps(most: int) -> st.SearchStrategy[list[Step]]:
    number = st.integers(0, 59)
    return st.lists(st.tuples(st.sampled_from(list(STEPS)), number, number), max_size=most)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw a history."""
    base = start()
    base_text = walked(base, draw(_steps(3)))
    texts = []
    for first in (1000, 2000):
        side = deepcopy(base)
        side.first = first
        texts.append(walked(side, draw(_steps(6))))
    return History(base_text, *texts)
