"""Bytes of a file → source text → its blocks and marks; one module a layout, none of them knows what a section is."""
