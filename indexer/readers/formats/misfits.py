"""Files that no reader takes: what they are, by what they hold or by their extension, and what to do, in one sentence.

a zip with xl/workbook.xml        "it is a workbook, not a document; save the sheet as PDF, …"
letters at random, .docx          "it is damaged, or no Word document; get a whole copy of it"
plain text, .xlsx                 "files that end in .xlsx are not read; name it .txt if it is a report, …"
"""

from indexer.readers.formats.package import is_zip

_WORKBOOK = "it is a workbook, not a document; save the sheet as PDF, or copy it into a Word document"
_PRESENTATION = "it is a presentation, not a document; save it as PDF"
_PARTS = ((b"xl/workbook", _WORKBOOK), (b"ppt/presentation", _PRESENTATION))
_OPEN_DOCUMENTS = ((b"opendocument.spreadsheet", _WORKBOOK), (b"opendocument.presentation", _PRESENTATION))
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


def open_document(data: bytes) -> str | None:
    """Why an OpenDocument file that says at its head what it is, as all do, is no report."""
    return next((reason for kind, reason in _OPEN_DOCUMENTS if is_zip(data) and kind in data[:200]), None)


def other_document(data: bytes) -> str | None:
    """Why a zipped office file that no format takes is no report. Documents may hold such parts too, as embedded tables."""
    return next((reason for part, reason in _PARTS if is_zip(data) and part in data), None)


def damaged(suffix: str) -> str | None:
    """Why bytes that are no text and of no format, under the extension of one, are no report."""
    return f"it is damaged, or no {_NAMED[suffix]}; get a whole copy of it" if suffix in _NAMED else None


def misnamed(suffix: str) -> str | None:
    """Why plain text under this extension is not taken for a report."""
    if suffix not in _NEVER_TEXT:
        return None
    return f"files that end in {suffix} are not read; name it .txt if it is a report as plain text, or remove it"
