"""The same papers and queries in SQLite FTS5, tantivy, and a Whoosh index laid out as papis lays out its own.

Each rival gives the number of results and the first fifty, the way it is meant to be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from benchmarks.questions import Question
from parser import Paper


class Rival(Protocol):
    """An engine in the race."""

    name: str

    def build(self, papers: Sequence[Paper]) -> None: ...

    def ask(self, question: Question) -> int:
        """The number of results; the first fifty are fetched as well."""


class Fts5:
    """SQLite's full-text index, ranked by bm25; with an index of 1 to 3 letters if asked for."""

    def __init__(self, folder: Path, prefixes: bool) -> None:
        self.name = "FTS5 + prefix" if prefixes else "FTS5"
        self.path = folder / f"{self.name}.db"
        self._prefix = ", prefix='1 2 3'" if prefixes else ""

    def build(self, papers: Sequence[Paper]) -> None:
        self._db = sqlite3.connect(self.path)
        self._db.execute(
            "CREATE VIRTUAL TABLE paper USING fts5(title, abstract, authors, affs, cat UNINDEXED, "
            f"code UNINDEXED, day UNINDEXED, tokenize = 'porter unicode61'{self._prefix})"
        )
        rows = (
            (
                p.title, p.abstract, ", ".join(p.authors), ", ".join(p.affiliations), p.category, p.has_code,
                p.date.isoformat() if p.date else "",
            )
            for p in papers
        )  # fmt: skip
        self._db.executemany("INSERT INTO paper VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.commit()

    def ask(self, q: Question) -> int:
        parts = [*q.words, *(f"title : {word}" for word in [q.title] if word)]
        if q.phrase:
            parts.append('"' + " ".join(q.phrase) + '"')
        if q.prefix or q.typo:
            parts.append(f"{q.prefix or q.typo[:4]}*")
        match = " AND ".join(parts) + (f" NOT {q.without}" if q.without else "")
        where, values = (["paper MATCH ?"], [match]) if match else ([], [])
        if q.since:
            where.append("day >= ?")
            values.append(str(q.since))
        if q.category:
            where.append("cat = ?")
            values.append(q.category)
        if q.code:
            where.append("code = 1")
        order = "rank" if match else "rowid"
        clause = " AND ".join(where)
        (count,) = self._db.execute(f"SELECT count(*) FROM paper WHERE {clause}", values).fetchone()
        self._db.execute(
            f"SELECT rowid FROM paper WHERE {clause} ORDER BY {order} LIMIT 50", values
        ).fetchall()
        return int(count)


class Tantivy:
    """tantivy, ranked by BM25."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._lib: Any = tantivy
        builder = tantivy.SchemaBuilder()
        for name in ("title", "abstract", "authors", "affs"):
            builder.add_text_field(name, tokenizer_name="en_stem")
        builder.add_text_field("cat", tokenizer_name="raw")
        builder.add_integer_field("code", indexed=True)
        builder.add_integer_field("year", indexed=True)
        (folder / "tantivy").mkdir()
        self._index: Any = tantivy.Index(builder.build(), str(folder / "tantivy"))

    def build(self, papers: Sequence[Paper]) -> None:
        writer = self._index.writer(100_000_000, 1)
        for p in papers:
            writer.add_document(
                self._lib.Document(
                    title=p.title, abstract=p.abstract, authors=" ".join(p.authors),
                    affs=" ".join(p.affiliations), cat=p.category, code=int(p.has_code),
                    year=p.date.year if p.date else 0,
                )
            )  # fmt: skip
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, q: Question) -> int:
        parts = [f"+{word}" for word in q.words] + [f"+title:{word}" for word in [q.title] if word]
        if q.phrase:
            parts.append('+"' + " ".join(q.phrase) + '"')
        if q.without:
            parts.append(f"-{q.without}")
        if q.since:
            parts.append(f"+year:[{q.since} TO 9999]")
        if q.category:
            parts.append(f'+cat:"{q.category}"')
        if q.code:
            parts.append("+code:1")
        fields = ["title", "abstract", "authors", "affs"]
        query = self._index.parse_query(" ".join(parts), fields) if parts else None
        if q.prefix or q.typo:
            query = self._with_expansion(query, q)
        result = self._searcher.search(query, 50)
        return int(result.count or 0)

    def _with_expansion(self, query: Any, q: Question) -> Any:
        """A beginning as a regular expression, a misspelling as a fuzzy term, over the two great fields."""
        lib, schema = self._lib, self._index.schema
        should = []
        for name in ("title", "abstract"):
            if q.prefix:
                made = lib.Query.regex_query(schema, name, f"{q.prefix}.*")
            else:
                made = lib.Query.fuzzy_term_query(schema, name, q.typo, distance=1)
            should.append((lib.Occur.Should, made))
        expanded = lib.Query.boolean_query(should)
        if query is None:
            return expanded
        return lib.Query.boolean_query([(lib.Occur.Must, query), (lib.Occur.Must, expanded)])


class StockWhoosh:
    """Whoosh as papis uses it: one TEXT field for each key, a parser over several of them."""

    name = "papis' Whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "whoosh"

    def build(self, papers: Sequence[Paper]) -> None:
        from search._whoosh import load

        fields, index, qparser = load("whoosh.fields"), load("whoosh.index"), load("whoosh.qparser")
        text = load("whoosh.analysis").StemmingAnalyzer()
        names = ("title", "abstract", "author", "affiliation")
        schema = fields.Schema(
            ref=fields.ID(stored=True, unique=True), year=fields.TEXT(stored=True), cat=fields.TEXT,
            code=fields.TEXT,
            **{name: fields.TEXT(analyzer=text) for name in names},
        )  # fmt: skip
        self._folder.mkdir()
        writer = index.create_in(str(self._folder), schema).writer(limitmb=256)
        for p in papers:
            writer.add_document(
                ref=p.key, title=p.title, abstract=p.abstract, author=", ".join(p.authors),
                affiliation=", ".join(p.affiliations), year=str(p.date.year if p.date else ""),
                cat=p.category, code="yes" if p.has_code else "no",
            )  # fmt: skip
        writer.commit()
        self._searcher = index.open_dir(str(self._folder)).searcher()
        self._parser = qparser.MultifieldParser(list(names), schema)
        self._parser.add_plugin(qparser.FuzzyTermPlugin())

    def ask(self, q: Question) -> int:
        parts = [*q.words, *(f"title:{word}" for word in [q.title] if word)]
        if q.phrase:
            parts.append('"' + " ".join(q.phrase) + '"')
        if q.without:
            parts.append(f"NOT {q.without}")
        if q.since:
            parts.append(f"year:[{q.since} TO 9999]")
        if q.category:
            parts.append(f"cat:{q.category.lower()}")
        if q.code:
            parts.append("code:yes")
        if q.prefix:
            parts.append(f"{q.prefix}*")
        if q.typo:
            parts.append(f"{q.typo}~")
        results = self._searcher.search(self._parser.parse(" ".join(parts)), limit=50)
        list(results)
        return len(results)
