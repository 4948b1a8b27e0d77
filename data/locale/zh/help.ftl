### The help pages' own words.

help-usage = 用法
help-commands = 命令
help-arguments = 参数
help-options = 选项
help-global = 总选项，写在命令前后都可以
help-any_options = [选项]
help-a_command = 命令 …
help-required = （必填）
help-more_group = 一个命令的说明：{ $command } 命令 --help
help-more_command = 总选项（--home、--lang、--json 等）：{ $program } --help
help-section-start = 入门
help-section-work = 日常工作
help-section-people = 人员与授权
help-section-keys = 密钥、口令与应急
help-section-rules = 规则文件
help-section-records = 留存与备案
help-section-host = 安装与维护
