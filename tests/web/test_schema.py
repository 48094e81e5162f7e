"""schemathesis asks every route what its description allows and what it does not, and finds all answers as described.

A few examples of each route, the same ones every time: the tests are a specification, not a search for luck. schemathesis is called
from here rather than through its pytest plugin, which does not know this version of pytest.
"""

from contextlib import suppress
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

from web import create_app

BOUNDED = settings(
    max_examples=3,  # of each route
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def described(index: Path) -> schemathesis.BaseSchema:
    app = create_app({"INDEX": index, "RATE_LIMIT": 0, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).include(tag="api")


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_every_answer_is_as_described(described: schemathesis.BaseSchema, mode: GenerationMode) -> None:
    found: list[str] = []
    asked = 0
    for operation in described.get_all_operations():

        @BOUNDED
        @given(case=operation.ok().as_strategy(generation_mode=mode))
        def ask(case: Case) -> None:
            nonlocal asked
            asked += 1
            try:
                case.call_and_validate(
                    headers={"Accept-Encoding": "identity"},  # its WSGI client unpacks nothing
                    # What a schema cannot say may be refused all the same: a wording without letters, say.
                    excluded_checks=[positive_data_acceptance],
                )
            except FailureGroup as group:
                found.extend(f"{failure.title}: {case.as_curl_command()}: {failure}" for failure in group.exceptions)

        with suppress(Unsatisfiable):  # a route without parameters can be asked nothing wrong
            ask()
    assert not found, "\n".join(found)
    assert asked > 20
