"""From YAML text to nodes, through libyaml's event stream.

The stream is read without a composer (YAML 1.1, section 3.1): it is the only way to have positions
at the speed of the parser. A syntax error ends only the entry that it stands in: reading goes on at
the next line that begins an entry or a section. Pure; the nodes are `headcat.document`'s.
"""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from headcat import collector
from headcat.document import Document, Entry, Mapping, Node, Problem, Scalar, Section, Sequence, controls
from headcat.document.faults import left_open, too_deep

MAX_DEPTH = 12
MAX_SCALAR = 100_000
MAX_RECOVERIES = 100

# A section's first line has no value, or one in brackets: `word: word` is a stray line.
_SECTION_LINE = re.compile(r"^(?=[^\W\d]\w*:[ \t]*(?:[#\[{~].*|null)?\r?$)", re.MULTILINE)
_LEAD = "x:\n"
_BLOCK_STYLES = ("|", ">")
_TOO_DEEP = "exceeded maximum nesting depth"  # libyaml's words, from 0.2.6 on, for what it reads ahead
_TOO_DEEP_FOR_US = f"nested more than {MAX_DEPTH} levels deep"
_UNCLOSED = "a quote or bracket that begins here is not closed"

Event: TypeAlias = Any  # PyYAML's events and marks share no type that has what they all have
Get: TypeAlias = Callable[[], Event]


def fill(document: Document) -> None:
    """Parse a document's text into its sections, broken spans and problems."""
    with collector.paused():
        _Reader(document).run()


def fill_part(document: Document, start: int, stop: int, section: Section | None = None) -> bool:
    """Parse a part of a document's text that begins and ends with whole sections or entries.

    Args:
        document: takes the sections and entries.
        start: where the part begins.
        stop: where it ends.
        section: the section that its entries belong to, if it does not begin with a section.

    Returns:
        Whether nothing is wrong in it.

    """
    with collector.paused():
        return _Reader(document).read_part(start, stop, section)


def node_at(text: str, start: int, end: int) -> Node:
    """Return the node of an entry that is known to be right."""
    name = Scalar("", start, start, None)
    document, section = Document(text), Section("", name, name)
    fill_part(document, text.rfind("\n", 0, start) + 1, end, section)
    return section.entries[0].node


class _TooDeepError(Exception):
    def __init__(self, offset: int) -> None:
        super().__init__()
        self.offset = offset


class _Reader:
    """Fills a document from libyaml's events, starting anew behind each syntax error.

    `shift` is what turns an offset of the parser's input into one of the document: a section that
    is read on gets a header line again, so the two differ.
    """

    def __init__(self, document: Document) -> None:
        import yaml

        self.yaml: Any = yaml
        self.loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.scalar_event = yaml.ScalarEvent
        self.document = document
        self.source = document.text
        self.size = len(document.text)
        self.shift = 0
        self.current: Section | None = None
        self.ended: Section | None = None
        self.stray: tuple[Section, Section] | None = None
        self.entry_start: int | None = None

    def run(self) -> None:
        if controls.is_suspect(self.source):
            self.source, problems = controls.blanked(self.source)
            self.document.problems += problems
        if not self.source.endswith("\n"):
            self.source += "\n"  # a block scalar means the same with and without the last line break
        position, section = int(self.document.text.startswith("\ufeff")), None
        for _ in range(MAX_RECOVERIES):
            resumed = self._read_from(position, section)
            if resumed is None:
                return
            position, section = resumed
        message = f"{MAX_RECOVERIES} syntax errors; what follows was not read"
        self._problem("HC001", position, message)

    def read_part(self, start: int, stop: int, section: Section | None) -> bool:
        """Read what stands between two offsets; tell whether nothing is wrong in it."""
        lead = _LEAD if section else ""
        self.shift = start - len(lead)
        part = lead + self.source[start:stop]
        loader = self.loader(part if part.endswith("\n") else f"{part}\n")
        try:
            self._stream(loader, section)
        except (self.yaml.MarkedYAMLError, _TooDeepError):
            return False
        finally:
            loader.dispose()
        return not self.document.problems

    def _read_from(self, position: int, section: Section | None) -> tuple[int, Section | None] | None:
        """Read from an offset to the end; after a syntax error return where to go on."""
        lead = _LEAD if section else ""
        self.shift = position - len(lead)
        self.current, self.ended, self.stray, self.entry_start = None, None, None, None
        loader = self.loader(lead + self.source[position:])
        try:
            self._stream(loader, section)
        except self.yaml.MarkedYAMLError as error:
            if cut := self._cut_in_two():
                return self._past_stray(*cut)
            offset, problem = self._explained(error)
            begun, stop, resumed = self._next_start(position, offset)
            if error.problem == _TOO_DEEP:
                self._problem("HC005", self._depth_exceeded(begun, offset), _TOO_DEEP_FOR_US)
                return resumed
            if offset >= stop:
                offset, problem = self._unclosed(begun, stop) or (offset, problem)
            self._syntax_problem(offset, problem)
            return resumed
        except _TooDeepError as error:
            self._problem("HC005", error.offset, _TOO_DEEP_FOR_US)
            return self._next_start(position, error.offset)[2]
        finally:
            loader.dispose()
        return None

    def _offset(self, mark: Event) -> int:
        offset: int = mark.index + self.shift
        return min(max(offset, 0), self.size)

    def _explained(self, error: Event) -> tuple[int, str]:
        """Return where an error is, and what: what is missing at an end is missed where it began."""
        if error.context == "while scanning a quoted scalar":
            return self._offset(error.context_mark), _UNCLOSED
        begun_before = error.context == "while scanning a simple key"
        mark = error.context_mark if begun_before else error.problem_mark
        return self._offset(mark), f"not valid YAML: {error.problem}"

    def _unclosed(self, begun: int, stop: int) -> tuple[int, str] | None:
        """Return what an entry, taken alone, does not close; errors behind it may come from that."""
        yaml = self.yaml
        indent = begun - (self.source.rfind("\n", 0, begun) + 1)
        self.shift = begun - indent
        tokens = yaml.scan(" " * indent + self.source[begun:stop], Loader=self.loader)
        try:
            opened = left_open(tokens, yaml)
        except yaml.MarkedYAMLError as error:
            return self._explained(error)
        return (self._offset(opened), _UNCLOSED) if opened else None

    def _depth_exceeded(self, begun: int, offset: int) -> int:
        """Return where an entry is too deep, of which libyaml says so at an offset further on."""
        start = self.source.rfind("\n", 0, begun) + 1
        self.shift = start - len(_LEAD)
        events = self.yaml.parse(_LEAD + self.source[start:offset], Loader=self.loader)
        mark = too_deep(events, self.yaml, MAX_DEPTH)
        return self._offset(mark) if mark else offset

    def _syntax_problem(self, offset: int, problem: str) -> None:
        line = self.source[self.source.rfind("\n", 0, offset) + 1 : offset + 1]
        indentation = line[: len(line) - len(line.lstrip())]
        if "\t" in indentation or line.endswith("\t"):
            self._problem("HC002", offset, "tab in the indentation; use spaces")
        else:
            self._problem("HC001", offset, problem)

    def _next_start(self, position: int, offset: int) -> tuple[int, int, tuple[int, Section | None] | None]:
        """Return where the broken entry begins, where it stops, and where to read on (or None)."""
        begun = self.entry_start if self.entry_start is not None else max(position, offset)
        next_section = _SECTION_LINE.search(self.source, max(begun, position) + 1)
        end = next_section.start() if next_section else self.size
        resumed = (end, None) if next_section else None
        section = self.current or self.ended
        if section is None or section.column is None:
            return begun, end, resumed
        item = _item(section.column)
        if self.entry_start is None:
            begun = self._begun(section, item, position, offset)
        found = item.search(self.source, max(begun, position) + 1, end)
        stop = found.start() if found else end
        self.document.broken.append((begun, stop))
        return begun, stop, (stop, section) if found else resumed

    def _cut_in_two(self) -> tuple[Section, Section] | None:
        """Return the line that belongs to no list and the list before it, if an error stands behind them."""
        return self.stray if self.current is None else None

    def _past_stray(self, stray: Section, section: Section) -> tuple[int, Section | None] | None:
        """Report a line without indent that cut a list in two; return where the list goes on."""
        del self.document.sections[stray.name]
        start = stray.key.start
        message = f"this line stands outside of the list {section.name}:; indent it, or delete it"
        self._problem("HC001", start, message)
        behind = self.source.find("\n", start) + 1  # what the parser took for the rest of its value
        next_section = _SECTION_LINE.search(self.source, behind)
        end = next_section.start() if next_section else self.size
        found = _item(section.column or 0).search(self.source, behind, end)
        self.document.broken.append((start, found.start() if found else end))
        if found:
            return found.start(), section
        return (end, None) if next_section else None

    def _begun(self, section: Section, item: re.Pattern[str], position: int, offset: int) -> int:
        """Return where the entry begins that an error outside of the finished ones belongs to."""
        last = section.entries[-1].end if section.entries else section.key.end
        dash = item.search(self.source, max(last, position), offset + 1)
        if dash is not None:
            return dash.start()
        if section.entries and self._indented(offset):
            return section.entries.pop().start  # the error stands in a line of the last one
        return max(last, position)

    def _indented(self, offset: int) -> bool:
        return self.source.startswith((" ", "\t"), self.source.rfind("\n", 0, offset) + 1)

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
            self._problem("HC009", self._offset(event.start_mark), message)
            return
        self._refuse_decoration(event)
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
            first = section.key is key  # a second one of its name is told of already
            if self.ended and first and isinstance(section.value, Scalar) and section.value.value:
                self.stray = (section, self.ended)
            else:
                self.ended, self.stray = section, None

    def _new_section(self, key: Scalar) -> Section:
        if key.value in self.document.sections:
            message = f"the section {key.value!r} is here twice; put all its entries in one"
            self._problem("HC003", key.start, message)
            return self.document.sections[key.value]
        section = Section(key.value, key, Scalar("", key.end, key.end, None))
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
        section.column = None if flow else event.start_mark.column
        append = section.entries.append
        while True:
            event = get()
            if isinstance(event, yaml.SequenceEndEvent):
                break
            self.entry_start = event.start_mark.index + self.shift
            node = self._node(get, event, 2)
            append(Entry(self.entry_start, min(node.end, self.size), node))
            self.entry_start = None
        section.value = Sequence((), start, event.end_mark.index + self.shift, flow)

    def _node(self, get: Get, event: Event, depth: int) -> Node:
        kind = type(event)
        shift = self.shift
        start = event.start_mark.index + shift
        if kind is self.scalar_event:  # in one step, for there are millions of them
            if event.anchor is not None or event.tag is not None:
                self._refuse_decoration(event)
            value, style = event.value, event.style
            if len(value) > MAX_SCALAR or style in _BLOCK_STYLES:
                return self._long_scalar(event, start)
            return Scalar(value, start, event.end_mark.index + shift, style or None)
        yaml = self.yaml
        if kind is yaml.AliasEvent:
            self._problem("HC004", start, "an alias (*name); write the value out")
            return Scalar("", start, event.end_mark.index + shift, None)
        if depth >= MAX_DEPTH:
            raise _TooDeepError(start)
        self._refuse_decoration(event)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(get, event, depth)
        return self._mapping(get, event, depth)

    def _long_scalar(self, event: Event, start: int) -> Scalar:
        end = event.end_mark.index + self.shift
        value = event.value
        if len(value) > MAX_SCALAR:
            message = f"a value of {len(value)} characters; at most {MAX_SCALAR} are taken"
            self._problem("HC007", start, message)
            value = value[:80]
        if event.style in _BLOCK_STYLES:
            end = start + len(_text_of_block(self.source[start:end], value))
        return Scalar(value, start, end, event.style or None)

    def _sequence(self, get: Get, event: Event, depth: int) -> Sequence:
        start, flow = event.start_mark.index + self.shift, bool(event.flow_style)
        node, end_event = self._node, self.yaml.SequenceEndEvent
        items = []
        while type(event := get()) is not end_event:
            items.append(node(get, event, depth + 1))
        end = event.end_mark.index + self.shift if flow else items[-1].end
        return Sequence(tuple(items), start, end, flow)

    def _mapping(self, get: Get, event: Event, depth: int) -> Mapping:
        start, flow = event.start_mark.index + self.shift, bool(event.flow_style)
        node, end_event = self._node, self.yaml.MappingEndEvent
        pairs: list[tuple[Scalar, Node]] = []
        seen = set()
        while type(event := get()) is not end_event:
            key = node(get, event, depth + 1)
            if not isinstance(key, Scalar):
                self._problem("HC009", key.start, "a field's name must be a word")
                key = Scalar("", key.start, key.end, None)
            if key.value in seen:
                self._problem("HC003", key.start, f"the field {key.value!r} is here twice")
            seen.add(key.value)
            pairs.append((key, node(get, get(), depth + 1)))
        end = event.end_mark.index + self.shift if flow else pairs[-1][1].end
        return Mapping(tuple(pairs), start, end, flow)

    def _refuse_decoration(self, event: Event) -> None:
        start = event.start_mark.index + self.shift
        if event.anchor is not None:
            self._problem("HC004", start, f"an anchor (&{event.anchor}); delete it")
        if event.tag is not None:
            self._problem("HC004", start, f"a YAML tag ({event.tag}); delete it")

    def _problem(self, code: str, offset: int, message: str) -> None:
        self.document.problems.append(Problem(code, offset, message))


def _item(column: int) -> re.Pattern[str]:
    """Return what the first line of an entry looks like in a list whose dashes stand in `column`."""
    return re.compile(rf"^ {{{column}}}-\s", re.MULTILINE)


def _text_of_block(source: str, value: str) -> str:
    """Return a block scalar's source without the blank lines behind it, unless they are its own."""
    last_line = value.removesuffix("\n").rpartition("\n")[2]
    return source.rstrip() if last_line.strip() else source.removesuffix("\n").removesuffix("\r")
