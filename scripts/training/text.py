"""Vietnamese as people type it without diacritics."""

import unicodedata


def unmarked(text: str) -> str:
    """Text with its marks stripped: "Hộ nghèo ở Đăk Lăk" → "Ho ngheo o Dak Lak"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")
