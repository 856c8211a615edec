"""The small list under the search bar: ways to complete what is being typed. Takes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from search.complete import Completion
from tui.cells import fit, fit_right
from tui.completing import note, shown
from tui.message import message

WIDEST = 46


class CompletionList(Static):
    """Offers, one a line. The first one is lit; moving among them makes enter take one, too."""

    @message
    class OfferClicked(Message):
        """An offer was clicked."""

        offer: Completion

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", markup=False, id=id)
        self.offers: Sequence[Completion] = ()
        self.at = 0
        self.chosen = False
        """Whether the user has moved among the offers."""
        self.display = False
        self._drawn = (0, 0)
        """Cells and lines that were drawn last: only another size needs a layout of the screen."""

    def show_offers(self, offers: Sequence[Completion], column: int) -> None:
        """Shows offers under a column of the screen; none hides the list."""
        self.offers, self.at, self.chosen = offers, 0, False
        self.display = bool(offers)
        self.styles.offset = (column, 1)
        self._draw()

    def hide(self) -> None:
        self.offers, self.display = (), False

    @property
    def offer(self) -> Completion | None:
        """The lit offer."""
        return self.offers[self.at] if self.offers else None

    def move(self, by: int) -> None:
        """Lights another offer; after the last comes the first."""
        if self.chosen or by < 0:
            self.at = (self.at + by) % len(self.offers)
        self.chosen = True  # the first step down only takes hold of the one that is lit
        self._draw()

    def on_click(self, event: events.Click) -> None:
        if 0 <= event.y < len(self.offers):
            self.post_message(self.OfferClicked(self.offers[event.y]))

    def _draw(self) -> None:
        notes = max((cell_len(note(offer)) for offer in self.offers), default=0)
        names = max((cell_len(shown(offer)) for offer in self.offers), default=0)
        names = min(names, WIDEST - min(notes, 30))
        lines = []
        for place, offer in enumerate(self.offers):
            beside = (fit if offer.count is None else fit_right)(note(offer), min(notes, 30))
            line = Content.assemble(
                " ",
                (fit(shown(offer), names), "$foreground"),
                "  " if notes else "",
                (beside, "$rank-2"),
                " ",
            )
            lines.append(line.stylize("on $cursor-line") if place == self.at else line)
        size = max((line.cell_length for line in lines), default=0), len(lines)
        self.update(Content("\n").join(lines), layout=size != self._drawn)
        self._drawn = size
