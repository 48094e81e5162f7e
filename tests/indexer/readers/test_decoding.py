"""Bytes of many makes come out as the letters that were meant, or are refused in a sentence that says what to do."""

import unicodedata

import pytest

from indexer.readers.decoding import Undecodable, decode

SENTENCE = (
    "Đảng bộ và nhân dân huyện Sông Mơ đã thực hiện các nghị quyết của Đảng; phát triển kinh tế, xây dựng nông thôn mới; "
    "tỷ lệ hộ nghèo giảm còn 2%. Được sự quan tâm của tỉnh."
)
VNI = (
    "Ñaûng boä vaø nhaân daân huyeän Soâng Mô ñaõ thöïc hieän caùc nghò quyeát cuûa Ñaûng; phaùt trieån kinh teá, xaây döïng "
    "noâng thoân môùi; tyû leä hoä ngheøo giaûm coøn 2%. Ñöôïc söï quan taâm cuûa tænh."
)
TCVN3 = (
    "§¶ng bé vµ nh©n d©n huyÖn S«ng M¬ ®· thùc hiÖn c¸c nghÞ quyÕt cña §¶ng; ph¸t triÓn kinh tÕ, x©y dùng n«ng th«n míi; "
    "tû lÖ hé nghÌo gi¶m cßn 2%. §\xad\xeec sù quan t©m cña tØnh."
)


def windows_1258(text: str) -> bytes:
    """A letter with its own mark (ê, ơ, đ) as one byte, the tone as another behind it."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        letters.append(base + "".join(part for part in parts if part in tones))
    return "".join(letters).encode("cp1258")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SENTENCE.encode("utf-16"), id="utf-16 with byte order mark"),
        pytest.param(SENTENCE.encode("utf-16-le"), id="utf-16-le told by its zero bytes"),
        pytest.param(SENTENCE.encode("utf-16-be"), id="utf-16-be told by its zero bytes"),
        pytest.param(windows_1258(SENTENCE), id="windows-1258"),
        pytest.param(VNI.encode("latin-1"), id="VNI bytes"),
        pytest.param(VNI.encode("utf-8"), id="VNI letters pasted into UTF-8"),
        pytest.param(TCVN3.encode("latin-1"), id="TCVN3 bytes"),
        pytest.param(TCVN3.encode("utf-8"), id="TCVN3 letters pasted into UTF-8"),
    ],
)
def test_other_encodings_give_the_letters_that_were_meant_and_say_so(data: bytes) -> None:
    text, remark = decode(data)
    assert text.lstrip("\ufeff") == SENTENCE
    assert remark is not None


@pytest.mark.parametrize(
    "text", ["Xã Bình An\r\nđạt 19/19 tiêu chí\r\n", "\ufeffThị ủy", "Nghi\u0323 quyê\u0301t\n\n\x0cTrang 2"]
)
def test_utf_8_is_kept_to_the_letter(text: str) -> None:
    assert decode(text.encode("utf-8")) == (text, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n", "the file is empty", id="white space"),
        pytest.param(b"-----\n....\n", "it holds no words", id="only rules"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "it is a PDF", id="PDF"),
        pytest.param(b"PK\x03\x04\x14\x00\x06\x00", "it is a .docx", id="docx"),
        pytest.param(b"abc\x01\x02\x03\x07\x08def" * 50, "it is binary data", id="control characters"),
        pytest.param(
            "Tỷ lệ hộ nghèo".encode() + b"\xff\xfe" + "còn 2%".encode(), "it is not valid UTF-8 (byte ", id="broken UTF-8"
        ),
        pytest.param("très bien, café crème".encode("latin-1"), "it is not valid UTF-8 (byte ", id="French in Latin-1"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Undecodable) as refused:
        decode(data)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
