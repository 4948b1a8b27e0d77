"""Numbers that a person pasted are written as a text first, and read like any other file of their name."""

from hashlib import sha256

import pytest

from console.contacts import importing
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.reasons import Reason
from console.contacts.samples import numbers
from console.contacts.source import typed_source


def test_thousands_of_pasted_numbers_are_read_as_a_text() -> None:
    given = numbers(30_000)
    data = "".join(f"{number}\n" for number in [*given, given[0], "张三"]).encode()
    with typed_source(data, "粘贴的号码.txt") as source, importing.Reading(source) as reading:
        found = reading.judge(frozenset())
        assert list(found.numbers) == sorted(given)
        assert (found.source.name, found.source.kind, found.source.size) == (
            "粘贴的号码.txt",
            "txt",
            len(data),
        )
        assert found.source.sha256 == sha256(data).hexdigest()
        assert found.counts[Reason.DUPLICATE] == 1
        assert found.rows == 30_002
        found.findings.close()


def test_nothing_pasted_is_no_list() -> None:
    with pytest.raises(FileRefusedError) as refused:
        typed_source(b" \n", "粘贴的号码.txt")
    assert refused.value.reason is FileCode.EMPTY
