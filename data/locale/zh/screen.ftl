### The frame, the lists, the dialogs, the pages that only show, and an idle console.

idle-title = { $name }：久未按键，已锁
idle-about = 输入本人密钥的口令继续；Ctrl+Q 退出。草稿已保存，发送照常进行。
idle-running = 正在发送：
idle-send = { $number }  批准 { $n }  已发 { $sent }  送达 { $delivered }  不明 { $unknown }
idle-left = 久未按键，控制台已退出。草稿已保存，发送不受影响。
idle-over = 您的使用已终止：{ $why }

yes = 是

no = 否

none = 无


fatal = 程序出错，已经退出；草稿已保存，发送不受影响。报告编号 { $report }，请告诉系统管理员。

frame-product = 短信台
frame-product_short = 短信台
frame-more = 更多
frame-more_lines = { $mark } 还有 { $n } 行
frame-more_lines_tab = Tab { $mark } 还有 { $n } 行
frame-space = 空格
frame-gateway = 网关
frame-solo = 未分离
frame-chord = g 之后：t 待办 r 申请 a 审批 c 通讯录 s 发送 k 凭证 f 归档 p 人员 l 台账
frame-interrupt = 这里没有要中断的；退出请按 { FIELD_KEY("all.leave") }，返回按 { KEY("all.back") }
frame-not_utf8 = 终端编码不是 UTF-8：刚才的按键没有收下，请把终端改成 UTF-8。
frame-silent = 业务台没有应答，数字截至 { $time }
frame-back_again = 已回到断线或退出前打开的页面，{ KEY("all.back") } 返回上一页。
frame-ascii = 框线和记号已改用 ASCII，下次也是；再按 { KEY("all.marks") } 换回。
frame-drawn = 框线和记号已换回原样，下次也是。
frame-ascii_for_now = 框线已换，但没能记住：设置文件写不进去，下次请再按 { KEY("all.marks") }。

tab-todo = 待办
tab-requests = 申请
tab-approvals = 审批
tab-contacts = 通讯录
tab-sends = 发送
tab-credentials = 凭证
tab-filing = 归档
tab-people = 人员
tab-ledger = 台账

keys-close = Enter 知道了
keys-read = 上下键翻看，Esc 关闭
keys-confirm = y 是   n 或 Esc 否
keys-pick = 输入文字筛选，上下键选，Enter 选定，Esc 取消
keys-pick_list = 输入文字筛选，上下键选，Enter 选定，Esc 取消
keys-act-ticks = 空格打勾  x 打勾并下一项
keys-act-next = Enter 或 Tab 下一项
keys-act-break = Ctrl+J 换行
keys-act-last = 末项 Enter 同 Ctrl+S
keys-pick_nothing = 没有符合的，删掉几个字再试。
keys-act-one = Enter 同 Ctrl+S
keys-act-look = 上文没显示完：PgUp PgDn 翻看
keys-act-path = Tab 补全路径
keys-act-leave = Esc 取消

trouble-why = 原因：
trouble-next = 怎么办：

act-busy = 正在办理……
act-missing = 还差：{ $names }
act-ticks = 勾选 { $n } 项
act-go = 办理
act-go_sign = 签名并提交
act-demo = 演示口令：{ $passphrase }
act-passphrase = 签名口令
act-count = 重打收件人数
act-count_wrong = 与收件人数不符，打的数和口令都已清空：看清上面的收件人数，再打一遍。
act-reason = 原因
act-opinion = 意见（可空）
act-paper = 纸质件编号
act-place = 存放处（可空）

leave-title = 退出短信台
leave-question = 确定退出？发送不受影响。
fields-clear_question = 清空后找不回来。确定清空？
fields-cleared = 已清空。
fields-full = 最多 { $most } 字，{ $lost } 字未收录。
fields-kept = 没填完的内容留着，回来接着填。
fields-resumed = 上次没填完的内容还在；{ KEY("fields.clear") } 清空重填。
leave-drafts = 有表还没填完，退出或换人就没有了。确定？

palette-title = 查找操作、申请、人员、通讯录、发送（中文、英文、拼音、首字母）
palette-press = 在这里按 { $keys }
palette-choose = 先在这里选定，再依次按 { $keys }
palette-searching = 正在查……
palette-unread = 没查到 { $kinds }：{ $why }
palette-comma = 、
palette-kind-request = 申请
palette-kind-person = 人员
palette-kind-list = 通讯录
palette-kind-send = 发送
palette-kind-loss = 遗失
palette-kind-help = 说明

keymap-faults = { $first }（按键文件里还有 { $more } 处）
keymap-unread = 按键文件 { $file } 读不了：{ $why }
keymap-unknown_action = keys.toml：没有 { $name } 这个操作，这一行不算
keymap-no_keys = keys.toml：{ $action } 没写键，这一行不算
keymap-unknown_key = keys.toml：{ $action } 的键 { $key } 不能用，这一行不算
keymap-taken_by_field = keys.toml：{ $action } 在表单里，{ $key } 要用来打字，这一行不算
keymap-clash = keys.toml：{ $action } 的键 { $key } 已是 { $other } 的，这一行不算

keys-all = 各页通用
keys-list = 各列表
keys-fields = 表单
keys-column-page = 页面
keys-column-key = 按键
keys-column-action = 操作
keys-column-zh = 中文
keys-column-en = 英文
keys-column-clause = 条款
list-keys-empty = 没有按键。

list-no_row = 列表是空的，还用不了“{ $action }”。
list-waiting = 正在读……
list-contacts-empty = 还没有通讯录。
    起草专人按 { KEY("contacts.import") } 导入 TXT 或 Excel 文件。
list-findings-empty = 没有问题行。
list-import_findings-empty = 没有这样的行。
list-optouts-empty = 没有退订。
    按 { KEY("optouts.add") } 登记。
list-optouts-none = 没有退订。由操作员、起草专人或备案员登记。
list-recipients-empty = 没有这种状态的号码。
list-ledger-empty = 没有这样的记录。

filter-every = 全部
filter-pick = 只看
filter-on = 只看含“{ $text }”的；{ KEY("all.back") } 或 Ctrl+U 取消。
filter-off = 已取消筛选。
filter-state = 只看：{ $state }
filter-todo = 待办不筛选。
filter-requests = 打事由或编号的一部分，Enter 筛选。
filter-keys = 打名称、拼音、首字母、按键或页面的一部分，Enter 筛选。
filter-approvals = 打事由或编号的一部分，Enter 筛选。
filter-contacts = 打通讯录名称的一部分，Enter 筛选。
filter-findings = 按原因筛选。
filter-import_findings = 写行号，或原文里的字。
filter-optouts = 打手机号的后四位，Enter 筛选。
filter-sends = 打事由或编号的一部分，Enter 筛选。
filter-recipients = 按状态看。
filter-ledger = 种类、@人员、request:12、申请编号、日期 2026-11-01..2026-11-30，可几样并用，Enter。

column-what = 要办的事
column-due = 期限
column-number = 编号
column-purpose = 用途
column-state = 状态
column-category = 类别
column-recipients = 收件人
column-waits = 等待
column-opens = 开始
column-updated = 最近变动
column-name = 名称
column-posts = 岗位
column-passphrase = 演示口令
column-department = 部门
column-any_department = 任何部门
column-at = 时间
column-row = 行
column-reason = 原因
column-raw = 原文
column-mend = 怎么改
column-mended = 改正后的手机号
column-list_id = 号
column-file = 文件
column-outcome = 处理
column-mobile = 手机号
column-scope = 范围
column-source = 来源
column-blocked = 受阻于
column-progress = 已发/批准
column-count = 数量
column-code = 结果码
column-message_id = 网关编号
column-seq = 序号
column-kind = 种类
column-actor = 谁
column-subject = 对象

choose-solo = { " " }谁都可以扮演：Enter 进入，{ KEY("all.switch") } 换人，{ FIELD_KEY("all.leave") } 退出；竖线没对齐就按 { KEY("all.marks") }。
choose-filter = { " " }输入文字筛选（姓名、编号、岗位、部门）：
choose-everywhere = 全行
choose-expires = { " " }名册 { $when } 到期，过后不能审批、放行。由名册签署人续签；
    { " " }示范可退出后用 demo --reset 重做。
choose-expired = { " " }名册 { $when } 已到期，现在只能看。由名册签署人续签；
    { " " }示范可退出后用 demo --reset 重做。
choose-wait = { " " }正在连业务台……
choose-nobody = 没有这样的人；Esc 取消筛选。
choose-connecting = 正在以 { $name } 的身份连业务台……

demo-unstarted = 示范银行启动不了，多半是另一个版本的程序做的。
    可以重做一家新的，原来的申请、签名、台账都会清除。
    重做打 r 再按 Enter；不重做，直接按 Enter 看原因：
demo-ends = 示范银行的名册 { $when } 到期，还有 { $days } 天；
    到期后只能看，不能审批、放行。
    可以重做一家新的，原来的申请、签名、台账都会清除。
    重做打 r 再按 Enter；照旧打开，直接按 Enter：
demo-ended = 示范银行的名册 { $when } 已到期；现在只能看，不能审批、放行。
    可以重做一家新的，原来的申请、签名、台账都会清除；
    也可以照旧打开，由韩雪、杨帆签新版名册续期。
    重做打 r 再按 Enter；照旧打开，直接按 Enter：

help-keys = 本页按键
help-everywhere = 各页通用
help-fields = 各栏
help-dialog-title = 对话框里的按键
help-dialog-confirm = y 是，n 或 Esc 否：回答的键和打开的键不同，免得误按。{ KEY("all.language") } 换语言。
help-dialog-pick = 打几个字就只剩含这些字的；上下键选，Enter 取，Esc 不取。{ KEY("all.language") } 换语言。
help-dialog-file = 上面的路径写到哪里，下面就列哪个文件夹：先文件夹，再文件，新的在前；灰色的大概不是要的，旁边写着为什么。打几个字就只剩名字含这些字的；上下键选，Enter 进文件夹或取文件，Tab 补全，~/ 是自己的主目录，/ 从根开始；名字以点开头的，打了点才列。右边是前几行，号码遮住。Ctrl+R 重看，Esc 不取。
help-dialog-act = 上面是要办的事，长了用 PgUp PgDn 翻看。空格打勾，x 打勾并到下一项，Enter 或 Tab 下一项，Shift+Tab 上一项。要重打的人数或姓名就在上面：重打是为了看清再签。打错了，它和口令都会清空。
    { "" }
    末项按 Enter，或随时按 Ctrl+S 办理；没填的会说明。口令打错要重打，连错几次会停签（R12）。Esc 取消，什么也不留下。
help-find = 按 { KEY("all.palette") } 可按名称找各页的操作、申请、人员、通讯录、发送和说明；按 { KEY("all.keys") } 看各页的按键。
help-lists = 列表：上下键或 j k，PgUp PgDn，Home End，空格选中，Ctrl+U 取消筛选；g 加字母跳页。
help-keys-title = 各页按键
help-keys-body = 每一页的按键和操作；{ KEY("keys.open") } 到那一页，{ KEY("keys.filter") } 按名称、拼音、首字母、按键或页面筛选，{ KEY("list.book") } 存成表格文件。
help-keys-columns = 页面：按键所在的页；“各页通用”的随处可用
    按键：按下的键；改过的以您的为准
    操作：按下后办什么
    条款：操作依据的条款
help-todo-title = 待办
help-todo-body = 等您办的事，期限近的在前；{ KEY("todo.open") } 打开就能办。
help-todo-columns = 期限：到哪一天，还剩几个工作日 [R2]
    要办的事：要您做什么
    编号：申请、季度、版本等的编号
    哪一件：用途或名称；有什么拦着，写在最前面
    人数：收件人有多少 [R7]
    来自：谁提交、谁提出的 [R9]
help-requests-title = 申请
help-requests-body = 本部门的短信群发申请（附件1）。
help-requests-columns = 状态：走到哪一步；{ KEY("requests.state") } 只看一种 [R2]
    编号：提交时得到，草稿没有；B 是补录的 [R3]
    类别：按它定审批流程、发送时间和上限 [R4、R5、R6]
    收件人：各时段合计的号码数 [R10]
    用途：为什么发 [R1]
help-form-title = 申请表
help-form-body = 边打边存，{ KEY("all.back") } 离开什么也不丢。离开一栏就检查这一栏，问题写在框下。分五部分，{ KEY("form.next") }、{ KEY("form.previous") } 换，也可以点；{ KEY("form.phone") } 看客户收到的样子。按模板起草的，改了哪里写在下面，{ KEY("form.template") } 恢复原文。
help-request-title = 一件申请
help-request-body = 签的内容、审批链、各时段的发送。草稿被敏感词表拦下时，主管经理按 { KEY("request.appeal") } 提议放行，备案员复核。
help-approvals-title = 审批
help-approvals-body = 等您审批或接收的申请。
help-approvals-columns = 编号：申请的编号
    决定期限：到这时还没决定，就成了逾期未批 [R2]
    级别：您以哪一级签 [R2]
    类别：业务提示、宣传推广、其他 [R4、R5、R6]
    人数：收件人数；批准时要重打一遍 [R7]
    用途：为什么发
help-card-title = 审批单
help-card-body = 先是申请内容，再是系统核对结果，最后是各级签名。部门经理要核内容和名单（R7），人数要重打一遍。
help-contacts-title = 通讯录
help-contacts-body = 各部门自己的通讯录（R10）；问题行可逐条看。
help-contacts-columns = 名称：导入时取的名
    收件人：收录的号码，去掉了重复的 [R10]
    未收录：文件里没有收录的行；{ KEY("contacts.open") } 逐条看 [R10]
    部门：谁的通讯录，别的部门用不了 [R9]
    时间：何时导入
help-findings-title = 问题行
help-import_findings-title = 这次导入的问题行
help-findings-body = 文件里不是普通手机号的行，按文件的行号排。
help-findings-columns = 行：文件里的第几行 [R10]
    原因：为何不是号码，或为何提示 [R10]
    处理：收录、改正或未收录 [R10]
    原文：该行的文字，号码已脱敏 [R13]
help-import_findings-body = 一种原因的行，按文件的行号排，号码遮住中间；{ KEY("all.back") } 回到核对。
help-import_findings-columns = 行：文件里的第几行 [R10]
    原因：为何不是号码，或为何提示 [R10]
    处理：收录、改正或未收录 [R10]
    原文：该行的文字，号码已脱敏 [R13]
help-optouts-title = 退订
help-optouts-body = 不愿收的人，发送时一律剔除，不能由一人取消；本人要恢复的，用「重新订阅」（R13）。
help-optouts-columns = 手机号：已脱敏的号码 [R13]
    范围：退订全部、一类或一个部门 [R13]
    时间：何时提出 [R13]
    来源：本人回复、来电，或由名单、网关代码登记 [R13]
help-import-title = 导入：选文件
help-import-body = TXT 或 Excel，每行一个手机号（R10）。分账号安装的主机上，文件用最上面那一行 sftp（或 WinSCP）送进收件箱；名字以 .part、.filepart 结尾的还在传，不列出。列出收件目录里的文件，也可写路径，或按 { KEY("import.paste") } 粘贴号码。去别的页再回来，选过、写过的都在。
help-import_paste-title = 导入：粘贴号码
help-import_paste-body = 没有文件时把号码粘贴在这里，一行一个（R10）。号码只在内存里，导入后、退出或换人就没有了。
help-import_columns-title = 导入：列与编码
help-import_columns-body = 文件的前几行，号码已打码。号码列按内容和表头找出，不对就换列；乱码换编码，表不对换工作表（R10）。
help-import_check-title = 导入：核对
help-import_check-body = 每一行都算进三项之一，相加等于文件行数。全角等可自动修正的，打勾后才收录；不合格的一律列出（R10）。
help-import_done-title = 导入：送交与签名
help-import_done-body = 号码送到业务台，由您签名负责（R9、R10）；不签名就什么也不留下。
help-sends-title = 发送
help-sends-body = 可放行、发送中、暂停、已结束的时段。
help-sends-columns = 状态：可放行、发送中、暂停、已结束；有不明的，核定完才算完成 [R2]
    编号：申请编号，点后面是第几个时段
    开始：发送时段何时开始 [R13]
    已发/批准：已经发出的，和批准的人数；剔除的不算已发 [R7]
    用途：为什么发
help-running-title = 在发的短信
help-running-body = 已放行、发送中和暂停的时段，每秒读一次。上下键选一个，{ KEY("running.open") } 看全部，{ KEY("running.hold") } 马上暂停。
running-more = 只列前 { $n } 次，还有 { $more } 次；{ KEY("all.back") } 到发送列表看全部。
refusal-nothing_under_way = 现在没有在发的短信。
    .why = { $clause }：暂停、看监视，都是对一次在发的发送。
    .next = 要放行的，按 { KEY("all.back") } 返回列表，打开可放行的一行，按 { KEY("monitor.release") }。

running-none = 现在没有在发的短信。放行后的发送会出现在这里。
    要放行：{ KEY("all.back") } 返回列表，打开可放行的一行，按 { KEY("monitor.release") }。
help-monitor-title = 发送监视
help-monitor-body = 每半秒读一次。暂停只要一键加确认；放行、恢复、终止要重打人数并签名。离开不影响发送。
    发完后仍不明的由两人核定：操作员提议，第一位审批人确认，发送台核对两人签名后才改。
    拒收、未送达的可补发，没有发的可续发：操作员提议，补发由第一位、续发由末级审批人确认。
help-ledger-title = 台账
help-ledger-body = 每个动作一条，环环相扣，只增不改。{ KEY("ledger.open") } 看一条全文，{ KEY("ledger.verify") } 从头核验，{ KEY("ledger.heads") } 看签过的链头，{ KEY("ledger.check") } 输入纸上的凭证码，{ KEY("ledger.export") } 导出。
help-ledger-columns = 序号：从 1 开始，一条不缺
    时间：业务台记下的时间
    种类：做了什么
    谁：谁做的；没有人名的是程序
    对象：申请、通讯录、名册等
help-choose-title = 选择操作人
help-choose-body = 演示环境里选一个人；正式环境由账号决定。
