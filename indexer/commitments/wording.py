"""Lists of words as regular expressions, so that the grammar reads as lists.

>>> bool(re.search(one_of("trong đó|phấn đấu", "ước"), "Trong đó: thủy sản tăng 5%"))
True
"""

BEGINS = r"(?<![^\W\d_])"  # a word begins here
ENDS = r"(?![^\W\d_])"  # a word ends here


def one_of(*words: str) -> str:
    """Any of `words`, whole and in any case, the longest first; one may be an expression, or several with "|" between them."""
    ordered = sorted((word for several in words for word in several.split("|")), key=len, reverse=True)
    return rf"(?i:{BEGINS}(?:{'|'.join(ordered)}){ENDS})"
