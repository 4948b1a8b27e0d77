"""The edges of the three readers below the verifier: canonical JSON, instants in statements, and the signature armour."""

import base64
import struct

import pytest

from console.domain import acts
from console.signing.canonical import NotCanonicalError, dumps, loads
from console.signing.sshsig import BadSignatureError, fingerprint, verify
from console.signing.statements import decode, encode
from tests.signing.attacks import act, case, key, roster

BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
MESSAGE, SPACE = b"message", "sms-test@yunling"
NEVER = "2026-02-31T00:00:00Z"


# ---- canonical JSON


def test_nesting_ends_thirty_two_below_the_first() -> None:
    assert loads(b"[" * 33 + b"]" * 33)
    with pytest.raises(NotCanonicalError, match="nested too deeply"):
        loads(b"[" * 34 + b"]" * 34)
    with pytest.raises(NotCanonicalError, match="nested too deeply"):
        dumps(_nested(34))


def _nested(depth: int) -> list[object]:
    value: list[object] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"a":1,"a":1}', "a key stands twice"),
        (b"[1.0]", "numbers are integers"),
        (b"[NaN]", "numbers are integers"),
    ],
)
def test_what_is_refused_says_why(data: bytes, why: str) -> None:
    with pytest.raises(NotCanonicalError, match=why):
        loads(data)


def test_integers_reach_to_one_below_two_to_the_fifty_third() -> None:
    for number in (2**53 - 1, 1 - 2**53):
        assert loads(str(number).encode()) == number
    for text in ("9007199254740992", "-9007199254740992", "1" * 5000):
        with pytest.raises(NotCanonicalError, match="2\\^53"):
            loads(text.encode())


# ---- instants


@pytest.mark.parametrize("field", ["at", "opens", "closes", "since", "until", "expires", "revoked"])
def test_an_instant_that_does_not_exist_is_refused_in_every_field(field: str) -> None:
    texts = [encode(roster()).decode(), case().request.text]
    text = next(text for text in texts if f'"{field}":"' in text)
    start = text.index(f'"{field}":"') + len(field) + 4
    end = text.index('"', start)
    with pytest.raises(NotCanonicalError, match=f"{field}: no such instant"):
        decode((text[:start] + NEVER + text[end:]).encode())


def test_a_count_by_the_name_of_a_time_field_is_a_count() -> None:
    manifest = act(case().manifest)
    counted = type(manifest)(
        **{f: getattr(manifest, f) for f in manifest.__struct_fields__} | {"counts": {"at": 5}}
    )
    found = decode(encode(counted))
    assert isinstance(found, acts.Manifest)
    assert found.counts == {"at": 5}


# ---- the armour


def string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def parts() -> list[bytes]:
    """The five strings of a good signature: key, namespace, reserved, hash, signature."""
    blob = raw(key("sunli").sign(MESSAGE, SPACE))
    found, at = [], 10
    while at < len(blob):
        (length,) = struct.unpack_from(">I", blob, at)
        found.append(blob[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def raw(armour: str) -> bytes:
    return base64.b64decode("".join(armour.split("\n")[1:-2]))


def armoured(blob: bytes, lines: str = "") -> str:
    return f"{BEGIN}\n{base64.b64encode(blob).decode()}\n{lines}{END}\n"


def rebuilt(*strings: bytes, after: bytes = b"") -> str:
    return armoured(b"SSHSIG" + struct.pack(">I", 1) + b"".join(map(string, strings)) + after)


def refuse(armour: str, why: str) -> None:
    with pytest.raises(BadSignatureError, match=why):
        verify(armour, MESSAGE, SPACE)


def test_a_signature_taken_apart_and_put_together_is_good() -> None:
    assert verify(rebuilt(*parts()), MESSAGE, SPACE) == key("sunli").public


def test_nothing_stands_after_the_signature_or_inside_its_parts() -> None:
    public, space, reserved, digest, signature = parts()
    refuse(rebuilt(*parts(), after=b"x"), "left over")
    refuse(rebuilt(public + b"x", space, reserved, digest, signature), "left over")
    refuse(rebuilt(public, space, reserved, digest, signature + b"x"), "left over")


def test_a_signature_cut_short_is_refused_wherever_it_ends() -> None:
    blob = raw(key("sunli").sign(MESSAGE, SPACE))
    for length in range(len(blob)):
        refuse(armoured(blob[:length]), "cut short|not an SSHSIG")
    refuse(armoured(blob[:-1]), "cut short")


def test_reserved_words_and_unknown_hashes_are_refused() -> None:
    public, space, _, digest, signature = parts()
    refuse(rebuilt(public, space, b"x", digest, signature), "unknown options")
    refuse(rebuilt(public, space, b"", b"md5", signature), "unknown options")


def test_keys_and_signatures_have_their_length_and_algorithm() -> None:
    public, space, reserved, digest, signature = parts()
    short = string(b"ssh-ed25519") + string(public[19:-1])
    refuse(rebuilt(short, space, reserved, digest, signature), "not Ed25519")
    other = string(b"ssh-ed448") + string(public[19:])
    refuse(rebuilt(other, space, reserved, digest, signature), "not Ed25519")
    clipped = string(b"ssh-ed25519") + string(signature[19:-1])
    refuse(rebuilt(public, space, reserved, digest, clipped), "not Ed25519")


def test_an_armour_has_its_two_lines_ascii_and_a_bounded_size() -> None:
    good = key("sunli").sign(MESSAGE, SPACE)
    why = "not a signature armour"
    refuse(f"{BEGIN}\n{END}\n", why)
    refuse(BEGIN, why)
    refuse(good.replace(END, "-----END-----"), why)
    refuse(good.replace(BEGIN, "-----BEGIN-----"), why)
    refuse(good.replace("U1NIU0lH", "Ü1NIU0lH", 1), why)
    full = good.replace(END, "\n" * (4096 - len(good)) + END)
    assert len(full) == 4096
    assert verify(full, MESSAGE, SPACE)
    refuse(full.replace(END, "\n" + END), why)


def test_a_fingerprint_is_of_an_ed25519_line_alone() -> None:
    line = key("sunli").public
    assert fingerprint(line + " a comment") == fingerprint(line)
    for bad in (
        "",
        "ssh-ed25519",
        line.replace("ssh-ed25519", "ssh-rsa"),
        "ssh-ed25519 AAAA",
        "ssh-ed25519 !",
    ):
        with pytest.raises(BadSignatureError):
            fingerprint(bad)
