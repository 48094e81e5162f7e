"""What a format knows of its paragraphs decides where the text alone leaves room."""

from indexer.readers.blocks import Block, Reading
from indexer.structure.report import structure

TEXT = "Đời sống nhân dân trong huyện được nâng lên rõ rệt so với đầu nhiệm kỳ."


def outline(*lines: str | tuple[str, dict[str, object]]) -> list[tuple[int, str | None, str]]:
    """Sections of blocks that are a line each: a text, or a text with what the format says of it."""
    source, blocks = "", []
    for line in lines:
        text, said = line if isinstance(line, tuple) else (line, {})
        blocks.append(Block(((len(source), len(source) + len(text)),), **said))  # type: ignore[arg-type]
        source += f"{text}\n"
    return [(s.level, s.label, s.title) for s in structure(source, Reading("test", tuple(blocks)), "a.docx", "").sections]


def test_an_item_of_a_list_is_no_heading() -> None:
    lines = (("I. KẾT QUẢ", {"heading_level": 1}), TEXT, "1. Trồng rừng", TEXT, "2. Nuôi cá", TEXT)
    items = [(line, {"item": True}) if isinstance(line, str) and line[0].isdigit() else line for line in lines]
    assert outline(*lines) == [(1, "I", "KẾT QUẢ"), (2, "1", "Trồng rừng"), (2, "2", "Nuôi cá")]
    assert outline(*items) == [(1, "I", "KẾT QUẢ")]


def test_headings_of_two_levels_are_not_one_heading_over_two_lines() -> None:
    top, below = ("KẾT QUẢ ĐẠT ĐƯỢC", {"heading_level": 1}), ("TÌNH HÌNH KINH TẾ", {"heading_level": 2})
    assert outline(("1. Mở đầu", {"heading_level": 1}), TEXT, top, below, TEXT)[1:] == [
        (1, None, "KẾT QUẢ ĐẠT ĐƯỢC"),
        (2, None, "TÌNH HÌNH KINH TẾ"),
    ]
