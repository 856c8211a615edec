"""An index that was added to gives what a new one of the same papers gives: papers, orders, counts."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import docsets
from search.names import keys_within, value_key
from search.order import author_key, title_key
from search.results import Woven
from search.segment import SMALL
from search.whoosh_engine import WhooshEngine
from search.words import stem

STEMS = "learn generaliz univers polici model explor robust".split()
ENDS = ("", "s", "ed", "ing", "e", "es", "ation", "al", "ly")
SHORT = ["Ann", "Wei Li", "Jakob Förster", "Li", "Åsa Lee", "mit"]
"""Names that stand inside longer ones; the first paper of all has them."""
LONG = [
    f"{a} {b} {c}" for a in ("Ann", "Wei", "Jakob", "Åsa") for b in ("Li", "Förster", "Lee") for c in "XYZW"
]


def random_papers(dice, make_paper, count, numbered_from):
    def words(most):
        return " ".join(dice.choice(STEMS) + dice.choice(ENDS) for _ in range(dice.randint(1, most)))

    return [
        make_paper(
            f"{words(3)} {number}",
            *dict.fromkeys(dice.choices([*SHORT, *LONG], k=dice.randint(1, 5))),
            date=f"{dice.randint(2019, 2023)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            if number % 9
            else "",
            category=dice.choice(["", "LG", "AI", "hep-th"]),
            has_code=dice.random() < 0.3,
            abstract=words(12),
            affiliations=tuple(dice.sample(["mit", "mit media lab", "oxford", *SHORT], dice.randint(0, 2))),
        )
        for number in range(numbered_from, numbered_from + count)
    ]


@pytest.fixture(scope="module", params=range(3))
def grown_and_new(request, make_paper, tmp_path_factory):
    """Additions of one paper, of ten, and of more than is small; some papers are replaced, some taken out."""
    dice = random.Random(request.param)
    folder = tmp_path_factory.mktemp("index")
    papers = [
        make_paper("All names", *SHORT, affiliations=tuple(SHORT)),
        *random_papers(dice, make_paper, 300, 0),
    ]
    grown = WhooshEngine.build(folder / "grown", papers)
    kept = {paper.key: paper for paper in papers}
    for size in (1, 10, 10, SMALL + 30):
        grown.search("learn", Nothing()).order[
            :1
        ]  # what is kept now must not be taken for what is there later
        added = random_papers(dice, make_paper, size, 1_000 + len(kept))
        again = [
            replace(paper, abstract="explored anew") for paper in dice.sample(list(kept.values())[1:], 3)
        ]
        grown.upsert([*added, *again])
        kept |= {paper.key: paper for paper in [*added, *again]}
        gone = dice.sample(list(kept)[1:], 5)
        grown.delete(gone)
        for key in gone:
            del kept[key]
    assert len(grown.parts) == 5
    return grown, WhooshEngine.build(folder / "new", list(kept.values())), kept


class Nothing:
    """Nobody has written anything."""

    version = 0

    def keys(self, field, value):
        return ()

    def values(self, field):
        return ()

    def order(self, sort):
        return ()


QUERIES = [
    *sorted({(root + end)[:n] for root in STEMS for end in ENDS for n in range(1, len(root + end) + 1)}),
    "title:lea", "abstract:univ", "author:for", "aff:m", "learn explor", "learned -mod", '"ann li"', "anew",
    "cat:LG", "code:yes polic", "year:2021", "year:2020 month:2020-05", "since:2022-06", "author:\"wei li\"",
    "-author:\"ann li x\" learn", "lerning~", "",
]  # fmt: skip


@pytest.mark.parametrize("typing", [True, False])
def test_the_same_papers_are_found_in_the_same_order(grown_and_new, typing):
    grown, new, kept = grown_and_new
    for text in QUERIES:
        found, expected = (e.search(text, Nothing(), typing=typing).order for e in (grown, new))
        assert set(found) == set(expected), text
        assert [kept[key].date for key in found] == [kept[key].date for key in expected], text
        assert found[3:40] == list(found)[3:40]


@pytest.mark.parametrize("sort", ["oldest", "title", "author"])
def test_every_order_takes_the_added_papers_in(grown_and_new, sort):
    grown, new, kept = grown_and_new
    for text in ("", "learn", "cat:AI robust"):
        found, expected = (e.search(f"{text} sort:{sort}", Nothing()).order for e in (grown, new))
        placed = {
            "oldest": lambda key: kept[key].date,
            "title": lambda key: title_key(kept[key]),
            "author": lambda key: author_key(kept[key]),
        }[sort]
        assert list(map(placed, found)) == list(map(placed, expected)), text


def test_the_same_values_are_counted(grown_and_new):
    grown, new, kept = grown_and_new
    for text in QUERIES:
        found, expected = (e.search(text, Nothing(), typing=True) for e in (grown, new))
        papers = [kept[key] for key in found.order]
        for facet, wanted in zip(found.facets, expected.facets, strict=True):
            if facet.field not in ("author", "aff"):
                assert facet == wanted, text
                continue
            assert [value.count for value in facet.values] == [value.count for value in wanted.values], text
            assert facet.distinct == wanted.distinct, text
            if f"{facet.field}:" not in text:  # else its own choice does not count
                plain = _counts(papers, facet.field)
                assert all(v.count == plain[value_key(facet.field, v.value)] for v in facet.values), text


def _counts(papers, field):
    """How many papers count for each key, the plain way."""
    counts = Counter()
    for paper in papers:
        names = paper.authors if field == "author" else paper.affiliations
        counts.update({key for name in names for key in keys_within(name)})
    return counts


@given(st.sets(st.integers(0, 400)), st.lists(st.integers(0, 410)), st.integers(0, 450), st.integers(0, 60))
def test_others_are_woven_into_a_set_where_they_belong(documents, places, start, length):
    others = [(place, 1_000 + n) for n, place in enumerate(sorted(places))]
    plain = sorted([*((n, 1, n) for n in documents), *((place, 0, number) for place, number in others)])
    woven = Woven(docsets.make(documents, 401), others)
    assert woven(start, start + length) == [number for _, _, number in plain][start : start + length]
    assert woven(0, 20) == [number for _, _, number in plain][:20]


@given(st.text("abcdefghijklmnopqrstuvwxyz0é", min_size=1, max_size=12))
def test_a_word_and_its_stem_begin_alike(word):
    assert stem(word)[0] == word[0]
