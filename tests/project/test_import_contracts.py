"""The static contracts: every part has one, and each can fall."""

import tomllib
from itertools import accumulate
from pathlib import Path

import grimp
import pytest

from tools.import_contracts import ReachContract, TiersContract

ROOT = Path(__file__).resolve().parents[2]
PUT_TOGETHER = {"__init__", "__main__", "bootstrap", "launch", "py", "__pycache__"}
"""Places that join the parts, and what is no module."""


def contracts() -> list[dict[str, object]]:
    loaded: list[dict[str, object]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    return [one for one in loaded if one["type"] == "reach"]


def test_every_part_of_the_console_has_a_contract() -> None:
    parts = {path.name.split(".")[0] for path in (ROOT / "console").iterdir()} - PUT_TOGETHER
    assert parts - {str(one["part"]) for one in contracts()} == set()


def judge(imports: list[tuple[str, str]], **options: object) -> list[str]:
    graph = grimp.ImportGraph()
    for name in {name for pair in imports for name in pair} | {"console.domain"}:
        for ancestor in accumulate(name.split("."), "{}.{}".format):
            graph.add_module(ancestor)
    for importer, imported in imports:
        graph.add_import(importer=importer, imported=imported)
    session = {"root_packages": ["console"]}
    contract = ReachContract(
        name="x", session_options=session, contract_options={"part": "domain", **options}
    )
    check = contract.check(graph, verbose=False)
    found: list[str] = check.metadata["found"]
    assert check.kept == (not found)
    return found


@pytest.mark.parametrize(
    ("imports", "options", "found"),
    [
        ([("console.domain.acts", "console.wire.frames")], {"may": []}, 1),
        ([("console.domain.acts", "console.wire.frames")], {"may": ["wire"]}, 0),
        ([("console.domain.acts", "console.domain.times")], {"may": []}, 0),
        ([("console.domain.acts", "textual")], {"never": ["textual"]}, 1),
        ([("console.domain.acts", "console.wire"), ("console.wire", "textual")], {"never": ["textual"]}, 1),
        (
            [("console.domain.acts", "console.wire"), ("console.wire", "console.db.engine")],
            {"never": ["db"]},
            1,
        ),
        ([("console.wire", "textual")], {"never": ["textual", "db"]}, 0),
    ],
)
def test_an_import_outside_the_contract_is_found(
    imports: list[tuple[str, str]], options: dict[str, object], found: int
) -> None:
    assert len(judge(imports, **options)) == found


def climbing(*imports: tuple[str, str], **more: object) -> list[str]:
    graph = grimp.ImportGraph()
    for name in {f"console.services.{one}" for pair in imports for one in pair}:
        for ancestor in accumulate(name.split("."), "{}.{}".format):
            graph.add_module(ancestor)
    for importer, imported in imports:
        graph.add_import(importer=f"console.services.{importer}", imported=f"console.services.{imported}")
    options = {"part": "services", "tiers": ["low", "high"], **more}
    contract = TiersContract("x", {"root_packages": ["console"]}, options)
    check = contract.check(graph, verbose=False)
    found: list[str] = check.metadata["found"]
    assert check.kept == (not found)
    return found


@pytest.mark.parametrize(
    ("imports", "found"),
    [
        ([("high.a", "low.b"), ("low.b", "low.c"), ("low.b", "context"), ("acts", "high.a")], 0),
        ([("low.b", "high.a")], 1),
        ([("context", "low.b")], 0),
        ([("context", "high.a")], 1),
        ([("high.a", "acts")], 1),
        ([("high.a", "other.b")], 1),
    ],
)
def test_an_import_that_goes_up_is_found_and_a_folder_without_a_place(
    imports: list[tuple[str, str]], found: int
) -> None:
    assert len(climbing(*imports, above=["acts"])) == found


def test_modules_beside_the_folders_are_not_judged_where_nothing_is_said_of_them() -> None:
    assert climbing(("acts", "high.a"), ("low.b", "acts")) == []
    assert len(climbing(("low.b", "high.a"))) == 1


def test_a_contract_of_a_part_that_does_not_exist_yet_is_kept() -> None:
    assert judge([], part="cli", never=["sqlalchemy"]) == []
