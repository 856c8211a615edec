"""Plain text as LaTeX that compiles: what is special is escaped, braces are balanced, formulas stay."""

from __future__ import annotations

import re

# A formula opens before a character and closes behind one; `$5 and $10` is money (pandoc's rule).
_FORMULA = re.compile(r"\$(?=\S)[^$]*?(?<=\S)\$(?!\d)")
_SPECIAL = {
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_ESCAPED = re.compile(r"\\[&%#_$]")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|[\"'`^~=.](?=[A-Za-z{\\]))")
_BACKSLASH = r"\textbackslash{}"
# BibTeX counts braces even behind a backslash, so one without a partner needs a name.
_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}


def to_latex(text: str, *, literal: bool = False) -> str:
    """Text for a BibTeX field in UTF-8; commands and formulas that the text already has are kept.

    literal: braces are part of the text (a note), not LaTeX's own (a title).
    """
    done, at = [], 0
    for formula in _FORMULA.finditer(text):
        if is_balanced(formula[0]) and not formula[0].endswith("\\$"):
            done += [_escaped(text[at : formula.start()], literal), formula[0]]
            at = formula.end()
    done.append(_escaped(text[at:], literal))
    return "".join(done)


def is_balanced(text: str) -> bool:
    """Whether every brace has its partner, in BibTeX's way of counting."""
    depth = 0
    for c in text:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def _escaped(text: str, literal: bool) -> str:
    if is_balanced(text):
        special = {**_SPECIAL, "{": r"\{", "}": r"\}"} if literal else _SPECIAL
    else:
        special = {**_SPECIAL, **_BRACES}
    done, at = [], 0
    while at < len(text):
        c = text[at]
        if c == "\\":
            kept = _ESCAPED.match(text, at) or _COMMAND.match(text, at)
            done.append(kept[0] if kept else _BACKSLASH)
            at = kept.end() if kept else at + 1
        else:
            done.append(special.get(c, c))
            at += 1
    return "".join(done)
