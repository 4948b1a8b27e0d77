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

optouts-left_out = 剔除退订：{ $scopes }
optouts-everybody = 收件人全部退订，这次发送一条也发不出去
optouts-mandatory = 必须发送（合同或法规）：只剔除“一律不收”的人
optouts-mandatory_by = 必须发送（{ $basis }：{ $ground }），只剔除“一律不收”的人
optouts-despite = { $n } 人只收必须发送的，这次仍发给他们
optouts-unnamed = 按非必须发送处理，{ $n } 个“只收必须发送的”人不发；如必须发送，在“凭据”写明合同条款或法规
optouts-list_none = { $n } 个号码无人退订
optouts-list_some = { $n } 个号码中退订 { $out } 个（{ $scopes }），未退订 { $left } 个
optouts-list_everybody = { $n } 个号码全部退订（{ $scopes }）

duty-mandatory = 必须发送
duty-promotion = 不是：宣传推广
duty-basis = 不是：依据是本人同意
duty-unnamed = 不是：没有写明合同条款或法规
duty-third_party = 不是：代第三方发送
