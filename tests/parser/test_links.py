"""Addresses and identifiers in abstracts."""

from __future__ import annotations

import pytest

from parser import arxiv_ids_in, dois_in, links_in


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Code: https://github.com/a/b-c.", ("https://github.com/a/b-c",)),
        ("see (https://example.org/wiki/X_(y)), or", ("https://example.org/wiki/X_(y)",)),
        ("demo at somepaper.github.io.", ("somepaper.github.io",)),
        ("code at: github.com/a/b and www.example.com!", ("github.com/a/b", "www.example.com")),
        ("https://a.org and again https://a.org.", ("https://a.org",)),
        (r"\url{https://a.org/x}", ("https://a.org/x",)),
        ("Node.js, JD.com and e.g.this, mail me@cs.example.edu, Qwen2.5-7B and U.S.-based", ()),
        ("no link", ()),
    ],
)
def test_links(text: str, links: tuple[str, ...]) -> None:
    assert links_in(text) == links


def test_arxiv_identifiers() -> None:
    text = "extends arXiv:2408.06292v2, arxiv.org/abs/1706.03762 and arXiv: 2408.06292; not 2408.06292"
    assert arxiv_ids_in(text) == ("2408.06292", "1706.03762")
    assert arxiv_ids_in("none") == ()


def test_dois() -> None:
    assert dois_in("doi:10.1000/182, https://doi.org/10.1145/3292500.3330701.") == (
        "10.1000/182",
        "10.1145/3292500.3330701",
    )
    assert dois_in("10. item") == ()
