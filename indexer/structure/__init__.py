"""Marked blocks → report, sections, passages and footnotes; knows no file format and no layout."""
