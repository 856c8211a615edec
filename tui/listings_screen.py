"""The imported listings: how many papers each has, what was new, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from library import ListingInfo, Tally
from parser import clean
from tui.bars import KeyBar, day
from tui.box import Box
from tui.cells import cut, fit, fit_right
from tui.choice_list import ChoiceList
from tui.footers import LISTINGS_FOOTER
from tui.keymap import Keymap
from tui.keys import LISTINGS_KEYS, bindings
from tui.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user asked for on this screen."""

    what: Literal["open", "add", "update", "remove"]
    name: str
    """A listing ("" means all papers), or the path of one to add or to read again."""


class ListingsScreen(Sheet[Wanted | None]):
    """Enter opens, a adds or updates, d removes; what was written about papers stays in every case."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LISTINGS_KEYS)]
    AUTO_FOCUS: ClassVar[str | None] = "#listings-list"

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._total = Tally(0, 0, None)
        self._listings: Sequence[ListingInfo] = ()
        self._scope: Sequence[str] = ()

    def fill(self, listings: Sequence[ListingInfo], total: Tally, scope: Sequence[str]) -> Self:
        """Shows the listings of the moment; the cursor on the one that is open (scope)."""
        self._listings, self._total, self._scope = listings, total, scope
        if self.is_mounted:
            self._begin()
        return self

    def compose(self) -> ComposeResult:
        with Box(id="listings"):
            yield Static("Listings", id="listings-title", markup=False)
            yield ChoiceList(id="listings-list", lit="bold $foreground on $cursor-line")
            yield Input(placeholder="path of a listing", compact=True, id="listings-path")
            yield KeyBar(self._keymap.footer(LISTINGS_FOOTER), id="listings-foot")

    def on_mount(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._hide_path()
        self._path.value = ""
        names = ["", *(listing.name for listing in self._listings)]
        at = names.index(self._scope[0]) if len(self._scope) == 1 and self._scope[0] in names else 0
        self._list.show(len(names), self._line, cursor=at)
        self._list.styles.height = len(names)

    def _line(self, place: int, width: int) -> Content:
        """Line 0 stands for all papers."""
        if place == 0:
            return Content(" ") + _counts("All papers", self._total.papers, self._total.new, width - 2)
        return Content(" ") + _line(self._listings[place - 1], width - 2)

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @property
    def _path(self) -> Input:
        return self.query_one(Input)

    @property
    def _chosen(self) -> ListingInfo | None:
        at = self._list.cursor
        return self._listings[at - 1] if at else None

    def on_choice_list_line_chosen(self) -> None:
        self.dismiss(Wanted("open", self._chosen.name if self._chosen else ""))

    def action_move(self, by: int) -> None:
        self._list.action_move_round(by)

    def action_add(self) -> None:
        self._path.add_class("-shown")
        self._path.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(Wanted("add", event.value.strip()))

    def action_update(self) -> None:
        if self._chosen and self._chosen.path:
            self.dismiss(Wanted("update", str(self._chosen.path)))

    def action_remove(self) -> None:
        if self._chosen:
            self.dismiss(Wanted("remove", self._chosen.name))

    def action_leave(self) -> None:
        if self._path.has_focus:
            self._hide_path()
        else:
            self.dismiss(None)

    def _hide_path(self) -> None:
        self._path.remove_class("-shown")
        self._list.focus()


def _line(listing: ListingInfo, width: int) -> Content:
    """Name, papers, new ones, day of the last import, and as much of the path as fits."""
    imported = day(listing.imported.astimezone().date(), with_year=True)
    line = _counts(listing.name, listing.papers, listing.new, width)
    line += Content.styled(fit_right(imported, 14), "$rank-2")
    room = width - line.cell_length - 2
    if room >= 12 and listing.path is not None:
        line += Content.styled("  " + cut(_short(listing.path), room), "$rank-3")
    return line


def _counts(name: str, papers: int, new: int, width: int) -> Content:
    return Content.assemble(
        (fit(name, min(28, max(10, width // 3))), "bold $foreground"),
        (fit_right(f"{papers:,}", 9) + f" paper{' ' if papers == 1 else 's'}", "$foreground"),
        (fit_right(f"{new:,} new" if new else "", 12), "$primary"),
    )


def _short(path: Path) -> str:
    """A path with the home folder as `~`, clean: a file may be called anything."""
    try:
        return clean(f"~/{path.relative_to(Path.home())}")
    except (ValueError, RuntimeError):  # not below it; nobody knows where it is
        return clean(str(path))
