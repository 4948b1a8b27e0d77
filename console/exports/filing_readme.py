"""The plain text in a filing pack: what each file is, and how stock tools can check it without this program."""

from typing import Final

_TEXT: Final = """\
季度备案材料　{department}　{quarter}　第 {revision} 版
Quarterly filing, {department_id}, {quarter}, revision {revision}

一、里面有什么
    summary-zh.xlsx, summary-en.xlsx  季度汇总备案表
    forms/        每张申请表（附件1）连同结果、签收单、保证书、操作员申请表、遗失证明
    texts/        发出的短信原文
    scope/        发送范围：人数、名单摘要、脱敏样本；不含完整号码
    annexes/      制度包要求附上的完整名单，加密；scope/ 写明属于哪份名单，名单一清除就再也打不开
    approvals/    每一份签名的原文（.json）和签名（.json.sig）
    attachments/  为他人发布的行内批准文件，原样；文件名就是它的 SHA-256，申请表的签名里写着
    emergencies/  补录的应急发送，原文照登；部门经理的认领签名在 approvals/
    reports/      发送程序签名的发送报告
    results/      每一时段每千人一行的结果
    ledger/       台账条目、链、发送程序签名的链头
    statistics.csv, facts.json  统计和机器可读的全部事实
    allowed_signers  谁的哪把钥匙何时有效；keys.csv 是同一份的明细
    MANIFEST.sha256  以上每个文件的 SHA-256

二、怎样核对（只用系统自带的工具）
 1. 文件一个不少、一字未改：
        sha256sum --strict -c MANIFEST.sha256
 2. 部门经理签的就是这一份。领取时另有 *.signed 文件夹，里面的 filing.json 写着这份清单的摘要：
        sha256sum MANIFEST.sha256
        jq -r .manifest filing.json
 3. 每一份签名都出自本人（例如一份批准）：
        f=approvals/…/v1-01-approval.json
        ssh-keygen -Y verify -f allowed_signers -I "$(jq -r .by $f)" \\
            -n "sms-$(jq -r '.type|split("/")[0]' $f)@$(jq -r .org $f)" \\
            -O verify-time="$(jq -r '.at|gsub("[-:TZ]";"")' $f)Z" -s $f.sig <$f
 4. 每张有号的表都在：facts.json 的 forms 里每个号码，forms/ 里都有表。
 5. 台账：ledger/links.csv 每一行的 hash 等于
        SHA-256("sms-ledger-1" || 上一行的 hash || 序号(8 字节) || 条目的 SHA-256 || 签名的 SHA-256)
    ledger/heads/ 里写明序号，该行的 hash 与其中发送程序签过的一致；若在条目之前，则之后尚无签过的。
 6. 钥匙本身：keys.csv 里的指纹，与名册和纸质密钥登记表上的对照；rosters.csv 是各版名册的摘要。

1. What is in it
    summary-zh.xlsx, summary-en.xlsx  the quarter on paper
    forms/        each request (Attachment 1) with its results, receipts, pledges, applications, certificates of loss
    texts/        the messages as they were sent
    scope/        to whom: counts, digest of the list, masked samples; no whole number
    annexes/      whole lists, where the policy pack asks for them, sealed; scope/ says whose; erased, nobody opens them any more
    approvals/    each signed statement (.json) and its signature (.json.sig)
    attachments/  the bank's approvals of what is for others, as attached; each is named by its SHA-256, which the request signs
    emergencies/  sends on paper as they were entered; the manager's signature over them is in approvals/
    reports/      the dispatcher's signed reports
    results/      of each slot a line for every thousand recipients
    ledger/       ledger entries, the chain, and heads that the dispatcher signed
    statistics.csv, facts.json  totals, and every fact for a program to read
    allowed_signers  whose key counts when; keys.csv says the same in full
    MANIFEST.sha256  the SHA-256 of every file above

2. How to check it, with stock tools alone
 1. No file is missing or changed:
        sha256sum --strict -c MANIFEST.sha256
 2. This is what the manager signed. With the pack comes a folder *.signed; its filing.json has the digest of the manifest:
        sha256sum MANIFEST.sha256
        jq -r .manifest filing.json
 3. Every statement was signed by the one whom it names; see the lines under 3. above.
 4. Every number has its form: each of .forms[].number in facts.json has one in forms/.
 5. The ledger: the hash on each line of ledger/links.csv is
        SHA-256("sms-ledger-1" || hash of the line before || number (8 bytes) || SHA-256 of entry || SHA-256 of signature)
    and on the line that ledger/heads/ names by its seq it is what the dispatcher signed; a head that stands before the
    entries is the newest one.
 6. The keys: hold the fingerprints in keys.csv against the roster and the key sheets; rosters.csv has the rosters' digests.
"""


def text(*, department: str, department_id: str, quarter: str, revision: int) -> bytes:
    """Return the README of a pack, in both languages."""
    return _TEXT.format(
        department=department, department_id=department_id, quarter=quarter, revision=revision
    ).encode()
