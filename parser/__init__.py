"""Text in, records out: no files of its own, no screen, no index."""

from parser.paper import Paper, PaperKey, Problem, Record, paper_key

__all__ = ["Paper", "PaperKey", "Problem", "Record", "paper_key"]
