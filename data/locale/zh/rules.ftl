### The departments' own rules (R0).

rules-version = 版本
rules-none = 没有
rules-none_yet = 这个部门还没有签署管理规定（R0）；由部门经理按 { KEY("department_rules.new") } 写第一版。
rules-title = 名称
rules-title_usual = { $department }短信平台管理规定
rules-signed_by = 签署
rules-since = 签署时间
rules-digest = 校验值
rules-pick = 看哪一版
rules-earlier = 旧版：现行的是第 { $n } 版
rules-form_head = { $department }管理规定（R0）第 { $n } 版。签名前不保存；{ KEY("department_rules_form.read") } 从文件读入全文。
    Enter 下一栏，Shift+Tab 上一栏，Ctrl+J 换行；不写手机号码。
rules-ready = 共 { $n } 字。{ KEY("department_rules_form.sign") } 看全文，签名。
rules-read_title = 从文件读入
rules-read_about = 纯文本，UTF-8。相对路径从 { $folder } 起。会替换栏里现有的全文。
rules-file = 文件路径
rules-sign_title = 您将签署的规定（逐字如此）
rules-signed = 已签署第 { $n } 版：{ $title }

list-department_rules-empty = 没有部门。

filter-department_rules = 部门或规定名称的一部分，Enter 筛选。

help-department_rules-title = 部门规定
help-department_rules-body = 各部门建立本部门的管理规定（R0），由部门经理签署，一版接一版；没有的部门在催办里。全文只给本部门和{ GENERAL() }看。
help-department_rules-columns = 部门：哪个部门的规定 [R0]
    版本：现行第几版 [R0]
    签署：谁签署 [R0]
    签署时间：何时签署 [R0]
    名称：规定的名称 [R0]
help-department_rule-title = 一个部门的规定
help-department_rule-body = 签署的全文，上下键翻看；{ KEY("department_rule.versions") } 看旧版，{ KEY("department_rule.new") } 由部门经理写新一版，从显示的这一版改起。
help-department_rules_form-title = 写新一版规定
help-department_rules_form-body = 改好名称和全文，或用 { KEY("department_rules_form.read") } 从文件读入；{ KEY("department_rules_form.sign") } 先显示要签的全文，再问口令。签名前不保存，离开会先问。

command-rules_list = 各部门，以及现行的管理规定。
command-rules_versions = 本部门管理规定的各版，新的在前。

refusal-no_rules_yet = { $department } 还没有签署管理规定。
    .why = { $clause }：各部门建立本部门的管理规定。
    .next = 请该部门经理写第一版。
