### The pages under Credentials: passwords, loss cases, what ends some day (R12).

credentials-root = 口令只有保管服务能读；但谁在这台主机上是 root，谁就能读到它。界面、日志、台账里都没有口令。
credentials-which = 网关/遗失
credentials-fingerprint = 口令指纹/等办
credentials-age = 天数
credentials-last_bind = 登录/到期
credentials-holder = 保管人/事项
credentials-never = 没有装过
credentials-of_days = { $n } 天，满 90 天应更换
credentials-every = 也列出已结案的遗失单。
credentials-open_only = 只列未结案的遗失单。
credentials-unlock_title = 打开口令库
credentials-unlock_about = 输入开锁短语：五组，每组四个字符。输入时看不见；抄错了不发送，也不算一次。
credentials-phrase = 开锁短语
credentials-training = 演练：{ $phrase }
credentials-lock_title = 锁上口令库
credentials-lock_about = 连接有序关闭，在途的按规则了结；再开要短语。开锁以前什么也发不出去。锁上吗？
credentials-bind_title = 试登录：{ $gateway }
credentials-bind_about = 用库里的口令登录一次，不发短信。现在试吗？
credentials-install_title = 装入口令：{ $gateway }
credentials-rotate_title = 更换口令：{ $gateway }
credentials-secret = 新口令
credentials-secret_again = 再输一遍
credentials-secrets_differ = 两次输入的口令不一样。什么也没有改；两遍都重新输。
credentials-before = 原来的指纹
credentials-in_force = 现在的指纹
credentials-none = 没有装
credentials-step_typed = 输两遍，两遍一样，SMPP 网关最多 8 个字符；看不见，不经过业务台
credentials-step_bound = 保管服务用新口令登录服务商，证明能用
credentials-step_kept = 存进口令库，读回一致
credentials-step_taken_up = 连接改用新口令
credentials-later = ：正在连，过一会儿看本页「连接」
credentials-later_stopped = ：现在停着，两人恢复以后自动连
credentials-step_retired = 旧口令作废，永远不再启用
credentials-freeze_title = 冻结网关：{ $gateway }
credentials-freeze_about = 马上停住：这个网关一条也不再发出。解冻要两个人。理由一小时内补上。
credentials-frozen = 网关 { $gateway } 已冻结；一小时内移到那条冻结，按 { KEY("credentials.give_reason") } 补理由

lift-freeze = 冻结
lift-frozen_by = 谁冻结的
lift-number = 发送台编号
lift-then = 然后
lift-second = 要另一个人确认，核对两人签名后才恢复
lift-propose_title = 提议恢复
lift-confirm_title = 确认恢复
lift-proposed = 已提议，等第二个人确认；确认的人在待办里看到
lift-confirmed = 已确认，核对两人签名后恢复
lift-reason_title = 补写冻结理由
lift-reason_given = 理由已记下
lift-row = 冻结 { $id }
lift-braked = 自动停发
lift-waits = 等第二人确认
lift-reason_owed = 等理由
lift-unarmed = 须重新启用
lift-to_propose = 等保管人提议
lift-to_confirm = 等{ GENERAL() }经理确认
lift-desk = 业务台
rearm-propose_title = 提议重新启用
rearm-confirm_title = 确认重新启用

list-credentials-empty = 名册里没有网关。
    网关文件由名册签署人提出（人员页 { KEY("people.rules") }）。
list-expiries-empty = 名册里没有网关，没有什么会到期。

filter-credentials = 网关、单号、状态、姓名的一部分，Enter 筛选。

help-credentials-title = 凭证
help-credentials-body = 每个网关的口令由谁保管、指纹、多少天、何时登录过；未结的遗失单和时限。口令本身哪里也看不到。开锁、装入、更换由保管人办；报告遗失和冻结谁都可以。
help-credentials-columns = 状态：口令能不能用；遗失、冻结、重新启用走到哪一步 [R12]
    网关/遗失：哪个网关，或遗失单、冻结、发送程序 [R12]
    口令指纹/等办：口令换没换看指纹；其他的写等谁办什么 [R12]
    保管人/事项：口令归谁保管；其他的写是什么事 [R12]
    登录/到期：最近一次登录；遗失单写最近的时限；发送程序写最近一次联系的时间 [R12]
    天数：口令用了多少天，满 90 天应更换；遗失、冻结已晚的写“已晚”；发送程序此栏为空 [R12]
help-loss-title = 遗失单
help-loss-body = 报告、电话通知、确认、证明、申请补办、补办、装入、两人恢复、结案，一步一签。证明管补办，不管打电话：电话马上打。网关由保管人按 { KEY("loss.resumed") } 提议、{ GENERAL() }经理按 { KEY("loss.resumed") } 确认恢复。
help-loss_form-title = 遗失单的一步
help-loss_form-body = 各栏写明实情，不写口令。签名以后记入台账，下一步接着这一步。
help-loss_report-title = 报告遗失
help-loss_report-body = 谁发现谁报告，马上生效：网关口令冻结网关，密钥或账号停用本人。找到了也照样更换。
help-expiries-title = 到期日历
help-expiries-body = 口令、合同、发送号码、签名报备、证书、地址名单、余额何时到期；到期前 60、30、7 天进保管人和备案员的待办（口令 30、7 天）。由他们登记。
help-expiries-columns = 到期日：到期的日期 [R12]
    余天：距到期还有几天 [R12]
    事项：合同、端口号、证书等 [R12]
    网关：哪个网关 [R12]
    备注：登记时写的说明 [R12]
help-expiry_form-title = 登记到期日
help-expiry_form-body = 写到期的那一天；续办以后改成新的。留空就是取消。
help-provider_form-title = 服务商联系方式
help-provider_form-body = 遗失时先打电话：找谁、什么号码、补办要带什么。手机号码不写。

field-provider = 服务商
field-when = 时间
field-number = 证明编号
field-account = 账号
field-channel = 通道
field-last_known = 最后已知情况
field-impact = 可能的影响
field-measures = 已采取措施
field-addressee = 致哪家服务商
field-ticket = 受理号
field-text = 说明
field-ends = 到期日
field-papers = 材料
field-note = 备注

credentials-to_change = 须更换

refusal-not_on_gateway = 光标不在网关上。
    .why = { $clause }：这项操作是对一个网关的。
    .next = 请把光标移到一个网关上。

refusal-not_on_asking = 光标不在等重新启用的发送程序或业务台时钟上。
    .why = { $clause }：发送程序的数据库恢复、复制、丢失过，或时钟有疑问，才要两人启用。
    .next = 有的，就列在网关下面；请把光标移过去。没有，就不用办。

refusal-not_on_freeze = 光标不在生效的冻结上。
    .why = { $clause }：这项操作是对一条冻结的。
    .next = 请把光标移到一条生效的冻结上。
