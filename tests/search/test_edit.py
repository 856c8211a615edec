"""Filters switched on and off in the text of a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.edit import chosen, cleared, toggled, without

TOGGLES = [
    ("", "cat", "LG", "include", "cat:LG"),
    ("learn", "cat", "LG", "include", "cat:LG learn"),
    ("cat:LG learn", "cat", "AI", "include", "cat:LG,AI learn"),
    ("cat:LG,AI learn", "cat", "lg", None, "cat:AI learn"),
    ("cat:LG learn", "cat", "LG", None, "learn"),
    ("cat:LG learn", "cat", "LG", "exclude", "-cat:LG learn"),
    ("-cat:LG learn", "cat", "AI", "exclude", "-cat:LG,AI learn"),
    ("-cat:LG learn", "cat", "AI", "include", "-cat:LG cat:AI learn"),
    ("x", "aff", "University of Oxford", "include", 'aff:"University of Oxford" x'),
    ('author:"Chris Lu" x', "author", "Wei Li", "include", 'author:"Chris Lu","Wei Li" x'),
    ("x", "cat", "hep-th", "include", "cat:hep-th x"),
    ("is:starred x", "is", "new", "include", "is:starred is:new x"),
    ("is:read x", "is", "unread", "include", "is:read,unread x"),
    ("has:note x", "has", "link", "include", "has:note has:link x"),
    ("has:code x", "code", "yes", None, "x"),
    ("code:yes x", "code", "yes", "exclude", "-code:yes x"),
    ("year:2024 x", "year", "2023", "include", "year:2024,2023 x"),
    ("tags:later x", "tag", "to read", "include", 'tags:later,"to read" x'),
    ("(cat:LG OR a) b", "cat", "LG", "include", "cat:LG (cat:LG OR a) b"),
    ('"cat:LG world" b', "cat", "LG", "include", 'cat:LG "cat:LG world" b'),
    ("a  b ", "cat", "LG", "include", "cat:LG a b "),
]


@pytest.mark.parametrize(("text", "field", "value", "choice", "expected"), TOGGLES)
def test_a_toggle_changes_only_its_filter(text, field, value, choice, expected):
    assert toggled(text, field, value, choice) == expected


def test_chosen_reads_what_toggled_wrote():
    assert chosen('cat:LG,AI -aff:"Some Where" has:code is:New words "cat:no" (cat:inner)') == {
        "cat": {"lg": "include", "ai": "include"},
        "aff": {"some where": "exclude"},
        "code": {"yes": "include"},
        "is": {"new": "include"},
    }


def test_without_and_cleared_keep_the_words():
    text = 'cat:LG -cat:AI world title:hanabi "two words" since:2024 sort:oldest is:new'
    assert without(text, "cat") == 'world title:hanabi "two words" since:2024 sort:oldest is:new'
    assert cleared(text) == 'world title:hanabi "two words" sort:oldest'
    assert without("has:code x", "code") == "x"


queries = st.text(max_size=30) | st.text('cat:LG,AI ()"-ab', max_size=30)
values = st.text(min_size=1, max_size=12).filter(lambda v: v.replace('"', " ").strip())


@given(queries, st.sampled_from(["cat", "aff", "author", "tag", "in"]), values)
def test_switching_on_and_off_leaves_nothing_behind(text, field, value):
    if text.count('"') % 2:
        text += '"'
    start = without(text, field)
    on = toggled(start, field, value, "include")
    assert chosen(toggled(on, field, value, None)).get(field, {}) == {}
    assert chosen(on).get(field) == {value.replace('"', " ").casefold(): "include"}
