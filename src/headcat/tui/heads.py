"""The tree of heads: stages, groups and heads, each with the number of papers that it would find."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from headcat.outline import Item
from headcat.tui.asking import View
from headcat.tui.lines import Lines
from headcat.tui.text import cell, joined

_LOOKS = {"stage": "bold", "group": "italic", "head": "ansi_cyan"}


class HeadTree(Lines):
    """The heads; one that is chosen is ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "tick", show=False)]

    class Ticked(Message):
        """A head or a stage shall be chosen, or no longer."""

        def __init__(self, item: Item) -> None:
            super().__init__()
            self.item = item

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__(id)
        self._items: list[Item] = []
        self._chosen: frozenset[str] = frozenset()
        self._counts: Mapping[Item, int] = {}

    def show_items(self, items: list[Item]) -> None:
        """Show these heads."""
        self._items = items
        self.set_count(len(items), self.cursor)

    def show_view(self, view: View) -> None:
        """Tick what a view has chosen."""
        self._chosen = view.heads | view.stages
        self.refresh()

    def show_counts(self, counts: Mapping[Item, int]) -> None:
        """Show the number of papers of each head and stage."""
        self._counts = counts
        self.refresh()

    def action_tick(self) -> None:
        """Choose what is under the cursor, or no longer."""
        if self._items and self._items[self.cursor].can_be_chosen:
            self.post_message(self.Ticked(self._items[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        super().on_click(event)
        event.prevent_default()
        self.action_tick()

    def line(self, place: int, width: int) -> Content:
        """Return the line of a head, a group or a stage."""
        item = self._items[place]
        count = str(self._counts.get(item, "")) if item.can_be_chosen else ""
        cursor = "›" if place == self.cursor else " "
        tick = "✓" if item.can_be_chosen and item.name in self._chosen else " "
        look = _LOOKS[item.kind] if self._counts.get(item, 1) or not item.can_be_chosen else "dim"
        name = joined((cursor, ""), (tick, "bold ansi_green"), ("  " * item.depth, ""), (item.name, look))
        room = max(1, width - len(count) - 1)
        return Content.assemble(cell(name, room), " ", (count, "dim")).truncate(width)
