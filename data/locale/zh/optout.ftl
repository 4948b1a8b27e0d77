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

optout_kind-carrier = 运营商名单
optout_kind-system = 其他系统名单
optout_kind-paper = 纸质名单
optout_kind-gateway = 网关回执
column-dated = 日期
optout_lists-kind = 来源
optout_lists-source = 名单
optout_lists-covers = 退订范围
optout_lists-added = 新增
optout_lists-no_number = 不是号码
optout_lists-file = 文件
optout_lists-by = 登记人
optout_lists-at = 登记时间
optout_lists-ended = 登记完毕
optout_lists-n = 号码数
optouts-plan = 退订范围：{ $scope }。文件 { $rows } 行：新增 { $new }，已登记过 { $known }，重复 { $repeated }，空行和表头 { $blank }，不是号码 { $no_number }
optouts-stage_read = 读文件
optouts-stage_scan = 核对
optouts-stage_bring = 登记
optouts-erased_left = 另有 { $n } 个已清除号码，只存 HMAC，写不出来
cli-no_optout_lists = 没有登记过名单。
cli-optout_question = 登记这份名单？登记后不能取消
cli-optout_not_recorded = 没有登记
cli-optouts_written = 已写 { $n } 个号码到 { $file }
command-optout_lists_optout_lists = 登记过的退订名单，新的在前。
option-optout_lists-text = 名单或日期里的字

refusal-optout_list_kind = 没有“{ $kind }”这种名单来源。
    .why = { $clause }：名单来自运营商、其他系统或纸质登记，台账要写明。
    .next = 写 carrier、system 或 paper。

refusal-optout_source_long = 名单来源写得太长。
    .why = { $clause }：来源和每条退订一起保存，最多 { $most } 字。
    .next = 写短些。

refusal-optout_list_day = 名单日期“{ $dated }”不成立。
    .why = { $clause }：要写明名单是哪一天的。
    .next = 写成 2026-11-28 的样子。

refusal-optout_list_future = 名单日期 { $dated } 还没有到。
    .why = { $clause }：名单说的是已经退订的人。
    .next = 改成名单的日期。

refusal-optout_list_incomplete = 名单有 { $n } 个号码，只到了 { $taken } 个。
    .why = { $clause }：名单不全，不能算登记完毕；已到的已经生效。
    .next = 重新导入同一个文件，已登记的不会重复。

refusal-optout_list_closed = 这份名单不能再登记了。
    .why = { $clause }：名单已登记完毕，或是别人在登记。
    .next = 重新导入文件。

refusal-optout_export_not_yours = 您的岗位不导出退订号码。
    .why = { $clause }：全行的退订名单由综合部的备案员或操作员交运营商。
    .next = 请综合部办理。

refusal-optout_export_over = 这次导出已经结束。
    .why = { $clause }：一次导出须由同一个人在一小时内取完，台账里只记一次。
    .next = 重新导出。

problem-optout_list_empty = 文件里没有手机号码。
    .why = 退订名单每行一个手机号码，CSV 取有号码的那一列。
    .next = 看上面列出的行，改好文件再来。

problem-optout_csv = 这个 CSV 文件读不了。
    .why = 它不是 UTF-8、UTF-16 或 GB18030 的文字。
    .next = 另存为 TXT 或 XLSX，每行一个号码。

optouts-whose_list = 谁的名单
optouts-list_file = 文件（收件箱里的写文件名）
optouts-list_source = 来自哪里
optouts-list_dated = 名单日期
optouts-list_about = TXT、CSV 或 Excel，每行一个手机号。先核对，再登记。收件箱：{ $folder }。日期如 2026-11-28。
optouts-stopped = 已停止；登记过的照样有效
optouts-export_why = 号码交给谁、做什么。记入台账，台账里没有号码（R13）。
optouts-export_about = 写成 TXT，名字以 .xlsx 结尾的写成工作簿，只有您能读，在 { $folder }。交出后请删除。
optouts-exported = 已写 { $name }：{ $n } 个号码；另有 { $erased } 个已清除，写不出来
help-optout_list-title = 退订名单
help-optout_list-body = 文件读完后看清新增几个、几行不是号码，再登记。登记后不能取消；中途停下的，重来一次即可。

refusal-optout_list_not_read = 名单现在不能登记。
    .why = { $clause }：文件还没有读完，里面没有号码，或已经登记。
    .next = 等读完再按。

refusal-optout_list_rests = 没有在读，也没有在登记。
    .why = { $clause }：没有可停的。
    .next = 按 Esc 返回。

gateway_code-undeclared = 没有登记
gateway_code-n = 条数
gateway_code-sends = 发送数
gateway_code-declared = 算作退订
gateway_code-code = 代码
gateway_code-gateway = 网关
cli-no_gateway_codes = 90 天内没有失败代码。
command-gateway_code_codes = 各网关 90 天内的失败代码，哪些算退订（网关文件 refusal_codes）。

todo-code_refusals = 网关拒收过多
chase-code_refusals = 网关拒收过多
next-code_refusals = 按 Enter 看这份申请；问网关服务商这些代码是什么意思（gateway codes）。拒收已经生效；代码登记错了，换网关文件。

refusal-gateway_codes_not_yours = 您的岗位不看网关代码。
    .why = { $clause }：网关由保管员和综合部管，操作员看自己的发送。
    .next = 请保管员或综合部查看。

help-gateway_codes-title = 网关代码
help-gateway_codes-body = 各网关 90 天内失败的代码。像是拒收又没有登记的，问服务商后写进网关文件（R13）。
list-gateway_codes-empty = 90 天内没有失败代码。
filter-gateway_codes = 打网关或代码，Enter 筛选。
