"""What is on disk is a Whoosh index: stock Whoosh opens it, and finds and ranks what we find and rank."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest

from parser import Paper, paper_key
from search.evaluate import evaluate
from search.query import parse
from search.ranking import Ranking
from search.schema import WordAnalyzer
from search.trees import And, FuzzyTerm, Not, Or, Prefix, Term
from search.whoosh_engine import WhooshEngine
from search.words import stem, tokens

WORDS = """
    learning learned model models deep neural network networks quantum field theory agent agents world policy
    policies reward exploration graph graphs language large image images protein galaxy robust robustness the
    of and a in for on with we show that this method methods general generalize universal universe naïve
    Schrödinger Erdős α-divergence x2 3d Q-learning state-of-the-art self-play zero-shot
    benchmark dataset theorem proof
""".split()
NAMES = (
    "Foerster Förster Müller Mueller Li Wei Lu Chris Jakob Ann O'Brien Øster García Jane Roe Zhang".split()
)


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    """700 papers of random words, the same every time; some words are common, some rare."""
    dice = random.Random(7)
    weights = [1 / (1 + rank) for rank in range(len(WORDS))]

    def text(count: int) -> str:
        return " ".join(dice.choices(WORDS, weights, k=count))

    made = []
    for number in range(700):
        title = f"{text(dice.randint(2, 8))} {number}"
        authors = tuple(" ".join(dice.sample(NAMES, 2)) for _ in range(dice.randint(1, 4)))
        day = dt.date(2018, 1, 1) + dt.timedelta(days=dice.randrange(2_500))
        made.append(
            Paper(
                paper_key(title, authors[0]), title, authors,
                category=dice.choice(["LG", "AI", "hep-th", "CL"]),
                date=None if number % 50 == 0 else day,
                has_code=dice.random() < 0.3,
                abstract=text(dice.randint(5, 300)),
                affiliations=(dice.choice(["mit", "deepmind", "google deepmind", "University of Oxford"]),),
                links=("https://example.org",) if number % 3 == 0 else (),
            )
        )  # fmt: skip
    return made


@pytest.fixture(scope="module", params=["one segment", "three segments"])
def engine(request, papers, tmp_path_factory):
    folder = tmp_path_factory.mktemp("index") / "index"
    if request.param == "one segment":
        return WhooshEngine.build(folder, papers)
    engine = WhooshEngine.build(folder, [replace(p, abstract=p.title) for p in papers[:500]])
    engine.upsert(papers[:300])
    engine.upsert(papers[300:])
    engine.delete([paper.key for paper in papers[::70]])
    return engine


@pytest.fixture(scope="module")
def searcher(engine):
    from whoosh.index import open_dir

    with open_dir(str(engine.location)).searcher() as searcher:
        yield searcher


def queries() -> list[str]:
    """At least 200 of every class that an index of papers alone can answer."""
    dice = random.Random(11)

    def word() -> str:
        return dice.choice(WORDS)

    made = list(WORDS)
    made += [f"{word()} {word()}" for _ in range(25)] + [f"{word()} {word()} {word()}" for _ in range(15)]
    made += [f'"{word()} {word()}"' for _ in range(30)] + [f'"{word()} {word()}"~3' for _ in range(10)]
    made += [f"{word()} OR {word()}" for _ in range(15)] + [
        f"({word()} OR {word()}) {word()}" for _ in range(10)
    ]
    made += [f"{word()} -{word()}" for _ in range(15)] + [f"NOT {word()}" for _ in range(5)]
    made += [f"title:{word()}" for _ in range(12)] + [f"abstract:{word()}" for _ in range(12)]
    made += [f"author:{name}" for name in NAMES] + [
        f'author:"{a} {b}"' for a in NAMES[:5] for b in NAMES[5:8]
    ]
    made += [
        'aff:"google deepmind"',
        "aff:deepmind",
        "aff:mit,oxford",
        "aff:univ*",
        "author:f*",
        "author:foerste~",
    ]
    made += ["cat:LG", "cat:lg,ai", "-cat:hep-th", "code:yes model", "code:no -has:link", "has:link cat:CL"]
    made += [
        "date:2019",
        "date:2019-03..2020-06",
        "date:>2021",
        "since:2023-05-05 model",
        "until:2018-06",
        "date:<2018",
    ]
    made += [
        "year:2020",
        "year:2019..2021",
        "month:2022-07",
        "year:2019,2023 cat:AI",
        "month:2018-12..2019-02",
    ]
    made += [f"{word()[:3]}*" for _ in range(12)] + [
        "lerning~",
        "modle~ deep",
        "grap~",
        "un* -universe",
        "title:qu*",
    ]
    made += [f'title:"{word()} {word()}"' for _ in range(10)]
    return [text for text in made if parse(text).problem is None]


def test_there_are_enough_queries():
    assert len(queries()) >= 200


def test_stock_whoosh_finds_the_same_documents(engine, searcher):
    corpus = engine.corpus
    for text in queries():
        tree = parse(text).tree
        expected = set(searcher.docs_for_query(_in_stock_terms(tree, corpus)))
        docset = evaluate(tree, corpus, None) & corpus.live
        assert {n for n in range(corpus.size) if docset >> n & 1} == expected, text


def test_stock_whoosh_reads_keys_and_counts(engine, searcher, papers):
    reader = searcher.reader()
    assert reader.doc_count() == len(engine)
    number = next(iter(searcher.docs_for_query(parse("quantum").tree)))
    assert searcher.stored_fields(number) == {"key": engine.corpus.key(number)}
    for text in ("model", "quantum", "proof"):
        assert reader.doc_frequency("text", text) == engine.corpus.frequency("text", text)


@pytest.mark.parametrize("few", [2_000, 20], ids=["all scored", "the best of a rough order scored"])
def test_the_first_ten_agree_with_stock_scoring(few, engine, searcher):
    ranking = Ranking(engine.corpus, few=few)
    agreed, asked = 0.0, 0
    for text in [t for t in queries() if ":" not in t and "*" not in t and "~" not in t and "NOT" not in t]:
        tree = parse(text).tree
        hits = searcher.search(tree, limit=10)
        if len(hits) < 10:
            continue
        docset = evaluate(tree, engine.corpus, None) & engine.corpus.live
        ours = list(ranking.ordered(tree, docset))[:10]
        agreed += len({hit.docnum for hit in hits} & set(ours)) / 10
        asked += 1
    assert asked > 50
    assert agreed / asked >= 0.95


def test_scores_are_stock_scores(engine, searcher):
    from search.ranking import scored_terms

    tree = parse("quantum model").tree
    hits = searcher.search(tree, limit=20)
    ranking = Ranking(engine.corpus)
    scores = ranking.scores(scored_terms(tree, engine.corpus), engine.corpus.live)
    for hit in hits:
        assert scores[hit.docnum] == pytest.approx(hit.score, rel=1e-5)


def test_the_analyzer_gives_the_words_of_the_index(papers):
    for paper in papers[:100]:
        given = [token.text for token in WordAnalyzer(stemmed=True)(paper.abstract, mode="query")]
        assert given == [stem(word) for word in tokens(paper.abstract)]


def _in_stock_terms(tree, corpus):
    """In stemmed fields our prefixes and misspellings mean words before stemming: put as terms for Whoosh."""
    if isinstance(tree, And | Or):
        return type(tree)([_in_stock_terms(part, corpus) for part in tree.subqueries])
    if isinstance(tree, Not):
        return Not(_in_stock_terms(tree.query, corpus))
    if isinstance(tree, Prefix | FuzzyTerm) and tree.fieldname in ("text", "title", "abstract"):
        found = corpus.terms_starting if isinstance(tree, Prefix) else corpus.terms_near
        return Or([Term(tree.fieldname, term) for term in sorted(found(tree.fieldname, tree.text))])
    return tree
