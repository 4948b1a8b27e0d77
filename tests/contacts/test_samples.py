import tomllib
from pathlib import Path
from unicodedata import is_normalized

import pytest

from console.contacts import samples
from console.contacts.plan import newest_plan
from console.domain.contacts.phone import NumberClass
from console.domain.requests.segments import BillingRule, billed_parts, hidden

FOLDER = Path(__file__).parents[2] / "data/samples"


@pytest.mark.parametrize(("name", "data"), samples.text_files())
def test_the_shipped_text_samples_are_what_the_generator_writes(name: str, data: bytes) -> None:
    assert (FOLDER / name).read_bytes() == data


def test_no_sample_number_belongs_to_a_person() -> None:
    numbers = samples.numbers(10_000)
    assert len(set(numbers)) == 10_000
    assert {newest_plan().number_class(n) for n in numbers} == {NumberClass.UNASSIGNED}


def test_every_sample_is_found_where_the_program_looks() -> None:
    shipped = {entry.name for entry in samples.folder().iterdir()}
    lists = {f"notice-{count}.{suffix}" for count in (200, 10_000) for suffix in ("txt", "xls", "xlsx")}
    assert shipped >= lists | {"dirty.txt", "texts.toml"}


def test_workbooks_are_written_by_the_generator(tmp_path: Path) -> None:
    samples.write_all(tmp_path)
    for name, data in samples.text_files():
        assert (tmp_path / name).read_bytes() == data
    # xlwt writes no time; openpyxl does, so the .xlsx samples are compared by content elsewhere.
    for count in (200, 10_000):
        assert (tmp_path / f"notice-{count}.xls").read_bytes() == (
            FOLDER / f"notice-{count}.xls"
        ).read_bytes()


def test_the_sample_texts_are_sendable_one_for_each_category() -> None:
    texts = tomllib.loads((FOLDER / "texts.toml").read_text("utf-8"))
    assert set(texts) == {"notice", "promotion", "other"}
    for text in texts.values():
        whole = text["signature"] + text["body"] + text["opt_out"]
        assert not hidden(whole)
        assert is_normalized("NFC", whole)
        assert text["signature"] == "【云岭示范银行】"
        assert billed_parts(whole, BillingRule.CN_70_67) == 1
    assert texts["promotion"]["opt_out"] == "拒收请回复R"
