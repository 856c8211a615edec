"""All keys on one page, filtered by typing a word or a key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from tui.bars import KeyBar
from tui.box import Box
from tui.cells import fit, fit_right
from tui.footers import HELP_FOOTER
from tui.keymap import Keymap
from tui.keys import SHEET_KEYS, Key, Table, bindings, written
from tui.sheet import Sheet
from tui.text_lines import TextLines

QUERY_HELP = (
    ("world model", "both words; the last one counts as a beginning while you type"),
    ('"world model"', "these words in a row"),
    ("a OR b, (a OR b) c", "one of them; brackets group"),
    ("-survey", "without the word"),
    ("author: title: abstract: aff:", "in one field only"),
    ("cat:LG,AI  year:2022..2024", "one of several; a range"),
    ("code:yes  has:note  is:starred", "with code; with a note; bookmarked"),
    ("date:2023-06..2024  since:2024", "when it appeared"),
    ("hanab~  mod*", "with a typo; what begins so"),
    ("sort:title", "newest, oldest, relevance, title, author, added, queue"),
)


LOW = 14
"""Lines of a terminal under which heading and foot give way to the keys."""


class HelpScreen(Sheet[None]):
    """Type to filter, escape to leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SHEET_KEYS[:1], priority=True),
        *bindings(SHEET_KEYS[1:]),
    ]

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._tables: Sequence[Table] = keymap.tables
        self._shown: tuple[Sequence[Table], str] | None = None

    def fill(self, tables: Sequence[Table] = ()) -> Self:
        """Shows some tables; none named: all."""
        self._tables = tables or self._keymap.tables
        if self.is_mounted:
            with self.prevent(Input.Changed):
                self.query_one(Input).value = ""
            self._show("")
        return self

    def compose(self) -> ComposeResult:
        with Box(id="help"):
            yield Static("Keys", id="help-title", markup=False)
            yield Input(placeholder="type a word or a key", compact=True, id="help-filter")
            yield TextLines(id="help-text")
            yield KeyBar(self._keymap.footer(HELP_FOOTER), id="help-foot")

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")

    def on_mount(self) -> None:
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        if self._shown == (self._tables, wanted):  # opened once more: its lines are drawn already
            self._text.scroll_home(animate=False)
        else:
            self._shown = self._tables, wanted
            self._text.show(help_lines(self._tables, wanted))

    @property
    def _text(self) -> TextLines:
        return self.query_one(TextLines)

    def action_move(self, by: int) -> None:
        self._text.scroll_relative(y=by, animate=False)

    def action_move_page(self, by: int) -> None:
        self.action_move(by * max(1, self._text.size.height - 1))

    def action_close(self) -> None:
        self.dismiss()


def help_lines(tables: Sequence[Table], wanted: str) -> list[Content]:
    """The tables of keys, and of the query language, that contain `wanted` (as a key, exactly).

    The first table is the main screen's and stands under its groups; every other under its own name.
    """
    lines: list[Content] = []
    for place, table in enumerate(tables):
        standing_for_others = {key.like for key in table.keys}
        for heading in dict.fromkeys(key.group if place == 0 else table.name for key in table.keys):
            rows = [key for key in table.keys if (place or key.group == heading) and not key.like]
            if rows := [key for key in rows if _is_wanted(key, wanted)]:
                lines += [Content(""), Content.styled(heading, "bold $accent")]
                lines += [_line(_written(key, standing_for_others), key.tip) for key in rows]
    queries = [pair for pair in QUERY_HELP if wanted.lower() in " ".join(pair).lower()]
    if queries:
        lines += [Content(""), Content.styled("Queries", "bold $accent")]
        lines += [_line(query, tip, width=32, right=False) for query, tip in queries]
    return lines[1:] or [Content.styled("No key and no action has that.", "$rank-2")]


def _written(key: Key, standing_for_others: Collection[str]) -> str:
    """Every key of an action; a sign such as `1-9` where it stands for several actions."""
    return key.display if key.id in standing_for_others else " ".join(written(name) for name in key.names)


def _is_wanted(key: Key, wanted: str) -> bool:
    names = [key.display, *key.names, *(written(name) for name in key.names)]
    if len(wanted) == 1:
        return wanted in names or wanted in key.display.split()
    return wanted.lower() in f"{key.label} {key.tip} {' '.join(names)}".lower()


def _line(name: str, tip: str, *, width: int = 11, right: bool = True) -> Content:
    shown = fit_right(name, width) if right else fit(name, width)
    return Content.assemble((shown, "bold $foreground"), "  ", (tip, "$rank-2"))
