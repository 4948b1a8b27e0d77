### The clauses of the regulation and the rules of the system, by number and in words.

clause-R0 = R0 本部门管理规定
clause-R1 = R1 操作员申请
clause-R2 = R2 逐级审批
clause-R3 = R3 纸质留存
clause-R4 = R4 业务提示
clause-R5 = R5 宣传推广
clause-R6 = R6 其他情况
clause-R7 = R7 维护支持、审核监督
clause-R8 = R8 操作员与授权
clause-R9 = R9 专人起草
clause-R10 = R10 通讯录格式
clause-R11 = R11 内容禁令
clause-R12 = R12 账号口令专人保管
clause-R13 = R13 遵守法律法规
clause-A2 = 附件2 保证书
clause-I1 = 系统规则“签名为凭”
clause-I2 = 系统规则“只发一次，不明即示”
clause-I4 = 系统规则“同走一道门”
clause-I5 = 系统规则“不许必有说明”
clause-I6 = 系统规则“台账只增不改”
clause-system = 系统规则
