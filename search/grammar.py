"""The grammar of queries that are more than words: Whoosh's parser with its plugins and our leaves. Whether a
text can be read at all is seen to in `search.query`. Loads Whoosh's parser as well."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

from search._whoosh import load
from search.answer import QueryProblem, Sort
from search.fields import BY_NAME, FIELDS, ITEM, ITEMS
from search.leaves import Mistake, fuzzy_leaf, leaf, prefix_leaf, typed_leaf, words_leaf
from search.query import Parsed
from search.trees import Every, flattened, query

_qparser: Any = load("whoosh.qparser")
_syntax: Any = load("whoosh.qparser.syntax")

_NAMES = "|".join(sorted(BY_NAME, key=len, reverse=True))
_ITEM = re.compile(ITEM)
_STARTS = re.compile(r'(?<![^\s()"-])\S|[\s()"~-]')
_BEFORE_FIELD = r"(?<![^\s(-])"


def parsed(text: str, typing: bool) -> Parsed:
    """Parses any query that can be read, without the short way for words alone."""
    parser = copy.copy(_parser())
    parser.text, parser.typing, parser.sort = text, typing, None
    try:
        nodes = parser.process(text)
        _check_exclusions(nodes)
        if typing:
            _mark_last(nodes, len(text))
        tree = flattened(nodes.query(parser))
    except Mistake as mistake:
        return Parsed(query.NullQuery, problem=_placed(mistake, text))
    return Parsed(Every() if tree is None else tree, sort=parser.sort)


def _check_exclusions(nodes: Any) -> None:
    """Whoosh leaves nothing inside the first of `NOT NOT word`, and then fails."""
    for node in nodes.nodes if isinstance(nodes, _syntax.GroupNode) else ():
        if isinstance(node, _syntax.NotGroup) and not node.nodes:
            raise Mistake("NOT", "nothing stands here to be left out", "one NOT or one minus before a word")
        _check_exclusions(node)


def _placed(mistake: Mistake, text: str) -> QueryProblem:
    """The problem at the mistake's own place, or where its text first stands."""
    start, end = mistake.start, mistake.end
    if start < 0:
        start = max(text.find(mistake.text), 0)
        end = start + len(mistake.text)
    return QueryProblem(start, end, mistake.what, mistake.hint)


class _Values(_syntax.SyntaxNode):  # type: ignore[misc]
    """`field:value,value`: any of the values."""

    def __init__(self, field: str, items: str) -> None:
        self.field, self.items, self.typed = field.lower(), items, False

    def query(self, parser: Any) -> Any:
        items = [item for item in _ITEM.findall(self.items) if item.strip('"')]
        if not items and not (parser.typing and self.endchar == len(parser.text)):
            hint = f"{BY_NAME[self.field].help}, right after the colon"
            raise Mistake("", f"{self.field}: needs a value", hint, self.startchar, self.endchar)
        found = []
        for number, item in enumerate(items):
            try:
                last = self.typed and number == len(items) - 1
                made = (typed_leaf if last else leaf)(self.field, item)
            except Mistake as mistake:
                raise Mistake(item, mistake.what, mistake.hint, self.startchar, self.endchar) from None
            if isinstance(made, Sort):
                parser.sort = made
            elif made is not None:
                found.append(made)
        return query.Or(found) if found else None


class _Quoted(_syntax.SyntaxNode):  # type: ignore[misc]
    """A phrase; while it is being typed its last word is a prefix."""

    has_fieldname = True

    def __init__(self, text: str, close: str, slop: str | None) -> None:
        self.text, self.closed, self.slop = text, bool(close), int(slop or 1)
        self.fieldname, self.typed = None, False

    def query(self, parser: Any) -> Any:
        field = self.fieldname or "text"
        if self.typed and not self.closed:
            return typed_leaf(field, self.text)
        return words_leaf(field, self.text, self.slop)


class _Unknown(_syntax.SyntaxNode):  # type: ignore[misc]
    """`something:` that is no field."""

    def __init__(self, field: str, rest: str | None) -> None:
        self.field, self.rest = field, (rest or "").strip('"')

    def query(self, parser: Any) -> Any:
        known = ", ".join(field.name for field in FIELDS)
        hint = f'write "{self.field} {self.rest}" to search for the words; fields are {known}'
        place = self.startchar, self.startchar + len(self.field) + 1
        raise Mistake(self.field, f"there is no field {self.field}:", hint, *place)


class _Tag(_qparser.TaggingPlugin):  # type: ignore[misc]
    """Makes a node of every match of an expression; its groups are the node's arguments."""

    def __init__(self, expr: str, nodetype: Any, priority: int = 0) -> None:
        super().__init__(expr)
        self.nodetype, self.priority = nodetype, priority


class _Parser(_qparser.QueryParser):  # type: ignore[misc]
    """Whoosh's parser with our leaves: what a text means in a field is decided in `search.leaves`."""

    def __init__(self, plugins: list[Any]) -> None:
        super().__init__("text", None, plugins=plugins)
        self._taggers = self.taggers()

    def tag(self, text: str, pos: int = 0, debug: bool = False) -> Any:
        """Cuts the text into nodes: what a plugin knows, and words between.

        Whoosh asks every plugin at every character; ours can only begin at the start of a word or at a
        sign, and to look there alone takes a third of the time.
        """
        nodes: list[Any] = []
        done = pos
        for start in _STARTS.finditer(text, pos):
            at = start.start()
            if at < done:
                continue
            node = next((node for tagger in self._taggers if (node := tagger.match(self, text, at))), None)
            if node is not None:
                if done < at:
                    nodes.append(_word(text, done, at))
                nodes.append(node)
                done = node.endchar
        if done < len(text):
            nodes.append(_word(text, done, len(text)))
        return self.group(nodes)

    def term_query(self, fieldname: str, text: str, termclass: Any, *args: Any, **kwargs: Any) -> Any:
        field = BY_NAME[fieldname.lower()].name if fieldname.lower() in BY_NAME else fieldname
        if termclass is query.Prefix:
            return prefix_leaf(field, text)
        if termclass is query.FuzzyTerm:
            return fuzzy_leaf(field, text)
        if termclass is _Typed:
            return typed_leaf(field, text)
        made = leaf(field, text) if field in BY_NAME else words_leaf(field, text)
        if isinstance(made, Sort):
            self.sort = made
            return None
        return made


def _word(text: str, start: int, end: int) -> Any:
    return _syntax.WordNode(text[start:end]).set_range(start, end)


class _Typed:
    """Stands for the class of the last word's leaf while it is being typed."""


def _mark_last(nodes: Any, end: int) -> None:
    """Marks the part that ends where the text ends as still being typed.

    Not after a minus: `-s` must not throw out every word with an s at its beginning.
    """
    while isinstance(nodes, _syntax.GroupNode) and nodes.nodes and not isinstance(nodes, _syntax.NotGroup):
        nodes = nodes.nodes[-1]
    if getattr(nodes, "endchar", None) != end:
        return
    if isinstance(nodes, _Values | _Quoted):
        nodes.typed = True
    elif type(nodes) is _syntax.WordNode:
        nodes.qclass = _Typed


@cache
def _parser() -> Any:
    """The parser with its plugins; copied for every query, because it carries the query's sort order."""
    plugins = [
        _qparser.GroupPlugin(),
        _Tag(rf"{_BEFORE_FIELD}(?P<field>(?i:{_NAMES})):(?!\()(?P<items>{ITEMS})", _Values),
        _qparser.FieldsPlugin(rf"{_BEFORE_FIELD}(?P<text>(?i:{_NAMES})):(?=\()", remove_unknown=False),
        _Tag(rf"{_BEFORE_FIELD}(?P<field>[^\W\d]\w*):(?=[^\s:/])(?P<rest>{ITEM})?", _Unknown, 1),
        _Tag(r'"(?P<text>[^"]*)(?P<close>"?)(?:~(?P<slop>[1-9]))?', _Quoted),
        _qparser.OperatorsPlugin(
            AndNot=None, AndMaybe=None, Require=None, Not=r"(?:^|(?<=[\s(]))(?:NOT(?=\s)|-(?=[^\s-]))"
        ),
        _qparser.PrefixPlugin(r'(?P<text>[^\s*"():~]+)\*(?=[\s)]|$)'),
        _qparser.FuzzyTermPlugin(r"(?<=\w)~(?P<maxdist>1)?(?P<prefix>)(?=[\s)]|$)"),
    ]
    return _Parser(plugins)
