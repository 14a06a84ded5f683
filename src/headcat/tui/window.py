"""The parts of the screen, what is said in them, and how a thread has something done there.

Knows nothing of keys and questions; `headcat.tui.app` does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Footer, Static

from headcat.tui import looks
from headcat.tui.asking import order_told
from headcat.tui.detail import described
from headcat.tui.dialogs import Typed
from headcat.tui.heads import HeadTree
from headcat.tui.lines import Lines
from headcat.tui.papers import PaperList, Wanted
from headcat.tui.reading import FAULTS, Answer, Contents
from headcat.tui.saving import counted
from headcat.tui.text import plain

_READING = "-reading"
_WITH_HEADS = "-with-heads"


class Told(Message):
    """Something to be done by the screen, from a thread."""

    def __init__(self, action: Callable[[], object]) -> None:
        super().__init__()
        self.action = action


class Window(App[None]):
    """The screen: a filter, the heads, the papers, one paper whole, a line for messages, the keys."""

    CSS = looks.CSS
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, path: str, typed: str, fetch: Callable[[Wanted], object]) -> None:
        """Make the parts.

        Args:
            path: the catalogue's, which is told.
            typed: what the filter begins with.
            fetch: has papers fetched that come in sight.

        """
        super().__init__(ansi_color=True)
        self.path = path
        self.typed = Typed(typed, "type to filter", id="typed", compact=True, select_on_focus=False)
        self.papers = PaperList("papers", fetch)
        self.heads = HeadTree("heads")
        self.detail = VerticalScroll(Static(id="paper"), id="detail")
        self.with_heads: bool | None = None  # unless somebody says so, where there is room

    def compose(self) -> ComposeResult:
        """Yield the parts."""
        with Horizontal(id="top"):
            yield Static(plain(f"headcat  {self.path}", "bold"), id="path")
            yield Static(id="facts")
        with Horizontal(id="filter"):
            yield Static("/ ", id="slash")
            yield self.typed
        with Horizontal(id="body"):
            yield self.heads
            with Vertical(id="main"):
                yield self.papers
                yield self.detail
        yield Static(id="status")
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Take the looks, and give the keys to the list."""
        self.register_theme(looks.THEME)
        self.theme = looks.THEME.name
        self.heads.border_title = "Heads"
        self.give_keys(self.papers)

    def on_resize(self, event: Resize) -> None:
        """Show the heads where there is room for them."""
        self.show_heads(event.size.width)

    def show_heads(self, width: int) -> None:
        """Show the heads, or not, on a screen of a width."""
        shown = width >= looks.WIDE if self.with_heads is None else self.with_heads
        self.screen_stack[0].set_class(shown, _WITH_HEADS)

    @property
    def is_reading(self) -> bool:
        """Whether one paper has the whole screen."""
        return self.screen.has_class(_READING)

    def read(self, *, on: bool) -> None:
        """Give the whole screen to one paper, or no longer."""
        self.screen.set_class(on, _READING)

    def give_keys(self, widget: Widget) -> None:
        """Give the keys to a part, at once."""
        self.screen.set_focus(widget)

    # What is said.

    def say(self, text: str, *, warning: bool = False) -> None:
        """Say something in the line above the keys."""
        status = self.screen_stack[0].query_one("#status", Static)
        status.set_class(warning, "-warning")
        status.update(plain(text))

    def say_facts(self, answer: Answer, contents: Contents) -> None:
        """Say how many papers there are, how they were chosen, and in which order they stand."""
        view, marks = answer.view, len(self.papers.marks)
        facts = [f"{len(answer.numbers)} of {counted(contents.papers)}"]
        facts += [f"{marks} marked"] if marks else []
        chosen = len(view.heads) + len(view.stages)
        facts += [f"{view.match} of {chosen} chosen"] if chosen > 1 else ["1 chosen"] * chosen
        facts.append(order_told(view, ranked=answer.ranked))
        self.screen_stack[0].query_one("#facts", Static).update(plain(" · ".join(facts)))

    def say_state(self, answer: Answer, contents: Contents) -> None:
        """Say that the catalogue has errors, where it has some, or that nothing was found."""
        count = contents.errors
        if count:
            errors = "1 error" if count == 1 else f"{count} errors"
            self.say(f"the catalogue has {errors}, and papers may lack; see headcat check", warning=True)
        else:
            self.say("" if answer.numbers else "nothing found")

    @on(Lines.Moved)
    def _on_moved(self, event: Lines.Moved) -> None:
        """Show the paper under the cursor."""
        if event.lines is not self.papers:
            return
        papers = self.papers
        paper = papers.current()
        about = described(paper, papers.terms) if paper else ""
        self.detail.query_one(Static).update(about)
        self.detail.scroll_home(animate=False)
        papers.border_title = f"{papers.cursor + 1} of {papers.count}" if papers.count else "no papers"

    # What threads have done here.

    def tell_screen(self, action: Callable[..., object], *values: Any, **named: Any) -> None:
        """Have something done by the screen's own thread, in the order in which it was said."""
        self.post_message(Told(partial(action, *values, **named)))

    @on(Told)
    def _on_told(self, event: Told) -> None:
        event.action()

    @contextmanager
    def telling_faults(self) -> Iterator[None]:
        """Say what goes wrong in a thread."""
        try:
            yield
        except FAULTS as error:
            self.tell_screen(self.say, str(error), warning=True)
