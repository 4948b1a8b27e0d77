### Founding an organisation: personal keys and their claim sheet, the ceremony's commands, what is said of a plan.

key-made = 密钥已写入 { $file }（只有本账号能读）
key-fingerprint = 指纹 { $fingerprint }
key-keep = 口令忘了没有办法找回，只能换密钥。把 .pub 交给名册签署人，登记表打印签字。
key-changed = { $file } 的口令已更换
key-rule = 口令至少 12 个字符，或 4 个不同的词；不要用姓名。偷到文件的人会先试短的和常见的。
key-new_prompt = 新口令：
key-again_prompt = 再输一遍：
key-sheet_written = 登记表已写入 { $file }
key-sheet-title = 签名密钥登记表（电子签名法第十三条）
key-sheet-organisation = 机构
key-sheet-name = 姓名
key-sheet-staff_no = 工号
key-sheet-department = 部门
key-sheet-post = 岗位
key-sheet-printed = 打印日期
key-sheet-fingerprint = 密钥指纹（{ $kind }，逐组核对）
key-sheet-public = 公钥
key-sheet-claim1 = 一、上述密钥由本人生成，私钥和口令只由本人掌握。
key-sheet-claim2 = 二、用它在短信台所作的签名，与本人亲笔签名同样有效。
key-sheet-claim3 = 三、不借给他人，不代他人保管，不放在共用的地方。
key-sheet-claim4 = 四、遗失或疑似泄露，立即报告{ GENERAL() }，由本部门出具证明后换发（R12）。
key-sheet-holder = 持有人签字
key-sheet-manager = 部门经理签字
key-sheet-witness = 见证人签字
key-sheet-date = 日期

org-plan_written = 计划样本已写入 { $file }。照说明填好，再用 org draft
org-drafted = 待签的文件已写入 { $folder }
org-roots = 根密钥：{ $count } 把，须 { $threshold } 把签
org-signers = 名册签署人任命，第 { $version } 版：{ $count } 人，须 { $threshold } 人签
org-roster = 名册，第 { $version } 版
org-code = { $name } 的校验码 { $code }
org-next_sign = 下一步：根密钥签 signers-1，名册签署人签 roster-1：sms-console org sign { $folder } signers-1 --key FILE
org-complete = { $name }：签名已齐（须 { $least } 个）
org-incomplete = { $name }：还缺 { $missing } 个签名（须 { $least } 个）
org-missing = { $name } 还缺 { $missing } 个签名（须 { $least } 个）
org-root = 根密钥 { $number }
org-signed = 已签
org-unsigned = 未签
org-standby = 备岗
org-wrong = 须改正：{ $what }
org-weigh = 请留意：{ $what }
org-confirm = 同意就输入校验码的前 { $count } 位
org-confirm_needed = 没有终端可问，须用 --confirm 写明校验码的前 { $count } 位
org-added = 已在 { $name } 上加了一个签名
org-exported = 确切的字节已写入 { $file }
org-not_founded = 机构还没有成立：
org-founded = 机构已成立：{ $name }。把下面各行抄在纸上，由各人留存：
org-valid = 名册有效到 { $expires }
org-expired = 名册已于 { $expires } 过期
org-next_start = 下一步：把发送程序的密钥放进 { $folder }/keys，再请系统管理员安装（install script --org { $folder }），或在试用时启动业务台：python -m console.desk --home { $folder }
org-signers_drafted = { $name } 待根密钥签名；签齐后自动生效，业务台下次启动时读入
org-kind-organisation = 机构
org-kind-department = 部门
org-kind-person = 人员
org-column-signed = 签名
org-column-key_of = 密钥属于
org-column-key = 密钥指纹
org-column-organisation = 机构
org-column-separation = 职责分离
org-column-at = 作成时间
org-column-expires = 有效到
org-column-policy = 规则
org-column-screening = 敏感词表
org-column-gateways = 网关
org-column-pledge = 保证书版本
org-column-departments = 部门
org-column-services = 程序
org-column-signers = 任命文件
org-column-person = 代号
org-column-name = 姓名
org-column-staff_no = 工号
org-column-phone = 办公电话
org-column-uid = 账号
org-column-post = 岗位
org-column-department = 部门
org-column-since = 起
org-column-until = 止
org-column-note = 备注

finding-id_form = 机构代号“{ $id }”不合写法：小写英文字母开头，只用字母、数字、连字符，不超过 40 位
finding-name_unfit = { $of } { $id } 没有名称，或名称里有看不见的字符
finding-staff_no_missing = { $person } 没有工号
finding-staff_no_twice = 工号 { $number } 属于几个人：{ $people }
finding-phone_missing = { $person } 没有办公电话
finding-phone_unfit = { $person } 的办公电话不是电话号码：写成 010-00000001、010-00000001 转 802 或 95599
finding-phone_mobile = { $person } 填的是手机号：名册进台账，台账不记手机号，请填办公电话
finding-no_account = { $person } 没有账号，只能在别处签名、由同事带进来
finding-root_account = { $person } 用的是超级用户账号，能读所有人的文件
finding-no_post = { $person } 没有岗位
finding-post_over = { $person } 的岗位“{ $post }”已经到期
finding-general_department = { GENERAL() }须有且只有一个，现有 { $count } 个
finding-business_department = 没有业务部
finding-registrar_missing = { $department } 没有备案员
finding-auditor_missing = 没有审计员
finding-days_many = 名册有效期 { $days } 天；须在 1 至 { $most } 天之间
finding-days_few = 名册只有效 { $days } 天，到期前须再签一版
finding-solo = 未分离：一个账号扮演所有人，只能连本机的模拟器
finding-roots_threshold = 根密钥只须 { $threshold } 把签；至少 { $least } 把，否则一个人能改掉整个机构
finding-roots_few = 根密钥只有 { $count } 把不同的，却须 { $threshold } 把签
finding-roots_no_spare = { $count } 把根密钥一把也不能丢；常例是 3 把中 2 把
finding-signers_threshold = 名册只须 { $threshold } 人签；至少 { $least } 人
finding-signers_few = 名册签署人只有 { $count } 名，却须 { $threshold } 人签
finding-signer_post = 任命的名册签署人 { $person } 在名册里没有这个岗位
finding-key_bad = { $owner } 的公钥不能用（读不到文件，或不是 Ed25519）：{ $key }
finding-root_key_used = 根密钥 { $number } 又是 { $owner } 的密钥：一把根密钥只列一次，不作别用
finding-policy_differs = 规则文件不是名册写明的第 { $version } 版
finding-screening_differs = 敏感词表不是名册写明的第 { $version } 版
finding-gateway_missing = 没有网关
finding-gateway_unlisted = 网关文件 { $gateway } 不在名册里
finding-gateway_differs = 网关 { $gateway } 的文件不是名册写明的那一份
finding-gateway_solo = 未分离的机构只能连本机的模拟器，网关 { $gateway } 不是
finding-gateway_simulator = 网关 { $gateway } 是模拟器，不会真的发出去
finding-gateway_open = 网关 { $gateway } 不加密（tls = false），只可用于专线
finding-service_missing = 没有发送程序的密钥
finding-service_name = 发送程序的代号 { $id } 须以 { $beginning } 开头

problem-passphrase_short = 口令太短：至少 { $characters } 个字符，或 { $words } 个不同的词。
    .why = 偷到密钥文件的人可以不停地试，短的几天就试出来。
    .next = 换一句自己记得住的长话。

problem-passphrase_plain = 口令太单调：至少要有 { $kinds } 种不同的字符，且是文字。
    .why = 重复的字符，程序最先试。
    .next = 换一句自己记得住的话。

problem-passphrase_name = 口令主要由姓名或文件名组成。
    .why = 知道是谁的密钥，就先试他的名字。
    .next = 换一句不含姓名的话。

problem-passphrases_differ = 两次输入的口令不同。
    .why = 没有写任何文件：打错的口令谁也打不开。
    .next = 再来一次。

problem-passphrase_same = 新口令和旧口令一样。
    .why = 没有更换。
    .next = 换一个不同的口令。

problem-plan_unreadable = 计划读不懂：{ $error }
    .why = 有缺的、多的或写错的项目。
    .next = 对照 org plan 写出的样本改正。

problem-policy_unreadable = 规则文件读不懂：{ $error }
    .why = 它不是本程序的规则文件。
    .next = 用随程序的规则，或以它为底改写。

problem-screening_unreadable = 敏感词表读不懂：{ $error }
    .why = 它不是本程序的敏感词表。
    .next = 用随程序的一份，或以它为底改写。

problem-gateway_unreadable = 网关文件 { $name } 不能用：{ $file_faults }
    .why = 项目不对，或代号用了两次。
    .next = 用 gateway check 逐处核对；没有文件的，用 gateway new 填写一份。

problem-not_shipped = 随程序没有叫 { $name } 的文件。
    .why = 有的是：{ $names }
    .next = 换个名字，或用 file 写明自己的文件。

problem-founding_wrong = 有 { $count } 处须改正（{ $codes }）。
    .why = 照这样成立，制度规定的事办不成，或谁也不该签。
    .next = 照上面各行改计划，重新 org draft 到新目录。

problem-statement_unsound = { $name } 不能用：{ $why }
    .why = 文件损坏、被改过，或里面有一个不对的签名。
    .next = 不要签。从可靠的副本恢复，或重新 org draft。

problem-no_statement = 这里没有 { $name }。
    .why = 有的是：{ $names }
    .next = 写明其中一个。

problem-signature_bad = 这个签名不是 { $name } 的：{ $why }
    .why = 签的是另一份内容、另一个用途，或文件损坏。
    .next = 用 org export 写出的确切字节和命令再签。

problem-key_not_named = { $name } 上没有这把密钥的位置（{ $fingerprint }）。
    .why = signers 由根密钥签，roster 由名册签署人签。
    .next = 用 org show 看谁该签，换一把密钥。

problem-signed_already = { $name } 上已有 { $owner } 的签名。
    .why = 一把密钥只算一次。
    .next = 请另一位签。

problem-nothing_new = 带来的副本上没有 { $name } 的新签名。
    .why = 副本还没有人签，或上面的签名这里都有了。
    .next = 先在那份副本上签（org sign），再带来。

problem-not_confirmed = 输入的“{ $typed }”不是 { $name } 的校验码。
    .why = 没有签名：要先确认签的就是看过的这一份。
    .next = 看过内容，再输一遍。
