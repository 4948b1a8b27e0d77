### Lists as a department keeps them: versions, difference, lists made of others, notes, deletion.

list_assets-version = 第 { $n } 版
list_assets-before = 替换 { $list } 号
list_assets-after = 已由 { $list } 号替换
list_assets-first = 第一份
list_assets-other = 第二份
list_assets-only = 只在第一份
list_assets-both = 两份都有
list_assets-only_other = 只在第二份
list_assets-n = 号码数
list_assets-other_n = 号码数
list_assets-number = 号码
list_assets-need = 用处
list_assets-until = 保留到
list_assets-needed_by = 还用着，不能删除：
list_assets-not_needed = 没有地方用它，可以删除。
list_assets-written = 已写出 { $n } 个掩码号码：{ $file }
list_assets-noted = 已写下 { $list } 号通讯录的备注
list_assets-replaces = { $list } 号现在是 { $old } 号的新版本
list_assets-replaces_none = { $list } 号不再替换别的通讯录
list_assets-delete_about = 删除「{ $name }」：{ $n } 个号码清除，签名的清单留在台账。
list_assets-delete_question = 删除？
list_assets-not_deleted = 没有删除。
list_assets-deleted = 已删除「{ $name }」

list_assets-needs = 谁还用着
list_assets-parts = { $lists }：选一部分，写出掩码号码
list_assets-no_other = 没有另一份可用的通讯录。
list_assets-name = 名称
list_assets-prefixes = 号段
list_assets-share = 比例（%）
list_assets-part_about = “{ $name }”{ $n } 个号码，取其中一部分，成一份新通讯录。号段（号码的前 3 至 7 位，如 138、139）、比例（1 至 99）只填一种。
    其余的号码：从这份里扣除新的一份。号段只看号码，携号转网的客户可能已换运营商。
list_assets-part_prefixes = 取号段 { $prefixes }
list_assets-part_share = 取 { $share }%
list_assets-part_of = { $list } 号{ $rule }
list_assets-made = 已签名导入，是 { $list } 号通讯录
list_assets-not_signed = 没有签名，新名单没有做成。
list_assets-note_about = 备注供本部门看，不是签名的内容，不写号码。
list_assets-count = 号码数
list_assets-count_wrong = 与这份名单的号码数不符，已清空：看清上面的数，再打一遍。
list_assets-mend_sheet = 问题行
list_assets-mended = 这些是 { $list } 号「{ $name }」问题行改正后的号码：原有 { $n } 个，新增 { $more } 个（另 { $both } 个它已有），合并成 { $total } 个，作它的下一版。
list_assets-mend_key = 按 { KEY("import_done.mend") } 合并签名。
list_assets-current = 只列最新一版。
list_assets-every = 连同已由新版本替换的一起列出；再按 { KEY("contacts.versions") } 只列最新一版。
help-contact_list-title = 一份通讯录
help-contact_list-body = 来源、版本、备注，谁还用着；可以比较、合并、扣除、取一部分、删除（R10、R13）。

glance-title = 一眼看
glance-waiting = 正在算与其他名单的重号…
glance-unknown = 与其他名单的重号这次没有算出来；签名前再算。
glance-nothing = 与其他名单没有重号，没有人退订，没有到上限的，没有连号
glance-exactly = { $n }
glance-about = 约 { $n }
glance-more = 另 { $n } 份
glance-overlap = 与本部门最近 { $n } 份名单的重号：{ $lists }
glance-no_overlap = 与本部门最近 { $n } 份名单没有重号
glance-recent = 其中 { $n } 个最近 { $days } 天发送过
glance-no_recent = 最近 { $days } 天都没有发送过
glance-opted = 其中 { $n } 个已退订（{ $scopes }）
glance-no_opted = 没有人退订
glance-over = 今天已到发送上限：{ $categories }
glance-no_over = 没有号码到发送上限
glance-runs = 连号 { $runs } 段共 { $n } 个，最长 { $longest } 个：像是编出来的，请核对来源
glance-no_runs = 没有十个以上的连号

need-draft = 草稿
need-request = 申请
need-sent = 已发送的申请
need-hold = 留存令
need-making = 制作中

lists-last_used = 最近用于
lists-versions = 版本
lists-made_of = 来历
lists-note = 备注

making-merge = 合并
making-subtract = 扣除
making-part = 取一部分

refusal-list_not_ready = 「{ $name }」没有导入完，或号码已清除。
    .why = { $clause }：比较、合并、扣除和新版本都要用号码齐全的名单。
    .next = 选另一份，或重新导入。

refusal-list_other_department = 「{ $name }」是另一个部门的名单。
    .why = { $clause }：各部门自建通讯录，新版本替换本部门的名单。
    .next = 选本部门的一份；要合在一起用合并。

refusal-list_replaced = 「{ $name }」已由 { $list } 号替换。
    .why = { $clause }：一份名单只有一个下一版，先后才清楚。
    .next = 替换 { $list } 号，它是较新的一版。

refusal-list_not_mended = { $list } 号不是由导出的问题行改正来的。
    .why = { $clause }：程序按工作表的名称认出问题行属于哪份名单。
    .next = 用「合并」，再标明它替换哪一份。

refusal-list_mended_gone = { $list } 号改正的号码没有名单可并：原名单不在了，或已有这些号码。
    .why = { $clause }：只并入本部门还有号码的名单，已有的不再并。
    .next = 单独用这份名单，或用「合并」。

refusal-list_older = 「{ $name }」比这份导入得晚。
    .why = { $clause }：新版本替换较早导入的名单。
    .next = 反过来标明，或选更早的一份。

refusal-list_twice = 同一份名单选了两次。
    .why = { $clause }：合并和扣除要用不同的名单。
    .next = 每份只选一次。

refusal-list_part_rule = 没有写明取哪一部分：号段、比例要填一种，且只填一种。
    .why = { $clause }：清单要写明这份通讯录是怎样从原通讯录取出的。
    .next = 填写号段（如 138、139），或填写比例（如 30），另一项留空。
    .command = 写 --prefix 138,139，或写 --share 30，只写一种。

refusal-list_part_prefix = “{ $prefix }”不是号段。
    .why = { $clause }：号段是手机号码的前 3 至 7 位数字，以 1 开头。
    .next = 改正号段，如 138、1390；几个之间用顿号或逗号隔开。
    .command = 改正 --prefix，如 --prefix 138,1390。

refusal-list_part_prefix_twice = 号段 { $prefix } 已包含在 { $other } 里。
    .why = { $clause }：每个号段只写一次，清单写明的才是实际所取的。
    .next = 删去其中一个。
    .command = 在 --prefix 里删去其中一个。

refusal-list_part_prefixes = 填了 { $n } 个号段，一次最多 { $most } 个。
    .why = { $clause }：签名的清单要让人逐个看清。
    .next = 用较短的号段（如 138 代替 1380 至 1389），或分几次取，再合并。
    .command = 用较短的号段（如 --prefix 138），或分几次取，再用 contacts merge 合并。

refusal-list_part_share = “{ $share }”不是可用的比例。
    .why = { $clause }：比例是 1 至 99 的整数，表示百分之几。
    .next = 填写 1 至 99 的整数，如 30；要全部号码的，直接用原通讯录。
    .command = 写 --share 30 这样；要全部号码的，直接用原通讯录。

refusal-list_part_whole = “{ $name }”的 { $n } 个号码都符合，取出的就是整份。
    .why = { $clause }：取一部分要有其余的号码，否则是同一份通讯录。
    .next = 直接用原通讯录，或改填号段、比例。
    .command = 直接用原通讯录，或改 --prefix、--share。

refusal-list_needed_draft = 草稿 { $number } 用着这份名单。
    .why = { $clause }：申请还用着的名单不删。
    .next = 先在草稿里换一份，或删去草稿。

refusal-list_needed_request = 申请 { $number } 用着这份名单。
    .why = { $clause }：提交过的申请连同名单留存备查。
    .next = 保留期满后由两人在数据清除页清除。

refusal-list_needed_sent = 申请 { $number } 已按这份名单发送，留存到 { $due }。
    .why = { $clause }：发送过的号码在保留期内备查。
    .next = 期满后由两人在数据清除页连同申请清除。

refusal-list_needed_making = 正在用它制作「{ $name }」。
    .why = { $clause }：制作完之前两份都要在。
    .next = 等那份签名导入完。
