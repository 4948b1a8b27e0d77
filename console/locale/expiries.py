"""Words of what ends some day, of the provider's card, and of the reminders (R12)."""

from typing import Final

from console.locale.entry import Pair, three, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "expiry_kind",
        {
            "password": ("口令", "password"),
            "contract": ("合同", "contract"),
            "sender_code": ("发送号码", "sender code"),
            "signature": ("签名报备", "signature registration"),
            "certificate": ("TLS 证书", "TLS certificate"),
            "addresses": ("地址名单", "address list"),
            "balance": ("余额", "balance"),
        },
    ),
    **under(
        "expiry",
        {
            "title": ("到期日历", "calendar of ends"),
            "kind": ("事项", "what"),
            "ends": ("到期日", "ends"),
            "days": ("余天", "days left"),
            "note": ("备注", "note"),
            "by": ("登记人", "entered by"),
            "nothing": ("没有登记", "not entered"),
            "over": ("已过 {n} 天", "{n} days over"),
            "left": ("还有 {n} 天", "{n} days left"),
            "today": ("今天到期", "ends today"),
            "counted": ("按装入日期计算，满 90 天", "counted from its installation, 90 days"),
            "reminded": ("已到提醒期", "to be seen to"),
            "provider": ("服务商", "provider"),
            "person": ("联系人", "person"),
            "telephone": ("电话", "telephone"),
            "papers": ("补办要带的材料", "papers to reissue"),
            "no_card": ("没有登记服务商联系方式。", "No contact card was entered."),
            "set": ("到期日已登记", "end entered"),
            "provider_set": ("服务商联系方式已登记", "contact card entered"),
            "set_title": ("登记到期日", "Enter an end"),
            "provider_title": ("登记服务商联系方式", "Enter the provider's card"),
            "ends_label": ("到期日，如 2027-03-31", "ends, as 2027-03-31"),
            "ends_hint": ("{label}；留空就是取消", "{label}; empty takes it away"),
            "counted_why": (
                "口令的到期日由装入日期计算，换口令就顺延，不用登记。",
                "The password's end is counted from its installation; changing it moves it on.",
            ),
        },
    ),
    **under("todo", {"expiry": ("快到期，请办理", "ends soon")}),
    **under("chase", {"expiry": ("快到期", "ends soon"), "loss": ("遗失单的下一步", "next step of a loss")}),
    **under(
        "next",
        {
            "expiry": (
                "下一步：向服务商续办，再登记新的到期日（expiry set）；口令用轮换（custody rotate）。",
                "Next: renew it with the provider and enter the new end (expiry set); a password is rotated (custody rotate).",
            ),
        },
    ),
    **under(
        "ledger",
        {
            "expiry.set": ("登记到期日", "end entered"),
            "expiry.provider": ("登记服务商联系方式", "contact card entered"),
        },
    ),
    **three(
        "refusal",
        {
            "expiry_not_yours": (
                ("到期日和联系方式不由您登记。", "Ends and contact cards are not yours to enter."),
                (
                    "{clause}：由口令保管人和综合部备案员登记。",
                    "{clause}: the custodian and the General Department's registrar enter them.",
                ),
                ("请他们登记。", "Ask one of them."),
            ),
            "expiry_unknown_kind": (
                ("没有“{kind}”这种可登记的事项。", "There is no end of the kind {kind} to enter."),
                (
                    "{clause}：登记合同、发送号码、签名报备、证书、地址名单、余额；口令按装入日期计算。",
                    "{clause}: contract, sender code, signature, certificate, addresses, balance; the password's is counted.",
                ),
                ("用 expiry list 看写法。", "See expiry list."),
            ),
            "expiry_no_day": (
                ("“{value}”不是日期。", "{value} is no day."),
                ("{clause}：到期日写年月日。", "{clause}: an end is a day."),
                ("写成 2027-03-31 这样。", "Write it as 2027-03-31."),
            ),
        },
    ),
}
