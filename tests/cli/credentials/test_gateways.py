"""`gateway template` and `gateway check`: a file that a person can write, and every fault of one at once; no organisation is needed."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from console.cli import exits
from console.domain.sending.gateways import read
from console.locale.wrapping import cells
from console.store import people
from tests.cli.conftest import Answer, Office
from tests.domain.sending.test_gateway_faults import BOTH, FILLED, contract
from tests.domain.sending.test_gateways import CMPP

BAD = CMPP.replace("window = 16", "window = 5000").replace('id = "mobile"', 'id = "Mobile"')
BAD = BAD.replace("rate = 200\n", "") + 'password = "Bank#2026"\n'

SECRET = "no password stands in a file. Delete the line; the custodian enters it. If others have the file, ask the provider for a new one"


@pytest.mark.parametrize("protocol", BOTH)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_is_a_whole_file_that_fits_and_is_good_once_it_is_filled_in(
    piped: Any, protocol: str, lang: str
) -> None:
    answer: Answer = piped(b"", "gateway", "template", protocol, "--lang", lang)
    assert (answer.code, answer.err) == (0, "")
    assert max(map(cells, answer.out.splitlines())) <= 79
    assert answer.out.count({"zh": "【必填】", "en": "[FILL IN]"}[lang]) > len(FILLED)
    unfilled: Answer = piped(answer.out.encode(), "gateway", "check", "-", "--lang", lang)
    assert unfilled.code == exits.REFUSED
    text = answer.out
    for key, value in contract(protocol).items():
        was = text
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
        # What nobody fills in is refused by its name.
        assert (re.search(rf"(?m)^  .*\b{key} ?[（(]", unfilled.out) is not None) is (was != text), key
    good: Answer = piped(text.encode(), "gateway", "check", "-", "--lang", lang)
    assert good.code == 0, good.out
    assert read(text).protocol == protocol
    assert "mobile" in good.out


def test_a_template_of_no_protocol_is_refused_with_those_that_there_are(piped: Any) -> None:
    answer: Answer = piped(b"", "gateway", "template", "sgip", "--lang", "zh")
    assert answer.code == exits.USAGE
    assert "smpp, cmpp" in answer.err


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            [
                "网关文件 -：4 处须改正，改正后再核对一次。",
                "  第 1 行 id（网关编号）：填写有误。请改为：小写字母、数字、连字符，1-40 个，加引号",
                "  第 16 行 window（滑动窗口）：填写有误。请改为：1 至 1000 的整数，不加引号",
                "  第 21 行 password：口令不写在文件里。请删去这一行，由口令保管人录入；文件给过别人的，请服务商更换口令",
                "  rate（流速（条/秒））：缺少这一项。请补上：1 至 1000000 的整数，不加引号",
            ],
        ),
        (
            "en",
            [
                "Gateway file -, to be mended (4); check it again then:",
                "  line 1 id (id): not allowed. Write small letters, digits and hyphens, 1-40 of them, in quotes",
                "  line 16 window (window): not allowed. Write a whole number from 1 to 1000, without quotes",
                f"  line 21 password: {SECRET}",
                "  rate (messages a second): missing. Add it: a whole number from 1 to 1000000, without quotes",
            ],
        ),
    ],
)
def test_every_fault_is_named_in_one_answer_with_what_is_allowed_and_what_to_do(
    piped: Any, lang: str, said: list[str]
) -> None:
    answer: Answer = piped(BAD.encode(), "gateway", "check", "-", "--lang", lang)
    assert (answer.code, answer.out.splitlines(), answer.err) == (exits.REFUSED, said, "")
    assert "Bank#2026" not in answer.out


def test_faults_are_json_too_and_a_good_file_has_name_and_digest(piped: Any) -> None:
    answer: Answer = piped(BAD.encode(), "--json", "gateway", "check", "-")
    assert answer.code == exits.REFUSED
    assert [(one["line"], one["key"], one["fault"]) for one in answer.data["faults"]] == [
        (1, "id", "value"),
        (16, "window", "value"),
        (21, "password", "secret"),
        (0, "rate", "missing"),
    ]
    good: Answer = piped(CMPP.encode(), "--json", "gateway", "check", "-")
    assert (good.code, good.data["name"], len(good.data["digest"])) == (0, "mobile", 64)
    assert (answer.data["good"], good.data["good"]) == (False, True)


def test_a_password_on_a_line_of_its_own_is_shown_nowhere(office: Office, piped: Any, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(CMPP + 'password =\n"hunter2"\nhunter2\n', "utf-8")
    for words in ((), ("--json",)):
        answer: Answer = piped(file.read_bytes(), *words, "gateway", "check", "-")
        assert answer.code == exits.REFUSED
        assert "password" in answer.out
        assert "hunter2" not in answer.out + answer.err
    refused = office("hanxue", "gateway", "propose", file, "--yes", sign=True)
    assert refused.code == exits.REFUSED
    assert "line 22" in refused.err
    assert "hunter2" not in refused.out + refused.err


def lines(piped: Any, text: str, lang: str) -> list[str]:
    answer: Answer = piped(text.encode(), "gateway", "check", "-", "--lang", lang)
    assert answer.code == exits.REFUSED
    return answer.out.splitlines()


def test_a_key_is_called_by_its_whole_path_and_one_that_no_file_has_by_its_name_alone(piped: Any) -> None:
    text = CMPP.replace("port = 7890", "port = -1") + "[opt_out]\nport = 7\nother = 8\n[other]\n"
    text += "[[refusal_codes]]\nscope = 7\n"
    begun = [line.strip().partition(": ")[0] for line in lines(piped, text, "en")[1:]]
    assert "line 6 port (port)" in begun
    assert "line 23 opt_out.port (number for replies)" in begun
    assert "line 24 opt_out.other (other registered ways)" in begun
    assert "line 25 other" in begun
    assert "line 27 refusal_codes[1].scope (opts out of)" in begun
    assert any("opt_out.port（收回复的号码）：" in line for line in lines(piped, text, "zh"))


@pytest.mark.parametrize(("lang", "said"), [("zh", "true 或 false"), ("en", "true or false, without quotes")])
def test_a_truth_in_capitals_is_not_told_to_be_put_in_quotes(piped: Any, lang: str, said: str) -> None:
    _, line = lines(piped, CMPP.replace("tls = false", "tls = False"), lang)
    assert said in line
    assert "双引号" not in line
    assert '"quotes"' not in line


def test_very_many_faults_fit_into_an_answer(office: Office, piped: Any, tmp_path: Path) -> None:
    text = "".join(f"{'k' * 60}{nth} = 1\n" for nth in range(200))
    shown = lines(piped, text, "en")
    assert shown[0].startswith("Gateway file -, to be mended (222)")
    assert len(shown) == 52
    assert shown[-1] == "  and 172 more. Mend these first and check again"
    assert f"line 1 {'k' * 40}…: there is no such key" in shown[1]
    file = tmp_path / "many.toml"
    file.write_text(text, "utf-8")
    refused = office("hanxue", "gateway", "propose", file, "--yes", sign=True)
    assert "(222)" in refused.err
    assert "and 217 more: " in refused.err
    assert refused.err.count("k" * 40 + "…") == 10
    assert "k" * 41 not in refused.err


EVERY_KIND = (
    CMPP.replace("tls = false", "tls ＝ false").replace("port = 7890", 'port = "7890"')
    + 'window = 16\nsystem_type = ""\nhots = "x"\n[[refusal_codes]]\ncode = "0"\n'
).replace('"10.1.2.4"', '"192.0.2.1"')


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "data",
    [
        EVERY_KIND.encode(),
        EVERY_KIND.encode("gb18030"),
        EVERY_KIND.encode("utf-8-sig"),
        EVERY_KIND.replace("920001", "920001\u200b").encode(),
        EVERY_KIND.replace("移动", "e\u0301").encode(),
        CMPP.replace("port = 7890", "port = 0").encode(),
        b"#" * 20_000,
        b"",
        b"\xff\xfe\x00",
        b'"""',
    ],
    ids=["many", "gb18030", "bom", "hidden", "nfc", "no port", "large", "empty", "binary", "open"],
)
def test_whatever_a_file_is_its_faults_have_words_in_both_languages(
    piped: Any, data: bytes, lang: str
) -> None:
    answer: Answer = piped(data, "gateway", "check", "-", "--lang", lang)
    assert answer.code == exits.REFUSED
    assert len(answer.out.splitlines()) > 1
    assert "gateway_file" not in answer.out
    if lang == "en":
        assert not re.search(r"[，。；：]", answer.out.replace("＝", ""))


def test_a_host_without_an_organisation_network_or_login_has_both(tmp_path: Path) -> None:
    def program(*words: str) -> "subprocess.CompletedProcess[str]":
        env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
        line = [sys.executable, "-m", "console", "gateway", *words, "--lang", "en"]
        return subprocess.run(line, env=env, capture_output=True, text=True, check=False, timeout=120)

    made = program("template", "cmpp")
    assert (made.returncode, made.stderr) == (0, "")
    file = tmp_path / "gateway.toml"
    file.write_text(made.stdout, "utf-8")
    checked = program("check", str(file))
    assert (checked.returncode, checked.stderr) == (exits.REFUSED, "")
    assert checked.stdout.startswith(f"Gateway file gateway.toml, to be mended ({len(FILLED)})")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gateway.toml"], "nothing is made beside it"


def test_a_file_that_is_proposed_is_refused_with_all_its_faults_before_it_leaves(
    office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(BAD, "utf-8")
    answer = office("hanxue", "gateway", "propose", file, "--yes", sign=True)
    assert answer.code == exits.REFUSED
    what, _, then = answer.err.splitlines()
    assert what == "The gateway file is wrong in some places (4)."
    assert "bring the file again: line 1 id (id): not allowed. Write small letters" in then
    assert all(key in answer.err for key in ("window", "password", "rate (messages a second): missing"))
    assert "Bank#2026" not in answer.err
    chinese = office("hanxue", "gateway", "propose", file, "--yes", sign=True, lang="zh")
    assert chinese.err.startswith("网关文件有 4 处须改正。\n")
    assert "请改正以下各处，再带进来：第 1 行 id（网关编号）：填写有误" in chinese.err
    with office.core.database.reader() as conn:
        assert len(conn.execute(people.rule_file.select()).all()) == 3


def test_the_example_of_a_request_names_the_gateways_in_force(office: Office) -> None:
    shown = office("zhaomin", "request", "new", "--example").out
    assert '#   demo  模拟网关\ngateway = "demo"' in shown
    office.down = True
    without = office("zhaomin", "request", "new", "--example").out
    assert 'gateway = "demo"' in without
    assert "#   demo" not in without
