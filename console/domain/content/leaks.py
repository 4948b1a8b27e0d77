"""What a bulk text must not give away, or must not lead to unregistered: numbers of cards and people, codes, ways to get in touch.

Each detector yields places of the text as given. Facts: Luhn check of ISO/IEC 7812-1; GB 11643 for identity numbers (18 digits with
the check digit of ISO 7064 MOD 11-2; 15 digits before 1999).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

from console.domain.content import secrecy
from console.domain.content.characters import characters
from console.domain.content.normal import Normal, numbered
from console.domain.content.persons import personal_data, persons
from console.domain.content.secrecy import MARK

Span = tuple[int, int]

_GAP: Final = 4
"""Code points at most from one digit to the next of a number that is written in groups."""
_ORDER: Final = re.compile(
    r"(?:订单|邮件|快[递件]|运单|面单|保函|批次|条形码|设备|单据|编号|流水|单号|合同|凭证|批号|回执|受理|业务号|工单|序列|条码|代码|发票|税号|保单|票号|文号|备案号|许可证|会议号|会议)[号码]*[是为:：\s]*$"
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
    r"划入|存[进到入]|汇[至入到]|打[到入至]|转[到入至]|改放在|交[至到]|缴[至到])[^.。,，;；!！?？\d]{0,8}$"
)
"""What stands before the number of an account."""
_PERSONS: Final = re.compile(
    r"(?:个人|社保|社会保障|医保|参保人?|公积金|年金|养老(?:金|保险)?|手册|股东卡?|国债托管|客户|储户|存户|会员|社员|学籍|病案)(?:个人|账户|卡)?"
    r"(?:编号|代码|账号|号码?)[是为:：]?[a-zA-Z]{0,3}$"
)
"""What stands right before the number under which somebody is known, whatever else is called a number."""
_WITH: Final = re.compile(r"^的?(?:(?:这个|一?户的?)?(?:账户|账号|户头)|[这该]个?户)")
"""What stands right behind the number of an account."""
_IN_PARTS: Final = re.compile(
    r"(?:卡号?|全号|[账帐]号|身份证)(?:(?!热线|电话|客服|[拨致]|尾号)[^.\d]){0,12}(?P<number>\d{4,12}(?:[^.\d]{1,8}\d{3,12}){1,4})"
)
_PARTS: Final = 14
"""Figures that a number told in parts has at least."""
_RIGHT_AT: Final = re.compile(r"(?:[账帐][号户]|存?折号|卡号)[是为:：]?[a-zA-Z]{0,3}$")
_CALLED: Final = re.compile(r"(?:热线|电话|座机|拨打?)[号码是为:：\s+]*$")
"""What stands before a number that is to be called."""
_LONG: Final = 10
"""Digits of an account's number at least."""
_CLOSE: Final = 8
"""The same right behind its name."""


def card_numbers(normal: Normal) -> Iterator[Span]:
    """Numbers of 16 to 19 digits that a bank card may have, by their first digits and the check digit; and what is called an account's."""
    yield from _in_parts(normal)
    for digits, start, end in _numbers(normal):
        before = _before(normal, start, 16)
        if _is_accounts(normal, digits, before, end):
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


def _is_accounts(normal: Normal, digits: str, before: str, end: int) -> bool:
    """Whether figures are an account's, by what stands before or behind them."""
    if len(digits) >= _CLOSE and _PERSONS.search(before):
        return True
    kept = len(digits) >= _LONG and (
        _KEPT_AT.search(before) or _WITH.search(normal.raw[normal.at[end - 1] + 1 :][:8])
    )
    right = kept or (len(digits) >= _CLOSE and _RIGHT_AT.search(before))
    return bool(right) and not _ORDER.search(before) and not _CALLED.search(before)


def _in_parts(normal: Normal) -> Iterator[Span]:
    """Numbers told in parts: the first half, and then the rest."""
    for match in _IN_PARTS.finditer(normal.flat):
        span = normal.flat_span(*match.span("number"))
        digits = sum(one.isdigit() for one in match["number"])
        if digits >= _PARTS and not masked(normal.raw[slice(*span)]):
            yield span


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
        yield from (
            (first, last)
            for last in edges[bisect_left(edges, first + least) : bisect_right(edges, first + most)]
        )


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
_KEY: Final = rf"(?:{_CODES}码|校验数字?|验证数字?|口令|密钥|卡密|密令|暗号|暗语|otp|pin码?|pass(?:w(?:or)?d|code)|pwd|cvv2?|(?<![a-z])code|wifi|门禁|(?:电子|密码|门|柜|指纹|挂|车|箱)锁|[^\\W\\da-z号代编条维页尾邮牌扫付款国转价]码)"
_VALUE: Final = r"(?P<value>(?=[a-z.]*\d)(?:[a-z0-9]{4,30}|[a-z]{1,8}\.[a-z0-9]{2,12})|(?:[左右]\d{1,3}){2,4})(?![a-z0-9])(?!位|次|分钟|元|日|月|年|小时|秒|%)"
_CODE: Final = re.compile(
    rf"{_KEY}(?>初始值|初始|统一|默认|[前后]半段|今起|即日起|今日起?|明日起?|从今|[四六八468]位数?字?|数字|临时|换了|换成|换|暂时?|先|已经?|现|由系统|系统|重新|重置|更改|修改|变更|改|设置|设|更新|告知|是|为|成|叫|用|连|右|[,:])*{_VALUE}"
)
_CODE_FIRST: Final = re.compile(
    rf"(?<![a-z0-9])(?P<value>\d{{4,8}})(?:为|是|,)?(?:您的|你的|本次)?(?:[\u4e00-\u9fff]{{0,4}}){_KEY}"
)

_HALF: Final = re.compile(
    r"(?:密码|口令|密钥|码)?[前后]半[段部](?:分|是|为|,)*(?P<half>[a-z0-9]{2,12})(?![年月日元位人个])"
)
"""A code in two halves, each for one of two people."""
_SET: Final = re.compile(
    r"(?:密码|口令|密令)[^.\d]{0,12}?(?P<value>(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{5,20}|\d{6}|(?<=[是为])[\u4e00-\u9fff]{1,3}\d{3,8}|[一二三四五六七八1-9]个[零一二三四五六七八九\d])(?![\d位次天年月元%])"
)
"""A password by what it was set to, in letters and digits, or told by its figures (六个零)."""
_MEANT: Final = re.compile(
    r"(?:密码|口令)[^.,]{0,8}(?:置为|还原为|初始为|默认为?|恢复[成为]|[是为用])(?P<value>[^.,]{0,4}(?:生日|身份证|证件|手机|工号|学号|卡号)号?码?的?[前后末][一二三四五六七八\d]位)"
)
"""A password by where its figures come from."""
_TURNED: Final = re.compile(r"(?P<value>(?:[左右](?:[一二三四两]圈到?)?\d{1,2}){2,4})(?!\d)")
"""How a lock is turned."""
_THAT_IS: Final = re.compile(
    r"(?:密码|口令)[^.]{0,20}?[,为是](?:也?就是|即)(?P<value>\d{4,8})(?![\d位次天年月元%])"
)
"""A password by where its figures come from, and then by what they are."""
_WATCHWORD: Final = re.compile(
    r"(?:口令|暗号|暗语|回令)(?:今[天日晚]|明[天日]|本周)?[是为](?!什么|[您你他她谁各保一由请])(?P<value>[\u4e00-\u9fff]{2,4})(?=[,.]|$)"
)
"""A password that is a word."""
_ANSWER: Final = re.compile(
    r"(?:密保|安全问题|提示问题|找回密码的问题|预留的?问题|请回答)[^.]{0,16}?(?:答案|回答|答)[是为,写]{1,2}(?P<value>(?![请自不要勿])[\u4e00-\u9fff]{2,8})"
)
"""What opens an account instead of its password."""
_WORDED: Final = re.compile(
    r"(?:暗号|口令|暗语|回令|解锁词|答案|密保)[^，。,.“「『\"]{0,8}[“「『\"](?P<value>[^”」』\"]{1,12})[”」』\"]"
)
"""A password that is a word, in quotes."""
_BACK: Final = re.compile(r"(?:cvv2?|安全码|校验三位)(?:码|[是为,:])*(?P<value>\d{3})(?!\d)")
"""The three digits on the back of a card."""


def one_time_codes(normal: Normal) -> Iterator[Span]:
    """The value of a code or a password: in a bulk text everybody gets it."""
    for also, group in (
        (_HALF, "half"), (_SET, "value"), (_MEANT, "value"), (_TURNED, "value"), (_ANSWER, "value"),
        (_THAT_IS, "value"), (_WATCHWORD, "value"),
    ):  # fmt: skip
        yield from (normal.flat_span(*match.span(group)) for match in also.finditer(normal.flat))
    yield from (match.span("value") for match in _WORDED.finditer(normal.raw))
    # Numerals behind a code may be those of the next words: 验证码204816五分钟内有效.
    for flat in dict.fromkeys((normal.flat, numbered(normal.flat))):
        for pattern in (_CODE, _CODE_FIRST, _BACK):
            for match in pattern.finditer(flat):
                yield normal.flat_span(*match.span("value"))


_TOP: Final = (
    "com|cn|net|org|top|xyz|cc|vip|info|io|me|link|site|shop|club|app|tv|ltd|co|ink|pub|wang|win|bid|icu|fun|online|store|tech|biz|gov|edu|hk|"
    "example|test|mobi|asia|live|work|run|url|ly|gl|im|la|pw|ws|ru|tk|cf|ga|ml"
)
_LINK: Final = re.compile(
    rf"(?:https?[:/]{{1,3}}(?:[a-z0-9\-]+\.)*[a-z0-9\-]+(?:[/?][a-z0-9/?=&%_.\-]*)?|(?<![\d.])(?:\d{{1,3}}\.){{3}}\d{{1,3}}(?:\:\d{{2,5}}(?:/[a-z0-9/?=&%_.\-]*)?|/[a-z0-9/?=&%_.\-]*)|(?<![a-z0-9@])(?:[a-z0-9][a-z0-9\-.]*\.[a-z]{{2,}}@)?(?!(?:asp|vb|ado)\.net)(?:[a-z0-9][a-z0-9\-]*\.)+(?:{_TOP})(?![a-z])(?:[/?][a-z0-9/?=&%_.\-]*)?)"
)


def links(normal: Normal) -> Iterator[Span]:
    """Addresses of the web, also with blanks, `点` or other dots in them, or letters of another script."""
    stream, at = _linked(normal.raw)
    for match in _LINK.finditer(stream):
        yield at[match.start()], at[match.end() - 1] + 1


def host_of(link: str) -> str:
    """The host of an address as it was found, in small letters; its own blanks are dropped."""
    bare = "".join(link.split()).lower()
    # What stands before the last @ of it is no host, though it may be dressed as one.
    return re.split(r"[/?#:]", bare.split("://", 1)[-1], maxsplit=1)[0].rpartition("@")[2]


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
_NEAR: Final = 14
"""Code points in which it is said whose number it is."""


_MOBILE: Final = 11
"""Figures of a mobile number; what is longer begins with the country."""


@cache
def _personal() -> "re.Pattern[str]":
    """What stands before the number of somebody's own telephone."""
    known = persons()
    return re.compile(
        rf"(?:(?!总[机行部台公务])(?:{known.title})|手机|私人|本人|[我他她您你]家|微信|加我|找我|联系我|[小老][{known.surnames}])[^。.，,]{{0,6}}$"
    )


def published(normal: Normal, span: Span) -> bool:
    """Whether a telephone number is one of an office by what stands before it: with an area code or of service, and nobody's own."""
    start, end = span
    number = "".join(one for one in numbered(Normal(normal.raw[start:end]).text) if one.isdigit())
    before = normal.raw[max(0, start - _NEAR) : start]
    offices = bool(_PUBLISHED.search(before)) or normal.raw[end : end + 1] == "转"
    bare = number.removeprefix("86") if len(number) > _MOBILE else number
    if bare.startswith(("400", "800")):
        # Nobody has such a number for himself.
        return offices
    return bare.startswith("0") and not bare.startswith("00") and offices and not _personal().search(before)


_TELEPHONE: Final = re.compile(
    r"(?:86)?1[3-9]\d{9}|0(?:10|2\d|[3-9]\d\d)\d{7,8}|[48]00\d{7}|00(?!86)[1-9]\d{8,12}"
)


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
    r"(?:微信|薇信|威信|徽信|溦信|崴信|卫星|v信|(?<![a-z0-9])(?:vx|wx|wechat|weixin)|加v|[加搜找]我|私人号|钉钉号?|(?<![a-z])v[,:]|薇|(?:^|(?<=[,.]))微,)(?:号码?|id|同号|里|中|上|搜索|搜|添加|[,:是为])*(?P<id>[a-z][a-z0-9]{4,24}|1[3-9]\d{9})(?![a-z0-9])"
    r"|(?:qq群?|q号|(?<![a-z0-9])q,|(?<![a-z0-9])q(?=\d{7})|q群|扣扣群?|抠抠|企鹅号?|钉钉群|业主群|交流群|群)(?:号码?|群|[,:是为])*(?P<qq>[1-9]\d{4,11})(?!\d|元|人|个|年|月|日)"
    r"|(?<!\d)(?P<back>[1-9]\d{4,10})(?:,|:)?(?:qq|扣扣|微信)"
)


def accounts(normal: Normal) -> Iterator[Span]:
    """WeChat and QQ numbers that somebody is to add."""
    for match in _ACCOUNT.finditer(numbered(normal.flat)):
        yield normal.flat_span(*match.span(match.lastgroup or 0))


def long_numbers(normal: Normal) -> list[Span]:
    """Where a text has long numbers, of whatever kind."""
    return [
        normal.span(start, end) for digits, start, end in _numbers(normal) if len(digits) >= _NUMBER_LEAST
    ]


def nobodys(normal: Normal, span: Span) -> bool:
    """Whether a long number is said to be nobody's: of an order, a parcel, a document, an office."""
    return bool(_ORDER.search(normal.raw[max(0, span[0] - 12) : span[0]])) or published(normal, span)


_NUMBER_LEAST: Final = 7


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
    MARK: secrecy.marks,
}
"""The detectors by the class of their hits."""
