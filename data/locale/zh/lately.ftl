### What somebody did lately, and what became of it.

lately-kind = 办了
lately-state = 后来
lately-deputy = 代办人
lately-at = 时间
lately-title = 您最近办过的
lately-none = 您最近没有办过申请上的事。
lately-in_place = 代：{ $did }
lately-changes = 等{ $person }修改
lately-waits = 等{ $post }
lately-delivered = 送达 { $share }
lately-failed = 未达 { $n }
lately-complaints = 投诉 { $n }

did-request = 已提交
did-approval = 已批准
did-return = 已退回
did-rejection = 已驳回
did-withdrawal = 已撤回
did-acceptance = 已接收
did-release = 已放行
did-resume = 已恢复
did-stop = 已终止
did-extension = 已延期
did-confirmation = 已确认
