"""Bytes → source text, exactly: every character as the file has it, line ends and byte order mark included.

    UTF-8, with or without byte order mark      as it is (the mark stays the first character, as Python's "utf-8" keeps it)
    UTF-16                                      told by its byte order mark, or by the zero bytes between the letters
    windows-1258, VNI, TCVN3 (ABC)              told by their telltale letters, and converted

For a UTF-8 file the source text is `data.decode("utf-8")` and nothing else, so its offsets are those of any program that
reads the file without translating line ends. Anything that is no text is refused with what to do about it.
"""

import codecs
from typing import NamedTuple

from indexer.readers.legacy import convert

_SAVE_AS = "open it in a word processor and save it as plain text in UTF-8"
_MOST_CONTROLS = 0.01  # of all characters: text holds next to none but line ends and tabs
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a .docx, .odt or .zip"),
    (b"\xd0\xcf\x11\xe0", "an old Word .doc"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)


class Undecodable(ValueError):
    """The bytes are no text that can be read; `str(error)` says why and what to do."""


class Binary(Undecodable):
    """The bytes are no text in any encoding, nor a file of a kind that can be named."""


class Decoded(NamedTuple):
    text: str
    remark: str | None  # a sentence for whoever looks after the archive, when the file was not UTF-8


def decode(data: bytes) -> Decoded:
    """The source text of `data`; raises `Undecodable` with one clear sentence."""
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xfe\xff"):
        raise Undecodable("the file is empty; put a report in it or remove it")
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise Undecodable(f"it is {name}, not plain text; {_SAVE_AS}")
    if (encoding := _utf16(data)) is not None:
        return _checked(_strictly(data, encoding), "it was read as UTF-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _legacy_bytes(data, error.start)
    if not any(letter.isalnum() for letter in text):
        raise Undecodable("it holds no words; put a report in it or remove it")
    if (converted := convert(text)) is not None:
        return _checked(converted.text, f"it was written in {converted.encoding} letters, which were converted to Unicode")
    return _checked(text, None)


def _utf16(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = data[:4000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.2 * len(sample) / 2 and even < 0.02 * len(sample):
        return "utf-16-le"
    if even > 0.2 * len(sample) / 2 and odd < 0.02 * len(sample):
        return "utf-16-be"
    return None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Binary(f"it looks like UTF-16 but byte {error.start} does not fit; {_SAVE_AS}") from error


def _legacy_bytes(data: bytes, first_bad: int) -> Decoded:
    """Bytes that are not UTF-8: one of the Vietnamese encodings of the 1990s, or nothing that can be read."""
    converted = convert(data.decode("latin-1"), is_bytes=True)
    if converted is None:
        raise Binary(f"it is not valid UTF-8 (byte {first_bad}) and no Vietnamese encoding that is known; {_SAVE_AS}")
    return _checked(converted.text, f"it was read as {converted.encoding}")


def _checked(text: str, remark: str | None) -> Decoded:
    controls = sum(letter < " " and letter not in "\t\n\r\f\x0b" for letter in text)
    if controls > _MOST_CONTROLS * len(text):
        raise Binary(f"it is binary data, not text; {_SAVE_AS}")
    return Decoded(text, remark)
