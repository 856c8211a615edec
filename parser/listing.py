"""From the lines of a listing to records and problems, streamed in two passes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parser.blocks import Block, Stray, blocks_of
from parser.byline import Cut, best_cut, cut_at, names_alone
from parser.dates import Years
from parser.keys import paper_key
from parser.links import links_in
from parser.made import make_paper, make_record
from parser.paper import Paper, PaperKey, Problem, Record
from parser.text import lines_of

MAX_TITLE = 400
"""Characters; the longest of 100,000 real titles has, with its authors, 342."""
MAX_NAMES = 50_000
"""Names kept in a survey, about 5 MB; whoever writes with whom shows in far fewer."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole listing in memory."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    assumed_year: int | None
    """The year of the dates that are written without one; None where every date has its year."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What can only be known from the whole listing; it grows to a few megabytes and no further."""

    papers: int
    years: Years
    names: frozenset[str]
    """Names that stand alone, behind the first of their paper; not all of them in a very long listing."""
    is_one_line: bool
    """The abstract of most papers is one line."""

    def assumed_year(self, as_of: dt.date) -> int | None:
        """The year of the dates that are written without one; None where every date has its year."""
        return self.years.assumed(as_of)[0]


def survey(lines: Iterable[str | Problem]) -> Survey:
    """First pass over the lines (`parser.text.lines_of`)."""
    years = Years()
    names: set[str] = set()
    papers = in_one_line = 0
    for block in blocks_of(lines):
        if isinstance(block, Block):
            papers += 1
            in_one_line += len(block.abstract) <= 1
            years.add(block.head)
            if len(names) < MAX_NAMES:
                names.update(names_alone(block.byline))
    return Survey(papers, years, frozenset(names), 2 * in_one_line >= papers)


def read(
    lines: Iterable[str | Problem],
    survey: Survey,
    *,
    as_of: dt.date,
    cuts: Mapping[str, int] | None = None,
) -> Iterator[Record | Problem]:
    """Second pass over the same lines: records and problems in the order of the page.

    `cuts` are the user's own corrections: line 2 as it stands (`Record.byline`) to the number of its
    characters that are the title. A paper that stands twice is given once.
    """
    reader = _Reader(survey, as_of, cuts or {})
    yield from reader.about_year()
    for part in blocks_of(lines):
        if isinstance(part, Block):
            read_part = reader.paper(part)
            yield read_part
            if isinstance(read_part, Record) and not reader.is_whole(part, read_part.paper):
                yield from reader.doubts(part, read_part.paper)
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

    def paper(self, block: Block) -> Record | Problem:
        """The record of one paper, or why there is none."""
        if not block.byline:
            return Problem(
                block.line, "a date without a title", "left out; check whether lines are missing below it"
            )
        abstract = block.abstract[0] if len(block.abstract) == 1 else " ".join(block.abstract)
        cut = self._cut(block.byline, abstract)
        if not cut.authors and len(block.byline) > MAX_TITLE:
            return Problem(
                block.byline_line,
                f"neither title nor authors: {block.byline[:60]} ...",
                "left out; check whether the line with the title is missing above it",
            )
        key = paper_key(cut.title, cut.authors[0] if cut.authors else "")
        first = self.seen.setdefault(key, block.line)
        if first != block.line:
            return Problem(
                block.line,
                f"the same paper as in line {first}: {cut.title}",
                "the first copy was kept; nothing needs to be done",
            )
        head = block.head
        paper = make_paper(
            key,
            cut.title,
            cut.authors,
            cut.et_al,
            head.category,
            head.date(self._year),
            head.date_text,
            head.has_code or block.has_code or cut.has_code,
            cut.affiliations,
            abstract,
            links_in(abstract),
        )
        return make_record(paper, block.line, block.byline, cut.confidence)

    def _cut(self, byline: str, abstract: str) -> Cut:
        if self._cuts and (chosen := self._cuts.get(byline)) is not None:
            return cut_at(byline, chosen)
        return best_cut(byline, abstract, self._survey.names)

    def is_whole(self, block: Block, paper: Paper) -> bool:
        """Whether nothing is missing; nearly every paper is whole."""
        return bool(paper.category and paper.date and paper.authors and len(block.abstract) == 1)

    def doubts(self, block: Block, paper: Paper) -> Iterator[Problem]:
        """What is missing in a paper, or had to be guessed."""
        if not paper.category:
            yield Problem(block.line, "no category", "the paper was kept without one")
        if not paper.date_text:
            yield Problem(block.line, "no date", "the paper was kept without one")
        elif not paper.date:
            yield Problem(
                block.line,
                f"no such day: {paper.date_text}",
                "the paper was kept without a date",
            )
        if not paper.authors:
            yield Problem(
                block.byline_line,
                "no author found behind the title",
                "move the cut by hand",
            )
        if not paper.abstract:
            yield Problem(block.byline_line, "no abstract", "the paper was kept without one")
        elif len(block.abstract) > 1 and self._survey.is_one_line:
            yield Problem(
                block.byline_line,
                f"the abstract was put together from {len(block.abstract)} lines",
                "check that its end belongs to it; elsewhere in this listing it is one line",
            )


def _astray(stray: Stray) -> Problem:
    extent = f" (to line {stray.last})" if stray.last > stray.first else ""
    return Problem(
        stray.first,
        f"text outside the papers{extent}: {stray.text[:60]}",
        "left out; a paper starts with a line such as AIAug 12, 2024",
    )
