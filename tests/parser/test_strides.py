"""Three lines at a stride give the papers that looking at every line gives."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser.blocks import Block, Page, Stray, blocks_of
from parser.dates import head_of
from parser.strides import dated_head

TIDY = [
    "AIAug 12, 2024Code",
    "Slow RewardsAda Moreno, Ben Okafor et al. · oxford",
    "We study agents that are paid late. A simple trick makes them patient, and the code is short.",
]
pieces = st.sampled_from(
    [
        *TIDY,
        "LGJun 3",
        "Aug 12, 2024",
        "hep-th",
        "hep-thMar 7, 2023",
        "Code",
        "Next page",
        "One sentence.",
        "",
        "A byline that is as long as an abstract may be, with names behind its titleAda Moreno, Ben Okafor",
    ]
)
damaged = st.lists(st.just(TIDY) | st.lists(pieces, max_size=4), max_size=12).map(
    lambda parts: [line for part in parts for line in part]
)


def plainly(lines: list[str]) -> list[Block | Stray]:
    """Every line is asked what it is."""
    page = Page()
    done = [page.take(line) for line in lines]
    return [part for part in (*done, page.block or page.stray) if part]


@settings(deadline=None)
@given(damaged)
def test_tidy_and_damaged_listings(lines: list[str]) -> None:
    assert list(blocks_of(lines)) == plainly(lines)


@pytest.mark.parametrize("name", ["seed-50", "dev-1k", "dev-hard-150"])
def test_real_listings(real_listing, name: str) -> None:
    lines = real_listing(name)[0].split("\n")
    assert list(blocks_of(lines)) == plainly(lines)
    lines = [line for number, line in enumerate(lines) if number % 17]  # whatever is missing
    assert list(blocks_of(lines)) == plainly(lines)


CATEGORIES = [
    "",
    "AI",
    "hep-th",
    "Code",
    "cond-mat.soft",
    "May",
    "Marc",
    "A1",
    "é",
    "-x",
    "LGCode",
    " ",
    "X" * 60,
]
MONTHS = ["Jan", "May", "Sept", "August", "Aug", "May ", "Dec.", "12 Aug", ""]
DAYS = [" 3", " 12, 2024", " 12 2024", "12", " 123", " 31, 24", " ３", " 3, 2024 ", ""]
ENDS = ["", "Code", " Code", "code"]


def test_a_head_in_its_usual_form_means_what_it_means_in_every_form() -> None:
    for parts in product(CATEGORIES, MONTHS, DAYS, ENDS):
        line = "".join(parts)
        assert dated_head(line) in (None, head_of(line)), line


def test_the_heads_of_real_listings_have_the_usual_form(real_listing) -> None:
    for line in real_listing("dev-1k")[0].split("\n")[::3]:
        assert dated_head(line) == head_of(line)
    assert dated_head("AIAug 12, 2024Code").date(None) == dt.date(2024, 8, 12)
