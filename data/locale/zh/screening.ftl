### Why a text may not be sent, by the reasons of the screening lists.

screening-classified = 涉密标志
screening-internal = 内部事项
screening-absolute_claim = 绝对化用语
screening-card_number = 疑似卡号
screening-identity_number = 疑似身份证号
screening-one_time_code = 验证码类内容
screening-harmful = 不良信息
screening-fraud = 诈骗用语
screening-third_party = 代他人宣传或违法代办
screening-sms_business = 替别人发短信做生意
screening-return_promise = 承诺收益或保本
screening-contact = 引导加微信、QQ
screening-enticing = 像诱导或诈骗的说法
screening-advertising = 诱导性宣传
screening-personal_data = 姓名和金额
screening-link = 未登记的链接
screening-telephone = 未登记的电话
screening-account = 微信号、QQ号
screening-signature = 签名未登记
screening-misfiled = 疑似推广，不按推广申请

screening_verdict-block = 不能发
screening_verdict-warn = 须核对
screening_verdict-pass = 未发现问题
