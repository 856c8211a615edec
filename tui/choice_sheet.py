"""A question with a few answers, each on a key of its own: a sheet at the bottom of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer, the key that gives it, and what it stands for."""

    key: str
    label: str
    value: str
    sign: str = ""


class ChoiceLine(Static):
    """One answer as a line; a click gives it too."""

    @dataclass
    class Chosen(Message):
        value: str

    def __init__(self, choice: Choice) -> None:
        sign = f"{choice.sign}  " if choice.sign else ""
        shown = Content.assemble(
            (f"{choice.key}   ", "bold $foreground"), (sign, "$primary"), (choice.label, "$rank-2")
        )
        super().__init__(shown, markup=False, classes="sheet-choice")
        self._value = choice.value

    def on_click(self) -> None:
        self.post_message(self.Chosen(self._value))


class ChoiceSheet(ModalScreen[str | None]):
    """Gives the value of the choice whose key is pressed; None where escape was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "Close", show=False)]

    def __init__(self, heading: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._heading = heading
        self._choices = choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content(self._heading), markup=False, classes="sheet-heading")
            yield from map(ChoiceLine, self._choices)
            yield Static("esc closes", markup=False, classes="sheet-foot")

    def on_key(self, event: events.Key) -> None:
        for choice in self._choices:
            if event.key == choice.key:
                event.stop()
                self.dismiss(choice.value)

    def on_choice_line_chosen(self, event: ChoiceLine.Chosen) -> None:
        self.dismiss(event.value)

    def action_leave(self) -> None:
        self.dismiss(None)
