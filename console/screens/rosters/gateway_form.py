"""A gateway file from a contract: the questions of `gateway new` on one page, and the way on to proposing what was answered.

It is kept in the session alone: what somebody types there against all words may be a password, which no file of theirs should hold.
"""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from console.acting.rosters import rule_files as acting
from console.domain.file_faults import Told
from console.domain.refusals import Refusal
from console.domain.rosters import gateway_questions as asking
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.domain.sending import gateways
from console.domain.sending.gateway_keys import Key, allowed
from console.domain.sending.gateways import GatewayFile
from console.locale import gateway_file_words, words
from console.screens.exporting import free_name, handed, made_file, tidy
from console.screens.fields_page import FieldsPage
from console.screens.page import Page
from console.screens.rosters.rule_files import brought, draw_up
from console.widgets.fields import Choice, Field
from console.widgets.line_input import LineInput
from console.widgets.modals import Filled, Form, Line
from console.widgets.show import show
from console.wire.ledger.outbox import OutKind

_FIRST = "cmpp"
"""The protocol with which the form begins."""


class GatewayFormPage(FieldsPage, scope="gateway_form"):
    """The questions, in the order of a contract; those of the other protocol come with it."""

    CSS = (
        FieldsPage.CSS
        + "GatewayFormPage Field .label { width: 24; } GatewayFormPage Field .fault { padding: 0 0 0 25; }"
    )

    def __init__(self, gateway: str = "", digest: str = "") -> None:
        super().__init__()
        self.named = Named(Kind.GATEWAY, gateway, digest) if digest else None
        self.kept = {"protocol": _FIRST}
        self.drawn = ""

    def bar_save(self) -> Refusal | None:
        """That the reader signs no roster."""
        return self.session.demand_signer()

    def begin(self) -> None:
        """Show the form, as the file has it that was named."""
        if self.ready:
            return
        named, session = self.named, self.session
        if named is None:
            self.call_later(self.rebuild, "protocol")
        else:
            self.work(
                lambda: acting.fetched(session.desk(), named),
                self._begun,
                slot="read",
                otherwise=self.back_saying,
            )

    def _begun(self, file: RuleFile | None) -> None:
        if file is not None and isinstance(file.says, GatewayFile):
            said = asking.answers_in(file.says.protocol, file.text.encode()) or {}
            self.kept = {"-".join(path): asking.typed_as(value) for path, value in said.items()}
            self.kept["protocol"] = file.says.protocol
        self.call_later(self.rebuild, "protocol")

    @property
    def about(self) -> str:
        """The file that gave the first answers."""
        return self.named.digest if self.named is not None else ""

    # ---- the fields

    @property
    def asked(self) -> list[Key]:
        """What the form asks for."""
        return asking.questions(self.drawn)

    def fields(self) -> Iterable[Widget]:
        """Yield the words above the fields, then a field for each question."""
        self.drawn = self.kept["protocol"]
        yield Static(show(self.t("gateway_form.head")), markup=False)
        for key in self.asked:
            label = words.gateway_key(".".join(key.path), self.session.lang)
            yield Field(_name(key), label, self._control(key), whole=True)

    def _control(self, key: Key) -> Widget:
        offered = asking.offered(key, {})
        value = self.kept.get(_name(key), "" if offered is None else asking.typed_as(offered))
        choices = self._choices(key)
        if choices:
            first = value if value in dict(choices) else choices[0][0]
            return Choice(choices, first if value or offered is not None else "", id=f"control-{_name(key)}")
        return LineInput(value, id=f"control-{_name(key)}", most=asking.MOST)

    def _choices(self, key: Key) -> Sequence[tuple[str, str]]:
        may = allowed(key.kind)
        if may.name == "yes_no":
            return [("true", self.t("yes")), ("false", self.t("no"))]
        values = may.bounds["values"].replace('"', "").split(", ") if may.name == "choice" else []
        return [(value, value or asking.EMPTY) for value in values]

    def _answers(self) -> dict[asking.Path, str]:
        return {key.path: self.value(_name(key)) for key in self.asked}

    # ---- judging

    def judge(self) -> None:
        """Judge the answers as the file's check does, each beside the others; another protocol has other questions."""
        if not self.drawn or self.control_named("protocol") is None:
            return
        if self.value("protocol") != self.drawn:
            self.call_later(self._turn)
            return
        found = asking.typed_faults(self.asked, self._answers())
        self.faults = {_name(key): found[key.path] for key in self.asked if key.path in found}
        self.draw_faults()
        self._explain()

    async def _turn(self) -> None:
        """Draw the questions of the other protocol; what nobody changed is then as that one has it."""
        before = {_name(key): asking.offered(key, {}) for key in self.asked}
        self.gather()
        chosen = self.kept["protocol"]
        if chosen == self.drawn:
            # Who passes two choices quickly asks for the last one twice.
            return
        self.kept = {name: value for name, value in self.kept.items() if value != _as_typed(before.get(name))}
        await self.rebuild("protocol")

    def words_of(self, fault: Refusal | Told, field: Field) -> str:
        """What is wrong with an answer, without the quotes of a file."""
        if isinstance(fault, Told):
            return words.file_fault(fault, self.session.lang, typed=True)
        return super().words_of(fault, field)

    def on_descendant_focus(self) -> None:
        """Say what the question in use means."""
        self._explain()

    def _explain(self) -> None:
        names = {f"control-{_name(key)}": key for key in self.asked} if self.drawn else {}
        key = names.get(self.focused.id or "") if self.focused is not None else None
        said = gateway_file_words.helped(self.drawn, key, self.session.lang) if key is not None else []
        still = [self.still()] if self.faults and self.all_faults else []
        self.preview("\n".join([*said, *still] or [self.t("gateway_form.ready")]))

    # ---- the file

    def do_save(self) -> None:
        """Write the answers to a new file in the person's own folder, and offer to propose it."""
        if not self.complete():
            return
        session, typed, protocol = self.session, self._answers(), self.drawn
        said = {key.path: asking.meant(key, typed[key.path]) for key in self.asked}
        text = "\n".join([*gateway_file_words.template(protocol, session.lang, said), ""])

        def job(filled: Filled) -> str:
            name = filled.lines["name"]
            name = tidy(session, name if name.endswith(".toml") else f"{name}.toml")
            with made_file(session, name, OutKind.RULES) as file:
                file.write(text.encode())
            return name

        offered = free_name(session, typed["id",], ".toml")
        self.act(
            lambda: self.t("rule_file.save_title"),
            lambda: show(self.t("export.about", folder=session.made_where)),
            lambda: Form(lines=(Line("name", self.t("export.name"), value=offered),)),
            job,
            lambda name: self._written(name, gateways.remarks(gateways.read(text))),
        )

    def _written(self, name: str, remarks: list[str]) -> None:
        self.done()
        self._back()
        beneath = self.app.screen
        if isinstance(beneath, Page):
            handed(beneath, self.t("rule_file.saved", file=name), name)
            _offer(beneath, name, remarks)


def _offer(page: Page, name: str, remarks: list[str]) -> None:
    """Say what comes after the file, and go on to proposing it."""
    session = page.session
    page.confirm(
        lambda: page.t("gateway_form.propose", file=name),
        lambda: "\n".join(
            [
                *(words.named("gateway_remark", one, session.lang) for one in remarks),
                page.t("gateway_form.after"),
            ]
        ),
        lambda: page.work(
            lambda: brought(session, Kind.GATEWAY, name), lambda change: draw_up(page, [change])
        ),
    )


def _name(key: Key) -> str:
    """A question's name among the fields."""
    return "-".join(key.path)


def _as_typed(value: object) -> str | None:
    return None if value is None else asking.typed_as(value)
