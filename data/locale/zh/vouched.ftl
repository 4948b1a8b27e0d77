### A list as its importer vouches for it: what each signer reads of the signed manifest.

vouched-title = 名单（导入人的签名已核对）
vouched-title_unproved = 名单（只是业务台的说法：本机没有根密钥，核对不了签名）
vouched-list = { $slot }. 名单
vouched-file = { "   " }来源文件
vouched-findings = { "   " }问题行
vouched-repaired = { "   " }自动修正后收录
vouched-made = { "   " }做法
vouched-aside = { "   " }文件里另有号码
vouched-importer = { "   " }导入人
vouched-named = { $name }  { $n } 个号码
vouched-rows = { $name }  { $rows } 行
vouched-nothing = 无
vouched-word = { $words }  [业务台的说法]
vouched-chosen_elsewhere = 这个时段的名单不是在本机选的，请认清名称和个数
vouched-chosen = { $slot }. 选定名单 { $name }  { $n } 个号码

problem-list_unproven = 第 { $slot } 个时段的名单证实不了：{ $refused }。什么也没有签。
    .why = R10：名单以导入人的签名为凭；本机按要签的文件里的校验值取来核对，核对不成立。
    .next = 不要签；请系统管理员和审计员查业务台。

problem-list_not_as_shown = 第 { $slot } 个时段要发的是“{ $name }”（{ $n } 个号码），业务台显示的却不是这样（{ $fields }）。什么也没有签。
    .why = R7：审批的是名单本身；导入人签过名的清单与业务台显示的不同。
    .next = 不要签；请系统管理员和审计员查业务台。

problem-list_not_chosen = 第 { $slot } 个时段您选的是“{ $chosen }”（{ $count } 个号码），要签的却是“{ $name }”（{ $n } 个号码）。什么也没有签。
    .why = R9：提交的名单就是起草人选的那份。可能有同事改过，也可能被人动过。
    .next = 问过同事：是同事改的，就在申请里重新选一次名单再提交；不是，请停手，报告系统管理员和审计员。
