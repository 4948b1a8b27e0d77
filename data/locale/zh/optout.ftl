### Where an opt-out came from, and what it covers.

optout-department = 不收本部门的推广
optout-promotion = 不收推广
optout-optional = 只收必须发送的
optout-all = 一律不收
optout-reply = 短信回复
optout-complaint = 投诉
optouts-of_department = 不收{ $department }的推广
optouts-whose = 不收哪个部门的推广

refusal-optout_whose = 没有写明不收哪个部门的推广。
    .why = { $clause }：“不收本部门的推广”只对一个部门。
    .next = 写明部门编号；说不清是哪个部门的，登记“不收推广”。

refusal-optout_no_department = 退订登记的部门“{ $department }”不成立。
    .why = { $clause }：只有“不收本部门的推广”才写部门，而且要是在册的部门。
    .next = 照部门一览改编号，或换一种退订范围。
