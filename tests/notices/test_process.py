"""The program itself, beside a real desk and dispatcher: what leaves the house while something stands, and that nothing waits for it."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

from console.launch.processes import SIMULATOR_PASSWORD
from console.wire import calls
from console.wire.notices import outward as wire
from tests.clocked import starting
from tests.launch.whole import Whole, running
from tests.notices.peers import listening, peer
from tests.patience import Wait
from tests.world import numbers

ACCOUNT = "demo"
"""The example gateway's own."""
PERSON = "fenglei"
"""The example bank's custodian."""

FILE = """
host = "sms-a"
login = "ssh -p 2222 sms-a"
wait = 10
interval = 10
repeat = 14400

[channels.house]
kind = "webhook"
url = "{url}"

[channels.wecom]
kind = "wecom"
url = "{url}"

[channels.dingtalk]
kind = "dingtalk"
url = "{url}"

[channels.feishu]
kind = "feishu"
url = "{url}"

[channels.mail]
kind = "mail"
server = "127.0.0.1"
port = {port}
security = "plain"
sender = "sms@bank.example"

[channels.own]
kind = "command"
run = ["{program}"]

[people.fenglei.to]
{to}
"""
SECRETS = {
    "house": {"signing": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="},
    "wecom": {"key": "K-1"}, "dingtalk": {"key": "K-2", "signing": "SEC1"}, "feishu": {"key": "K-3"},
}  # fmt: skip


@contextmanager
def telling(whole: Whole) -> Iterator["subprocess.Popen[bytes]"]:
    """The program, beside the others."""
    command = starting("console.notices", "--home", str(whole.home.root), "--every", "0.3")
    program = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    try:
        yield program
    finally:
        program.terminate()
        assert program.wait(30) == 0


def written(whole: Whole, url: str, port: int, *channels: str) -> Path:
    """The file, with these channels for the custodian; return where the house's own program leaves what it is given."""
    out, program = whole.home.root / "own.txt", whole.home.root / "own"
    program.write_text(f"#!/bin/sh\n{{ cat; echo; }} >> {out}\n", "utf-8")
    program.chmod(0o755)
    to = "\n".join(f'{one} = "w@bank.example"' for one in channels)
    said = FILE.format(url=url, port=port, program=program, to=to)
    whole.home.notices.mkdir(mode=0o700, exist_ok=True)
    secrets = whole.home.notices / "secrets.json"
    secrets.write_text(json.dumps(SECRETS), "utf-8")
    secrets.chmod(0o600)
    beside = whole.home.notices_file.with_suffix(".new")
    beside.write_text(said, "utf-8")
    beside.replace(whole.home.notices_file)
    return out


def until(happened: Callable[[], object], why: Callable[[], object]) -> None:
    wait = Wait()
    while not happened():
        assert not wait.over(), why()
        time.sleep(0.05)


def stands(whole: Whole) -> int:
    """A send that stands because the gateway takes the password no more."""
    request = whole.released(1500)
    whole.until(request, lambda view: view.rates[-1:] != [] and view.rates[-1] > 0)
    takes(whole, "another")
    whole.control("cut")
    return request


def takes(whole: Whole, password: str) -> None:
    """The gateway takes this password from now on."""
    whole.control(f"password {json.dumps({'account': ACCOUNT, 'password': password})}")


def told(whole: Whole) -> list[wire.NoticeRow]:
    rows: list[wire.NoticeRow] = whole.walk.core(PERSON).call(wire.Notices()).rows
    return rows


def private(whole: Whole, request: int) -> set[str]:
    """What may not leave: of the request, its people, its list and its gateway."""
    view = whole.walk.core("zhoujian").call(calls.RequestDetail(request))
    said = view.draft
    roster = whole.org.roster
    assert roster is not None
    people = {part for one in roster.people for part in (one.name, one.phone, one.staff_no)}
    own = {
        view.row.number,
        said.purpose,
        said.body[:12],
        "list.txt",
        str(numbers(1)[0]),
        "demo",
        "bind_refused",
    }
    return {one for one in own | people if one} | {one.name for one in roster.departments}


def test_each_channel_gets_kinds_and_counts_alone_and_the_desk_hears_of_it() -> None:
    with peer() as there, listening() as (mails, port), running(rate=50, window=5) as whole:
        # What cannot wait goes round them all, because each of them but the last says: not now.
        there.answers, mails.answer = [(503, b"", {})], "451 later"
        request = stands(whole)
        out = written(whole, there.url, port, "house", "wecom", "dingtalk", "feishu", "mail", "own")
        with telling(whole):
            until(lambda: [one for one in told(whole) if one.state == "sent"], lambda: told(whole))
            row = next(one for one in told(whole) if one.state == "sent")
        assert (row.channel, row.level, row.tries, row.kinds["gateway_closed"]) == ("own", "urgent", 6, 1)
        assert len(there.got) == 4
        seen = [one.body for one in there.got] + [json.dumps(one.headers).encode() for one in there.got]
        for mail in mails.mails:
            payload = message_from_bytes(mail.content).get_payload(decode=True)
            assert isinstance(payload, bytes)
            seen += [mail.content, payload]
        seen.append(out.read_bytes())
        everything = b"\n".join(seen)
        everything += json.dumps([json.loads(one.body) for one in there.got], ensure_ascii=False).encode()
        assert "网关没有连接".encode() in everything
        for secret in private(whole, request):
            assert secret.encode() not in everything, secret


def test_nothing_waits_for_a_dead_channel_and_the_next_one_is_taken() -> None:
    with peer() as there, listening() as (mails, port), running(rate=100, window=5) as whole:
        there.answers = ["hang"]
        request = stands(whole)
        written(whole, there.url, port, "house", "mail")
        with telling(whole):
            until(lambda: there.got, lambda: "nothing came")
            takes(whole, SIMULATOR_PASSWORD)
            whole.kill("dispatch")
            whole.solo.start()
            # While the channel hangs, the desk answers and the send goes on.
            assert not mails.mails
            whole.state(request, "sending")
            left = whole.send(request).row.tally.queued
            whole.until(request, lambda view: view.row.tally.queued < left)
            until(lambda: mails.mails, lambda: told(whole))
        tally = whole.ended(request).row.tally
        # What was on the line when it was cut is nobody's to know.
        assert tally.delivered + tally.unknown == 1500
        assert tally.unknown <= 5
        assert whole.control("stats")["repeats"] == 0
