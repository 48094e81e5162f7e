"""Reports written in other formats by other programs: LibreOffice for office files, PDFium and pictures of pages for scans.

A file `bao-cao.fodt` becomes `bao-cao.docx`; a PDF becomes one of the same pages at 300 dpi, without a letter of text.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

FILTERS = {
    "odt": "odt",
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "rtf": "rtf",
    "html": "html:HTML (StarWriter)",
    "pdf": "pdf",
}
_DPI = 300
_SECONDS = 900


def program() -> str | None:
    """LibreOffice's command, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def written(sources: Sequence[Path], form: str, folder: Path) -> list[Path]:
    """The `sources` in the format `form`, a key of FILTERS, in `folder`; SystemExit where LibreOffice is missing or fails."""
    if (soffice := program()) is None:
        raise SystemExit("error: LibreOffice is missing: install libreoffice-writer.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="van-kho-") as profile:
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", FILTERS[form]]
        subprocess.run([*command, "--outdir", folder, *sources], check=True, capture_output=True, timeout=_SECONDS)
    made = [folder / f"{source.stem}.{form}" for source in sources]
    if missing := [path.name for path in made if not path.is_file()]:
        raise SystemExit(f"error: LibreOffice did not write {missing[0]}.")
    return made


def scan_of(source: Path, target: Path) -> None:
    """The pages of the PDF `source` as grey pictures in a new PDF, as a scanner makes them."""
    pages, made = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    for page in pages:
        width, height = page.get_size()
        image = pypdfium2.PdfImage.new(made)
        image.set_bitmap(page.render(scale=_DPI / 72, grayscale=True))
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = made.new_page(width, height)
        sheet.insert_obj(image)
        sheet.gen_content()
    made.save(target)
    made.close()
    pages.close()
