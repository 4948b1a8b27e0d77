"""Whose pledge (A2) is valid, by the pledges that the desk stores."""

from functools import lru_cache

from sqlalchemy import Connection, bindparam, select

from console.domain.people.people import Roster
from console.signing.sshsig import verify
from console.store import people

_PLEDGED = select(people.pledge.c.person, people.pledge.c.text, people.pledge.c.signature).where(
    people.pledge.c.version == bindparam("version"),
    people.pledge.c.at <= bindparam("at"),
    people.pledge.c.until > bindparam("at"),
)


def pledged(conn: Connection, roster: Roster, version: str, at: str) -> frozenset[str]:
    """Ids of everyone whose pledge of that version is valid at `at` (A2), signed by a key that they still have."""
    rows = conn.execute(_PLEDGED, {"version": version, "at": at})
    good = {(person.id, key.public) for person in roster.people for key in person.keys if not key.revoked}
    return frozenset(
        row.person for row in rows if (row.person, pledge_key(row.text, row.signature, roster.org)) in good
    )


@lru_cache(maxsize=4096)
def pledge_key(text: str, signature: str, org: str) -> str:
    """The public key line that signed a pledge that came in here; cached, because it is needed often."""
    return verify(signature, text.encode(), f"sms-pledge@{org}")
