"""Where a text tells something about a person by name: an amount, a debt, a state that is nobody's business but theirs (R11, R13)."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from console.domain.content.normal import SENTENCE, Normal

Span = tuple[int, int]

SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡杜叶苏魏吕丁沈姚卢姜滕崔钟谭陆汪范廖贾夏韦付邹孟熊秦邱江尹薛"
    "闫段雷侯史陶黎贺顾郝龚邵覃武戴莫孔向汤洪康施牛翟柳葛岳季鲁庞樊殷倪焦耿翁柴詹严金方任唐费苗窦花曲骆岑祁卓穆柯褚卫尤鲍苟虞戚俞傅萧臧娄聂邢冉裴卞闵"
)
_DOUBLE: Final = (
    "欧阳",
    "司马",
    "诸葛",
    "上官",
    "令狐",
    "皇甫",
    "司徒",
    "端木",
    "慕容",
    "南宫",
    "尉迟",
    "呼延",
    "公孙",
    "夏侯",
    "东方",
    "漆雕",
    "亓官",
    "钟离",
    "轩辕",
    "端木",
    "百里",
    "赫连",
    "宇文",
    "长孙",
)
_RARER: Final = "奚郎昌凤酆廉邬于皮卜湛禹贝伏谈茅颜梅刁霍昝裘缪宗宣贲郁杭诸吉钮程嵇滑荣荀羊於惠芮羿靳汲邴糜松井巫乌巴弓牧隗车宓蓬郗仰伊仇栾暴甘钭厉戎祖符韶郜蓟薄怀蒲邰鄂咸籍赖蔺屠蒙池阴鬱胥苍闻莘党贡劳逄姬扶堵宰郦雍郤璩桑桂濮寿扈燕冀郏浦晏瞿阎慕茹习宦艾鱼慎戈庾暨衡弘寇禄阙欧殳沃蔚夔隆巩厍晁勾敖融訾阚简饶毋沙乜鞠巢蒯荆竺逯盖桓仉帅缑亢况郈琴晋楚汝鄢涂钦牟佘佴伯赏墨哈谯笪佟邸仝郄亓邝谌漆芦仵冼郇麴禚爨眭矫靖迟鹿苑雒冮钱章华喻柏毕齐伍余毛米纪舒屈项祝阮蓝席路游温关辛尚盛甄成丛仲凌包匡单储全冷狄左司商高石乔白文易龙童宁应安常申庄"
"""Surnames that begin many a word as well: they count where no word goes on behind them."""
TITLE: Final = "先生|女士|小姐|大夫|医生|教授|主任|行长|处长|科长|会计|律师|大爷|大妈|大叔|奶奶|爷爷|同志|老师|经理|贵宾|大姐|大哥|阿姨|师傅|同学|总|老板|[大二三四]?[婶姐哥叔伯姨婆嫂]"
_NOT_NAMES: Final = (
    "周[一二三四五六日末年岁边期转]|马上|马路|顾客|贺[新岁年]|任[何意务期]|江[苏西南北岸]|武汉|张[家贴开]|许[可多]|何[时地为]|陈[列述]|史上|段[时落]|康[养复]|向[您本各我全社市客每有持所参]|季[度末报]|施[行工]|"
    "汤品|田[间地]|夏[季日令]|付[款费息]|牛年|马年|江[边海]|雷[电雨]|杜绝|叶片|苏[州打]|郑[州重]|孔明|武[术装]|黄[金色]|徐州|柳州|洪[水涝]|康[乐宁]|林[业木权]|朱红|胡同|王牌|李宁|唐[山代]|宋[代朝]|"
    "韩国|卓越|高[达于过新额等速端铁考校低]|曹县|严[格禁重肃查防]|金[额融卡牌色秋条]|方[便可式案面]|费[用率]|花[费呗园卉钱]|卫[生星]|尤其|曲线|.[额费款息元万]"
)
_NEVER: Final = "[了的是在要不也就和与或到给被把让从于至及等每各这那您你他她点又还都很]"
"""What no given name has."""
_GIVEN: Final = rf"(?:(?!{_NEVER})[\u4e00-\u9fff])"
_NAME: Final = rf"(?!{_NOT_NAMES})(?:(?:{'|'.join(_DOUBLE)}){_GIVEN}{{1,2}}|[{SURNAMES}](?!{TITLE}){_GIVEN}{{1,2}}?|[{SURNAMES}]{_GIVEN}和(?=的|先生|女士|同志)|[{_RARER}](?!{TITLE}){_GIVEN}{{2}})"
_COUNTED: Final = r"(?:\d[\d,]{0,14}|[一二三四五六七八九十百千万零〇两壹贰叁肆伍陆柒捌玖拾佰仟]{2,14})"
_AMOUNT: Final = rf"(?:{_COUNTED}(?:[万亿]?元|万|块)|[一二两三四五六七八九][百千万][一二三四五六七八九]?(?=[.,]|$)|(?:rmb|人民币|cny){_COUNTED})"
_OWES: Final = (
    "拖欠|获赔|理赔款|欠租|欠息|领取|借支|罚款|退回|重复领取|发奖金|发放|奖金|拨付|授信|分期|欠缴|新贷款|生活补贴|救助款|补贴|工伤赔偿|炒股|赔偿|应还|应付|应缴|应交|应补|须缴|需缴|尚欠|未还|未缴|欠|拖欠|贷款|借款|存款|余额|利息|本息|本金|理财|月均|日均|账户|信用卡|账单|分红|工资|奖金|补助|转入|转出|消费|保费|逾期|还款|客户|成功|收入|支出|年费|名下|资产|基金|到期|定期|授信|额度|您的|您|缴|捐|领取|发放|报销|需|"
    "本月|养老金|课时费|存入|汇入|亏损|盈利|认购|申购|金额|捐款|房贷|月供|理赔|退款|加班费|提成|党费|低保|助学金|补偿|租金|学费|欠款|补贴|津贴|罚款|押金|的"
)
_DUES: Final = "逾期|欠|余额|贷款|亏损|奖金|工资|利息|存款|应还|账单|课时费|课酬|稿酬|税后|加班费|提成|养老金|报销|党费|助学金|补助|补贴|保费|物业费|房贷|月供|本金|金额|捐款|罚款|学费|租金|退款|理赔|津贴|报酬|稿费|分红|低保|补偿|押金|年终奖|绩效|货款|短款|捐资|扣发|借条|借了|拿了|输了|负债|垫付|攒下|季度奖|理财|奖学金|实发|应发|实付|慰问金|拆迁款|分红款|保险金|赔偿"
_WHO: Final = "姓名|学生|收款人|付款人|户名|借款人|贷款人|储户|持卡人|客户|户主|业主|投保人|被保险人|被保人|受益人|担保人|申请人|领取人|开户人|汇款人|承租人|员工|村民|学员"
"""Who somebody is of whom an amount is told."""
_TAIL: Final = r"(?:[,:]?(?:尾号|卡号|账号|工号|学号|末四位)[为是:]?\d{3,6}[,:的]?)?"
_SAID: Final = rf"(?:(?P<called>{TITLE})[^.,]{{0,4}}?)?(?:一?家|户|夫妇)?{_TAIL}(?P<rest>(?:(?:,[^.,]{{0,4}}?|在?[我本]行的?|[本上]月|[本上]期|[今去本]年|您?名下)?(?:{_OWES}|{_DUES})[^.]{{0,16}}?|,?)(?:{_AMOUNT}|(?<=[额款产资息费入出])\d[\d,]{{3,}}))"
"""What follows a name: a title, whose, what for, and the amount."""
_STATE: Final = (
    "逾期|欠息|欠款|欠租|停息|挂账|不良|呆账|坏账|冻结|核销|起诉|诉讼|查封|止付|展期|降级|被执行|失信|限制高消费|限高|代偿|提前到期|征信|"
    "考核不合格|记大过|记过|处分|开除|辞退|待岗|挪用|赌博|酒驾|拘留|离婚|确诊|患病|住院|手术|怀孕|流产|抑郁|肿瘤|癌|拒赔|黑名单|"
    "未获批|不予批准|未批准|被拒|未通过|已结清|取走|取现|未还|低保|特困|贫困户|残疾补|破产|没还"
)
"""What is nobody's business but a person's own, without an amount."""
_TEACHES: Final = "讲|授课|分享|解读|宣传|提醒|培训|主持|致辞|介绍|祝|感谢|带队|负责|值班|陪同|代表"
"""What somebody does who speaks of such a state and is not in it."""
_NAMED: Final = re.compile(
    rf"(?:^|(?<=[,.:的是给向由对为请户有部行处科室组村员])|(?<=[人工员学村]名)|(?P<office>{_WHO})[,:]?(?:为|是)?)(?P<name>{_NAME}){_SAID}"
    rf"|(?P<titled>(?<!客户)[{SURNAMES}{_RARER}佘阎邰水](?:{TITLE})(?![,:]您){_TAIL}[,:]?[^.,]{{0,12}}?(?:(?:{_DUES})[^.]{{0,8}}?{_AMOUNT}|(?:逾期|欠|亏损)))"
    rf"|(?P<paid>(?:{_AMOUNT})[^.,]{{0,4}}(?:转给|付给|汇给|发给|借给|退给|打给|汇至|退还)(?:{_NAME}))"
    rf"|(?P<payee>(?:收款人|付款人|户名|借款人|储户|持卡人)[,:]?(?:[\u4e00-\u9fff]{{2,3}})[,:][^.]{{0,6}}?\d[\d,]{{2,}})"
    rf"|(?:^|(?<=[,.:是给向由对为请户有部行处科室组村]))(?P<stuck>{_NAME})(?:{TITLE})?(?:(?=名下)[^.\d]{{0,24}}?|(?:(?!{_TEACHES})[^.,\d]){{0,12}}?)(?:{_STATE})"
    rf"|(?P<greeted>(?:^|(?<=[.]))(?:{_NAME})(?:{TITLE}|您好|总)?(?:您好)?[,:](?:您|贵)[^.]{{0,14}}?(?:逾期|欠|冻结|止付|可疑|不良|核销|起诉|亏损|{_AMOUNT}))"
    rf"|(?P<later>{_AMOUNT}[,:]?(?:{_WHO})[,:]?(?:为|是)?(?P<who>{_NAME}))"
)


_THINGS: Final = "金卡款费额息券票班证单贷村"
"""What no given name ends with, but much that a bank sells."""
_PLACE: Final = re.compile("支行|分行|营业|网点|路|街|巷|桥|镇|村|小区|广场|大厦|花园|公司|银行")
"""What stands behind the name of a place."""
_FOLLOWS: Final = re.compile(_SAID)
_LOOSELY: Final = re.compile(
    rf"(?:{TITLE}|老人|老伯|大娘|大婶|户|夫妻|一家)?(?:(?!{_TEACHES})[^.,\d]){{0,14}}?"
    rf"(?:{_STATE}|(?:{_DUES}|结息|领到?|取了|存了|存入|转了|转走|被骗)[^.,]{{0,8}}?{_AMOUNT})"
)
"""The same less closely, behind what the dictionary takes for a name."""
_MONEY: Final = re.compile(rf"[\d一二三四五六七八九十百千万零两壹贰叁肆伍陆柒捌玖拾佰仟]|欠|亏损|{_STATE}")


_SEEMS: Final = re.compile(
    rf"(?:^|(?<=[,.:的是给向由对为请户有部行处科室组村人工员学名把让和叫]))(?!{_NOT_NAMES})(?:(?:{'|'.join(_DOUBLE)}){_GIVEN}{{1,2}}"
    rf"|[{SURNAMES}{_RARER}](?!{TITLE}){_GIVEN}{{2}}|[{SURNAMES}{_RARER}](?:{TITLE}))"
)
_PRIVATE: Final = (*"贷欠款存息账卡补奖保万元", "工资", "逾期", "征信")
"""What private things are told of, when a person is named before them."""
_SUM: Final = re.compile(_AMOUNT)
NAMED: Final = "§"
"""How a named person stands in what is weighed."""


def told_of(flat: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is told of the first person that seems to be named, in the same sentence, with its place, end exclusive."""
    name = _SEEMS.search(flat)
    if name is None:
        return
    start, end = name.span()
    rest = flat[end:].partition(SENTENCE)[0]
    amount = _SUM.search(rest)
    if amount is not None:
        yield f"{NAMED}#", start, end + amount.end()
    figure = next((nth for nth, one in enumerate(rest) if one.isdigit()), None)
    if figure is not None:
        yield f"{NAMED}0", start, end + figure + 1
    for word in _PRIVATE:
        place = rest.find(word)
        if place >= 0:
            yield f"{NAMED}{word}", start, end + place + len(word)


def personal_data(normal: Normal) -> Iterator[Span]:
    """A person's name with an amount in the same clause."""
    if not _MONEY.search(normal.flat):
        return
    found = []
    for match in _NAMED.finditer(normal.flat):
        group = next((one for one in ("name", "who", "stuck") if match[one]), "")
        told = match["office"] or match["called"] or group == "who"
        if (
            group
            and not told
            and (match[group][-1] in _THINGS or not _is_name(normal, match[group], match.start(group)))
        ):
            continue
        span = match.span() if group != "name" else (match.start("name"), match.end("rest"))
        found.append(span)
        yield normal.flat_span(*span)
    yield from _known_names(normal, found)


def _known_names(normal: Normal, found: Collection[Span]) -> Iterator[Span]:
    """The same for names that the dictionary knows or guesses (常遇春), and that begin with a surname."""
    seem = (
        match.span()
        for match in _SEEMS.finditer(normal.flat)
        if _is_name(normal, match.group(), match.start())
    )
    for start, end in (*normal.borders.names(), *seem):
        told = _FOLLOWS.match(normal.flat, end) or _LOOSELY.match(normal.flat, end)
        fits = normal.flat[start] in SURNAMES + _RARER and normal.flat[end - 1] not in _THINGS
        if told and fits and not _PLACE.match(normal.flat, end) and not any(a <= start < b for a, b in found):
            yield normal.flat_span(start, told.end())


def _is_name(normal: Normal, name: str, place: int) -> bool:
    """Whether no word goes on, or begins, behind what may be a surname."""
    words = normal.borders
    return (
        name[0] not in _RARER
        or name[:2] in _DOUBLE
        or normal.flat[place + len(name) :][:1] in {"您", "你"}
        or not (words.inside(place + 1) or words.inside(place + 2))
    )
