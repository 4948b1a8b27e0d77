### On what ground somebody is written to.

basis-contract = 履行合同
basis-consent = 本人同意
basis-duty = 法定义务
