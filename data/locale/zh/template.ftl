### Templates of departments, and what a request has of the one that it names (R7, R9, R10).

state-template-offered = 可用
state-template-blocked = 敏感词
state-template-withdrawn = 已停用

template-template = 模板
template-name = 名称
template-category = 类别
template-body = 短信正文
template-state = 状态
template-version = 版本
template-newest = 最新版本
template-department = 部门
template-uses = 用过
template-used = 最近用于
template-by = 最后办理
template-reason = 停用事由
template-written_by = 本版起草
template-note = 说明
template-blanks = 要填的空
template-screened = 敏感词
template-warned = 提醒的词
template-sha256 = 校验值
template-everyone = { $department }，各部门可用
template-everyone_field = 各部门
template-offer_all = 各部门都可以用
template-screened_words = 「{ $words }」（{ $reason }）：现行敏感词表不许，改好前不能用它起草申请
template-warned_word = 提醒：「{ $words }」（{ $reason }）
template-between = 、
template-named = 「{ $name }」第 { $version } 版
template-value = 填入 { $name }：{ $value }
template-as_it_is = 与模板{ $template }一致
template-newer = 模板{ $template }已有新版，最新为第 { $newest } 版
template-changed = 与模板{ $template }不同（{ $field }）：{ $words }
template-gone = 删「{ $words }」
template-came = 加「{ $words }」
template-other_choice = { $before } 改为 { $after }
template-blank_left = 空没有按模板填
template-based_on = 按模板 { $template } 起草
template-put_back_about = 改动的地方恢复成模板的原文，已填的空留着。确定？
template-signature_open = 由申请选定
template-put_back = 已恢复模板原文。
template-let_go = 不再按模板
template-let_go_about = 模板「{ $name }」已停用。短信照现在的内容作为自拟短信提交，不再写明模板。确定？
template-let_go_done = 这份申请不再按模板。
template-nothing_changed = 除了要填的空，与模板没有不同。
template-none_named = 这份申请没有按模板起草。
template-whole = 模板原文
template-none_left = 附带的模板本部门都已有了。
template-take_all = 还没有的 { $n } 份全部收进来
template-pick_shipped = 收进哪一份
template-taken = 收进了 { $n } 份模板。
template-taken_done = 模板已收进
template-withdraw_about = 停用后不再供起草，未提交的草稿不能再按它提交；各版仍可查，已提交的申请不受影响。写出新一版就重新可用。
template-withdrawn_done = 模板已停用
template-restore_about = 停用事由：{ $reason }。恢复后又可用它起草，内容为最新一版。确定？
template-restored_done = 模板已恢复使用
template-pick_version = 看哪一版
template-fill_title = 用模板「{ $name }」第 { $version } 版起草
template-fill_about = 填好的对每个收件人都一样。先空着的，在表里再填。
template-head = { $department }的模板。每次不同的写成空：{ "{" }日期{ "}" }、___ 或 XX；每个收件人收到的都一样，不写姓名、卡号（R10）。
template-ready = { KEY("template_form.save") } 保存为新一版。
template-blanks_are = 要填的空：{ $blanks }
template-written = 模板已保存：{ $name }
template-written_done = 模板已保存
template-no_blank = 模板没有这个空：{ $given }。它的空：{ $blanks }
template-several = 有几份模板叫「{ $name }」，请写序号：{ $ids }

field-template = 模板
field-template_name = 模板名称
field-template_body = 短信内容
field-template_note = 说明
request_row-held = 暂停办理
request_row-template = 模板

help-templates-title = 模板
help-templates-body = 本部门每月要发的短信，写好一次，按 { KEY("templates.begin") } 用它起草申请；{ KEY("templates.take") } 收进附带的模板。由本部门的起草人、操作员、经理维护（R7、R9）。
help-templates-columns = 状态：可用、被拦或停用 [R9]
    名称：模板的名称 [R9]
    版本：第几版 [R9]
    类别：业务提示、宣传推广或其他 [R4]
    部门：属于哪个部门 [R9]
    用过：用它起草过几份申请 [R9]
help-template-title = 一份模板
help-template-body = { KEY("template.begin") } 用它起草申请，{ KEY("template.write") } 写下一版，{ KEY("template.versions") } 看各版，{ KEY("template.withdraw") } 停用，{ KEY("template.restore") } 恢复使用。改一次就是新一版，旧版仍可查。
help-template_form-title = 写模板
help-template_form-body = 每次不同的写成空，如 { "{" }到期日{ "}" }：起草人填一次，对每个收件人都一样。每个收件人各不相同的（姓名、卡号）不能写：通讯录只有号码（R10）。

list-templates-empty = 没有模板。按 { KEY("templates.new") } 写一份，或按 { KEY("templates.take") } 收进附带的。
list-templates-none = 没有模板。由起草专人、操作员或部门经理编写。
filter-templates = 打名称或内容里的字，Enter 筛选。
cli-no_templates = 没有模板。
command-template_list = 模板，新的在前。
command-template_shipped = 附带的模板，可用 template take 收进本部门。
option-template-state = offered, blocked, withdrawn
option-template-category = notice, promotion, other
option-template-text = 名称或内容里的字
option-template-department = 哪个部门，空为本人的部门

todo-template = 模板含敏感词
chase-template = 模板含敏感词
next-template = 按 { KEY("todo.open") } 查看该模板；按 { KEY("template.write") } 改掉被拦的词，或按 { KEY("template.withdraw") } 停用。
    .command = 请查看该模板（template show），改掉被拦的词（template write），或停用（template withdraw）。

ledger-template-written = 写模板
ledger-template-withdrawn = 停用模板
ledger-template-restored = 恢复模板
ledger-template-screened = 模板复核

refusal-template_not_yours = 您不维护 { $department } 的模板。
    .why = { $clause }：各部门的短信由本部门起草、审核：模板由本部门的起草人、操作员、部门经理维护（R7、R8）。
    .next = 请他们写，或用自己部门的模板。

refusal-template_for_all = { $department } 的模板不能给各部门用。
    .why = { $clause }：各部门审核自己的短信；只有{ GENERAL() }负责全行的支持，可以提供各部门通用的模板。
    .next = 去掉「各部门都可以用」，或请{ GENERAL() }写。

refusal-template_mobile = 模板的名称和事由里不能写手机号。
    .why = { $clause }：它们进台账和打印件，留得比号码久。
    .next = 去掉号码。

refusal-template_name_taken = 本部门已有模板叫「{ $name }」。
    .why = { $clause }：申请和审批单以名称称呼模板，同名分不清。
    .next = 换一个名称，或写那一份的下一版。

refusal-template_personal = 「{ $blank }」对每个收件人各不相同，不能是空。
    .why = { $clause }：通讯录只录入手机号码，姓名、卡号等不进本系统；每个收件人收到的都一样。
    .next = 改成对所有人都一样的话，如「尊敬的客户」。

refusal-template_brace = 有单独的花括号：{ $braces }。
    .why = { $clause }：一对花括号是一个空；单独的一个会照样发出去。
    .next = 补成一对，如 { "{" }日期{ "}" }，或删去。

refusal-template_name_signs = 名称里不能有引号、括号、分号。
    .why = { $clause }：审批单上名称写在引号里，旁边是核对结果，不能混淆。
    .next = 去掉这些符号。

refusal-template_blanks = 空太多，至多 { $most } 个。
    .why = { $clause }：要填这么多，就不是模板了。
    .next = 分成几份模板。

refusal-template_withdrawn = 模板「{ $name }」已停用。
    .why = { $clause }：停用的模板不再供起草，各版仍可查。
    .next = 用别的模板，或请维护它的人写新一版。

refusal-template_withdrawn_since = 草稿所用的模板「{ $name }」已停用。
    .why = { $clause }：停用的模板不再供起草，按它写的草稿也不再提交。
    .next = 按 { KEY("form.template") } 改为自拟短信（内容不变），或用别的模板重新起草。
    .command = 用 request edit --drop-template 改为自拟短信（内容不变），或用 request new --template 按别的模板重新起草。

refusal-template_not_withdrawn = 模板「{ $name }」没有停用。
    .why = { $clause }：停用的模板才需要恢复。
    .next = 不用办什么；没有敏感词就可以用它起草。

refusal-template_moved_on = 「{ $name }」已经有第 { $version } 版。
    .why = { $clause }：在您打开之后有人写了新一版；新一版接在最新一版之后。
    .next = 看过最新一版，再改。

refusal-template_unchanged = 「{ $name }」没有改动。
    .why = { $clause }：每一版都有何人何时改了什么。
    .next = 改好再保存，或按 { KEY("all.back") } 返回。
    .command = 改好再写。

refusal-templates_all_taken = 附带的模板本部门都已有了。
    .why = { $clause }：同名的不再收一份。
    .next = 用现有的；要改就写它的下一版。

refusal-template_unknown = 这份草稿不能用模板 { $template }。
    .why = { $clause }：没有这份模板或这一版，或者它是别的部门的，又不是各部门通用的。
    .next = 请在 { PAGE("all.requests") } 按 { KEY("requests.templates") } 查看可用的模板，重新起草。
    .command = 用 template list 查看可用的，从那一份重新起草。

refusal-blank_unfilled = 还有空没有填：{ $blanks }。
    .why = { $clause }：由起草人填好再交；发出去的每个收件人收到的都一样，程序不代填。
    .next = 把空改成这一次的内容，或删去。

problem-no_such_template = 没有模板 { $template }。
    .why = 名称或序号不对，或这一版还没有写。
    .next = 请在 { PAGE("all.requests") } 按 { KEY("requests.templates") } 查看。
    .command = 用 template list 查看。

problem-template_differs = 模板「{ $template }」与申请里签的不是同一份。
    .why = 业务台给出的模板与它的校验值不符：内容被换过，或数据坏了。
    .next = 不要签，告诉{ GENERAL() }。

problem-template_unreadable = 模板读不懂：{ $error }。
    .why = 栏目的名称或写法不对。
    .next = 用 --json 看一份模板（template show），照样写。
