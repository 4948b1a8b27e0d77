### Why a text may not be sent, by the reasons of the screening lists.

screening-classified = 涉密标志
screening-internal = 内部事项
screening-absolute_claim = 绝对化用语
screening-unjudged = 敏感词表中的规则太慢，没有检查完
screening-too_long = 太长，没有检查
screening-card_number = 疑似卡号
screening-identity_number = 疑似身份证号
screening-one_time_code = 验证码类内容
screening-harmful = 不良信息
screening-fraud = 诈骗用语
screening-instructed = 要人转账或交出验证码
screening-third_party = 代他人宣传或违法代办
screening-sms_business = 替别人发短信做生意
screening-return_promise = 承诺收益或保本
screening-contact = 引导加微信、QQ
screening-enticing = 像诱导或诈骗的说法
screening-advertising = 诱导性宣传
screening-personal_data = 姓名和金额
screening-disclosing = 疑似泄露个人信息或口令
screening-link = 未登记的链接
screening-telephone = 未登记的电话
screening-account = 微信号、QQ号
screening-signature = 签名未登记
screening-misfiled = 疑似推广，不按推广申请

screening_verdict-block = 不能发
screening_verdict-warn = 须核对
screening_verdict-pass = 未发现问题

screening_words-item = 敏感词（TXT、Excel 里的词）
screening_words-title = 给敏感词表加词
screening_words-which_class = 没有写类别的词算哪一类
screening_words-which_level = 没有写级别的词算哪一级
screening_words-each_row = 每行自己写明
screening_words-source = 来源（没有写的行）
screening_words-about = 一行一个词，或有「词、类别、级别、来源、日期」这些列；加在现行词表之后，成为新的一版。先看加了什么、哪些行有错，再提出、两人签字。
screening_words-go_on = 按 y 看新旧词表的差异，再签第一个名。
screening_words-sum = 词表 { $before } → { $after }：新增 { $fresh } 个词，已有 { $known } 个，文件里重复 { $twice } 个，有错 { $faults } 行。
screening_words-row = 第 { $row } 行
screening_words-more = 另有 { $n } 行有错，--json 全列。
screening_fault-empty = 没有词
screening_fault-long = 超过 60 个字
screening_fault-short = 只有一个字，会处处碰上
screening_fault-mobile = 是手机号码
screening_fault-hidden = 有看不见的字符
screening_fault-class = 没有这个类别
screening_fault-level = 没有这个级别

problem-screening_nothing_new = { $file } 里没有可加的新词。
    .why = R11：词表里已有的、有错的都不加。
    .next = 看上面列出的行，改好再来。

### 新词表的影响

effect_level-block = 会拦下
effect_level-warn = 会提醒
effect-level = 新词表
effect-number = 编号或模板
effect-department = 部门
effect-at = 时间
effect-kind = 类别
effect-words = 词
effect-rule = 规则
effect-about = 出处
effect_about-request = 申请
effect_about-template = 模板
effects-title = 新词表对最近 90 天的短信
effects-judged = 用 { $new } 和现行的 { $old } 各核对 { $n } 条：已提交的申请、在用的模板、草稿。
effects-left_off = 更早的 { $n } 条没有核对。
effects-none = 现行词表放行的，新词表也都放行。
effects-block = { $n } 条会拦下
effects-warn = { $n } 条会提醒
effects-drafts = 草稿中 { $n } 份会拦下或提醒
effects-row = { $number }：{ $level }（{ $reason }）{ $words }  规则 { $rule }
effects-unjudged = 没能用新词表核对最近 90 天的短信：{ $why }
effects-waiting = 正在用新词表核对最近 90 天的短信，稍候再签。
effects-key = 按 { KEY("proposal.effects") } 看全部 { $n } 条，{ KEY("list.book") } 写成工作簿。
effects-command = 共 { $n } 条：screening effects --proposal 看全部。

help-effects-title = 新词表的影响
help-effects-body = 新词表会拦下或提醒、现行词表放行的短信，最近 90 天里最新的 1000 条；写出编号、词和规则，草稿只计数。{ KEY("list.book") } 写成工作簿（R11）。
help-effects-columns = 新词表：新词表会禁止还是提醒 [R11]
    编号或模板：受影响的申请或模板 [R3]
    部门：属于哪个部门 [R11]
    词：对上的词 [R11]
list-effects-empty = 现行词表放行的，新词表也都放行。
filter-effects = 打编号、部门、类别或词，Enter 筛选。

problem-no_list_proposed = 待签名册 { $proposal } 没有换敏感词表。
    .why = 只有换敏感词表，才有要核对的短信。
    .next = 用 roster proposals 看待签的有哪些。

refusal-no_list_brought = 这一版没有换敏感词表。
    .why = { $clause }：换了敏感词表才会影响已有的内容。
    .next = 请按其他改动审阅。
