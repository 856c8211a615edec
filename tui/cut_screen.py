"""Moving the cut between title and authors, where the reader of the listing was unsure or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from parser import Cut, cut_at
from tui.bars import KeyBar
from tui.box import Box
from tui.footers import CUT_FOOTER
from tui.keymap import Keymap
from tui.keys import CUT_KEYS, bindings
from tui.sheet import Sheet


class CutScreen(Sheet[int | None]):
    """Left and right go from cut to cut; dismissed with the characters of title, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CUT_KEYS)]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keys = keymap.footer(CUT_FOOTER)
        self._line = ""
        self._places: list[int] = []
        self._at = 0

    def fill(self, line: str, candidates: Sequence[Cut], at: int) -> Self:
        """line: the byline as it stood. at: where it is cut now, in characters of title."""
        self._line, self._at = line, at
        self._places = sorted({cut.at for cut in candidates} | {at})
        if self.is_mounted:
            self._show()
        return self

    def compose(self) -> ComposeResult:
        with Box(id="cut"):
            yield Static("Where does the title end?", id="cut-title", markup=False)
            yield Static("", id="cut-shown", markup=False)
            yield KeyBar(id="cut-foot")

    def on_mount(self) -> None:
        if self._line:
            self._show()

    def _show(self) -> None:
        cut = cut_at(self._line, self._at)
        self.query_one("#cut-shown", Static).update(
            Content.assemble(
                (cut.title or "(no title)", "bold $foreground"), ("▏", "$accent"), "\n\n",
                (", ".join(cut.authors) or "(no author)", "$primary"),
                (" et al." if cut.et_al else "", "$rank-2"),
            )
        )  # fmt: skip
        known = self._at in self._places
        place = f"cut {self._places.index(self._at) + 1} of {len(self._places)}" if known else "your own cut"
        self.query_one(KeyBar).show(self._keys)
        self.query_one("#cut-title", Static).update(f"Where does the title end?   {place}")

    def action_cut(self, by: int) -> None:
        """To the next possible cut on either side."""
        beyond = [place for place in self._places if (place - self._at) * by > 0]
        if beyond:
            self._at = min(beyond) if by > 0 else max(beyond)
            self._show()

    def action_step(self, by: int) -> None:
        """One character, for a cut that nobody thought of."""
        self._at = max(1, min(len(self._line) - 1, self._at + by))
        self._show()

    def action_keep(self) -> None:
        self.dismiss(self._at)

    def action_leave(self) -> None:
        self.dismiss(None)
