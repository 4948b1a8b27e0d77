"""The help pages' own words, and what the bare program says where nothing is installed yet."""

from typing import Final

from console.locale.entry import Pair, under

MESSAGES: Final[dict[str, Pair]] = {
    **under(
        "help",
        {
            "usage": ("用法", "Usage"),
            "commands": ("命令", "Commands"),
            "arguments": ("参数", "Arguments"),
            "options": ("选项", "Options"),
            "global": ("总选项，写在命令前后都可以", "Options of every command, before or behind it"),
            "any_options": ("[选项]", "[OPTIONS]"),
            "a_command": ("命令 …", "COMMAND …"),
            "required": ("（必填）", " (required)"),
            "more_group": (
                "一个命令的说明：{command} 命令 --help",
                "About one command: {command} COMMAND --help",
            ),
            "more_command": (
                "总选项（--home、--lang、--json 等）：{program} --help",
                "Options of every command (--home, --lang, --json …): {program} --help",
            ),
            "section.start": ("入门", "Getting started"),
            "section.work": ("日常工作", "Everyday work"),
            "section.people": ("人员与授权", "People and authority"),
            "section.keys": ("密钥、口令与应急", "Keys, passwords and emergencies"),
            "section.rules": ("规则文件", "Rule files"),
            "section.records": ("留存与备案", "Records and filing"),
            "section.host": ("安装与维护", "Installation and upkeep"),
        },
    ),
    **under(
        "first",
        {
            "title": (
                "短信台 {version}：按制度群发短信",
                "SMS console {version}: bulk SMS under a regulation",
            ),
            "nothing": ("这里还没有安装（{home}）。", "Nothing is installed here yet ({home})."),
            "demo_there": (
                "这里还没有安装（{home}）；示范银行已经建好。",
                "Nothing is installed here yet ({home}); the example bank is there.",
            ),
            "try_demo": ("试用示范银行", "try the example bank"),
            "again_demo": ("再进入示范银行", "open the example bank again"),
            "ask_demo": ("用命令查看示范银行（示范须开着）", "ask the example bank (while the demo is open)"),
            "tour": ("不用终端看一遍全过程", "see the whole job without screens"),
            "found": ("建立自己的机构", "found your own organisation"),
            "named": ("已有安装在别处", "an installation elsewhere"),
            "all": ("全部命令", "all commands"),
        },
    ),
}
