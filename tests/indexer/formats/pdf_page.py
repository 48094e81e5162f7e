"""Small PDFs written by hand: lines of text at places, and nothing else."""

from collections.abc import Sequence


def pdf(lines: Sequence[tuple[float, float, float, str]], *, font: str = "Times-Roman", drawing: str = "") -> bytes:
    """One page of A4 with lines of (x, y from the top, size, text) in one of the standard fonts, Latin-1."""
    content = "".join(f"BT /F1 {size} Tf {x} {842 - y} Td ({text}) Tj ET\n" for x, y, size, text in lines) + drawing
    return pdf_of(content.encode("latin-1"), font)


def pdf_of(content: bytes, font: str = "Times-Roman", count: int = 1, trailer: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>" % font.encode(),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R" + trailer + b">>\n"


def pdf_pages(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, catalogue: str = "") -> bytes:
    """Pages of A4 with lines as in `pdf`; `catalogue` is what the document's catalogue says beside them."""
    count = len(pages)
    kids = " ".join(f"{3 + 2 * n} 0 R" for n in range(count))
    font = "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>>>>>"
    objects = [f"<</Type/Catalog/Pages 2 0 R{catalogue}>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
    for n, lines in enumerate(pages):
        content = "".join(f"BT /F1 {size} Tf {x} {842 - y} Td ({text}) Tj ET\n" for x, y, size, text in lines)
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {4 + 2 * n} 0 R/Resources{font}>>")
        objects.append(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n".encode("latin-1")
