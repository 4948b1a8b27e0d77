"""A lost gateway password from its report to its close, in a real terminal (tmux) at 80x24, with every shortcut tried (R12)."""

from collections.abc import Callable

from tests.terminal.sit import this_year
from tests.terminal.test_scenarios import Terminal, terminal

__all__ = ["terminal"]


def case() -> str:
    """The number of the only one."""
    return f"{this_year()}-L001"


def sits_down(at: Terminal, name: str) -> None:
    """Another person sits down and opens the case."""
    at.press("F9")
    at.sees("姓名")
    at.types(name)
    at.sees("▌ ", name)
    at.press("Enter")
    at.sees(f" {name} ", "╭─ 待办")
    at.press("6")
    at.sees("root", case())
    at.press("Down", "Enter")
    at.sees("步，共 8 步", "遗失单")


def signs(at: Terminal, person: str) -> None:
    at.sees("签名口令")
    at.types(f"demo {person}")
    at.press("Enter")
    at.sees("已签，记入台账")


def refused(at: Terminal, key: str, *words: str) -> None:
    at.press(key)
    at.sees("怎么办", *words)
    at.press("Enter")
    at.until(lambda screen: "怎么办" not in screen, "the dialog closed")


def reported(at: Terminal) -> None:
    """Anybody reports, and it counts at once; no step is the reporter's, and none comes before its time."""
    at.sees(" 1 待办")
    at.press("6")
    at.sees("root", "▌ ", "demo")
    at.press("e")
    at.sees("遗失什么", "<网关口令>")
    at.press("Tab", "Tab", "Right", "Right")
    at.sees("<疑似泄露>")
    at.press("C-s")
    at.sees("现在报告，即刻停用")
    at.press("y")
    screen = at.sees(f"遗失单 {case()} 已立", "✗ 网关 已挂失", "● 电话通知服务商")
    assert all(len(line) <= 80 for line in screen.split("\n"))
    refused(at, "t", "“电话通知服务商”不由您办")
    refused(at, "r", "“申请补办”还不能办：先要“电话通知服务商”")
    refused(at, "i", "还不能办")
    refused(at, "u", "还不能办")
    refused(at, "x", "“结案”还不能办")


def told_and_acknowledged(at: Terminal) -> None:
    """The provider is called at once; the General Department knows."""
    sits_down(at, "王芳")
    refused(at, "c", "“部门出具证明”不由您办")
    at.press("t")
    at.sees("接电话的人")
    at.types("某某通信")
    at.press("Tab")
    at.types("客服八号")
    at.press("C-s")
    signs(at, "wangfang")
    at.press("a")
    at.sees("客户号码可能外泄")
    at.press("C-s")
    signs(at, "wangfang")
    refused(at, "t", "已经办过")
    refused(at, "r", "先要“部门出具证明”")


def certified(at: Terminal) -> None:
    """The manager of the holder's department issues the certificate."""
    sits_down(at, "郑涛")
    at.press("c")
    at.sees("证明编号")
    for words in ("证 1 号", "yl-main", "SMPP", "某某通信", "保险柜", "无", "已停用"):
        at.types(words)
        at.press("Tab")
    at.press("C-s")
    signs(at, "zhengtao")


def reissued(at: Terminal) -> None:
    """The reissue is asked for with it, and the old password must be void."""
    sits_down(at, "王芳")
    at.press("r")
    at.sees("受理号")
    at.types("T-1")
    at.press("C-s")
    signs(at, "wangfang")
    at.press("e")
    at.sees("服务商说旧的已经停用")
    at.press("C-s")
    at.sees("旧口令没有作废")
    at.press("Space")
    at.sees("☑")
    at.press("C-s")
    signs(at, "wangfang")
    refused(at, "i", "“装入新口令”不由您办")


def installed_and_proposed(at: Terminal) -> None:
    """Only what the dispatcher has proved is installed, and nobody resumes alone."""
    sits_down(at, "冯磊")
    refused(at, "i", "还没有装入新口令并连通过")
    at.press("Escape")
    at.until(lambda screen: any("▌" in row and case() in row for row in screen.split("\n")), "the case's row")
    at.press("Up", "i")
    for label in ("新口令", "再输一遍"):
        at.sees("装入口令：demo", label)
        at.types("n3wer")
        at.press("Enter")
    screen = at.sees("☑ 存进口令库", "现在的指纹")
    assert "n3wer" not in screen
    at.press("Escape", "Down", "Enter")
    at.sees("步，共 8 步")
    at.press("i")
    signs(at, "fenglei")
    at.press("u")
    at.sees("提议恢复", "原因")
    at.types("新口令已连通")
    at.press("Enter")
    at.sees("新口令指纹", "签名口令")
    at.types("demo fenglei")
    at.press("C-s")
    at.sees("已提议，等第二个人确认")
    refused(at, "u", "已经提议过")
    refused(at, "x", "先要“两人恢复”")


def confirmed(at: Terminal) -> None:
    """The General Department's manager confirms."""
    sits_down(at, "郑涛")
    at.press("u")
    at.sees("确认恢复", "新口令已连通", "冯磊")
    at.types("demo zhengtao")
    at.press("C-s")
    at.sees("已确认，核对两人签名后恢复")


def proved(at: Terminal) -> None:
    """The dispatcher takes what both signed."""
    sits_down(at, "冯磊")
    at.press("Escape", "Up", "b")
    at.sees("现在试")
    at.press("y")
    at.sees("登录试过")


def closed(at: Terminal) -> None:
    """Another than the reporter closes the case."""
    sits_down(at, "郑涛")
    at.sees("已恢复")
    at.press("x")
    at.sees("结论")
    at.types("查明无误")
    at.press("C-s")
    signs(at, "zhengtao")
    screen = at.until(lambda text: "已挂失" not in text, "the gateway in use again")
    assert case() in screen
    at.press("Escape")
    at.until(lambda text: case() not in text, "no open case")
    at.press("s")
    at.sees(case(), "结案")


def test_a_leaked_password_walks_its_whole_path_and_no_shortcut_is_taken(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal("zh", "zhaomin")
    for part in (
        reported, told_and_acknowledged, certified, reissued, installed_and_proposed, confirmed, proved, closed,
    ):  # fmt: skip
        part(at)
