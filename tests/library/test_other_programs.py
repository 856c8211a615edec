"""What we write, read by other people's programs: every record, and the facts in it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import logging
import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from library import Entry, Library, Paths, sample_path
from library.export import FORMATS

SHARED = Path(__file__).parents[2].parent / "shared" / "listings"

HOSTILE = """LGMar 1, 2024Code
=HYPERLINK("http://x","y") & 100% of {braces, $5 and $x^2$ #_~^\\ <b>[x](javascript:1)</b>Ada Byron, Kurt Weil
# We | `weigh` *fruit* @article{x, } \\n ```
AIMar 2, 2024
TY  - JOUR } unbalanced { "quotes" and 'more'OpenAI, Robert Downey Jr., Søren van der Łuk et al.
- not a list
1. nor this
"""

STYLE = r"""ENTRY { author title year } {} {}
FUNCTION {misc} { "\bibitem{" cite$ * "} " *
  author empty$ { "" } { author num.names$ int.to.str$ } if$ * write$ newline$ }
FUNCTION {article} { misc }
FUNCTION {inproceedings} { misc }
READ
ITERATE {call.type$}
"""
"""A style of BibTeX that lists the entries with their number of authors; plain.bst is not everywhere."""


@pytest.fixture(params=["sample", "seed-50.txt", "dev-1k.txt", "hostile"])
def entries(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Callable[[], dt.datetime]
) -> Iterator[list[Entry]]:
    """A marked library of each kind; what every program has to find again."""
    name = request.param
    path = sample_path() if name == "sample" else SHARED / name
    if name == "hostile":
        path = tmp_path / "hostile.txt"
        path.write_text(HOSTILE)
    if not path.is_file():
        pytest.skip("the real listings are not part of the project")
    with Library.open(Paths.under(tmp_path / "home"), now=clock) as library:
        library.add(path, as_of=dt.date(2026, 11, 22))
        keys = list(library.newest())
        library.tag(keys[::2], ["later"])
        for key in keys[::3]:
            library.set_note(key, "A *note* with {braces, 50% and\n\n# a heading\n```\nopen fence")
        request.node.written = {
            name: "".join(library.export(keys, format)) for name, format in FORMATS.items()
        }
        yield list(library.entries(keys))


@pytest.fixture
def written(entries: list[Entry], request: pytest.FixtureRequest) -> Callable[[str], str]:
    return lambda format: request.node.written[format]


def test_bibtex_through_pybtex(entries: list[Entry], written: Callable[[str], str]) -> None:
    from pybtex.database import parse_string

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own
        found = parse_string(written("bibtex"), "bibtex").entries
    assert len(found) == len(entries)
    for entry, read in zip(entries, found.values(), strict=True):
        assert len(read.persons.get("author", ())) == len(entry.paper.authors) + entry.paper.et_al
        if entry.paper.date:
            assert read.fields["year"] == str(entry.paper.date.year)


def test_bibtex_through_bibtexparser(entries: list[Entry], written: Callable[[str], str]) -> None:
    import bibtexparser

    found = bibtexparser.parse_string(written("bibtex"))
    assert found.failed_blocks == []
    assert len(found.entries) == len(entries)


def test_bibtex_through_biber(entries: list[Entry], written: Callable[[str], str], tmp_path: Path) -> None:
    if shutil.which("biber") is None:
        pytest.skip("biber is not installed")
    source, target = tmp_path / "all.bib", tmp_path / "biber.bib"
    source.write_text(written("bibtex"))
    args = ["biber", "--tool", "--validate-datamodel", "--output-file", target, source]
    ended = subprocess.run(args, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "ERROR" not in ended.stdout
    assert target.read_text().lower().count("@") >= len(entries)


def test_bibtex_through_bibtex(entries: list[Entry], written: Callable[[str], str], tmp_path: Path) -> None:
    if shutil.which("bibtex") is None:
        pytest.skip("bibtex is not installed")
    (tmp_path / "all.bib").write_text(written("bibtex"))
    (tmp_path / "all.bst").write_text(STYLE)
    (tmp_path / "x.aux").write_text("\\citation{*}\n\\bibstyle{all}\n\\bibdata{all}\n")
    env = {**os.environ, "BIBINPUTS": str(tmp_path), "BSTINPUTS": str(tmp_path)}
    args = ["bibtex", "x"]
    ended = subprocess.run(args, capture_output=True, text=True, check=False, cwd=tmp_path, env=env)
    assert "error message" not in ended.stdout, ended.stdout
    assert (tmp_path / "x.bbl").read_text().count("\\bibitem") == len(entries)


def test_ris_through_rispy(entries: list[Entry], written: Callable[[str], str]) -> None:
    import rispy

    found = rispy.loads(written("ris"))
    assert [record["title"] for record in found] == [entry.paper.title for entry in entries]
    for entry, record in zip(entries, found, strict=True):
        assert len(record.get("authors", [])) == len(entry.paper.authors) + entry.paper.et_al
        assert record.get("abstract", "") == entry.paper.abstract
        assert "unknown_tag" not in record


def test_csl_json_through_citeproc(entries: list[Entry], written: Callable[[str], str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own
        from citeproc.source.json import CiteProcJSON

        items = json.loads(written("csl-json"))
        found = CiteProcJSON([{k: v for k, v in item.items() if k != "custom"} for item in items])
    assert len(found) == len(entries)
    for entry, item in zip(entries, items, strict=True):
        assert str(found[item["id"].lower()].title) == entry.paper.title or item["title"] == entry.paper.title


def test_csl_json_through_pandoc(entries: list[Entry], written: Callable[[str], str]) -> None:
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    args = ["pandoc", "-f", "csljson", "-t", "biblatex"]
    ended = subprocess.run(args, input=written("csl-json"), capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("@")
    assert ended.stdout.count("\n@") + 1 == len(entries)


def test_csv_with_the_rules_of_a_spreadsheet(entries: list[Entry], written: Callable[[str], str]) -> None:
    text = written("csv")
    csv.field_size_limit(1 << 24)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["key"] for row in rows] == [entry.paper.key for entry in entries]
    cells = [cell for row in rows for cell in row.values()]
    assert all(isinstance(cell, str) for cell in cells), "no row is longer or shorter than the header"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_markdown_through_a_commonmark_parser(entries: list[Entry], written: Callable[[str], str]) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(written("markdown"))
    headings = [tokens[n + 1] for n, t in enumerate(tokens) if t.type == "heading_open" and t.level == 0]
    shown = ["".join(c.content for c in heading.children or ()) for heading in headings[1:]]
    assert shown == [entry.paper.title for entry in entries]
    outside = [token.type for token in tokens if token.level == 0 and token.nesting >= 0]
    assert not {"fence", "code_block", "html_block", "hr", "bullet_list_open", "ordered_list_open"} & set(
        outside
    )
    links = [c.attrs["href"] for t in tokens for c in t.children or () if c.type == "link_open"]
    assert all(str(link).startswith(("http://", "https://")) for link in links)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
