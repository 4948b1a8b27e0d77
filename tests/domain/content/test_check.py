"""What a text may not say is found however it is written, at its place, and what warns of it is innocent (R11)."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.content.check import Screener, check, promotes, shipped
from console.domain.content.leaks import DETECTORS
from console.domain.content.lists import read
from console.domain.content.normal import Normal

LIST = """
version = "1"
allow = ["保本型养老金说明"]
[[words]]
class = "return_promise"
level = "block"
rewritten = true
words = ["保本保息", "保本"]
short = ["bbbx1"]
[[words]]
class = "contact"
level = "warn"
words = ["加微信", "vpn"]
short = ["vx"]
[[phrase]]
class = "fraud"
level = "block"
within = 4
parts = [["钱", "资金"], ["转到"], ["安全户#"]]
without = ["演练"]
[[phrase]]
class = "advertising"
level = "warn"
promotions = true
parts = [["错过"]]
[[spare]]
classes = ["return_promise"]
within = 6
before = ["谨防", "不要"]
unless = ["错过"]
after = ["是骗局"]
anywhere = ["反诈"]
[[spare]]
classes = ["contact"]
within = 6
plain = true
before = ["《", "讲解"]
"""
SCREENER = Screener(read(LIST))


def found(text: str) -> list[tuple[str, str, str]]:
    return [(hit.kind, hit.level, hit.words(text)) for hit in SCREENER.judge(text).hits]


@pytest.mark.parametrize(
    "hidden",
    [
        "保本保息", "保★本★保★息", "保 本 保 息", "保\u200b本\u200b保\u200b息", "保\n本保息", "保。本。保。息", "保本💰保💰息", "ㄨ保本保息"[1:], "保̶本̶保̶息̶",
        "bao ben bao xi", "BǍOBĚNBǍOXĪ", "ｂａｏｂｅｎｂａｏｘｉ", "bao3ben3bao3xi1", "保ben保xi", "亻呆本亻呆息", "宝本宝夕", "息保本保", "保1本1保1息", "bbbx",
    ],
)  # fmt: skip
def test_a_word_is_found_in_each_way_in_which_it_is_hidden_and_its_place_is_told(hidden: str) -> None:
    text = f"尊敬的客户,{hidden}的产品"
    ended = 6 + len(hidden.rstrip("1\u0336"))
    judged = SCREENER.judge(text)
    assert ("return_promise", "block", 6, ended) in {
        (hit.kind, hit.level, hit.start, hit.end) for hit in judged.hits
    }
    assert judged.verdict == "block"


def test_characters_of_a_word_that_stand_over_the_end_of_a_clause_are_an_accident() -> None:
    assert set(found("一定保本保。息率见公告")) == {
        ("return_promise", "note", "保本保。息"),
        ("return_promise", "block", "保本"),
    }
    assert found("明天加微。信使") == [("contact", "note", "加微。信")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("担保本金已结清", []), ("环保本岗位体检", []), ("投保本公司车险", []), ("核对担保本息合计", []), ("保本产品", ["保本"]), ("这款保本", ["保本"]),
        ("都保本，真的", ["保本"]), ("担保★本金", ["保★本"]), ("钱转到安全户1", ["钱转到安全户1"]), ("资金周转到安全户1", []),
        ("资金转到银行，再转到安全户1", []), ("钱周转后转到安全户1", ["钱周转后转到安全户1"]), ("加微信", ["加微信"]),
    ],
)  # fmt: skip
def test_what_only_arises_where_two_other_words_meet_is_no_word(text: str, words: list[str]) -> None:
    assert [word for _, _, word in found(text)] == words


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("讲解加微信", "note"), ("讲解加★微信", "warn"), ("讲解，加微信", "warn"), ("加微信", "warn"),
    ],
)  # fmt: skip
def test_only_a_word_in_plain_sight_is_spared_by_a_word_of_its_clause_and_never_by_a_sign(
    text: str, level: str
) -> None:
    assert [one for _, one, word in found(text) if "微信" in word.replace("★", "")] == [level]


def test_a_phrase_of_promotions_is_found_in_them_alone() -> None:
    assert [SCREENER.judge("不要错过", category).verdict for category in ("promotion", "notice")] == [
        "warn",
        "pass",
    ]


def test_a_word_is_none_where_an_allowed_phrase_goes_on_across_its_end() -> None:
    assert found("买保本型养老金说明") == []
    assert [word for _, _, word in found("保本保息型养老金说明")] == ["保本保息"]


def test_short_words_and_words_of_letters_stand_alone() -> None:
    assert found("加我VX") == [("contact", "warn", "VX")]
    assert found("V.X") == [("contact", "warn", "V.X")]
    assert found("VXY公司") == []
    assert found("开VPN吧") == [("contact", "warn", "VPN")]
    assert found("XVPN2") == []


def test_characters_that_sound_alike_are_a_word_only_where_they_are_no_words_themselves() -> None:
    assert found("报本地新闻") == []
    assert found("家维新") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("日程是鸡蜜，看完还我", "鸡蜜"),
        ("今晚渔排赌勃，船接船送", "赌勃"),
        ("松鹤一号，保夲再分红", "保夲"),
        ("附表，绝宻，各支行亲启", "绝宻"),
        ("包厢助兴摇头头丸丸，一板十粒", "摇头头丸丸"),
        ("资金回流，洗💰走三层", "洗💰"),
        ("清单氵步宓山，扫给你", "氵步宓山"),
        ("开台了，bjl新厅，庄闲随您押", "bjl"),
        ("卖dp不零散，最少两克", "dp"),
        ("恭喜您中!奖，请回拨", "中!奖"),
        ("加ㅤ群报门牌号", "加ㅤ群"),
    ],
)
def test_a_disguise_that_the_eye_or_the_ear_sees_through_is_found_where_it_stands(
    text: str, words: str
) -> None:
    assert words in [hit.words(text) for hit in check(text, "other").told]


def test_an_offices_number_passes_and_nobody_elses_is_dressed_as_one() -> None:
    assert check("柜台电话010-00000000，请来电咨询。", "notice").told == ()
    for own in ("19900000000", "+86 19900000000", "86-199-0000-0000"):
        assert "telephone" in [hit.kind for hit in check(f"服务热线{own}，请致电。", "notice").told], own


def test_a_sign_elsewhere_hides_no_leak() -> None:
    leak = "取件请报暗码，后面接开门用的七七零二，告诉小王即可"
    told = {hit.kind for hit in check(leak, "other").told}
    assert told == {hit.kind for hit in check(f"{leak}。★*●", "other").told}


def test_what_blocks_is_told_however_innocent_what_stands_around_it_sounds() -> None:
    around = "尊敬的客户，您的存单将于12月1日到期，请携带身份证件到网点办理。{}如有疑问请咨询柜台。"
    for word in ("海洛因到货，老地方取。", "真人赌博今晚开台。", "代开发票请联系。"):
        assert check(around.format(word), "notice").verdict != "pass", word
    assert check(around.format(""), "notice").verdict == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "距离网点几米处有台阶",
        "本月ATM和POS机具巡检",
        "重5kg以内免运费",
        "奖品已寄到您家中，奖状下周补发",
        "天天天气预报见手机银行",
        "请陪同老人前来，谢谢谢谢",
    ],
)
def test_what_only_looks_like_a_disguise_is_let_through(text: str) -> None:
    assert check(text, "other").told == ()


def test_a_phrase_is_one_sentence_and_one_word_makes_it_innocent() -> None:
    assert found("请把资金马上转到安全户1") == [("fraud", "block", "资金马上转到安全户1")]
    assert found("资金充足。转到安全户1") == []
    assert found("演练:请把资金转到安全户1") == []
    assert found("资金太多太多太多了转到安全户1") == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("谨防保本", "note"), ("不要错过保本", "block"), ("保本是骗局", "note"), ("谨防假冒。保本产品", "block"), ("谨防甲乙丙丁戊己庚保本", "block"),
        ("保本型养老金说明", ""), ("反诈宣传。保本产品", "warn"),
    ],
)  # fmt: skip
def test_who_warns_of_a_word_does_not_say_it(text: str, level: str) -> None:
    assert {one for _, one, _ in found(text)} == ({level} if level else set())


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("card_number", "卡号6222 0200 0000 0000 000请核对", "6222 0200 0000 0000 000"),
        ("card_number", "卡号６２２２－０２００－００００－００００－０００", "６２２２－０２００－００００－００００－０００"),
        ("card_number", "编号6222020000000000001", ""),
        ("card_number", "订单号6222020000000000000", ""),
        ("identity_number", "证件11010519491231002x。", "11010519491231002x"),
        ("identity_number", "证件44030519900304000X。", "44030519900304000X"),
        ("card_number", "证件44030519900304000X。", ""),
        ("identity_number", "证件110105194912310021", ""),
        ("identity_number", "证件110105491231002", "110105491231002"),
        ("identity_number", "编号110105491231002", ""),
        ("one_time_code", "验证码：839201，请勿泄露", "839201"),
        ("one_time_code", "初始密码已重置为Ab12cd", "Ab12cd"),
        ("one_time_code", "请勿泄露密码和验证码", ""),
        ("one_time_code", "密码6位", ""),
        ("personal_data", "尊敬的张伟先生，您的贷款余额120,000元", "张伟先生，您的贷款余额120,000元"),
        ("personal_data", "周五前存入500元", ""),
        ("personal_data", "收款人孙河清 5,200.00元请确认", "孙河清 5,200.00元"),
        ("personal_data", "金额500元，户名沈北辰", "500元，户名沈北"),
        ("personal_data", "韩老师课时费2400元已发", "韩老师课时费2400元"),
        ("personal_data", "华侨新村网点满500元", ""),
        ("personal_data", "本次花了68元", ""),
        ("personal_data", "网点，花了68元", ""),
        ("personal_data", "请客户经理通知贷款500元以上的", ""),
        ("one_time_code", "取款预约码七七四一二八", "七七四一二八"),
        ("one_time_code", "验证码204816，五分钟内有效", "204816"),
        ("personal_data", "白班补助30元", ""),
        ("personal_data", "吴刚在我行贷款余额58万元", "吴刚在我行贷款余额58万元"),
        ("one_time_code", "保险柜密码左24右68左13", "左24右68左13"),
        ("personal_data", "尊敬的客户，您的存款余额500元", ""),
        ("link", "点 www . Example 点 c o m / a 看看", "www . Example 点 c o m / a"),
        ("link", "登录ехample.com", "ехample.com"),
        ("link", "9点到网点办理", ""),
        ("telephone", "致电138-0000-0000", "138-0000-0000"),
        ("telephone", "致电400 000 0000", "400 000 0000"),
        ("telephone", "致电95588或12363", ""),
        ("account", "微信号：abc_123456", "abc_123456"),
        ("account", "微信公众号：云岭银行", ""),
        ("account", "QQ群123456789", "123456789"),
    ],
)  # fmt: skip
def test_what_gives_somebody_away_or_leads_elsewhere_is_found_and_what_looks_like_it_is_not(
    kind: str, text: str, words: str
) -> None:
    spans = sorted(set(DETECTORS[kind](Normal(text))))
    assert [text[start:end] for start, end in spans] == ([words] if words else [])


def test_a_notice_that_promotes_is_told_with_its_words_and_a_promotion_is_not() -> None:
    text = "【云岭银行】系统升级通知：新客专享大额存单年化3.2%，额度有限，欢迎到店办理"
    judged = check(text, "notice", whole=True)
    (first, *_) = [hit for hit in judged.hits if hit.kind == "misfiled"]
    assert "新客专享" in first.words(text)
    assert judged.verdict == "warn"
    assert not [hit for hit in check(text, "promotion", whole=True).hits if hit.kind == "misfiled"]
    assert check("您的定期存款将于12月1日到期，请及时办理。", "notice").verdict == "pass"


@given(st.text(max_size=60), st.sampled_from(["", "notice", "promotion", "other"]))
def test_any_text_is_judged_and_every_hit_has_its_place(text: str, category: str) -> None:
    judged = check(text, category)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in judged.hits)
    levels = {hit.level for hit in judged.told}
    assert judged.verdict == ("block" if "block" in levels else "warn" if levels else "pass")


@given(st.text(alphabet="保本息加微信vx转到安全户资金0123456789.,。 ★\u200b@/com点", max_size=80))
def test_any_text_of_dangerous_characters_is_judged(text: str) -> None:
    for hit in check(text, "notice").hits:
        assert 0 <= hit.start < hit.end <= len(text)


def test_the_shipped_list_is_read_whole() -> None:
    made = shipped().list
    assert sum(len(group.words) for group in made.words) > 400
    assert {one.kind for one in made.detect} == set(DETECTORS)


REGISTERED = """
version = "1"
[[detect]]
class = "link"
level = "warn"
[[detect]]
class = "telephone"
level = "warn"
[registered]
signatures = ["云岭示范银行"]
links = ["bank.example.com"]
telephones = ["010-00000001"]
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("【云岭示范银行】见 https://m.bank.example.com/a?b=1 ,电话010 0000 0001", []),
        ("【云岭示范银行】见 bank.example.com.cn", ["bank.example.com.cn"]),
        ("【云岭示范银行】见 mybank.example.com", ["mybank.example.com"]),
        ("【云岭示范银行】见 bаnk.example.com", ["bаnk.example.com"]),
        ("【云岭示范银行】电话010-00000002", ["010-00000002"]),
        ("【云岭示範银行】您好", ["【云岭示範银行】"]),
        ("【别家银行】您好", ["【别家银行】"]),
        ("【云岭示范银行】请登录www.xbank.example.com", ["www.xbank.example.com"]),
        ("【云岭示范银行】见 bank.example.com@evil.top", ["bank.example.com@evil.top"]),
        ("【云岭示范银行】【别家银行】您好", ["【别家银行】"]),
        ("【云岭示范银行】您好【别家银行】", ["【别家银行】"]),
        ("【云岭示范银行】 \u200b·【别家银行】您好", ["【别家银行】"]),
        ("【云岭示范银行】您好【别家银行】。", ["【别家银行】"]),
        (f"【{'很' * 60}】您好", [f"【{'很' * 60}】"]),
        ("【】您好", ["【】"]),
        ("【别家【云岭示范银行】您好", ["【别家【云岭示范银行】"]),
        ("【云岭示范银行】请看【温馨提示】一栏", []),
        ("[别家银行]您好", ["[别家银行]"]),
        ("别家银行：您好", ["别家银行："]),
        ("尊敬的别家银行客户：您好", []),
        ("您好", []),
    ],
)  # fmt: skip
def test_what_is_registered_passes_and_what_resembles_it_does_not(text: str, words: list[str]) -> None:
    judged = Screener(read(REGISTERED)).judge(text, whole=True)
    assert [hit.words(text) for hit in judged.told] == words
    signed = any(hit.kind == "signature" for hit in judged.told)
    assert judged.verdict == ("block" if signed else "warn" if words else "pass")


def test_an_address_that_is_registered_is_neither_an_account_nor_gives_anything_away() -> None:
    own = shipped().list.registered.__class__(links=["www.xyzbank.example", "bank.example"])
    judge = Screener(msgspec.structs.replace(shipped().list, registered=own)).judge
    for address in ("www.xyzbank.example", "bank.example"):
        assert judge(f"请登录{address}查询", "notice").verdict == "pass"
    assert judge("请登录www.xyzbank.example.evil.top查询", "notice").verdict == "warn"
    # Nor does it make harmless what is told of a person beside it.
    assert judge("李国华贷款账户明细见www.xyzbank.example", "other").verdict == "warn"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("我部可代发短信，需要的单位请联系", "block"), ("大麻现货", "block"), ("恐怖袭击就在明天", "block"),
        ("赌2钱", "warn"), ("裸1聊2", "warn"), ("您的理财保证本金", "block"), ("秘密 6个月 关于押运路线的安排", "block"), ("【秘密】调拨计划", "block"),
        ("校园贷专题讲座今晚七点在阶梯教室，讲套路贷和裸贷的危害，学生会负责签到。", "warn"),
        ("反诈提醒：为防止诈骗，请立即将资金转入安全账户，客服全程指导。", "warn"),
        ("警惕账户被盗，请回复验证码和密码以便核实。", "warn"),
        ("要求您立即将资金转入安全账户的，都是诈骗。", "pass"),
        ("电话138l2345678", "warn"), ("如需取消请拨打00852-30801234", "warn"), ("可找客户经理或拨打400-000-1234", "pass"),
        ("禁毒宣传：珍爱生命，远离毒品。不让毒品进我家。", "pass"), ("腾讯会议号：123-456-789", "pass"),
        ("禁毒宣传进校园：莫碰网络赌博，共建平安校园", "pass"),
    ],
)  # fmt: skip
def test_a_listed_word_blocks_unless_the_text_warns_and_a_warning_orders_nothing(
    text: str, verdict: str
) -> None:
    assert check(text, "other").verdict == verdict


def test_where_no_signature_is_registered_another_than_the_organisations_name_is_warned_of() -> None:
    text = "【别家银行】您好"
    named = Screener(read('version = "x"'), "云岭示范银行").judge(text, whole=True)
    assert [(hit.words(text), hit.level) for hit in named.told] == [("【别家银行】", "warn")]
    assert not Screener(read('version = "x"'), "别家银行").judge(text, whole=True).hits
    assert not Screener(read('version = "x"')).judge(text, whole=True).hits


def test_a_sign_that_only_hides_a_word_is_no_hit_of_its_own() -> None:
    text = "保★本★保★息"
    assert [hit.words(text) for hit in check(text).told] == [text]
    assert [hit.words("★ 保本保息") for hit in check("★ 保本保息").told] == ["★", "保本保息"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Enjoy 3% cashback with our new credit card. Apply now, limited time only!", True),
        ("Special offer: deposit 50,000 and get a free gift. Visit us today.", True),
        ("Your credit card statement is ready. Due date 10 Dec, amount 1,234.50.", False),
        ("Our branch is closed on 1 January for maintenance.", False),
        ("Happy birthday! We wish you all the best.", False),
    ],
)
def test_an_english_notice_is_known_to_promote_by_its_words_and_is_not_weighed_as_a_chinese_one(
    text: str, found: bool
) -> None:
    whole = f"【云岭银行】{text}"
    assert promotes(shipped(), whole, "notice") is found
    assert [hit.kind for hit in check(whole, "notice", whole=True).told if hit.rule == "wording"] == []
