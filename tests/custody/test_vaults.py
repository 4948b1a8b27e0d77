"""One conformance suite for every vault: the one in memory, and the one in a real gnome-keyring."""

import re
import threading
from collections.abc import Iterator

import pytest

from console.custody.vault import KeyringVault
from console.dispatch.custody.vault import MemoryVault, NoSecretError, Standing, Vault, VaultError, VaultState
from console.domain.credentials import phrases
from tests.custody.keyrings import Session

PHRASE = phrases.make()
OTHER = phrases.make()


@pytest.fixture(params=["memory", "keyring"])
def new(request: pytest.FixtureRequest) -> Vault:
    """A vault whose collection was not made yet."""
    if request.param == "memory":
        return MemoryVault({}, phrase=None)
    request.getfixturevalue("bus")
    return KeyringVault("yunling")


@pytest.fixture
def vault(new: Vault) -> Iterator[Vault]:
    """A vault that is open."""
    new.create(PHRASE)
    return new  # type: ignore[return-value]


def code(error: "pytest.ExceptionInfo[VaultError]") -> str:
    return error.value.code


def test_before_its_collection_is_made_a_vault_is_missing_and_gives_nothing(new: Vault) -> None:
    assert new.standing() == Standing(VaultState.MISSING)
    for act in (
        lambda: new.unlock(PHRASE),
        lambda: new.secret("demo"),
        lambda: new.put("demo", "s3cret"),
        lambda: new.remove("demo"),
        new.fingerprint_key,
    ):
        with pytest.raises(VaultError) as caught:
            act()
        assert code(caught) == "vault_missing"


def test_a_new_collection_is_open_and_is_made_once(vault: Vault) -> None:
    assert vault.standing() == Standing(VaultState.UNLOCKED)
    with pytest.raises(VaultError) as caught:
        vault.create(OTHER)
    assert code(caught) == "vault_there"


def test_a_secret_comes_back_as_it_was_put_and_the_newest_counts(vault: Vault) -> None:
    vault.put("demo", "s3cret")
    vault.put("other", "s3cret ü £")
    assert vault.secret("demo") == "s3cret"
    assert vault.secret("other") == "s3cret ü £"
    vault.put("demo", "n3wer")
    assert vault.secret("demo") == "n3wer"


def test_what_was_never_put_or_was_removed_has_its_own_name_and_no_empty_value(vault: Vault) -> None:
    with pytest.raises(NoSecretError):
        vault.secret("demo")
    vault.put("demo", "s3cret")
    vault.remove("demo")
    vault.remove("demo")
    with pytest.raises(NoSecretError) as caught:
        vault.secret("demo")
    assert caught.value.code == "secret_missing"
    assert caught.value.params == {"gateway": "demo"}


def test_locked_it_gives_takes_and_changes_nothing(vault: Vault) -> None:
    vault.put("demo", "s3cret")
    vault.lock()
    vault.lock()
    assert vault.standing() == Standing(VaultState.LOCKED)
    for act in (
        lambda: vault.secret("demo"),
        lambda: vault.put("demo", "x"),
        lambda: vault.remove("demo"),
        vault.fingerprint_key,
    ):
        with pytest.raises(VaultError) as caught:
            act()
        assert code(caught) == "vault_locked"
    vault.unlock(PHRASE)
    assert vault.secret("demo") == "s3cret"


@pytest.mark.parametrize(
    "phrase", [OTHER, "", f"{PHRASE}\n", PHRASE.upper()], ids=["other", "empty", "newline", "capitals"]
)
def test_a_wrong_phrase_is_told_and_leaves_it_locked(vault: Vault, phrase: str) -> None:
    vault.lock()
    with pytest.raises(VaultError) as caught:
        vault.unlock(phrase)
    assert code(caught) == "phrase_wrong"
    assert vault.standing().state is VaultState.LOCKED
    vault.unlock(PHRASE)
    assert vault.standing().state is VaultState.UNLOCKED


def test_unlocking_what_is_open_changes_nothing(vault: Vault) -> None:
    vault.unlock(OTHER)
    assert vault.standing().state is VaultState.UNLOCKED


def test_the_key_of_fingerprints_stays_over_changes_and_locks(vault: Vault) -> None:
    key = vault.fingerprint_key()
    vault.put("demo", "s3cret")
    vault.remove("demo")
    vault.lock()
    vault.unlock(PHRASE)
    assert vault.fingerprint_key() == key
    assert len(key) == 32


def test_it_may_be_asked_by_several_threads_at_once(vault: Vault) -> None:
    vault.put("demo", "s3cret")
    found: list[str] = []
    readers = [threading.Thread(target=lambda: found.append(vault.secret("demo"))) for _ in range(6)]
    writers = [threading.Thread(target=vault.put, args=("demo", "s3cret")) for _ in range(3)]
    for thread in readers + writers:
        thread.start()
    for thread in readers + writers:
        thread.join(30)
    assert found == ["s3cret"] * 6
    vault.remove("demo")
    with pytest.raises(NoSecretError):
        vault.secret("demo")


def test_it_shows_no_secret_and_says_what_it_is(vault: Vault) -> None:
    vault.put("demo", "s3cret")
    assert "s3cret" not in repr(vault)
    assert "s3cret" not in str(vault)
    assert vault.backend in {"memory", "Secret Service"}
    assert vault.handed == frozenset()


def test_a_second_vault_of_the_same_keyring_reads_the_same_and_another_organisations_does_not(
    bus: Session,
) -> None:
    one = KeyringVault("yunling")
    one.create(PHRASE)
    one.put("demo", "s3cret")
    assert KeyringVault("yunling").secret("demo") == "s3cret"
    with pytest.raises(NoSecretError):
        KeyringVault("another").secret("demo")
    assert len(bus.files) == 1
    assert b"s3cret" not in bus.files[0].read_bytes()


def test_a_machine_made_phrase_has_its_form_and_finds_slips_of_the_hand() -> None:
    made = {phrases.make() for _ in range(200)}
    assert len(made) == 200
    for phrase in made:
        assert re.fullmatch(r"[2-9a-z]{4}(-[2-9a-z]{4}){4}", phrase)
        assert not set("ilo01") & set(phrase)
        assert phrases.fits(phrase)
        assert phrases.fits(phrases.tidy(f"  {phrase.upper().replace('-', ' ')}\n"))
    assert phrases.fits(phrases.TRAINING)


@pytest.mark.parametrize(
    "phrase",
    ["", "password", "correct horse battery staple", PHRASE[:-1], f"{PHRASE}2"],
    ids=["empty", "word", "words", "shorter", "longer"],
)
def test_what_a_person_would_think_up_is_no_phrase(phrase: str) -> None:
    assert not phrases.fits(phrases.tidy(phrase))


def test_every_single_wrong_symbol_and_every_swap_of_neighbours_is_found() -> None:
    symbols = PHRASE.replace("-", "")
    for at, symbol in enumerate(symbols):
        for other in "23456789abcdefghjkmnpqrstuvwxyz":
            wrong = symbols[:at] + other + symbols[at + 1 :]
            assert phrases.fits(phrases.tidy(wrong)) == (other == symbol)
        if at and symbols[at - 1] != symbol:
            swapped = symbols[: at - 1] + symbol + symbols[at - 1] + symbols[at + 1 :]
            assert not phrases.fits(phrases.tidy(swapped))


def test_another_phrase_opens_it_the_old_one_no_more_and_what_it_holds_stays(vault: Vault) -> None:
    vault.put("demo", "s3cret")
    with pytest.raises(VaultError) as caught:
        vault.rephrase(OTHER, phrases.make())
    assert code(caught) == "phrase_wrong"
    vault.rephrase(PHRASE, OTHER)
    vault.lock()
    with pytest.raises(VaultError) as caught:
        vault.unlock(PHRASE)
    assert code(caught) == "phrase_wrong"
    vault.unlock(OTHER)
    assert vault.secret("demo") == "s3cret"


def test_there_is_no_phrase_to_change_before_there_is_a_collection(new: Vault) -> None:
    with pytest.raises(VaultError) as caught:
        new.rephrase(PHRASE, OTHER)
    assert code(caught) == "vault_missing"
