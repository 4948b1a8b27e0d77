"""Short folders for sockets (a path of 108 bytes is the most), and plain desks in them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.plain import PlainDesk, World


@pytest.fixture(scope="session")
def world() -> World:
    return World()


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="sms-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def desk(folder: Path, world: World) -> Iterator[PlainDesk]:
    with PlainDesk(folder, world) as running:
        yield running
