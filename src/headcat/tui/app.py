"""The program of the screen: what keys do, and what is asked.

A question is asked in a thread of its own; a newer one takes its place, and answers that nobody wants
any more are thrown away.
"""

import json
import webbrowser
from dataclasses import replace
from typing import ClassVar, Final

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.worker import get_current_worker

from headcat.errors import ExitCode
from headcat.formats import Context
from headcat.formats.bibtex import write as write_bibtex
from headcat.model import Paper
from headcat.tui import opening
from headcat.tui.asking import View
from headcat.tui.detail import numbered_links
from headcat.tui.dialogs import ConfirmScreen, ExportScreen, HelpScreen, Target
from headcat.tui.heads import HeadTree
from headcat.tui.papers import Wanted
from headcat.tui.reading import Answer, Reader
from headcat.tui.saving import counted, save
from headcat.tui.window import Window
from headcat.words.identifiers import is_web_address

_LOOK_SECONDS: Final = 2.0
# Keys, what they do, what the last line says of them, and how it calls the key.
_KEYS: Final = (
    ("enter,down", "leave_filter", "To the list", "⏎"),
    ("slash", "filter", "Filter", "/"),
    ("space", "mark", "Mark", None),
    ("o", "open(0)", "Open", None),
    ("c", "copy", "Copy", None),
    ("e", "export", "Export", None),
    ("s", "order", "Sort", None),
    ("t", "heads", "Heads", None),
    ("question_mark,f1", "help", "Help", "?"),
    ("escape", "step_back", "", None),
    ("q", "quit", "Quit", None),
    ("S", "reverse", "", None),
    ("m", "match", "", None),
    ("a", "mark_all", "", None),
    ("u", "unmark", "", None),
    ("enter", "read", "", None),
    ("n", "go(1)", "", None),
    ("p", "go(-1)", "", None),
    ("f5,r", "read_anew", "", None),
    ("ctrl+z", "suspend_process", "", None),
    ("ctrl+c", "interrupt", "", None),
    *((str(number), f"open({number})", "", None) for number in range(1, 10)),
)
_OWN: Final = {action.partition("(")[0] for _, action, _, _ in _KEYS}
_WHILE_TYPING: Final = ("leave_filter", "step_back", "suspend_process")
_OF_HEADS: Final = ("mark", "read")


class Browser(Window):
    """The catalogue full-screen."""

    # The program looks at a key before the part that has the keys does: what the key before has moved
    # is moved by then, however fast somebody types.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, told, show=bool(told), key_display=shown, priority=True)
        for keys, action, told, shown in _KEYS
    ]

    def __init__(self, reader: Reader) -> None:
        """Show what a reader reads."""
        self.view = reader.first_view()
        super().__init__(str(reader.catalogue.path), self.view.typed, self._fetch)
        self.reader = reader
        self.answer: Answer | None = None

    def on_mount(self) -> None:
        """Ask for what the screen begins with."""
        self.heads.show_items(self.reader.contents.items)
        self._ask()
        self.set_interval(_LOOK_SECONDS, self._look)

    # What is asked, and what comes of it.

    @on(Input.Changed, "#typed")
    def _on_typed(self, event: Input.Changed) -> None:
        self._show(replace(self.view, typed=event.value))

    @on(HeadTree.Ticked)
    def _on_ticked(self, event: HeadTree.Ticked) -> None:
        self._show(self.view.ticked(event.item.kind, event.item.name))

    def _show(self, view: View, *, keep: bool = False) -> None:
        """Ask for another view; the cursor stays on its paper if that is wished."""
        if view != self.view:
            self.view = view
            self._ask(keep=keep)

    def _ask(self, *, keep: bool = False) -> None:
        paper = self.papers.current() if keep else None
        self.heads.show_view(self.view)
        self._find(self.view, paper.key if paper else "")

    @work(thread=True, exclusive=True, group="find")
    def _find(self, view: View, keep: str) -> None:
        """Answer a view: the papers, then the numbers of the heads, then what may have been meant."""
        worker = get_current_worker()
        with self.telling_faults():
            answer = self.reader.ask(view, keep, lambda: worker.is_cancelled)
            if answer is None:
                return
            self.tell_screen(self._take, answer)
            if not worker.is_cancelled:
                self.tell_screen(self.heads.show_counts, self.reader.counts(answer))
            if view.typed and not answer.numbers and not worker.is_cancelled:
                self.tell_screen(self._propose, answer, self.reader.meant(view))

    def _take(self, answer: Answer) -> None:
        if answer.view == self.view:
            self.answer = answer
            self.papers.show(answer)
            self.say_facts(answer, self.reader.contents)
            self.say_state(answer, self.reader.contents)

    def _propose(self, answer: Answer, meant: str | None) -> None:
        if answer is self.answer and meant:
            self.say(f"nothing found; did you mean: {meant}")

    @work(thread=True, group="fetch")
    def _fetch(self, wanted: Wanted) -> None:
        with self.telling_faults():
            self.tell_screen(self.papers.take, wanted, self.reader.papers(wanted.numbers))

    def _say_marks(self) -> None:
        if self.answer is not None:
            self.say_facts(self.answer, self.reader.contents)

    # What keys do.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether a key does something now: who types wants its letter, dialogs have keys of theirs."""
        del parameters
        if action == "interrupt" or action not in _OWN:
            return True
        if len(self.screen_stack) > 1 or (action in _OF_HEADS and self.focused is self.heads):
            return False
        if self.focused is self.typed:
            return action in _WHILE_TYPING
        return action != "leave_filter"

    def action_filter(self) -> None:
        """Type into the filter."""
        self.read(on=False)
        self.give_keys(self.typed)

    def action_leave_filter(self) -> None:
        """Go from the filter to the list."""
        self.give_keys(self.papers)

    def action_step_back(self) -> None:
        """Take back one step: the whole paper, where the keys go, the filter, the heads."""
        if self.is_reading:
            self.action_read()
        elif self.focused is not self.papers:
            self.give_keys(self.papers)
        elif self.view.typed:
            self.typed.value = ""
        elif self.view.heads or self.view.stages:
            self._show(self.view.without_ticks())
        else:
            self.say("q quits")

    def action_read(self) -> None:
        """Show the paper on the whole screen, or no longer."""
        self.read(on=not self.is_reading)
        self.give_keys(self.detail if self.is_reading else self.papers)

    def action_go(self, by: int) -> None:
        """Go to another paper."""
        self.papers.action_move(by)

    def action_heads(self) -> None:
        """Show the heads and go there; hide them for who is there already."""
        self.with_heads = self.focused is not self.heads
        self.read(on=False)
        self.show_heads(self.size.width)
        self.give_keys(self.heads if self.with_heads else self.papers)

    def action_order(self) -> None:
        """Show the papers in the next order."""
        self._show(self.view.next_order(), keep=True)

    def action_reverse(self) -> None:
        """Show the papers the other way round."""
        self._show(replace(self.view, reverse=not self.view.reverse), keep=True)

    def action_match(self) -> None:
        """Ask for any of the chosen heads, or for all."""
        self._show(replace(self.view, match="all" if self.view.match == "any" else "any"))

    def action_mark(self) -> None:
        """Mark the paper, or no longer, and go to the next."""
        if (paper := self.papers.current()) is not None:
            self.papers.mark([paper.key], on=paper.key not in self.papers.marks)
            self.papers.action_move(1)
            self._say_marks()

    @work(thread=True, exclusive=True, group="marks")
    def action_mark_all(self) -> None:
        """Mark all papers that are shown."""
        with self.telling_faults():
            self.tell_screen(self.papers.mark, self.reader.keys(self.view), on=True)
            self.tell_screen(self._say_marks)

    def action_unmark(self) -> None:
        """Take all marks away."""
        self.papers.mark(self.papers.marks, on=False)
        self._say_marks()

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(HelpScreen())

    def action_interrupt(self) -> None:
        """End as any command that is interrupted."""
        self.exit(return_code=ExitCode.INTERRUPTED)

    # What leaves the screen.

    def action_open(self, number: int) -> None:
        """Open a paper's link in the browser: the one with this number, or the paper's own."""
        paper = self.papers.current()
        links = numbered_links(paper) if paper else []
        if number > len(links) or not links:
            self.say(f"there is no link {number or ''}".rstrip(), warning=True)
            return
        url = links[max(0, number - 1)].url
        if not is_web_address(url):
            self.say(f"{url} is no http or https address; it is not opened", warning=True)
        elif opening.browser_place() == "terminal":
            with self.suspend():
                webbrowser.open(url)
        else:
            self._start_browser(url)

    @work(thread=True, group="browser")
    def _start_browser(self, url: str) -> None:
        if opening.browser_place() == "desktop" and opening.start(url):
            self.tell_screen(self.say, f"opened {url}")
        else:
            self.tell_screen(self.say, f"there is no browser to open it in: {url}", warning=True)

    def action_copy(self) -> None:
        """Copy BibTeX of the marked papers, or of the one under the cursor."""
        paper = self.papers.current()
        if keys := self.papers.marks or ({paper.key} if paper else set()):
            self._copy(frozenset(keys))

    @work(thread=True, exclusive=True, group="copy")
    def _copy(self, keys: frozenset[str]) -> None:
        with self.telling_faults():
            papers = [Paper.from_json(json.loads(text)) for text in self.reader.texts(keys)]
            text = "".join(write_bibtex(papers, Context(self.reader.vocabulary)))
            self.tell_screen(self.copy_to_clipboard, text)
            whose = papers[0].key if len(papers) == 1 else counted(len(papers))
            self.tell_screen(self.say, f"BibTeX of {whose} copied (OSC 52: if the terminal allows it)")

    @work
    async def action_export(self) -> None:
        """Ask where to, and write the marked papers, or all that are shown."""
        marks = frozenset(self.papers.marks)
        count = len(marks) or self.papers.count
        if not count:
            self.say("there is nothing to export")
            return
        what = f"{counted(count)}{' marked' if marks else ''}"
        target = await self.push_screen_wait(ExportScreen(what))
        if target is None:
            return
        overwrite = target.path.exists()
        if overwrite and not await self.push_screen_wait(ConfirmScreen(f"Overwrite {target.path}?")):
            self.say("nothing was written")
            return
        self.say("writing …")
        self._save(marks or self.view, target, overwrite=overwrite)

    @work(thread=True, group="save")
    def _save(self, chosen: View | frozenset[str], target: Target, *, overwrite: bool) -> None:
        with self.telling_faults():
            said = save(self.reader, chosen, target.name, target.path, overwrite=overwrite)
            self.tell_screen(self.say, said)

    # The catalogue may change meanwhile.

    def _look(self) -> None:
        """Read the catalogue anew where it has changed."""
        self.action_read_anew(only_if_changed=True)

    @work(thread=True, exclusive=True, group="anew")
    def action_read_anew(self, *, only_if_changed: bool = False) -> None:
        """Read the catalogue anew."""
        with self.telling_faults():
            if only_if_changed and not self.reader.has_changed():
                return
            self.tell_screen(self.say, "reading the catalogue …")
            self.reader.read_anew()
            self.tell_screen(self._begin_anew)

    def _begin_anew(self) -> None:
        self.view = self.view.known_to(self.reader.vocabulary)
        self.heads.show_items(self.reader.contents.items)
        self._ask(keep=True)


def run(reader: Reader) -> int:
    """Show the screen until somebody quits; return the exit code."""
    browser = Browser(reader)
    browser.run()
    return browser.return_code or ExitCode.DONE
