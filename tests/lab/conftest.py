"""The laboratory, one for each module: its tests leave traces in it. To found one takes minutes, so the nightly run does."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.lab.ground import missing
from tests.lab.laboratory import Laboratory


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves the laboratories to the nightly run."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.nightly)


@pytest.fixture(scope="module")
def ago() -> timedelta:
    """How long before now the laboratory's organisation was founded; a module may say otherwise."""
    return timedelta()


@pytest.fixture(scope="module")
def lab(ago: timedelta) -> Iterator[Laboratory]:
    lacking = missing(*(["faketime"] if ago else []))
    if lacking:
        pytest.skip("; ".join(lacking))
    made = Laboratory(ago)
    yield made
    made.close()
