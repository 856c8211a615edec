"""Where the short way finds a place, the model would have found the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parser import survey
from parser.byline import tail_of, weighed
from parser.short_way import certain_place
from parser.wordstats import word_stats
from parser.worth import Evidence


def both(line: str, abstract: str = "", names: frozenset[str] = frozenset()) -> tuple[int | None, int]:
    """The place of the short way, and that of the model."""
    tail, evidence = tail_of(line), Evidence(abstract, names)
    body = line[: tail.end]
    found = weighed(body, tail.et_al, evidence, word_stats(), evidence.has_word)
    return certain_place(body, tail.et_al, abstract, word_stats()), max(found, key=found.__getitem__)


@pytest.mark.parametrize(("name", "least"), [("seed-50", 0.9), ("dev-1k", 0.95), ("dev-hard-150", 0.6)])
def test_real_listings(real_listing, name: str, least: float) -> None:
    lines = real_listing(name)[0].split("\n")
    names = survey(lines).names
    papers = [(lines[at + 1], lines[at + 2]) for at in range(0, len(lines) - 2, 3)]

    found = [both(byline, abstract, names) for byline, abstract in papers]

    certain = [(place, best) for place, best in found if place is not None]
    assert certain == [(best, best) for _, best in certain]
    assert len(certain) >= least * len(papers)


ends = st.sampled_from(
    'pencils loops? (JINA) LLMs MIMO GPT-4 $K_4$ 3D DeepFake MetalWorking C++ "word" Text-to-SQL'.split()
)
names = st.sampled_from(
    [
        "Ada Moreno",
        "A. Moreno",
        "MohammadReza Karimi",
        "JungMin Yun",
        "Jun McDonald",
        "Elise van der Pol",
        "Conan O'Brien",
        "Po-Ru Loh",
        "I. O. Okafor",
        "S M Okafor",
    ]
)


@settings(deadline=None)
@given(st.lists(ends, min_size=1, max_size=2), st.lists(names, min_size=1, max_size=3))
def test_titles_and_names_of_many_kinds(title: list[str], authors: list[str]) -> None:
    line = "Counting " + " and ".join(title) + ", ".join(authors)
    place, best = both(line, f"We look at {title[-1]} again.")
    assert place in (None, best)


@pytest.mark.parametrize(
    "line",
    [
        "Counting oil in MetalWorking fluidsM Grossi, B Riccò",  # the capital that is seen is no name's first
        "Counting loops by handJungMin Yun, JuneHyoung Kwon",  # two places in one word
        "Counting DeepFake ArtHaroon Wahab, Hassan Ugail",  # two titles before the same name
        "Counting loops?JungMin Yun, MohammadReza Karimi",  # a place that is plainer, in a name
        "Counting loops by handS M Okafor, MohammadReza Karimi",
        "Counting loops by hand",
        "",
    ],
)
def test_what_can_be_meant_in_two_ways_is_left_to_the_model(line: str) -> None:
    assert certain_place(line, False, "", word_stats()) is None
