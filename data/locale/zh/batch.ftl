### Signing several requests at once, and two versions side by side.

batch-marked = 选中了 { $n } 件；在 { PAGE("all.approvals") } 按 { KEY("approvals.batch") } 一起批准。
batch-unmarked = 不选这件了，还选着 { $n } 件。
batch-leave_question = 勾和人数还没签；离开就要重填，选中的仍选着。确定离开？
batch-is_marked = 这件已选中（共 { $n } 件）；{ KEY("card.mark") }取消。
batch-nothing = 没有选中的。按{ KEY("approvals.mark") }选中，再按 { KEY("approvals.batch") }。
batch-too_many = 一次最多 { $most } 件，现在选了 { $n } 件；先取消几件。
batch-head = 批准 { $n } 件：逐件核对、重打人数，口令打一次，每件各签一个名
batch-item = { $nth }/{ $n }  { $number } v{ $version }
batch-seen = 已看
batch-unseen = 未看
batch-moved = 看后有变
batch-computed = 系统核对结果：
batch-left_out = 不在这一批里：
batch-nobody = 没有能签的了。{ KEY("all.back") } 返回。
batch-end = 人数都打完后，打一次签名口令，Enter 全部签名。
batch-keys = 空格打勾，x 打勾并下一项，Enter 或 Tab 下一项；PgUp PgDn 翻看
batch-result = 已签 { $signed } 件，没有签成 { $failed } 件
batch-signed = [签] { $number }  已批准，台账第 { $seq } 条
batch-failed = [--] { $number }  没有签成，还选着
batch-column-outcome = 结果
batch-outcome-signed = 已批准
batch-outcome-failed = 没有签成：
batch-usage = 写成 申请编号:人数，例如 12:20 13:350；每件一次，最多 { $most } 件

difference-title = { $number }：v{ $a } 与 v{ $b }
difference-returned = v{ $version } 于 { $when } 被{ $name }退回，原因：{ $reason }
difference-stayed = 没有改：{ $names }
difference-between = 、

help-batch-title = 一起批准
help-batch-body = 选中的每一件都列在这里：编号、类别、您签为什么岗位、用途、全文、人数。部门经理逐件核内容和名单（R7），每件的人数重打一遍，口令打一次。标“未看”的是这次没有打开过审批单的，系统核对的结果也列出来。一件没有签成不碍别的，它仍选着。
help-outcomes-title = 批准的结果
help-outcomes-body = 每件签成没有、台账第几条；没有签成的说明原因，仍选着，可以再签。
help-difference-title = 两版对照
help-difference-body = 从两份签过名的原文算出，不是业务台说的。[-去掉的-] { "{" }+加上的+{ "}" }；没有改的折起，{ KEY("difference.fold") } 展开。

problem-batch_not_tried = 这一件没有轮到。
    .why = 前一件签名时与业务台断了线。
    .next = 连上后再签；它还选着。
