"""The Textual app: list, detail and filter panes over the library. Screens hold no logic of papers."""
