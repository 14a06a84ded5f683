"""From YAML text to nodes, through libyaml's event stream.

The stream is read without a composer (YAML 1.1, section 3.1): it is the only way to have positions
at the speed of the parser. A syntax error ends only the entry that it stands in: reading goes on at
the next line that begins an entry or a section. Pure; the nodes are `headcat.document`'s.
"""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from headcat.document import Document, Entry, Mapping, Node, Problem, Scalar, Section, Sequence

MAX_DEPTH = 12
MAX_SCALAR = 100_000
MAX_RECOVERIES = 100

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SECTION_LINE = re.compile(r"^(?=[^\W\d]\w*:(?:\s|$))", re.MULTILINE)

Event: TypeAlias = Any  # PyYAML's events and marks share no type that has what they all have
Get: TypeAlias = Callable[[], Event]


def fill(document: Document) -> None:
    """Parse a document's text into its sections, broken spans and problems."""
    with _collector_off():
        _Reader(document).run()


@contextmanager
def _collector_off() -> Iterator[None]:
    # The garbage collector walks the growing tree again and again: 3 s of 4 at 100 000 entries.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _TooDeepError(Exception):
    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class _Reader:
    """Fills a document from libyaml's events, starting anew behind each syntax error.

    `shift` is what turns an offset of the parser's input into one of the document: a section that
    is read on gets its header line again, so the two differ.
    """

    def __init__(self, document: Document) -> None:
        import yaml

        self.yaml = yaml
        self.loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.document = document
        self.source = document.text
        self.shift = 0
        self.current: Section | None = None
        self.entry_start: int | None = None

    def run(self) -> None:
        if _FORBIDDEN.search(self.source) is not None:
            self._blank_forbidden()
        position, section = 0, None
        for _ in range(MAX_RECOVERIES):
            resumed = self._read_from(position, section)
            if resumed is None:
                return
            position, section = resumed
        message = f"more than {MAX_RECOVERIES} syntax errors; what follows was not read"
        self._problem("HC001", position, message)

    def _blank_forbidden(self) -> None:
        for match in _FORBIDDEN.finditer(self.source):
            message = f"control character U+{ord(match[0]):04X}; delete it"
            self._problem("HC006", match.start(), message)
        self.source = _FORBIDDEN.sub(" ", self.source)

    def _read_from(self, position: int, section: Section | None) -> tuple[int, Section | None] | None:
        """Read from an offset to the end; after a syntax error return where to go on."""
        lead = f"{section.name}:\n" if section else ""
        self.shift = position - len(lead)
        self.current, self.entry_start = None, None
        loader = self.loader(lead + self.source[position:])
        try:
            self._stream(loader, section)
        except self.yaml.MarkedYAMLError as error:
            offset = self._offset(error.problem_mark or error.context_mark)
            begun, stop, resumed = self._next_start(position, offset)
            if offset >= stop:
                offset = self._opening(begun, stop)
                problem = "a quote or bracket that begins here is not closed"
            else:
                problem = f"not valid YAML: {error.problem or error.context}"
            self._syntax_problem(offset, problem)
            return resumed
        except _TooDeepError as error:
            self._problem("HC005", error.offset, f"nested more than {MAX_DEPTH} levels deep")
            return self._next_start(position, error.offset)[2]
        finally:
            loader.dispose()
        return None

    def _offset(self, mark: Event) -> int:
        offset: int = mark.index + self.shift
        return min(max(offset, 0), len(self.source))

    def _opening(self, begun: int, stop: int) -> int:
        """Return where the scalar or bracket begins that an entry, taken alone, does not close."""
        self.shift = begun
        try:
            for _ in self.yaml.parse(self.source[begun:stop], Loader=self.loader):
                pass
        except self.yaml.MarkedYAMLError as error:
            return self._offset(error.context_mark or error.problem_mark)
        return begun

    def _syntax_problem(self, offset: int, problem: str) -> None:
        line_start = self.source.rfind("\n", 0, offset) + 1
        if "\t" in self.source[line_start : offset + 1]:
            self._problem("HC002", offset, "tab in the indentation; use spaces")
            return
        self._problem("HC001", offset, problem)

    def _next_start(self, position: int, offset: int) -> tuple[int, int, tuple[int, Section | None] | None]:
        """Return where the broken entry begins, where it stops, and where to read on (or None)."""
        begun = self.entry_start if self.entry_start is not None else max(position, offset)
        next_section = _SECTION_LINE.search(self.source, max(begun, position) + 1)
        end = next_section.start() if next_section else len(self.source)
        resumed = (end, None) if next_section else None
        section = self.current
        if section is None or section.column is None:
            return begun, end, resumed
        if self.entry_start is None:
            last = section.entries[-1].end if section.entries else section.key.end
            begun = max(last, position)
        item = re.compile(rf"^ {{{section.column}}}- ", re.MULTILINE)
        found = item.search(self.source, begun + 1, end)
        stop = found.start() if found else end
        self.document.broken.append((begun, stop))
        return begun, stop, (stop, section) if found else resumed

    def _stream(self, loader: Event, section: Section | None) -> None:
        yaml = self.yaml
        get = loader.get_event
        get()  # the stream's start
        event = get()
        if isinstance(event, yaml.StreamEndEvent):
            return
        event = get()
        if not isinstance(event, yaml.MappingStartEvent):
            message = "a catalogue is a mapping with the keys heads, venues and papers"
            self._problem("HC009", event.start_mark.index + self.shift, message)
            return
        self._top_level(get, section)
        get()  # the document's end
        event = get()
        if not isinstance(event, yaml.StreamEndEvent):
            message = "a second YAML document; a catalogue is one"
            self._problem("HC009", event.start_mark.index + self.shift, message)

    def _top_level(self, get: Get, resumed: Section | None) -> None:
        yaml = self.yaml
        while True:
            event = get()
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(get, event, 1)
            if not isinstance(key, Scalar):
                self._problem("HC009", key.start, "a section's name must be a word")
                key = Scalar("", key.start, key.end, None)
            section = resumed or self._new_section(key)
            resumed = None
            self.current = section
            self._section(get, section)
            self.current = None

    def _new_section(self, key: Scalar) -> Section:
        if key.value in self.document.sections:
            message = f"the section {key.value!r} is here twice; put all its entries in one"
            self._problem("HC003", key.start, message)
            return self.document.sections[key.value]
        section = Section(key.value, key)
        self.document.sections[key.value] = section
        return section

    def _section(self, get: Get, section: Section) -> None:
        yaml = self.yaml
        event = get()
        if not isinstance(event, yaml.SequenceStartEvent):
            section.value = self._node(get, event, 1)
            return
        self._refuse_decoration(event)
        start = event.start_mark.index + self.shift
        flow = bool(event.flow_style)
        if section.column is None and not flow:
            section.column = event.start_mark.column
        append = section.entries.append
        while True:
            event = get()
            if isinstance(event, yaml.SequenceEndEvent):
                break
            self.entry_start = event.start_mark.index + self.shift
            node = self._node(get, event, 2)
            append(Entry(node, self.entry_start, node.end))
            self.entry_start = None
        section.value = Sequence((), start, event.end_mark.index + self.shift, flow)

    def _node(self, get: Get, event: Event, depth: int) -> Node:
        yaml = self.yaml
        kind = type(event)
        start = event.start_mark.index + self.shift
        if kind is yaml.ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_decoration(event)
            return self._scalar(event, start)
        if kind is yaml.AliasEvent:
            self._problem("HC004", start, "an alias (*name); write the value out")
            return Scalar("", start, event.end_mark.index + self.shift, None)
        if depth >= MAX_DEPTH:
            raise _TooDeepError(start)
        self._refuse_decoration(event)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(get, event, depth)
        return self._mapping(get, event, depth)

    def _scalar(self, event: Event, start: int) -> Scalar:
        end = event.end_mark.index + self.shift
        value = event.value
        if len(value) > MAX_SCALAR:
            message = f"a value of {len(value)} characters; at most {MAX_SCALAR} are taken"
            self._problem("HC007", start, message)
            value = value[:80]
        if event.style in ("|", ">"):
            end = _end_of_block(self.source, start, end)
        return Scalar(value, start, end, event.style or None)

    def _sequence(self, get: Get, event: Event, depth: int) -> Sequence:
        yaml = self.yaml
        start, flow = event.start_mark.index + self.shift, bool(event.flow_style)
        items = []
        while type(event := get()) is not yaml.SequenceEndEvent:
            items.append(self._node(get, event, depth + 1))
        end = event.end_mark.index + self.shift if flow or not items else items[-1].end
        return Sequence(tuple(items), start, end, flow)

    def _mapping(self, get: Get, event: Event, depth: int) -> Mapping:
        yaml = self.yaml
        start, flow = event.start_mark.index + self.shift, bool(event.flow_style)
        pairs: list[tuple[Scalar, Node]] = []
        seen = set()
        while type(event := get()) is not yaml.MappingEndEvent:
            key = self._node(get, event, depth + 1)
            if not isinstance(key, Scalar):
                self._problem("HC009", key.start, "a field's name must be a word")
                key = Scalar("", key.start, key.end, None)
            if key.value in seen:
                self._problem("HC003", key.start, f"the field {key.value!r} is here twice")
            seen.add(key.value)
            pairs.append((key, self._node(get, get(), depth + 1)))
        end = event.end_mark.index + self.shift if flow or not pairs else pairs[-1][1].end
        return Mapping(tuple(pairs), start, end, flow)

    def _refuse_decoration(self, event: Event) -> None:
        start = event.start_mark.index + self.shift
        if event.anchor is not None:
            self._problem("HC004", start, f"an anchor (&{event.anchor}); delete it")
        if event.tag is not None:
            self._problem("HC004", start, f"a YAML tag ({event.tag}); delete it")

    def _problem(self, code: str, offset: int, message: str) -> None:
        self.document.problems.append(Problem(code, max(offset, 0), message))


def _end_of_block(source: str, start: int, end: int) -> int:
    """Return where the text of a block scalar ends: the blank lines behind it are not its own."""
    header = source[start : source.find("\n", start)]
    if "+" in header:
        return end
    return start + len(source[start:end].rstrip())
