"""Which handler answers which call: the whole interface of the core on one page."""

from collections.abc import Callable
from typing import Any, Final

from console.domain import acts
from console.domain.archive.emergencies import EmergencyAcknowledgement
from console.domain.content.appeals import AppealWithdrawal
from console.domain.filing.filing import Filing, FilingReceipt, FilingReturn
from console.domain.losses.losses import STEP_OF as LOSS_STEPS
from console.domain.people.department_rules import DepartmentRules
from console.domain.people.enrolment import Application, ApplicationStep
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.refusals import refuse
from console.domain.two_person.pairs import PROPOSED, Confirmation, Proposal
from console.errors import RefusedError
from console.services.approvals import absences, approvals
from console.services.archive import archive, emergencies, form_numbers, forms, papers_owed
from console.services.complaints import complaints
from console.services.contacts import (
    contacts,
    hashed_optouts,
    left_out,
    list_assets,
    list_glance,
    list_pages,
    making,
    numbers,
    optout_lists,
    optouts,
    resubscribing,
)
from console.services.context import Context, Handler
from console.services.credentials import credentials, custody_pages, envelopes, expiries
from console.services.duties import lately, queue
from console.services.duties.board import chase
from console.services.duties.my_turn import todo
from console.services.erasure import erasure_pages, erasure_reports, erasures, legal_holds
from console.services.filing import filing, filing_acts, filing_compile, statistics
from console.services.freezes import freeze_pages, freeze_reports, freezes
from console.services.ledger import evidence, ledger, ledger_pages, verification
from console.services.losses import losses, reporting
from console.services.people import (
    application_pages,
    department_rules,
    enrolment,
    grounds,
    leaving,
    lockouts,
    order_rights,
    orders,
    people,
    pledges,
)
from console.services.replies import open_replies, replies
from console.services.requests import appeals, attaching, drafts, requests, submission
from console.services.rosters import rosters, rule_files, screening_effects
from console.services.sending import bundles, code_refusals, limits, memories, recipients, reports, sending
from console.services.statements import Incoming, prepared, receive
from console.services.templates import judging as template_judging
from console.services.templates import templates
from console.services.two_person import pairs
from console.services.two_person import resubscribing as ends
from console.services.watch import watch
from console.wire import approvals as approval_calls
from console.wire import archive as archive_calls
from console.wire import calls, custody, deadlines, dispatch, gateway_codes, personnel, sends, views
from console.wire import complaints as complaint_calls
from console.wire import department_rules as rules_calls
from console.wire import documents as document_calls
from console.wire import enrolment as applications
from console.wire import envelopes as envelope_calls
from console.wire import erasure as erasure_calls
from console.wire import evidence as evidence_calls
from console.wire import expiries as expiry_calls
from console.wire import filing as filing_calls
from console.wire import forms as form_calls
from console.wire import freezes as freeze_calls
from console.wire import hand_overs as hand_over_calls
from console.wire import lately as lately_calls
from console.wire import ledger as ledger_calls
from console.wire import limits as limit_calls
from console.wire import list_assets as asset_calls
from console.wire import lists as list_calls
from console.wire import losses as loss_calls
from console.wire import memory as memory_calls
from console.wire import numbers as number_calls
from console.wire import optouts as optout_calls
from console.wire import pairs as pair_calls
from console.wire import replies as reply_calls
from console.wire import rosters as roster_calls
from console.wire import rule_files as file_calls
from console.wire import statistics as figure_calls
from console.wire import templates as template_calls
from console.wire import watch as watch_calls
from console.wire.acts import Prepare
from console.wire.base import Call
from console.wire.order_rights import MayOrder


def enact(ctx: Context, call: calls.Enact) -> views.Done:
    """Judge a signed act once, and pass it to the service of its noun."""
    incoming = receive(ctx, call.text, call.signature, carried=call.carried)
    take = _PERSONNEL.get(type(incoming.act))
    if take is not None:
        return take(ctx, incoming)
    match incoming.act:
        case acts.Request():
            return submission.submit(ctx, incoming, call.draft)
        case acts.Release() | acts.Resume() | acts.Stop():
            return sending.take(ctx, incoming)
        case Deputation() | Recall() | Suspension() | Activation():
            return orders.take(ctx, incoming)
        case Proposal():
            return pairs.propose(ctx, incoming)
        case Confirmation():
            return pairs.confirm(ctx, incoming)
        case acts.Manifest():
            raise RefusedError(refuse("not_a_decision", "R2"))
        case _:
            return approvals.take(ctx, incoming)


_PERSONNEL: dict[type, Callable[[Context, Incoming], views.Done]] = {
    Application: enrolment.submit,
    ApplicationStep: enrolment.take,
    DepartmentRules: department_rules.take,
    acts.Pledge: pledges.take,
    EmergencyAcknowledgement: emergencies.take,
    AppealWithdrawal: appeals.take,
    **dict.fromkeys(LOSS_STEPS, losses.take),
    **dict.fromkeys((Filing, FilingReceipt, FilingReturn), filing_acts.take),
}
"""Acts about people and departments, and the function that takes each."""


def prepare(ctx: Context, call: Prepare) -> views.Prepared:
    """Have a declared act filled in by the service of its noun."""
    if call.act in PROPOSED:
        return pairs.prepare(ctx, call, PROPOSED[call.act])
    kind = acts.BY_TAG.get(call.act)
    fill = _DECLARED.get(kind) if kind is not None else None
    if fill is None:
        raise RefusedError(refuse("act_unknown", "I1", act=call.act))
    return prepared(fill(ctx, call, kind))


DECISIONS: Final = (
    acts.Approval, acts.Return, acts.Rejection, acts.Withdrawal, acts.CodedAcceptance, acts.Extension,
)  # fmt: skip
SENDS: Final = (acts.Release, acts.Resume, acts.Stop)
_DECLARED: dict[type, Callable[[Context, Prepare, Any], acts.Personal]] = {
    **dict.fromkeys(LOSS_STEPS, losses.prepare),
    DepartmentRules: department_rules.prepare,
    EmergencyAcknowledgement: emergencies.prepare,
    AppealWithdrawal: appeals.prepare,
    Filing: filing_acts.prepare,
    FilingReceipt: filing_acts.prepare_answer,
    FilingReturn: filing_acts.prepare_answer,
    acts.Pledge: pledges.prepare,
    **dict.fromkeys(DECISIONS, approvals.prepare),
    **dict.fromkeys(SENDS, sending.prepare),
    **dict.fromkeys((Deputation, Recall, Suspension, Activation), orders.prepare),
    Confirmation: pairs.confirmation,
    acts.Manifest: contacts.prepare,
    acts.FileManifest: contacts.prepare,
    acts.DerivedManifest: making.prepare,
    Application: enrolment.prepare,
    ApplicationStep: enrolment.prepare_step,
    acts.REQUEST: submission.prepare,
}
"""Acts that declare which fields their signer gives, and the function that fills in the rest."""


BEFORE: Final[dict[type[Call], Callable[[Context, Any], Callable[[], object] | None]]] = {
    file_calls.BringFile: rule_files.try_out,
    roster_calls.PrepareRoster: rosters.try_next,
    roster_calls.ProposeRoster: rule_files.try_new,
    roster_calls.ConfirmRoster: rule_files.try_new,
    document_calls.AddDocument: attaching.check,
}
"""What is looked at for a call before it is carried out, and a function of it that takes long and needs no database."""


HANDLERS: dict[type[Call], Handler] = {
    calls.WhoAmI: people.whoami,
    calls.People: people.people,
    calls.Departments: people.departments,
    calls.Gateways: people.gateways,
    calls.Todo: todo,
    lately_calls.Lately: lately.page,
    calls.RequestsPage: queue.requests_page,
    calls.RequestDetail: requests.detail,
    calls.PreviewDraft: drafts.preview,
    document_calls.DocumentPart: attaching.part,
    approval_calls.Scope: approvals.scope,
    limit_calls.DraftLimits: limits.of_draft,
    list_calls.ListsPage: list_pages.page,
    list_calls.SignedLists: list_pages.signed,
    list_calls.FindingsPage: list_pages.findings,
    list_calls.ListOptOuts: left_out.of_list,
    optout_calls.OptOutsPage: optouts.page,
    optout_calls.OptOutKey: hashed_optouts.state,
    optout_calls.ScanOptOuts: optout_lists.scan,
    optout_calls.OptOutLists: optout_lists.page,
    gateway_codes.GatewayCodes: code_refusals.codes,
    sends.SendsPage: sending.page,
    sends.SendDetail: sending.detail,
    sends.RecipientsPage: recipients.page,
    sends.ReadRecipients: recipients.read_on,
    ledger_calls.EntriesPage: ledger.page,
    ledger_calls.EntryDetail: ledger.detail,
    ledger_calls.VerifyLedger: verification.verify_chain,
    ledger_calls.LedgerKinds: ledger_pages.kinds,
    ledger_calls.LedgerHeads: ledger_pages.heads,
    ledger_calls.EntryWhole: ledger_pages.whole,
    ledger_calls.HeadStands: ledger_pages.stands,
    ledger_calls.ExportEntries: ledger_pages.export,
    number_calls.MaySearch: numbers.rights,
    number_calls.SearchNumber: numbers.search,
    number_calls.UnmaskRecipient: numbers.unmask_recipient,
    number_calls.UnmaskComplaint: numbers.unmask_complaint,
    number_calls.UnmaskReply: numbers.unmask_reply,
    template_calls.TemplatesPage: templates.page,
    template_calls.TemplateDetail: templates.detail,
    template_calls.TemplateVersions: templates.versions,
    template_calls.JudgeTemplate: template_judging.judge,
    template_calls.WriteTemplate: templates.write,
    template_calls.WithdrawTemplate: templates.withdraw,
    template_calls.RestoreTemplate: templates.restore,
    template_calls.ShippedTemplates: templates.shipped,
    template_calls.TakeTemplates: templates.take,
    complaint_calls.ComplaintsPage: complaints.page,
    complaint_calls.ComplaintDetail: complaints.detail,
    complaint_calls.EnterComplaint: complaints.enter,
    complaint_calls.AnswerComplaint: complaints.answer,
    complaint_calls.CloseComplaint: complaints.close,
    reply_calls.RepliesPage: replies.page,
    reply_calls.ReplyDetail: replies.detail,
    reply_calls.DecideReply: replies.decide,
    calls.BundleOf: bundles.bundle_of,
    evidence_calls.MakeEvidence: evidence.make,
    evidence_calls.SealEvidence: evidence.seal,
    evidence_calls.EvidenceOutline: evidence.outline,
    evidence_calls.EvidenceProofs: evidence.proofs,
    evidence_calls.EvidenceResults: evidence.results,
    evidence_calls.EvidenceEntries: evidence.entries,
    evidence_calls.EvidenceLinks: evidence.links,
    deadlines.Chase: chase,
    MayOrder: order_rights.allowed,
    personnel.OrdersPage: orders.page,
    personnel.InMyAbsence: absences.page,
    personnel.WrongPassphrase: lockouts.wrong,
    personnel.RightPassphrase: lockouts.right,
    personnel.LockedOut: lockouts.locked_out,
    personnel.Unlock: lockouts.unlock,
    personnel.Pledge: pledges.text,
    personnel.Pledges: pledges.page,
    rules_calls.DepartmentRulesPage: department_rules.page,
    rules_calls.DepartmentRulesDetail: department_rules.detail,
    rules_calls.DepartmentRulesVersions: department_rules.versions,
    applications.CheckApplication: enrolment.check,
    applications.ApplicationsPage: queue.applications_page,
    applications.ApplicationDetail: application_pages.detail,
    pair_calls.ProposalsPage: pairs.page,
    roster_calls.RosterVersions: rosters.versions,
    roster_calls.RosterDetail: rosters.detail,
    roster_calls.RosterSigners: rosters.signers,
    roster_calls.RosterChain: rosters.chain,
    roster_calls.GroundOf: grounds.proof,
    roster_calls.PrepareRoster: rosters.prepare,
    roster_calls.RosterProposals: rosters.proposals,
    roster_calls.ProposeRoster: rosters.propose,
    roster_calls.ConfirmRoster: rosters.confirm,
    roster_calls.DropRosterProposal: rosters.drop,
    roster_calls.Alerts: rosters.alerts_now,
    roster_calls.LeavesBehind: leaving.leaves_behind,
    roster_calls.EntryTime: leaving.entry_time,
    roster_calls.SignedSince: leaving.signed_since,
    file_calls.CalendarYears: rule_files.calendar_years,
    file_calls.RuleFilesInForce: rule_files.in_force,
    file_calls.RuleFileDetail: rule_files.detail,
    file_calls.BringFile: rule_files.bring,
    file_calls.ScreeningEffects: screening_effects.effects,
    form_calls.PrintForm: forms.print_form,
    form_calls.FindNumber: form_numbers.find,
    archive_calls.ArchivePage: archive.page,
    archive_calls.PaperDetail: archive.detail,
    archive_calls.ShelvePaper: archive.shelve,
    archive_calls.CorrectPaper: archive.correct,
    archive_calls.MovePaper: archive.move,
    archive_calls.PapersOwed: papers_owed.page,
    archive_calls.FormNumbers: papers_owed.numbers,
    archive_calls.Emergencies: emergencies.page,
    archive_calls.EnterEmergency: emergencies.enter,
    filing_calls.Filings: filing.page,
    filing_calls.FilingDetail: filing.detail,
    filing_calls.GapCheck: filing.check,
    filing_calls.BuildFiling: filing_compile.build,
    filing_calls.CompileFiling: filing_compile.compile_filing,
    filing_calls.FilingPack: filing_compile.pack_part,
    loss_calls.ReportLoss: reporting.report,
    loss_calls.LossesPage: losses.page,
    loss_calls.LossDetail: losses.detail,
    freeze_calls.Freeze: freezes.make,
    freeze_calls.GiveFreezeReason: freezes.give_reason,
    freeze_calls.Freezes: freeze_pages.page,
    freeze_calls.Dispatchers: freeze_pages.dispatchers,
    freeze_calls.ReportFreeze: freeze_reports.report,
    erasure_calls.ErasurePreview: erasure_pages.preview,
    erasure_calls.ErasedRequests: erasures.texts,
    erasure_calls.ErasedLists: erasures.manifests,
    erasure_calls.MakeLegalHold: legal_holds.make,
    erasure_calls.LegalHolds: erasure_pages.holds,
    erasure_calls.Erasures: erasures.page,
    erasure_calls.ErasureDetail: erasures.detail,
    erasure_calls.FilesToRemove: erasure_pages.files,
    erasure_calls.ReportErasure: erasure_reports.report,
    Prepare: prepare,
    list_calls.BeginList: contacts.begin,
    list_calls.AddNumbers: contacts.add_numbers,
    list_calls.AddFindings: contacts.add_findings,
    list_calls.CountList: contacts.count,
    list_calls.DropList: contacts.drop,
    asset_calls.ListDetail: list_assets.detail,
    asset_calls.ListGlance: list_glance.glance,
    asset_calls.ListDifference: list_assets.difference,
    asset_calls.DifferenceNumbers: list_assets.numbers,
    asset_calls.ListNeeds: list_assets.needs,
    asset_calls.SetListNote: list_assets.note,
    asset_calls.ReplaceList: list_assets.replace,
    asset_calls.DeleteList: list_assets.remove,
    asset_calls.MakeList: making.begin,
    asset_calls.GrowList: making.grow,
    asset_calls.FinishMade: making.finish,
    calls.SaveDraft: submission.save,
    calls.DropDraft: submission.drop,
    document_calls.AddDocument: attaching.add,
    optout_calls.AddOptOuts: optouts.add,
    optout_calls.BeginOptOutList: optout_lists.begin,
    optout_calls.AddListedOptOuts: optout_lists.add,
    optout_calls.EndOptOutList: optout_lists.end,
    optout_calls.ExportOptOuts: optout_lists.export,
    optout_calls.OptOutsOf: resubscribing.of_number,
    optout_calls.SealOf: ends.seal,
    sends.HoldSlot: sending.hold,
    calls.Enact: enact,
    list_calls.FinishList: contacts.finish,
    dispatch.PullReleased: reports.pull,
    dispatch.PullNumbers: contacts.pull,
    dispatch.PullOptOuts: optouts.pull,
    dispatch.PullOpenReplies: open_replies.pull,
    dispatch.ReportCodeRefusals: code_refusals.report,
    dispatch.PullRefusing: hashed_optouts.pull,
    dispatch.PullLinks: ledger.links,
    dispatch.ReportSlot: reports.report_slot,
    dispatch.ReportProgress: reports.report_progress,
    dispatch.ReportResults: reports.report_results,
    reply_calls.ReportReplies: replies.report,
    dispatch.Heartbeat: reports.heartbeat,
    dispatch.Head: ledger.keep_head,
    memory_calls.TellMemory: memories.keep,
    memory_calls.PullMemories: memories.pull,
    memory_calls.PullResults: memories.results,
    custody.ReportCustody: credentials.report,
    custody.PullTrust: credentials.trust,
    custody.Credentials: credentials.page,
    expiry_calls.Expiries: expiries.page,
    expiry_calls.SetExpiry: expiries.set_expiry,
    expiry_calls.SetProvider: expiries.set_provider,
    watch_calls.WatchPage: watch.page,
    watch_calls.WatchDetail: watch.detail,
    watch_calls.AcknowledgeWatch: watch.acknowledge,
    figure_calls.Statistics: statistics.table,
    figure_calls.StatisticsCodes: statistics.codes,
    figure_calls.StatisticsRequests: statistics.behind,
    figure_calls.MakeStatisticsBook: statistics.book,
    hand_over_calls.HandOvers: custody_pages.handed_over,
    envelope_calls.CheckEnvelope: envelopes.check,
    envelope_calls.Envelopes: custody_pages.sealed_envelopes,
}
