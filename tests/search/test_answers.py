"""What comes with an answer: hits, snippets, suggestions, completions, related papers; queries as text."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import docsets
from search.answer import Sort
from search.complete import complete
from search.counts import Counts
from search.named import TELLING, Names
from search.owned import OwnDocsets
from search.query import parse
from search.scan_engine import ScanEngine
from search.snippets import snippet
from search.tally import Tally
from search.trees import Every
from search.unparse import to_text
from search.whoosh_engine import WhooshEngine


@pytest.fixture(scope="module", params=[ScanEngine, "index"])
def engine(request, shelf, tmp_path_factory):
    if request.param == "index":
        return WhooshEngine.build(tmp_path_factory.mktemp("index") / "index", shelf)
    return request.param(shelf)


@pytest.mark.parametrize(
    ("query", "field", "text", "marked"),
    [
        ("learn", "abstract", "We learn by learning; learners differ.", ["learn", "learning"]),
        ("learn*", "abstract", "We learn by learning; learners differ.", ["learn", "learning", "learners"]),
        (
            '"world model"',
            "abstract",
            "A world model of the world, with models.",
            ["world", "model"],
        ),
        ("foerster", "authors", "Jakob Förster", ["Förster"]),
        ("author:jakob", "authors", "Jakob Foerster", ["Jakob"]),
        ("author:jakob", "title", "Jakob", []),
        ("title:world", "abstract", "world", []),
        ("世界", "title", "新世界模型", ["世界"]),
        ("-world cat:LG is:starred", "title", "world", []),
        ("hanab~", "title", "On Hanabi", ["Hanabi"]),
        ("alpha", "abstract", "An α-divergence", ["α"]),
        ("aff:oxford", "affiliations", "University of Oxford", ["Oxford"]),
    ],
)
def test_hits_are_where_the_words_are(query, field, text, marked, engine, mine):
    spans = engine.search(query, mine).hits.spans(text, field)
    found = [text[start:end] for start, end in spans]
    assert found == marked


def test_a_beginning_that_found_by_its_stem_is_shown_by_its_stem(engine, mine):
    hits = engine.search("generaliz", mine, typing=True).hits
    assert hits.spans("They generalize; it is general.", "abstract") == ((5, 15), (23, 30))


def test_a_snippet_shows_the_densest_hits():
    text = "One alpha here. " + "Filler words stand about. " * 20 + "Then alpha meets alpha again, and ends."
    places = [(at, at + 5) for at in range(len(text)) if text.startswith("alpha", at)]
    piece, spans = snippet(text, places, 60)
    assert len(piece) <= 60
    assert [piece[a:b] for a, b in spans] == ["alpha", "alpha"]
    assert piece.startswith("…")
    assert snippet("short", [(0, 5)], 60) == ("short", ((0, 5),))


@given(st.text("ab ", max_size=80), st.integers(1, 30), st.data())
def test_a_snippet_never_outgrows_its_width(text, width, data):
    ends = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = list(zip(ends[::2], ends[1::2], strict=False))
    piece, kept = snippet(text, spans, width)
    assert len(piece) <= max(width, 3)
    assert all(0 <= a <= b <= len(piece) for a, b in kept)


def test_a_misspelt_query_gets_a_suggestion_with_its_count(shelf, mine, tmp_path):
    engine = WhooshEngine.build(tmp_path / "index", shelf)
    answer = engine.search("reinforcemnet cat:LG", mine)
    assert answer.count == 0
    assert answer.suggestion is not None
    assert answer.suggestion.text == "reinforcement cat:LG"
    assert answer.suggestion.count == engine.search(answer.suggestion.text, mine).count == 1
    assert engine.search("world", mine).suggestion is None
    assert engine.search("xyzzyx", mine).suggestion is None
    half_typed = engine.search('"reinforcemnet', mine, typing=True)
    assert (half_typed.problem, half_typed.suggestion) == (None, None)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("world ca", ["cat:"]),
        ("cat:l", [("LG", 5)]),
        ("cat:LG,a", [("AI", 2)]),
        ("-author:foe", [("Jakob Foerster", 3)]),
        ("author:wei", [("Wei Li", 2), ("Wei Li Zhang", 1)]),
        ("tag:t", [("to read", 1)]),
        ("is:st", [("starred", 2)]),
        ("code:", ["yes", "no"]),
        ("sort:re", ["relevance"]),
        ("(year:202", [("2024", 2)]),
        ("nothing:", []),
        ("", []),
    ],
)
def test_completions_name_fields_and_values_with_counts(text, offered, engine, mine):
    found = complete(text, len(text), engine, mine)
    for wanted in offered:
        word, count = wanted if isinstance(wanted, tuple) else (wanted, None)
        match = next(one for one in found if one.text.strip('"') == word)
        assert match.count == count
        completed = text[: match.start] + match.text + text[match.end :]
        assert completed.endswith(match.text)
        assert completed.startswith(text[: match.start])
    if not offered:
        assert found == ()


@pytest.mark.parametrize(
    "text",
    [
        "world model", '"world model" -survey', "(a OR b) c", "universities policies", "förster",
        "multi-agent",
        'author:"Jakob Foerster","Chris Lu" cat:LG,AI', "date:2023-06..2024 since:2020 until:2025-02",
        "hanab~ mod*", "year:2022..2024 -year:2023", "-(a b) c", "NOT (a OR -b)", "cat:hep-th code:no", "",
        'is:starred has:note has:code tag:"to read" note:baseline', 'title:(a OR "b c"~2) "OR"',
    ],
)  # fmt: skip
def test_a_tree_can_be_written_as_a_query(text):
    tree = parse(text).tree
    assert parse(to_text(tree)).tree == tree


@given(st.text('ab:()"-*~ ,.ORNOT20catis', max_size=40))
def test_any_tree_can_be_written_as_a_query(text):
    parsed = parse(text)
    if parsed.problem is None:
        again = parse(to_text(parsed.tree, parsed.sort))
        assert (again.tree, again.sort, again.problem) == (parsed.tree, parsed.sort, None)


def test_the_sort_order_is_written_too():
    assert to_text(parse("a sort:title").tree, Sort.TITLE) == "a sort:title"


def test_related_papers_come_with_what_ties_them(engine, shelf):
    found = engine.related(shelf[0].key)
    keys = [one.key for one in found]
    assert shelf[0].key not in keys
    assert set(keys[:2]) == {shelf[1].key, shelf[7].key}  # shared authors, places and subject
    near = next(one for one in found if one.key == shelf[7].key)
    assert "Jakob Foerster" in near.people
    assert {"world", "model", "models"} & set(near.words)
    assert not {"a", "of", "for", "the", "that", "with"} & {word for one in found for word in one.words}
    assert engine.related("000000000000") == ()


def test_facet_values_are_found_by_any_of_their_words(engine):
    values = engine.facet_values("author", "li").values
    assert [(v.value, v.count) for v in values] == [("Wei Li", 2), ("Wei Li Zhang", 1)]
    assert engine.facet_values("cat", "", limit=2).distinct == 4


@pytest.mark.parametrize("query", ["common", "half", "third"])
def test_the_first_names_of_many_papers_are_the_most_frequent(query, make_paper, mine, tmp_path):
    dice = random.Random(3)
    people = [f"Ann{n} Writer{n}" for n in range(900)]
    weights = [1 / (1 + n / 20) for n in range(900)]
    papers = [
        make_paper(
            f"Paper {n} common {'half' if n % 2 else ''} {'' if n % 3 else 'third'}",
            *dict.fromkeys(dice.choices(people, weights, k=3)),
        )
        for n in range(6_000)
    ]
    engine = WhooshEngine.build(tmp_path / "index", papers)
    found = [paper for paper in papers if query in paper.title]
    plain = Counter(name for paper in found for name in paper.authors)
    (facet,) = (f for f in engine.search(query, mine).facets if f.field == "author")
    assert [value.count for value in facet.values] == sorted(plain.values(), reverse=True)[:30]
    assert all(value.count == plain[value.value] for value in facet.values)


@pytest.mark.parametrize("people", [12, 400, 4_000])
@pytest.mark.parametrize("telling", [0, TELLING, 1 << 40])
def test_first_names_of_a_set_are_counted_as_one_by_one(people, telling, make_paper, tmp_path):
    dice = random.Random(people)
    weights = [1 / (1 + n / 3) for n in range(people)]
    papers = [
        make_paper(
            f"Paper {n}", *dict.fromkeys(f"Writer{x}" for x in dice.choices(range(people), weights, k=3))
        )
        for n in range(2_500)
    ]
    (segment,) = WhooshEngine.build(tmp_path / "index", papers).corpus.segments
    by_key = {paper.key: paper.authors for paper in papers}
    authors = [by_key[segment.key(n)] for n in range(segment.size)]
    names = Names(segment, "author", telling)
    for size in (1, 40, 600, 1_499, 1_501, 1_900, 2_480, 2_500):
        documents = dice.sample(range(2_500), size)
        plain = Counter(name for n in documents for name in authors[n])
        found, distinct = names.most_frequent(docsets.make(documents, 2_500), 30)
        assert [count for _, count in found] == sorted(plain.values(), reverse=True)[:30]
        assert all(count == plain[names.text(name)] for name, count in found)
        assert distinct == len(plain) or (size > 1_500 and distinct >= len(plain))


@pytest.mark.parametrize("many", [0, 10_000])
def test_years_and_categories_of_a_set_are_counted_as_one_by_one(many, make_paper, mine, tmp_path):
    dice = random.Random(1)
    papers = [
        make_paper(
            f"Paper {n}",
            date=f"{dice.randint(1990, 2024)}-{dice.randint(1, 12):02}-03" if n % 9 else "",
            category=dice.choice(["", "LG", *(f"c{int(dice.paretovariate(0.4)) % 200}" for _ in range(5))]),
        )
        for n in range(2_500)
    ]
    corpus = WhooshEngine.build(tmp_path / "index", papers).corpus
    by_key = {paper.key: paper for paper in papers}
    counts, own = Counts(corpus, [Tally(corpus.segments[0], many)]), OwnDocsets(corpus).asking(mine)
    for size in (0, 1, 40, 1_000, 1_900, 2_480, 2_500):
        documents = dice.sample(range(2_500), size)
        found = [by_key[corpus.key(n)] for n in documents]
        parts = [(Every(), docsets.make(documents, 2_500))]
        facets = {facet.field: facet for facet in counts.facets(parts, corpus.live, own)}
        years = Counter(str(paper.date.year) for paper in found if paper.date)
        assert {value.value: value.count for value in facets["year"].values} == years
        categories = Counter(paper.category for paper in found if paper.category)
        shown = {value.value: value.count for value in facets["cat"].values}
        assert shown == {name: categories[name] for name in shown}
        assert sorted(shown.values()) == sorted(categories.values())[-100:]
