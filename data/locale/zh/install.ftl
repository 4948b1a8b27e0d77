### Separated accounts: the steps of an installation, what may come in over SSH, and where the site is not believed.

install-part-program = 程序
install-part-accounts = 一、组和账号
install-part-folders = 二、目录
install-part-files = 三、文件
install-part-login = 四、登录公钥
install-part-organisation = 五、成立好的机构（只放一次，不覆盖）
install-part-services = 六、服务
install-step-program = { $python } 里已装好本程序（先装好，脚本只核对）
install-step-group = 组 { $name }
install-step-account = 账号 { $name }，号码 { $uid }，没有密码，目录 { $home }，登录程序 { $login }，属于 { $groups }
install-step-folder = 目录 { $path }，{ $owner }:{ $group }，{ $mode }
install-step-file = 文件 { $path }，{ $owner }:{ $group }，{ $mode }：{ $what }
install-step-copy = 从 { $source } 抄到 { $path }，{ $owner }:{ $group }，{ $mode }
install-step-hostkey = SSH 服务器自己的密钥 { $path }，就地生成
install-step-only = { $folder } 里只留这些账号的公钥：{ $accounts }；{ $group } 里其他账号停用，会话结束
install-step-services = 系统服务 { $units }：登记并启动
install-file-site = 各处在哪里，控制台先读它
install-file-hosts = 网关的主机名是哪个地址，口令库的程序按它连
install-file-enter = 登录后唯一会启动的程序
install-file-sshd = 本平台自己的 SSH 服务器
install-file-revoked = 作废的登录公钥，先是空的
install-file-notices = 通知的渠道和收件人，先是空的
install-file-tmpfiles = 开机时建连接口的目录
install-file-sysctl = 内核：不许互相窥视进程
install-file-unit = 系统服务
install-file-login = 登录公钥，归 root，本人改不了
install-any_number = 由系统定
install-then = 这只是计划，什么都没有改。脚本：install script --out FILE；读过之后由 root 运行。
install-piped = 脚本已写到标准输出：存成文件，读过之后由 root 用 sh 运行那个文件
install-written = 脚本写在 { $file }：读过之后由 root 运行 sh { $file }
install-host_name = 网关 { $gateway } 写的主机名 { $host } 现在是 { $addresses }：已列入口令库程序的出口限制和它自己的 hosts 文件。服务商换了地址的，重新运行安装脚本
install-host_unknown = 网关 { $gateway } 写的主机名 { $host } 查不到地址，口令库的程序连不上它：请查域名，或在网关文件里改成 IP 地址，再运行一次
install-no_login_key = { $person } 没有登录公钥（--login-keys 目录里没有 { $person }.pub），账号 { $account } 还不能登录
install-no_witness = 没有指定备查文件目录（--witness 目录，在另一块盘或另一台主机上）：整台主机被退回时无法察觉，会重复发送。
install-backups = 每夜自动备份两个部分，存入 { $folder }。请把该目录随时复制到别的主机；保存几份见备份说明。
install-no_backups = 没有指定备份目录（--backups 目录）：不会自动备份。
install-not_root = 不是 root，有些看不到，会报成不符。
install-fault-missing = 没有
install-fault-differs = 内容不同
install-fault-differs_line = 第 { $line } 行不同，现在是 ≠ 应该是：{ $unlike }
install-right = { $steps } 步都相符。
install-wrong = { $steps } 步里有 { $n } 步不符。
install-upgrade-title = 从 { $before } 升级到 { $after }
install-upgrade-backup = 不停机备份两个数据库并当场验证，存入 { $backups }
install-upgrade-stop = 停业务台，再停发送程序
install-upgrade-turn = { $link } 改指 { $program }，原程序保留在旁边
install-upgrade-desk = 启动业务台，由它升级自己的数据库
install-upgrade-custody = 最后启动发送程序，由它升级自己的数据库
install-upgrade-others = 启动本系统的其他服务
install-upgrade-status = 显示运行情况
install-upgrade-vault = 发送程序一停，口令库即锁上：请事先通知口令保管人到场输入开锁短语，此前不发送任何短信。
install-upgrade-then = 以上只是计划，没有改动任何东西。脚本：install upgrade --out FILE；看过之后以 root 运行。中途断了，再运行一次即可。

problem-upgrade_solo = 本机不是账号分设的安装。
    .why = 升级是在账号分设的各项服务之下更换程序。
    .next = 其他情况请先退出控制台，安装新程序后再启动，由它升级数据库。

problem-upgrade_place = 本程序（{ $program }）没有装在现用程序（{ $link }）旁边。
    .why = 每个程序各占一个目录，原程序才能保留。
    .next = 解开发布的离线包，运行其中的 install.sh，再从它指出的程序开始。

problem-upgrade_older = 本程序（{ $after }）比现用程序（{ $before }）旧。
    .why = 旧程序读不了新版数据库。
    .next = 要退回，请恢复升级前所做的备份。

problem-upgrade_same = 现用的就是 { $after }。
    .why = 链接指向的正是本程序。
    .next = 无须升级。要换别的版本，请解开它的离线包，从其中 install.sh 指出的程序开始。

refusal-entry_command = 不能运行：{ $command }
    .why = { $clause }：账号只能用来办短信平台的事；登录后只有本控制台的命令，没有别的程序。
    .next = 不带命令登录会打开界面；命令见 sms-console --help。

refusal-entry_option = 登录后不能用 { $option }。
    .why = { $clause }：是谁由账号决定，业务台在哪里由系统管理员决定；口令只从标准输入读（--passphrase-fd 0）。
    .next = 去掉这个选项。

problem-install_unsigned = { $folder } 里的机构还没有成立：{ $why }
    .why = 业务台只信签全了的名册；没签全就装上，它启动不了，也不会再被覆盖。
    .next = 先 org sign 签全，org check 通过，再来安装；只建账号用 --roster。

problem-install_fence = 读不到网关文件：{ $folder }（{ $error }）
    .why = 口令库的程序只许连这些网关；不知道是哪些，就会把限制去掉。
    .next = 以 root 运行，或加上 --org。

problem-bad_site = 站点文件不可信：{ $path }（{ $what }）
    .why = 它决定连哪个业务台、密钥放哪里，所以它和上面的目录只能由 root 改。
    .next = 请系统管理员检查安装，按结果改正。
    .command = 请系统管理员运行 sms-console install check，按结果改正。

problem-loose_file = 文件 { $path } 的权限或主人不对（{ $mode }）。
    .why = 别人能读到号码，或能换掉规则。
    .next = 请系统管理员把该文件归还应有的账号，并去掉组和其他人的权限。
    .command = 归还给应有的账号，去掉组和其他人的权限；见 install check。

problem-loose_parent = { $path } 上面的目录 { $parent } 别人能改。
    .why = 能改上层目录的人，能把下面的一切换成自己的。
    .next = chmod go-w，归 root 所有。

problem-install_name = 这个名称或路径不能用：{ $name }
    .why = 账号名限小写字母、数字、_ 和 -（32 个以内）；路径限字母、数字和 . _ - /。
    .next = 换一个名称、前缀或目录。

problem-install_ports = 端口 { $ports } 写了两次。
    .why = 控制台、收件箱、取件箱各用一个端口，各自只做一件事。
    .next = 给每一个写不同的端口。

problem-install_solo = 这份名册是演示用的（solo），不分账号。
    .why = 一个账号扮演所有人，没有可分离的。
    .next = 用 solo = false 的计划成立机构。
