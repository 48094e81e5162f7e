"""What a visitor or a program gets when something is wrong: one page and one JSON shape for every fault.

{"error": {"code": "invalid_parameter", "message": "…", "parameter": "size"}, "status": 400, "title": "Bad Request", …}
"""

import logging
import shlex
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from commandline import DEFAULT_INDEX
from store.errors import ArchiveError, ModelFault, NoIndex, UsageFault
from web import questions, texts
from web.describe import PROBLEM

_log = logging.getLogger(__name__)
_DATA = (".atom", ".csv", ".json", ".xlsx", ".xml")
_CODES = {
    404: "not_found",
    405: "method_not_allowed",
    400: "bad_request",
    413: "too_large",
    414: "too_long",
    429: "too_many_requests",
}


class NotInArchive(ArchiveError):
    """No report or passage has this id. `report` names the report that the passage was once in, when that is still there."""

    def __init__(self, message: str, report: str | None = None) -> None:
        super().__init__(message)
        self.report = report


def register(app: Flask) -> None:
    app.register_error_handler(UsageFault, _usage)
    app.register_error_handler(NotInArchive, _not_in_archive)
    app.register_error_handler(ArchiveError, _unavailable)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _usage(error: UsageFault) -> ResponseReturnValue:
    if _for_program():
        return _answer(400, "invalid_parameter", str(error), error.parameter)
    name = error.parameter or ""
    explained = texts.PAGE_FAULT.get((request.endpoint or "", name)) or texts.PARAMETER_FAULT.get(name)
    sentences = [_("Tham số “%(name)s” trong địa chỉ không dùng được.", name=name)]
    return _page(400, _("Không hiểu địa chỉ này"), [*sentences, *([str(explained)] if explained else [])])


def _not_in_archive(error: NotInArchive) -> ResponseReturnValue:
    if _for_program():
        return _answer(404, "not_found", str(error))
    if error.report is None:
        return _page(
            404,
            _("Không có trong kho"),
            [_("Kho không có văn bản hay đoạn nào ở địa chỉ này. Có thể nó đã được lấy ra khỏi kho.")],
        )
    return _page(
        404,
        _("Không còn đoạn này"),
        [_("Văn bản vẫn còn trong kho, nhưng đoạn được dẫn đã đổi lời hoặc đổi chỗ.")],
        [(url_for("pages.report", report_id=error.report), _("Mở văn bản đó"))],
    )


def _unavailable(error: ArchiveError) -> ResponseReturnValue:
    _log.warning("%s", error)
    if _for_program():
        codes = {NoIndex: "no_index", ModelFault: "model_unusable"}
        return _answer(503, codes.get(type(error), "index_unusable"), str(error))
    if isinstance(error, NoIndex):
        return _page(
            503, _("Kho chưa có chỉ mục"), [_("Hãy lập chỉ mục bằng lệnh dưới đây, rồi tải lại trang này:")], command=_build()
        )
    if isinstance(error, ModelFault):
        told = _("Chỉ mục được lập bằng một mô hình mà máy này không có. Vẫn tìm được theo từ; muốn tìm theo nghĩa, hãy lập lại:")
        by_words = f"{url_for('pages.search')}?{questions.changed(request.args, 'mode', 'keyword')}"
        return _page(503, _("Chưa tìm được theo nghĩa"), [told], [(by_words, _("Tìm theo từ"))], command=_build())
    told = _("Không đọc được chỉ mục của kho. Hãy lập lại bằng lệnh dưới đây, rồi tải lại trang này:")
    return _page(503, _("Chỉ mục không dùng được"), [told], command=f"{_build()} --rebuild")


def _build() -> str:
    """The command that makes the index which this site reads."""
    index = Path(current_app.config["INDEX"])
    return "python -m indexer build" + ("" if index == DEFAULT_INDEX else f" --index {shlex.quote(str(index))}")


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if status < 400:  # a redirect that routing asks for is raised as well
        return error.get_response()
    headers = [(name, value) for name, value in error.get_headers() if name == "Allow"]
    if _for_program():
        message = f"There is no {request.path[:200]} here." if status == 404 else str(error.description or error.name)
        body, status = _answer(status, _CODES.get(status, "error"), message)
        return body, status, headers
    if status == 404:
        told = _("Địa chỉ này không có trang nào. Có thể nó bị gõ thiếu hoặc đã cũ.")
        return _page(404, _("Không có trang này"), [told])
    if status == 429:
        return *_page(
            429, _("Hỏi quá nhanh"), [_("Có quá nhiều yêu cầu từ địa chỉ của bạn. Hãy đợi một lát rồi thử lại.")]
        ), headers
    return *_page(
        status, _("Không thực hiện được"), [_("Trang này không nhận yêu cầu như vậy (%(status)s).", status=status)]
    ), headers


def _unexpected(error: Exception) -> ResponseReturnValue:
    _log.error("%s %s", request.method, request.full_path, exc_info=error)
    if _for_program():
        return _answer(500, "internal_error", "Something failed here; it has been written to the server's log.")
    return _page(500, _("Có lỗi ở phía chúng tôi"), [_("Lỗi đã được ghi lại. Hãy thử lại, hoặc tìm bằng câu khác.")])


def _for_program() -> bool:
    """Whether a program asks, or someone for a file of data, which must not turn out to be a page."""
    return request.path.startswith("/api/") or request.path in ("/healthz", "/metrics") or request.path.endswith(_DATA)


def _answer(status: int, code: str, message: str, parameter: str | None = None) -> tuple[Response, int]:
    """The fault as problem details (RFC 9457), with this API's own shape among its members."""
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": message}
    response = jsonify({"error": {"code": code, "message": message, "parameter": parameter}, **problem})
    response.mimetype = PROBLEM
    return response, status


def _page(
    status: int, heading: str, sentences: list[str], links: list[tuple[str, str]] | None = None, command: str | None = None
) -> tuple[str, int]:
    ways = [(url_for("pages.home"), _("Về trang đầu")), (url_for("pages.help_page"), _("Cách viết câu tìm kiếm"))]
    if status != 503:
        ways.insert(1, (url_for("pages.reports"), _("Danh sách văn bản")))
    links = [*(links or []), *ways]
    return render_template("error.html", heading=heading, sentences=sentences, links=links, command=command), status
