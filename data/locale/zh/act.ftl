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
act-settle = 提议认定不明结果
act-continue = 提议再发
act-confirm = 确认提议
