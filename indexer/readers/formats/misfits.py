"""Files that no reader takes: what they are, by what they hold or by their extension, and what to do, in one sentence.

a zip with xl/workbook.xml        "it is a workbook, not a document; save the sheet as PDF, …"
letters at random, .docx          "it is damaged, or no Word document; get a whole copy of it"
plain text, .xlsx                 "a file that ends in .xlsx is no text; name it .txt if it is a report, …"
"""

from indexer.readers.formats.package import is_zip

_ZIPPED = (
    (b"xl/workbook", "it is a workbook, not a document; save the sheet as PDF, or copy it into a Word document"),
    (b"ppt/presentation", "it is a presentation, not a document; save it as PDF"),
)
_NAMED = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot"), "Word document"),
    **dict.fromkeys((".odt", ".ott", ".fodt"), "OpenDocument text"),
    ".rtf": "RTF file",
}
# Of workbooks, presentations, data, pictures, sound and packed files: text under such a name is not what its name says.
_OTHERS = (
    ".xlsx .xlsm .xlsb .xltx .xls .ods .pptx .pptm .ppsx .ppt .odp .csv .tsv .json .jsonl .sqlite .db .mdb .jpg .jpeg .png .gif"
    " .bmp .tif .tiff .webp .mp3 .mp4 .wav .zip .rar .7z .gz"
)
_NEVER_TEXT = frozenset(_OTHERS.split())


def other_document(data: bytes) -> str | None:
    """Why a zipped office file that no format takes is no report."""
    return next((reason for part, reason in _ZIPPED if is_zip(data) and part in data), None)


def damaged(suffix: str) -> str | None:
    """Why bytes that are no text and of no format, under the extension of one, are no report."""
    return f"it is damaged, or no {_NAMED[suffix]}; get a whole copy of it" if suffix in _NAMED else None


def misnamed(suffix: str) -> str | None:
    """Why plain text under this extension is not taken for a report."""
    if suffix not in _NEVER_TEXT:
        return None
    return f"a file that ends in {suffix} is no text; name it .txt if it is a report, or remove it"
