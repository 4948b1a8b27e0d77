"""Open marks of secrecy: a level of secrecy that stands as a mark on what is sent, not as a word that is spoken of (R11).

A mark is known by how it stands, not by which words follow: behind its label (密级：机密), with its star or term (机密★10年), in brackets,
at the head of the text, of a line or before a colon, or said of the text itself (本文件属机密). Levels and terms: 保守国家秘密法 14, 15;
their mark: its 实施条例 21.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from console.domain.content.characters import characters
from console.domain.content.normal import Normal

Span = tuple[int, int]

MARK: Final = "classified"
"""The class of an open mark, and the name of its detector."""

_BLANK, _SIGN, _COLON, _STAR, _END, _LINE = " ", ",", ":", "*", ".", "\n"
_OPEN, _CLOSE, _QUOTE, _TITLE, _TITLED = "(", ")", '"', "<", ">"
_COLONS: Final = frozenset(":：︰﹕∶꞉")
_STARS: Final = frozenset("*＊﹡✱✲✳★☆✦✧✩✪✫✬✭✮✯✰⋆⭐🌟")
_ENDS: Final = frozenset("。！？!?…｡")
_LINES: Final = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_QUOTES: Final = frozenset("“”„‟‘’‚‛\"'＂＇「」『』﹁﹂﹃﹄｢｣〝〞〟")
_TITLES: Final = {"《": _TITLE, "〈": _TITLE, "》": _TITLED, "〉": _TITLED}
_OPENS: Final = frozenset("<＜«‹")
_CLOSES: Final = frozenset(">＞»›")

_GAP: Final = r"[ ,:*.()\"<>]{0,3}"
"""What may stand between the two characters of a level (绝 密, 机·密)."""
_WORD: Final = rf"(?:绝{_GAP}密|机{_GAP}密|秘{_GAP}密|top[ ,]{{0,3}}secret)"
_ENGLISH: Final = r"(?<![a-z])(?:secret|confidential|classified)(?![a-z])"
_LEVEL: Final = re.compile(
    rf"(?:(?:国家|军事|工作|核心|最高|高度|内部)?{_WORD})|涉{_GAP}密|密件|机要件|{_ENGLISH}"
)
_SUFFIX: Final = re.compile(
    r"级?(?:文件|急件|信息|资料|材料|事项|内容|通知|通报|电报|公文|件)?(?:特急|加急|急件)?"
)
_DATE: Final = r"\d{4} ?[年,.] ?\d{1,2}(?: ?[月,.] ?\d{1,2} ?日?| ?月)?"
_TERM: Final = re.compile(
    r"级?[ ,:*()\"<>]{0,4}(?:保密期?限?[ :]{0,2})?(?:(?:\d{1,3}|[一二三四五六七八九十两]{1,3}) ?(?:年|个月)|长期|永久|(?:启用|解密|公布|发布)前"
    rf"|{_DATE} ?[至到,] ?(?:{_DATE}|长期|永久)|[至到] ?(?:{_DATE}|\d{{4}} ?年))"
)
_STARRED: Final = re.compile(r"级?[ )\"]{0,3}\*")
_LABEL: Final = re.compile(
    r"(?:密 {0,4}级(?:标识|标志|等级|程度)?|密别|(?:保密|涉密|秘密|机密)(?:级别|等级|程度|密级)|定密(?:级别|等级)?|(?<![^ ,:*.\n()\"<>])(?:等级|级别))"
    r"[ ,:*()\"<>]{0,6}(?:为|是|属于?|系|(?:确?定|标注?|列)为)?[ ,:*(\"<]{0,4}$"
    r"|(?<![a-z])(?:classification|classified|(?:security|secrecy|classification) (?:level|grade|class)) ?(?::|is )[ \"(]{0,3}$"
)
_SPOKEN: Final = re.compile(
    r"级?[ )\">]{0,3}(?:字[样眼]|[二两]字|标[志识记签注]|印?章|一词|的|等|[及以]上|以下|考[试场核]|试[卷题]|命题|资格|测评|培训|保护)"
)
"""What follows where a level is only spoken of (标有“机密”字样)."""
_GRADED: Final = re.compile(
    r"(?:培训|考试|测评|系统|保护|资格|机房|载体|网络|岗位|人员|单位)[ \"<]{0,2}\([ \"]{0,2}$"
)
"""What has a grade itself (系统（机密级）)."""
_OF_OTHERS: Final = re.compile(
    r"(?:[标印写盖带含][有着]|分为|称为|叫做?|例如|比如|所谓|电影|影片|小说|歌曲|歌|话剧|剧|节目|综艺|游戏|剧本杀|图书|书)[ (\"<]{0,3}$"
)
_CATEGORY: Final = re.compile(rf"(?:国家|工作){_WORD}[ ,:*()\"<>]{{1,3}}$")
"""The kind of a secret, which stands before its level (国家秘密·机密·20年)."""
_LISTED: Final = r"[ ,()\"<>]{0,3}[、,或和与及至到]?[ ,()\"<>]{0,3}"
_AFTER: Final = re.compile(rf"级?(?:文件)?{_LISTED}({_WORD})")
_BEFORE: Final = re.compile(rf"({_WORD})级?(?:文件)?{_LISTED}$")
_BOUND: Final = re.compile(r"[^\w]|_|$")
_GOES_ON: Final = re.compile(r"关于|阅后|不得|严禁|禁止|请勿|切勿|特急|加急|急件")
"""How a text goes on behind a mark that no sign ends."""
_HANDED_ON: Final = re.compile(r"请|已")
"""How a text goes on that is such a paper itself (绝密资料已发您邮箱), behind a grave level and what kind of paper it is."""
_SKIPPED: Final = re.compile(
    r"(?>\([^()]{0,30}\)|[ ,:*.\"]|特急|特提|加急|平急|急件|内部|明电|传阅|文件|通知|通报|公文|标题|主题|事由|正文|内容|提醒|提示|编号|份号|no|第|号|\d{1,8}"
    r"|(?:各位|全体|尊敬的)?[\u4e00-\u9fff]{0,6}(?:同志|同事|领导|员工|行长|经理|部门|支行|网点)们?[您你]?好?(?=[ ,:.]))*"
)
"""What may stand before a mark at the head of a line: the signature, whom it is for, how urgent it is. Read one way only: each piece
gives nothing back, so a head that does not end as it must costs no tries of other ways to cut it up."""
_SAID: Final = re.compile(
    r"[ ,:]{1,3}(?:阅后|不得|严禁|禁止|请勿|切勿|勿|注意|内部|仅限|特急|特提|加急|平急|急件)"
)
"""How a mark in brackets goes on within them."""
_ALONE: Final = re.compile(r"[ )\"*]{0,3}(?::| , |\n|$)")
"""What follows an English level that is a mark: as a word of a sentence it has others behind it."""
_COLON_NEXT: Final = re.compile(r"[ )\">]{0,3}:")
_LAST: Final = re.compile(r"[ ,*)\">]{0,3}(?:\n|$)")
_FAR: Final = 60
"""Characters of a line's head in which a mark may stand."""
_NEAR: Final = 20
_GRAVE: Final = "绝机"
"""The levels whose names no everyday sentence has alone."""

_ITSELF: Final = re.compile(
    r"(?<![如若凡当])(?<!如果|若是|凡是|是否|哪些|怎样)(?:(?:本|此|该|这份?|以上|以下|上述|所附)(?:件|文|函|电|(?:短信|文件|通知|通报|公文|信息|消息|材料|资料|内容|事项|方案|名单|附件|纪要|报告|数据|文电|电文)(?:内容|信息|全文)?)"
    r"|以下|上述|下文|附件)(?:的?(?:密级|等级))?(?:均|都|一律|全部|已经?|现|拟|被|依法)?(?:属于?|为|是|系|(?:被|确)?定为|列为|标为|按照?)?"
    rf"(?:(?:涉及|包含|含有?|载有)国家{_WORD}|(?:国家|军事|工作|核心|最高|高度)?{_WORD}|涉密|密件)级?(?:文件|信息|资料|材料|事项|内容|范围|件)?"
    r"(?=[^\w]|$|请|不得|严禁|禁止|切勿|勿|阅后|[,]?(?:管理|处理|办理|保管|传递))"
)
"""What says of the text itself that it is secret; without blanks."""


def marks(normal: Normal) -> Iterator[Span]:
    """Yield the code points of each open mark of secrecy in a text, end exclusive."""
    stream, at = _stream(normal.raw)
    for match in _LEVEL.finditer(stream):
        end = _marked(stream, match)
        if end:
            yield at[match.start()], at[end - 1] + 1
    bare, places = _without_blanks(stream, at)
    for match in _ITSELF.finditer(bare):
        yield places[match.start()], places[match.end() - 1] + 1


def _marked(stream: str, match: "re.Match[str]") -> int:
    """Where the mark ends whose level was found; 0 if it is none."""
    start, end = match.span()
    line = stream.rfind(_LINE, 0, start) + 1
    head = stream[max(line, start - _FAR) : start]
    term = _TERM.match(stream, end)
    starred = _STARRED.match(stream, end)
    if starred or re.search(r"\*[ (\"]{0,2}$", head):
        return (term or starred or match).end()
    kind = term and _CATEGORY.search(head)
    if (_listed(stream, match) and not kind) or (_SPOKEN.match(stream, end) and not term):
        return 0
    if _LABEL.search(head):
        return (term or match).end()
    if (head and head[-1].isalnum()) or (
        match.group().isascii() and not _stands_in_english(stream, match, head)
    ):
        return 0
    told = (term or _SUFFIX.match(stream, end) or match).end()
    bounded = _BOUND.match(stream, told) or term
    whole = start - line <= _FAR and _SKIPPED.fullmatch(head.rstrip("(<")) is not None
    return told if _stands(stream, match, told, head, bounded=bool(bounded), whole=whole) else 0


def _stands(stream: str, match: "re.Match[str]", told: int, head: str, *, bounded: bool, whole: bool) -> bool:
    """Whether a level that no letter precedes stands as a mark; `told` is its end, `whole` says that it is at the head of its line."""
    level, opened = match.group(), head.rstrip(' ,*.:"')
    if not bounded:
        paper = level[0] in _GRAVE and told > match.end() and _HANDED_ON.match(stream, told)
        goes_on = paper or _GOES_ON.match(stream, told)
        return whole and not opened.endswith((_OPEN, _TITLE)) and bool(goes_on)
    if opened.endswith(_OPEN):
        if stream[match.end() : match.end() + 1] == "级" and _GRADED.search(head):
            return False
        closed = re.match(r"[ ,*.\"]{0,3}\)", stream[told : told + 4]) or _SAID.match(stream, told)
        return not _OF_OTHERS.search(opened) and bool(closed)
    if opened.endswith(_TITLE):
        # The title of a book or film stands so too, but no text of its own begins behind one.
        return whole and bool(re.match(r">[ ,:*]{0,3}(?:\n|$|:|关于|通知)|>[ :]", stream[told:][:8]))
    if head.endswith(_QUOTE) and not whole:
        return False
    if whole or (_COLON_NEXT.match(stream, told) and not _OF_OTHERS.search(head)):
        return True
    before = head.rstrip(f"{_BLANK}{_SIGN}{_STAR}{_QUOTE}")
    alone = before.endswith((_END, _LINE))
    if level[0] in _GRAVE and " " not in level:
        sentence = (alone or before.endswith(_COLON)) and stream[told : told + 1] in {
            "",
            _SIGN,
            _END,
            _LINE,
            _BLANK,
        }
        beside = (
            len(head) <= _NEAR and head[-1:] in {_BLANK, _SIGN} and before[-1:] not in set("的是有无非不为属")
        )
        return sentence or (beside and stream[told : told + 1] in {"", _BLANK, _LINE, _END})
    return alone and bool(_LAST.match(stream, told))


def _stands_in_english(stream: str, match: "re.Match[str]", head: str) -> bool:
    """Whether an English level can be a mark: alone in brackets, or at the head of a line and before a sign that ends it."""
    grave = match.group().startswith("top")
    bracketed = head.rstrip(' ,*.:"').endswith(_OPEN) and stream[match.end() : match.end() + 1] == _CLOSE
    return grave or bracketed or _ALONE.match(stream, match.end()) is not None


def _listed(stream: str, match: "re.Match[str]") -> bool:
    """Whether other levels are told beside it: 绝密、机密、秘密 are what there is, not what this text is."""
    own = match.group()[0]
    after = _AFTER.match(stream, match.end())
    before = _BEFORE.search(stream, max(0, match.start() - _NEAR), match.start())
    return any(one is not None and one[1][0] != own for one in (after, before))


def _stream(raw: str) -> tuple[str, list[int]]:
    """A text as letters in their compared form and kinds of signs, and the place of each; what nobody sees is left out."""
    kept = characters().kept
    out: list[str] = []
    at: list[int] = []
    for place, one in enumerate(raw):
        stamp = one == _STAMP and not raw[place + 1 : place + 2].isalpha()
        for letter in f"秘密{_BLANK}" if stamp else kept(one) or _sign(one):
            out.append(letter)
            at.append(place)
    return "".join(out), at


_STAMP: Final = "\u3299"
"""The sign ㊙, which is a mark by itself where it is not the beginning of a word."""


def _sign(one: str) -> str:
    """The kind of a sign; empty for one that nobody sees."""
    for signs, kind in _KINDS:
        if one in signs:
            return kind
    if one in _TITLES:
        return _TITLES[one]
    category = unicodedata.category(one)
    if one.isspace():
        return _BLANK
    if category in {"Cf", "Cc", "Mn", "Me"}:
        return ""
    return {"Ps": _OPEN, "Pi": _QUOTE, "Pe": _CLOSE, "Pf": _QUOTE}.get(category, _SIGN)


_KINDS: Final = (
    (_LINES, _LINE),
    (_COLONS, _COLON),
    (_STARS, _STAR),
    (_ENDS, _END),
    (_QUOTES, _QUOTE),
    (_OPENS, _OPEN),
    (_CLOSES, _CLOSE),
)


def _without_blanks(stream: str, at: list[int]) -> tuple[str, list[int]]:
    places = [nth for nth, one in enumerate(stream) if one not in {_BLANK, _QUOTE, _OPEN, _CLOSE}]
    return "".join(stream[nth] for nth in places), [at[nth] for nth in places]
