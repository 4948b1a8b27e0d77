### Custody of the gateways' passwords and of sealed envelopes (R12).

refusal-not_custodian = 这件事只由口令保管人办理；现在是：{ $holder }。
    .why = { $clause }：发送用的账号口令由专人保管，别人不能开、换、试。
    .next = 请保管人办理；保管人不在的，由部门经理在 { PAGE("all.people") } 按 { KEY("people.wake") } 启用备岗。
    .command = 请保管人办理；他不在时由部门经理启用备岗（order standby）。

refusal-phrase_too_soon = 刚才连续输错，还要等 { $seconds } 秒才能再试。
    .why = { $clause }：错三次起每次等待加倍，防止有人试猜。
    .next = 等够时间，对照保存的开锁短语再输。

refusal-phrase_unfit = 这不是本系统生成的开锁短语。
    .why = { $clause }：钥匙环文件只靠短语保护，人想的短语容易被猜中，所以只认机器生成的。
    .next = 检查有没有抄错；它是五组、每组四个字符，没有 i、l、o、0、1。

refusal-secret_in_force = 网关 { $gateway } 已有生效的口令。
    .why = { $clause }：要先证明新的能用，旧的才退出，所以用更换，不用装入。
    .next = 请按 { FIELD_KEY("all.leave") } 退出，在 { PAGE("all.credentials") } 按 { KEY("credentials.rotate") } 更换口令。
    .command = 请更换口令（custody rotate）。

refusal-nothing_to_rotate = 网关 { $gateway } 没有生效的口令可以更换。
    .why = { $clause }：从没装过、已作废，或钥匙环里的与记录不符。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.install") } 装入服务商给的口令。
    .command = 请装入服务商给的口令（custody install）。

refusal-secret_unfit = 这个口令网关 { $gateway } 的协议写不下。
    .why = { $clause }：SMPP 口令最多 8 个字符，CMPP 口令只含 ASCII 字符，都不含空白开头结尾和控制字符；装进去也连不上。
    .next = 与服务商核对口令。

refusal-secret_retired = 这个口令（指纹 { $fingerprint }）已在 { $retired } 作废，不能再用。
    .why = { $clause }：换下来的、遗失过的口令永远不再启用。
    .next = 请服务商给一个新口令。

refusal-secret_same = 网关 { $gateway } 现在用的就是这个口令。
    .why = { $clause }：更换是换成另一个。
    .next = 请服务商给一个新口令。

problem-vault_locked = 口令库锁着。
    .why = 每次重启后都锁着，要保管人输入开锁短语。
    .next = 请保管人在 { PAGE("all.credentials") } 按 { KEY("credentials.unlock") }。
    .command = 保管人：custody unlock。

problem-vault_missing = 口令库还没有建，或者不见了。
    .why = 钥匙环里没有 sms-console 这个集合。
    .next = 首次使用的，请系统管理员与保管人新建口令库；曾用过而不见的，先查明原因，再新建并装入新口令。
    .command = 第一次使用：custody create。用过又不见了，先查清原因，再新建并装入新口令。

problem-vault_there = 口令库已经有了。
    .why = 一个安装只有一个，不能覆盖。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.unlock") } 打开。
    .command = 用 custody unlock 打开它。

problem-phrase_wrong = 开锁短语不对，口令库仍锁着。
    .why = 钥匙环不认它。
    .next = 请对照保存的短语重新输入；短语遗失的，在 { PAGE("all.credentials") } 按 { KEY("credentials.report") } 按遗失办理。
    .command = 对照保存的短语再输；短语丢了，按遗失办理：custody create 之前请服务商换口令。

problem-secret_missing = 口令库里没有网关 { $gateway } 的口令。
    .why = 还没有装，或已作废取出。
    .next = 请保管人在 { PAGE("all.credentials") } 按 { KEY("credentials.install") }。
    .command = 请保管人装入（custody install）。

problem-keyring_slow = 系统钥匙环 { $seconds } 秒没有回答。
    .why = 它挂住了，或在等一个没有人看见的窗口。
    .next = 请系统管理员重启保管服务，再开锁。

problem-keyring_no_service = 这里没有可用的系统钥匙环（{ $error }）。
    .why = 保管服务要在自己的 D-Bus 会话里运行，并装有 gnome-keyring。
    .next = 请系统管理员用 dbus-run-session 启动它。
    .command = 请系统管理员用 dbus-run-session 启动它（doctor 会检查）。

problem-keyring_failed = 系统钥匙环出错（{ $error }）。
    .why = 它拒绝了这次操作，没有说明原因。
    .next = 请在 { PAGE("all.credentials") } 查看状态；仍不行的，请系统管理员检查钥匙环。
    .command = 看 custody status；不行请系统管理员查钥匙环。

problem-keyring_ambiguous = 钥匙环里有不止一个名为 { $label } 的集合。
    .why = 不能猜用哪一个。
    .next = 请系统管理员查清，移走多余的。

problem-keyring_no_phrases = 这个钥匙环不能在没有桌面的主机上开锁。
    .why = 它没有 gnome-keyring 的短语接口。
    .next = 请系统管理员换回受支持的 gnome-keyring。

problem-keyring_forbidden = 不许用这种钥匙环：{ $name }。
    .why = 它可能明文存放，或悄悄丢掉口令；只认列明的几种。
    .next = 请系统管理员只装 SecretStorage 和 gnome-keyring。

problem-keyring_overridden = 有人指定了另一种钥匙环（{ $what }）。
    .why = 环境变量和 keyringrc.cfg 能让口令存到别处，所以一概不用。
    .next = 请系统管理员把它从保管账户里去掉。

problem-keyring_unknown = 这种系统（{ $platform }）没有受支持的钥匙环。
    .why = 只认 Linux 的 Secret Service。
    .next = 换一台主机。

problem-keyring_forgets = 钥匙环没有记住刚写进去的内容。
    .why = 写入、读回不一致，不能信它。
    .next = 请系统管理员查磁盘和钥匙环；在此之前不发送。

problem-bind_refused = 服务商不认网关 { $gateway } 的账号或口令：{ $status }。
    .why = 登录被拒绝；再试只会锁住账号。
    .next = 与服务商核对口令和这个代码的意思；按 HTTP 接的，还要核对网关文件里的 ask_path、签名和各项名称。

problem-gateway_unproved = 网关 { $gateway } 没有证明掌握口令，我方没有与它连接。
    .why = 网关文件写明 mutual，对方须证明；它的证明（AuthenticatorISMG）对不上，可能不是服务商的网关，也可能是口令不同。
    .next = 与服务商核对网关地址和口令。

problem-gateway_version = 网关 { $gateway } 用的协议版本与网关文件所写不符，已断开。
    .why = 它的报文按另一个版本排列，照原样读会错，应答和状态报告都会丢。
    .next = 与服务商核对协议版本，改正网关文件的 version，再按规则文件的手续换上。

problem-bind_already = 网关 { $gateway } 的账号已连着，服务商只许一条连接。
    .why = 现有连接占着名额，不能另开一条试登。
    .next = 更换口令请按 { KEY("credentials.rotate") }，会先让出连接。
    .command = 要换口令用 custody rotate，它会先让出连接。

problem-bind_failed = 网关 { $gateway } 登录没有成功：{ $status }。
    .why = 服务商给了别的答复。
    .next = 按上面的代码，与服务商核对网关文件里的账号、地址和协议版本；不符的，改正网关文件，两人签发换上。

problem-gateway_unreachable = 连不上网关 { $gateway }（{ $error }）。
    .why = 网络不通、证书不符，或地址不对。
    .next = 请系统管理员查线路；口令没有改动。

problem-tls_unreadable = 网关 { $gateway } 的证书文件读不出：{ $path }（{ $error }）。
    .why = 网关文件写明 tls_ca 或 tls_certificate；没有它们，不能确认对方，也不能证明自己。
    .next = 请系统管理员放好文件，发送程序的账号读得到；tls_certificate 为一个 PEM 文件，含证书和没有口令的私钥。

problem-no_gateway_here = 发送程序没有网关 { $gateway }。
    .why = 它只认名册写明的网关文件，而且文件要在它自己的 gateways 目录里。
    .next = 新网关：先由两位名册签署人签发网关文件，再请系统管理员放入该目录，发送程序须读得到（属组 sms-custody，权限 640）。编号写错的，在 { PAGE("all.credentials") } 查看全部网关。
    .command = 新网关：先由两位名册签署人签发网关文件（gateway propose），再请系统管理员放入该目录，发送程序须读得到（属组 sms-custody，权限 640）。编号写错的，custody status 列出全部。

problem-rotate_failed = 网关 { $gateway } 的口令没有换成：{ $custody_fault }。旧口令仍然有效。
    .why = 新口令没有得到证明，或没有存进口令库。
    .next = 与服务商核对新口令，再更换一次。

problem-custody_unexpected = 保管服务出错（{ $error }），报告号 { $report }。
    .why = 这是程序的错误。
    .next = 请先在 { PAGE("all.credentials") } 查看状态，再把报告号告诉系统管理员。
    .command = 先看 custody status，再把报告号告诉系统管理员。

problem-dispatcher_gone = 连不上发送服务。
    .why = 它没有运行，或安装目录不是它的目录。
    .next = 请系统管理员启动它，再试一次。

problem-dispatcher_lost = 请求发给了发送服务，没有收到答复（{ $verb }）。
    .why = 连接在答复之前断了，可能已经生效，也可能没有。
    .next = 请先在 { PAGE("all.credentials") } 查看状态，再决定是否重做。
    .command = 先看 custody status，再决定要不要再做。

problem-phrase_mistyped = 这个开锁短语抄错了。
    .why = 最后一个字符是校验用的，与前面的对不上；没有发送，不算一次输错。
    .next = 五组、每组四个字符，没有 i、l、o、0、1；再输一次。

problem-secrets_differ = 两次输入的口令不一样。
    .why = 口令看不见，所以输两次。
    .next = 再来一次；没有改动。

problem-secret_needed = 没有人可以问，也没有给口令。
    .why = 口令不能写在命令行里，别人看得见。
    .next = 在终端里办，或用 --secret-fd 从描述符读。

custody_fault-bind_refused = 服务商不认新口令
custody_fault-gateway_unproved = 网关没有证明掌握新口令
custody_fault-gateway_version = 网关用的协议版本与网关文件不符
custody_fault-bind_already = 服务商说账号已连着
custody_fault-bind_failed = 登录没有成功
custody_fault-gateway_unreachable = 连不上网关
custody_fault-tls_unreadable = 证书文件读不出
custody_fault-vault_locked = 口令库锁着
custody_fault-vault_missing = 口令库不见了
custody_fault-keyring_slow = 钥匙环没有回答
custody_fault-keyring_no_service = 没有可用的钥匙环
custody_fault-keyring_failed = 钥匙环出错
custody_fault-keyring_forgets = 钥匙环没有记住
custody_fault-keyring_forbidden = 不许用的钥匙环
custody_fault-keyring_overridden = 有人指定了另一种钥匙环
custody_fault-keyring_ambiguous = 钥匙环里有重名的集合
custody_fault-keyring_no_phrases = 钥匙环不能用短语开锁
custody_fault-keyring_unknown = 这种系统没有受支持的钥匙环
custody_fault-interrupted = 中途断了，没有换成
custody_fault-handed = 启动时交来，仅限演练
custody_fault-phrase_wrong = 开锁短语连续输错
custody_fault-vault_gone = 口令库不见了，记录里却有口令
custody_fault-vault_locked_itself = 没有人上锁，口令库自己锁了（钥匙环可能重启过）
custody_fault-fingerprints_anew = 口令库是新建的，以前作废的口令对不出来了

custody_state-in_force = 生效
custody_state-locked = 锁着
custody_state-unlocked = 已开
custody_state-missing = 还没有建
custody_state-unavailable = 不能用
custody_state-none = 没有装
custody_state-retired = 已作废
custody_state-incident = 异常
custody_state-unknown = 不明

custody-vault = 口令库：{ $state }（{ $backend }）
custody-wait = 还要等 { $seconds } 秒才能再输短语
custody-training = 这是演练用的口令库，短语人人可见：{ $phrase }
custody-nobody = 没有网关。
custody-column-gateway = 网关
custody-column-line = 连接
custody-column-state = 状态
custody-column-fingerprint = 口令指纹
custody-column-installed = 装入
custody-column-by = 装入人
custody-column-last_bind = 最近登录
custody-column-age = 天数
custody-column-holder = 保管人
custody-column-standby = 备岗
custody-column-why = 说明
command-credential_list = 各网关的口令：谁保管、指纹、装入多久。
custody-due = 已满 90 天，应更换
custody-phrase_prompt = 开锁短语：
custody-phrase_made = 这是口令库的开锁短语，只显示这一次：
custody-phrase_keep = 抄在纸上，装入信封封存；丢了就要请服务商更换全部口令。
custody-phrase_again = 抄好了，照着纸输一遍：
custody-secret_prompt = 网关口令（看不见）：
custody-secret_again = 再输一遍：
custody-done-create = 口令库建好了。
custody-done-unlock = 口令库已打开。
custody-done-lock = 口令库已上锁，连接已关闭；在途的按规则了结。
custody-done-install = 口令已装入，登录试过。
custody-done-rotate = 口令已更换，新的登录试过，旧的作废。
custody-done-bind_test = 登录试过，可用。
custody-unproved = { $done }网关没有证明它也掌握口令。
custody-done-rephrase = 开锁短语已换
custody-change_by = 别人知道，{ $time } 前须换

refusal-hand_over_unknown = { $person } 不在名册里，或者已经停用、离岗。
    .why = { $clause }：口令由名册里的专人保管。
    .next = 先请名册签署人把他列入名册。

refusal-hand_over_no_key = { $person } 没有有效的签名密钥。
    .why = { $clause }：接任人要亲自签名。
    .next = 请先为该人员登记密钥（附件3）。
    .command = 先登记他的密钥（roster propose --add-key）。

refusal-hand_over_same = { $person } 现在就是口令保管人。
    .why = { $clause }：移交是交给另一个人。
    .next = 另选接任人。

refusal-hand_over_clash = { $person } 还有“{ $post }”这个岗位，不能兼管口令。
    .why = { $clause }：专人保管；保管人不起草、不审批、不放行、不备案、不审计。
    .next = 另选一人，或先免去那个岗位。

refusal-hand_over_moved_on = 口令、信封或期限与现在的不一致。
    .why = { $clause }：移交单写明正在用的口令指纹；换过口令，签的就不再属实。
    .next = 重新提议。

refusal-hand_over_day = 生效时间不对：须是现在到 { $days } 天之内。
    .why = { $clause }：移交不追溯，也不长期预签。
    .next = 改生效时间。

refusal-hand_over_not_his = 口令现在不归 { $person } 保管。
    .why = { $clause }：移交人须是现行名册里的保管人；空缺时由{ GENERAL() }经理提议。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.hand_overs") }，按现任保管人重新提议。
    .command = 看 custody hand-over list，按现在的保管人重新提议。

refusal-hand_over_not_signed = 移交 { $number } 还没有签齐，或者已经办过、过期、作废。
    .why = { $clause }：移交人、接任人、见证人三人签齐，名册才能照办。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.hand_overs") } 打开，查看尚缺谁的签名。
    .command = 用 custody hand-over show 看还差谁。

refusal-hand_over_not_carried_out = 这版名册没有照移交 { $number } 把保管交给 { $person }。
    .why = { $clause }：写明依据的，必须照办。
    .next = 重新拟一版。

refusal-custody_not_handed_over = { $person } 没有接过保管，不能直接任命为口令保管人。
    .why = { $clause }：换保管人须先移交，三人签名；原保管人不在时由其部门经理提议。
    .next = 请先在 { PAGE("all.credentials") } 按 { KEY("credentials.hand_overs") }、{ KEY("hand_overs.new") } 提议移交；签齐后由名册签署人按 { KEY("hand_overs.carry_out") } 办理。
    .command = 先办 custody hand-over propose，签齐后 roster propose --hand-over。

refusal-custody_proposed_already = 已经有一份在等签名。
    .why = { $clause }：一次只办一份。
    .next = 请待其签齐或到期；现状见 { PAGE("all.credentials") } 的 { KEY("credentials.hand_overs") } 或 { KEY("credentials.envelopes") }。
    .command = 等它签齐或过期；用 proposal list 看。

refusal-phrase_same = 新短语和旧的一样。
    .why = { $clause }：换短语是为了让知道旧短语的人打不开。
    .next = 请使用机器新生成的短语。
    .command = 用机器新生成的短语（custody rephrase）。

refusal-envelope_holds = 信封里装的写得不对。
    .why = { $clause }：装的是开锁短语（不写网关），或某个网关的口令（写明网关）。
    .next = 请选择信封内是开锁短语，还是哪个网关的口令。
    .command = 写 phrase，或 password 加 --gateway。

refusal-envelope_other_password = 网关 { $gateway } 没有口令在用，或在用的已经是另一个。
    .why = { $clause }：封存的须是正在用的口令，否则用时打不开。
    .next = 把现在用的口令重新封好再登记。

refusal-envelope_there = 编号 { $number } 已经用过。
    .why = { $clause }：每个信封一个编号。
    .next = 重新登记。

refusal-envelope_check_day = 检查日须在明天到 { $days } 天之内。
    .why = { $clause }：封条每季看一次。
    .next = 改检查日。

refusal-envelope_not_sealed = { $number } 不是封着的信封。
    .why = { $clause }：只有封着的才能检查、拆封。
    .next = 请在 { PAGE("all.credentials") } 按 { KEY("credentials.envelopes") } 查看已封存的。
    .command = 用 custody envelope list 看封着的。

refusal-envelope_other_seal = 封条编号与登记的不符。
    .why = { $clause }：编号不符，可能被换过：按封条不完整处理。
    .next = 请再核对一次；确实不符的，按 { KEY("envelopes.broken") } 登记封条不完整。
    .command = 再看一遍；确实不符就登记封条不完整（custody envelope check --broken）。
