"""`/metrics`: what the site did since it was started, for Prometheus: requests by route and status, and what it holds."""

import time

from flask import Blueprint, Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from store.errors import ArchiveError
from web.archive import library
from web.describe import Described, operation

blueprint = Blueprint("measures", __name__)

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Measures:
    """The numbers of one app; each app has its own, so that two in one process do not add up."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "status")
        self.requests = Counter("vankho_requests", "Requests answered.", labels, registry=self.registry)
        self.seconds = Histogram(
            "vankho_request_seconds", "Seconds that requests took.", ("route",), registry=self.registry, buckets=_SECONDS
        )
        self.holds = Gauge("vankho_archive_rows", "What the live index holds.", ("kind",), registry=self.registry)
        self.usable = Gauge("vankho_index_usable", "Whether there is an index that can be read.", registry=self.registry)


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    measures: Measures = current_app.extensions["measures"]
    try:
        counts = [entry.counts for entry in library().reports()]
        measures.holds.labels("reports").set(len(counts))
        measures.holds.labels("passages").set(sum(count.passages for count in counts))
        measures.holds.labels("footnotes").set(sum(count.footnotes for count in counts))
        measures.usable.set(1)
    except ArchiveError:  # that there is no index is what is to be told, not a reason to tell nothing
        measures.usable.set(0)
    return Response(generate_latest(measures.registry), content_type=CONTENT_TYPE_LATEST)


def described() -> Described:
    text = {"200": {"description": "Prometheus' text format.", "content": {"text/plain": {"schema": {"type": "string"}}}}}
    return Described({"/metrics": operation("metrics", "What the site did, for Prometheus.", [], text, ())}, {})


def register(app: Flask) -> None:
    measures = app.extensions["measures"] = Measures()

    def begin() -> None:
        g.began = time.perf_counter()

    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"  # the route, not the address: those have no end
        measures.requests.labels(route, str(response.status_code)).inc()
        if "began" in g:
            measures.seconds.labels(route).observe(time.perf_counter() - g.began)
        return response

    app.before_request(begin)
    app.after_request(count)
