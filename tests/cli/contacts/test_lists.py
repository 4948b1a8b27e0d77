"""Lists at the command line: shown, compared, made of others, noted, replaced, deleted."""

from array import array
from pathlib import Path

import pytest

from console.cli import exits
from console.domain.times import render
from tests.cli.conftest import Office
from tests.world import numbers


def test_a_list_is_shown_with_its_note_and_its_versions_and_what_needs_it(office: Office) -> None:
    first, second = office.core.add_list(), office.core.add_list()
    assert office.json("zhaomin", "contacts", "replace", second, first).json["ok"] is True
    office.json("zhaomin", "contacts", "note", second, "12月到期")
    data = office.json("sunli", "contacts", "show", second).data
    assert (data["note"], data["version"], data["replaces"], data["needs"]) == ("12月到期", 2, first, [])
    shown = office("sunli", "contacts", "show", second).out
    assert "12月到期" in shown
    assert f"replaces list {first}" in shown
    assert "can be deleted" in shown
    assert f"replaced by list {second}" in office("sunli", "contacts", "show", first).out
    listed = office.json("sunli", "contacts", "list").data["rows"]
    assert [row["id"] for row in listed] == [second]
    every = office.json("sunli", "contacts", "list", "--all").data["rows"]
    assert [row["id"] for row in every] == [second, first]


def test_a_difference_is_counted_and_one_part_written_masked(office: Office, tmp_path: Path) -> None:
    one = office.core.add_list(nums=numbers(2_500))
    other = office.core.add_list(nums=numbers(100, 16100002450))
    data = office.json("zhaomin", "contacts", "diff", one, other).data
    assert (data["n"], data["other_n"], data["only"], data["both"], data["only_other"]) == (
        2500,
        100,
        2450,
        50,
        50,
    )
    file = tmp_path / "only.txt"
    office.json("zhaomin", "contacts", "diff", one, other, "--out", file)
    written = file.read_text().split()
    assert len(written) == 2450
    assert written[0] == "161****0000"
    assert office("zhaomin", "contacts", "diff", one, other, "--side", "none").code == exits.USAGE


def test_lists_are_merged_and_subtracted_under_a_manifest_that_names_them(office: Office) -> None:
    one, other = office.core.add_list(nums=numbers(30)), office.core.add_list(nums=numbers(30, 16100000020))
    merged = office("zhaomin", "contacts", "merge", one, other, "--name", "两份", sign=True)
    assert merged.code == exits.OK, merged.err
    assert "manifests of the lists" in merged.out + merged.err
    rest = office.json("zhaomin", "contacts", "subtract", one, other, "--name", "余下", sign=True).data
    rows = office.json("zhaomin", "contacts", "list").data["rows"]
    assert [(row["name"], row["n"], row["made"], row["parents"]) for row in rows[:2]] == [
        ("余下", 20, "subtract", [one, other]),
        ("两份", 50, "merge", [one, other]),
    ]
    assert rest["list"] == rows[0]["id"]
    none = office("zhaomin", "contacts", "subtract", one, one, "--name", "x", sign=True)
    assert none.code == exits.REFUSED
    assert "chosen twice" in none.err


@pytest.mark.parametrize(
    ("option", "value", "rule", "said"),
    [
        (
            "--prefix",
            "１６１１、161001",
            {"prefixes": ["1611", "161001"], "share": 0},
            "1611, 161001",
        ),
        ("--share", "30", {"prefixes": [], "share": 30}, "30%"),
    ],
)
def test_a_part_of_a_list_is_taken_and_the_rest_is_what_is_left(
    office: Office, option: str, value: str, rule: dict[str, object], said: str
) -> None:
    nums = array("q", [*numbers(200), *numbers(60, 16100100000), *numbers(20, 16110000000)])
    whole = office.core.add_list(nums=nums)
    part = office("zhaomin", "contacts", "part", whole, option, value, "--name", "一部分", sign=True)
    assert part.code == exits.OK, part.err
    assert said in part.out + part.err, "the manifest that is read before signing says the rule"
    (row,) = [one for one in office.json("zhaomin", "contacts", "list").data["rows"] if one["made"]]
    assert (row["made"], row["parents"], {name: row[name] for name in rule}) == ("part", [whole], rule)
    assert 0 < row["n"] < len(nums)
    rest = office.json("zhaomin", "contacts", "subtract", whole, row["id"], "--name", "其余", sign=True).data
    assert rest["n"] == len(nums) - row["n"]
    difference = office.json("zhaomin", "contacts", "diff", row["id"], rest["list"]).data
    assert difference["both"] == 0
    shown = office("sunli", "contacts", "show", row["id"]).out
    assert f"list {whole}: " in shown
    assert said in shown


@pytest.mark.parametrize(
    ("options", "what", "remedy"),
    [
        ((), "prefixes or a share, one of the two", "--prefix 138,139 or --share 30"),
        (("--prefix", "161", "--share", "30"), "prefixes or a share, one of the two", "not both"),
        (("--prefix", "16a"), "“16a” is no prefix", "--prefix 138,1390"),
        (("--prefix", "161,1610"), "Prefix 1610 is within 161", "from --prefix"),
        (("--prefix", "16100000001"), "“1610000…” is no prefix", "--prefix 138,1390"),
        (("--share", "0"), "“0” is no share", "--share 30"),
        (("--share", "100"), "“100” is no share", "use the list itself"),
        (("--prefix", "161"), "would be the whole list", "change --prefix or --share"),
        (("--prefix", "138"), "holds no number", "(R10)"),
    ],
)
def test_what_is_no_part_is_refused_by_name_with_what_to_do(
    office: Office, options: tuple[str, ...], what: str, remedy: str
) -> None:
    whole = office.core.add_list(nums=numbers(30))
    answer = office("zhaomin", "contacts", "part", whole, *options, "--name", "一部分", sign=True)
    assert answer.code == exits.REFUSED
    assert what in answer.err
    assert remedy in answer.err or remedy == "(R10)"
    assert "R10" in answer.err
    assert [row["id"] for row in office.json("zhaomin", "contacts", "list").data["rows"]] == [whole]


def test_whoever_approves_a_part_reads_its_rule_and_verifies_it_offline(
    office: Office, tmp_path: Path
) -> None:
    core = office.core
    whole = core.add_list(nums=array("q", [*numbers(40), *numbers(20, 16110000000)]))
    made = office.json(
        "zhaomin", "contacts", "part", whole, "--prefix", "1610", "--name", "一部分", sign=True
    )
    request = core.submit(core.draft(made.data["list"]))
    card = office("sunli", "approval", "scope", request)
    assert card.code == exits.OK, card.err
    signed = card.out.split("-- lists")[-1]
    assert "made by      numbers beginning with 1610" in signed, "read from the signed manifest"
    assert f"made of: list {whole}: numbers beginning with 1610" in card.out
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=40)
    bundle = tmp_path / "bundle.json"
    assert office("shenyu", "bundle", "export", request, "--slot", "1", "--out", bundle).code == exits.OK
    held = office("x", "verify", bundle, "--roots", office.roots(), "--at", render(core.at))
    assert "The bundle holds" in held.out, held.err


def test_a_list_is_deleted_only_when_nothing_needs_it(office: Office) -> None:
    used = office.core.view("sunli", office.core.requested()).slots[0].list_id
    refused = office("zhaomin", "contacts", "delete", used, "--yes")
    assert refused.code == exits.REFUSED
    assert "uses this list" in refused.err
    needs = office.json("zhaomin", "contacts", "show", used).data["needs"]
    assert [one["kind"] for one in needs] == ["request"]
    free = office.core.add_list()
    looked = office.json("zhaomin", "contacts", "delete", free).data
    assert looked == {"deleted": False}
    assert office.json("zhaomin", "contacts", "delete", free, "--yes").data["deleted"] is True
    assert office.json("zhaomin", "contacts", "show", free).data["state"] == "erased"


def test_a_request_to_a_made_list_is_cleared_verified_printed_and_read_like_any_other(
    office: Office, tmp_path: Path
) -> None:
    core = office.core
    ids = core.add_list(nums=numbers(30)), core.add_list(nums=numbers(30, 16100000020))
    made = office.json("zhaomin", "contacts", "merge", *ids, "--name", "两份", sign=True).data["list"]
    request = core.submit(core.draft(made))
    core.step("sunli", "approval", request)
    assert core.view("sunli", request).row.state == "cleared"
    core.step("qianwei", "release", request, slot=1, count=50)
    bundle = tmp_path / "bundle.json"
    assert office("shenyu", "bundle", "export", request, "--slot", "1", "--out", bundle).code == exits.OK
    held = office("x", "verify", bundle, "--roots", office.roots(), "--at", render(core.at))
    assert "The bundle holds" in held.out, held.err
    assert (
        office("zhaomin", "form", "print", "request", request, "--out", tmp_path / "form.xlsx").code
        == exits.OK
    )
    card = office("sunli", "request", "show", request)
    assert card.code == exits.OK, card.err
    assert office.json("sunli", "contacts", "show", made).data["needs"][0]["kind"] == "sent"
