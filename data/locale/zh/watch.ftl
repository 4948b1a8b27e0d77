### 异常发送：一份申请或一次发送与本部门以往相比有什么不同（R7）。

state-watch-open = 未看
state-watch-acknowledged = 已看

watch_what-volume = 人数
watch_what-split = 拆成几份
watch_what-early = 时段早
watch_what-late = 时段晚
watch_what-strangers = 名单生
watch_what-runs = 连号
watch_what-failures = 失败
watch_what-refusals = 回复退订
watch_what-complaints = 投诉

watch-case_volume = { $n } 人，是本部门近 { $days } 天最大一次的 { $times } 倍（{ $about }，{ $usual } 人）
watch-case_split = { $days } 天内有 { $of } 份申请内容或文件相同，合计 { $n } 人，像是一份名单拆开的；以往最多 { $usual } 人
watch-case_split_first = { $days } 天内有 { $of } 份申请内容或文件相同，合计 { $n } 人，像是一份名单拆开的
watch-case_early = 发送时段早到 { $n }；本部门近 { $days } 天最早 { $usual }
watch-case_late = 发送时段晚到 { $n }；本部门近 { $days } 天最晚 { $usual }
watch-case_strangers_none = 名单与本部门近 { $days } 天发过的号码几乎没有相同的（共 { $of } 个）
watch-case_strangers = 名单与本部门近 { $days } 天发过的号码只有约 { $percent } 相同（{ $of } 个中约 { $n } 个）
watch-case_runs = { $n } 个号码连号（{ $of } 段，最长 { $usual } 个），像是编出来的，请核对来源
watch-case_failures = 失败 { $n } 条，占提交 { $of } 条的 { $percent }；本部门近 { $days } 天是 { $usual }
watch-case_failures_first = 失败 { $n } 条，占提交 { $of } 条的 { $percent }；以往没有可比的
watch-case_refusals = 回复退订 { $n } 人，占提交 { $of } 条的 { $percent }；本部门近 { $days } 天是 { $usual }
watch-case_refusals_first = 回复退订 { $n } 人，占提交 { $of } 条的 { $percent }；以往没有可比的
watch-case_complaints = 投诉 { $n } 件，占提交 { $of } 条的 { $percent }；本部门近 { $days } 天是 { $usual }
watch-case_complaints_first = 投诉 { $n } 件，占提交 { $of } 条的 { $percent }；以往没有可比的
watch-no_past = 本部门近 { $days } 天没有发送过，没有可比的
watch-nothing = 与本部门近 { $days } 天的发送相比没有异常

watch-compared = 与以往相比
watch-state = 状态
watch-form = 申请
watch-department = 部门
watch-kinds = 异常
watch-cases = 异常之处
watch-found = 发现
watch-purpose = 用途
watch-who = 由谁看
watch-acknowledged = 看过
watch-acknowledged_by = 看过的人
watch-looked = 看了什么
watch-follows = 后续怎么办
watch-done = 已记下

command_line-watch = 异常发送：与本部门以往不同的申请和发送。
command-watch_list = 异常发送，新的在前。
command-watch_show = 一次异常发送：哪里异常，谁看过，后续怎么办。
option-watch-state = open, acknowledged
option-watch-department = 只看一个部门
option-watch-what = 只看一种：volume, split, early, late, strangers, runs, failures, refusals, complaints
option-watch-text = 申请编号、用途
cli-no_watch = 没有异常发送。

todo-watch = 看异常发送
todo-watch_told = 本部门有异常发送
chase-watch = 看异常发送
next-watch = 打开后核对申请、名单和结果，按 { KEY("watched.acknowledge") } 记下核对内容和后续处理。
    .command = 请核对申请、名单和结果，记下核对内容和后续处理（watch acknowledge）。

next-watch_told = { GENERAL() }会看；您可先看申请、名单和结果，看过后从这里消失。

ledger-watch-found = 发现异常
ledger-watch-acknowledged = 看过异常

help-watch-title = 异常发送
help-watch-body = 人数、时段、名单、连号与本部门以往不同的申请，和失败、退订、投诉偏多的发送。{ KEY("watch.state") } 按状态，{ KEY("watch.kind") } 按种类，{ KEY("watch.open") } 打开。限度在制度包的 [watch] 里。
help-watch-columns = 状态：待核对或已核对 [R7]
    申请：申请编号 [R3]
    部门：所属部门 [R7]
    异常：哪一处异常 [R7]
help-watched-title = 一次异常发送
help-watched-body = { KEY("watched.acknowledge") } 记下看了什么、后续怎么办；经手这份申请的人不能自己记。{ KEY("watched.request") } 打开申请。

list-watch-empty = 没有异常发送。
    这里会列出人数、时段、名单与以往不同的申请，和失败、退订、投诉偏多的发送：
    业务台每分钟自动核对；{ GENERAL() }看过，记下看了什么、后续怎么办。
filter-watch = 打申请编号或用途里的字，Enter 筛选。

refusal-watch_not_yours = 异常发送不由您看。
    .why = { $clause }：由{ GENERAL() }的备案员、部门经理或主管经理看，并记下结果。
    .next = 请他们看。

refusal-watch_own = 这份申请您经手过，不能由您看。
    .why = { $clause }：监督的人不是经手的人。
    .next = 请{ GENERAL() }的另一位看。

refusal-watch_acknowledged = 这次异常已有人看过。
    .why = { $clause }：记下的话不改；有新的异常会重新出现。
    .next = 不用再办。

problem-no_such_watch = 这份申请没有异常记录。
    .why = 可能编号写错，或没有发现异常。
    .next = 请在 { PAGE("all.sends") } 按 { KEY("sends.watch") } 查看。
    .command = 用 watch list 查看。
