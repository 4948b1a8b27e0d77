"""Lists at the command line: shown, compared, made of others, noted, replaced, deleted."""

from pathlib import Path

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
