"""One reading of a source: the parser's two passes, with progress and a way to stop. Stores nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import parser
from library.errors import SourceError
from library.sources import Source
from parser import ParserError, Problem, Record, Survey
from parser.readers import Format, format_of
from parser.readers import read as read_other
from search.engine import Progress

_EVERY = 500
"""Papers between two calls of progress."""


class Reading:
    """The records and problems of a source, streamed; its facts are known once it has been read."""

    def __init__(
        self, source: Source, as_of: dt.date, cuts: Mapping[str, int], progress: Progress | None = None
    ) -> None:
        self.source = source
        self.as_of = as_of
        self.stopped = False
        """Whether progress asked for an end before the last paper."""
        self.assumed_year: int | None = None
        """The year taken for dates that have none; None where every date has its year."""
        self.format = Format.LISTING
        """What the source turned out to be."""
        self._cuts = cuts
        self._progress = progress

    def __iter__(self) -> Iterator[Record | Problem]:
        """Both passes; SourceError where the source is no text.

        Progress is called with papers: (0, 0) while they are being counted, then (done, total).
        """
        try:
            self.format = format_of(self.source.stream)
            if not self._go_on(0, 0):
                return
            if self.format is not Format.LISTING:
                yield from self._other()
            else:
                survey = parser.survey(self._lines(skim=True))
                self.assumed_year = survey.assumed_year(self.as_of)
                yield from self._records(survey)
        except ParserError as error:
            raise SourceError(f"{self.source.label}: {error}") from error

    def _records(self, survey: Survey) -> Iterator[Record | Problem]:
        done = 0
        for item in parser.read(self._lines(), survey, as_of=self.as_of, cuts=self._cuts):
            yield item
            if isinstance(item, Record):
                done += 1
                if done % _EVERY == 0 and not self._go_on(done, survey.papers):
                    return
        if self._progress is not None:
            self._progress(survey.papers, survey.papers)

    def _other(self) -> Iterator[Record | Problem]:
        """One pass; how many papers there will be is told from how far the source has been read."""
        done = 0
        for item in read_other(self.source.stream, self.format):
            yield item
            if isinstance(item, Record):
                done += 1
                at = max(self.source.stream.tell(), 1)
                if done % _EVERY == 0 and not self._go_on(done, max(done, done * self.source.size // at)):
                    return
        if self._progress is not None:
            self._progress(done, done)

    def _go_on(self, done: int, total: int) -> bool:
        self.stopped = self._progress is not None and not self._progress(done, total)
        return not self.stopped

    def _lines(self, *, skim: bool = False) -> Iterator[str | Problem]:
        self.source.stream.seek(0)
        return parser.lines_of(self.source.stream, skim=skim)
