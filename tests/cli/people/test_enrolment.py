"""Applications and pledges at the command line, from the form to the signature."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from console.acting.people import enrolment, pledges
from console.cli import exits
from console.domain.times import render
from console.errors import ConsoleError
from console.store.people import pledge as kept_pledges
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.base import Call
from console.wire.people import personnel
from console.wire.people.enrolment import ApplicationDetail
from tests import asking
from tests.cli.conftest import Line, Office
from tests.services.core import AT
from tests.services.people.test_enrolment import KEY, form

TWELVE = ",".join(map(str, range(1, 13)))


def fields(tmp_path: Path, **changed: str) -> list[str]:
    public = tmp_path / "heqing.pub"
    public.write_text(f"{KEY.public} heqing@laptop\n", "ascii")
    given = {
        "department": "business",
        "person": "heqing",
        "name": "何青",
        "staff-no": "D0101",
        "title": "柜员",
        "telephone": "010-00000101",
        "email": "heqing@bank.example",
        "duty": "send",
        "replaces": "qianwei",
        "trained-on": "2026-11-20",
        "public-key": str(public),
        "reason": "钱伟调往信贷部",
    } | {name.replace("_", "-"): value for name, value in changed.items()}
    return [word for name, value in given.items() for word in (f"--{name}", value)]


def handed_in(office: Office, tmp_path: Path) -> int:
    answer = office.json("zhaomin", "application", "new", *fields(tmp_path), sign=True)
    assert answer.code == exits.OK, answer.out + answer.err
    return int(answer.data["id"])


def test_an_application_goes_all_the_way_at_the_command_line(office: Office, tmp_path: Path) -> None:
    listed = office("zhaomin", "application", "list")
    assert "No applications" in listed.out
    application = handed_in(office, tmp_path)
    authorised = office("sunli", "application", "authorise", application, sign=True)
    assert authorised.code == exits.OK
    assert "Done, authorise: 2026-业务部-A-0001" in authorised.out
    assert "heqing@bank.example" in authorised.err
    assert "None" not in authorised.err
    assert office("liqiang", "application", "approve", application, sign=True).code == exits.OK
    filed = office.json(
        "wangfang", "application", "file", application, "--paper", "A-7", "--place", "C-3", sign=True
    )
    assert filed.code == exits.OK
    view = office.json("wangfang", "application", "show", application).data
    assert (view["row"]["state"], view["paper"], view["place"]) == ("filed", "A-7", "C-3")
    shown = office("zhaomin", "application", "show", application, lang="zh").out
    for words in ("已存档", "授权", "批准", "存档", "A-7", "C-3", "部门经理 孙丽", "名册签署 韩雪/杨帆"):
        assert words in shown, words
    row = office.json("hanxue", "application", "list", "--queue").data["rows"][0]
    assert (row["number"], row["waits_for"]) == ("2026-业务部-A-0001", "roster")
    assert "roster signers" in office("hanxue", "application", "list").out


def test_the_todo_says_what_to_do_with_an_application_and_a_pledge(office: Office, tmp_path: Path) -> None:
    handed_in(office, tmp_path)
    line = office("sunli", "todo").out.splitlines()[1]
    assert "authorise application" in line
    assert "何青" in line
    assert "department manager" in line
    office.core.at = AT + timedelta(days=340)
    assert "ends soon" in office("qianwei", "todo").out
    office.core.at = AT


def test_a_form_tells_its_faults_before_anything_is_signed(office: Office, tmp_path: Path) -> None:
    wrong = fields(tmp_path, telephone="13800138000", replaces="")
    answer = office("zhaomin", "application", "new", *wrong, "--check")
    assert answer.code == exits.REFUSED
    assert "office telephone: “office telephone” holds a mobile number" in answer.out
    assert "replaces: The department has its operator: 钱伟 (qianwei)." in answer.out
    data = office.json("zhaomin", "application", "new", *wrong, "--check").data
    assert [fault["field"] for fault in data] == ["telephone", "replaces"]
    refused = office.json("zhaomin", "application", "new", *wrong, sign=True)
    assert refused.code == exits.REFUSED
    assert refused.json["refusal"]["code"] == "application_mobile"
    complete = office("zhaomin", "application", "new", *fields(tmp_path), "--check")
    assert complete.out == "The form is complete and can be signed.\n"
    assert "No applications" in office("zhaomin", "application", "list").out


def test_a_returned_application_is_handed_in_again(office: Office, tmp_path: Path) -> None:
    application = handed_in(office, tmp_path)
    back = office("sunli", "application", "return", application, "--reason", "理由不清", sign=True)
    assert "Done, return" in back.out
    again = office.json(
        "zhaomin", "application", "new", *fields(tmp_path, reason="新理由"), "--again", application, sign=True
    )
    assert again.data["id"] == application
    assert "v2" in office("zhaomin", "application", "show", application).out
    rejected = office("sunli", "application", "reject", application, "--reason", "编制已满", sign=True)
    assert "Done, reject" in rejected.out
    over = office.json("zhaomin", "application", "withdraw", application, "--reason", "算了", sign=True)
    assert (over.code, over.json["refusal"]["code"]) == (exits.REFUSED, "application_not_waiting")


def test_a_withdrawn_application_is_over(office: Office, tmp_path: Path) -> None:
    application = handed_in(office, tmp_path)
    assert (
        office("zhaomin", "application", "withdraw", application, "--reason", "算了", sign=True).code
        == exits.OK
    )
    assert office.json("zhaomin", "application", "list", "--state", "withdrawn").data["page"]["total"] == 1


@pytest.mark.parametrize("content", ["-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n", "钥匙"])
def test_a_file_that_is_no_public_key_is_not_read_on(office: Office, tmp_path: Path, content: str) -> None:
    file = tmp_path / "secret"
    file.write_text(content, "utf-8")
    answer = office.json("zhaomin", "application", "new", *fields(tmp_path, public_key=str(file)), "--check")
    assert answer.code == exits.PROBLEM
    assert answer.json["problem"]["code"] == "public_key_unreadable"
    assert "abc" not in answer.out + answer.err


def test_a_time_that_cannot_be_read_is_a_mistake_of_usage(office: Office, tmp_path: Path) -> None:
    answer = office("zhaomin", "application", "new", *fields(tmp_path), "--until", "someday")
    assert answer.code == exits.USAGE
    assert "someday" in answer.err


# ---- pledges


def test_the_pledge_is_shown_in_the_readers_language(office: Office) -> None:
    english, chinese = office("zhaomin", "pledge", "show"), office("zhaomin", "pledge", "show", lang="zh")
    assert "12  If I break any of these I answer for it" in english.out
    assert "12  违反以上任何一条" in chinese.out
    assert "valid" in english.out
    assert len(office.json("zhaomin", "pledge", "show").data["clauses"]) == 12


def unpledged(office: Office, person: str) -> None:
    """As if they had never signed."""
    with office.core.database.writer() as conn:
        conn.execute(delete(kept_pledges).where(kept_pledges.c.person == person))


def test_a_pledge_is_signed_clause_by_clause(office: Office) -> None:
    refused = office.json("zhaomin", "pledge", "sign", "--witness", "zhengtao", "--accept", TWELVE, sign=True)
    assert refused.json["refusal"]["code"] == "pledge_valid"
    unpledged(office, "zhaomin")
    before = office.json("zhaomin", "pledge", "list").data
    office.core.at = AT + timedelta(days=1)
    words = ["pledge", "sign", "--witness", "zhengtao", "--accept", TWELVE]
    signed = office("zhaomin", *words, sign=True)
    assert signed.code == exits.OK, signed.err
    assert "Done, pledge" in signed.out
    after = {row["person"]: row for row in office.json("zhaomin", "pledge", "list").data}
    assert len(after) == len(before)
    assert after["zhaomin"]["at"] == render(office.core.at)
    assert after["zhaomin"]["witness"] == "zhengtao"
    assert "zhengtao" in office("zhaomin", "pledge", "list").out
    office.core.at = AT


@pytest.mark.parametrize(
    ("accept", "code"),
    [("1,2,3", exits.REFUSED), ("all", exits.USAGE), ("", exits.USAGE)],
)
def test_a_pledge_needs_every_clause_by_number(office: Office, accept: str, code: int) -> None:
    words = ["pledge", "sign", "--witness", "zhengtao", *(["--accept", accept] if accept else [])]
    assert office("zhaomin", *words, sign=True).code == code


def test_at_a_terminal_every_clause_is_asked_and_the_first_no_ends_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_run: Any, question: str) -> bool:
        asked.append(question)
        return len(asked) != 3

    monkeypatch.setattr("console.cli.session.Session.interactive", property(lambda _self: True))
    monkeypatch.setattr("console.cli.session.Session.agrees", confirm)
    answer = office.json("zhaomin", "pledge", "sign", "--witness", "zhengtao", sign=True)
    assert answer.code == exits.REFUSED
    assert answer.json["refusal"]["params"]["clauses"] == "3, 4, 5, 6, 7, 8, 9, 10, 11, 12"
    assert len(asked) == 3
    assert "Promotion goes to those alone" in answer.err


# ---- a desk that says otherwise


class Lying(Line):
    """A line to a desk that changes what it was asked to prepare."""

    def call(self, call: Call) -> Any:
        answer = super().call(call)
        match call:
            case Prepare(act="application/1"):
                return Prepared(answer.text.replace("heqing@bank", "other@bank"))
            case ApplicationDetail():
                return type(answer)(
                    **{f: getattr(answer, f) for f in answer.__struct_fields__}
                    | {"statement": answer.statement.replace("heqing", "hexing")}
                )
            case Prepare():
                return Prepared(answer.text.replace('"zhengtao"', '"wangfang"'))
            case personnel.Pledge():
                clauses = [personnel.PledgeClause(1, "听领导的。", "I obey."), *answer.clauses[1:]]
                return personnel.PledgeText(answer.version, answer.months, clauses, answer.mine)
            case _:
                return answer


def test_nothing_is_signed_that_differs_from_the_form(office: Office) -> None:
    with pytest.raises(ConsoleError) as caught:
        enrolment.prepare(Lying(office.core, "zhaomin"), form(), by="zhaomin")
    assert (caught.value.code, caught.value.params["fields"]) == ("prepared_differs", "email")


def test_nothing_is_signed_that_asks_for_another_matter(office: Office) -> None:
    class Other(Line):
        def call(self, call: Call) -> Any:
            return Prepared(super().call(call).text.replace('"kind":"add"', '"kind":"deputy"'))

    with pytest.raises(ConsoleError) as caught:
        enrolment.prepare(Other(office.core, "zhaomin"), form(), by="zhaomin")
    assert caught.value.params["fields"] == "kind"


def test_nothing_is_decided_on_a_text_that_is_not_the_one_signed(office: Office, tmp_path: Path) -> None:
    application = handed_in(office, tmp_path)
    line = Lying(office.core, "sunli")
    view = line.call(ApplicationDetail(application))
    with pytest.raises(ConsoleError) as caught:
        enrolment.decide(line, view, {"decision": "authorise"}, by="sunli")
    assert caught.value.code == "prepared_differs"
    assert office.core.call("sunli", calls.Todo())[0].application == application


def test_no_pledge_is_signed_on_clauses_that_this_program_does_not_ship(office: Office) -> None:
    unpledged(office, "zhaomin")
    line = Lying(office.core, "zhaomin")
    with pytest.raises(ConsoleError) as caught:
        pledges.text(line)
    assert caught.value.code == "pledge_text_differs"
    given = office.core.call("zhaomin", personnel.Pledge())
    with pytest.raises(ConsoleError) as caught:
        pledges.prepare(line, given, asking.pledge().said, by="zhaomin")
    assert (caught.value.code, caught.value.params["fields"]) == ("prepared_differs", "witness")


# ---- the department's own rules


def test_a_department_sets_up_its_own_rules_at_the_command_line(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "rules.txt"
    file.write_text("一、短信由专人起草。\r\n二、名单用完即删。\r\n", "utf-8-sig")
    assert "none yet" in office("sunli", "department", "list").out
    refused = office.json("zhaomin", "department", "rules", "business", "--sign", file, sign=True)
    assert refused.json["refusal"]["code"] == "rules_not_yours"
    signed = office("sunli", "department", "rules", "business", "--sign", file, sign=True)
    assert "Done, department rules" in signed.out
    shown = office("zhaomin", "department", "rules", "business").out
    assert shown.splitlines()[1:] == ["一、短信由专人起草。", "二、名单用完即删。"]
    assert "version 1" in office("sunli", "department", "list").out
    file.write_text("一、改过的。", "utf-8")
    office("sunli", "department", "rules", "business", "--sign", file, sign=True)
    every = office.json("zhaomin", "department", "versions", "business").data
    assert [row["version"] for row in every] == [2, 1]
    assert office("zhaomin", "department", "versions", "business").out.count("v") >= 2
    missing = office.json("zhaomin", "department", "rules", "business", "--version", "7")
    assert missing.json["problem"]["code"] == "no_such_rules"


def test_rules_longer_than_a_department_may_have_are_not_read(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "rules.txt"
    file.write_bytes(b"a" * ((1 << 17) + 1))
    said = office.json("sunli", "department", "rules", "business", "--sign", file, sign=True)
    assert said.json["problem"]["code"] == "file_unreadable"
