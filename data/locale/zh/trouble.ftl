### What does not work of the installation, as a duty of whoever can mend it.

chase-trouble = 运行故障

todo-gateway_down = 网关连接断开
todo-gateway_closed = 网关没有连接
todo-vault_shut = 口令库没有打开
todo-dispatcher_gone = 发送程序没有运行
todo-chain_broken = 台账不相连
todo-disk_full = 业务台磁盘将满
todo-backup_old = 备份过旧
todo-notices_failing = 通知未能发出
todo-notices_gone = 通知程序没有运行
todo-collector_failing = 日志没有送到
todo-trouble_told = 运行故障

next-trouble_told = 本处发送受此影响；已请能处理的人处理，恢复后自动继续。
next-gateway_down = 请查看网关的状态，问服务商和网络；发送会在连上以后自己继续。
next-gateway_closed = 请在 { PAGE("all.credentials") } 看它为何没有连接：口令被拒绝的，与服务商核对，按 { KEY("credentials.rotate") } 更换，或按 { KEY("credentials.bind_test") } 再试一次。
    .command = 先看它为何没有连接（custody status）：口令被拒绝的，与服务商核对后更换（custody rotate），或再试一次（custody bind-test）。
next-vault_shut = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.unlock") }，输入口令库的口令；打开以前，已放行的都不发送。
    .command = 请打开口令库（custody unlock）；打开以前，已放行的都不发送。
next-dispatcher_gone = 请系统管理员查看发送程序的服务和日志，重新启动；启动以后由口令保管人打开口令库。
    .command = 请系统管理员查看发送程序的服务和日志（systemctl status sms-custody），重新启动；启动以后由口令保管人打开口令库（custody unlock）。
next-chain_broken = 台账与发送台已签名的台账校验码不符，已暂停全部发送：请在 { PAGE("all.ledger") } 按 { KEY("ledger.verify") } 核验，查明改动、删除的条目及原因；查明以前不要重新启用。
    .command = 台账与发送台已签名的台账校验码不符，已暂停全部发送：请核验台账（ledger verify），查明改动、删除的条目及原因；查明以前不要重新启用。
next-disk_full = 请系统管理员在业务台的磁盘上腾出空间；写满以后不能办理，也不能发送。
    .command = 请在业务台的磁盘上腾出空间；写满以后不能办理，也不能发送。
next-backup_old = 请系统管理员做一次备份，并查明定时备份为何没有做。
    .command = 请做一次备份（backup），并查明定时备份为何没有做。
next-notices_failing = 请在“待办”按 { KEY("todo.notices") } 查看未发出的通知和渠道答复，核对渠道的地址和密钥。
    .command = 请查看未发出的通知（notices list --state failed），核对渠道（notices check），再试发（notices test）。
next-notices_gone = 请系统管理员查看通知程序的服务和日志，重新启动；在此期间平台外无人收到通知。
    .command = 请系统管理员查看通知程序的服务和日志（systemctl status sms-notices），重新启动；在此期间平台外无人收到通知。
next-collector_failing = 日志采集端收不下台账的事件：请系统管理员查看通知程序的日志，核对采集端的地址和证书；恢复后自动补送，不会遗漏。
    .command = 日志采集端收不下台账的事件：请核对 notices.toml 的 [collector] 和通知程序的日志；恢复后自动补送，不会遗漏。
