"""The words of a list as its importer vouches for it: what each signer reads of the signed manifest, on screen and command line."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from console.locale import words
from console.locale.entry import Pair, three, under

if TYPE_CHECKING:
    from console.domain.acts import Manifest

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "vouched",
        {
            "title": (
                "名单（导入人的签名已核对）",
                "lists (their importers' signatures are proved)",
            ),
            "title_unproved": (
                "名单（只是业务台的说法：本机没有根密钥，核对不了签名）",
                "lists (only the desk's word: this machine has no root keys to prove signatures by)",
            ),
            "list": ("{slot}. 名单", "{slot}. list"),
            "file": ("   来源文件", "   source file"),
            "findings": ("   问题行", "   findings"),
            "repaired": ("   自动修正后收录", "   repaired"),
            "importer": ("   导入人", "   importer"),
            "named": ("{name}  {n} 个号码", "{name}  {n} numbers"),
            "rows": ("{name}  {rows} 行", "{name}  {rows} rows"),
            "nothing": ("无", "none"),
            "word": ("{words}  [业务台的说法]", "{words}  [the desk's word]"),
            "chosen_elsewhere": (
                "这个时段的名单不是在本机选的，请认清名称和个数",
                "the list of this slot was not chosen at this machine: make sure that it is the one you mean",
            ),
            "chosen": ("{slot}. 选定名单 {name}  {n} 个号码", "{slot}. chosen: {name}  {n} numbers"),
        },
    ),
    **three(
        "problem",
        {
            "list_unproven": (
                (
                    "第 {slot} 个时段的名单证实不了：{refused}。什么也没有签。",
                    "The list of slot {slot} is not proved: {refused}. Nothing was signed.",
                ),
                (
                    "R10：名单以导入人的签名为凭；本机按要签的文件里的校验值取来核对，核对不成立。",
                    "R10: the importer's signature vouches for a list. This machine fetched it by the digest in what you would sign, and it does not hold.",
                ),
                (
                    "不要签；请系统管理员和审计员查业务台。",
                    "Do not sign; have the system administrator and the auditor look at the desk.",
                ),
            ),
            "list_not_as_shown": (
                (
                    "第 {slot} 个时段要发的是“{name}”（{n} 个号码），业务台显示的却不是这样（{fields}）。什么也没有签。",
                    "Slot {slot} would go to the list “{name}” ({n} numbers), and the desk shows something else ({fields}). Nothing was signed.",
                ),
                (
                    "R7：审批的是名单本身；导入人签过名的清单与业务台显示的不同。",
                    "R7: the list itself is what is approved, and the manifest that its importer signed is not what the desk shows.",
                ),
                (
                    "不要签；请系统管理员和审计员查业务台。",
                    "Do not sign; have the system administrator and the auditor look at the desk.",
                ),
            ),
            "list_not_chosen": (
                (
                    "第 {slot} 个时段您选的是“{chosen}”（{count} 个号码），要签的却是“{name}”（{n} 个号码）。什么也没有签。",
                    "For slot {slot} you chose “{chosen}” ({count} numbers), and what you would sign names “{name}” ({n} numbers). Nothing was signed.",
                ),
                (
                    "R9：提交的名单就是起草人选的那份。可能有同事改过，也可能被人动过。",
                    "R9: the list that is submitted is the one that its drafter chose. A colleague changed it, or somebody has tampered with it.",
                ),
                (
                    "问过同事：是同事改的，就在申请里重新选一次名单再提交；不是，请停手，报告系统管理员和审计员。",
                    "Ask your colleagues. If one of them changed it, choose the list again and submit; if nobody did, stop and tell the administrator and the auditor.",
                ),
            ),
        },
    ),
}

When = Callable[[str], str]
"""Writes an instant on people's clock."""


def title(lang: str, *, proved: bool) -> str:
    """What stands above the lists: whether the importers' signatures were proved here."""
    return words.text("vouched.title" if proved else "vouched.title_unproved", lang)


def rows(
    slot: int, manifest: "Manifest", importer: str, lang: str, when: When, *, proved: bool
) -> list[tuple[str, str]]:
    """A slot's list as label and value: name and count, file, rows found wanting and repairs by reason, who imported it and when.

    What was not proved says so in each line.
    """

    def t(name: str, /, **params: object) -> str:
        return words.text(f"vouched.{name}", lang, **params)

    def reasons(counts: dict[str, int]) -> str:
        told = (f"{words.named('reason', reason, lang)} {n:,}" for reason, n in counts.items() if n)
        return ", ".join(told) or t("nothing")

    source = manifest.source
    file = f"{source.name} / {source.sheet}" if source.sheet else source.name
    said = [
        (t("list", slot=slot), t("named", name=manifest.name, n=f"{manifest.n:,}")),
        (t("file"), t("rows", name=file, rows=f"{manifest.rows:,}")),
        (t("findings"), reasons(manifest.counts)),
        (t("repaired"), reasons(manifest.repaired)),
        (t("importer"), f"{importer} ({manifest.by})  {when(manifest.at)}"),
    ]
    return said if proved else [(label, t("word", words=value)) for label, value in said]
