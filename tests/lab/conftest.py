"""The laboratory, one for each module: its tests leave traces in it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.lab.ground import missing
from tests.lab.laboratory import Laboratory


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
