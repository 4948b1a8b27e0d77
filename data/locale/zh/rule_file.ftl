### The files that rosters name: the kinds, every field of each, values out of fixed sets, and what is wrong with one.

refusal-file_unfit_at = { $rule_file }第 { $line } 行：{ $item } { $file_fault } { $detail }
    .why = { $clause }：读不懂的文件谁也不能照着执行。
    .next = 改正这一行，再带进来。

refusal-file_unfit = { $rule_file }：{ $item } { $file_fault } { $detail }
    .why = { $clause }：读不懂的文件谁也不能照着执行。
    .next = 以现行的一份为底改写（show --out）。

refusal-file_named_otherwise = 名册写的{ $rule_file } { $name } 不是这份文件。
    .why = { $clause }：名册按内容登记文件，版本和编号以文件里写的为准。
    .next = 重新提出。

refusal-file_other_pledge = 制度包要求第 { $pledge } 版保证书，名册写的不是这一版。
    .why = { $clause }：两处必须一致。
    .next = 重新提出。

refusal-file_pledge_unknown = 制度包要求第 { $pledge } 版保证书，本程序没有它的文本。
    .why = { $clause }：读不到、签不了保证书，谁也不能提交和审批。
    .next = 写现有的版本；新的保证书随程序更新。

refusal-file_pledge_clauses = 第 { $pledge } 版保证书有 { $clauses } 条，制度包写的条数不同。
    .why = { $clause }：保证书逐条确认，条数不能错。
    .next = 改正 pledge 一节的 clauses。

refusal-file_version_taken = { $rule_file } { $name } 已经有过一份，内容不同。
    .why = { $clause }：签名和表单上写的是版本，一个版本只能是一份文件。
    .next = 换一个版本号（文件开头的 version）。

refusal-gateway_not_for_solo = 网关“{ $gateway }”不是本机的模拟网关。
    .why = { $clause }：账号没有分离的安装不接触真实网关。
    .next = 真实网关在正式安装里提出；这里用 simulator = true、host = "127.0.0.1"。

problem-no_such_rule_file = 业务台没有这份文件：{ $digest }
    .why = 校验值不对，或文件从没带进来过。
    .next = 用 policy list、screening list、gateway list、calendar list 查看。

problem-no_such_year = 没有 { $year } 年的放假安排。
    .why = 程序没有附带，名册也没有写明这一年。
    .next = 用 calendar years 看有哪几年；照其中一年写成文件，用 calendar propose 提出。

problem-file_in_force = 这份{ $rule_file }（{ $name }）就是现行的。
    .why = 内容一个字节也没有变。
    .next = 改动后换一个版本号再提出。

problem-unknown_rule_file = 没有“{ $kind }”这种文件。
    .why = 只有制度包、敏感词表、网关文件、放假安排。
    .next = 写 policy、screening、gateway 或 calendar。

problem-rule_file_differs = 业务台给的不是名册写明的那份{ $rule_file } { $name }。什么也没有签。
    .why = 本机核对了文件内容的校验值和写法，不符。
    .next = 不要签；请系统管理员和审计员查业务台。

rule_file-policy = 制度包
rule_file-screening = 敏感词表
rule_file-gateway = 网关文件
rule_file-calendar = 放假安排
rule_file-none = 没有。
rule_file-good = { $rule_file } { $name } 可以用
rule_file-what_changes = { $rule_file }：{ $old } -> { $new }
rule_file-says_new = { $rule_file } { $new }（新）
rule_file-says_gone = { $rule_file } { $old } 停用
rule_file-only_layout = 各项规定没有变，只有说明或排列不同：
rule_file-text = 原文逐行（- 旧，+ 新）：
rule_file-not_there = { $rule_file } { $name }：业务台没有保存
rule_file-kind = 种类
rule_file-name = 版本或编号
rule_file-as_written = 原文
rule_file-since = 生效
rule_file-until = 停用
rule_file-signed_by = 签署人
rule_file-in_force = 现行
rule_file-missing_at = 发送程序缺
rule_file-digest = 校验值
rule_file-kept = 原文
rule_file-first = 前面没有同类文件。
rule_file-which = 哪一种文件？
rule_file-file = 文件路径
rule_file-bring_title = 提出新的{ $rule_file }
rule_file-bring_told = 本机上的 .toml 文件，以现行的一份为底改写；只写文件名时在 { $folder } 里找。文件带到业务台，两位名册签署人签字后生效。
rule_file-save_title = 另存文件
rule_file-saved = 已写到 { $file }
rule_file-pick_drop = 停用哪个网关？


file_fault-too_large = 文件太大
file_fault-not_text = 不是看得见的 UTF-8 文字
file_fault-not_toml = 不合 TOML 写法
file_fault-missing = 缺少这一项
file_fault-unknown = 没有这样一项
file_fault-type_int = 应为整数，不加引号
file_fault-type_str = 应为文字，加引号
file_fault-type_bool = 应为 true 或 false
file_fault-type_array = 应为列表，写在 [ ] 里
file_fault-type_object = 应为一组，以 [ ] 开头
file_fault-value = 写的值不行
file_fault-holiday_order = 的最后一天早于第一天，或放假超过 31 天：
file_fault-other_year = 不是这一年的日子：
file_fault-day_twice = 这一天写了两次（放假重叠，或又放假又上班）：
file_fault-worked_weekday = 调休上班的日子不是周六、周日：

rule_value-True = 是
rule_value-False = 否
rule_value-quarter = 季度末
rule_value-end = 发送时段结束
rule_value-own = 本部门操作员
rule_value-general = 综合部操作员
rule_value-before = 发送前
rule_value-after = 发送后
rule_value-customers = 本行客户
rule_value-public = 公众
rule_value-staff = 员工
rule_value-block = 禁止
rule_value-warn = 提醒

rule_field-policy-version = 版本
rule_field-policy-source = 依据
rule_field-policy-effective_from = 施行日
rule_field-policy-decide_working_days = 审批工作日
rule_field-policy-complaint = 投诉
rule_field-policy-answer_days = 答复投诉的工作日
rule_field-policy-conclude_days = 投诉结案的工作日
rule_field-policy-max_billed_parts = 每条最多计费段数
rule_field-policy-count_retyped = 审批时重输人数
rule_field-policy-pledge = 保证书
rule_field-policy-clauses = 条数
rule_field-policy-months = 有效月数
rule_field-policy-posts = 须签的岗位
rule_field-policy-renew_days = 到期前几天可续签
rule_field-policy-enrolment = 操作员申请
rule_field-policy-route = 依次签字
rule_field-policy-open_department = 开通部门的签字
rule_field-policy-orders = 人事指令
rule_field-policy-deputised = 可代签的岗位
rule_field-policy-deputy_days = 代签最多天数
rule_field-policy-proposal_hours = 待第二人签的小时数
rule_field-policy-loss = 账号口令遗失
rule_field-policy-leak_hours = 泄露时通知服务商的小时数
rule_field-policy-hours = 时段或时限
rule_field-policy-certify_days = 出具证明的工作日
rule_field-policy-request_days = 申请补办的工作日
rule_field-policy-reissue_days = 补办的工作日
rule_field-policy-install_days = 装上的工作日
rule_field-policy-resume_days = 恢复的工作日
rule_field-policy-close_days = 结案的工作日
rule_field-policy-category = 业务类别
rule_field-policy-clause = 条款
rule_field-policy-audiences = 对象
rule_field-policy-least_approvers = 至少几人审批
rule_field-policy-accept = 综合部受理
rule_field-policy-released_by = 谁放行
rule_field-policy-paper = 纸质留存
rule_field-policy-opt_out = 须有退订语
rule_field-policy-work = 工作日
rule_field-policy-off = 休息日
rule_field-policy-holiday = 节假日
rule_field-policy-monday = 周一
rule_field-policy-tuesday = 周二
rule_field-policy-wednesday = 周三
rule_field-policy-thursday = 周四
rule_field-policy-friday = 周五
rule_field-policy-saturday = 周六
rule_field-policy-sunday = 周日
rule_field-policy-mandatory = 哪些依据算必须发送
rule_field-policy-retention = 保存期（月）
rule_field-policy-counted_from = 号码从何时起算
rule_field-policy-notices = 业务提示
rule_field-policy-promotions = 业务宣传推广
rule_field-policy-others = 其他
rule_field-policy-unused_list = 没用过的名单
rule_field-policy-findings = 问题行
rule_field-policy-inbox = 收件箱文件
rule_field-policy-extra = 加签
rule_field-policy-third_party = 代他人发布
rule_field-policy-downgrade = 类别下调
rule_field-policy-limits = 每个号码的发送上限
rule_field-policy-day = 每个自然日最多条数
rule_field-policy-days_30 = 30 天内最多条数
rule_field-policy-all = 全部类别合计
rule_field-policy-same_text_days = 同一内容间隔天数
rule_field-policy-notice = 业务提示
rule_field-policy-promotion = 业务宣传推广
rule_field-policy-other = 其他
rule_field-screening-version = 版本
rule_field-screening-rule = 词条
rule_field-gateway-id = 编号
rule_field-gateway-name = 名称
rule_field-gateway-protocol = 协议
rule_field-gateway-simulator = 模拟网关
rule_field-gateway-host = 主机
rule_field-gateway-port = 端口
rule_field-gateway-tls = 加密连接
rule_field-gateway-tls_ca = 证书文件
rule_field-gateway-system_type = 系统类型
rule_field-gateway-account = 账号
rule_field-gateway-source = 发送号码
rule_field-gateway-source_ton = 发送号码 TON
rule_field-gateway-source_npi = 发送号码 NPI
rule_field-gateway-destination_prefix = 号码前缀
rule_field-gateway-encoding = 编码
rule_field-gateway-billing = 计费分段
rule_field-gateway-window = 在途上限
rule_field-gateway-rate = 每秒条数
rule_field-gateway-price_fen = 每段价格（分）
rule_field-gateway-response_timeout = 应答时限（秒）
rule_field-gateway-enquire_seconds = 探测间隔（秒）
rule_field-gateway-receipt_hours = 等回执小时数
rule_field-gateway-opt_out = 退订方式
rule_field-gateway-inbound = 收得到客户回复
rule_field-gateway-words = 收得到的回复
rule_field-gateway-other = 登记的其他方式
rule_field-calendar-year = 年份
rule_field-calendar-source = 依据
rule_field-calendar-published = 公布日期
rule_field-calendar-holiday = 放假
rule_field-calendar-name = 名称
rule_field-calendar-first = 第一天
rule_field-calendar-last = 最后一天
rule_field-calendar-work = 调休上班

alert-file_not_at_sender = 发送程序 { $service } 没有现行的{ $rule_file } { $name }（{ $digest }）。
    .why = { $clause }：它只按自己目录里的、名册写明的那一份发送；没有就什么也不发。
    .next = 请系统管理员用 show --out 写出同一份，放进它的 policies、gateways 或 calendars 目录；不用重启。

alert-calendar_missing = { $year } 年放假安排还没有导入。
    .why = { $clause }：按工作日、节假日区分发送时间的类别，跨入 { $year } 年的时段一律发不了；按工作日算的期限也只认周末。
    .next = 国务院办公厅公布后，照上一年写成文件（calendar year --out），由名册签署人在规则文件页提出（calendar propose），另一人签名生效，再请系统管理员把它放进发送程序的 calendars 目录。
