"""Listings named on the command line, brought into the library: shared by `add` and the browser."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from cli.output import counted
from cli.progress import ProgressLine
from library import ImportReport, Library

STDIN = Path("-")


def add_one(
    library: Library,
    source: Path,
    as_of: dt.date | None,
    name: str | None = None,
    *,
    tag_keywords: bool = False,
) -> ImportReport:
    """Adds one listing with a line of progress; `-` is standard input, `arxiv:...` is asked of arXiv."""
    if str(source).startswith("arxiv:"):
        with ProgressLine("Asking arXiv") as progress:
            return library.add_from_arxiv(str(source), name=name, progress=progress)
    stream = sys.stdin.buffer if source == STDIN else None
    with ProgressLine(f"Adding {source.name}") as progress:
        return library.add(
            stream or source, as_of=as_of, name=name, tag_keywords=tag_keywords, progress=progress
        )


def summary(report: ImportReport) -> str:
    """What an import did, in one line."""
    if report.same:
        return f"{report.listing}: {counted(report.papers, 'paper')}, nothing has changed"
    parts = [f"{report.new:,} new", f"{report.updated:,} updated", f"{report.unchanged:,} unchanged"]
    if report.doubtful_count:
        parts.append(f"{report.doubtful_count:,} doubtful")
    parts.append(counted(report.problem_count, "problem"))
    return f"{report.listing}: {', '.join(parts)}"


def year_line(report_year: int | None, as_of: dt.date) -> str:
    """Which year was taken for dates without one, and how to change that; "" where none was needed."""
    if report_year is None:
        return ""
    return (
        f"dates without a year are taken as {report_year}, the page as of {as_of}; --as-of DATE changes that"
    )
