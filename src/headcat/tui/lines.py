"""A list of any length in the terminal: only the lines in sight are drawn. Knows nothing of papers."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import RenderOptions


class Lines(ScrollView, can_focus=True):
    """Lines with a cursor; a subclass says what each line is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("pagedown,ctrl+f", "page(1)", show=False),
        Binding("home,g", "first", show=False),
        Binding("end,G", "last", show=False),
    ]
    DEFAULT_CSS = "Lines { overflow-x: hidden; scrollbar-size-vertical: 1; }"

    cursor = reactive(0)

    class Moved(Message):
        """The cursor stands on another line, or the line under it is another."""

        def __init__(self, lines: "Lines") -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.count = 0

    def line(self, place: int, width: int) -> Content:
        """Return a line, as wide as is said; what stands on it is for the lists of something to say."""
        del place, width
        return Content()

    def set_count(self, count: int, place: int) -> None:
        """Take over how many lines there are, and put the cursor on one of them."""
        self.count = count
        self.virtual_size = Size(1, count)
        with self.prevent(Lines.Moved):
            self.cursor = place
        self.scroll_to_cursor()
        self.refresh()
        self.post_message(Lines.Moved(self))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a line that there is."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two lines that changed, and tell."""
        self.refresh_line(old)
        self.refresh_line(new)
        self.scroll_to_cursor()
        self.post_message(Lines.Moved(self))

    def scroll_to_cursor(self) -> None:
        """Bring the cursor's line into sight."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor += by

    def action_page(self, direction: int) -> None:
        """Move the cursor by as many lines as are in sight."""
        self.cursor += direction * max(1, self.scrollable_content_region.height - 1)

    def action_first(self) -> None:
        """Move the cursor to the first line."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last line."""
        self.cursor = self.count - 1

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line that was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y + self.scroll_offset.y < self.count:
            self.cursor = offset.y + self.scroll_offset.y

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.scroll_to_cursor()

    def render_line(self, y: int) -> Strip:
        """Draw the line at a height of the window."""
        width = self.scrollable_content_region.width
        place = self.scroll_offset.y + y
        style = self.visual_style
        if place >= self.count or not width:
            return Strip.blank(width, style.rich_style)
        content = self.line(place, width)
        if place == self.cursor:  # reversed, colours would be patches
            content = content.without_spans.stylize("reverse") if self.has_focus else content.stylize("bold")
        return content.render_strips(width, 1, style, RenderOptions(self._get_style, {}))[0]
