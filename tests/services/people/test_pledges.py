"""Attachment 2: its text, who must sign it, and what nobody does without it."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain import policy
from console.domain.acts import Pledge as Signed
from console.domain.people import pledges
from console.domain.people.people import Post, Roster
from console.domain.rosters.rosters import AddKey, RevokeKey
from console.domain.rosters.rule_files import Kind
from console.domain.times import render
from console.errors import RefusedError
from console.launch.organisation import Organisation
from console.services.rosters import rules
from console.signing import keys
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.refused import Refused
from console.signing.statements import decode, sign
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared
from console.wire.ledger import ledger
from console.wire.people import personnel
from tests import asking
from tests.services.core import AT, Core, bank, open_core
from tests.services.rosters.test_rosters import published
from tests.services.rosters.test_rule_files import bring, publish
from tools.trees import ROOT

ALL = asking.CLAUSES
PACKS = sorted((ROOT / "data" / "policy").glob("*.toml"))
TEXTS = sorted((ROOT / "data" / "pledge").glob("*.toml"))


def resigned(**changed: Any) -> Organisation:
    """The demo's organisation, whose pledges say something else."""
    org = bank()
    old = [decode(one.text.encode()) for one in org.pledges]
    acts = [msgspec.structs.replace(act, **changed) for act in old if isinstance(act, Signed)]
    org.pledges[:] = [sign(act, org.people[act.by]) for act in acts]
    return org


def bare(*people: str) -> Organisation:
    """The demo's organisation, in which these people have not signed."""
    org = bank()
    org.pledges[:] = [one for one in org.pledges if not any(f'"by":"{p}"' in one.text for p in people)]
    return org


def pledge(core: Core, person: str, department: str = "business", witness: str = "zhengtao") -> Done:
    prepared = core.call(person, asking.pledge(department, ALL, witness))
    return core.enact(person, prepared)


def states(core: Core) -> dict[str, str]:
    return {row.person: row.state for row in core.call("shenyu", personnel.Pledges())}


def waits(core: Core, person: str) -> list[tuple[str, str]]:
    return [(row.because, row.due) for row in core.call(person, calls.Todo()) if row.what == "pledge"]


# ---- the text


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_shipped_policy_names_a_pledge_that_is_shipped_with_as_many_clauses(pack: Any) -> None:
    rule = policy.read(pack.read_text("utf-8")).pledge
    text = pledges.shipped(rule.version)
    assert text.version == rule.version
    assert len(text.clause) == rule.clauses


@pytest.mark.parametrize("file", TEXTS, ids=lambda path: path.stem)
def test_every_clause_is_there_once_in_both_languages(file: Any) -> None:
    text = pledges.read(file.read_text("utf-8"))
    assert text.version == file.stem
    for words in (
        [one.zh for one in text.clause],
        [one.en for one in text.clause],
    ):
        assert len(set(words)) == len(words)
    assert all(any("\u4e00" <= c <= "\u9fff" for c in one.zh) and one.en.isascii() for one in text.clause)


@pytest.mark.parametrize("version", ["1999-1", "../policy/2026-1", ""])
def test_a_version_that_is_not_shipped_has_no_text(version: str) -> None:
    with pytest.raises(pledges.PledgeTextError):
        pledges.shipped(version)


@pytest.mark.parametrize(
    "text", ["clause = ", 'version = "1"', 'version = "1"\n[[clause]]\nzh = ""\nen = "a"']
)
def test_a_malformed_text_is_refused(text: str) -> None:
    with pytest.raises(pledges.PledgeTextError):
        pledges.read(text)


@pytest.mark.parametrize(
    ("at", "months", "end"),
    [
        ("2026-11-24T03:00:00Z", 12, "2027-11-24T03:00:00Z"),
        ("2028-02-29T03:00:00Z", 12, "2029-02-28T03:00:00Z"),
        ("2026-11-30T03:00:00Z", 3, "2027-02-28T03:00:00Z"),
        ("2026-12-31T23:59:59Z", 1, "2027-01-31T23:59:59Z"),
    ],
)
def test_a_pledge_holds_calendar_months(at: str, months: int, end: str) -> None:
    assert pledges.until(at, months) == end


# ---- signing it


def test_the_text_says_how_the_caller_stands(core: Core) -> None:
    text = core.call("zhaomin", personnel.Pledge())
    assert (text.version, text.months, len(text.clauses)) == ("2026-1", 12, 12)
    assert text.mine.state == "valid"
    assert core.call("shenyu", personnel.Pledge()).mine is None


def test_a_new_pledge_takes_effect_at_once_and_stands_in_the_bundle(database_url: str) -> None:
    core = open_core(database_url, bare("qianwei"))
    request = core.cleared()
    head = core.view("qianwei", request).head
    core.refuses("no_pledge", "qianwei", asking.step("release", request, head, slot=1, count=20))
    assert waits(core, "qianwei") == [("missing", "")]
    done = pledge(core, "qianwei")
    assert waits(core, "qianwei") == []
    mine = core.call("qianwei", personnel.Pledge()).mine
    assert (mine.department, mine.witness, mine.state) == ("business", "zhengtao", "valid")
    core.step("qianwei", "release", request, slot=1, count=20, gateway="demo")
    bundle = unpack(core.call("qianwei", calls.BundleOf(request, 1)).data)
    verify(bundle, core.org.roots, render(core.at))
    entry = core.call("shenyu", ledger.EntryDetail(done.seq))
    assert (entry.row.kind, entry.row.actor, entry.row.subject) == (
        "pledge.signed",
        "qianwei",
        "person:qianwei",
    )
    core.database.close()


def test_nobody_submits_or_approves_without_a_pledge(database_url: str) -> None:
    core = open_core(database_url, bare("zhaomin", "sunli"))
    list_id = core.add_list()
    with pytest.raises(RefusedError) as caught:
        core.submit(core.draft(list_id))
    assert caught.value.refusal.code == "no_pledge"
    pledge(core, "zhaomin")
    request = core.submit(core.draft(list_id, purpose="再提醒一次"))
    with pytest.raises(RefusedError) as caught:
        core.step("sunli", "approval", request)
    assert (caught.value.refusal.code, caught.value.refusal.clause) == ("no_pledge", "A2")
    pledge(core, "sunli")
    core.step("sunli", "approval", request)
    core.database.close()


def test_an_expired_pledge_is_none(database_url: str) -> None:
    core = open_core(database_url, resigned(until=render(AT + timedelta(days=31))))
    request = core.cleared()
    assert set(states(core).values()) == {"valid"}
    core.at += timedelta(days=1, minutes=1)
    assert set(states(core).values()) == {"expiring"}
    assert waits(core, "qianwei") == [("expiring", render(AT + timedelta(days=31)))]
    core.at = AT + timedelta(days=31)
    assert set(states(core).values()) == {"expired"}
    assert waits(core, "qianwei") == [("expired", "")]
    head = core.view("qianwei", request).head
    core.refuses("no_pledge", "qianwei", asking.step("release", request, head, slot=1, count=20))
    core.database.close()


def test_a_new_version_makes_old_pledges_outdated(database_url: str) -> None:
    core = open_core(database_url, resigned(version="2025-1"))
    assert set(states(core).values()) == {"outdated"}
    with pytest.raises(RefusedError) as caught:
        core.requested()
    assert caught.value.refusal.code == "no_pledge"
    pledge(core, "zhaomin")
    assert states(core)["zhaomin"] == "valid"
    assert waits(core, "qianwei") == [("outdated", "")]
    core.requested()
    core.database.close()


def test_a_pledge_under_a_revoked_key_is_none_for_desk_and_dispatcher_alike(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20, gateway="demo")
    new = keys.generate()
    roster = core.org.roster
    assert isinstance(roster, Roster)
    old = core.org.people["qianwei"].public
    people = [
        msgspec.structs.replace(
            p,
            keys=[
                msgspec.structs.replace(p.keys[0], revoked=render(AT)),
                msgspec.structs.replace(p.keys[0], public=new.public, since=render(AT)),
            ],
        )
        if p.id == "qianwei"
        else p
        for p in roster.people
    ]
    core.org.add_roster(
        msgspec.structs.replace(
            roster, version=2, previous=core.org.rosters[0].digest(), at=render(AT), people=people
        )
    )
    with core.database.writer() as conn:
        rules.establish(
            conn, core.desk, signers=core.org.signers, rosters=core.org.rosters, pledges=[], at=render(AT)
        )
    core.at += timedelta(minutes=1)
    assert states(core)["qianwei"] == "missing"
    core.org.people["qianwei"] = new
    again = core.cleared()
    head = core.view("qianwei", again).head
    core.refuses("no_pledge", "qianwei", asking.step("release", again, head, slot=1, count=20))
    pledge(core, "qianwei")
    core.step("qianwei", "release", again, slot=1, count=20, gateway="demo")
    bundle = unpack(core.call("qianwei", calls.BundleOf(again, 1)).data)
    verify(bundle, core.org.roots, render(core.at))
    unsigned = [one for one in bundle.pledges if '"by":"qianwei"' not in one.text or old in one.text]
    with pytest.raises(Refused):
        verify(msgspec.structs.replace(bundle, pledges=unsigned), core.org.roots, render(core.at))


@pytest.mark.parametrize(
    ("person", "call", "code"),
    [
        ("zhaomin", asking.pledge("business", ALL[:-1], "zhengtao"), "clauses_missing"),
        ("zhaomin", asking.pledge("business", [], "zhengtao"), "field_missing"),
        ("zhaomin", asking.pledge("business", [*ALL, 13], "zhengtao"), "clauses_missing"),
        ("zhaomin", asking.pledge("business", [2, 1, *ALL[2:]], "zhengtao"), "clauses_missing"),
        ("zhaomin", asking.pledge("business", ALL, "zhaomin"), "not_a_witness"),
        ("zhaomin", asking.pledge("business", ALL, ""), "field_missing"),
        ("zhaomin", asking.pledge("business", ALL, "qianwei"), "not_a_witness"),
        ("zhaomin", asking.pledge("business", ALL, "nobody"), "not_a_witness"),
        ("zhaomin", asking.pledge("credit"), "no_pledge_due"),
        ("shenyu", asking.pledge(), "no_pledge_due"),
    ],
)
def test_a_pledge_is_whole_dated_and_witnessed(core: Core, person: str, call: Prepare, code: str) -> None:
    core.refuses(code, person, call)


@pytest.mark.parametrize("witness", ["sunli", "jiangbo", "wangfang", "fenglei", "chuyan"])
def test_a_department_manager_or_somebody_of_the_general_department_witnesses(
    database_url: str, witness: str
) -> None:
    core = open_core(database_url, bare("zhaomin"))
    assert pledge(core, "zhaomin", witness=witness).seq
    core.database.close()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"until":"2027-', '"until":"2028-', "pledge_dates"),
        ('"until":"2027-', '"until":"2025-', "pledge_dates"),
        ('"version":"2026-1"', '"version":"2025-1"', "pledge_outdated"),
        ("11,12]", "11]", "clauses_missing"),
        ('"witness":"zhengtao"', '"witness":"qianwei"', "not_a_witness"),
        ('"department":"business"', '"department":"credit"', "no_pledge_due"),
    ],
)
def test_a_pledge_is_judged_again_when_the_signature_arrives(
    database_url: str, old: str, new: str, code: str
) -> None:
    core = open_core(database_url, bare("zhaomin"))
    text = core.call("zhaomin", asking.pledge()).text
    assert old in text
    with pytest.raises(RefusedError) as caught:
        core.enact("zhaomin", Prepared(text.replace(old, new)))
    assert caught.value.refusal.code == code
    core.database.close()


def test_the_same_pledge_counts_once(database_url: str) -> None:
    core = open_core(database_url, bare("zhaomin"))
    prepared = core.call("zhaomin", asking.pledge())
    core.enact("zhaomin", prepared)
    with pytest.raises(RefusedError) as caught:
        core.enact("zhaomin", prepared)
    assert caught.value.refusal.code == "signed_before"
    core.database.close()


# ---- not before its time


def ending(core: Core, days: int) -> None:
    """Let the days pass that are left but for these; a roster lasts as long."""
    core.at = AT + timedelta(days=100 - days)


def test_a_pledge_is_signed_anew_near_its_end_and_no_earlier(database_url: str) -> None:
    core = open_core(database_url, resigned(until=render(AT + timedelta(days=100))))
    call = asking.pledge()
    with pytest.raises(RefusedError) as caught:
        core.call("zhaomin", call)
    refusal = caught.value.refusal
    assert (refusal.code, refusal.clause) == ("pledge_valid", "A2")
    assert refusal.params == {"until": render(AT + timedelta(days=100)), "days": "60"}
    ending(core, 60)
    pledge(core, "zhaomin")
    core.at += timedelta(minutes=1)
    core.refuses("pledge_valid", "zhaomin", call)
    core.database.close()


def test_two_pledges_that_were_prepared_together_are_not_both_kept(database_url: str) -> None:
    core = open_core(database_url, bare("zhaomin"))
    first = core.call("zhaomin", asking.pledge())
    second = core.call("zhaomin", asking.pledge("business", ALL, "sunli"))
    core.enact("zhaomin", first)
    with pytest.raises(RefusedError) as caught:
        core.enact("zhaomin", second)
    assert caught.value.refusal.code == "pledge_valid"
    core.database.close()


def test_who_has_another_key_pledges_with_it_before_the_old_one_is_revoked(core: Core) -> None:
    old, new = core.org.people["zhaomin"], keys.generate()
    published(core, AddKey("zhaomin", new.public))
    core.org.people["zhaomin"] = new
    core.at += timedelta(minutes=1)
    pledge(core, "zhaomin")
    core.at += timedelta(minutes=1)
    core.refuses("pledge_valid", "zhaomin", asking.pledge())
    published(core, RevokeKey("zhaomin", old.public, render(core.at)))
    assert states(core)["zhaomin"] == "valid"


# ---- in the bundle


def test_a_bundle_carries_the_pledges_of_those_who_act_in_it_and_one_of_each(database_url: str) -> None:
    core = open_core(database_url, resigned(until=render(AT + timedelta(days=50))))
    core.at += timedelta(minutes=1)
    for person in ("zhaomin", "sunli", "weina"):
        pledge(core, person, {"weina": "credit"}.get(person, "business"))
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20, gateway="demo")
    bundle = unpack(core.call("dispatch-1", calls.BundleOf(request, 1)).data)
    verify(bundle, core.org.roots, render(core.at))
    given = [decode(one.text.encode()) for one in bundle.pledges]
    assert sorted(one.by for one in given if isinstance(one, Signed)) == ["qianwei", "sunli", "zhaomin"]
    for gone in range(3):
        left = [one for nth, one in enumerate(bundle.pledges) if nth != gone]
        with pytest.raises(Refused):
            verify(msgspec.structs.replace(bundle, pledges=left), core.org.roots, render(core.at))
    core.database.close()


def test_a_bundle_carries_the_pledge_that_was_valid_when_its_act_was_signed(database_url: str) -> None:
    core = open_core(database_url, resigned(until=render(AT + timedelta(hours=2))))
    request = core.requested()
    core.at = AT + timedelta(hours=3)
    for person in ("zhaomin", "sunli", "qianwei"):
        pledge(core, person)
    core.step("sunli", "approval", request)
    bundle = unpack(core.call("dispatch-1", calls.BundleOf(request)).data)
    verify(bundle, core.org.roots, render(core.at))
    mine = [one for one in bundle.pledges if '"by":"zhaomin"' in one.text]
    assert [decode(one.text.encode()).until for one in mine] == [render(AT + timedelta(hours=2))]  # type: ignore[union-attr]
    core.database.close()


def test_who_may_go_on_with_a_send_has_his_pledge_in_its_bundle(core: Core) -> None:
    request = core.cleared("other", "credit")
    bundle = unpack(core.call("dispatch-1", calls.BundleOf(request)).data)
    assert any('"by":"wuhong"' in one.text for one in bundle.pledges)


# ---- who


def test_everyone_whose_post_asks_for_one_is_listed_and_nobody_else(core: Core) -> None:
    asked = {Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER}
    roster = core.org.roster
    assert roster is not None
    assert set(states(core)) == {a.person for a in roster.posts if a.post in asked}


def test_a_standby_pledges_before_he_is_woken(core: Core) -> None:
    roster = core.org.roster
    assert roster is not None
    own = next(a for a in roster.posts if a.person == "qianwei")
    dormant = msgspec.structs.replace(own, person="shenyu", standby=True)
    waiting = msgspec.structs.replace(roster, posts=[*roster.posts, dormant])
    rule = policy.read(core.org.policy_text).pledge
    assert pledges.bound(waiting, rule, "shenyu", render(AT)) == ["business"]
    over = msgspec.structs.replace(own, person="shenyu", until=render(AT))
    ended = msgspec.structs.replace(roster, posts=[*roster.posts, over])
    assert pledges.bound(ended, rule, "shenyu", render(AT)) == []


def test_the_newest_text_names_the_nine_classes_of_telecom_law_and_who_signed_the_one_before_signs_anew(
    sqlite_url: str,
) -> None:
    first = pledges.shipped("2026-2").clause[0]
    for text, marks in ((first.zh, "一二三四五六七八九"), (first.en, "123456789")):
        _, *classes = text.splitlines()
        assert [one[1] for one in classes] == list(marks)
    for word in ("宪法", "国家安全", "荣誉", "民族", "邪教", "谣言", "淫秽", "诽谤", "行政法规"):
        assert word in first.zh
    core = open_core(sqlite_url)
    publish(core, bring(core, Kind.POLICY, (ROOT / "data" / "policy" / "2026-2.toml").read_text("utf-8")))
    text = core.call("zhaomin", personnel.Pledge())
    assert (text.version, text.clauses[0].zh, text.mine.state) == ("2026-2", first.zh, "outdated")
    assert waits(core, "zhaomin") != []
    core.refuses(
        "no_pledge",
        "zhaomin",
        asking.request(core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list()))).id),
    )
    pledge(core, "zhaomin")
    assert core.call("zhaomin", personnel.Pledge()).mine.state == "valid"
    core.database.close()
