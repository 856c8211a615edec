"""Moving the cut between title and authors, where the reader of the listing was unsure or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from parser import Cut, cut_at


class CutScreen(ModalScreen[int | None]):
    """Left and right go from cut to cut; dismissed with the characters of title, or None."""

    CSS_PATH = "modals.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "cut(-1)", show=False),
        Binding("right,l", "cut(1)", show=False),
        Binding("shift+left,H", "step(-1)", show=False),
        Binding("shift+right,L", "step(1)", show=False),
        Binding("enter", "keep", show=False),
        Binding("escape,q,M", "leave", show=False),
    ]

    def __init__(self, line: str, candidates: Sequence[Cut], at: int) -> None:
        """line: the byline as it stood. at: where it is cut now, in characters of title."""
        super().__init__()
        self._line = line
        self._places = sorted({cut.at for cut in candidates} | {at})
        self._at = at

    def compose(self) -> ComposeResult:
        with Vertical(id="cut"):
            yield Static("Where does the title end?", id="cut-title", markup=False)
            yield Static("", id="cut-shown", markup=False)
            yield Static("", id="cut-foot", markup=False)

    def on_mount(self) -> None:
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
        place = (
            f"{self._places.index(self._at) + 1} of {len(self._places)}" if self._at in self._places else ""
        )
        keys = (("← →", "move"), ("⇧← ⇧→", "one letter"), ("enter", "keep"), ("esc", "leave it"))
        shown = [Content.assemble((key, "bold $foreground"), " ", (what, "$rank-3")) for key, what in keys]
        self.query_one("#cut-foot", Static).update(
            Content("   ").join([*shown, Content.styled(place, "$rank-2")])
        )

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
