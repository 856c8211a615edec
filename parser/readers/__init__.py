"""Sources other than listings: bibliographies, tables, feeds, mail. Text in, records and problems out."""

from parser.readers.formats import Format, format_of, read

__all__ = ["Format", "format_of", "read"]
