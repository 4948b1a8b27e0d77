### The request: form, page, card, contact lists, opt-outs, monitor, and why the form is refused (Attachment 1).

request-complaints = 投诉

next-decide = 看审批单，批准或退回。
next-accept = 核对纸质件，填编号接收。
next-release = 看清人数和时段，放行。
next-revise = 按原因修改，再提交新版本。
next-draft = { KEY("todo.open") } 接着填；没有提交，谁也还看不到。
next-untaken = 请系统管理员查业务台；收进以前不要重发。
next-held = 请在发送监控核对暂停原因：原因消除的恢复发送，不再发送的终止。
next-unknown = 等状态报告，或两人核定。
next-refused = 看拒发原因，改好后重新放行。
next-held_back = 按 { KEY("todo.open") } 看为什么：请起草专人撤回，改好重新报批；若是词表误判，请名册签署人修订敏感词表。

requests-unnumbered = （未编号）
requests-unnamed = （未填用途）

option-request-category = notice, promotion, other
option-request-basis = contract, consent, duty
option-request-quoted = 正文里的自动填入；前面加 + 为本行已登记
option-request-attachments = 存入申请，签的是校验值
ask-request-checks-harmless = 已自查：无不良、垃圾内容
ask-request-checks-unclassified = 已自查：不涉密
ask-request-checks-third_party = 替他人发布（总经理批准，附批准文件）

form-head = 短信群发申请表（附件1）  { $department }
form-section-matter = 事项
form-section-people = 对象
form-section-message = 短信
form-section-times = 时段
form-section-checks = 自查
form-keys = Enter 下一栏，空格打勾、开列表，左右键换选项，{ KEY("form.next") } 下一步
form-hint-signature = 自动加在正文前
form-hint-body = Ctrl+J 换行
form-opens = 开始（{ $zone }）
form-closes = 结束（{ $zone }）
form-no_list = （未选；Enter 或 { KEY("form.attach") } 选）
form-no_backup = 无
form-came_back = 退回原因
form-came_back_line = 退回原因：{ $reason }
form-kept = 草稿已保存 { $time }
form-quoted = 正文引用的链接和电话（自动填入）：{ $said }
form-paper_kept = 附件 { $name }（{ $size }）已存入申请。
form-not_kept = 草稿没存上：{ $why }
form-live = 随写随算
form-chars = { $n } 字
form-parts = { $n } 段
form-full = （{ $used }/{ $room }）
form-times = x { $n } 人 = { $total } 段
form-cost = { $yuan } 元
form-most = 每条上限 { $n } 段
form-over = 超过每条上限 { $n } 段
form-hit = 「{ $words }」：{ $reason }，请核对（R11，敏感词表 { $version }）
form-blocked = 「{ $words }」：{ $reason }，不得发送（R11，敏感词表 { $version }）
form-phone = 手机预览
form-as_seen = 客户看到的样子
form-part = 第 { $nth } 段 { $used }/{ $room } 字
form-empty = 还没有填 [{ $clause }]
form-missing = 没有填，或填得不对 [{ $clause }]
form-lacking = 差 { $n } 项
form-left = 还差 { $n } 处
form-filled = 已填齐
form-faults = 还差 { $n } 处：{ $names }
form-between = 、
form-ready = 已填齐，{ KEY("form.submit") } 签名提交。
form-pick_list = 选通讯录
form-paper_path = 文件路径
form-paper_about = 文件存入申请，审批人能取出来看；签的是它的 SHA-256。PDF、图片、OFD、Office 文件，最大 8 MB。
form-discard_title = 丢弃草稿
form-discard_question = 丢弃后找不回来。确定？
form-sign_title = 您将签名的申请（逐字如此）
form-submitted = 已提交 { $number }

request-withdrawn = 已撤回 { $number }
request-pick_slot = 选时段
request-pick_version = 选版本
request-one_version = 只有一个版本。
request-same = 没有不同。
request-slots = 发送时段
request-draft_head = 草稿内容
request-draft_of = 还是草稿，未签名；{ $name } 提交后才审批。
request-draft_only = 还是草稿，未签名；按 { KEY("request.edit") } 修改。

statement-applied = 申请日期
statement-text = 短信全文
statement-cost = 费用上限
statement-route = 审批流程
statement-in_place = （代 { $name }）

route-nobody = （无人）

signed-good = 签名有效
signed-bad = 签名无效！
signed-none = 还没有签名。
signed-carried = 代为提交

card-yours = 等您审批
card-version = { $number } 第 { $version } 版
card-drafted = 起草
card-you = { $name }（您）
card-customers_get = 客户收到的短信
card-scale = 规模与费用
card-checks_none = 核对结果（系统算出）
card-checks_some = 核对结果（系统算出）  { $n } 项要看
card-signatures = 签名
card-whole = 原文
card-goes_on = { $mark } 还有 { $n } 行，{ $key } 看原文
card-length = { $chars } 字，{ $parts } 段
card-charged = 计费
card-cost = 最多 { $parts } 段  { $yuan } 元
card-asked = { $name }  等您签名
card-today = 您今天已批 { $n } 件
card-check_changed = 和上一版不同：{ $names }
card-check_category = 内容像{ $was }，或原按它申请；现按{ $now }，须写明理由
card-check_third_party = 代第三方发送，批件 { $approval }
card-check_quoted = 引用了未登记的链接或号码：{ $words }
card-check_attachment = 附件 { $name }（{ $size }），按 { KEY("card.attachment") } 取出来看
card-check_hit = { $reason }：{ $words }
card-check_no_hits = 不含敏感词（词表 { $version }）
card-check_repaired = { $name }：修正后收录 { $words }
card-check_left_out = { $name }：未收录 { $n } 行（{ $words }）
card-check_aside = { $name }：{ $words }
card-check_made = { $name }：{ $n } 个号码，由通讯录{ $of }而成；导入时的未收录情况见原通讯录
card-check_clean = { $name }：{ $n } 个号码全部合格
card-check_overlap = { $days } 天内给其中 { $n } 人发过 { $number }
card-check_overlaps = { $days } 天内有 { $requests } 份申请各给其中 { $n } 人发过：{ $number }
card-check_no_overlap = { $days } 天内没有给这些人发过
card-check_opted_out = 已退订 { $n } 人（{ $scopes }），不发
card-check_class = 含{ $kind } { $n } 个
card-signed = 一、申请内容（签名的原文）
card-computed = 二、系统核对结果（不属于签名内容）
card-chain = 审批链
card-changed = 与上一版不同
card-first = 第一版
card-unchanged = 无
card-hits = 敏感词（{ $version }）
card-hours = 发送时间
card-lists = 通讯录
card-carriers = 号段运营商
card-classes = 号码种类
card-overlap = { $days } 天内发过
card-opted_out = 其中已退订
card-duty = 是否必须发送
card-despite = 只收必须发送的，仍发
card-samples = 抽样
card-signed_today = 您今天已批
card-signs_as = 您签为
card-resubmitted = 退回后重报：改了哪里
card-from = 来自
ask-approval-content_checked = 内容已审（R7）
ask-approval-list_checked = 名单已审（R7）
card-code_hint = 印在附件1上；还没有纸质件，先 Esc，再按 { KEY("card.print") } 打印
card-approved = 已批准 { $number }
card-accepted = 已接收 { $number }
card-returned = 已退回 { $number }
card-rejected = 已驳回 { $number }
card-only = 没有别的了。

lists-rows = 文件行数
lists-n = 合格号码
lists-left_out = 未收录
lists-aside = 文件里另有号码
lists-texts_until = 问题行的文字留到
lists-left_out_why = 未收录原因
lists-repaired = 自动修正后收录
lists-remarked = 收录提示
lists-root = 名单校验码
lists-importer = 导入人
lists-used = 用于申请
lists-digest = 清单摘要

findings-of = { $name }：文件 { $rows } 行，号码 { $n } 个，未收录 { $left_out } 行；一行可有几种原因。

finding-repaired = 自动修正后收录
finding-kept = 已收录
finding-duplicate = 未收录，同第 { $row } 行
finding-blank_run = 到第 { $row } 行
finding-left_out = 未收录

export-name = 文件名
export-about = 写到 { $folder }，只有您能读；同名的不覆盖。
export-done = 已写 { $n } 行 { $name }

optouts-numbers = 手机号
optouts-source = 来源
optouts-about = 每行一个 11 位手机号。登记后，凡在退订范围里的发送都剔除，不能由一人取消；本人要恢复的，用「重新订阅」（R13）。
optouts-added = 已登记 { $n } 个

monitor-opens = 开始 { $time }
monitor-closes = 截止 { $time }
monitor-progress = 进度
monitor-adds_up = { $n } 项相加等于批准人数
monitor-speed = 速率
monitor-rate = { $rate } 条/秒
monitor-cap = 网关上限 { $rate }
monitor-cap_request = 申请上限 { $rate }
monitor-goes_on = { $mark } 右边还有 { $n } 行
monitor-goes_on_tab = Tab { $mark } 右边还有 { $n } 行
monitor-newest = 最近 { $at } { $what }
monitor-sent = 已发 { $n } / 批准 { $of }
monitor-eta = 还要 { $left }，约 { $time } 发完
monitor-states = 收件人
monitor-link = 链路
monitor-flight = 在途 { $n }，最多 { $window }
monitor-lag_all = 状态报告：九成五在 { $p95 } 秒内
monitor-lag = 状态报告：一半在 { $p50 } 秒内，九成五在 { $p95 } 秒内
monitor-line_down = 线路自 { $since } 断开
monitor-line_back = 线路 { $back } 恢复，此前自 { $since } 断开
monitor-oldest = 最早的不明 { $time }
monitor-unanswered = { $n } 条提交超过 3 秒没有应答，最久 { $seconds } 秒
monitor-wire = 网关连接异常（发送台启动以来）：
monitor-witness_none = 没有备查文件：整台主机连同业务台被退回时无法察觉，可能重复发送。请系统管理员指定备查目录。
monitor-witness_same_disk = 备查文件与发送台的数据在同一块盘，会一起丢失或退回。请系统管理员换到另一块盘或另一台主机。
monitor-witness_unwritable = 备查文件写不进去。请系统管理员查目录和权限。
monitor-errors = 出错原因
monitor-events = 经过
monitor-unbalanced = 各状态之和不等于批准数
monitor-limited = { $n } 个号码已收到规定的条数，没有再发（R11）：{ $said }。
monitor-released = 已放行，由发送程序接手。
monitor-resumed = 已签恢复，发送程序接到后继续。
monitor-stopped = 已签终止，不再发出。
monitor-held = 已暂停：已交给网关的照发，其余不再发。
monitor-hold_title = 暂停发送
monitor-hold_question = 立刻暂停？已发出的收不回来；原因可以随后补写。
monitor-held_by = { $person } { $at } 暂停：{ $reason }
monitor-held_unsaid = { $person } { $at } 暂停，没有写原因；按 { KEY("monitor.hold") } 补写。
monitor-may_resume = 查清后按 { KEY("monitor.resume") } 签名恢复，余下的继续发。
monitor-stopped_by = { $person } { $at } 终止：{ $reason }
monitor-give_reason = 补原因
monitor-reason_about = 写明为何暂停，记入台账。这次发送仍停着。
monitor-reason_given = 原因已记下，发送仍停着。
monitor-held_already = 暂停
monitor-left = 还没有发
monitor-results_about = { $number } 的全部收件人：没收到的在前，按状态和原因排，号码掩码。存到 { $folder } 的工作簿，只有您能读。

refusal-field_missing = “{ $field }”没有填，或填得不对。
    .why = { $clause }：申请表须认真、完整填写。
    .next = 补上这一项再提交。

refusal-not_a_choice = “{ $field }”没有这个值。
    .why = { $clause }：这一项只能从规定的值里选。
    .next = 从这些值里选一个：{ $choices }。

refusal-list_name_mobile = 名单的名称里有手机号码。
    .why = { $clause }：名称留在台账和清单里，号码清除之后也在；那里不存手机号码。
    .next = 换一个说明内容的名称，如“12月到期客户”。

refusal-consent_missing = 没有写明收件人同意接收的凭据。
    .why = { $clause }：宣传推广和以“同意”为依据的发送，须留有同意的证据。
    .next = 在“依据凭据”里写明协议条款、登记表或其编号。

refusal-audience_of_another = { $category }不发给{ $audience }。
    .why = { $clause }：业务提示只发给本单位的客户；发给员工、公众的属于其他情况。
    .next = 换一个类别，或改正“发送对象”。

refusal-self_check_missing = 内容自查“{ $field }”没有勾选。
    .why = { $clause }：不得发送涉密、不良和垃圾信息，由起草人先自查。
    .next = 通读正文，确认后勾选这一项。

refusal-third_party_approval_missing = 为他人发布，但没有行内批准文件。
    .why = { $clause }：未经行内批准，不得为他人做短信经营或广告。
    .next = 先取得批准，在“批准文件”里写明文号。

refusal-third_party_undeclared = 正文像是在替别人宣传或办事：{ $words }（敏感词表 { $version }），但没有勾选“为他人发布”。
    .why = { $clause }：替他人发布须经行内批准，批准文件附在申请后面。
    .next = 确是替他人发布的，勾选并附上批准文件；不是的，改掉这些话；已提交的，退回起草人改。

refusal-third_party_document_missing = 为他人发布，但没有附上行内批准文件。
    .why = { $clause }：未经行内批准，不得为他人做短信经营或广告；批准文件随申请留存。
    .next = 请按 { KEY("form.add_paper") } 附上批准文件（PDF、图片、OFD 或 Office 文件）。
    .command = 请附上批准文件（request edit --attachment），PDF、图片、OFD 或 Office 文件。

refusal-quoted_not_in_text = 正文里没有“{ $words }”。
    .why = { $clause }：引用的链接、电话就是收件人看到的那些。
    .next = 删去它，或在正文里写上；正文里的会自动填入。

refusal-quoted_not_registered = “{ $words }”没有登记。
    .why = { $clause }：哪些链接、电话是本行的，以两人签署的敏感词表 { $version } 的登记为准。
    .next = 去掉前面的 +；确是本行的，请名册签署人补登记。

refusal-document_missing = 附件“{ $name }”只有名称和校验值，文件没有存进来。
    .why = { $clause }：审批人要能打开附件，附件随申请留存。
    .next = 按 { KEY("form.add_paper") } 重新附上这个文件，或删去这一行。
    .command = 用 --attachment 重新附上这个文件，或去掉这一行。

refusal-document_kind = “{ $name }”不是 PDF、图片、OFD 或 Office 文件。
    .why = { $clause }：附件要人人打得开，也不能是程序。
    .next = 存成 PDF 或图片再附上。

document_content-script = 脚本（JavaScript、XFA 表单、加载项）
document_content-macro = 宏
document_content-program = 程序，或启动程序的内容
document_content-embedded = 嵌入的其他文件（如电子发票 PDF 内附的 XML）
document_content-outside = 从外部取数或向外发送数据的内容
document_content-hidden = 阅读时看不到的内容（各部分之前、之间或之后夹带的压缩包、网页等）
document_content-encrypted = 文件已加密
document_content-unreadable = 文件已损坏，或写法少见
document_content-excessive = 解压后过大

refusal-document_active = “{ $name }”含有供阅读以外的内容：{ $content }{ $files }。
    .why = { $clause }：附件由各级审批人打开，只供阅读，不得运行程序、从外部取数或夹带内容。
    .next = 打印成新的 PDF（内附的文件不会带入），或扫描后再附上。

refusal-document_unchecked = “{ $name }”无法检查：{ $content }。
    .why = { $clause }：附件由各级审批人打开，无法检查的文件可能含有程序。
    .next = 去掉密码，另存为普通 PDF，或扫描后再附上。

refusal-document_infected = 查毒程序在“{ $name }”中发现恶意代码，文件未保存。
    .why = { $clause }：附件由各级审批人打开，保存前须经本单位查毒程序检查。
    .next = 不要打开该文件，请告知安全管理人员；换一份干净的再附上。

refusal-document_not_scanned = “{ $name }”未经检查：查毒程序出错，或一分钟内没有结果；文件未保存。
    .why = { $clause }：附件保存前须经本单位查毒程序检查。
    .next = 稍后重新附上；仍不行的，请管理员检查查毒程序。

refusal-document_too_large = “{ $name }”超过 { $most } MB，或是空的。
    .why = { $clause }：附件随申请、证据和季度材料留存，不宜过大。
    .next = 降低扫描清晰度，或只附批准的那几页。

refusal-documents_too_many = 附件最多 { $most } 个。
    .why = { $clause }：附件随申请、证据和季度材料留存。
    .next = 合成一个文件，或删去几个。

refusal-document_differs = “{ $name }”传来的内容与校验值不符，没有存。
    .why = { $clause }：签的是文件的校验值，存的必须就是那一份。
    .next = 文件可能中途改过；重新附上。

refusal-document_not_named = 申请的附件里没有这个文件。
    .why = { $clause }：只存申请写明的附件，前 10 个为限。
    .next = 先把它写进附件，存好草稿再传。

refusal-document_not_here = 这里没有这个附件的文件，只有名称和校验值。
    .why = { $clause }：早先的申请只记附件的校验值。
    .next = 到纸质档案里找。

refusal-text_signature = 短信签名写法不对。
    .why = { $clause }：收件人要能认出是谁发的，签名须为【名称】，不含空格。
    .next = 写成例如【云岭示范银行】。

refusal-text_brackets = 正文或退订语里有【】。
    .why = { $clause }：【】只用于签名，别处出现会被当成冒名。
    .next = 正文改用其他括号。

refusal-text_nfc = 文字里有拆开的组合字符。
    .why = { $clause }：看到的须与签的一致，文字须为 NFC 形式。
    .next = 删去后重新输入，不要从别处粘贴。

refusal-text_hidden = 文字里有看不见的字符。
    .why = { $clause }：审批人须看得到全部内容，不许夹带看不见的字符。
    .next = 删去标出的字符（预览里显示为 <200B> 之类）。

refusal-text_piled = 文字里有一个字叠了五个以上的组合符号。
    .why = { $clause }：屏幕只能画出前四个，审批人看不到全部内容。
    .next = 删去多余的组合符号（预览里显示为 <+1> 之类）。

refusal-text_opt_out = 没有退订语。
    .why = { $clause }：推广短信须写明怎样拒收。
    .next = 填写退订语，例如“拒收请回复R”。

refusal-text_body = 正文是空的。
    .why = { $clause }：没有内容的短信是垃圾信息。
    .next = 填写正文。

refusal-signature_unregistered = 签名 { $words } 没有登记（敏感词表 { $version }）。
    .why = { $clause }：只用本单位在运营商报备过的签名，不冒用别人的。
    .next = 改用登记过的签名；确实换了签名，请名册签署人登记到敏感词表。

refusal-text_screened = 正文含有禁止的内容（{ $reason }，敏感词表 { $version }）：{ $words }
    .why = { $clause }：不得发送涉密、不良和垃圾信息。
    .next = 删去这些内容；不涉密的，可请主管经理打开草稿按 { KEY("request.appeal") } 提议放行；误判的，请名册签署人修订敏感词表。
    .command = 删去这些内容；不涉密的，可请主管经理用 request appeal 提议放行；误判的，请名册签署人修订敏感词表。

refusal-text_encoding = 所选网关的编码写不出这段文字。
    .why = { $clause }：批准的文字必须能原样发出。
    .next = 换掉特殊字符，或选用 UCS-2 编码的网关。

refusal-too_many_parts = 正文要拆成 { $parts } 条计费，最多 { $most } 条。
    .why = { $clause }：现行规则限定了一条短信的长度。
    .next = 缩短正文。

refusal-hidden_characters = 这里有看不见的字符。
    .why = { $clause }：签字的人看到的，必须就是他签的。
    .next = 删去重打，或从纯文本复制。

refusal-sender_code_differs = 发送号码不是该网关的号码。
    .why = { $clause }：收件人看到的号码由网关合同定，签的就是实际发出的。
    .next = 留空，或填 { $source }。

refusal-gateway_unknown = 没有可用的网关 { $gateway }。
    .why = { $clause }：只能用名册列明的网关，备用网关须与主网关不同。
    .next = 另选一个网关。

refusal-gateway_left = 该次发送所经的网关 { $gateway } 已不在名册内。
    .why = { $clause }：再发须按原网关的文件核验此前的结果。
    .next = 先将网关 { $gateway } 重新列入名册，或另行提出申请。

refusal-opt_out_word = 退订语请写「{ $offer }」：网关 { $gateway } 收不到「{ $word }」这样的回复，或收到了也不算退订。
    .why = { $clause }：客户照着回复却退不了，等于没有退订方式。
    .next = 改成这一句；这个网关收哪些回复，写在网关文件的 [opt_out] 里。

refusal-opt_out_port = 退订语请写「{ $offer }」：回复发到 { $port }，网关 { $gateway } 收不到。
    .why = { $clause }：客户照着回复却退不了，等于没有退订方式。
    .next = 改成这一句；回复要发到哪个号码，写在网关文件的 [opt_out] 里。

refusal-opt_out_no_replies = 退订语请写「{ $offer }」：网关 { $gateway } 收不到客户的回复，不能写回复「{ $word }」。
    .why = { $clause }：客户照着回复却退不了，等于没有退订方式。
    .next = 改成这一句，或换一个收得到回复的网关。

refusal-opt_out_no_way = 退订语请写「{ $offer }」：现在没有写明网关 { $gateway } 收得到的回复，也没有登记过的电话、网址。
    .why = { $clause }：宣传推广要写明客户怎样退订，而且真能退订。
    .next = 改成这一句。

refusal-opt_out_mute = 网关 { $gateway } 收不到客户的回复，也没有登记别的退订方式，宣传推广不能从它发。
    .why = { $clause }：宣传推广要写明客户怎样退订，而且真能退订。
    .next = 请更换网关，或由名册签署人在网关文件的 [opt_out] 中写明退订电话（{ PAGE("all.people") }，{ KEY("people.rules") }）。
    .command = 换一个网关，或由名册签署人在网关文件的 [opt_out] 里写明退订电话（gateway propose）。

refusal-window_unreadable = “{ $field }”写得不对。
    .why = { $clause }：审批的是确定的时段。
    .next = 写成 2026-12-01 09:00 这样的时间。

refusal-window_order = 发送时段的结束不在开始之后，或超过 31 天。
    .why = { $clause }：审批的是确定、有限的时段。
    .next = 改正开始和结束时间。

refusal-window_passed = 发送时段已于 { $closes } 结束。
    .why = { $clause }：批准只在写明的时段内有效。
    .next = 把时段改到以后，作为新版本重新审批。

refusal-window_outside_hours = 这个时段不在{ $category }的发送时间内，一条也发不出。
    .why = { $clause }：不在不当的时间打扰客户。
    .next = 改到下一个可发时段：{ $opens } 至 { $closes }；已提交的，退回起草人改。发送时间：{ $sending_hours }。

refusal-window_never_open = 这个时段不在{ $category }的发送时间内，近两个月也没有可发的时段。
    .why = { $clause }：不在不当的时间打扰客户。
    .next = 请修改时段；发送时间为{ $sending_hours }，如需调整由名册签署人提出新的制度包（{ PAGE("all.people") }，{ KEY("people.rules") }）。
    .command = 改时段；发送时间是{ $sending_hours }，要改由名册签署人提出新的制度包（policy propose）。

refusal-window_no_calendar = 时段跨入 { $year } 年，该年放假安排还没有导入。
    .why = { $clause }：{ $category }的发送时间按工作日、休息日、节假日区分（{ $sending_hours }），不知道哪天放假就不能发。
    .next = 请改为 { $opens } 至 { $closes }，或请{ GENERAL() }会同名册签署人导入 { $year } 年放假安排（{ PAGE("all.people") }，{ KEY("people.rules") }）。
    .command = 改到 { $opens } 至 { $closes }，或请{ GENERAL() }会同名册签署人导入 { $year } 年放假安排（calendar propose，规则文件页）。

refusal-window_without_calendar = 时段在 { $year } 年，该年放假安排还没有导入。
    .why = { $clause }：{ $category }的发送时间按工作日、休息日、节假日区分（{ $sending_hours }），不知道哪天放假就不能发。
    .next = 请{ GENERAL() }会同名册签署人导入 { $year } 年放假安排（{ PAGE("all.people") }，{ KEY("people.rules") }）。
    .command = 请{ GENERAL() }会同名册签署人导入 { $year } 年放假安排（calendar propose，规则文件页）。

refusal-list_missing = 这一时段没有本部门已导入的通讯录。
    .why = { $clause }：使用部门自建通讯录，随申请一起审批。
    .next = 请先在 { PAGE("all.contacts") } 按 { KEY("contacts.import") } 导入，再选定。
    .command = 先用 contacts import 导入，再选中它。

refusal-list_no_sheets = 不是工作簿，没有别的表。
    .why = { $clause }：文本文件只有一份内容。
    .next = 乱码就按 { KEY("import_columns.encoding") } 换编码。

refusal-list_no_columns = 只有一列，没有别的列可换。
    .why = { $clause }：通讯录每行一个手机号。
    .next = 列里不是手机号就换工作表或换文件。

refusal-list_no_encoding = 不是文本文件，没有编码可换。
    .why = { $clause }：工作簿自己写明了编码。
    .next = 表不对就按 { KEY("import_columns.sheet") } 换工作表。

refusal-list_not_imported = 名单还没有导入。
    .why = { $clause }：申请只能用签过名的名单。
    .next = 先签名导入。

refusal-list_left_aside = 文件里有内容还没有说明收不收录：{ $what }。
    .why = { $clause }：名单由导入人负责；未收录的号码要由导入人说明，不能不声不响地略过。
    .next = 一并收录就再写 --column、--sheet，或 --accept hidden_row,filtered_row；不收录就写 --leave { $what }。

refusal-list_column_hidden = 号码列 { $column } 是隐藏的，打开文件时看不到。
    .why = { $clause }：名单由导入人负责；隐藏列的号码要由导入人确认收录。
    .next = 确认收录就写 --column { $column }；否则用 --column 指定其他列。

refusal-list_perhaps_cut = 文件可能没有传完：读到 { $rows } 行。
    .why = { $clause }：通讯录要整份读入；最后一行没有换行，或文件名是传送中的，后面可能还有号码。
    .next = 核对行数；没有传完就等传完再导入，确是整份就加 --whole。

refusal-list_empty = 通讯录里一个号码也没有。
    .why = { $clause }：每行一个手机号，只录手机号。
    .next = 文件有误的，返回重选；无误的，按提示改正文件，或勾选可自动修正的后收录。
    .command = 文件有误的，换一份；无误的，按提示改正文件，或用 --accept 收录可自动修正的。

refusal-list_closed = 这份通讯录已经导入，或不是您在导入。
    .why = { $clause }：导入后的通讯录不再改动，导入由一个人完成。
    .next = 重新导入为一份新的通讯录。

refusal-manifest_differs = 清单与业务台收到的通讯录不一致。
    .why = { $clause }：导入人签名担保的，须就是这份名单。
    .next = 重新导入。

refusal-manifest_root_differs = 号码与清单上的校验值不符。
    .why = { $clause }：签名的名单与导入的名单须逐个号码相同。
    .next = 重新导入；再次出现请报告系统管理员。

refusal-not_ascending = 号码没有从小到大、各不相同地送来。
    .why = { $clause }：一个号码只录一次。
    .next = 请在 { PAGE("all.contacts") } 按 { KEY("contacts.import") } 导入。
    .command = 用本程序的 contacts import 导入。

refusal-not_mobile = 有的号码不是内地手机号。
    .why = { $clause }：只录入手机号码，英文状态的数字。
    .next = 改成 11 位手机号再试。

refusal-not_drafter = 您不是 { $department } 指定的起草专人。
    .why = { $clause }：由部门指定的专人起草、定范围、填表。
    .next = 请本部门起草人办理，或请部门经理指定您。

refusal-not_editable = 申请现在是“{ $state }”，不能修改。
    .why = { $clause }：审批中的内容不变，签的就是看到的。
    .next = 先撤回，或请审批人退回，再改成新版本。

refusal-ended_not_editable = 申请已是“{ $state }”，不能再修改。
    .why = { $clause }：办结的申请照原样留存，审批不能重来。
    .next = 需再次发送的，在申请页按 { KEY("request.copy") } 以此新建，重新审批。
    .command = 需再次发送的，以此新建（request new --from 编号），重新审批。

refusal-nothing_to_print = 这一项没有可打印的申请表：它不是申请，或者还没有提交。
    .why = { $clause }：留存的纸质件须与签名提交的内容一致。
    .next = 请把光标移到一份已提交的申请上；草稿先填齐并签名提交，再打印。

refusal-identical_drafts = 有几份草稿与它一字不差（{ $drafts }），分不清签的是哪一份。
    .why = { $clause }：一份申请一次签名；认错一份，同样的短信会发两遍。
    .next = 请打开要提交的草稿再提交；多余的删除。
    .command = 打开要交的那一份再交；在别处签好的，用 statement carry --draft 指明；多余的删掉。

refusal-department_fixed = 已建的申请不能改部门。
    .why = { $clause }：申请由本部门的专人填报。
    .next = 由那个部门另建一份申请。

refusal-has_number = 申请已有编号 { $number }，不能删除。
    .why = { $clause }：编了号的表要留存，作废的也归档。
    .next = 请在申请页按 { KEY("request.withdraw") } 撤回。
    .command = 改用撤回：request withdraw。

refusal-not_optout_keeper = 您的岗位不登记退订。
    .why = { $clause }：退订由操作员、起草人或备案员登记。
    .next = 交给本部门的操作员或起草人。

refusal-unknown_scope = 没有“{ $scope }”这种退订范围。
    .why = { $clause }：退订分四种：不收本部门的推广、不收推广、只收必须发送的、一律不收。
    .next = 写 department（加部门）、promotion、optional 或 all。

refusal-four_digits = 退订名单按后四位查。
    .why = { $clause }：查名单时不显示完整号码。
    .next = 输入四位数字。

command-contacts_list = 通讯录一览，新的在前。
option-contacts-text = 名称里的文字
option-contacts-current = 连同已由新版本替换的
command-findings_findings = 不是普通号码的行。
option-findings-reason = 只看一种
command-optouts_optouts = 退订名单，号码掩码。
option-optouts-text = 后四位

command-request_row_list = 申请一览，新的在前；补录的也在其中（archive emergency 看详情）。
option-request_row-state = draft, submitted, …, emergency
option-request_row-category = notice, promotion, other
option-request_row-text = 编号或用途里的文字
option-request_row-queue = 只看等我审批的

audience-customers = 客户
audience-staff = 员工
audience-public = 公众

refusal-one_version = 只有一个版本。
    .why = { $clause }：退回后重新提交的才有下一版。
    .next = 请先看这一版。

refusal-two_versions = 只有两个版本。
    .why = { $clause }：有三个以上的版本才选。
    .next = 请看这两版的不同。

refusal-no_send_yet = 这份申请还没有发送时段。
    .why = { $clause }：提交以后才有发送时段。
    .next = 请起草专人填好时段并提交。

doubt-known = 已知情况
doubt-at = { $at } 第 { $attempt } 次提交，参考号 { $reference }
doubt-at_unknown = 没有留下提交时间
doubt-written = 报文已交给线路
doubt-unwritten = 发送台停过，不知报文是否已交给线路
doubt-line = 所用线路 { $opened } 接通
doubt-line_ended = 所用线路 { $opened } 接通，{ $ended } 断开
doubt-line_unknown = 没有留下所用线路的记录
doubt-parts = 其中 { $n } 段已接收
doubt-receipts = 另有 { $n } 份对不上的状态报告提到该号码，最近 { $at }：{ $said }
doubt-no_receipt = 没有对不上的状态报告提到该号码
