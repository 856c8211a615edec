"""`paperdeck parse`: reads a listing and says what it found; stores nothing."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING

import click

from cli import options

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from library.reading import Reading
    from library.sources import Source


@click.command(short_help="Read a listing and say what it holds; store nothing.")
@click.argument("source", metavar="LISTING", type=options.File())
@options.as_json
@options.as_of
@options.strict
def parse(source: Path, as_json: bool, as_of: dt.date | None, strict: bool) -> int:
    """Read a listing without storing it; `-` is standard input.

    With --json one object per paper goes to standard output and the problems to standard error; without,
    a report: counts, the year that was assumed, doubtful cuts, problems.

    This is what the file alone tells, on any computer: cuts that were moved in the app are not applied. They
    are in what `paperdeck show`, `search --json` and `export` give.
    """
    from library.reading import Reading

    with _opened(source) as opened:
        reading = Reading(opened, as_of or opened.day, {})
        problems = _print_json(reading) if as_json else _print_report(reading)
    return int(strict and problems > 0)


def _opened(source: Path) -> AbstractContextManager[Source]:
    from cli.adding import STDIN
    from library.sources import open_file, open_stream

    if source == STDIN:
        return open_stream(sys.stdin.buffer, dt.date.today())
    return open_file(source)


def _print_json(reading: Reading) -> int:
    from cli.adding import year_line
    from cli.output import out_json, say
    from parser import Record

    problems = 0
    for item in reading:
        if isinstance(item, Record):
            out_json({**item.paper.to_json(), "line": item.line, "confidence": round(item.confidence, 4)})
        else:
            problems += 1
            say(f"{reading.source.label}: {item}")
    if line := year_line(reading.assumed_year, reading.as_of):
        say(f"{reading.source.label}: {line}")
    return problems


def _print_report(reading: Reading) -> int:
    from cli.adding import year_line
    from cli.output import counted, out
    from parser import Problem, Record, is_doubtful

    papers, coded, undated = 0, 0, 0
    doubtful: list[Record] = []
    problems: list[Problem] = []
    for item in reading:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        papers += 1
        coded += item.paper.has_code
        undated += item.paper.date is None
        if is_doubtful(item.confidence):
            doubtful.append(item)
    out(f"{reading.source.label}: {counted(papers, 'paper')}, {coded:,} with code")
    if line := year_line(reading.assumed_year, reading.as_of):
        out(line)
    if doubtful:
        out(f"\n{counted(len(doubtful), 'doubtful cut')} between title and authors:")
        for record in doubtful:
            paper = record.paper
            out(f"  line {record.line}: {paper.title} | {', '.join(paper.authors)}")
    out(f"\n{counted(len(problems), 'problem')}{':' if problems else ''}")
    for problem in problems:
        out(f"  {problem}")
    return len(problems)
