"""The laboratory, one for each module: its tests leave traces in it."""

from collections.abc import Iterator

import pytest

from tests.lab.ground import missing
from tests.lab.laboratory import Laboratory


@pytest.fixture(scope="module")
def lab() -> Iterator[Laboratory]:
    lacking = missing()
    if lacking:
        pytest.skip(f"the laboratory needs {', '.join(lacking)} (CI has it all)")
    made = Laboratory()
    yield made
    made.close()
