"""One of several: a short list to choose from by its letters, or a long one to type into. Knows no papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.bars import KeyBar
from tui.cells import cut, fit, fit_right
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

    def __init__(self, title: str, choices: Sequence[Choice], keymap: Keymap, *, typed: bool = False) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._typed = typed
        self._filled_for = 0
        self.set_class(typed, "-typed")
        self._keys = keymap.footer(TYPED_FOOTER if typed else LETTERS_FOOTER)
        self._labels = 0 if typed else max((cell_len(choice.label) for choice in choices), default=0)

    def compose(self) -> ComposeResult:
        with Vertical(id="chooser"):
            yield Static(self._title, markup=False, id="chooser-title")
            if self._typed:
                yield Input(placeholder="type to find", compact=True, id="chooser-filter")
            choices = OptionList(markup=False, compact=True, id="chooser-list")
            if not self._typed:
                choices.styles.height = len(self._choices)  # known before they are written: one layout less
            yield choices
            yield KeyBar(self._keys, id="chooser-foot")

    def on_mount(self) -> None:
        self.query_one("#chooser-list").can_focus = not self._typed

    def on_resize(self) -> None:
        self.set_class(self.size.height < LOW, "-low")
        self.call_later(self._fill)  # when the list knows its room
        self.call_after_refresh(self._fit)

    @property
    def _is_whole(self) -> bool:
        """Not so while it is opened or closed; a terminal that changes its size then asks for lines, too."""
        return bool(self.query("#chooser-list"))

    @property
    def _list(self) -> OptionList:
        return self.query_one("#chooser-list", OptionList)

    @property
    def _room(self) -> int:
        """Cells for what stands behind the key."""
        return max(8, self._list.scrollable_content_region.width - KEY_ROOM - 4)

    def _fit(self) -> None:
        """Writes the lines again where a scrollbar came or went with them."""
        if self._is_whole and self._room != self._filled_for:
            self._fill()

    def _fill(self) -> None:
        if not self._is_whole:
            return
        self._filled_for = self._room
        places = ranked(self._choices, self.query_one(Input).value if self._typed else "")
        self._list.clear_options()
        self._list.add_options([Option(self._line(self._choices[place]), id=str(place)) for place in places])
        self._list.highlighted = 0 if places else None
        if not places:
            self._list.add_option(Option(Content.styled("  nothing has that", "$rank-2"), disabled=True))

    def _line(self, choice: Choice) -> Content:
        room = self._filled_for
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
        self._list.action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self.dismiss(int(event.option_id))

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
        if self._list.highlighted is not None:
            last = self._list.option_count - 1
            self._list.highlighted = max(0, min(last, self._list.highlighted + by))

    def action_move_page(self, by: int) -> None:
        self.action_move(by * max(1, self._list.size.height - 1))

    def action_close(self) -> None:
        self.dismiss(None)
