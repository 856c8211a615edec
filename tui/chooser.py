"""One of several: a short list to choose from by its letters, or a long one to type into. Knows no papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, Static

from tui.bars import KeyBar
from tui.box import Box
from tui.cells import cut, fit, fit_right
from tui.choice_list import ChoiceList
from tui.footers import LETTERS_FOOTER, TYPED_FOOTER
from tui.keymap import Keymap
from tui.keys import SHEET_KEYS, bindings
from tui.sheet import Sheet

KEY_ROOM = 6
"""Cells for the key at the left."""
LOW = 14
"""Lines of a terminal under which heading and foot give way to the list."""
MATCHED = 60
"""Characters of a line that are searched: the fuzzy matcher tries every way to place the letters."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose."""

    key: str
    """What leads there without this list, or in a short list the letter that chooses it."""
    label: str
    hint: str = ""


def ranked(choices: Sequence[Choice], wanted: str) -> list[int]:
    """The places of the choices that match what was typed, best first; all of them for nothing typed."""
    wanted = wanted.strip().casefold()
    if not wanted:
        return list(range(len(choices)))
    matcher = Matcher(wanted[:24])
    scores = [(*_score(choice, wanted, matcher), -place) for place, choice in enumerate(choices)]
    return [-place for rank, score, place in sorted(scores, reverse=True) if rank or score]


def _score(choice: Choice, wanted: str, matcher: Matcher) -> tuple[int, float]:
    """(rank, fuzzy score): its key, how it begins, its words, the words of its hint, letters in order."""
    label = choice.label.casefold()[:MATCHED]
    text = f"{label} {choice.hint.casefold()}"[: 2 * MATCHED]
    words = wanted.split()
    score = matcher.match(label)
    if choice.key.casefold() == wanted:
        return 4, score
    if all(word in label for word in words):
        return 3 if label.startswith(words[0]) else 2, score
    return int(all(word in text for word in words)), score


class ChooserScreen(Sheet[int | None]):
    """Gives the place of the choice, or None. With `typed`, what is typed narrows the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SHEET_KEYS[:1], priority=True),
        *bindings(SHEET_KEYS[1:]),
    ]

    def __init__(self, keymap: Keymap, *, typed: bool = False) -> None:
        super().__init__()
        self._title = ""
        self._choices: Sequence[Choice] = ()
        self._labels = 0
        self._typed = typed
        self.set_class(typed, "-typed")
        self._keys = keymap.footer(TYPED_FOOTER if typed else LETTERS_FOOTER)
        self._places: list[int] = []
        """Which choice stands on each line."""
        self._listed: tuple[Sequence[Choice], str] | None = None
        """The choices, and what was typed to narrow them, whose lines are there."""

    def fill(self, title: str, choices: Sequence[Choice]) -> Self:
        """Offers something else."""
        self._title, self._choices = title, choices
        self._labels = 0 if self._typed else max((cell_len(choice.label) for choice in choices), default=0)
        if self.is_mounted:
            self._begin()
        return self

    def compose(self) -> ComposeResult:
        with Box(id="chooser"):
            yield Static("", markup=False, id="chooser-title")
            if self._typed:
                yield Input(placeholder="type to find", compact=True, id="chooser-filter")
            yield ChoiceList(id="chooser-list")
            yield KeyBar(self._keys, id="chooser-foot")

    def on_mount(self) -> None:
        self._list.can_focus = not self._typed
        self._begin()

    def _begin(self) -> None:
        self.query_one("#chooser-title", Static).update(self._title, layout=False)
        if self._typed:
            with self.prevent(Input.Changed):
                self.query_one(Input).value = ""
        else:
            self._list.styles.height = len(self._choices)
        self._fill()

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    def _fill(self) -> None:
        typed = self.query_one(Input).value if self._typed else ""
        if self._listed == (self._choices, typed) and self._places:  # opened once more
            self._list.action_go_to(0)
            return
        self._listed = self._choices, typed
        self._places = ranked(self._choices, typed)
        if self._places:
            self._list.show(
                len(self._places), lambda at, room: self._line(self._choices[self._places[at]], room)
            )
        else:
            self._list.show(
                1, lambda _at, _room: Content.styled("  nothing has that", "$rank-2"), cursor=None
            )

    def _line(self, choice: Choice, width: int) -> Content:
        room = max(8, width - KEY_ROOM - 4)
        label = fit(choice.label, self._labels) if self._labels else choice.label
        label = cut(label, room)
        hint = cut(choice.hint, room - cell_len(label) - 2) if choice.hint else ""
        return Content.assemble(
            (fit_right(choice.key, KEY_ROOM), "bold $accent"), "  ",
            (label, "$foreground"), "  ", (hint, "$rank-3"),
        )  # fmt: skip

    def on_input_changed(self) -> None:
        self._fill()

    def on_input_submitted(self) -> None:
        self._list.action_choose()

    def on_choice_list_line_chosen(self, event: ChoiceList.LineChosen) -> None:
        self.dismiss(self._places[event.place])

    def on_key(self, event: events.Key) -> None:
        letters = [] if self._typed else [choice.key for choice in self._choices]
        if event.character in letters:
            event.stop()
            self.dismiss(letters.index(event.character))
        elif not self._typed and event.key in ("j", "k"):
            self.action_move(1 if event.key == "j" else -1)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:  # beside the list
            self.dismiss(None)

    def action_move(self, by: int) -> None:
        self._list.move(by)

    def action_move_page(self, by: int) -> None:
        self._list.action_move_page(by)

    def action_close(self) -> None:
        self.dismiss(None)
