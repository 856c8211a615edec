"""Line 2 carries title and authors without anything between them; this is how it is read."""

from __future__ import annotations

import pytest

from parser import Cut, best_cut, cut_at, cuts, is_doubtful
from parser.byline import MAX_BYLINE


@pytest.mark.parametrize(
    "line",
    [
        # one inner capital: the short way
        "Learning to Wait for Slow Rewards|Ada Moreno, Ben Okafor, Chiara Rossi et al.",
        "Counting loops without a pencil|Fatima Haddad",
        "What Do Maps Know?|Dana Novak, Erik Lindqvist",
        # titles that end in other than a word
        "Waiting as a Service (Extended Abstract)|Ada Moreno",
        "Slow Rewards in 1999|Ben Okafor, Chiara Rossi",
        "Patience for LLMs|Dana Novak, Erik Lindqvist, Fatima Haddad et al.",
        "A Faster Route to 3-SAT|J. Novak, E. Lindqvist",
        "Sums of cubes, II|N. J. Okafor, F. A. Rossi",
        "A note on $K_4$-free graphs|Fatima Haddad",
        "Is It Over Yet?|Ada Moreno",
        "The pleasures of C++|Ben Okafor, Chiara Rossi",
        # names of every kind
        "Sound and Silence in Rooms|Conan O'Brien, Branton DeMoss",
        "Sound and Silence in Rooms|Elise van der Pol, Christian Schroeder de Witt",
        "Sound and Silence in Rooms|J Rosser, Ada Moreno",
        "Sound and Silence in Rooms|Li Wei, Xu Ke",
        "Sound and Silence in Rooms|MohammadReza Davari, Leila Kosseim",
        "Sound and Silence in Rooms|SungHo Kim, Nayeon Kim, Taehee Jeon et al.",
        "Sound and Silence in Rooms|Yu-Shun Hsiao, Ada Moreno",
        "Sound and Silence in Rooms|Łukasz Nowak, Étienne Martel",
        "Sound and Silence in Rooms|JF Bastien, Ada Moreno",
        "Sound and Silence in Rooms|YAN ZHENG, Ada Moreno",
        "Sound and Silence in Rooms|Ada Moreno III, Ben Okafor Jr.",
        "On the kernels of stochastic processes|matt zhang, Peng Lin, Ting Guo et al.",
        "Sound and Silence in Rooms|A. B. C. Rossi",
        # commas in the title
        "Load, Norms, and Popularity Cues|Ada Moreno, Ben Okafor, Chiara Rossi et al.",
        "Red, green and blue waves|Fatima Haddad",
        "Waiting, Watching, Wondering|Dana Novak, Erik Lindqvist",
        # single names
        "Physical Models of Tea|Nilaksh, Saurav Jha, Artem Zholus et al.",
    ],
)
def test_the_title_ends_at_the_bar(line: str) -> None:
    title, _, rest = line.partition("|")
    authors = tuple(rest.removesuffix(" et al.").split(", "))

    cut = best_cut(title + rest)

    assert (cut.title, cut.authors, cut.et_al) == (title, authors, rest.endswith(" et al."))
    assert cut.at == len(title)


@pytest.mark.parametrize(
    ("line", "affiliations"),
    [
        ("Slow RewardsAda Moreno · oxford", ("oxford",)),
        ("Slow RewardsAda Moreno et al. · oxford, meta-ai", ("oxford", "meta-ai")),
        ("Slow RewardsAda Moreno", ()),
    ],
)
def test_slugs_behind_the_names_are_affiliations(line: str, affiliations: tuple[str, ...]) -> None:
    cut = best_cut(line)
    assert (cut.title, cut.authors, cut.affiliations) == ("Slow Rewards", ("Ada Moreno",), affiliations)


def test_the_abstract_tells_a_word_from_a_word_and_a_name() -> None:
    line = "A New Solver named QuickXPressAda Moreno, Ben Okafor"
    assert best_cut(line, "We build QuickXPress and it is quick.").title.endswith("QuickXPress")
    assert best_cut(line, "We build QuickXPress.").confidence > best_cut(line).confidence


def test_a_name_that_stands_alone_elsewhere_in_the_listing_is_a_name() -> None:
    line = "Notes on the theory of DeepWell MacArran, Ada Moreno"
    assert best_cut(line, names={"Well MacArran"}).authors[0] == "Well MacArran"


def test_plain_lines_are_sure_and_odd_ones_are_not() -> None:
    assert best_cut("Learning to Wait for Slow RewardsAda Moreno, Ben Okafor").confidence > 0.99
    assert is_doubtful(best_cut("Transfer for the BellCNNGuruRaj Awate").confidence)


def test_without_names_there_are_no_authors_and_no_confidence() -> None:
    cut = best_cut("A title that stands all alone")
    assert (cut.title, cut.authors, cut.confidence) == ("A title that stands all alone", (), 0)


def test_every_cut_is_offered_in_order_the_likeliest_with_most_confidence() -> None:
    line = "Transfer for the BellCNNGuruRaj Awate, Ada Moreno"

    offered = cuts(line)

    assert [cut.at for cut in offered] == sorted(cut.at for cut in offered)
    assert offered[-1].authors == ()
    assert ("Transfer for the BellCNN", "GuruRaj Awate") in [
        (cut.title, cut.authors[:1][0]) for cut in offered[:-1]
    ]
    assert max(offered, key=lambda cut: cut.confidence).at == best_cut(line).at
    assert sum(cut.confidence for cut in offered) <= 1.000001


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "a",
        "Aa",
        "aA",
        "Aa ",
        "aA ",
        "Aa, ",
        "aAa b, ",
        ").a",
        "a-A",
        "A.",
        "张",
        "张, ",
        "x · a, ",
        "a.b ",
        "\u0301",
    ],
)
def test_hostile_lines_are_cut_or_left_alone(piece: str) -> None:
    line = (piece * 2_000)[:MAX_BYLINE].strip()
    assert 0 <= best_cut(line).confidence <= 1
    assert cuts(line, abstract=line)
    assert best_cut(line * 3).authors == ()


def test_a_cut_that_the_user_chose() -> None:
    line = "Slow RewardsAda Moreno, Ben Okafor et al. · oxford"
    assert cut_at(line, 4) == Cut(
        at=4,
        title="Slow",
        authors=("RewardsAda Moreno", "Ben Okafor"),
        et_al=True,
        affiliations=("oxford",),
        has_code=False,
        confidence=1.0,
    )
    assert cut_at(line, 999).authors == ()
    assert cut_at(line, -5).title == ""


@pytest.mark.parametrize("name", ["dev-1k", "dev-hard-150"])
def test_real_lines_are_cut_right(real_listing, name: str) -> None:
    text, gold = real_listing(name)
    lines = text.split("\n")
    wrong = []
    for paper, byline, abstract in zip(gold, lines[1::3], lines[2::3], strict=True):
        cut = best_cut(byline, abstract)
        if (cut.title, list(cut.authors)) != (paper["title"], paper["authors"]):
            wrong.append((byline, cut.confidence))
    assert len(wrong) <= len(gold) * (0.001 if name == "dev-1k" else 0.04)


@pytest.mark.parametrize(
    "line",
    [
        "Counting Loops by HandXinge Zhu Yuexin Ma Tai Wang Yan Xu Jianping Shi",
        "Development of TITAN-IX and its Operation-S. Hirose, S. Yokota, A. Torii et al.",
    ],
)
def test_odd_names_are_doubted(line: str) -> None:
    assert is_doubtful(best_cut(line).confidence)
