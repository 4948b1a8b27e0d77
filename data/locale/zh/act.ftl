### What may be done, by name.

act-import_list = 导入通讯录
act-add_optout = 登记退订
act-draft = 起草
act-edit = 修改
act-submit = 提交
act-withdraw = 撤回
act-approve = 批准
act-return = 退回
act-reject = 驳回
act-accept = 接收
act-release = 放行
act-hold = 暂停
act-resume = 恢复
act-stop = 终止
act-extend = 延期
act-settle = 提议核定不明结果
act-trial = 提议试发
act-continue = 提议再发
act-confirm = 确认提议
act-appeal = 提议、复核或撤回放行

refusal-field_unknown = 这份文书没有“{ $field }”这一项。
    .why = { $clause }：文书上没有的，签了也留不下。
    .next = 控制台与业务台版本不同，请升级到同一版本。

refusal-act_unknown = 业务台不认识文书“{ $act }”。
    .why = { $clause }：两边都认识的文书才能签。
    .next = 控制台与业务台版本不同，请升级到同一版本。
