"""LaTeX in titles and abstracts, read as what it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parser.tex import to_unicode


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"$\alpha$-divergence", "α-divergence"),
        (r"a $90\times$ speed-up", "a 90× speed-up"),
        (r"text $\leftrightarrow$ image", "text ↔ image"),
        (r"\textit{Hello}, \textbf{world}", "Hello, world"),
        (r"Erd\H{o}s, Schr\"odinger, Kocha\'nski, Fran\c{c}ois", "Erdős, Schrödinger, Kochański, François"),
        (r"caf\'e and caf\'{e}", "café and café"),
        (r"0.2\% of R\&D", "0.2% of R&D"),
        (r"$x_i^2 \in \mathcal{O}(n\log n)$", "x_i² ∈ 𝒪(n log n)"),
        (r"in $\mathbb{R}^3$", "in ℝ³"),
        (r"about $10^{-3}$ of H$_2$O", "about 10⁻³ of H₂O"),
        (r"$\frac{1}{2}$", "1/2"),
        (r"see \href{https://example.org}{here}", "see here"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("a lone $ sign", "a lone $ sign"),
        (r"\unknown{x}", r"\unknownx"),
        ("plain text", "plain text"),
    ],
)
def test_latex_is_read(written, read):
    assert to_unicode(written) == read


@given(st.text(max_size=60) | st.text("\\${}^_'\"%ab~ ", max_size=60))
def test_no_text_breaks_it(text):
    to_unicode(text)
