"""What browsers and search engines look for on a site: how to search it from the address bar, and which pages it has."""

from xml.etree import ElementTree as ET

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.archive import library
from web.describe import Described, operation

blueprint = Blueprint("discovery", __name__)

_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The results of every question are no pages to keep: they change with each build, and there is no end of them.
_ROBOTS = """User-agent: *
Disallow: /search
Disallow: /api/
Disallow: /metrics
Allow: /

Sitemap: {sitemap}
"""


@blueprint.get("/opensearch.xml")
def opensearch() -> ResponseReturnValue:
    """OpenSearch 1.1: lets a browser offer this site as a search engine."""
    root = ET.Element("OpenSearchDescription", xmlns=_OPENSEARCH)
    ET.SubElement(root, "ShortName").text = _("Văn Khố")
    ET.SubElement(root, "Description").text = _("Tìm trong kho văn bản")
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    icon = url_for("static", filename="icon.svg", _external=True)
    ET.SubElement(root, "Image", type="image/svg+xml", width="32", height="32").text = icon
    pages, programs = url_for("pages.search", _external=True), url_for("api.search", _external=True)
    ET.SubElement(root, "Url", type="text/html", template=f"{pages}?q={{searchTerms}}&page={{startPage?}}")
    ET.SubElement(root, "Url", type="application/json", template=f"{programs}?q={{searchTerms}}&size={{count?}}")
    return _xml(root, "application/opensearchdescription+xml")


@blueprint.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """The pages that stay: the site's own, and one of each report."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for endpoint in ("pages.home", "pages.reports", "pages.help_page"):
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = url_for(endpoint, _external=True)
    for entry in library().reports():
        address = url_for("pages.report", report_id=entry.report.id, _external=True)
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = address
    return _xml(root, "application/xml")


@blueprint.get("/robots.txt")
def robots() -> ResponseReturnValue:
    return Response(_ROBOTS.format(sitemap=url_for("discovery.sitemap", _external=True)), mimetype="text/plain")


def described() -> Described:
    paths = {
        "/opensearch.xml": ("opensearch", "How to search this site from a browser's address bar.", "opensearchdescription+xml"),
        "/sitemap.xml": ("sitemap", "The pages that stay.", "xml"),
    }
    told = {
        route: operation(name, summary, [], _text(f"application/{kind}"), ("503",))
        for route, (name, summary, kind) in paths.items()
    }
    told["/robots.txt"] = operation("robots", "What crawlers may read.", [], _text("text/plain"), ())
    return Described(told, {})


def _text(mimetype: str) -> dict[str, object]:
    return {"200": {"description": "The text.", "content": {mimetype: {"schema": {"type": "string"}}}}}


def _xml(root: ET.Element, mimetype: str) -> Response:
    return Response(ET.tostring(root, encoding="utf-8", xml_declaration=True), mimetype=mimetype)
