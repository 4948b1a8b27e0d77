"""What is read from a descriptor, and which words of a command line are options."""

import os
from collections.abc import Iterator, Sequence

import pytest

from console.cli import given
from console.cli.streams import read_line


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ([b"secret\n"], b"secret"),
        ([b"secret"], b"secret"),
        # A file that was written on another system ends its lines with two characters; neither is the passphrase's.
        ([b"secret\r\n"], b"secret"),
        ([b"secret\r"], b"secret"),
        ([b"se", b"cret\r", b"\nmore\n"], b"secret"),
        ([b"a\rb\n"], b"a\rb"),
        ([b"secret \n"], b"secret "),
        ([b"\n"], b""),
        ([], b""),
    ],
)
def test_a_passphrase_is_a_line_without_its_end(
    pipe: tuple[int, int], parts: Sequence[bytes], line: bytes
) -> None:
    reading, writing = pipe
    for part in parts:
        os.write(writing, part)
    os.close(writing)
    assert read_line(reading) == line


@pytest.mark.parametrize(
    ("ordered", "noun"),
    [
        (["request", "list"], "request"),
        (["--home", "bank", "request"], "request"),
        # One word holds option and value: the next is no value of it.
        (["--home=bank", "request", "list"], "request"),
        (["--lang=en", "--home=bank", "--json", "request"], "request"),
        (["--json", "request"], "request"),
        (["--as", "zhaomin", "--json"], ""),
        (["--home=bank"], ""),
        ([], ""),
    ],
)
def test_the_command_is_the_first_word_that_belongs_to_no_option(ordered: Sequence[str], noun: str) -> None:
    assert (given.typed(ordered) or [""])[0] == noun
