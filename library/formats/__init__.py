"""Papers out of the library as text: one module per format, pure functions over entries. No files here."""
