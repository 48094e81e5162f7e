"""Whether the total of an answer counts all that matches, or only what answers best.

"hộ nghèo"         exact: as many passages have this phrase            True
hộ nghèo -cận      plain words rank; what is weak is left out          False
"""

from language.glossary import glossary
from search.library import Library
from search.plan import plan
from search.query import parse


def is_count(query: str, library: Library) -> bool:
    """As the plan of the query says: other names of its words have no part in this."""
    with library.opened() as opened:
        return plan(parse(query), opened.generation.keyword, glossary(), expand=False).exact
