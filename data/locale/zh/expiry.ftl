### What ends some day, the provider's card, and the reminders (R12).

expiry-ready = { KEY("expiry_form.save") } 保存。

expiry_kind-password = 口令
expiry_kind-contract = 合同
expiry_kind-sender_code = 发送号码
expiry_kind-signature = 签名报备
expiry_kind-certificate = TLS 证书
expiry_kind-addresses = 地址名单
expiry_kind-balance = 余额

expiry-title = 到期日历
expiry-kind = 事项
expiry-ends = 到期日
expiry-days = 余天
expiry-note = 备注
expiry-by = 登记人
expiry-nothing = 没有登记
expiry-over = 已过 { $n } 天
expiry-left = 还有 { $n } 天
expiry-today = 今天到期
expiry-counted = 按装入日期计算，满 90 天
expiry-reminded = 已到提醒期
expiry-provider = 服务商
expiry-person = 联系人
expiry-telephone = 电话
expiry-papers = 补办要带的材料
expiry-no_card = 没有登记服务商联系方式。
expiry-set = 到期日已登记
expiry-provider_set = 服务商联系方式已登记
expiry-set_title = 登记到期日
expiry-provider_title = 登记服务商联系方式
expiry-ends_label = 到期日，如 2027-03-31
expiry-ends_hint = { $label }；留空就是取消
expiry-counted_why = 口令的到期日由装入日期计算，换口令就顺延，不用登记。

todo-expiry = 快到期，请办理

chase-expiry = 快到期
chase-loss = 遗失单的下一步

next-expiry = 请向服务商续办，再在 { PAGE("all.credentials") } 按 { KEY("credentials.expiries") } 登记新的到期日；口令在 { PAGE("all.credentials") } 按 { KEY("credentials.rotate") } 更换。
    .command = 请向服务商续办，再登记新的到期日（expiry set）；口令用 custody rotate 更换。

ledger-expiry-set = 登记到期日
ledger-expiry-provider = 登记服务商联系方式

refusal-expiry_not_yours = 到期日和联系方式不由您登记。
    .why = { $clause }：由口令保管人和{ GENERAL() }备案员登记。
    .next = 请他们登记。

refusal-expiry_no_day = “{ $value }”不是日期。
    .why = { $clause }：日期写年月日。
    .next = 写成 2027-03-31 这样。

command-expiry_list = 到期日历，近的在前；没登记的在后。
