"""What comes in over SSH: our own commands, word by word; whatever else it is, it is refused by name and runs nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.cli.command_line import known_nouns
from console.errors import RefusedError
from console.install.entry import arguments

KNOWN = known_nouns()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("sms-console", []),
        ("whoami", ["whoami"]),
        ("sms-console whoami --json", ["whoami", "--json"]),
        ("--lang en whoami", ["--lang", "en", "whoami"]),
        ("--lang=en todo", ["--lang=en", "todo"]),
        ("--help", ["--help"]),
        ("sms-console --version", ["--version"]),
        ("help form print", ["help", "form", "print"]),
        ("request list --text 'a b'", ["request", "list", "--text", "a b"]),
        ('request list --text "$HOME `id` $(id)"', ["request", "list", "--text", "$HOME `id` $(id)"]),
        ("whoami > /etc/x", ["whoami", ">", "/etc/x"]),
        ("pledge sign --passphrase-fd 0", ["pledge", "sign", "--passphrase-fd", "0"]),
        ("pledge sign --passphrase-fd=0", ["pledge", "sign", "--passphrase-fd=0"]),
    ],
)
def test_words_are_split_as_a_shell_splits_them_and_nothing_in_them_is_carried_out(
    text: str, words: list[str]
) -> None:
    assert arguments(text, KNOWN) == words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id", "entry_command"),
        ("sh -c id", "entry_command"),
        ("/bin/sh", "entry_command"),
        ("whoami;id", "entry_command"),
        ("sms-console sms-console", "entry_command"),
        ("internal-sftp", "entry_command"),
        ("scp -t .", "entry_command"),
        ("demo", "entry_command"),
        ("--lang en tour", "entry_command"),
        ("open", "entry_command"),
        ("install script", "entry_command"),
        ("whoami 'unclosed", "entry_command"),
        ("whoami \x1b[2J", "entry_command"),
        ("whoami \x00", "entry_command"),
        ("   ", "entry_command"),
        ("whoami " + "x " * 600, "entry_command"),
        ("x" * 40_000, "entry_command"),
        ("whoami --home /x", "entry_option"),
        ("whoami --home=/x", "entry_option"),
        ("--home /x whoami", "entry_command"),
        ("--as sunli whoami", "entry_command"),
        ("--demo whoami", "entry_option"),
        ("whoami --demo", "entry_option"),
        ("--version --home /x", "entry_option"),
        ("whoami --as=sunli", "entry_option"),
        ("pledge sign --passphrase-fd 3", "entry_option"),
        ("pledge sign --passphrase-fd=3", "entry_option"),
        ("pledge sign --passphrase-fd", "entry_option"),
    ],
)
def test_anything_else_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        arguments(text, KNOWN)
    assert refused.value.refusal.code in {code, "entry_option"}
    assert code == "entry_option" or refused.value.refusal.clause == "R12"


def test_a_command_is_as_long_as_the_longest_that_is_read_and_no_longer() -> None:
    text = f"todo {'x' * (32_768 - 5)}"
    assert arguments(text, KNOWN) == text.split()
    with pytest.raises(RefusedError):
        arguments(f"{text}x", KNOWN)


@given(st.text(max_size=60))
def test_whatever_comes_is_words_of_ours_or_a_refusal(text: str) -> None:
    try:
        words = arguments(text, KNOWN)
    except RefusedError:
        return
    assert not words or any(word in KNOWN or word == "--help" for word in words)
