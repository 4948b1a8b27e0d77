### What the bare program says where nothing is installed yet.

first-title = 短信台 { $version }：按制度群发短信
first-nothing = 这里还没有安装（{ $home }）。
first-demo_there = 这里还没有安装（{ $home }）；示范银行已经建好。
first-try_demo = 试用示范银行
first-again_demo = 再进入示范银行
first-ask_demo = 用命令查看示范银行（示范须开着）
first-tour = 不用终端看一遍全过程
first-found = 建立自己的机构
first-named = 已有安装在别处
first-all = 全部命令
first-unbuilt = { $version }，未构建
first-built = { $version }，构建号 { $number }，提交 { $commit }
first-changed = { $version }，构建号 { $number }，提交 { $commit } 之后另有改动（内容摘要 { $changed }）
first-no_commit = { $version }，构建时没有提交记录（内容摘要 { $changed }）
