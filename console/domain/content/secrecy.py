"""Open marks of secrecy: a level of secrecy that stands as a mark on what is sent, not as a word that is spoken of (R11).

A mark is known by how it stands, not by which words follow: behind its label (密级：机密), with its star or term (机密★10年), in brackets,
at the head of the text, of a line or before a colon, or said of the text itself (本文件属机密). Levels and terms: 保守国家秘密法 14, 15;
their mark: its 实施条例 21.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
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

_GAP: Final = r"(?:[ ,:*.()\"<>]{0,8}| {0,8}\n{1,2} {0,8})"
"""What may stand between the two characters of a level (绝 密, 机·密), also where they are written one below the other."""
_DENSE: Final = rf"{_GAP}(?:[密蜜]|mi(?![a-z]))"
_GRAVEST: Final = rf"(?:[绝机]{_DENSE}|(?<![a-z])jue ?mi(?![a-z]))"
_WORD: Final = rf"(?:{_GRAVEST}|秘{_DENSE}|top[ ,]{{0,3}}secret)"
_SECRET: Final = "|".join("[ ,.*]?".join(one) for one in ("secret", "confidential", "classified"))
_ENGLISH: Final = (
    r"(?<![a-z])(?:(?:strictly|highly|most|very|extremely|state|military) )?"
    rf"(?:(?:private and|company|bank|business|internal) (?=c))?(?:{_SECRET})(?![a-z])"
)
_WHOSE: Final = r"(?:极其?|特级|特别|绝对|超级|顶级|一级|头等|重大|重要|紧急|特急|加急|火急|商业|经营|金融|行业|(?:我|本|全|总|分|支)行|(?:我|本)(?:公司|司|单位|部门|处)|银行|公司|单位|行内)"
"""How grave a secret is, how urgent, and whose: before 绝密 and 机密 alone, for 我行秘密 and 绝对秘密 are said of everything."""
_LEVEL: Final = re.compile(
    rf"(?:(?:国家|军事|工作|核心|最高|高度|内部)?{_WORD})|{_WHOSE}{{1,3}}(?:的? ?){_GRAVEST}|涉{_GAP}密|密件|机要件|{_ENGLISH}"
)
_SUFFIX: Final = re.compile(
    r"级?(?:文件|急件|信息|资料|材料|事项|内容|通知|通报|电报|公文|件)?(?:特急|加急|急件)?"
)
_WRITTEN: Final = r"名单|清单|数据|方案|预案|草案|报告|简报|快报|专报|纪要|记录|指示|批示|指令|命令|决定|部署|短信|图纸|图表|电文|来电|函件?|口令|情报"
_PAPER: Final = re.compile(
    rf"级?(?:内部|紧急|重要|最新|工作|押运|调拨|运钞|人事|客户|会议|行动|任务|调查|检查|审计|应急|联络|搬迁|专项){{0,2}}(?:{_WRITTEN})(?=[ )\">]{{0,3}}:)"
)
_MATTER: Final = re.compile(
    r"级?(?:内部|紧急|重要|工作|押运|调拨|专项){0,2}(?:任务|行动|会议|计划|安排|消息|档案|路线|行程)(?=[ )\">]{0,3}:)"
)
"""What is said or planned bears a grave level only: 秘密行动, 秘密任务 are what a game is called."""
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
    r"|(?:^|[,.:()*] {0,2})(?:secrecy|level|grade|marking|marked|classified)(?: as)? ?:?[ \"(]{0,3}$"
)
_SPOKEN: Final = re.compile(
    r"级?[ )\">]{0,3}(?:字[样眼]|[二两]字|标[志识记签注]|印?章|一词|的|等|[及以]上|以下|考[试场核]|试[卷题]|命题|资格|测评|培训|保护)"
)
"""What follows where a level is only spoken of (标有“机密”字样)."""
_STAMP_SPOKEN: Final = re.compile(r"级?[ )\">]{0,3}(?:字[样眼]|[二两]字|印?章[^程]|一词|的标|等字)")
"""The same behind a level in brackets at the head of a line: with other words the text begins that the stamp is on (【绝密】考核名单如下)."""
_STAMP_CLOSES: Final = re.compile(r"级?[ *.]{0,3}\)")
_SPOKEN_ENGLISH: Final = re.compile(
    r"s? (?:escape|room|party|recipe|menu|sale|film|movie|show|game|quiz|concert|garden|santa|sauce|ingredient|offer|deal|gift|price|helpline|ads?)s?(?![a-z])"
)
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
_OTHER_SCRIPT: Final = re.compile(r"[ ,*)\"]{1,4}(?=[\u4e00-\u9fff])")
"""What follows one that stands in capitals before a Chinese text."""
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
    r"|(?<!\w)(?:(?:这|此)(?:[条份则封件个批]|些)?(?:短信|文件|通知|通报|信息|消息|材料|资料|内容|事项|方案|名单|附件|纪要|报告|数据|计划|安排|路线)?(?:均|都)?(?:属于?|为|是|系|列为|定为)"
    rf"|(?:内容|全文|正文|短信|文件|名单|路线|方案|材料|资料|安排)(?:均|都|全部)?(?:属于?|为|是|系|列为|定为)?)(?:国家|军事|最高|高度|绝对)?{_GRAVEST}(?:文件|信息|资料|材料|内容)?(?=[^\w]|$)"
)
"""What says of the text itself that it is secret; without blanks."""
_ITSELF_ENGLISH: Final = re.compile(
    r"(?<![a-z])(?:this|the (?:following|above)) ?(?:sms|text|message|notice|document|memo|mail|email|content|information|list|plan|paper|file|briefing)?s?"
    r"(?: and its attachments?)? (?:is|are) (?:strictly |highly |top |most |marked |classified |to be kept |as |state ){0,3}(?:secret|confidential|classified)(?= ?[^\w ]| ?$| (?:and (?:must|may|should|is|shall|not|do|for)|do not|not|until|information)(?![a-z])| [\u4e00-\u9fff])"
)


def marks(normal: Normal) -> Iterator[Span]:
    """Yield the code points of each open mark of secrecy in a text, end exclusive."""
    stream, at = _stream(normal.raw)
    for match in _LEVEL.finditer(stream):
        first, last = at[match.start()], at[match.end() - 1] + 1
        end = _marked(stream, match, loud=normal.raw[first:last].isupper())
        if end:
            yield at[match.start()], at[end - 1] + 1
    bare, places = _without_blanks(stream, at)
    for match in _ITSELF.finditer(bare):
        yield places[match.start()], places[match.end() - 1] + 1
    for match in _ITSELF_ENGLISH.finditer(stream):
        yield at[match.start()], at[match.end() - 1] + 1


def _marked(stream: str, match: "re.Match[str]", *, loud: bool) -> int:
    """Where the mark ends whose level was found, `loud` if in capitals; 0 if it is none."""
    start, end = match.span()
    line = stream.rfind(_LINE, 0, start) + 1
    head = stream[max(line, start - _FAR) : start]
    term = _TERM.match(stream, end)
    starred = _STARRED.match(stream, end)
    if starred or re.search(r"\*[ (\"]{0,2}$", head):
        return (term or starred or match).end()
    kind = term and _CATEGORY.search(head)
    if (_listed(stream, match) and not kind) or (_spoken(stream, match, head) and not term):
        return 0
    if _LABEL.search(head):
        return (term or match).end()
    if (head and head[-1].isalnum()) or (
        match.group().isascii() and not _stands_in_english(stream, match, head, loud=loud)
    ):
        return 0
    told = (term or _named(stream, match) or _SUFFIX.match(stream, end) or match).end()
    bounded = _BOUND.match(stream, told) or term
    whole = start - line <= _FAR and _SKIPPED.fullmatch(head.rstrip("(<")) is not None
    return told if _stands(stream, match, told, head, bounded=bool(bounded), whole=whole) else 0


def _spoken(stream: str, match: "re.Match[str]", head: str) -> bool:
    """Whether a level is only spoken of, by what follows it."""
    end = match.end()
    stamp = (
        head.endswith(_OPEN) and _STAMP_CLOSES.match(stream, end) and _SKIPPED.fullmatch(head.rstrip("(<"))
    )
    return bool((_STAMP_SPOKEN if stamp else _SPOKEN).match(stream, end))


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


def _named(stream: str, match: "re.Match[str]") -> "re.Match[str] | None":
    """What kind of paper it is that a colon follows, as in 机密名单：…."""
    matter = None if match.group()[0] == "秘" else _MATTER.match(stream, match.end())
    return _PAPER.match(stream, match.end()) or matter


def _stands_in_english(stream: str, match: "re.Match[str]", head: str, *, loud: bool) -> bool:
    """Whether an English level can be a mark: alone in brackets, or no word of a sentence and before a sign that ends it."""
    bare = head.rstrip(' ,*.:"')
    if bare.endswith(_OPEN) and stream[match.end() : match.end() + 1] == _CLOSE:
        return True
    if _SPOKEN_ENGLISH.match(stream, match.end()) or (
        head.endswith(_BLANK) and bare == head.rstrip() != "" and bare[-1].isascii() and bare[-1].isalpha()
    ):
        return False
    grave = match.group().startswith("top")
    before_others = (loud or match.group().endswith("confidential")) and _OTHER_SCRIPT.match(
        stream, match.end()
    )
    return grave or bool(before_others) or _ALONE.match(stream, match.end()) is not None


def _listed(stream: str, match: "re.Match[str]") -> bool:
    """Whether other levels are told beside it: 绝密、机密、秘密 are what there is, not what this text is."""
    own = match.group()[0]
    after = _AFTER.match(stream, match.end())
    before = _BEFORE.search(stream, max(0, match.start() - _NEAR), match.start())
    return any(one is not None and one[1][0] != own for one in (after, before))


def _stream(raw: str) -> tuple[str, list[int]]:
    """A text as letters in their compared form and kinds of signs, and the place of each; what nobody sees is left out."""
    kept = characters().kept
    letters = [
        (letter, place)
        for place, one in enumerate(raw)
        for letter in (one if one == _STAMP else (not _drawn(one) and kept(one)) or _sign(one))
    ]
    stream = "".join(letter for letter, _ in letters)
    read = dict(_stamps(stream, lambda nth: raw[letters[nth][1] + 1 :][:1].isalpha()))
    out = [(one, place) for nth, (letter, place) in enumerate(letters) for one in read.get(nth, letter)]
    return "".join(one for one, _ in out), [place for _, place in out]


_STAMP: Final = "\u3299"
"""The sign ㊙, which is a mark by itself where it is not the beginning of a word, and a star where a level stands beside it."""
_BESIDE: Final = r"[ ,:*.()\"<>]{0,8}"
_STARS_ONE: Final = re.compile(rf"{_STAMP}(?={_BESIDE}{_WORD})|(?<=密){_BESIDE}{_STAMP}")


def _stamps(stream: str, begins: Callable[[int], bool]) -> Iterator[tuple[int, str]]:
    """What each ㊙ of a stream is read as, by its place; `begins` says whether a word goes on behind it."""
    stars = {match.end() - 1 for match in _STARS_ONE.finditer(stream)}
    for match in re.finditer(_STAMP, stream):
        place = match.start()
        yield place, _STAR if place in stars else "秘" if begins(place) else f"秘密{_BLANK}"


def _drawn(one: str) -> bool:
    """Whether a sign shows a word within a frame (🈲, ㊗): it is no letter of the word beside it."""
    return "\u3280" <= one <= "\u32b0" or "\U0001f200" <= one <= "\U0001f2ff"


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
