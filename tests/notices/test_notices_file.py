"""The file of channels and people: one fault, and none of it is taken; each is named by its key."""

from pathlib import Path

import pytest

from console.errors import ConsoleError
from console.notices import secrets, settings

GOOD = """
host = "sms-a"
login = "ssh -p 2222 sms-a.bank.example"

[channels.mail]
kind = "mail"
server = "relay.bank.example"
sender = "sms@bank.example"

[channels.group]
kind = "wecom"

[people.wangfang]
to = { mail = "wangfang@bank.example", group = "WangFang" }
skip = ["template"]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "notices.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_good_file(tmp_path: Path) -> None:
    file = settings.read(written(tmp_path, GOOD))
    assert list(file.people["wangfang"].to) == ["mail", "group"]
    assert file.channels["group"].url.startswith("https://")
    assert file.channels["mail"].security == "starttls", "less is never assumed"
    assert settings.read(tmp_path / "none.toml").channels == {}


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ('host = "sms-a"', 'host = "张三的机器"', "host", "label"),
        ("ssh -p 2222 sms-a.bank.example", "https://u:p@x?\u00e9", "login", "label"),
        (
            "wangfang@bank.example",
            "wangfang@bank.example\\nBcc: x@y.example",
            "people.wangfang.to.mail",
            "address",
        ),
        ("wangfang@bank.example", "Wang <wangfang@bank.example>", "people.wangfang.to.mail", "address"),
        ("WangFang", "138 0013 8000", "people.wangfang.to.group", "address"),
        ("group = ", "chat = ", "people.wangfang.to.chat", "no_channel"),
        ('["template"]', '["all"]', "people.wangfang.skip", "kind"),
        ('kind = "wecom"', 'kind = "webhook"', "channels.group.url", "address"),
        (
            'kind = "wecom"',
            'kind = "webhook"\nurl = "http://hook.example/x"',
            "channels.group.url",
            "address",
        ),
        (
            'kind = "wecom"',
            'kind = "webhook"\nurl = "https://me:it@hook.example/x"',
            "channels.group.url",
            "address",
        ),
        (
            'kind = "wecom"',
            'kind = "webhook"\nurl = "https://hook.example:x/"',
            "channels.group.url",
            "address",
        ),
        ('kind = "wecom"', 'kind = "command"\nrun = ["tell"]', "channels.group.run", "program"),
        ("relay.bank.example", "relay bank", "channels.mail.server", "label"),
        (
            'server = "relay',
            'user = "sms"\nsecurity = "plain"\nserver = "relay',
            "channels.mail.user",
            "plain_login",
        ),
        ('host = "sms-a"', 'hours = "17:30-08:30"', "hours", "hours"),
        ('host = "sms-a"', 'hours = "8-17"', "hours", "hours"),
        ('host = "sms-a"', "repeat = 60", "wait", "timers"),
        ('host = "sms-a"', 'alarms = ["nobody"]', "alarms", "no_person"),
    ],
)
def test_a_fault_is_named_by_its_key(tmp_path: Path, old: str, new: str, key: str, what: str) -> None:
    assert old in GOOD
    with pytest.raises(ConsoleError) as wrong:
        settings.read(written(tmp_path, GOOD.replace(old, new)))
    assert (wrong.value.code, wrong.value.params["key"], wrong.value.params["what"]) == (
        "notices_file",
        key,
        what,
    )


@pytest.mark.parametrize("text", ["host = ", "hosts = 'x'", "[channels.x]\nkind = 'pigeon'", "wait = 'long'"])
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConsoleError, match="notices_file"):
        settings.read(written(tmp_path, text))


@pytest.mark.parametrize(
    "to", ["journald", "unix:///run/log.sock", "udp://10.0.0.9:514", "tls://logs.bank.example:6514"]
)
def test_where_events_go(tmp_path: Path, to: str) -> None:
    file = settings.read(written(tmp_path, f'{GOOD}\n[collector]\nto = "{to}"\n'))
    assert file.collector is not None
    assert file.collector.to == to


@pytest.mark.parametrize(
    "to",
    [
        "", "syslog", "unix://host/run/x", "unix://run.sock", "tcp://logs.bank.example", "tcp://:514", "tls://me:it@logs:6514",
        "http://logs:514", "udp://日志:514", "tcp://logs:99999", "tcp://logs:514/x", "unix:///" + 108 * "x", "tcp://[::1:5",
    ],
)  # fmt: skip
def test_a_place_that_takes_no_events_is_refused(tmp_path: Path, to: str) -> None:
    with pytest.raises(ConsoleError) as wrong:
        settings.read(written(tmp_path, f'{GOOD}\n[collector]\nto = "{to}"\n'))
    assert (wrong.value.params["key"], wrong.value.params["what"]) == ("collector.to", "collector")


def test_octets_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "notices.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConsoleError, match="notices_file"):
        settings.read(path)


def test_keys_lie_in_a_file_of_their_own_that_nobody_else_reads(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    secrets.put(path, "group", "key", "K-1")
    secrets.put(path, "group", "signing", "S")
    secrets.put(path, "group", "signing", "")
    assert secrets.read(path) == {"group": {"key": "K-1"}}
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(ConsoleError, match="notices_secrets"):
        secrets.read(path)
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConsoleError, match="notices_secrets"):
        secrets.read(path)
    for bad in ("a\nb", "密钥", "x" * 1025):
        with pytest.raises(ConsoleError, match="notices_secret_form"):
            secrets.put(tmp_path / "other.json", "group", "key", bad)


@pytest.mark.parametrize("page", ["tell-people-outside.md", "tell-people-outside.zh.md"])
def test_the_example_of_the_page_is_read(page: str, tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/how-to" / page).read_text("utf-8")
    path = tmp_path / "notices.toml"
    path.write_text(text.partition("```toml\n")[2].partition("```")[0], "utf-8")
    found = settings.read(path)
    assert sorted(found.channels) == ["desk", "mail", "wecom"]
    assert found.people["luojie"].to == {"wecom": "LuoJie", "mail": "luojie@bank.example"}
    assert found.people["sunli"].skip == ("template",)
