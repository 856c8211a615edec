"""The line in which tags are written: a sheet at the bottom of the screen, with completion."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, Self

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from library import Tag
from tui.bars import KeyBar
from tui.box import Box
from tui.footers import TAG_FOOTER
from tui.keymap import Keymap
from tui.keys import SHEET_KEYS, TAG_KEYS, bindings
from tui.sheet import Sheet
from tui.tagging import Tagging, common, completed, completions, last_word, partial, tagging

GAP = 3


class TagScreen(Sheet[Tagging | None]):
    """The line begins with the tags that all the papers carry; what it holds in the end, they carry."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings((*SHEET_KEYS[:1], *TAG_KEYS), priority=True)]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._about = ""
        self._before: Sequence[str] = ()
        self._some: Sequence[str] = ()
        self._tags: Sequence[Tag] = ()
        self._offered: list[str] = []
        self._at = -1
        self._typed = ""

    def fill(self, about: str, carried: Sequence[Collection[str]], tags: Sequence[Tag]) -> Self:
        """Begins with the tags that some papers carry; tags: all there are."""
        self._about, self._tags = about, tags
        self._before, self._some = common(carried), partial(carried)
        if self.is_mounted:
            self._begin()
        return self

    def compose(self) -> ComposeResult:
        with Box(classes="sheet"):
            yield Static("", markup=False, classes="sheet-heading")
            yield Input(
                placeholder="later to-cite; -word takes one off",
                compact=True,
                select_on_focus=False,
                id="tag-line",
            )
            yield Static("", markup=False, id="tag-offers")
            yield Static("", markup=False, id="tag-some")
            yield KeyBar(self._keymap.footer(TAG_FOOTER), classes="sheet-foot")

    def on_mount(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.query_one(".sheet-heading", Static).update(Content(f"Tags on {self._about}"), layout=False)
        line = self.query_one(Input)
        with self.prevent(Input.Changed):
            line.value = "".join(f"{tag} " for tag in self._before)
        line.cursor_position = len(line.value)
        some = self.query_one("#tag-some", Static)
        some.display = bool(self._some)
        some.update(Content(f"Some have  {'  '.join(self._some)}"))
        self._offer()

    def on_resize(self) -> None:
        self._show_offers()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value != self._completed():
            self._offer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        change = tagging(event.value, self._before)
        self.dismiss(change if change else None)

    def action_complete(self, by: int) -> None:
        """Puts the next completion into the line; after the last one comes what was typed."""
        if self._offered:
            places = len(self._offered) + 1
            self._at = (self._at + 1 + by) % places - 1
            line = self.query_one(Input)
            line.value = self._completed()
            line.cursor_position = len(line.value)
            self._show_offers()

    def action_close(self) -> None:
        self.dismiss(None)

    def _completed(self) -> str:
        return self._typed if self._at < 0 else completed(self._typed, self._offered[self._at])

    def _offer(self) -> None:
        self._typed, self._at = self.query_one(Input).value, -1
        self._offered = completions(self._typed, self._tags, {*self._before, *self._some})
        self._show_offers()

    def _show_offers(self) -> None:
        """As many completions as fit, with their counts, the chosen one lit and always among them."""
        counts = {tag.name: tag.papers for tag in self._tags}
        parts: list[Content] = []
        first = 0 if self._at < 0 else self._first_shown(counts)
        for place, name in enumerate(self._offered[first:], start=first):
            style = "bold $accent" if place == self._at else "$primary"
            parts.append(Content.assemble((name, style), (f" {counts[name]:,}", "$rank-3")))
        offers = self.query_one("#tag-offers", Static)
        none = "A new tag" if last_word(self._typed) else "A word makes a tag"
        offers.update(Content(" " * GAP).join(parts) if parts else Content.styled(none, "$rank-3"))

    def _first_shown(self, counts: dict[str, int]) -> int:
        """Where the line of completions begins, so that the chosen one is on it."""
        first, width = self._at, -GAP
        while first >= 0:
            name = self._offered[first]
            width += cell_len(name) + len(f" {counts[name]:,}") + GAP
            if width > self.size.width - 4:
                break
            first -= 1
        return min(first + 1, self._at)
