"""A paper in one line or one entry, to be pasted."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from library.addresses import paper_url, safe_url
from library.citation import bibtex, citation, citation_key, markdown_link
from library.formats.latex import is_balanced, to_latex
from library.formats.names import split_name
from parser import Paper, paper_key

PAPER = Paper(
    key=paper_key("The AI Scientist: Towards Discovery", "Chris Lu"),
    title="The AI Scientist: Towards Discovery",
    authors=("Chris Lu", "Jan van der Berg"),
    et_al=True,
    category="AI",
    date=dt.date(2024, 8, 12),
    date_text="Aug 12, 2024",
    arxiv_id="2408.06292",
)


def changed(**fields: object) -> Paper:
    return dataclasses.replace(PAPER, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({}, "lu2024ai"),
        ({"authors": ("Jan van der Berg",)}, "vanderberg2024ai"),
        ({"authors": ("José Ñandú",), "title": "On the Étale"}, "nandu2024etale"),
        ({"authors": (), "date": None, "title": "Why?"}, "anonwhy"),
        ({"authors": ("李明",), "date": None, "title": "深度学习"}, f"anon{PAPER.key}"),
        ({"authors": ("Søren Łuk",), "title": "The The"}, f"luk2024{PAPER.key}"),
    ],
)
def test_a_citation_key_is_name_year_word(fields: dict[str, object], key: str) -> None:
    assert citation_key(changed(**fields)) == key


def test_a_citation_says_who_when_what_where() -> None:
    assert citation(PAPER) == (
        "Chris Lu, Jan van der Berg, et al. (2024). The AI Scientist: Towards Discovery. arXiv:2408.06292."
    )
    published = changed(et_al=False, venue="Nature", doi="10.1/x", title="Who cites?")
    assert citation(published) == (
        "Chris Lu and Jan van der Berg (2024). Who cites? Nature. https://doi.org/10.1/x"
    )
    assert citation(changed(authors=(), et_al=False, date=None, arxiv_id=None)) == (
        "The AI Scientist: Towards Discovery."
    )


def test_a_markdown_link_shows_the_title_and_nothing_else() -> None:
    assert markdown_link(changed(title="[x](javascript:1) *a* `b`")) == (
        r"[\[x\](javascript:1) \*a\* \`b\`](https://arxiv.org/abs/2408.06292)"
    )
    assert markdown_link(changed(arxiv_id=None)) == "The AI Scientist: Towards Discovery"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://arxiv.org/abs/1", "https://arxiv.org/abs/1"),
        ("example.org/a b", None),
        ('example.org/ä"<', "https://example.org/%C3%A4%22%3C"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://аrxiv.org/", "https://xn--rxiv-43d.org/"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://arxiv.org@evil.example/", None),
        ("https://example.org/\x1b[2J", None),
        ("https://example.org:99999/", None),
        ("https://[::1", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_are_addresses(text: str, url: str | None) -> None:
    assert safe_url(text) == url


def test_a_paper_is_reached_by_its_own_page_first() -> None:
    assert paper_url(changed(url="https://a.example/p", doi="10.1/X")) == "https://a.example/p"
    assert paper_url(changed(url="javascript:x", doi="10.1/X")) == "https://doi.org/10.1/X"
    assert paper_url(changed(arxiv_id=None)) is None


@pytest.mark.parametrize(
    ("author", "parts"),
    [
        ("Chris Lu", "Lu, Chris"),
        ("Jan van der Berg", "van der Berg, Jan"),
        ("Robert Downey Jr.", "Downey, Jr., Robert"),
        ("OpenAI", "OpenAI"),
        ("The ATLAS Collaboration", "The ATLAS Collaboration"),
        ("Gemini Team", "Gemini Team"),
        ("de Finetti", "Finetti, de"),
    ],
)
def test_a_name_has_a_family(author: str, parts: str) -> None:
    assert split_name(author).sorted == parts


def test_an_entry_has_all_that_bibtex_knows() -> None:
    entry = bibtex(PAPER, "lu2024ai", note="50% done & dusted", tags=("later", "to-cite"))
    assert entry.startswith("@misc{lu2024ai,\n  title = {The {AI} Scientist: Towards Discovery},\n")
    for line in (
        "author = {Lu, Chris and van der Berg, Jan and others},",
        "year = {2024},",
        "month = aug,",
        "eprint = {2408.06292},",
        "archiveprefix = {arXiv},",
        r"annote = {50\% done \& dusted},",
        "keywords = {later, to-cite},",
        "tags = {later, to-cite},",
    ):
        assert f"  {line}\n" in entry
    assert "@article{" in bibtex(changed(venue="Nature"), "k")
    assert "booktitle = {Proceedings of X}" in bibtex(changed(venue="Proceedings of X"), "k")
    assert "month" not in bibtex(changed(date_text="2024"), "k")


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("A & B: 100 % of #1_x", r"A \& B: 100 \% of \#1\_x"),
        ("it costs $5 and $10", r"it costs \$5 and \$10"),
        (r"an $\alpha_{i}$-test", r"an $\alpha_{i}$-test"),
        ("one { too many", r"one \textbraceleft{} too many"),
        ("}{", r"\textbraceright{}\textbraceleft{}"),
        (r"Poincar\'e & \emph{x}", r"Poincar\'e \& \emph{x}"),
        ("ends in \\", r"ends in \textbackslash{}"),
        (r"100\% sure", r"100\% sure"),
        ("x^2 ~ y", r"x\textasciicircum{}2 \textasciitilde{} y"),
        ("broken $\\frac{1$ formula", r"broken \$\frac\textbraceleft{}1\$ formula"),
    ],
)
def test_latex_compiles_and_is_balanced(text: str, latex: str) -> None:
    assert to_latex(text) == latex
    assert is_balanced(to_latex(text))
