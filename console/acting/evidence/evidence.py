"""The evidence folder of one request: what the desk tells is put into files that can be checked without desk and program.

Nothing is judged here except which key made a signature. A bundle is cut to the instant of its release, so that it can be
judged as of then, whatever the roster became later.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import msgspec

from console.acting.evidence import bundles
from console.acting.requests import papers
from console.acting.steps import Core
from console.domain.data_folder import data_folder
from console.domain.ledger import checksums
from console.domain.requests.documents import file_name
from console.signing.bundle_file import Bundle, pack, unpack
from console.signing.canonical import NotCanonicalError
from console.signing.links import ungrouped
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed, decode, digest, namespace
from console.wire.answers import Done
from console.wire.archive.forms import PrintForm
from console.wire.ledger import evidence as wire
from console.wire.ledger.ledger import HeadRow, RawEntry
from console.wire.requests.rows import DocumentRow

Progress = Callable[[int, int], None]
"""Reports progress: steps done, steps in all."""

INDEX: Final = "statements/INDEX.tsv"
TEXTS: Final = ("README.en.txt", "README.zh.txt", "verify.sh")
NO_SIGNATURE: Final = "-"
DOCUMENTS: Final = "attachments/"


class Made(msgspec.Struct, frozen=True):
    """A folder's files by name with their manifest, the ledger entries of its making and sealing, and the manifest's SHA-256."""

    files: dict[str, bytes]
    number: str
    made: int
    sealed: int
    digest: str


class About(msgspec.Struct, frozen=True):
    """`evidence.json`: describes what the folder is about."""

    v: int
    org: str
    request: int
    number: str
    made: int
    at: str
    bundles: list[str]
    tip: str
    slots: list[wire.SlotPart]


def make(core: Core, request: int, reason: str, tell: Progress | None = None) -> Made:
    """Make the evidence folder of a request; raises the desk's refusal, and ConsoleError where a bundle is unreadable."""
    begun: Done = core.call(wire.MakeEvidence(request, reason))
    outline: wire.Outline = core.call(wire.EvidenceOutline(request, begun.seq))
    whole = _Folder(core, outline, tell)
    files = whole.gathered()
    manifest = checksums.lines(files)
    sealed: Done = core.call(wire.SealEvidence(request, begun.seq, digest(manifest)))
    return Made({**files, checksums.NAME: manifest}, outline.number, begun.seq, sealed.seq, digest(manifest))


def as_of(bundle: Bundle) -> tuple[Bundle, str]:
    """Return the bundle as of its last step's signature, and that instant; later versions and orders are left out."""
    at = max(
        _at(one.text)
        for one in (bundle.request, *bundle.steps, *([bundle.release] if bundle.release else []))
    )

    def before(signed: Iterable[Signed]) -> list[Signed]:
        return [one for one in signed if _at(one.text) <= at]

    cut = msgspec.structs.replace(
        bundle, rosters=before(bundle.rosters), pledges=before(bundle.pledges), orders=before(bundle.orders)
    )
    return cut, at


def _at(text: str) -> str:
    return str(msgspec.json.decode(text)["at"])


class _Folder:
    """One folder being made: every answer goes into `files`."""

    def __init__(self, core: Core, outline: wire.Outline, tell: Progress | None) -> None:
        self.core, self.outline, self._told = core, outline, tell
        self.request, self.made = outline.request, outline.made
        self.files: dict[str, bytes] = {}
        self._index: list[tuple[str, str, str, str]] = []
        self._owners = {public: principal for principal, public in reversed(outline.keys)}
        self._done, self._total = 0, 4 + len(outline.bundles) + len(outline.slots) + len(outline.forms)

    def gathered(self) -> dict[str, bytes]:
        """Ask for everything, in the order of the folder."""
        folder = data_folder() / "evidence"
        self.files |= {name: (folder / name).read_bytes() for name in TEXTS}
        named = [self._bundle(slot) for slot in self.outline.bundles]
        if not named:
            # Nothing was cleared, so there is no bundle to prove; the signers' keys are proved all the same.
            self._kept(unpack(bundles.whole(self.core, self.request, 0)))
        for one in self._proofs():
            self._statement(one.kind, Signed(one.text, one.signatures))
        self._step()
        for head in self.outline.heads:
            self._statement("head", Signed(head.text, [head.signature]))
        for slot in self.outline.slots:
            self._results(slot)
        for kind, of, version in self.outline.forms:
            self._form(kind, of, version)
        for attached in self.outline.documents:
            self._document(attached)
        self._ledger()
        self.files[INDEX] = "".join("\t".join(line) + "\n" for line in self._index).encode()
        self.files["allowed_signers"] = "".join(self._keys()).encode()
        self.files["evidence.json"] = _json(
            About(
                1,
                self.outline.org,
                self.request,
                self.outline.number,
                self.made,
                self.outline.at,
                named,
                self.outline.tip,
                self.outline.slots,
            )
        )
        self._step()
        return self.files

    def _step(self) -> None:
        self._done += 1
        if self._told is not None:
            self._told(min(self._done, self._total), self._total)

    # ---- bundles and statements

    def _bundle(self, slot: int) -> str:
        whole: Bundle = unpack(bundles.whole(self.core, self.request, slot))
        bundle, _ = as_of(whole)
        name = f"bundle-slot-{slot}.json" if slot else "bundle.json"
        self.files[name] = pack(bundle)
        self.files["policy.toml"] = bundle.policy.encode()
        self.files[f"gateway-slot-{slot}.toml" if slot else "gateway.toml"] = bundle.gateway.encode()
        self._kept(whole)
        self._step()
        return name

    def _kept(self, whole: Bundle) -> None:
        """Keep the whole chain, all pledges and all orders as statements, including those after the release."""
        for one in (*whole.signers, *whole.rosters, *whole.pledges, *whole.orders, *whole.manifests):
            self._statement("", one)

    def _proofs(self) -> Iterator[wire.Proof]:
        start = 0
        while part := self.core.call(wire.EvidenceProofs(self.request, self.made, start)):
            yield from part
            start += len(part)

    def _statement(self, kind: str, signed: Signed) -> None:
        """Keep a signed text once, under its digest, with a line of the index for each of its signatures."""
        space = self._namespace(kind, signed.text)
        kind = kind or space.partition("@")[0].removeprefix("sms-")
        base = f"statements/{kind}-{signed.digest()[:16]}"
        if f"{base}.json" in self.files:
            return
        self.files[f"{base}.json"] = signed.text.encode()
        if not signed.signatures:
            self._index.append((f"{base}.json", NO_SIGNATURE, NO_SIGNATURE, NO_SIGNATURE))
        for nth, signature in enumerate(signed.signatures, 1):
            name = f"{base}.sig" if nth == 1 else f"{base}.{nth}.sig"
            self.files[name] = signature.encode()
            self._index.append((f"{base}.json", name, self._signer(signed.text, signature, space), space))

    def _namespace(self, kind: str, text: str) -> str:
        try:
            return namespace(decode(text.encode()))
        except NotCanonicalError:
            return f"sms-{kind}@{self.outline.org}"

    def _signer(self, text: str, signature: str, space: str) -> str:
        """The principal whose key made a signature; `unknown` for a stranger's key, so that every check fails at it."""
        try:
            return self._owners.get(verify(signature, text.encode(), space), "unknown")
        except BadSignatureError:
            return "unknown"

    def _keys(self) -> Iterator[str]:
        """Yield the lines of allowed_signers; the namespaces of a key follow from its kind of principal."""
        org = self.outline.org
        services = f"sms-head@{org},sms-report@{org}"
        for principal, public in self.outline.keys:
            spaces = f"sms-*@{org},!sms-head@{org},!sms-report@{org},!sms-signers@{org}"
            if principal.startswith("root-"):
                spaces = f"sms-signers@{org}"
            elif any(head.service == principal for head in self.outline.heads) or principal.startswith(
                "dispatch"
            ):
                spaces = services
            yield f'{principal} namespaces="{spaces}" {public}\n'

    # ---- results and forms

    def _results(self, slot: wire.SlotPart) -> None:
        rows: list[wire.ChunkPart] = []
        after = -1
        while True:
            part: wire.Chunks = self.core.call(
                wire.EvidenceResults(self.request, self.made, slot.slot, after)
            )
            rows += part.rows
            if not part.rows:
                break
            after = part.after
        self.files[f"results/slot-{slot.slot}.json"] = _json(slot)
        self.files[f"results/slot-{slot.slot}-states.tsv"] = "".join(
            f"{one.chunk * 1000}\t{one.states}\n" for one in rows
        ).encode()
        codes = ((one.chunk * 1000 + at, code) for one in rows for at, code in sorted(one.codes.items()))
        self.files[f"results/slot-{slot.slot}-codes.tsv"] = "".join(
            f"{at}\t{_cell(code)}\n" for at, code in codes
        ).encode()
        self._step()

    def _form(self, kind: str, of: str, version: int) -> None:
        part = f"-v{version}" if version else ""
        number = f"-{of}" if kind == "loss" else ""
        for lang in ("zh", "en"):
            printed: Any = self.core.call(PrintForm(kind, of, version, lang))
            self.files[f"forms/{kind}{number}{part}.{lang}.xlsx"] = printed.data
        self._step()

    def _document(self, one: DocumentRow) -> None:
        """Keep an attachment under its SHA-256, which the signed request names."""
        self.files[f"{DOCUMENTS}{file_name(one.sha256, one.name)}"] = papers.fetched(
            self.core, self.request, one.sha256
        )

    # ---- the ledger

    def _ledger(self) -> None:
        entries: list[RawEntry] = []
        after = 0
        while portion := self.core.call(wire.EvidenceEntries(self.request, self.made, after)):
            entries += portion
            after = portion[-1].seq
        # Later entries, such as the printing of these very forms, lie beyond the outline's newest head.
        entries = [one for one in entries if one.seq <= self.outline.until]
        self.files["ledger/entries.jsonl"] = b"".join(msgspec.json.encode(one) + b"\n" for one in entries)
        self._step()
        heads = [(one.seq, _hash(one)) for one in self.outline.heads if one.verdict == "good"]
        newest, tip = max(heads, default=(0, ""))[0], ungrouped(self.outline.tip)
        starts = {one.seq for one in entries}
        if tip is not None:
            heads.append((tip.seq, tip.hash.hex()))
            # Links lead on from the newest signed head, so that a tail shows that was cut before it and has grown again.
            starts |= {newest + 1} if 0 < newest < tip.seq else set()
        heads.sort()
        spans = _spans(sorted(starts), [seq for seq, _ in heads])
        links = [link for first, last in spans for link in self._links(first - 1, last)]
        self.files["ledger/links.tsv"] = "".join(
            f"{one.seq}\t{one.prev}\t{one.envelope}\t{one.signature}\t{one.hash}\n" for one in links
        ).encode()
        self.files["ledger/anchors.tsv"] = "".join(
            f"{seq}\t{hashed}\n" for seq, hashed in dict(heads).items()
        ).encode()
        self._step()

    def _links(self, after: int, until: int) -> Iterator[wire.LinkPart]:
        while after < until:
            links: list[wire.LinkPart] = self.core.call(
                wire.EvidenceLinks(self.request, self.made, after, until)
            )
            if not links:
                return
            yield from links
            after = links[-1].seq


def _spans(entries: list[int], heads: list[int]) -> list[tuple[int, int]]:
    """The stretch from each entry to the first head at or after it; stretches that meet are joined."""
    spans: list[tuple[int, int]] = []
    for seq in entries:
        last = next((head for head in heads if head >= seq), None)
        if last is None:
            continue
        if spans and seq <= spans[-1][1] + 1:
            spans[-1] = spans[-1][0], max(last, spans[-1][1])
        else:
            spans.append((seq, last))
    return spans


def _hash(row: HeadRow) -> str:
    head = ungrouped(row.head)
    return head.hash.hex() if head is not None else ""


def _cell(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
