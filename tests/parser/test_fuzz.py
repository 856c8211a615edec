"""Whatever bytes come in, no exception comes out and no line is lost; plain papers are read back."""

from __future__ import annotations

import datetime as dt
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from parser import NotTextError, Problem, Record, best_cut, cuts, lines_of, read, read_text, survey
from parser.blocks import Block, Stray, blocks_of

AS_OF = dt.date(2026, 11, 22)

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

# Pieces that a listing is made of, in any order and damage.
pieces = st.sampled_from(
    [
        "AIAug 12, 2024Code",
        "LGJun 3",
        "Aug 12, 2024",
        "hep-th",
        "Code",
        "Slow RewardsAda Moreno, Ben Okafor et al. · oxford",
        "Counting loopsFatima Haddad",
        "One sentence. Another one.",
        "a line that goes on and on without an end",
        "Next page",
        "",
        " ",
        "\ufeff",
        "\x1b[31m",
        "·",
        ", ",
        " et al.",
        "张伟",
        "&amp;",
    ]
)
damaged_text = st.lists(pieces | st.text(st.characters(codec="utf-8"), max_size=30)).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=2_000) | damaged_text.map(str.encode) | damaged_text.map(lambda t: t.encode("utf-16"))
)
def test_any_bytes_in_and_no_exception_out(data: bytes) -> None:
    try:
        lines = list(lines_of(io.BytesIO(data)))
    except NotTextError:
        return
    parts = list(read(lines, survey(lines), as_of=AS_OF))
    assert parts
    for part in parts:
        assert isinstance(part, Record | Problem)
        assert str(part) if isinstance(part, Problem) else part.paper.to_json()


@settings(max_examples=150, deadline=None)
@given(damaged_text)
def test_every_line_is_in_a_paper_or_in_a_problem(text: str) -> None:
    try:
        lines = [line for line in lines_of(io.BytesIO(text.encode())) if isinstance(line, str)]
    except NotTextError:
        return

    blocks = list(blocks_of(lines))

    strays = {n for block in blocks if isinstance(block, Stray) for n in range(block.first, block.last + 1)}
    kept = sorted(
        line
        for block in blocks
        if isinstance(block, Block)
        for line in (block.byline, *block.abstract)
        if line
    )
    heads = [block for block in blocks if isinstance(block, Block)]
    expected = [line for n, line in enumerate(lines, 1) if line and n not in strays]
    assert set(kept) <= set(expected)
    # what is neither text of a paper nor stray is a head (of one line or two) or a badge
    assert len(heads) <= len(expected) - len(kept) <= 2 * len(heads) + expected.count("Code")

    parts = list(read(lines, survey(lines), as_of=AS_OF))
    told = {part.line for part in parts if isinstance(part, Problem)}
    read_at = {part.line for part in parts if isinstance(part, Record)}
    assert {block.line for block in heads} <= told | read_at
    assert {block.first for block in blocks if isinstance(block, Stray)} <= told


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.text(max_size=60))
def test_any_line_has_cuts_and_each_keeps_all_of_it(line: str, abstract: str) -> None:
    offered = cuts(line, abstract)
    assert offered
    assert [cut.at for cut in offered] == sorted({cut.at for cut in offered})
    best = best_cut(line, abstract)
    assert 0 <= best.confidence <= 1
    for cut in (*offered, best):
        assert line[: cut.at].strip() == cut.title
        assert all(author in line[cut.at :] for author in cut.authors)


small = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8)
ending = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=12)
name = st.builds(lambda given, family: f"{given.capitalize()} {family.capitalize()}", small, small)
title = st.builds(
    lambda words, last: " ".join([*words, last]).capitalize(), st.lists(small, min_size=1), ending
)


@st.composite
def written_papers(draw: st.DrawFn) -> tuple[list[str], dict[str, object]]:
    """Three lines and what they say, written so that they can be read in one way only."""
    category = draw(st.sampled_from(["LG", "AI", "hep-th", "quant-gas", "cond-mat.soft"]))
    day = draw(st.dates(dt.date(1991, 1, 1), dt.date(2025, 12, 31)))
    has_code = draw(st.booleans())
    et_al = draw(st.booleans())
    authors = draw(st.lists(name, min_size=3 if et_al else 1, max_size=3))
    slugs = draw(st.lists(small, max_size=2))
    paper_title = draw(title)
    abstract = " ".join(["We", *draw(st.lists(small, min_size=1))]) + "."  # "More." may be a page's own line
    lines = [
        f"{category}{MONTHS[day.month - 1]} {day.day}, {day.year}{'Code' if has_code else ''}",
        paper_title + ", ".join(authors) + " et al." * et_al + (" · " + ", ".join(slugs) if slugs else ""),
        abstract,
    ]
    return lines, {
        "category": category,
        "date": day.isoformat(),
        "has_code": has_code,
        "title": paper_title,
        "authors": authors,
        "et_al": et_al,
        "affiliations": slugs,
        "abstract": abstract,
    }


@settings(max_examples=100, deadline=None)
@given(st.lists(written_papers(), min_size=1, max_size=6, unique_by=lambda paper: paper[1]["title"]))
def test_what_is_written_plainly_is_read_back(written: list[tuple[list[str], dict[str, object]]]) -> None:
    found = read_text("\n".join(line for lines, _ in written for line in lines), as_of=AS_OF)

    assert found.problems == ()
    for record, (lines, expected) in zip(found.records, written, strict=True):
        paper = record.paper.to_json()
        assert {field: paper[field] for field in expected} == expected
        assert record.byline == lines[1]
