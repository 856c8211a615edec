"""Taking a paper elsewhere: copied as a citation or a link, opened in the web browser."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from library import Entry, LibraryError
from tui.browser.base import BrowserBase


class Taking(BrowserBase):
    """Copies by every way there is, and says which; opens only http and https addresses."""

    # Copying

    def action_copy(self) -> None:
        if (entry := self._entry()) is None:
            return
        from tui.chooser import Choice
        from tui.taking import copies

        offers = copies(entry.paper, self._cited_as(entry))

        async def chosen(place: int | None) -> None:
            if place is not None:
                await self._copy(offers[place].label, offers[place].text)

        choices = [Choice(offer.key, offer.label, offer.text.replace("\n", " ")) for offer in offers]
        self.app.push_screen(self.choice_sheet().fill("Copy", choices), chosen)

    async def _copy(self, label: str, text: str) -> None:
        from tui.clipboard import copy_by_programs

        self.app.copy_to_clipboard(text)  # OSC 52: reaches the terminal in front of the user, over SSH too
        ways = ["the terminal", *await asyncio.to_thread(copy_by_programs, text)]
        self.message.say(f"{label} copied by {', '.join(ways)}")

    def _cited_as(self, entry: Entry) -> str:
        """The paper's own key, or what it would be in a library that cannot be written."""
        from library.citation import citation_key

        try:
            return self.library.citation_keys([entry.paper.key])[entry.paper.key]
        except LibraryError:
            return citation_key(entry.paper)

    # Opening

    async def action_open(self) -> None:
        if (entry := self._entry()) is not None:
            from tui.taking import addresses

            await self._open_one("Open", addresses(entry.paper, self.library.config.search_url))

    async def action_open_code(self) -> None:
        if (entry := self._entry()) is None:
            return
        from tui.taking import code_addresses

        if links := code_addresses(entry.paper):
            await self._open_one("Open the code", links)
        else:
            self.message.say("No link to code is known", self.keymap.hint("open", "opens the paper"))

    async def _open_one(self, heading: str, links: Sequence[tuple[str, str]]) -> None:
        """links: (what it is, address); several are offered to choose from."""
        if len(links) == 1:
            await self._open_address(links[0][1])
            return
        from tui.chooser import Choice

        async def chosen(place: int | None) -> None:
            if place is not None:
                await self._open_address(links[place][1])

        choices = [Choice(str(number), what, link) for number, (what, link) in enumerate(links[:9], 1)]
        self.app.push_screen(self.choice_sheet().fill(heading, choices), chosen)

    async def _open_address(self, address: str) -> None:
        from tui.web import open_address

        problem = await asyncio.to_thread(open_address, address)
        copies = self.keymap.hint("copy", "copies its link")
        self.message.say(problem or f"Opened {address}", copies if problem else "")

    def _entry(self) -> Entry | None:
        key = self.papers.key
        return self.library.entry(key) if key is not None else None
