r"""What BibTeX wraps around a text, taken off: braces that protect, escapes, accents. Formulas and other
macros stay as they are, as they do in a listing; whoever shows a text reads those (`parser.tex`)."""

from __future__ import annotations

import re

from parser.tex import to_unicode

_NAMED = {
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textendash": "–",
    "textemdash": "—",
}
_BARE = r"\\[ij](?![A-Za-z])|[A-Za-z]"
_ACCENT = r"\\(?:['\"`^~=.]|[uvHcdbtrk](?![A-Za-z]))\s*(?:\{\s*(?:" + _BARE + r")\s*\}|" + _BARE + ")"
_TOKEN = re.compile(
    "(?P<accent>" + _ACCENT + ")"
    r"""
      | (?P<math>\$(?=\S)[^$]*?(?<=[^\s\\])\$(?!\d))
      | (?P<letter>\\(?:ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|j|dh|DH|th|TH|dj|DJ)(?![A-Za-z]))(?:\{\}|\ +)?
      | \\(?P<named>text[a-z]+)(?:\{\}|(?![A-Za-z{])\ ?)
      | \\(?P<escaped>[&%_\#$\ {}])
      | (?P<hyphen>\\-)
      | (?P<command>\\[A-Za-z]+\*?(?:\s*\[[^\[\]]*\])?)(?P<argument>\s*\{)?
      | (?P<tie>(?<!\\)~)
      | (?P<open>(?<!\\)\{)
      | (?P<close>(?<!\\)\})
    """,
    re.VERBOSE,
)


def from_latex(text: str, *, braces: bool = False) -> str:
    """A BibTeX value as text. braces: those that group stay; in an abstract they protect nothing."""
    if not any(c in text for c in "\\{}~"):
        return text
    done: list[str] = []
    kept: list[bool] = []  # for each open brace, whether it stays, as a macro's does
    at = 0
    for token in _TOKEN.finditer(text):
        done.append(text[at : token.start()])
        done.append(_read(token, kept, braces))
        at = token.end()
    done.append(text[at:])
    return "".join(done)


def _read(token: re.Match[str], kept: list[bool], braces: bool) -> str:
    match token.lastgroup:
        case "accent" | "letter":
            return to_unicode(token[token.lastgroup])
        case "named":
            return _NAMED.get(token["named"], token[0])
        case "escaped":
            return token["escaped"]
        case "tie":
            return " "
        case "argument":
            kept.append(True)
            return token[0]
        case "open":
            kept.append(braces)
            return "{" if braces else ""
        case "close":
            return "}" if kept and kept.pop() else ""
        case "hyphen":
            return ""
    return token[0]
