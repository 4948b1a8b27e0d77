### Where an opt-out came from, and what it covers.

optout-department = 不收本部门的推广
optout-promotion = 不收推广
optout-optional = 只收必须发送的
optout-all = 一律不收
optout-reply = 短信回复
optout-complaint = 投诉
optouts-of_department = 不收{ $department }的推广
optouts-whose = 不收哪个部门的推广

refusal-optout_whose = 没有写明不收哪个部门的推广。
    .why = { $clause }：“不收本部门的推广”只对一个部门。
    .next = 写明部门编号；说不清是哪个部门的，登记“不收推广”。

refusal-optout_no_department = 退订登记的部门“{ $department }”不成立。
    .why = { $clause }：只有“不收本部门的推广”才写部门，而且要是在册的部门。
    .next = 照部门一览改编号，或换一种退订范围。

optouts-left_out = 剔除退订：{ $scopes }
optouts-everybody = 收件人全部退订，这次发送一条也发不出去
optouts-mandatory = 必须发送（合同或法规）：只剔除“一律不收”的人
optouts-mandatory_by = 必须发送（{ $basis }：{ $ground }），只剔除“一律不收”的人
optouts-despite = { $n } 人只收必须发送的，这次仍发给他们
optouts-unnamed = 按非必须发送处理，{ $n } 个“只收必须发送的”人不发；如必须发送，在“凭据”写明合同条款或法规
optouts-misfiled = 退订和时段按宣传推广对待：不收推广的人不发，只在推广的时段发
optouts-list_none = { $n } 个号码无人退订
optouts-list_some = { $n } 个号码中退订 { $out } 个（{ $scopes }），未退订 { $left } 个
optouts-list_everybody = { $n } 个号码全部退订（{ $scopes }）

duty-mandatory = 必须发送
duty-promotion = 不是：宣传推广
duty-basis = 不是：依据是本人同意
duty-unnamed = 不是：没有写明合同条款或法规
duty-third_party = 不是：代第三方发送
duty-misfiled = 不是：内容像宣传推广，或原按它申请

optout_kind-carrier = 运营商名单
optout_kind-system = 其他系统名单
optout_kind-paper = 纸质名单
optout_kind-gateway = 网关回执
column-dated = 日期
optout_lists-kind = 来源
optout_lists-source = 名单
optout_lists-covers = 退订范围
optout_lists-added = 新增
optout_lists-no_number = 不是号码
optout_lists-file = 文件
optout_lists-by = 登记人
optout_lists-at = 登记时间
optout_lists-ended = 登记完毕
optout_lists-n = 号码数
optouts-plan = 退订范围：{ $scope }。文件 { $rows } 行：新增 { $new }，已登记过 { $known }，重复 { $repeated }，空行和表头 { $blank }，不是号码 { $no_number }
optouts-ended_since = ；名单日期以后已重新订阅 { $n }，不登记，请逐个核实，本人又退订的另行登记
optouts-stage_read = 读文件
optouts-stage_scan = 核对
optouts-stage_bring = 登记
optouts-erased_left = 另有 { $n } 个已清除号码，只存 HMAC，写不出来
cli-no_optout_lists = 没有登记过名单。
cli-optout_question = 登记这份名单？登记后不能由一人取消；本人要恢复的，用「重新订阅」
cli-optout_not_recorded = 没有登记
cli-optouts_written = 已写 { $n } 个号码到 { $file }
command-optout_lists_optout_lists = 登记过的退订名单，新的在前。
option-optout_lists-text = 名单或日期里的字

refusal-optout_many_all = “一律不收”的名单由{ GENERAL() }备案员登记。
    .why = { $clause }：这样退订的客户连必须发的短信也收不到；超过 { $most } 个号码时，不由一个部门决定。
    .next = 请备案员登记，或改选较窄的退订范围。

refusal-optout_list_kind = 没有“{ $kind }”这种名单来源。
    .why = { $clause }：名单来自运营商、其他系统或纸质登记，台账要写明。
    .next = 写 carrier、system 或 paper。

refusal-optout_source_long = 名单来源写得太长。
    .why = { $clause }：来源和每条退订一起保存，最多 { $most } 字。
    .next = 写短些。

refusal-optout_list_day = 名单日期“{ $dated }”不成立。
    .why = { $clause }：要写明名单是哪一天的。
    .next = 写成 2026-11-28 的样子。

refusal-optout_list_future = 名单日期 { $dated } 还没有到。
    .why = { $clause }：名单说的是已经退订的人。
    .next = 改成名单的日期。

refusal-optout_list_incomplete = 名单有 { $n } 个号码，只到了 { $taken } 个。
    .why = { $clause }：名单不全，不能算登记完毕；已到的已经生效。
    .next = 重新导入同一个文件，已登记的不会重复。

refusal-optout_list_perhaps_cut = 退订名单文件可能未传完：已读取 { $rows } 行。
    .why = { $clause }：名单要整份登记，漏掉的人会继续收到短信；最后一行没有换行，或文件名是传送中的临时名，后面可能还有号码。
    .next = 核对行数；未传完的，等传完再导入；确是整份的，加 --whole。

refusal-optout_list_left_aside = 文件中有号码未说明是否收录：{ $what }。
    .why = { $clause }：名单要整份登记，漏掉的人会继续收到短信。
    .next = 一并收录的，多次写 --column、--sheet；不收录的，写 --leave { $what }。

refusal-optout_list_closed = 这份名单不能再登记了。
    .why = { $clause }：名单已登记完毕，或是别人在登记。
    .next = 重新导入文件。

refusal-optout_export_not_yours = 您的岗位不导出退订号码。
    .why = { $clause }：全行的退订名单由{ GENERAL() }的备案员或操作员交运营商。
    .next = 请{ GENERAL() }办理。

refusal-optout_export_over = 这次导出已经结束。
    .why = { $clause }：一次导出须由同一个人在一小时内取完，台账里只记一次。
    .next = 重新导出。

problem-optout_list_empty = 文件里没有手机号码。
    .why = 退订名单每行一个手机号码，CSV 取有号码的那一列。
    .next = 看上面列出的行，改好文件再来。

optouts-whose_list = 谁的名单
optouts-list_file = 名单文件
optouts-list_source = 来自哪里
optouts-list_dated = 名单日期
optouts-list_about = TXT、CSV 或 Excel，每行一个手机号。先核对，再登记。收件箱：{ $folder }。日期如 2026-11-28。
optouts-count = 重打新增的号码数
optouts-count_wrong = 与新增的号码数不符，已清空：看清上面的数，再打一遍。
optouts-read_again = 已按选择重新读取文件，请核对后登记
optouts-stopped = 已停止；登记过的照样有效
optouts-export_why = 号码交给谁、做什么。记入台账，台账里没有号码（R13）。
optouts-export_about = 写成 TXT，名字以 .xlsx 结尾的写成工作簿，只有您能读，在 { $folder }。交出后请删除。
optouts-exported = 已写 { $name }：{ $n } 个号码；另有 { $erased } 个已清除，写不出来
help-optout_list-title = 退订名单
help-optout_list-body = 文件读完后看清新增几个、几行不是号码，再登记。登记后不能由一人取消；本人要恢复的，用「重新订阅」。中途停下的，重来一次即可。

refusal-optout_list_not_read = 名单现在不能登记。
    .why = { $clause }：文件还没有读完，里面没有号码，或已经登记。
    .next = 等读完再按。

refusal-optout_list_rests = 没有在读，也没有在登记。
    .why = { $clause }：没有可停的。
    .next = 按 { KEY("all.back") } 返回。

gateway_code-undeclared = 没有登记
gateway_code-n = 条数
gateway_code-sends = 发送数
gateway_code-declared = 算作退订
gateway_code-code = 代码
gateway_code-gateway = 网关
cli-no_gateway_codes = 90 天内没有失败代码。
command-gateway_code_codes = 各网关 90 天内的失败代码，哪些算退订（网关文件 refusal_codes）。

todo-code_refusals = 网关拒收过多
chase-code_refusals = 网关拒收过多
next-code_refusals = 按 { KEY("todo.open") } 查看该申请；请向网关服务商询问这些代码的含义。拒收已经生效；代码登记有误的，更换网关文件。
    .command = 请查看代码（gateway codes），向网关服务商询问含义。拒收已经生效；代码登记有误的，更换网关文件。

refusal-gateway_codes_not_yours = 您的岗位不看网关代码。
    .why = { $clause }：网关由保管员和{ GENERAL() }管，操作员看自己的发送。
    .next = 请保管员或{ GENERAL() }查看。

help-gateway_codes-title = 网关代码
help-gateway_codes-body = 各网关 90 天内失败的代码。像是拒收又没有登记的，问服务商后写进网关文件（R13）。
help-gateway_codes-columns = 网关：哪个网关 [R13]
    代码：网关返回的代码 [R13]
    条数：几条短信得到该代码 [R13]
    发送数：出现在几次发送里 [R13]
    算作退订：该代码是否按退订处理 [R13]
list-gateway_codes-empty = 90 天内没有失败代码。
filter-gateway_codes = 打网关或代码，Enter 筛选。
optouts-ended_one = 已重新订阅（原{ $covers }）
field-ended = 结束于

resubscribe-title = 重新订阅：结束一个退订
resubscribe-about = 本人要求恢复接收时用。退订本来永久有效，所以要有凭据，并由{ GENERAL() }经理确认（R13）。先输入本人的手机号；提出恢复的时间照书面申请或录音填。
resubscribe-about_reply = 本人要求恢复接收时用。退订本来永久有效，所以要有凭据，并由{ GENERAL() }经理确认（R13）。以这条回复为凭据，号码就是发来回复的那一个，不用输入。
resubscribe-none = 这个号码没有生效的退订。
resubscribe-which = 结束哪一个
resubscribe-proof = 凭据种类
resubscribe-ends = 结束的退订
resubscribe-said = 最近一次退订
resubscribe-then = { GENERAL() }经理确认、各发送程序收到后，这个退订不再剔除以后的发送；原记录和结束时间永久保留。以后再退订，照样生效。
resubscribe-proposed = 已提议，等{ GENERAL() }经理确认。
resubscribe-confirm_title = 确认重新订阅
resubscribe-confirmed = 已确认，发送程序收到后生效。
resubscribe-nth = 退订编号
resubscribe-on_proof = 凭据上的手机号

proof-paper = 书面申请
proof-recording = 电话录音
proof-reply = 短信回复

act-resubscribe = 已提议重新订阅
todo-confirm_resubscribe = 等您确认重新订阅
next-confirm_resubscribe = 按 { KEY("todo.open") } 打开退订名单，按 { KEY("optouts.confirm") } 看是谁的意思、凭什么，输入凭据上的手机号，属实就签名。
command-resubscribe = 本人要求恢复接收：提议结束一个退订；{ GENERAL() }经理用 proposal confirm 确认。
cli-optout_which = 这样的退订有 { $n } 个；用 --scope、--department 写明一个。
search-opted_ended = 上面这个退订已于 { $at } 由两人结束（重新订阅），提议 { $proposal }
ledger-optout-looked_up = 按号码查生效的退订
ledger-optout-ended = 退订结束（重新订阅）
ledger-erasure-resubscribed = 发送台结束退订

leaf-resubscribe-optout = 退订编号
leaf-resubscribe-scope = 原退订范围
leaf-resubscribe-department = 不收哪个部门的推广
leaf-resubscribe-made = 最近一次退订
leaf-resubscribe-number = 号码校验码
leaf-resubscribe-wanted = 本人提出恢复时间
leaf-resubscribe-proof = 凭据种类
leaf-resubscribe-evidence = 凭据编号

refusal-resubscribe_evidence = 没有写凭据编号。
    .why = { $clause }：退订永久有效；结束它要有本人意思的凭据。
    .next = 写书面申请的档案号、录音编号，或那条短信回复的编号。

refusal-resubscribe_when = 恢复接收的时间不对。
    .why = { $clause }：本人的意思要在最近一次退订（{ $made }）之后，也不能是将来。
    .next = 改成本人提出要求的时间；若退订在后，退订有效，不能结束。

refusal-resubscribe_reply = 回复 { $reply } 不能作凭据。
    .why = { $clause }：作凭据的回复要来自同一号码，在退订之后，并且本身不是退订。
    .next = 请在 { PAGE("all.sends") } 按 { KEY("sends.replies") } 核对编号；没有该回复的，以书面申请或录音为据。
    .command = 用 replies list 核对编号；没有这样的回复，就用书面申请或录音。

refusal-resubscribe_number = 凭据上的手机号不是这个退订的号码。
    .why = { $clause }：结束的只能是本人的退订。
    .next = 核对书面申请或录音里的号码；不是同一个人的，不要确认。

refusal-resubscribe_stale = 这个退订与提议的不一样了。
    .why = { $clause }：它已结束，或后来又退订过一次，或号码已清除；结束的只能是提议时那一个。
    .next = 重新按号码查；本人仍要恢复接收的，重新提议。

refusal-resubscribe_proposed_already = 这个退订已有人提议结束。
    .why = { $clause }：同一个退订一次只办一个提议。
    .next = 请{ GENERAL() }经理确认那个提议，或等它过期。

state-optout-active = 生效
state-optout-ended = 已重新订阅
option-optouts-state = active（生效）、ended（已重新订阅）

help-optout_lists-title = 登记过的退订名单
help-optout_lists-body = 谁的名单、哪一天的、新增了几个；没有登记完毕的，重新导入同一个文件（R13）。
help-optout_lists-columns = 日期：名单的日期 [R13]
    来源：哪一方提供 [R13]
    名单：名单的名称 [R13]
    号码数：名单里有几个号码 [R13]
    新增：其中新登记的 [R13]
list-optout_lists-empty = 没有登记过名单。
filter-optout_lists = 打名单或日期里的字，Enter 筛选。
option-optouts-scope = department, promotion, optional, all
