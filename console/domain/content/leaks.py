"""What a bulk text must not give away, or must not lead to unregistered: numbers of cards and people, codes, names, ways to get in touch.

Each detector yields places of the text as given. Facts: Luhn check of ISO/IEC 7812-1; GB 11643 for identity numbers (18 digits with
the check digit of ISO 7064 MOD 11-2; 15 digits before 1999).
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from console.domain.content.characters import characters
from console.domain.content.normal import Normal, numbered

Span = tuple[int, int]

_GAP: Final = 4
"""Code points at most from one digit to the next of a number that is written in groups."""
_ORDER: Final = re.compile(
    r"(?:订单|编号|流水|单号|合同|凭证|批号|回执|受理|业务号|工单|序列|条码|代码|发票|税号|保单|票号|文号|备案号|许可证)[号码]*[是为:：\s]*$"
)
"""What a long number is that is nobody's."""


def _numbers(normal: Normal) -> Iterator[tuple[str, int, int]]:
    """Runs of digits, in groups or not: the digits, and the places in `Normal.text`, end exclusive. A last X is taken along."""
    text, at = numbered(normal.text), normal.at
    start = 0
    while start < len(text):
        if not _ascii_digit(text[start]):
            start += 1
            continue
        end = start + 1
        while end < len(text) and _ascii_digit(text[end]) and at[end] - at[end - 1] <= _GAP:
            end += 1
        if end - start == 17 and text[end : end + 1] == "x" and at[end] - at[end - 1] <= _GAP:
            end += 1
        yield text[start:end], start, end
        start = end


def _ascii_digit(one: str) -> bool:
    return one.isascii() and one.isdigit()


def _before(normal: Normal, start: int, far: int = 12) -> str:
    place = normal.at[start]
    return normal.raw[max(0, place - far) : place]


_KEPT_AT: Final = re.compile(
    r"(?:[账帐]号|[账帐]户号?|户头|基本户|一般户|专户|结算户|[^\W\d电水气费用]户|一本通|(?<![费用电水气])户号|存?折号?子?|存单号?|卡号|卡上|的户|户是|"
    r"(?:社保|社会保障|医保|公积金|年金|养老金?|保险手册|股东卡?|客户|社员)(?:个人|卡)?(?:编号|账号|号码?)|"
    r"划入|存[进到入]|汇[至入到]|打[到入至]|转[到入至]|改放在|交[至到]|缴[至到])[^.。,，;；!！?？\d]{0,8}$"
)
"""What stands before the number of an account."""
_LONG: Final = 10
"""Digits of an account's number at least."""


def card_numbers(normal: Normal) -> Iterator[Span]:
    """Numbers of 16 to 19 digits that a bank card may have, by their first digits and the check digit; and what is called an account's."""
    for digits, start, end in _numbers(normal):
        if (
            len(digits) >= _LONG
            and _KEPT_AT.search(_before(normal, start, 16))
            and not _ORDER.search(_before(normal, start))
        ):
            yield normal.span(start, end)
            continue
        for first, last in _windows(digits, normal, start, 16, 19):
            number = digits[first:last]
            if (
                number.isdigit()
                and _CARD.match(number)
                and _luhn(number)
                and not _ORDER.search(_before(normal, start + first))
            ):
                yield normal.span(start + first, start + last)
                break


_CARD: Final = re.compile(r"62|4|5[1-5]|2[2-7]|3[0568]|60|65|68|69|8[1-7]|9[0-9]")


def _windows(digits: str, normal: Normal, start: int, least: int, most: int) -> Iterator[tuple[int, int]]:
    """Where a number of so many digits may stand in a run of them: all of it, or as groups that begin and end at a sign."""
    if least <= len(digits) <= most:
        yield 0, len(digits)
        return
    if len(digits) < least:
        return
    at = normal.at[start : start + len(digits)]
    edges = [0, *(nth + 1 for nth, (one, later) in enumerate(pairwise(at)) if later - one > 1), len(digits)]
    for first in edges:
        for last in edges:
            if least <= last - first <= most:
                yield first, last


def _luhn(digits: str) -> bool:
    total = 0
    for nth, one in enumerate(reversed(digits)):
        value = int(one) * (2 if nth % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def identity_numbers(normal: Normal) -> Iterator[Span]:
    """Identity numbers of 18 characters with a right check digit, and of 15 digits with a possible place and day of birth."""
    papers = (normal.flat_span(*match.span("number")) for match in _PAPER.finditer(normal.flat))
    yield from ((start, end) for start, end in papers if not masked(normal.raw[start:end]))
    for run, start, end in _numbers(normal):
        if (
            len(run) == 15
            and _born(f"19{run[6:12]}")
            and _region(run)
            and not _ORDER.search(_before(normal, start))
        ):
            yield normal.span(start, end)
        for first, last in _windows(run, normal, start, 18, 18):
            digits = run[first:last]
            if digits[:17].isdigit() and _checked(digits) and _born(digits[6:14]) and _region(digits):
                yield normal.span(start + first, start + last)
                break


_PAPER: Final = re.compile(
    r"(?:护照|通行证|军官证|军人证|士兵证|居留证|回乡证|台胞证|身份证)[^\d.,]{0,6}?(?P<number>[a-z]{0,3}\d{7,15})(?!\d)"
)
_MASKS: Final = frozenset("*＊×●•")
"""Signs by which figures are hidden."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _checked(digits: str) -> bool:
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=False))
    return "10x98765432"[total % 11] == digits[17]


def _region(digits: str) -> bool:
    return 11 <= int(digits[:2]) <= 65 or digits[:2] in {"71", "81", "82", "83", "91"}


def _born(day: str) -> bool:
    try:
        return 1900 <= date(int(day[:4]), int(day[4:6]), int(day[6:])).year <= 2100
    except ValueError:
        return False


_CODES: Final = (
    "(?:验证|校验|动态|确认|激活|授权|登录|提取|提货|兑换|邀请|注册|识别|核销|开箱|取件|随机|口令|安全|密|"
    "预约|取票|开箱|取餐|取货|取款|入场|入会|签到|通行|开门|开锁|门禁|解锁|解压|查询|查分|支付|交易|领取|领奖|兑奖|抽奖|绑定|验券|凭证|短信|电子)"
)
_KEY: Final = rf"(?:{_CODES}码|校验数字?|验证数字?|口令|密钥|卡密|密令|暗号|暗语|otp|pin码?|pass(?:w(?:or)?d|code)|pwd|cvv2?|(?<![a-z])code|wifi|[^\\W\\da-z号代编条维页尾邮牌扫付款国转价]码)"
_VALUE: Final = r"(?P<value>(?=[a-z.]*\d)(?:[a-z0-9]{4,30}|[a-z]{1,8}\.[a-z0-9]{2,12})|(?:[左右]\d{1,3}){2,4})(?![a-z0-9])(?!位|次|分钟|元|日|月|年|小时|秒|%)"
_CODE: Final = re.compile(
    rf"{_KEY}(?:初始值|初始|统一|默认|[前后]半段|今起|即日起|今日起?|明日起?|从今|[四六八468]位数?字?|数字|临时|换了|换成|换|暂时?|先|已经?|现|由系统|系统|重新|重置|更改|修改|变更|改|设置|设|更新|告知|是|为|成|叫|用|连|右|[,:])*{_VALUE}"
)
_CODE_FIRST: Final = re.compile(
    rf"(?<![a-z0-9])(?P<value>\d{{4,8}})(?:为|是|,)?(?:您的|你的|本次)?(?:[\u4e00-\u9fff]{{0,4}}){_KEY}"
)

_HALF: Final = re.compile(
    r"(?:密码|口令|密钥|码)?[前后]半[段部](?:分|是|为|,)*(?P<half>[a-z0-9]{2,12})(?![年月日元位人个])"
)
"""A code in two halves, each for one of two people."""
_SET: Final = re.compile(
    r"(?:密码|口令|密令)[^.\d]{0,12}?(?P<value>(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{5,20}|\d{6}|[一二三四五六七八1-9]个[零一二三四五六七八九\d])(?![\d位次天年月元%])"
)
"""A password by what it was set to, in letters and digits, or told by its figures (六个零)."""
_MEANT: Final = re.compile(
    r"(?:密码|口令)[^.,]{0,8}(?:置为|还原为|初始为|默认为?|恢复[成为]|[是为用])(?P<value>[^.,]{0,4}(?:生日|身份证|证件|手机|工号|学号|卡号)号?码?的?[前后末][一二三四五六七八\d]位)"
)
"""A password by where its figures come from."""
_TURNED: Final = re.compile(r"(?P<value>(?:[左右](?:[一二三四两]圈到?)?\d{1,2}){2,4})(?!\d)")
"""How a lock is turned."""
_ANSWER: Final = re.compile(
    r"(?:密保|安全问题|提示问题|找回密码的问题|预留的?问题|请回答)[^.]{0,16}?(?:答案|回答|答)[是为,写]{1,2}(?P<value>(?![请自不要勿])[\u4e00-\u9fff]{2,8})"
)
"""What opens an account instead of its password."""
_BACK: Final = re.compile(r"(?:cvv2?|安全码|校验三位)(?:码|[是为,:])*(?P<value>\d{3})(?!\d)")
"""The three digits on the back of a card."""


def one_time_codes(normal: Normal) -> Iterator[Span]:
    """The value of a code or a password: in a bulk text everybody gets it."""
    for also, group in (
        (_HALF, "half"), (_SET, "value"), (_MEANT, "value"), (_TURNED, "value"), (_ANSWER, "value"),
    ):  # fmt: skip
        yield from (normal.flat_span(*match.span(group)) for match in also.finditer(normal.flat))
    # Numerals behind a code may be those of the next words: 验证码204816五分钟内有效.
    for flat in dict.fromkeys((normal.flat, numbered(normal.flat))):
        for pattern in (_CODE, _CODE_FIRST, _BACK):
            for match in pattern.finditer(flat):
                yield normal.flat_span(*match.span("value"))


_SURNAMES: Final = (
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
_TITLE: Final = "先生|女士|小姐|大夫|医生|教授|主任|行长|处长|科长|会计|律师|大爷|大妈|大叔|奶奶|爷爷|同志|老师|经理|贵宾|同志|大姐|大哥|阿姨|师傅|同学|总|老板"
_NOT_NAMES: Final = (
    "周[一二三四五六日末年岁边期转]|马上|马路|顾客|贺[新岁年]|任[何意务期]|江[苏西南北岸]|武汉|张[家贴开]|许[可多]|何[时地为]|陈[列述]|史上|段[时落]|康[养复]|向[您本各我全社市客每有持所参]|季[度末报]|施[行工]|"
    "汤品|田[间地]|夏[季日令]|付[款费息]|牛年|马年|江[边海]|雷[电雨]|杜绝|叶片|苏[州打]|郑[州重]|孔明|武[术装]|黄[金色]|徐州|柳州|洪[水涝]|康[乐宁]|林[业木权]|朱红|胡同|王牌|李宁|唐[山代]|宋[代朝]|"
    "韩国|卓越|高[达于过新额等速端铁考校低]|曹县|严[格禁重肃查防]|金[额融卡牌色秋条]|方[便可式案面]|费[用率]|花[费呗园卉]|卫[生星]|尤其|曲线|.[额费款息元万]"
)
_NEVER: Final = "[了的是在要不也就和与或到给被把让从于至及等每各这那您你他她点又还都很]"
"""What no given name has."""
_GIVEN: Final = rf"(?:(?!{_NEVER})[\u4e00-\u9fff])"
_NAME: Final = rf"(?!{_NOT_NAMES})(?:(?:{'|'.join(_DOUBLE)}){_GIVEN}{{1,2}}|[{_SURNAMES}](?!{_TITLE}){_GIVEN}{{1,2}}?|[{_RARER}](?!{_TITLE}){_GIVEN}{{2}})"
_COUNTED: Final = r"(?:\d[\d,]{0,14}|[一二三四五六七八九十百千万零〇两壹贰叁肆伍陆柒捌玖拾佰仟]{2,14})"
_AMOUNT: Final = rf"(?:{_COUNTED}(?:[万亿]?元|万|块)|(?:rmb|人民币|cny){_COUNTED})"
_OWES: Final = (
    "拖欠|获赔|理赔款|欠租|欠息|领取|借支|罚款|退回|重复领取|发奖金|发放|奖金|拨付|授信|分期|欠缴|新贷款|生活补贴|救助款|补贴|工伤赔偿|炒股|赔偿|应还|应付|应缴|应交|应补|须缴|需缴|尚欠|未还|未缴|欠|拖欠|贷款|借款|存款|余额|利息|本息|本金|理财|月均|日均|账户|信用卡|账单|分红|工资|奖金|补助|转入|转出|消费|保费|逾期|还款|客户|成功|收入|支出|年费|名下|资产|基金|到期|定期|授信|额度|您的|您|缴|捐|领取|发放|报销|需|"
    "本月|养老金|课时费|存入|汇入|亏损|盈利|认购|申购|金额|捐款|房贷|月供|理赔|退款|加班费|提成|党费|低保|助学金|补偿|租金|学费|欠款|补贴|津贴|罚款|押金|的"
)
_DUES: Final = "逾期|欠|余额|贷款|亏损|奖金|工资|利息|存款|应还|账单|课时费|课酬|稿酬|税后|加班费|提成|养老金|报销|党费|助学金|补助|补贴|保费|物业费|房贷|月供|本金|金额|捐款|罚款|学费|租金|退款|理赔|津贴|报酬|稿费|分红|低保|补偿|押金|年终奖|绩效|货款|理财|奖学金|实发|应发|实付|慰问金|拆迁款|分红款|保险金|赔偿"
_WHO: Final = "姓名|学生|收款人|付款人|户名|借款人|贷款人|储户|持卡人|客户|户主|业主|投保人|被保险人|被保人|受益人|担保人|申请人|领取人|开户人|汇款人|承租人|员工|村民|学员"
"""Who somebody is of whom an amount is told."""
_TAIL: Final = r"(?:[,:]?(?:尾号|卡号|账号|工号|学号|末四位)[为是:]?\d{3,6}[,:的]?)?"
_SAID: Final = rf"(?:(?P<called>{_TITLE})[^.,]{{0,4}}?)?(?:一?家|户|夫妇)?{_TAIL}(?P<rest>(?:(?:,[^.,]{{0,4}}?|在?[我本]行的?|[本上]月|[本上]期|[今去本]年|您?名下)?(?:{_OWES}|{_DUES})[^.]{{0,16}}?|,?)(?:{_AMOUNT}|(?<=[额款产资息费入出])\d[\d,]{{3,}}))"
"""What follows a name: a title, whose, what for, and the amount."""
_NAMED: Final = re.compile(
    rf"(?:^|(?<=[,.:的是给向由对为请户有部行处科室组村])|(?<=[人工员学村]名)|(?P<office>{_WHO})[,:]?(?:为|是)?)(?P<name>{_NAME}){_SAID}"
    rf"|(?P<titled>(?<!客户)[{_SURNAMES}{_RARER}佘阎邰水](?:{_TITLE}){_TAIL}[,:]?[^.,]{{0,12}}?(?:(?:{_DUES})[^.]{{0,8}}?{_AMOUNT}|(?:逾期|欠|亏损)))"
    rf"|(?P<paid>(?:{_AMOUNT})[^.,]{{0,4}}(?:转给|付给|汇给|发给|借给|退给|打给|汇至|退还)(?:{_NAME}))"
    rf"|(?P<payee>(?:收款人|付款人|户名|借款人|储户|持卡人)[,:]?(?:[\u4e00-\u9fff]{{2,3}})[,:][^.]{{0,6}}?\d[\d,]{{2,}})"
    rf"|(?P<stuck>(?:^|(?<=[,.:是给向由对为请户有部行处科室组村]))(?:{_NAME})(?:{_TITLE})?(?:名下|在我行)?的?(?:[车房]?贷款?|账户|信用卡|卡|借款|授信)已?[^.,]{{0,4}}(?:逾期|停息|挂账|不良|冻结|核销|起诉|查封|止付|展期|降级))"
    rf"|(?P<greeted>(?:^|(?<=[.]))(?:{_NAME})(?:{_TITLE}|您好|总)?(?:您好)?[,:](?:您|贵)[^.]{{0,14}}?(?:逾期|欠|冻结|止付|可疑|不良|核销|起诉|亏损|{_AMOUNT}))"
    rf"|(?P<later>{_AMOUNT}[,:]?(?:{_WHO})[,:]?(?:为|是)?(?P<who>{_NAME}))"
)


_THINGS: Final = "金卡款费额息券票班证单"
"""What no given name ends with, but much that a bank sells."""
_PLACE: Final = re.compile("支行|分行|营业|网点|路|街|巷|桥|镇|村|小区|广场|大厦|花园|公司|银行")
"""What stands behind the name of a place."""
_FOLLOWS: Final = re.compile(_SAID)
_MONEY: Final = re.compile(
    r"[\d一二三四五六七八九十百千万零两壹贰叁肆伍陆柒捌玖拾佰仟]|逾期|欠|亏损|停息|挂账|不良|冻结|核销|起诉|查封|止付|展期|降级"
)


def personal_data(normal: Normal) -> Iterator[Span]:
    """A person's name with an amount in the same clause."""
    if not _MONEY.search(normal.flat):
        return
    found = []
    for match in _NAMED.finditer(normal.flat):
        group = "name" if match["name"] else "who" if match["who"] else ""
        told = match["office"] or match["called"] or group == "who"
        if group and not told and not _is_name(normal, match[group], match.start(group)):
            continue
        span = match.span() if group != "name" else (match.start("name"), match.end("rest"))
        found.append(span)
        yield normal.flat_span(*span)
    yield from _known_names(normal, found)


def _known_names(normal: Normal, found: Collection[Span]) -> Iterator[Span]:
    """The same for names that the dictionary knows or guesses (常遇春), and that begin with a surname."""
    for start, end in normal.borders.names():
        told = _FOLLOWS.match(normal.flat, end)
        fits = normal.flat[start] in _SURNAMES + _RARER and normal.flat[end - 1] not in _THINGS
        if told and fits and not _PLACE.match(normal.flat, end) and not any(a <= start < b for a, b in found):
            yield normal.flat_span(start, told.end())


def _is_name(normal: Normal, name: str, place: int) -> bool:
    """Whether no word goes on, or begins, behind what may be a surname."""
    words = normal.borders
    return (
        name[0] not in _RARER
        or name[:2] in _DOUBLE
        or not (words.inside(place + 1) or words.inside(place + 2))
    )


_TOP: Final = (
    "com|cn|net|org|top|xyz|cc|vip|info|io|me|link|site|shop|club|app|tv|ltd|co|ink|pub|wang|win|bid|icu|fun|online|store|tech|biz|gov|edu|hk|"
    "example|test|mobi|asia|live|work|run|url|ly|gl|im|la|pw|ws|ru|tk|cf|ga|ml"
)
_LINK: Final = re.compile(
    rf"(?:https?[:/]{{1,3}}(?:[a-z0-9\-]+\.)*[a-z0-9\-]+(?:[/?][a-z0-9/?=&%_.\-]*)?|(?<![\d.])(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?:\:\d{{2,5}}(?:/[a-z0-9/?=&%_.\-]*)?|/[a-z0-9/?=&%_.\-]*)|(?<![a-z0-9@])(?:[a-z0-9][a-z0-9\-]*\.)+(?:{_TOP})(?![a-z])(?:[/?][a-z0-9/?=&%_.\-]*)?)"
)


def links(normal: Normal) -> Iterator[Span]:
    """Addresses of the web, also with blanks, `点` or other dots in them, or letters of another script."""
    stream, at = _linked(normal.raw)
    for match in _LINK.finditer(stream):
        yield at[match.start()], at[match.end() - 1] + 1


def host_of(link: str) -> str:
    """The host of an address as it was found, in small letters; its own blanks are dropped."""
    bare = "".join(link.split()).lower()
    return re.split(r"[/?#:]", bare.split("://", 1)[-1], maxsplit=1)[0]


_DOTS: Final = frozenset(".．。｡·•・⊙●○◦∙⋅〇")
_KEPT: Final = {"：": ":", "／": "/", "－": "-", "？": "?", "＝": "=", "＆": "&"}


def _linked(raw: str) -> tuple[str, list[int]]:
    """The text for addresses: dots of any kind as dots, no blanks between Latin letters and dots."""
    kept = characters().kept
    out: list[str] = []
    at: list[int] = []
    for place, one in enumerate(raw):
        sign = (
            "."
            if one == "." or ((one in _DOTS or one in "点點") and _letters_beside(raw, place))
            else _KEPT.get(one, one)
        )
        folded = sign if sign in ".:/-?=&%_@" else kept(one)
        if not folded and one.isspace() and not (_dotted(raw, place)):
            folded = " "
        for letter in folded:
            out.append(letter)
            at.append(place)
    return "".join(out), at


def _letters_beside(raw: str, place: int) -> bool:
    before, after = raw[:place].rstrip()[-1:], raw[place + 1 :].lstrip()[:1]
    return _latin(before) and _latin(after)


def _dotted(raw: str, place: int) -> bool:
    """Whether a blank stands beside a dot, or between single letters."""
    before, after = raw[:place].rstrip(), raw[place + 1 :].lstrip()
    near = {before[-1:], after[:1]}
    if near & (_DOTS | {"点", "點", "/", "／"}):
        return True
    single = (len(before) < 2 or not _latin(before[-2:-1])) or (len(after) < 2 or not _latin(after[1:2]))
    return single and all(map(_latin, near))


def _latin(one: str) -> bool:
    folded = characters().kept(one) if one else ""
    return bool(folded) and folded.isascii()


def telephones(normal: Normal) -> Iterator[Span]:
    """Mobile numbers, numbers with an area code, and 400 and 800 numbers; the short numbers of banks and offices are none."""
    for digits, start, _ in _numbers(normal):
        for first, last in _groups(digits, normal, start):
            if _TELEPHONE.fullmatch(digits[first:last]) and not _ORDER.search(_before(normal, start + first)):
                yield normal.span(start + first, start + last)


_PUBLISHED: Final = re.compile(
    "客服|服务|热线|专线|总机|座机|前台|柜台|网点|支行|分行|总行|营业|大堂|大厅|咨询|垂询|致电|来电|拨打?|电话|传真|号码没变|报修|投诉|挂失|改号|区号|请打|请经"
)
_PERSONAL: Final = re.compile(
    rf"(?:{_TITLE}|手机|私人|本人|微信|加我|找我|联系我|[小老][{_SURNAMES}])[^。.，,]{{0,6}}$"
)
_NEAR: Final = 14
"""Code points in which it is said whose number it is."""


def published(normal: Normal, span: Span) -> bool:
    """Whether a telephone number is one of an office by what stands before it: with an area code or of service, and nobody's own."""
    start, end = span
    number = "".join(one for one in numbered(Normal(normal.raw[start:end]).text) if one.isdigit())
    before = normal.raw[max(0, start - _NEAR) : start]
    offices = bool(_PUBLISHED.search(before)) or normal.raw[end : end + 1] == "转"
    return number[:1] in "0489" and offices and not _PERSONAL.search(before)


_TELEPHONE: Final = re.compile(r"(?:86)?1[3-9]\d{9}|0(?:10|2\d|[3-9]\d\d)\d{7,8}|[48]00\d{7}")


def _groups(digits: str, normal: Normal, start: int) -> Iterator[Span]:
    """The run of digits, or, if it is no telephone number, the parts of it between wide gaps."""
    if _TELEPHONE.fullmatch(digits):
        yield 0, len(digits)
        return
    at = normal.at[start : start + len(digits)]
    for signs in ("、，,;；\n", "、，,;；/／ \n"):
        edges = [0]
        for nth, (one, later) in enumerate(pairwise(at)):
            if any(sign in signs for sign in normal.raw[one + 1 : later]):
                edges.append(nth + 1)
        edges.append(len(digits))
        yield from pairwise(edges)


_ACCOUNT: Final = re.compile(
    r"(?:微信|薇信|威信|徽信|溦信|崴信|卫星|v信|vx|wx|wechat|weixin|加v|[加搜找]我|私人号|钉钉号?|(?<![a-z])v[,:]|薇|(?:^|(?<=[,.]))微,)(?:号码?|id|同号|里|中|上|搜索|搜|添加|[,:是为])*(?P<id>[a-z][a-z0-9]{4,24}|1[3-9]\d{9})(?![a-z0-9])"
    r"|(?:qq群?|q号|(?<![a-z0-9])q,|(?<![a-z0-9])q(?=\d{7})|q群|扣扣群?|抠抠|企鹅号?|钉钉群|业主群|交流群|群)(?:号码?|群|[,:是为])*(?P<qq>[1-9]\d{4,11})(?!\d|元|人|个|年|月|日)"
    r"|(?<!\d)(?P<back>[1-9]\d{4,10})(?:,|:)?(?:qq|扣扣|微信)"
)


def accounts(normal: Normal) -> Iterator[Span]:
    """WeChat and QQ numbers that somebody is to add."""
    for match in _ACCOUNT.finditer(numbered(normal.flat)):
        yield normal.flat_span(*match.span(match.lastgroup or 0))


def masked(text: str) -> bool:
    """Whether figures of a text are hidden by signs: they are not given away then."""
    return not _MASKS.isdisjoint(text)


DETECTORS: Final[dict[str, Callable[[Normal], Iterator[Span]]]] = {
    "card_number": card_numbers,
    "identity_number": identity_numbers,
    "one_time_code": one_time_codes,
    "personal_data": personal_data,
    "link": links,
    "telephone": telephones,
    "account": accounts,
}
"""The detectors by the class of their hits."""
