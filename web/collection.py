"""The collection ("Sổ trích dẫn"): the page on which a visitor's browser keeps passages, and what a collection becomes as a file.

GET  /collection?id=…&id=…                       a page; with ids, the list that somebody shared
POST /api/v1/collection {"format": …}            what has become of every entry
GET  /api/v1/collection/export?id=…&format=docx  the file; POST for a collection with notes, or a long one

No collection is kept here: the browser holds it, and every request brings it along.
"""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from search.citations import STYLES, style_named, wire
from search.citations.collection import (
    FILE_FORMAT,
    FILE_VERSION,
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_ENTRIES,
    Collection,
    checked,
    gathered,
    of_passages,
    read_collection,
)
from search.citations.compiled import ENDINGS, FILE_FORMATS, FILE_TYPES, compiled, file_format_named
from search.citations.styles import section_path
from store.errors import UsageFault
from web import questions
from web.archive import library
from web.site import site_address

blueprint = Blueprint("collection", __name__)

MOST_IN_ADDRESS = 100  # passages that an address names; servers and programs cut addresses much longer than that
LARGEST_BODY = 4_000_000  # bytes: a file of 500 passages with their words and notes


@blueprint.get("/collection")
def page() -> ResponseReturnValue:
    named = request.args.getlist("id")
    shared = _of_address(named) if any(each.strip() for each in named) else None
    return render_template(
        "collection.html",
        shared=shared,
        entries=gathered(library(), shared, site_address()) if shared else (),
        path_of=section_path,
        styles=STYLES,
        formats=FILE_FORMATS,
        endings=ENDINGS,
        limits={"note": LONGEST_NOTE, "title": LONGEST_TITLE},
        told=_told(),
    )


@blueprint.route("/api/v1/collection", methods=["GET", "POST"])
def standings() -> ResponseReturnValue:
    collection = _asked(())
    return wire.collection(collection, gathered(library(), collection, site_address()), library().generation())


@blueprint.route("/api/v1/collection/export", methods=["GET", "POST"])
def export() -> ResponseReturnValue:
    collection = _asked(("style", "format"))
    style = style_named(questions.single(request.args, "style") or STYLES[0])
    format = file_format_named(questions.single(request.args, "format") or FILE_FORMATS[0])
    data = compiled(collection.title, gathered(library(), collection, site_address()), style, format)
    kind = FILE_TYPES[format] + ("" if format == "docx" else "; charset=utf-8")
    response = Response(data, content_type=kind)
    # Always saved, never shown: a page made of a collection has no place under this site's name.
    response.headers.set("Content-Disposition", "attachment", filename=f"so-trich-dan.{ENDINGS[format]}")
    return response


def _asked(others: Sequence[str]) -> Collection:
    """The collection that a request brings: the JSON of its body, or the passages that its address names."""
    if request.method == "POST":
        request.max_content_length = LARGEST_BODY
        questions.only(request.args, tuple(others))
        try:
            text = request.get_data().decode()
        except UnicodeDecodeError as error:
            raise UsageFault("The body is no text in UTF-8: send the JSON of a collection.", "collection") from error
        return read_collection(text, "The body")
    questions.only(request.args, ("id", "title", *others))
    title = questions.single(request.args, "title") or ""
    if len(title) > LONGEST_TITLE:
        raise UsageFault(f"The title has {len(title)} characters: give at most {LONGEST_TITLE}.", "title")
    return _of_address(request.args.getlist("id"), title)


def _of_address(named: Sequence[str], title: str = "") -> Collection:
    collection = of_passages(named, title)
    if not collection.entries:
        raise UsageFault("The parameter 'id' is missing or empty: name the passages, by id or address.", "id")
    if len(collection.entries) > MOST_IN_ADDRESS:
        raise UsageFault(f"'id' names {len(collection.entries)} passages: give at most {MOST_IN_ADDRESS}, or POST them.", "id")
    return checked(collection)


def register_words(environment: Any) -> None:
    """Give the templates what the script of every page says and needs to know of collections."""
    environment.globals.update(keeping=_keeping)


def _keeping() -> dict[str, Any]:
    told = {
        "keep": _("vào sổ trích dẫn"),
        "full": _("Sổ đã đầy: nhiều nhất %(most)s đoạn.", most=MOST_ENTRIES),
        "too_many": _("Cộng lại sẽ quá %(most)s đoạn; sổ không thay đổi.", most=MOST_ENTRIES),
        "blocked": _("Trình duyệt này cấm lưu hoặc đã hết chỗ: điều vừa làm không được giữ trong sổ."),
        "odd": _("Trình duyệt đang giữ một sổ không đọc được, nên không thêm gì vào: hãy mở trang Sổ trích dẫn."),
    }
    limits = {"entries": MOST_ENTRIES, "note": LONGEST_NOTE, "title": LONGEST_TITLE, "address": MOST_IN_ADDRESS}
    addresses = {"page": url_for("collection.page"), "standings": url_for("collection.standings")}
    return {"format": FILE_FORMAT, "version": FILE_VERSION, "limits": limits, "addresses": addresses, "words": told}


def _told() -> dict[str, str]:
    """What the script of the page says, by name; words in braces it puts in itself."""
    return {
        "here": "",
        "moved": _("Lời này nay ở một địa chỉ khác; trích dẫn dùng địa chỉ mới."),
        "changed": _("Lời này không còn trong văn bản; trích dẫn ghi lời cũ và nói rõ như vậy."),
        "removed": _("Văn bản đã được lấy ra khỏi kho; trích dẫn chỉ còn ghi được tên văn bản."),
        "misquoted": _("Phần lời đã chọn không có trong đoạn; trích dẫn ghi cả đoạn và nói rõ như vậy."),
        "unknown": _("Kho chưa từng có đoạn này; nó không có mặt trong tệp xuất ra."),
        "one": _("1 đoạn trong sổ"),
        "many": _("{n} đoạn trong sổ"),
        "entry": _("Đoạn thứ {n}"),
        "up": _("Đưa đoạn thứ {n} lên"),
        "down": _("Đưa đoạn thứ {n} xuống"),
        "remove": _("Bỏ đoạn thứ {n} khỏi sổ"),
        "placed": _("Đoạn nay ở vị trí thứ {n} trong {all}."),
        "gone": _("Đã bỏ một đoạn khỏi sổ."),
        "emptied": _("Đã bỏ tất cả khỏi sổ."),
        "merged": _("Đã thêm {new} đoạn; {old} đoạn đã có sẵn trong sổ."),
        "no_file": _("Tệp này không phải là sổ trích dẫn của Văn Khố; sổ không thay đổi."),
        "other_version": _("Tệp này do một phiên bản khác ghi; trang này đọc được phiên bản %(version)s.", version=FILE_VERSION),
        "bad_entry": _("Mục thứ {n} của tệp không đọc được; sổ không thay đổi."),
        "failed": _("Không xuất được (mã {status}). Hãy thử lại."),
        "offline": _("Không hỏi được máy chủ; lời dưới đây là bản mà trình duyệt đã lưu."),
        "copied": _("Đã chép."),
        "not_copied": _("Trình duyệt không cho chép; hãy lưu thành tệp."),
        "page": _("trang {n}"),
        "note": _("chú thích {n}"),
    }
