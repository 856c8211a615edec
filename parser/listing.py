"""From the lines of a listing to records and problems, streamed in two passes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parser.blocks import Block, Stray, blocks_of
from parser.byline import Cut, best_cut, cut_at
from parser.dates import Years
from parser.links import links_in
from parser.paper import Paper, PaperKey, Problem, Record, paper_key
from parser.text import lines_of


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole listing in memory."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    assumed_year: int | None
    """The year of the dates that are written without one; None where every date has its year."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What can only be known from the whole listing; a few bytes, however long the listing is."""

    papers: int
    years: Years

    def assumed_year(self, as_of: dt.date) -> int | None:
        """The year of the dates that are written without one; None where every date has its year."""
        return self.years.assumed(as_of)[0]


def survey(lines: Iterable[str | Problem]) -> Survey:
    """First pass over the lines (`parser.text.lines_of`)."""
    years = Years()
    papers = 0
    for block in blocks_of(lines):
        if isinstance(block, Block):
            papers += 1
            years.add(block.head)
    return Survey(papers, years)


def read(
    lines: Iterable[str | Problem], survey: Survey, *, as_of: dt.date, cuts: Mapping[str, int] | None = None
) -> Iterator[Record | Problem]:
    """Second pass over the same lines: records and problems in the order of the page.

    `cuts` are the user's own corrections: line 2 as it stands (`Record.byline`) to the number of its
    characters that are the title. A paper that stands twice is given once.
    """
    reader = _Reader(survey, as_of, cuts or {})
    yield from reader.about_year()
    for part in blocks_of(lines):
        if isinstance(part, Block):
            yield from reader.paper(part)
        else:
            yield _astray(part) if isinstance(part, Stray) else part
    if not reader.seen:
        yield Problem(
            0,
            "no paper found",
            "three lines make a paper: category and date (AIAug 12, 2024), title and authors, abstract",
        )


def read_text(text: str, *, as_of: dt.date, cuts: Mapping[str, int] | None = None) -> Listing:
    """Both passes over a listing in memory."""
    lines = list(lines_of(io.BytesIO(text.encode(errors="replace"))))
    found = survey(lines)
    records: list[Record] = []
    problems: list[Problem] = []
    for part in read(lines, found, as_of=as_of, cuts=cuts):
        if isinstance(part, Record):
            records.append(part)
        else:
            problems.append(part)
    return Listing(tuple(records), tuple(problems), found.assumed_year(as_of))


class _Reader:
    """Blocks to records; remembers which papers there were."""

    def __init__(self, survey: Survey, as_of: dt.date, cuts: Mapping[str, int]) -> None:
        self._survey = survey
        self._as_of = as_of
        self._cuts = cuts
        self._year, self._year_fits = survey.years.assumed(as_of)
        self.seen: dict[PaperKey, int] = {}

    def about_year(self) -> Iterator[Problem]:
        if not self._year_fits:
            yield Problem(
                0,
                f"no year fits the dates that are written without one; {self._year} was taken",
                "say on which day the page was copied (--as-of)",
            )

    def paper(self, block: Block) -> Iterator[Record | Problem]:
        """The record of one paper, and what is wrong with it."""
        if not block.byline:
            yield Problem(block.line, "a date without a title", "check whether lines are missing below it")
            return
        cut = self._cut(block)
        head = block.head
        paper = Paper(
            key=paper_key(cut.title, cut.authors[0] if cut.authors else ""),
            title=cut.title,
            authors=cut.authors,
            et_al=cut.et_al,
            category=head.category,
            date=head.date(self._year),
            date_text=head.date_text,
            has_code=head.has_code or block.has_code,
            affiliations=cut.affiliations,
            abstract=" ".join(block.abstract),
            links=links_in(" ".join(block.abstract)),
        )
        if (first := self.seen.setdefault(paper.key, block.line)) != block.line:
            yield Problem(
                block.line,
                f"the same paper as in line {first}: {paper.title}",
                "the first copy was kept; nothing needs to be done",
            )
            return
        yield Record(paper, block.line, block.byline, cut.confidence)
        yield from self._missing(block, paper)

    def _cut(self, block: Block) -> Cut:
        chosen = self._cuts.get(block.byline)
        if chosen is not None:
            return cut_at(block.byline, chosen)
        return best_cut(block.byline) or cut_at(block.byline, len(block.byline), confidence=0.0)

    def _missing(self, block: Block, paper: Paper) -> Iterator[Problem]:
        if not paper.category:
            yield Problem(block.line, "no category", "the paper was kept without one")
        if not paper.date_text:
            yield Problem(block.line, "no date", "the paper was kept without one")
        elif not paper.date:
            yield Problem(block.line, f"no such day: {paper.date_text}", "the paper was kept without a date")
        if not paper.authors:
            yield Problem(block.byline_line, "no author found behind the title", "move the cut by hand")
        if not paper.abstract:
            yield Problem(block.byline_line, "no abstract", "the paper was kept without one")


def _astray(stray: Stray) -> Problem:
    extent = f" (to line {stray.last})" if stray.last > stray.first else ""
    return Problem(
        stray.first,
        f"text outside the papers{extent}: {stray.text[:60]}",
        "left out; a paper starts with a line such as AIAug 12, 2024",
    )
