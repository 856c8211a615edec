"""What tests of several rooms need: a server on this machine that speaks arXiv's Atom and has bad days."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

ENTRY = """<entry><id>http://arxiv.org/abs/{id}v1</id><published>2026-02-03T00:00:00Z</published>
<title>Paper {id}</title><summary>We study {id}.</summary><author><name>Ada Byron</name></author>
<arxiv:primary_category term="cs.MA"/></entry>"""
FEED = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}</opensearch:totalResults>
{entries}</feed>"""


@dataclass
class Arxiv:
    """The server: what it has, what it was asked, and the faults it is going to have."""

    api: str = ""
    total: int = 1
    asked: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def page(self, query: dict[str, str]) -> str:
        start, most = int(query["start"]), int(query["max_results"])
        if "id_list" in query:
            identifiers = query["id_list"].split(",")
            return FEED.format(
                total=len(identifiers), entries="".join(ENTRY.format(id=i) for i in identifiers)
            )
        numbers = range(start, min(start + most, self.total))
        entries = "".join(ENTRY.format(id=f"2602.{n:05}") for n in numbers)
        return FEED.format(total=self.total, entries=entries)


@pytest.fixture
def arxiv(monkeypatch: pytest.MonkeyPatch) -> Iterator[Arxiv]:
    state = Arxiv()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            state.asked.append(query)
            fault = state.faults.pop(0) if state.faults else ""
            if fault.isdecimal():
                self.send_response(int(fault))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            text = FEED.format(total=state.total, entries="") if fault == "empty" else state.page(query)
            body = b"<html>maintenance</html>" if fault == "html" else text.encode()
            self.send_response(200)
            if fault == "gzip":
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if fault == "silent":
                return
            self.wfile.write(body[: len(body) // 2] if fault == "cut" else body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.api = f"http://127.0.0.1:{server.server_port}/api/query"
        monkeypatch.setenv("PAPERDECK_ARXIV_API", state.api)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        server.shutdown()
        thread.join()
