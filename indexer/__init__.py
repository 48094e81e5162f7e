"""From files to an index: readers, structure, build; `python -m indexer`."""
