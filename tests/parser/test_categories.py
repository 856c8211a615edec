"""Codes carry names where they can mean one thing only."""

from __future__ import annotations

from parser import Category, category, category_name


def test_a_short_code_that_one_archive_has() -> None:
    assert category("LG") == Category("LG", "cs.LG", "Machine Learning")
    assert category("TR") == Category("TR", "q-fin.TR", "Trading and Market Microstructure")
    assert category("quant-gas").archive == "cond-mat"
    assert category("hep-th") == Category("hep-th", "hep-th", "High Energy Physics - Theory")


def test_a_code_that_several_archives_have_stays_open() -> None:
    assert category("CO") == Category("CO")
    assert category("SY") == Category("SY", "", "Systems and Control")


def test_a_whole_code_is_never_open() -> None:
    assert category("math.CO") == Category("math.CO", "math.CO", "Combinatorics")


def test_an_unknown_code_is_kept_as_it_is() -> None:
    assert category("Robots") == Category("Robots")
    assert category_name("Robots") == ""
