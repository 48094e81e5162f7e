"""The query language, hybrid ranking and what an answer holds; `python -m search` asks from the command line."""
