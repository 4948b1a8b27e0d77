"""`gateway new` at a terminal of its own: from a contract to a file that two people can sign, whatever is typed and wherever it is cut."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pexpect
import pytest

from console.cli import exits
from console.domain.rosters.gateway_questions import answers_in, questions, typed_as
from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending.gateways import read
from console.locale import words as texts
from tests.cli.conftest import Answer, Office
from tests.domain.rosters.test_gateway_questions import BOTH, TYPED
from tests.gateways import http_support
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[3]
SMPP = {
    "id": "second",
    "name": "第二网关",
    "simulator": "是",
    "host": "127.0.0.1",
    "port": "0",
    "tls": "否",
    "account": "bank",
    "source": "10690000",
    "price_fen": "4",
    "rate": "200",
}
"""The simulator of this machine, which alone a roster of one account takes."""
LABELS = {
    "version": "协议版本",
    "id": "网关编号",
    "name": "网关名称",
    "simulator": "模拟网关",
    "host": "网关地址",
    "port": "网关端口",
    "tls": "加密连接",
    "account": "账号（企业代码）",
    "source": "接入号",
    "service": "业务代码",
    "price_fen": "单价（分/条）",
    "rate": "流速（条/秒）",
    "send_path": "发送接口",
    "ask_path": "余额接口",
    "body": "请求写法",
    "fields": "发送各项",
    "sign": "签名算法",
    "result_codes": "结果代码",
}

ASKED = {protocol: len(questions(protocol)) - 1 for protocol in BOTH}
"""How many questions there are; the protocol is said by the command."""

Spawn = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Spawn]:
    """The program where no organisation is, no desk and no person."""
    children = []
    home = tmp_path / "nobody"
    home.mkdir()

    def spawn(*arguments: object, lang: str = "zh") -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-X", "utf8", "-m", "console", "--lang", lang, "gateway", "new", *map(str, arguments)],
            env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
            cwd=str(tmp_path),
            encoding="utf-8",
            timeout=PATIENCE,
            dimensions=(60, 200),
        )
        children.append(child)
        return child

    yield spawn
    for child in children:
        child.close(force=True)


def answer(child: "pexpect.spawn[str]", typed: str) -> str:
    """Wait for a question, answer it, and return how it was called."""
    child.expect(r"\d+/\d+ ([^\r\n\[]*?)(?: \[([^\r\n]*)\])?：$")
    assert child.match is not None
    label = str(child.match.group(1))
    child.sendline(typed)
    return label


def answer_all(child: "pexpect.spawn[str]", typed: dict[str, str], n: int) -> None:
    """Answer `n` questions, the others by what is offered."""
    by_label = {LABELS[name]: value for name, value in typed.items()}
    for _ in range(n):
        child.expect(r"\d+/\d+ ([^\r\n\[]*?)(?: \[([^\r\n]*)\])?：$")
        assert child.match is not None
        child.sendline(by_label.get(str(child.match.group(1)), ""))


def ended(child: "pexpect.spawn[str]") -> tuple[int | None, str]:
    """How the program ended, and what it said last."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before or ""


def test_a_cmpp_gateway_is_written_from_a_contract_whatever_slips_on_the_way(
    terminal: Spawn, tmp_path: Path
) -> None:
    child = terminal("cmpp", "mobile.toml")
    child.expect("Ctrl\\+C 中止")
    child.expect("程序不会尝试别的版本")
    assert answer(child, "?") == "协议版本"
    child.expect("2.0, 2.1, 3.0 之一")
    # An answer of nothing is none where the contract alone knows it.
    assert answer(child, "") == "协议版本"
    child.expect("2.0, 2.1, 3.0 之一")
    assert answer(child, "3") == "协议版本"
    child.expect("填写有误。请改为：2.0, 2.1, 3.0 之一\r")
    assert answer(child, "3.0") == "协议版本"
    assert answer(child, "Mobile") == "网关编号"
    child.expect("小写字母、数字、连字符，1-40 个\r")
    assert answer(child, "mobil") == "网关编号"
    assert answer(child, "<") == "网关名称"
    child.expect(r"\[mobil\]：$")
    child.sendline("mobile")
    assert answer(child, "移动\x1b[A网关") == "网关名称"
    child.expect("看不见的字符")
    assert answer(child, "移动网关") == "网关名称"
    assert answer(child, "") == "模拟网关"
    assert answer(child, "10.1.2.4：7890") == "网关地址"
    child.expect("有全角符号 ：。请改为英文半角的")
    assert answer(child, "10.1.2.4") == "网关地址"
    # What may be left out is offered as a dash.
    child.expect(r"备用网关地址 \[-\]：$")
    child.sendline("")
    assert answer(child, "７８９０") == "网关端口"
    child.expect("有全角符号 ７８９０")
    assert answer(child, "") == "网关端口"
    assert answer(child, "") == "加密连接"
    assert answer(child, "") == "证书文件"
    assert answer(child, "") == "自己的证书文件"
    assert answer(child, "password = Bank#2026") == "账号（企业代码）"
    child.expect("这里不收口令，输入的没有保存")
    assert answer(child, "9" * 3000) == "账号（企业代码）"
    child.expect("太长")
    answer_all(child, TYPED, ASKED["cmpp"] - 10)
    code, said = ended(child)
    assert code == 0
    for words in (
        "滑动窗口              16",
        "gateway propose mobile.toml",
        "custody install mobile",
        "expiry set mobile contract",
    ):
        assert words in said, said
    text = (tmp_path / "mobile.toml").read_text("utf-8")
    assert faults_of_gateway(text.encode()) == []
    gateway = read(text)
    assert (gateway.protocol, gateway.id, gateway.name, gateway.rate) == ("cmpp", "mobile", "移动网关", 200)
    assert "Bank#2026" not in text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mobile.toml", "nobody"]
    assert (tmp_path / "mobile.toml").stat().st_mode & 0o777 == 0o600


def test_an_smpp_gateway_is_written_checked_and_proposed(
    office: Office, terminal: Spawn, tmp_path: Path
) -> None:
    child = terminal("smpp", "second.toml")
    answer_all(child, SMPP, ASKED["smpp"])
    assert ended(child)[0] == 0
    path = tmp_path / "second.toml"
    assert office("hanxue", "gateway", "check", path).code == 0
    proposed = office("hanxue", "gateway", "propose", path, "--yes", sign=True)
    assert proposed.code == 0, proposed.err
    assert "gateway file second (" in proposed.err


def test_a_signed_platform_with_receipts_and_replies_is_written_in_the_order_of_the_questions(
    terminal: Spawn, tmp_path: Path
) -> None:
    wanted = answers_in("http", http_support.FILE.encode())
    assert wanted is not None
    child = terminal("http", "web.toml")
    for key in questions("http")[1:]:
        child.expect(r"\d+/\d+ ([^\r\n\[]*?)(?: \[([^\r\n]*)\])?：$")
        assert str(child.match and child.match.group(1)) == texts.gateway_key(".".join(key.path), "zh"), (
            key.path
        )
        value = wanted.get(key.path)
        said = value if not isinstance(value, bool) else "是" if value else "否"
        child.sendline("" if value is None else typed_as(said))
    code, said_last = ended(child)
    assert code == 0, said_last
    text = (tmp_path / "web.toml").read_text("utf-8")
    assert faults_of_gateway(text.encode()) == []
    assert msgspec.structs.asdict(read(text)) == msgspec.structs.asdict(read(http_support.FILE))


def test_what_lacks_another_answer_is_said_when_all_are_given_and_that_one_is_asked(terminal: Spawn) -> None:
    wanted = answers_in("http", http_support.FILE.encode())
    assert wanted is not None
    child = terminal("http", "web.toml")
    for key in questions("http")[1:]:
        child.expect(r"\d+/\d+ ([^\r\n\[]*?)(?: \[([^\r\n]*)\])?：$")
        value = None if key.path == ("receipt_number_at",) else wanted.get(key.path)
        said = value if not isinstance(value, bool) else "是" if value else "否"
        child.sendline("" if value is None else typed_as(said))
    child.expect("与 receipt_number_at 要一起写")
    assert answer(child, "mobile") == texts.gateway_key("receipt_number_at", "zh")


@pytest.mark.parametrize(
    "end", ["Ctrl+C", "end of input", "the line is cut", "the terminal is gone", "half a word"]
)
def test_what_was_answered_is_written_wherever_it_ends_and_the_same_command_goes_on(
    terminal: Spawn, tmp_path: Path, end: str
) -> None:
    child = terminal("cmpp", "mobile.toml")
    answer_all(child, TYPED, 6)
    child.expect("网关端口")
    if end == "the line is cut":
        child.kill(signal.SIGHUP)
    elif end == "the terminal is gone":
        # The kernel ends the input and tells of the cut line: two ends in one moment.
        child.ptyproc.fileobj.close()
        child.wait()
    elif end == "Ctrl+C":
        child.sendintr()
    else:
        if end == "half a word":
            child.send("78")
            child.sendeof()
        child.sendeof()
    code, said = (child.exitstatus, "") if end == "the terminal is gone" else ended(child)
    assert code == exits.INTERRUPTED
    if not end.startswith("the "):
        assert "已填的写入 mobile.toml" in said
        assert "还须填 5 项：账号（企业代码）、接入号、业务代码、单价（分/条）、流速（条/秒）" in said
        assert "gateway new cmpp mobile.toml" in said
    text = (tmp_path / "mobile.toml").read_text("utf-8")
    assert 'host = "10.1.2.4"' in text
    assert "port = 7890" in text
    assert {one.field for one in faults_of_gateway(text.encode())} == {
        "account",
        "source",
        "service",
        "price_fen",
        "rate",
    }
    again = terminal("cmpp", "mobile.toml")
    again.expect("已经存在。以它为底接着填")
    again.sendline("是")
    answer_all(
        again,
        {name: TYPED[name] for name in ("account", "source", "service", "price_fen", "rate")},
        ASKED["cmpp"],
    )
    assert ended(again)[0] == 0
    whole = (tmp_path / "mobile.toml").read_bytes()
    assert faults_of_gateway(whole) == []
    assert read(whole.decode()).name == "移动网关"


def test_a_file_that_is_there_is_never_written_over_unasked(terminal: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "mobile.toml"
    begun = 'protocol = "cmpp"\nwindow = 20\n# of mine\n'
    for text, protocol, reply in (
        (begun, "cmpp", "否"),
        (begun, "cmpp", ""),
        (begun, "smpp", None),
        ("other", "cmpp", None),
    ):
        path.write_text(text, "utf-8")
        child = terminal(protocol, "mobile.toml")
        if reply is not None:
            child.expect("以它为底接着填")
            child.sendline(reply)
        code, said = ended(child)
        assert (code, "文件 mobile.toml 已经存在" in said) == (exits.PROBLEM, True)
        assert path.read_text("utf-8") == text
    # Nothing new is answered: nothing is written.
    path.write_text(begun, "utf-8")
    child = terminal("cmpp", "mobile.toml")
    child.expect("以它为底接着填")
    child.sendline("y")
    child.expect(f"1/{ASKED['cmpp']}")
    child.sendintr()
    code, said = ended(child)
    assert (code, "没有新填的内容" in said) == (exits.INTERRUPTED, True)
    assert path.read_text("utf-8") == begun


def test_two_terminals_at_once_write_two_files(terminal: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "mobile.toml"
    first, second = terminal("cmpp", "mobile.toml"), terminal("cmpp", "mobile.toml")
    for child, name in ((first, "甲"), (second, "乙")):
        answer_all(child, TYPED | {"name": name}, ASKED["cmpp"])
        assert ended(child)[0] == 0
    files = {one.name: read(one.read_text("utf-8")).name for one in tmp_path.glob("*.toml")}
    assert files == {"mobile.toml": "甲", "mobile-2.toml": "乙"}
    # So do two that go on with one file.
    first, second = terminal("cmpp", "mobile.toml"), terminal("cmpp", "mobile.toml")
    for child in (first, second):
        child.expect("以它为底接着填")
        child.sendline("y")
    for child, name in ((first, "丙"), (second, "丁")):
        answer_all(child, {"name": name}, ASKED["cmpp"])
        assert ended(child)[0] == 0
    assert read(path.read_text("utf-8")).name == "丙"
    assert read((tmp_path / "mobile-3.toml").read_text("utf-8")).name == "丁"


def lines(piped: Any, *words: str, **typed: str) -> Answer:
    """A run whose answers come from a pipe, in the order of the questions."""
    order = [".".join(one.path) for one in questions("cmpp")[1:]]
    text = "".join(f"{(TYPED | typed).get(name, '')}\n" for name in order)
    found: Answer = piped(text.encode(), *words)
    return found


def test_a_place_where_nothing_can_be_written_is_told_before_anything_is_asked(
    piped: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for place in (
        tmp_path / "none" / "a.toml",
        tmp_path / "file" / "a.toml",
        Path("/proc/a.toml"),
        tmp_path / ("a" * 300),
    ):
        answer = lines(piped, "gateway", "new", "cmpp", str(place), "--lang", "en")
        assert (answer.code, answer.out) == (exits.PROBLEM, "")
        assert "cannot be written" in answer.err
        assert f"1/{ASKED['cmpp']}" not in answer.err
    folder = lines(piped, "gateway", "new", "cmpp", str(tmp_path), "--lang", "en")
    assert (folder.code, "cannot be read: it is a folder" in folder.err) == (exits.PROBLEM, True)
    out = lines(piped, "gateway", "new", "cmpp", "-", "--lang", "en")
    assert (out.code, "name a file" in out.err) == (exits.USAGE, True)
    other = lines(piped, "gateway", "new", "sgip", "a.toml", "--lang", "en")
    assert (other.code, "smpp, cmpp" in other.err) == (exits.USAGE, True)


def test_answers_that_cannot_be_written_at_the_end_are_shown_to_be_copied(
    terminal: Spawn, tmp_path: Path
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    child = terminal("cmpp", "gone/mobile.toml")
    answer_all(child, TYPED, ASKED["cmpp"] - 1)
    folder.rmdir()
    answer(child, "")
    code, said = ended(child)
    assert code == exits.PROBLEM
    begins, ends = said.index("# CMPP"), said.index("文件 gone/mobile.toml 写不进去")
    shown = said[begins:ends].replace("\r\n", "\n")
    assert faults_of_gateway(shown.encode()) == []
    assert read(shown).id == "mobile"


def test_a_program_gets_the_file_its_name_and_digest_and_an_odd_octet_is_no_answer(
    piped: Any, tmp_path: Path
) -> None:
    path = tmp_path / "m.toml"
    answer = lines(piped, "--json", "gateway", "new", "cmpp", str(path), "--lang", "en")
    assert answer.code == 0
    assert (answer.data["file"], answer.data["name"], len(answer.data["digest"])) == (str(path), "mobile", 64)
    cut: Answer = piped(
        b"3.0\nmobile\n\xff\xfe\xd2\xc6\nmobile\n",
        "--json",
        "gateway",
        "new",
        "cmpp",
        str(tmp_path / "n.toml"),
    )
    assert cut.code == exits.INTERRUPTED
    assert cut.data["left"] == ["host", "account", "source", "service", "price_fen", "rate"]
    assert 'name = "mobile"' in (tmp_path / "n.toml").read_text("utf-8")
    assert re.search(r"U\+FFFD", cut.err)


def test_what_was_answered_is_written_where_nobody_can_be_asked_the_next_question(tmp_path: Path) -> None:
    """The reader of the questions goes, and the answers still come."""
    child = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "console", "gateway", "new", "cmpp", "mobile.toml"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stderr is not None
    said = b""
    while b"1/" not in said:
        said += os.read(child.stderr.fileno(), 65536)
    child.stderr.close()
    child.stdin.write(b"3.0\n")
    child.stdin.flush()
    assert child.wait(PATIENCE) == exits.INTERRUPTED
    child.stdin.close()
    assert 'version = "3.0"' in (tmp_path / "mobile.toml").read_text("utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_question_is_explained_without_the_quotes_of_a_file(
    piped: Any, tmp_path: Path, lang: str
) -> None:
    asked = "".join(
        f"?\n{TYPED.get(name, '')}\n"
        for name in ["version", "id", "name", "", "host", "", "", "", "", "", "account"]
    )
    answer: Answer = piped(
        f"{asked}?\n".encode(), "gateway", "new", "cmpp", str(tmp_path / "m.toml"), "--lang", lang
    )
    assert answer.err.count({"zh": "半角的字母、数字、符号，6 个", "en": "half width, 6 of them"}[lang]) == 1
    assert answer.err.count({"zh": "是 或 否", "en": "yes or no"}[lang]) == 3
    assert not any(word in answer.err for word in ("加引号", "quotes", "[ ]，", "【"))
    assert "gateway_file" not in answer.err
