r"""LaTeX in titles and abstracts, read as what it stands for: `$\alpha$` is α, `\'e` is é, `0.2\%` is 0.2%.

pylatexenc knows the macros; it parses 0.2 texts a millisecond, which is too slow for a field's papers, so a
regular expression finds the macros and the library is asked about each different one once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

_LETTER = r"\{\s*(?:\\[ij]|[A-Za-z])\s*\}|\\[ij](?![A-Za-z])|[A-Za-z]"
_ACCENT = rf"""\\(?:['"`^~=.]|[uvHcdbtrk](?![A-Za-z]))\s*(?:{_LETTER})"""
_STYLED = r"\\(?:mathbb|mathcal|mathfrak|mathscr|bm)\s*\{\s*[A-Za-z0-9]\s*\}"
_TEX = re.compile(
    rf"""(?P<accent>{_ACCENT}|{_STYLED})
       | (?P<drop>\\(?:cite[a-z]*|label|ref|footnote)\*?(?:\[[^\]]*\])*\{{[^{{}}]*\}})
       | \\href\s*\{{[^{{}}]*\}}
       | \\[dt]?frac\{{(?P<over>[^{{}}]*)\}}\{{(?P<under>[^{{}}]*)\}}
       | (?P<open>\\[()\[\]])
       | (?P<macro>\\[A-Za-z]+)\*?
       | \\(?P<sign>[%&_\#$|])
       | (?P<space>\\[,;:!>\ \\])
       | \$(?=\S)(?P<math>[^$]*?[^$\s\\])\$(?!\d)
       | (?P<brace>(?<!\\)[{{}}]|\\[{{}}])
       | (?<=\w)(?P<tie>~)(?=\w)""",
    re.VERBOSE,
)
_SIGN = re.compile(r"[\\${}~]")
_SPACES = re.compile(r" {2,}")
_RAISED = re.compile(r"(?P<how>[\^_])(?:\{(?P<group>[^{}\\^_]{1,6})\}|(?P<one>[0-9A-Za-z*+]))")
_UP = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_STYLES = frozenset((
    "text", "textbf", "textit", "textrm", "textsf", "texttt", "textsc", "textsl", "textup", "emph", "em",
    "it", "bf", "rm", "sf", "tt", "sc", "sl", "underline", "mathrm", "mathbf", "mathit", "mathsf", "mathtt",
    "operatorname", "ensuremath", "mbox", "left", "right", "big", "Big", "bigg", "Bigg", "displaystyle",
    "boldsymbol", "bm", "mathbb", "mathcal", "mathfrak", "mathscr", "bar", "hat", "tilde", "vec", "dot",
    "ddot", "overline", "widehat", "widetilde",
))  # fmt: skip


def has_tex(text: str) -> bool:
    """Whether the text may hold LaTeX at all."""
    return "\\" in text or "$" in text


def to_unicode(text: str) -> str:
    """The text with its LaTeX replaced; plain text, prices (`$5 and $6`) and unknown macros stay."""
    if not has_tex(text):
        return text
    converted = _converted(text)
    return (_SPACES.sub(" ", converted) if "  " in converted else converted).strip()


def _converted(text: str) -> str:
    """Replaces everything that `_TEX` finds; looking for its first signs alone makes this 4 times faster."""
    parts, done, start = [], 0, _SIGN.search(text)
    while start:
        at = start.start()
        if match := _TEX.match(text, at):
            parts += [text[done:at], _replaced(match)]
            done = match.end()
        start = _SIGN.search(text, max(done, at + 1))
    return "".join(parts) + text[done:]


def _replaced(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind == "math":
        return _math(match["math"])
    if kind == "accent":
        return _accent(re.sub(r"\s+", "", match[0]))
    if kind == "under":
        return f"{_converted(match['over'])}/{_converted(match['under'])}"
    if kind == "macro":
        return _macro(match["macro"])
    if kind == "sign":
        return match["sign"]
    if kind == "brace":
        return match[0][1:] if len(match[0]) == 2 else ""
    return " " if kind in ("space", "tie") else ""


@lru_cache(maxsize=20_000)
def _math(formula: str) -> str:
    """A formula: short exponents and indices of digits are raised or lowered, all else as in running text."""
    return _converted(_RAISED.sub(_raised, formula))


def _raised(match: re.Match[str]) -> str:
    inner = match["group"] or match["one"]
    table = _UP if match["how"] == "^" else _DOWN
    if all(ord(sign) in table for sign in inner):
        return inner.translate(table)
    return match["how"] + inner


@lru_cache(maxsize=4_096)
def _macro(macro: str) -> str:
    """A macro that stands for a sign; one that styles its argument is left out, an unknown one stays."""
    name = macro[1:]
    if name in _STYLES:
        return ""
    spec = _library().latex_context.get_macro_spec(name)
    if spec is None or not spec.macroname:
        return macro
    sign = spec.simplify_repl
    if not isinstance(sign, str) or "%" in sign:
        return ""
    return f" {sign} " if len(sign) > 1 and sign.isascii() and sign.isalpha() else sign


@lru_cache(maxsize=4_096)
def _accent(written: str) -> str:
    r"""A letter with an accent or in a mathematical style: `\'e`, `\mathbb{R}`."""
    if len(written) == 3 and written[1].isalpha():
        written = f"{written[:2]}{{{written[2]}}}"
    return str(_library().latex_to_text(written)).strip()


@cache
def _library() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text  # 18 ms, and only some listings have LaTeX

    return LatexNodes2Text(math_mode="text", strict_latex_spaces=True)
