"""The group `roster`: proposing with the difference shown, the second signature, and a desk that lies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.cli import exits
from console.domain.people.people import Post, Roster, Standing
from console.domain.times import render
from console.launch.organisation import SCREENING_LIST, build
from console.signing.keys import generate
from console.signing.sshsig import fingerprint
from console.signing.statements import Signed, decode, digest, encode, namespace, sign
from console.wire.answers import Page, Prepared
from console.wire.base import Call
from console.wire.ledger import ledger
from console.wire.rosters import rosters
from tests import asking
from tests.cli.conftest import Answer, Line, Office
from tests.services.core import Core
from tests.services.people.test_enrolment import Desk as Applications
from tests.services.people.test_enrolment import form

replace = msgspec.structs.replace
FIRST, SECOND = "hanxue", "yangfan"


@pytest.fixture(autouse=True)
def pinned(office: Office) -> Iterator[Path]:
    """This machine has the pinned root keys."""
    path = office.roots()
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def pub(tmp_path: Path) -> tuple[str, Path]:
    """A new public key, and its file."""
    public = generate().public
    path = tmp_path / "tangyu.pub"
    path.write_text(f"{public} tangyu@office\n", "ascii")
    return public, path


def propose(office: Office, *arguments: object, by: str = FIRST, lang: str = "en") -> Answer:
    office.core.at += timedelta(minutes=1)
    return office(by, "roster", "propose", *arguments, "--yes", sign=True, lang=lang)


def confirm(office: Office, *, by: str = SECOND) -> Answer:
    waiting: list[rosters.RosterProposal] = office.core.call(by, rosters.RosterProposals()).rows
    return office(by, "roster", "confirm", waiting[0].digest[:16], "--yes", sign=True)


def published(office: Office, *arguments: object) -> Roster:
    answer = propose(office, *arguments)
    assert answer.code == exits.OK, answer.err
    answer = confirm(office)
    assert answer.code == exits.OK, answer.err
    return newest(office)


def newest(office: Office) -> Roster:
    whole: rosters.RosterText = office.core.call(FIRST, rosters.RosterDetail())
    return msgspec.json.decode(whole.text, type=Roster)


def posts(roster: Roster, person: str) -> list[tuple[str, str, bool]]:
    return [(str(h.post), h.department, h.standby) for h in roster.posts if h.person == person]


# ---- the whole way


def test_leaving_and_the_successor_in_one_act_with_the_difference_before_each_signature(
    office: Office, pub: tuple[str, Path]
) -> None:
    office.core.cleared()
    answer = propose(
        office,
        "--leave", "qianwei",
        "--add-person", f"tangyu,唐宇,D0099,010-00000099,{pub[1]}",
        "--appoint", "tangyu,operator,business",
    )  # fmt: skip
    assert answer.code == exits.OK, answer.err
    for said in (
        "The version before is proved from the root keys",
        "* person changed 钱伟 (qianwei)\n    standing: active → left",
        "* post ended 钱伟 (qianwei)",
        "* person added 唐宇 (tangyu)",
        f"public key: {fingerprint(pub[0])}",
        "account (uid): none",
        "* appointed 唐宇 (tangyu)",
        "What 钱伟 (qianwei) leaves behind:",
        "Another roster signer reads and signs it: sms-console roster confirm ",
    ):
        assert said in answer.err, answer.err
    answer = confirm(office)
    assert answer.code == exits.OK, answer.err
    assert "First signature: 韩雪 (hanxue)" in answer.err
    assert "* person changed 钱伟 (qianwei)\n    standing: active → left" in answer.err
    assert "Done, roster published: 2" in answer.out
    new = newest(office)
    assert posts(new, "tangyu") == [("operator", "business", False)]
    assert new.keys_of("tangyu") == [pub[0]]


def test_the_difference_reads_in_chinese(office: Office) -> None:
    answer = propose(office, "--leave", "qianwei", lang="zh")
    assert "第 2 版（接第 1 版）" in answer.err
    assert "* 人员变更 钱伟 (qianwei)\n    状态: 在岗 → 已离开" in answer.err
    assert "* 免去 钱伟 (qianwei)" in answer.err


def test_moving_is_one_act(office: Office) -> None:
    new = published(
        office,
        "--move", "qianwei,operator,business,operator,credit",
        "--appoint", "zhaomin,operator,business",
    )  # fmt: skip
    assert posts(new, "qianwei") == [("operator", "credit", False)]
    assert new.holders(Post.OPERATOR, "business", new.at) == ["zhaomin"]


@pytest.mark.parametrize(
    "options",
    [("--leave", "sunli"), ("--move", "sunli,department_manager,business,drafter,credit")],
    ids=["leaves", "moves"],
)
def test_both_signers_read_which_deputies_are_to_be_handed_over(
    office: Office, options: tuple[str, ...]
) -> None:
    core = office.core
    order = asking.order(
        "deputation", "jiangbo", post="department_manager", department="business",
        since=render(core.at), until=render(core.at + timedelta(days=3)), reason="出差",
    )  # fmt: skip
    core.enact("sunli", core.call("sunli", order))
    first = propose(office, *options)
    assert first.code == exits.OK, first.err
    second = confirm(office)
    for said in (first.err, second.err):
        assert "What 孙丽 (sunli) leaves behind:" in said, said
        behind = said[said.index("leaves behind:") :]
        assert "蒋波 (jiangbo) for 孙丽 (sunli)" in behind
        assert "department manager(business)" in behind


def test_a_deputy_in_a_post_of_no_department_is_handed_over_without_one(office: Office) -> None:
    core = office.core
    order = asking.order(
        "deputation", "liqiang", principal="zhoujian", post="general_manager", department="",
        since=render(core.at), until=render(core.at + timedelta(days=3)), reason="出差",
    )  # fmt: skip
    core.enact("zhoujian", core.call("zhoujian", order))
    behind = office("hanxue", "roster", "leaves-behind", "zhoujian").out
    assert "李强 (liqiang) for 周健 (zhoujian)  general manager  2026" in behind


def test_whoever_gives_up_one_post_of_two_leaves_nothing_of_the_other_behind(office: Office) -> None:
    published(office, "--appoint", "zhaomin,operator,business,standby")
    said = propose(office, "--end", "zhaomin,operator,business").err
    behind = said[said.index("leaves behind:") :]
    assert "operator(business)" in behind
    assert "drafter" not in behind


def test_a_new_key_says_that_the_older_one_goes_on_counting_unless_it_is_revoked_too(
    office: Office, pub: tuple[str, Path]
) -> None:
    old = fingerprint(newest(office).keys_of("zhaomin")[0])
    first = propose(office, "--add-key", f"zhaomin,{pub[1]}")
    assert f"! The older key {old} of 赵敏 (zhaomin) goes on counting" in first.err
    assert f"The older key {old}" in confirm(office).err
    revoked = propose(office, "--revoke-key", f"zhaomin,{old}")
    assert revoked.code == exits.OK, revoked.err
    assert "goes on counting" not in revoked.err


def test_every_option_is_a_change(office: Office, pub: tuple[str, Path], tmp_path: Path) -> None:
    another = tmp_path / "another.pub"
    public = generate().public
    another.write_text(f"{public}\n", "ascii")
    new = published(
        office,
        "--open-department", "risk,风险部,other,jiangbo,chuyan",
        "--add-person", f"tangyu,唐宇,D0099,010-00000099,{pub[1]},uid=1234",
        "--edit-person", "zhaomin,name=赵明,phone=010-1",
        "--add-key", f"zhaomin,{another}",
        "--suspend", "weina",
        "--end", "chenjing,drafter,general",
        "--appoint", "tangyu,operator,business,standby",
        "--appoint", "chenjing,drafter,credit,since=2026-12-01 09:00,until=2026-12-31 18:00",
    )  # fmt: skip
    assert posts(new, "jiangbo")[-1] == ("department_manager", "risk", False)
    assert posts(new, "chuyan")[-1] == ("supervising_manager", "risk", False)
    assert posts(new, "tangyu") == [("operator", "business", True)]
    person, edited, suspended = new.person("tangyu"), new.person("zhaomin"), new.person("weina")
    assert person
    assert edited
    assert suspended
    assert person.uid == 1234
    assert (edited.name, edited.phone, edited.keys[-1].public) == ("赵明", "010-1", public)
    assert suspended.standing is Standing.SUSPENDED
    held = [(h.since, h.until) for h in new.posts if h.person == "chenjing"]
    assert held == [("2026-12-01T01:00:00Z", "2026-12-31T10:00:00Z")]
    lifted = published(office, "--lift", "weina").person("weina")
    assert lifted
    assert lifted.standing is Standing.ACTIVE


def test_a_file_of_changes_gives_times_as_people_write_them(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "changes.json"
    change = {
        "type": "appoint", "person": "chenjing", "post": "drafter", "department": "credit",
        "since": "2026-12-01 09:00", "until": "2026-12-31 18:00",
    }  # fmt: skip
    file.write_bytes(msgspec.json.encode({"changes": [change]}))
    held = published(office, "--changes", file).posts
    assert ("2026-12-01T01:00:00Z", "2026-12-31T10:00:00Z") in {
        (h.since, h.until) for h in held if (h.person, h.department) == ("chenjing", "credit")
    }


def test_a_suspension_by_order_is_lifted_by_two_who_are_told_so(office: Office) -> None:
    assert office("sunli", "order", "suspend", "zhaomin", "--reason", "x", sign=True).code == exits.OK
    answer = propose(office, "--edit-person", "qianwei,phone=8001")
    assert "* person changed 赵敏 (zhaomin)\n    standing: active → suspended" in answer.err
    answer = propose(office, "--lift", "zhaomin")
    assert answer.code == exits.OK, answer.err
    assert "! Lifts the suspension of 赵敏 (zhaomin)" in answer.err
    second = confirm(office)
    assert "! Lifts the suspension of 赵敏 (zhaomin)" in second.err
    office.core.at += timedelta(minutes=1)
    office.core.requested()


def test_a_key_is_revoked_since_a_ledger_entry(office: Office) -> None:
    request = office.core.requested()
    page: ledger.EntryPage = office.core.call("wangfang", ledger.EntriesPage(actor="zhaomin"))
    entry = page.rows[1]
    mark = fingerprint(office.core.org.people["zhaomin"].public)
    new = published(office, "--revoke-key", f"zhaomin,{mark[:20]}", "--since", entry.seq)
    person = new.person("zhaomin")
    assert person
    assert person.keys[0].revoked == entry.time
    listed = office.json(FIRST, "roster", "signed-since", "zhaomin", entry.seq).data
    assert [row["kind"] for row in listed["rows"]] == ["request.submitted", "list.finished"]
    assert "list finished" in office(FIRST, "roster", "signed-since", "zhaomin", entry.seq).out
    shown = office("sunli", "request", "show", request)
    assert "赵敏 (zhaomin)'s key is revoked" in shown.out


def test_changes_come_from_a_file_too(office: Office, tmp_path: Path) -> None:
    toml = tmp_path / "changes.toml"
    toml.write_text(
        '[[changes]]\ntype = "set_standing"\nperson = "qianwei"\nstanding = "left"\n'
        '[[changes]]\ntype = "appoint"\nperson = "zhaomin"\npost = "operator"\ndepartment = "business"\n'
        "since = 2026-12-01T09:00:00\n",
        "utf-8",
    )
    new = published(office, "--changes", toml)
    assert [(h.post, h.since) for h in new.posts if h.person == "zhaomin"][-1] == (
        "operator",
        "2026-12-01T01:00:00Z",
    )
    json = tmp_path / "changes.json"
    json.write_text('{"changes": [{"type": "edit_person", "person": "zhaomin", "phone": "8007"}]}', "utf-8")
    person = published(office, "--changes", json).person("zhaomin")
    assert person
    assert person.phone == "8007"


def test_files_come_with_the_other_changes_of_a_version(office: Office, tmp_path: Path) -> None:
    later = office.core.org.policy_text.replace('version = "2026-1"', 'version = "2026-2"', 1)
    slower = office.core.org.gateway_texts["demo"].replace("rate = 20000", "rate = 100")
    words = office.core.org.screening_text.replace(f'version = "{SCREENING_LIST}"', 'version = "next"', 1)
    options: list[object] = []
    for name, text in (("policy", later), ("gateway", slower), ("screening", words)):
        path = tmp_path / f"{name}.toml"
        path.write_text(text, "utf-8")
        options += [f"--{name}", path]
    new = published(office, *options, "--edit-person", "zhaomin,phone=8007")
    assert (new.policy.version, new.screening.version) == ("2026-2", "next")
    assert new.gateways[0].digest == digest(slower.encode())
    person = new.person("zhaomin")
    assert person
    assert person.phone == "8007"
    assert published(office, "--drop-gateway", "demo").gateways == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--move", "qianwei,operator"),
        ("--appoint", "qianwei,emperor,business"),
        ("--appoint", "qianwei,operator,business,soon"),
        ("--appoint", "qianwei,operator,business,since=tomorrow"),
        ("--end", "qianwei,operator,business,when=now"),
        ("--add-person", "tangyu,唐宇"),
        ("--add-person", "tangyu,唐宇,D1,1,,uid=x"),
        ("--open-department", "risk,风险部,strange,jiangbo,chuyan"),
        ("--revoke-key", "qianwei,SHA256:-"),
        ("--revoke-key", "nobody,SHA256:x"),
        ("--changes", "missing.toml"),
    ],
)
def test_a_change_that_cannot_be_read_says_which(office: Office, arguments: tuple[str, str]) -> None:
    answer = propose(office, *arguments)
    assert answer.code == exits.PROBLEM
    assert arguments[1].partition(",")[0] in answer.err


@pytest.mark.parametrize(
    "text", ["changes = 1", '{"changes": [{"type": "promote"}]}', "[[changes]]\ntype = 1", "{}", "x"]
)
def test_a_file_of_changes_that_cannot_be_read_says_so(office: Office, tmp_path: Path, text: str) -> None:
    file = tmp_path / ("changes.json" if text.startswith("{") else "changes.toml")
    file.write_text(text, "utf-8")
    answer = office.json(FIRST, "roster", "propose", "--changes", file, "--yes", sign=True)
    assert answer.json["problem"]["code"] == "changes_unreadable"


def test_nothing_is_signed_where_nobody_said_yes(office: Office) -> None:
    answer = office(FIRST, "roster", "propose", "--leave", "qianwei", sign=True)
    assert answer.code == exits.USAGE
    assert "read what differs, then add --yes" in answer.err
    assert office.core.call(FIRST, rosters.RosterProposals()).rows == []


def test_a_refusal_says_clause_and_what_to_do(office: Office) -> None:
    answer = propose(office, "--appoint", "zhaomin,operator,business")
    assert answer.code == exits.REFUSED
    assert "业务部 (business) would have two operators at the same time: qianwei, zhaomin." in answer.err
    assert "R8 (operators and their authority): a department has one operator" in answer.err
    answer = propose(office, "--leave", "qianwei", by="sunli")
    assert answer.code == exits.REFUSED
    propose(office, "--leave", "qianwei")
    answer = confirm(office, by=FIRST)
    assert (answer.code, newest(office).version) == (exits.REFUSED, 1)
    assert "The first signature is yours." in answer.err


def test_a_filed_application_is_carried_out_and_its_text_is_worked_out_here_too(office: Office) -> None:
    application = Applications(office.core).filed(form())
    answer = propose(office, "--application", application)
    assert answer.code == exits.OK, answer.err
    assert "* person added 何青 (heqing)" in answer.err
    assert "* applications and hand-overs carried out" in answer.err
    assert confirm(office).code == exits.OK
    assert posts(newest(office), "heqing") == [("operator", "business", False)]


def test_the_desk_cannot_show_another_application_than_it_carries_out(office: Office) -> None:
    application = Applications(office.core).filed(form())

    def another(call: Call, honest: Any) -> Any:
        if isinstance(call, rosters.GroundOf):
            first = honest.statements[0]
            other = replace(first, text=first.text.replace("heqing", "hequan"))
            return replace(honest, statements=[other, *honest.statements[1:]])
        return honest

    lying(office, another)
    answer = propose(office, "--application", application)
    assert answer.code == exits.REFUSED
    assert "it is not that application, or the chain of its steps is broken" in answer.err
    assert office.core.call(FIRST, rosters.RosterProposals()).rows == []


# ---- reading


def test_versions_proposals_and_one_version_are_shown_in_both_forms(office: Office) -> None:
    published(office, "--leave", "qianwei")
    propose(office, "--edit-person", "zhaomin,phone=8001")
    assert [row["version"] for row in office.json("zhaomin", "roster", "list").data] == [2, 1]
    assert "韩雪, 杨帆" in office("zhaomin", "roster", "list").out
    whole = office.json("zhaomin", "roster", "show").data
    assert whole["roster"]["version"] == 2
    shown = office("zhaomin", "roster", "show").out
    assert "云岭示范银行 (yunling)" in shown
    assert "department manager(business)" in shown
    assert office.json("zhaomin", "roster", "show", "1").data["row"]["version"] == 1
    waiting = office.json(SECOND, "roster", "proposals").data
    assert [row["state"] for row in waiting["rows"]] == ["open", "published"]
    page = office.json(SECOND, "roster", "proposals", "--limit", "1").data
    assert (page["page"], len(page["rows"])) == ({"total": 2, "after": "1"}, 1)
    rest = office.json(SECOND, "roster", "proposals", "--limit", "1", "--after", "1").data
    assert [row["state"] for row in rest["rows"]] == ["published"]
    assert "published" in office(SECOND, "roster", "proposals").out
    data = office.json("zhaomin", "roster", "diff", "1", "2").data
    assert {"person_changed", "post_removed"} <= {row["code"] for row in data}
    assert "* post ended 钱伟 (qianwei)" in office("zhaomin", "roster", "diff", "1", "2").out


def test_a_proposal_is_dropped_by_the_beginning_of_its_digest(office: Office) -> None:
    propose(office, "--leave", "qianwei")
    [waiting] = office.core.call(SECOND, rosters.RosterProposals()).rows
    assert office(SECOND, "roster", "drop", "0" * 16).code == exits.PROBLEM
    assert office(SECOND, "roster", "drop", waiting.digest[:16]).code == exits.REFUSED
    assert office(FIRST, "roster", "drop", waiting.digest[:16]).code == exits.OK
    [waiting] = office.core.call(SECOND, rosters.RosterProposals()).rows
    assert waiting.state == "dropped"
    answer = confirm(office)
    assert "This proposal can no longer be signed: dropped." in answer.err


def test_alerts_and_what_is_left_behind_are_shown(office: Office) -> None:
    assert "Nothing clashes" in office("zhaomin", "roster", "alerts").out
    request = office.core.cleared()
    behind = office("sunli", "roster", "leaves-behind", "sunli").out
    assert "department manager(business)" in behind
    assert f"{request}  2026-业务部-0001  cleared" in behind
    assert office.json("sunli", "roster", "leaves-behind", "sunli").data["pending"][0]["id"] == request
    published(office, "--leave", "qianwei")
    output = office("zhaomin", "roster", "alerts").out
    assert "! business has no operator." in output
    assert "R8 (operators and their authority)" in output
    data = office.json("zhaomin", "roster", "alerts").data
    assert (data[0]["code"], data[0]["grave"]) == ("operator_missing", True)
    assert data[0]["what"] == "business has no operator."


def test_doctor_names_what_the_roster_lacks(office: Office) -> None:
    published(office, "--leave", "qianwei")
    answer = office("zhaomin", "doctor")
    assert answer.code == exits.PROBLEM
    assert "business has no operator." in answer.out
    checks = office.json("zhaomin", "doctor").data["checks"]
    assert [c["good"] for c in checks if c["check"] == "roster"] == [False]


# ---- a desk that lies


@dataclass(frozen=True)
class Liar(Line):
    """A desk whose answers are changed on the way."""

    lie: Callable[[Call, Any], Any]

    def call(self, call: Call) -> Any:
        return self.lie(call, super().call(call))


def lying(office: Office, lie: Callable[[Call, Any], Any]) -> None:
    def connect(_home: object, person: str) -> Liar:
        return Liar(office.core, person, lie)

    office._connect = connect  # type: ignore[method-assign]


def resigned(core: Core, text: str, by: str = FIRST) -> rosters.RosterProposal:
    """A proposal over another text, with a good signature of whom the desk names."""
    signature = core.org.people[by].sign(text.encode(), namespace(decode(text.encode())))
    at = render(core.at)
    return rosters.RosterProposal(
        digest=digest(text.encode()),
        version=2,
        text=text,
        signature=signature,
        by=by,
        at=at,
        expires=at,
        state="open",
        lifts=[],
        refusal=None,
    )


def page(*rows: rosters.RosterProposal) -> rosters.RosterProposalPage:
    return rosters.RosterProposalPage(Page(len(rows), ""), list(rows))


def unproved(office: Office, answer: Answer) -> None:
    assert answer.code == exits.PROBLEM
    assert "The roster that the desk gave is not proved" in answer.err
    assert newest(office).version == 1


def test_the_desk_cannot_slip_a_change_into_what_the_first_signs(office: Office) -> None:
    def also(call: Call, answer: Any) -> Any:
        if not isinstance(call, rosters.PrepareRoster):
            return answer
        return Prepared(answer.text.replace('"phone":"010-00000001"', '"phone":"010-99999999"'))

    lying(office, also)
    answer = propose(office, "--leave", "qianwei")
    assert answer.code == exits.PROBLEM
    assert "is not what you asked for: person_changed zhaomin" in answer.err
    assert office.core.call(FIRST, rosters.RosterProposals()).rows == []


def test_the_desk_cannot_show_the_second_a_digest_of_another_text(office: Office) -> None:
    propose(office, "--leave", "qianwei")

    def other(call: Call, answer: Any) -> Any:
        if not isinstance(call, rosters.RosterProposals):
            return answer
        return page(*(replace(p, text=p.text.replace('"left"', '"active"')) for p in answer.rows))

    lying(office, other)
    unproved(office, confirm(office))


def test_a_first_signer_and_a_desk_in_league_cannot_pass_another_text_off_under_the_digest_that_was_told(
    office: Office,
) -> None:
    propose(office, "--leave", "qianwei")
    [told] = office.core.call(FIRST, rosters.RosterProposals()).rows
    made = replace(msgspec.json.decode(told.text, type=Roster), org_name="云岭")
    forged = replace(resigned(office.core, encode(made).decode()), digest=told.digest)

    def passed_off(call: Call, honest: Any) -> Any:
        return page(forged) if isinstance(call, rosters.RosterProposals) else honest

    lying(office, passed_off)
    unproved(office, office(SECOND, "roster", "confirm", told.digest[:16], "--yes", sign=True))


@pytest.mark.parametrize(
    "fields",
    [
        {"version": 3},
        {"previous": "0" * 64},
        {"signers": "0" * 64},
        {"org": "other"},
        {"solo": False},
        {"expires": "2027-11-24T00:00:00Z"},
        {"at": "2026-11-23T00:00:00Z"},
        {"people": []},
    ],
    ids=str,
)
def test_the_second_signs_nothing_that_does_not_follow_or_makes_no_sense(
    office: Office, fields: dict[str, Any]
) -> None:
    propose(office, "--leave", "qianwei")
    [waiting] = office.core.call(FIRST, rosters.RosterProposals()).rows
    made = replace(msgspec.json.decode(waiting.text, type=Roster), **fields)
    forged = resigned(office.core, encode(made).decode())

    def answer(call: Call, honest: Any) -> Any:
        return page(forged) if isinstance(call, rosters.RosterProposals) else honest

    lying(office, answer)
    unproved(office, office(SECOND, "roster", "confirm", forged.digest[:16], "--yes", sign=True))


def test_a_version_of_another_day_is_signed_by_neither(office: Office) -> None:
    def tomorrow(text: str) -> str:
        made = msgspec.json.decode(text, type=Roster)
        return encode(replace(made, at=render(office.core.at + timedelta(minutes=6)))).decode()

    def prepared(call: Call, honest: Any) -> Any:
        return Prepared(tomorrow(honest.text)) if isinstance(call, rosters.PrepareRoster) else honest

    propose(office, "--leave", "qianwei")
    [waiting] = office.core.call(FIRST, rosters.RosterProposals()).rows
    forged = resigned(office.core, tomorrow(waiting.text))
    lying(office, prepared)
    answer = propose(office, "--leave", "weina")
    assert answer.code == exits.PROBLEM
    assert len(office.core.call(FIRST, rosters.RosterProposals()).rows) == 1

    def shown(call: Call, honest: Any) -> Any:
        return page(forged) if isinstance(call, rosters.RosterProposals) else honest

    lying(office, shown)
    office.core.at -= timedelta(minutes=1)
    answer = office(SECOND, "roster", "confirm", forged.digest[:16], "--yes", sign=True)
    assert answer.code == exits.REFUSED
    assert newest(office).version == 1


@pytest.mark.parametrize("by", ["zhaomin", SECOND])
def test_the_second_learns_who_really_signed_first(office: Office, by: str) -> None:
    """The desk says hanxue, but the signature is another's, or no roster signer's."""
    propose(office, "--leave", "qianwei")

    def forged(call: Call, answer: Any) -> Any:
        if not isinstance(call, rosters.RosterProposals):
            return answer
        return page(*(replace(resigned(office.core, p.text, by), by=FIRST) for p in answer.rows))

    lying(office, forged)
    unproved(office, confirm(office))


def test_a_first_signature_by_nobody_whom_the_roots_named_is_worth_nothing(office: Office) -> None:
    propose(office, "--leave", "qianwei")

    def forged(call: Call, answer: Any) -> Any:
        if not isinstance(call, rosters.RosterProposals):
            return answer
        return page(*(resigned(office.core, p.text, "zhaomin") for p in answer.rows))

    lying(office, forged)
    unproved(office, confirm(office))


def test_the_difference_is_from_a_version_that_the_pinned_roots_prove(office: Office) -> None:
    """A desk that shows another version before, so that a change looks old, is found out."""
    propose(office, "--leave", "qianwei")

    def older(call: Call, answer: Any) -> Any:
        if not isinstance(call, rosters.RosterChain):
            return answer
        [one] = answer.versions
        other = replace(one, text=one.text.replace('"standing":"active"', '"standing":"left"', 1))
        return replace(answer, versions=[other])

    lying(office, older)
    unproved(office, confirm(office))


def test_a_whole_organisation_of_the_desks_own_making_is_not_proved(office: Office) -> None:
    other = build(office.core.at - timedelta(hours=1))
    made = other.roster
    assert made is not None
    following = replace(made, version=2, previous=other.rosters[0].digest())
    forged = replace(resigned(office.core, encode(following).decode()), by=FIRST)
    key = other.people[FIRST]
    forged = replace(forged, signature=key.sign(forged.text.encode(), namespace(following)))

    def theirs(call: Call, answer: Any) -> Any:
        match call:
            case rosters.RosterSigners():
                return [rosters.SignedText(s.text, s.signatures) for s in other.signers]
            case rosters.RosterChain():
                one = other.rosters[0]
                return replace(answer, versions=[rosters.SignedText(one.text, one.signatures)])
            case rosters.RosterProposals():
                return page(forged)
            case _:
                return answer

    lying(office, theirs)
    unproved(office, office(SECOND, "roster", "confirm", forged.digest[:16], "--yes", sign=True))


def test_without_the_root_keys_at_hand_it_says_that_nothing_is_proved(office: Office, pinned: Path) -> None:
    pinned.unlink()
    answer = propose(office, "--leave", "qianwei")
    assert answer.code == exits.OK
    assert "NOT PROVED: this machine has no root keys" in answer.err
    pinned.write_bytes(b"{}")
    assert propose(office).code == exits.PROBLEM


def test_roster_signers_newly_named_by_the_roots_are_known_to_both(office: Office) -> None:
    """Their statement stands in no version yet; the console proves it all the same, and the next version names it."""
    from console.services.rosters import rules

    core = office.core
    statement = decode(core.org.signers[0].text.encode())
    later: Signed = sign(replace(statement, version=2), core.org.root_keys[0])
    with core.database.writer() as conn:
        rules.establish(
            conn,
            core.desk,
            signers=[*core.org.signers, later],
            rosters=core.org.rosters,
            pledges=[],
            at=render(core.at),
        )
    assert published(office, "--leave", "qianwei").signers == later.digest()


def test_an_application_says_what_became_of_it_after_its_person_left(office: Office) -> None:
    desk = Applications(office.core)
    application = desk.filed(form())
    published(office, "--application", application)
    shown = office("wangfang", "application", "show", application).out
    assert "in force" in shown
    assert "heqing, no system account bound" in shown
    assert "roster version 2: by 韩雪 (hanxue), checked by 杨帆 (yangfan), in force" in shown
    assert "revoked" not in shown
    published(office, "--leave", "heqing")
    shown = office("wangfang", "application", "show", application).out
    assert "in force on" not in shown
    assert "v1  ended" in shown
    assert "when its holder left" in shown
    assert "roster version 3: by 韩雪 (hanxue)" in shown
    assert "as its holder left" in shown
    assert "已终止" in office("wangfang", "application", "list", "--state", "ended", lang="zh").out
    assert "Nothing fits" in office("wangfang", "application", "list", "--state", "active").out
