### Who is on the line, and what is wrong with statements and connections as such.

refusal-account_unknown = 名册里没有这个系统账号（uid { $uid }）。
    .why = { $clause }：使用平台的人须经申请、授权并列入名册，账号与人一一对应。
    .next = 请部门经理按附件3办理申请；新名册签署后再登录。

refusal-account_shared = 名册里有几个人用同一个账号（uid { $uid }）。
    .why = { $clause }：账号由专人保管，不得共用。
    .next = 请名册签署人更正，每人一个账号。

refusal-account_full = 本账号已有 { $limit } 个连接。
    .why = { $clause }：业务台的连接由大家分用，一个账号不能占满。
    .next = 关掉本账号的其他窗口再试。

refusal-desk_full = 业务台的 { $limit } 个连接都在用。
    .why = { $clause }：所有操作都经同一个业务台，它的连接数有限。
    .next = 请等别人退出，或请系统管理员查看谁占着连接。

refusal-identity_not_chosen = 正式名册下不能自选身份。
    .why = { $clause }：是谁由系统账号决定，只有演示名册可以选。
    .next = 请用您自己的账号登录。
    .command = 去掉 --as，用您自己的账号登录。

refusal-nobody_named = 没有说明您是谁。
    .why = { $clause }：每个动作都记在一个列入名册的人名下；演示名册由您自己选。
    .next = 请从名单中选定您本人；没有名单的，请系统管理员核对您的账号。
    .command = 加上 --as 人员编号；编号见 sms-console people，或演示开头的名单。

refusal-not_own_account = 这个账号不能以 { $person } 的名义操作。
    .why = { $clause }：账号由本人使用，不得代用。
    .next = 请用本人的账号登录。
    .command = 用本人的账号登录，并去掉 --as。

refusal-not_in_roster = 名册里没有 { $person }，或此人现在没有任何岗位。
    .why = { $clause }：只有经授权、在有效期内的人能操作。
    .next = 请部门经理核对任命和有效期，由名册签署人签发新名册。

refusal-person_not_active = { $person } 在名册中的状态是：{ $standing }。
    .why = { $clause }：授权停用后即不能再操作。
    .next = 请部门经理说明原因；恢复须签发新名册。

refusal-service_unknown = 名册里没有服务 { $service }。
    .why = { $clause }：发送程序的密钥也要列入名册、由专人管理。
    .next = 请系统管理员核对服务编号，或由名册签署人把它列入。

refusal-service_has_no_post = 服务程序不能替人做这件事。
    .why = { $clause }：起草、审批、放行都由任命的人做。
    .next = 由有岗位的人本人登录后办理。

refusal-not_a_service = 这个调用只供发送程序使用。
    .why = { $clause }：完整号码只交给发送程序，不交给任何人。
    .next = 请在 { PAGE("all.sends") } 打开该次发送，按 { KEY("monitor.recipients") } 查看脱敏名单。
    .command = 看掩码后的名单：sms-console send recipients。

refusal-wire_version = 控制台（{ $console }）与业务台（{ $desk }）的版本不同。
    .why = { $clause }：所有人用同一套规则，两边版本必须一致。
    .next = 请系统管理员把控制台和业务台更新到同一版本。

refusal-roster_expired = 名册已于 { $expires } 到期。
    .why = { $clause }：有权人以有效的名册为准，名册到期后什么也不批、不发。
    .next = 请两位名册签署人签发新一版名册。

refusal-not_your_department = { $department } 的内容您无权查看。
    .why = { $clause }：各部门负责本部门的内容和通讯录。
    .next = 请该部门的起草人或经理查看，或请{ GENERAL() }协助。

refusal-not_your_entry = 这条台账的全文您无权查看。
    .why = { $clause }：各部门看本部门的内容；全文给本人、总经理、审计员和{ GENERAL() }看。
    .next = 请审计员或{ GENERAL() }查看。

refusal-not_canonical = 这份文件的字节不是规定的写法：{ $detail }
    .why = { $clause }：签的是确切的字节，换一种写法就不是同一份。
    .next = 请勿修改或另存该文件；重新准备后再签名。
    .command = 不要用编辑器改动或另存；重新用 statement prepare 生成再签。

refusal-not_a_personal_act = 这不是可以在此提交的个人签署文件。
    .why = { $clause }：名册等文件由名册签署人另行签发。
    .next = 请核对文件；个人签名请在相应的页面办理。
    .command = 核对文件；个人签署用 statement prepare 生成。

refusal-foreign_organisation = 文件属于另一个机构。
    .why = { $clause }：签名只在签署时写明的机构有效。
    .next = 请核对打开的是否为本机构，再重新准备、签名。
    .command = 核对 --home 是不是您的机构，再重新生成、签署。

refusal-bad_signature = 签名与文件不符：{ $detail }
    .why = { $clause }：须有权人本人签名，签的就是这份文件。
    .next = 确认文件没有改动、-n 用途无误，再签一次。

refusal-not_the_signer = 签名的密钥不是 { $person } 名下有效的密钥。
    .why = { $clause }：必须由署名的人用自己的密钥签名。
    .next = 请使用本人的密钥文件；密钥已更换或遗失的，请名册签署人先更新名册。
    .command = 换用自己的密钥文件（--key）；密钥已换或遗失的，先更新名册。

refusal-other_roster = 文件依据的是第 { $version } 版名册，现行的不是这一版。
    .why = { $clause }：权限以签署时现行的名册为准。
    .next = 重新生成文件并签署。

refusal-signed_before = 同一份签署已经收到过。
    .why = { $clause }：一份签署只生效一次。
    .next = 请在 { PAGE("all.requests") } 打开申请查看现状；需再次办理的，重新准备并签名。
    .command = 用 request show 查看现状；要再做一次，重新生成并签署。

refusal-signed_in_future = 签署时间 { $at } 在业务台的时钟（{ $now }）之后。
    .why = { $clause }：签署的先后以时间为凭，时钟必须准确。
    .next = 校准签署所用机器的时钟，重新生成并签署。
