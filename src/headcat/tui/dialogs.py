"""What opens over the list: the keys, the question where to export to, a question of yes or no."""

from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from headcat.formats import by_suffix
from headcat.tui.saving import FORMATS, named
from headcat.tui.text import joined, plain
from headcat.words.escaping import visible

HELP: Final = (
    ("/", 'filter: words, "two words", -word, word OR other, author: title:'),
    ("", "head: venue: summary: year:2023-2025, or a key, DOI, arXiv id"),
    ("Enter ↓", "from the filter to the list"),
    ("t", "show or hide the heads; Space chooses one, or a stage"),
    ("m", "papers with any or with all of the chosen heads"),
    ("s S", "the next order; the other way round"),
    ("↑↓ j k", "move; PgUp PgDn g G further"),
    ("Enter", "the paper on the whole screen; n p the next, the one before"),
    ("o 1…9", "open its link in the browser; the link with that number"),
    ("Space", "mark the paper, or no longer"),
    ("a u", "mark all that are shown; unmark all"),
    ("c", "copy BibTeX of the marked papers, else of this one"),
    ("e", "export the marked papers, else all shown, to a file"),
    ("Tab", "to the next part of the screen"),
    ("F5 r", "read the catalogue anew; changes are noticed by themselves"),
    ("Esc", "one step back: dialog, paper, filter, heads"),
    ("q", "quit"),
)
_KEYS_WIDTH: Final = 8


class Target(NamedTuple):
    """Where papers go to: a format and a file."""

    name: str
    path: Path


class HelpScreen(ModalScreen[None]):
    """The keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close"),
    ]

    def compose(self) -> ComposeResult:
        """Yield the keys, a line each."""
        lines = [joined((key.ljust(_KEYS_WIDTH), "bold ansi_cyan"), (text, "")) for key, text in HELP]
        with VerticalScroll(classes="dialog") as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static(Content("\n").join(lines))


class ConfirmScreen(ModalScreen[bool]):
    """A question; only y says yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape,enter,q", "answer(False)", "No"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Yield the question."""
        with Vertical(classes="dialog small") as box:
            box.border_subtitle = "y yes · n no"
            yield Static(plain(self._question))

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - Textual's actions have no names
        """End with an answer."""
        self.dismiss(answer)


class ExportScreen(ModalScreen[Target | None]):
    """The question which format, and which file."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", "Cancel")]

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def compose(self) -> ComposeResult:
        """Yield the formats and the file's name."""
        with Vertical(classes="dialog small") as box:
            box.border_title = f"Export {self._what}"
            box.border_subtitle = "Enter writes · Tab to the name · Esc cancels"
            yield OptionList(*(Content(name) for name in FORMATS), id="formats", compact=True)
            yield Typed(named("papers.bib", FORMATS[0]), id="file", compact=True, select_on_focus=False)

    def _format(self) -> str:
        return FORMATS[self.query_one(OptionList).highlighted or 0]

    def on_option_list_option_highlighted(self) -> None:
        """Let the file's name end as the format's files do."""
        file = self.query_one(Input)
        file.value = named(file.value, self._format())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the format be that of the name's ending."""
        found = by_suffix(Path(event.value))
        if found is not None and found != self._format():
            self.query_one(OptionList).highlighted = FORMATS.index(found)

    def on_option_list_option_selected(self) -> None:
        """Take what is there."""
        self._done()

    def on_input_submitted(self) -> None:
        """Take what is there."""
        self._done()

    def _done(self) -> None:
        name = self.query_one(Input).value.strip()
        if name:
            self.dismiss(Target(self._format(), Path(name).expanduser()))

    def action_give_up(self) -> None:
        """End without an answer."""
        self.dismiss(None)


class Typed(Input):
    """A line to type in; what cannot be seen is written out, however it got there."""

    def validate_value(self, value: str) -> str:
        """Return the value as it may be shown."""
        return visible(value)
