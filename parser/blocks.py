"""Which lines of a listing belong together: one block a paper, whatever stands around and between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import cast

from parser.dates import Head, head_of
from parser.paper import Problem
from parser.strides import strides

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_FURNITURE = re.compile(
    r"©|\(c\)\s|copyright\b|all rights reserved|privacy\b|terms of\b|cookie|contact us|about us"
    r"|log ?in\b|sign (?:in|up)\b|page \d+|\d+ (?:of|/) \d+$"
    r"|(?:next|previous|prev|back|more|home|search|subscribe|load more|show more)\b.{0,20}$",
    re.IGNORECASE,
)
_WINDOW = 200
"""Characters; a longer line was not broken to fit a window."""
_BATCH = 1_000
"""Lines."""
_PROSE = 60
"""Characters; what surrounds the papers of a page is mostly shorter, and mostly no sentence."""


@dataclass(slots=True)
class Block:
    """The lines of one paper, clean, with the number of its first."""

    line: int
    head: Head
    byline: str = ""
    byline_line: int = 0
    abstract: list[str] = field(default_factory=list)
    has_code: bool = False
    """`Code` stood on a line of its own."""

    def joins(self, head: Head) -> bool:
        """Take a second head line, if category and date stand on two lines."""
        first = self.head
        if self.byline or bool(first.date_text) == bool(head.date_text) or (first.category and head.category):
            return False
        dated = head if head.date_text else first
        category = first.category or head.category
        self.head = dated._replace(category=category, has_code=first.has_code or head.has_code)
        return True

    def takes(self, line: str, number: int, *, after_gap: bool) -> bool:
        """Take the line as the next part of this paper, if it is one."""
        if self.byline:
            furniture = len(line) < _PROSE and _FURNITURE.match(line)
            if furniture or (self.abstract and not _continues(self.abstract[-1], line, after_gap)):
                return False
        self.goes_on(line, number)
        return True

    def goes_on(self, line: str, number: int) -> None:
        """Take the line for what comes next."""
        if self.byline:
            self.abstract.append(line)
        else:
            self.byline, self.byline_line = line, number

    def in_mid_sentence(self) -> bool:
        """Whether an abstract that was broken to fit a window goes on in the next line."""
        last = self.abstract[-1] if self.abstract else ""
        return 0 < len(last) <= _WINDOW and not _SENTENCE_END.search(last)


@dataclass(frozen=True, slots=True)
class Stray:
    """Lines that belong to no paper, `first` to `last`, and the text of the first."""

    first: int
    last: int
    text: str


def blocks_of(lines: Iterable[str | Problem]) -> Iterator[Block | Stray | Problem]:
    """The papers of a listing and the lines around them, in order; Problems among the lines pass through.

    A paper begins at its head (`parser.dates`), then comes its byline, then its abstract in one or more
    lines. Blank lines count for nothing but as the end of a paragraph.
    """
    page = Page()
    for run in _runs(lines):
        if isinstance(run, Problem):
            yield run
        else:
            yield from page.take_all(run)
    if done := page.block or page.stray:
        yield done


def _runs(lines: Iterable[str | Problem]) -> Iterator[list[str] | Problem]:
    """The lines some hundred papers at a time, each Problem alone."""
    source = iter(lines)
    while batch := list(islice(source, _BATCH)):
        if Problem in set(map(type, batch)):
            yield from ([item] if isinstance(item, str) else item for item in batch)
        else:
            yield cast("list[str]", batch)


class Page:
    """What is open while the lines of a listing go by: a paper, or lines that belong to none."""

    def __init__(self) -> None:
        self.block: Block | None = None
        self.stray: Stray | None = None
        self.gap = False
        """The line before was blank."""
        self._number = 0
        self._badge_first = False
        self._badge = False

    def take_all(self, lines: list[str]) -> Iterator[Block | Stray]:
        """Take the next lines, in strides where they are tidy; gives what they complete."""
        at = 0
        while at < len(lines):
            block = self.block
            if block and not block.byline and not self.gap:
                for byline, abstract, head in strides(lines, at):
                    block.byline, block.byline_line = byline, self._number + 1
                    block.abstract.append(abstract)
                    yield block
                    at += 3
                    self._number += 3
                    self.block = block = Block(self._number, head)
                if at == len(lines):
                    return
            if done := self.take(lines[at]):
                yield done
            at += 1

    def take(self, line: str) -> Block | Stray | None:
        """Take the next line; what it completes is given back."""
        self._number += 1
        if not line:
            self.gap = True
            return None
        gap, self.gap = self.gap, False
        block = self.block
        if line == "Code" and block:
            self._take_badge(block)
            return None
        head = head_of(line)
        if head and (head.date_text or gap or not (block and block.in_mid_sentence())):
            if block and block.joins(head):
                return None
            return self._begin(head)
        if block and block.takes(line, self._number, after_gap=gap):
            return None
        return self._lay_aside(line)

    def _take_badge(self, block: Block) -> None:
        if self._badge_first and block.abstract:
            self._badge = True
        else:
            block.has_code = True

    def _begin(self, head: Head) -> Block | Stray | None:
        done, stray = self.block or self.stray, self.stray
        if stray and stray.text == "Code" and stray.first == stray.last == self._number - 1:
            done, self._badge_first, self._badge = None, True, True  # this page sets the badge above the head
        self.block, self.stray = Block(self._number, head, has_code=self._badge), None
        self._badge = False
        return done

    def _lay_aside(self, line: str) -> Block | None:
        number = self._number
        done, self.block = self.block, None
        self.stray = replace(self.stray, last=number) if self.stray else Stray(number, number, line)
        return done


def _continues(last: str, line: str, after_gap: bool) -> bool:
    """Whether `line` goes on with the abstract that `last` is the latest line of."""
    if not _SENTENCE_END.search(last):
        return not after_gap or line[0].islower()
    if after_gap:
        return len(line) >= _PROSE and bool(_SENTENCE_END.search(line))
    return len(line) >= _PROSE or bool(_SENTENCE_END.search(line))
