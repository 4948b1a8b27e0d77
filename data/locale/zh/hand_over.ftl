### Custody that changes hands: hand-overs, sealed envelopes, secrets that are to be changed (R12).

hand_over-none = 没有移交记录
hand_over-no_such = 没有编号 { $number } 的移交，见 custody hand-over list
hand_over-nobody = （空缺）
hand_over-proposed = 提议
hand_over-signed = 签名
hand_over-effective = 生效时间
hand_over-who = 由谁交给谁
hand_over-waits_for = 等谁签名
hand_over-until = 截止
hand_over-roster = 生效名册
hand_over-title_of = 口令保管移交 { $number }
hand_over-form_head = 口令指纹、信封由业务台填写。先由您签，再由接任人、{ GENERAL() }见证人签；名册签署人办理后生效。
hand_over-propose_title = 提议移交口令保管
hand_over-sign_title = 看清后签名
hand_over-signed_one = 已签名
hand_over-proposed_one = 已提议；等接任人签名

hand_over_state-open = 等签名
hand_over_state-confirmed = 签齐，等名册
hand_over_state-applied = 已移交
hand_over_state-expired = 已过期
hand_over_state-overtaken = 情况已变，作废

envelope-none = 没有信封；保管人把口令或短语封好后用 custody envelope seal 登记
envelope-no_such = 没有编号 { $number } 的信封，见 custody envelope list
envelope-holds = 内装
envelope-seal = 封条编号
envelope-place = 存放处
envelope-sealed = 封存
envelope-check = 下次检查
envelope-check_day = 下次检查 年-月-日
envelope-checked = 上次检查
envelope-ended = 拆封、作废
envelope-day = 日期
envelope-due = 须更换
envelope-done = 已更换
envelope-waits = 等确认拆封
envelope-sealing = 等见证封存
envelope-what_was_seen = 看到了什么
envelope-title_of = 信封 { $number }
envelope-every = 含拆开、作废、已更换的
envelope-open_only = 只看封着的、须更换的
envelope-seal_title = 登记封好的信封
envelope-open_title = 提议拆开信封
envelope-open_about = { GENERAL() }经理确认后才可拆。拆开后，里面的口令或短语必须在一个工作日内换掉。
envelope-check_title = 封条完整
envelope-broken_title = 封条不完整
envelope-form_head = 先封好，再登记：里面装什么、封条编号、放在哪里。{ GENERAL() }见证人随后签名。口令本身不写在这里。
envelope-sealed_one = 已登记；等{ GENERAL() }见证人签名
envelope-opening = 已提议拆封；等{ GENERAL() }经理确认
envelope-checked_one = 检查已登记
envelope-broken_one = 已登记；里面的口令或短语须马上更换
envelope-to_change = 须更换：{ $what }，因{ $cause } { $number }，{ $time } 之前
envelope-changed = 已更换：{ $what }，因{ $cause } { $number }，{ $time }

envelope_state-sealed = 封着
envelope_state-opened = 已拆开
envelope_state-broken = 封条不完整
envelope_state-replaced = 已由新的代替
envelope_state-stale = 内容已作废

envelope_holds-phrase = 开锁短语
envelope_holds-password = 口令

change_cause-hand_over = 保管移交
change_cause-opened = 拆开信封
change_cause-broken = 封条不完整

printing-done = 已打印：{ $file }（核对码 { $code }），在 { $folder }

todo-confirm_hand_over = 移交，等您签名
todo-confirm_seal_envelope = 封存，等您见证
todo-confirm_open_envelope = 拆封，等您确认
todo-carry_out_hand_over = 移交，等名册
todo-secret_change = 口令须更换
todo-secret_change_late = 逾期未换口令
todo-envelope_check = 信封该检查了
todo-envelope_stale = 信封内容作废

next-confirm_hand_over = 请核对口令指纹和信封，属实的，按 { KEY("hand_overs.sign") } 签名。
    .command = 请核对口令指纹和信封，属实的，签名（custody hand-over confirm）。
next-confirm_seal_envelope = 请核对信封和封条编号，属实的，按 { KEY("envelopes.sign") } 签名。
    .command = 请核对信封和封条编号，属实的，签名（proposal confirm）。
next-confirm_open_envelope = 理由成立的，按 { KEY("envelopes.sign") } 签名；拆开后信封内的口令须更换。
    .command = 理由成立的，签名（proposal confirm）；拆开后信封内的口令须更换。
next-carry_out_hand_over = 请名册签署人按 { KEY("hand_overs.carry_out") } 办理；另一位签署后生效。
    .command = 请名册签署人办理（roster propose --hand-over）；另一位签署后生效。
next-secret_change = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.rotate") } 更换口令；短语由保管人在命令行更换。更换后自动销号。
    .command = 口令用 custody rotate 更换，短语用 custody rephrase；更换后自动销号。
next-secret_change_late = 催 { $who } 换掉；怀疑有人用过就冻结网关、报告遗失。
next-envelope_check = 请检查封条：完整的按 { KEY("envelopes.check") }，不完整的按 { KEY("envelopes.broken") }。
    .command = 请检查封条，登记是否完整（custody envelope check）。
next-envelope_stale = 把现用的口令或短语重新封一个（{ KEY("envelopes.seal") }），旧的销毁。

chase-secret_change = 须更换的口令
chase-hand_over = 移交等名册
chase-envelope_check = 信封检查
chase-envelope_stale = 信封内容作废

ledger-custody-handed_over = 口令保管移交
ledger-custody-rephrased = 开锁短语更换
ledger-envelope-sealed = 信封封存
ledger-envelope-opened = 信封拆开
ledger-envelope-checked = 信封检查
ledger-envelope-broken = 信封封条不完整


filter-hand_overs = 编号、姓名、状态、原因的一部分，Enter 筛选。
filter-envelopes = 编号、内装、状态、地点的一部分，Enter 筛选。

list-hand_overs-empty = 没有移交记录。
    保管人（或其部门经理）按 { KEY("hand_overs.new") } 提议，接任人、见证人签名。
list-envelopes-empty = 没有封着的信封，也没有须更换的。
    先办：保管人把开锁短语、口令封好，按 { KEY("envelopes.seal") } 登记。

help-hand_overs-title = 口令保管移交
help-hand_overs-body = 保管人（或其部门经理）提议，接任人签名，{ GENERAL() }见证人签名；三人签齐后由名册签署人办成新一版名册才算数。之后两个工作日内口令全部换掉，原保管人知道的就作废。
help-hand_overs-columns = 编号：移交的编号 [R12]
    状态：待签、已签齐或已办理 [R12]
    由谁交给谁：原保管人和接任人 [R12]
    生效时间：接任人开始保管的时间 [R12]
    等谁签名：下一位签名的人 [R12]
help-hand_over_form-title = 提议移交
help-hand_over_form-body = 接任人不能是起草、审批、放行、备案、审计的人。生效时间留空就是现在。
help-envelopes-title = 密封信封和须更换的口令
help-envelopes-body = B角（或保管人）提议拆封，{ GENERAL() }经理确认；拆开后一个工作日内换掉里面的口令或短语。每季看一次封条，不完整等同拆开。
help-envelopes-columns = 编号：信封编号 [R12]
    状态：封存、拆开、破损等 [R12]
    内装：封存的短语或口令 [R12]
    日期：下次检查封条的日期；须更换的写期限 [R12]
    存放处：存放在何处；须更换的写原因 [R12]
help-seal_form-title = 登记封好的信封
help-seal_form-body = 保管人当着见证人的面封好再登记。只写封条编号和地点，不写口令。检查日在一个季度之内。

paper-hand_over_form = 口令保管移交单
paper-outgoing = 移交人
paper-incoming = 接任人
paper-effective = 生效时间
paper-rotate_by = 口令换好期限
paper-passwords = 移交的口令（只写指纹）
paper-installed = 装入时间
paper-envelopes = 随交的密封信封
paper-no_envelopes = 没有密封信封。
paper-holds = 内装
paper-seal = 封条编号
paper-hand_over_words = 移交人确认没有留存任何口令、短语的副本；接任人在期限内更换全部口令和开锁短语（R12）。
paper-ink_outgoing = 移交人（手写签名、日期）
paper-ink_incoming = 接任人（手写签名、日期）
paper-seal_using = 保管人所在部门盖章

problem-no_such_envelope = 没有这个信封。
    .why = 编号 { $number } 不在登记簿里。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.envelopes") } 查看。
    .command = 用 custody envelope list 查看。

command-hand_over = 提议移交；接任人和{ GENERAL() }见证人随后签名。
command-seal_envelope = 保管人登记一个刚封好的信封，见证人随后签名。
command-open_envelope = 提议拆封；{ GENERAL() }经理确认后才拆，拆后必须换。
command-hand_over_list = 移交记录，新的在前。
