"""The palette and what only it leads to: another order by name, another listing, another theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.answer import Sort
from tui.at_hand import at_hand
from tui.browser.base import BrowserBase
from tui.browser.viewing import ORDER_NAMES
from tui.keys import BROWSER_KEYS
from tui.theme import remembered_as

if TYPE_CHECKING:
    from tui.chooser import ChooserScreen
    from tui.palette import Command


class Steering(BrowserBase):
    """Everything that has no key of its own."""

    def palette_sheet(self) -> ChooserScreen:
        from tui.chooser import ChooserScreen

        return at_hand(self.app, "palette", lambda: ChooserScreen(self.keymap, typed=True))

    def action_palette(self) -> None:
        from tui.palette import commands

        listed = commands(
            self.keymap.of_table(BROWSER_KEYS),
            ORDER_NAMES,
            self.library.searches(),
            self.library.listings(),
            self.app.available_themes,
        )

        async def chosen(place: int | None) -> None:
            if place is not None:
                await self._run(listed[place])

        choices = [command.choice for command in listed]
        self.app.push_screen(self.palette_sheet().fill("Everything", choices), chosen)

    async def _run(self, command: Command) -> None:
        match command.kind:
            case "action":
                await self.run_action(command.value)
            case "sort":
                self.order_by = Sort(command.value)
                self.papers.move_to(0)
                self.ask(typing=False)
            case "search":
                self.search.text = command.value
            case "listing":
                self.show_scope((command.value,) if command.value else ())
            case "theme":
                self.app.theme = command.value
                self.remember(remembered_as(self.app.console), command.value)
