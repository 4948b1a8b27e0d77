"""The two digests of a login, by which SP and gateway prove to each other that they know the secret."""

import hashlib
from datetime import datetime

from console.gateways.cmpp.pdus import DIGEST, SP_ID, WRONG_STRUCTURE, PduError


def timestamp(moment: datetime) -> int:
    """Return MMDDhhmmss as the integer of a CONNECT."""
    return int(moment.strftime("%m%d%H%M%S"))


def _md5(octets: bytes) -> bytes:
    # The texts prescribe it; where MD5 is switched off, this use of it is still allowed.
    return hashlib.md5(octets, usedforsecurity=False).digest()


def source_authenticator(sp_id: str, secret: str, stamp: int) -> bytes:
    """Return AuthenticatorSource. The time stamp is hashed as ten digits, with a zero in front from January to September.

    Raises:
        PduError: an SP_Id that has not six characters, or a stamp over ten digits.
    """
    if len(sp_id) != SP_ID or not 0 <= stamp < 10**10:
        raise PduError(WRONG_STRUCTURE, "an SP_Id has 6 characters, a time stamp 10 digits")
    return _md5(sp_id.encode() + bytes(9) + secret.encode() + b"%010d" % stamp)


def ismg_authenticator(status: int, width: int, source: bytes, secret: str) -> bytes:
    """Return AuthenticatorISMG: the status is hashed with the `width` that it has on the wire, 1 or 4 octets.

    Raises:
        PduError: a source authenticator that has not 16 octets, or a status wider than its field.
    """
    check_digest(source)
    if width not in {1, 4} or status >> 8 * width:
        raise PduError(WRONG_STRUCTURE, "a status has 1 or 4 octets")
    return _md5(status.to_bytes(width) + source + secret.encode())


def check_digest(octets: bytes) -> bytes:
    """Return the octets. Raises PduError unless there are 16."""
    if len(octets) != DIGEST:
        raise PduError(WRONG_STRUCTURE, f"an authenticator has {DIGEST} octets")
    return octets
