### Freezes, resuming after a loss and arming again (R12).

freeze_scope-all = 全部
freeze_scope-gateway = 网关
freeze_scope-category = 类别
freeze_scope-request = 申请
freeze_scope-person = 人员所签的

road-both = 发送台已当即停下，业务台也已记下。
road-both_promised = 发送台的数据库连不上，现在什么也不发；请求已记在发送程序的内存里，数据库恢复后先执行再发送。业务台也已记下。
road-promised = 发送台的数据库连不上，现在什么也不发；请求已记在发送程序的内存里，数据库恢复后先执行再发送，发送程序在此之前重启的，请重新请求。业务台没有收到：{ $why }
road-desk_only = 由业务台转告发送台；发送台自己没有收到：{ $why }
road-dispatcher_only = 发送台已停，由它转告业务台；业务台没有收到：{ $why }

freeze-which = 范围写 all、gateway、category、request 或 person
freeze-done = 已冻结：{ $what }
freeze-reason_owed = 请在一小时内补写原因：freeze reason
freeze-reason_given = 已记下冻结原因
freeze-of_loss = 遗失单 { $number }
freeze-no_reason = （原因待补）
freeze-effective = 已生效
freeze-on_its_way = 正转告发送台
freeze-none = 没有冻结
freeze-no_such = 没有第 { $number } 号冻结，见 freeze list
freeze-not_asked = 发送程序 { $dispatcher } 没有要求重新启用
freeze-proposed = 已提议，等第二人确认

ledger-freeze-made = 冻结
ledger-freeze-reason = 补写冻结原因
ledger-freeze-frozen = 发送台已冻结
ledger-freeze-lifted = 发送台已解冻
ledger-freeze-rearmed = 发送程序重新启用
ledger-freeze-lift_refused = 解冻或启用未被接受

cli-column-lifted = 解除
cli-column-dispatcher = 发送程序
cli-column-heard = 最近消息
cli-column-rearm = 为何要重新启用

chase-freeze_reason = 补冻结原因
chase-rearm = 提议重新启用
chase-go_on = 查明停发原因

todo-freeze_reason = 补写冻结原因
todo-rearm = 提议重新启用
todo-go_on = 自动停发，须查明
todo-confirm_unfreeze = 等您确认解冻
todo-confirm_go_on_send = 等您确认继续发送
todo-confirm_go_on_line = 等您确认网关继续
todo-confirm_resume_after_loss = 等您确认恢复网关
todo-confirm_rearm = 等您确认重新启用

next-freeze_reason = 请在一小时内写明冻结原因：在 { PAGE("all.credentials") } 移到该冻结，按 { KEY("credentials.give_reason") }。
    .command = 写明为何冻结，一小时内：freeze reason 编号 --words。
next-rearm = 请先查明要求启用的原因：因数据库的，查明没有其他机器用该账号发送；因时钟的，核对当前时刻。属实的，在 { PAGE("all.credentials") } 移到该发送程序，按 { KEY("credentials.rearm") } 提议，由{ GENERAL() }经理确认。
    .command = 先看它为何要求（freeze dispatchers）：数据库的，查明没有别的机器在用这个账号发送；时钟的，对一下现在几点。属实就提议（freeze rearm），由{ GENERAL() }经理确认。
next-go_on = 请先查明原因（看监控的应答和状态报告，问服务商）；排除以后，在 { PAGE("all.credentials") } 移到该停发，按 { KEY("credentials.lift") } 提议继续。
    .command = 请先查明原因（send show，问服务商）；排除以后提议继续（freeze lift 编号）。
next-confirm_unfreeze = 请移到该冻结，按 { KEY("credentials.open") } 查看原因；同意的，按 { KEY("credentials.lift") } 签名；不同意的无需处理，到期作废。
    .command = 请核对冻结原因（freeze list）；同意的，签名（proposal confirm）；不同意的无需处理，到期作废。
next-confirm_go_on_line = 请移到该停发，按 { KEY("credentials.open") } 查看原因；已排除的，按 { KEY("credentials.lift") } 签名；没有排除的无需处理，到期作废。
    .command = 请核对停发原因（freeze list）；已排除的，签名（proposal confirm）；没有排除的无需处理，到期作废。
next-confirm_go_on_send = 请移到该停发，按 { KEY("credentials.open") } 查看原因；已排除的，按 { KEY("credentials.lift") } 签名；没有排除的无需处理，到期作废。
    .command = 请核对停发原因（freeze list）；已排除的，签名（proposal confirm）；没有排除的无需处理，到期作废。
next-confirm_resume_after_loss = 请打开遗失单，按 { KEY("loss.next") } 核对新口令指纹和暴露期；属实的，签名。
    .command = 请核对新口令指纹和暴露期（loss show）；属实的，签名（proposal confirm）。
next-confirm_rearm = 请先查看要求启用的原因：因数据库的，查明没有其他机器用该账号发送；因时钟的，核对当前时刻。属实的，在 { PAGE("all.credentials") } 移到该发送程序或业务台，按 { KEY("credentials.rearm") } 签名；不属实的无需处理，到期作废。
    .command = 先看它为何要求（freeze dispatchers）：数据库的，查明没有别的机器在用这个账号发送；时钟的，对一下现在几点。属实就用 proposal confirm 签名。

refusal-freeze_subject = 没有“{ $subject }”这个对象可以冻结。
    .why = { $clause }：冻结写明存在的网关、类别、申请或人员。
    .next = 请核对编号；不能确定的，先冻结全部。
    .command = 核对编号；拿不准就先冻结全部（freeze now all）。

refusal-freeze_many = 您做的冻结里已有 { $most } 个未解除。
    .why = { $clause }：一人不得冻住全行；未解除的冻结有上限。
    .next = 紧急时请冻结全部，或请他人冻结。
    .command = 紧急时冻结全部（freeze now all），或请别人冻结。

refusal-asker_lost = { $person } 的密钥或登录已挂失。
    .why = { $clause }：挂失后此人名下什么都不受理。
    .next = 由代理保管人办理；本人待新名册恢复后再来。

refusal-freeze_not_yours = 这次冻结是 { $person } 做的。
    .why = { $clause }：原因由冻结的人写。
    .next = 请他补写。

refusal-freeze_reason_there = 原因已经写过。
    .why = { $clause }：原因只写一次，不改。
    .next = 请在 { PAGE("all.credentials") } 移到该冻结，按 { KEY("credentials.open") } 查看。
    .command = 用 freeze list 查看。

refusal-freeze_over = 这次冻结已经解除。
    .why = { $clause }：一次冻结只解除一次。
    .next = 请在 { PAGE("all.credentials") } 查看当前冻结的对象。
    .command = 用 freeze list 看现在冻结了什么。

refusal-freeze_of_loss = 这次冻结属于遗失单 { $number }。
    .why = { $clause }：口令遗失的网关，办完补办、装入新口令后由两人恢复，不能直接解冻。
    .next = 请在 { PAGE("all.credentials") } 打开遗失单 { $number } 继续办理。
    .command = 接着办遗失单：loss show { $number }。

refusal-freeze_other_act = 停发或冻结已换了一个。
    .why = { $clause }：自动停发由两人提议继续，人做的冻结由两位经理解冻，各签各的。
    .next = 请刷新后移到该行，再按 { KEY("credentials.lift") }。
    .command = 请用 freeze list 查看后再提议。

refusal-freeze_not_told = 发送台还没有报告这次冻结。
    .why = { $clause }：解冻写明发送台的冻结号，才不会解错。
    .next = 等一会儿再试；发送台没开就先开。

refusal-lift_proposed_already = 这件事已经有人提议，还没办完。
    .why = { $clause }：一次只办一个提议。
    .next = 请待其办完或过期；现状见 { PAGE("all.credentials") }。
    .command = 等它办完或过期；用 proposal list 看。

refusal-about_himself = { $person } 是被冻结的人。
    .why = { $clause }：本人不参与解冻自己。
    .next = 请另外两位经理办理。

refusal-loss_by_roster = 遗失单 { $number } 是人员的密钥或登录账号。
    .why = { $clause }：人员由两位名册签署人签发新一版名册恢复。
    .next = 请名册签署人办理。
    .command = 请名册签署人办理（roster）。

refusal-loss_key_there = 新名册里 { $person } 仍用遗失前的密钥（遗失单 { $number }）。
    .why = { $clause }：遗失过的密钥，找回也不再用。
    .next = 换上新密钥，旧的注销，再签发。

refusal-other_password = 网关 { $gateway } 现在的口令，不是遗失单里签认的那个。
    .why = { $clause }：恢复只认保管人装入并试过的新口令（看指纹）。
    .next = 请保管人在 { PAGE("all.credentials") } 核对指纹；再次更换过的，在遗失单上按 { KEY("loss.installed") } 重新签认。
    .command = 请保管人核对指纹（custody list）；再次更换过的，重新签认（loss installed）。

refusal-rearm_not_asked = 发送程序 { $dispatcher } 没有要求重新启用，或已换了标记。
    .why = { $clause }：数据库恢复、复制、丢失过，或时钟倒退的，才要两人启用，一次一签。
    .next = 请系统管理员启动发送程序，再试。
    .command = 看 doctor，或启动发送程序后再试。

refusal-gateway_lost = 网关 { $gateway } 的口令已挂失（{ $number }）。
    .why = { $clause }：挂失以后到两人恢复以前，不经它放行、恢复或再发。
    .next = 请先在 { PAGE("all.credentials") } 打开遗失单 { $number } 办完。
    .command = 先办完遗失单：loss show { $number }。

problem-no_such_freeze = 没有这次冻结。
    .why = 编号不对，或它不在这里。
    .next = 请在 { PAGE("all.credentials") } 查看。
    .command = 用 freeze list 查看。

command-unfreeze = 提议解冻，须另一位部门以外的经理确认；自动停发的，提议继续。
command-go_on = 提议让自动停发的继续，须另一人确认。
command-rearm = 数据库恢复、复制、丢失，或时钟倒退后，提议重新启用发送程序。
command-freeze_list = 冻结了什么、谁冻结、为何，新的在前。
command-dispatcher_dispatchers = 发送程序：何时有过消息，要不要两人重新启用、为何。
option-freeze-open = 含已解除的

alert-desk_clock_ahead = 业务台的时钟突然变快，还没有证实。
    .why = { $clause }：证实以前，业务台不判逾期，也不判过期。
    .next = 请系统管理员与另一台时钟核对：不对的，校正；没有错的，启用时间同步，或由保管人在 { PAGE("all.credentials") } 按 { KEY("credentials.rearm") } 提议，{ GENERAL() }经理同样确认。
    .command = 请系统管理员与另一台时钟核对：不对的，校正；没有错的，启用时间同步，或由两个人确认（freeze rearm desk）。
