"""How passwords, sealed envelopes, hand-overs of custody and the calendar of expiry dates are shown (R12)."""

from console.locale import words
from console.look.senses import Sense
from console.noun import sense_of
from console.views.view import View, Viewer, overdue, with_id
from console.wire.credentials import custody, envelopes, hand_overs
from console.wire.credentials import expiries as wire


def left_words(viewer: Viewer, row: wire.ExpiryRow) -> str:
    """How many days are left."""
    if not row.ends:
        return viewer.t("expiry.nothing")
    if row.days < 0:
        return viewer.t("expiry.over", n=-row.days)
    return viewer.t("expiry.left", n=row.days) if row.days else viewer.t("expiry.today")


EXPIRY = View(
    wire.ExpiryRow,
    "expiry",
    left=left_words,
    gateway=lambda _viewer, row: with_id(row.name, row.gateway),
    reminded=lambda viewer, row: viewer.t("expiry.reminded") if row.reminds else "",
    note=lambda viewer, row: row.note or (viewer.t("expiry.counted") if row.counted else ""),
)


CARD = View(
    wire.ProviderCard, "expiry", named_provider=lambda viewer, card: card.name or viewer.t("expiry.no_card")
)


def _who(viewer: Viewer, row: hand_overs.HandOverRow) -> str:
    """From whom to whom custody passes, or that nobody held it before."""
    before = viewer.person(row.outgoing) if row.outgoing else viewer.t("hand_over.nobody")
    return f"{before} > {viewer.person(row.incoming)}"


HAND_OVER = View(
    hand_overs.HandOverRow,
    "hand_over",
    who=_who,
    signed=lambda viewer, row: ", ".join(viewer.person(one.person) for one in row.signed),
    signed_when=lambda viewer, row: "\n".join(
        f"{viewer.person(one.person)}  {viewer.when(one.at)}" for one in row.signed
    ),
    # A hand-over that was carried out or is overtaken no longer expires.
    until=lambda viewer, row: viewer.when(row.expires) if row.state in {"open", "confirmed"} else "",
)


# ---- envelopes, and secrets that must be changed


def held_in(viewer: Viewer, holds: str, gateway: str) -> str:
    """What an envelope holds, or which secret must be changed."""
    return f"{viewer.label('envelope_holds', holds)} {gateway}".rstrip()


def _late(viewer: Viewer, row: envelopes.EnvelopeRow | envelopes.SecretChange) -> str:
    return f"  {viewer.t('chase.late')}" if row.late else ""


def _envelope_state(viewer: Viewer, row: envelopes.EnvelopeRow) -> str:
    """The state of an envelope, in a word."""
    if row.proposal:
        return viewer.t("envelope.sealing" if row.state == "proposed" else "envelope.waits")
    return viewer.label("envelope_state", "stale" if row.stale else row.state)


def _envelope_sense(_viewer: Viewer, row: envelopes.EnvelopeRow) -> Sense:
    """What the state of an envelope means."""
    return Sense.WAITING if row.proposal else sense_of("envelope_state", "stale" if row.stale else row.state)


def _two(viewer: Viewer, first: str, second: str, at: str = "") -> str:
    """One person or two, and when."""
    people = " / ".join(viewer.person(one) for one in (first, second) if one)
    return f"{people}  {viewer.when(at)}".strip()


ENVELOPE = View(
    envelopes.EnvelopeRow,
    "envelope",
    held_in=lambda viewer, row: held_in(viewer, row.holds, row.gateway),
    how=_envelope_state,
    day=lambda _viewer, row: row.check,
    check=lambda viewer, row: f"{row.check}{_late(viewer, row)}",
    sealed=lambda viewer, row: _two(viewer, row.sealed_by, row.witness, row.sealed),
    sealers=lambda viewer, row: _two(viewer, row.sealed_by, row.witness),
    checked=lambda viewer, row: _two(viewer, row.checked_by, "", row.checked) if row.checked else "",
    ended=lambda viewer, row: _two(viewer, row.ended_by, row.ended_with, row.ended) if row.ended else "",
).meaning(how=_envelope_sense, day=overdue)


def change_line(viewer: Viewer, row: envelopes.SecretChange) -> str:
    """Which secret must be changed, why, and until when."""
    return viewer.t(
        "envelope.changed" if row.done else "envelope.to_change",
        what=held_in(viewer, row.what, row.gateway),
        cause=viewer.label("change_cause", row.cause),
        number=row.number,
        time=viewer.when(row.done or row.due),
    ) + _late(viewer, row)


CHANGE = View(
    envelopes.SecretChange,
    "change",
    held_in=lambda viewer, row: held_in(viewer, row.what, row.gateway),
    how=lambda viewer, row: viewer.t("envelope.done" if row.done else "envelope.due"),
    day=lambda viewer, row: viewer.when(row.done or row.due)[:10],
    line=change_line,
).meaning(how=lambda _viewer, row: Sense.GOOD if row.done else Sense.YOURS, day=overdue)


# ---- passwords


def _fault(viewer: Viewer, why: str) -> str:
    """The fault of a password."""
    known = words.has(f"custody_fault.{why}", viewer.lang)
    return viewer.label("custody_fault" if known else "hold", why) if why else ""


def _short_state(viewer: Viewer, row: custody.CredentialRow) -> str:
    """The state of a password: a fault that stops the line comes first, then that the password must be changed."""
    if row.link in {"lost", "frozen"}:
        return viewer.label("gateway", row.link)
    return viewer.t("credentials.to_change") if row.change else viewer.label("custody_state", row.state)


def _short_sense(_viewer: Viewer, row: custody.CredentialRow) -> Sense:
    """What that state means."""
    if row.link in {"lost", "frozen"}:
        return Sense.BAD
    return Sense.YOURS if row.change else sense_of("custody_state", row.state)


def _owed(viewer: Viewer, row: custody.CredentialRow) -> str:
    """That the password must be changed, because somebody else knows it or it is old; otherwise what is wrong with it."""
    if row.change is not None:
        return viewer.t("custody.change_by", time=viewer.when(row.change.due))
    return viewer.t("custody.due") if row.due else _fault(viewer, row.why)


def _days(_viewer: Viewer, row: custody.CredentialRow) -> str:
    """Its age for a narrow column."""
    return "" if row.age < 0 else str(row.age)


def _days_sense(_viewer: Viewer, row: custody.CredentialRow) -> Sense:
    """That it must be changed."""
    return Sense.YOURS if row.due or row.change is not None else Sense.PLAIN


def _age(viewer: Viewer, row: custody.CredentialRow) -> str:
    """Its age in words."""
    if row.age < 0:
        return viewer.t("credentials.never")
    return viewer.t("custody.due") if row.due else viewer.t("credentials.of_days", n=row.age)


def _installer(viewer: Viewer, row: custody.CredentialRow) -> str:
    """Who installed it; one that came with the organisation was taken up by the dispatcher itself."""
    name = viewer.person(row.installed_by)
    own = name == row.installed_by and bool(name)
    return f"{words.named('ledger_subject', 'service', viewer.lang)} {name}" if own else name


def _named(people: list[tuple[str, str]]) -> str:
    return ", ".join(with_id(name, person) for person, name in people)


CREDENTIAL = View(
    custody.CredentialRow,
    "credential",
    "custody.column",
    named_gateway=lambda _viewer, row: with_id(row.name, row.gateway),
    installer=_installer,
    holders=lambda _viewer, row: "/".join(name for _, name in row.holders),
    holders_named=lambda _viewer, row: _named(row.holders),
    standby_named=lambda _viewer, row: _named(row.standby),
    how=_short_state,
    why=lambda viewer, row: _fault(viewer, row.why),
    owed=_owed,
    days=_days,
    age=_age,
    age_days=lambda _viewer, row: row.age if row.age >= 0 else "",
    change=lambda viewer, row: change_line(viewer, row.change) if row.change is not None else "",
).meaning(how=_short_sense, days=_days_sense)
