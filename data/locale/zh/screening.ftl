### Why a text may not be sent, by the reasons of the screening lists.

screening-classified = 涉密标志
screening-internal = 内部事项
screening-absolute_claim = 绝对化用语
screening-card_number = 疑似卡号
screening-identity_number = 疑似身份证号
screening-one_time_code = 验证码类内容
