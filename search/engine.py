"""The seam between paperdeck and whatever answers its queries. Nothing above knows that it is Whoosh."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from search.answer import Answer, Facet, Related, Sort

if TYPE_CHECKING:
    from parser import Paper, PaperKey

Progress = Callable[[int, int], bool]
"""Called with (done, total); returns False to ask for a stop that keeps what is done."""


class Mine(Protocol):
    """What the user wrote: answers the leaves that no index of papers can.

    Fields and values: `is` (starred, queued, unread, reading, read, no, new), `has` (note), `tag` (any tag),
    `in` (a listing's name), `note` (words of a note). Values of `tag` and `in` are exact, case folded.
    """

    @property
    def version(self) -> int:
        """Grows with every change; answers for one version may be cached."""

    def keys(self, field: str, value: str) -> Collection[PaperKey]:
        """The papers that carry the value; empty where there are none."""

    def values(self, field: str) -> Sequence[str]:
        """The values that exist for `is`, `has`, `tag` or `in`, in the order to show them."""

    def order(self, sort: Sort) -> Sequence[PaperKey]:
        """Papers in the library's own order, for the sorts `added` (newest first) and `queue`."""


class Engine(Protocol):
    """Searches papers. Every method may be called from any thread."""

    def search(
        self,
        text: str,
        mine: Mine,
        *,
        scope: Collection[str] = (),
        sort: Sort | None = None,
        typing: bool = False,
    ) -> Answer:
        """Answers a query in the query language.

        scope: names of listings to search in; empty means all papers. sort: the order where the text names
        none (default newest). typing: the last word is still being written, so it counts as a prefix.
        A mistake in the text does not raise: it comes back as `Answer.problem` with an empty order.
        """

    def facet_values(self, field: str, prefix: str, *, limit: int = 50) -> Facet:
        """All values of one field that begin with `prefix` (case folded), most frequent first."""

    def related(self, key: PaperKey, *, limit: int = 10) -> tuple[Related, ...]:
        """The papers nearest to one by text, authors and affiliations; empty where the key is unknown."""

    def upsert(self, papers: Iterable[Paper], progress: Progress | None = None) -> None:
        """Adds papers or replaces those with the same key; searchable when it returns."""

    def delete(self, keys: Collection[PaperKey]) -> None: ...

    def close(self) -> None: ...
