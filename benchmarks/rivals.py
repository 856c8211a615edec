"""The same papers and queries in SQLite FTS5, tantivy, and Whoosh as papis uses it.

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

    def build(self, papers: Sequence[Paper]) -> None:
        """Builds its index, or opens the one that is in its folder."""

    def ask(self, question: Question) -> int:
        """The number of results; the first fifty are fetched as well."""


class Fts5:
    """SQLite's full-text index, ranked by bm25; with an index of 1 to 3 letters if asked for."""

    def __init__(self, folder: Path, prefixes: bool) -> None:
        self.name = "FTS5 + prefix" if prefixes else "FTS5"
        self.path = folder / f"{self.name}.db"
        self._prefix = ", prefix='1 2 3'" if prefixes else ""

    def build(self, papers: Sequence[Paper]) -> None:
        found = self.path.exists()
        self._db = sqlite3.connect(self.path)
        if found:
            return
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
        (folder / "tantivy").mkdir(exist_ok=True)
        self._index: Any = tantivy.Index(builder.build(), str(folder / "tantivy"))

    def build(self, papers: Sequence[Paper]) -> None:
        self._searcher = self._index.searcher()
        if self._searcher.num_docs:
            return
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


class Papis:
    """Whoosh as papis uses it (papis/database/whoosh.py), without the YAML file that it reads for each hit.

    Every key is a stored TEXT field, the index is opened for each query, all hits are fetched. Its own fields
    (author, title, year, tags) and those it searches are widened to what the others search.
    """

    name = "papis' Whoosh"
    _SEARCHED = ("title", "author", "tags", "abstract", "affiliation")

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "papis"

    def build(self, papers: Sequence[Paper]) -> None:
        from search._whoosh import load

        self._index, self._qparser = load("whoosh.index"), load("whoosh.qparser")
        if self._folder.exists():
            return
        fields = load("whoosh.fields")
        texts = ("author", "title", "year", "tags", "abstract", "affiliation", "category", "code")
        schema = fields.Schema(
            **{"papis_id": fields.ID(stored=True, unique=True), "papis-folder": fields.TEXT(stored=True)},
            **{name: fields.TEXT(stored=True) for name in texts},
        )
        self._folder.mkdir()
        self._index.create_in(str(self._folder), schema)
        writer = self._index.open_dir(str(self._folder)).writer()
        for p in papers:
            writer.add_document(
                **{"papis_id": p.key, "papis-folder": f"/home/reader/papers/{p.key}"},
                author=" and ".join(p.authors), title=p.title, year=str(p.date.year if p.date else ""),
                tags="", abstract=p.abstract, affiliation=", ".join(p.affiliations), category=p.category,
                code="yes" if p.has_code else "no",
            )  # fmt: skip
        writer.commit()

    def ask(self, q: Question) -> int:
        parts = [*q.words, *(f"title:{word}" for word in [q.title] if word)]
        if q.phrase:
            parts.append('"' + " ".join(q.phrase) + '"')
        if q.without:
            parts.append(f"NOT {q.without}")
        if q.since:
            parts.append(f"year:[{q.since} TO 9999]")
        if q.category:
            parts.append(f"category:{q.category.lower()}")
        if q.code:
            parts.append("code:yes")
        if q.prefix:
            parts.append(f"{q.prefix}*")
        if q.typo:
            parts.append(f"{q.typo}~")
        index = self._index.open_dir(str(self._folder))
        parser = self._qparser.MultifieldParser(
            list(self._SEARCHED), schema=self._index.open_dir(str(self._folder)).schema
        )
        parser.add_plugin(self._qparser.FuzzyTermPlugin())
        with index.searcher() as searcher:
            found = searcher.search(parser.parse(" ".join(parts)), limit=None)
            return len([hit.get("papis-folder") for hit in found])
