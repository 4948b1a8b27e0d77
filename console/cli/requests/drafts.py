"""A draft from a TOML or JSON file, from `--field name=value`, and the filled-in template that shows both."""

import json
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from console.acting.requests.papers import Paper
from console.cli.moments import instant
from console.cli.requests import attachments
from console.cli.streams import UsageError, read_file
from console.domain import acts
from console.domain.data_folder import data_folder
from console.errors import ConsoleError
from console.locale.guard import guard
from console.locale.words import text
from console.reading import asked
from console.wire.requests.drafts import Draft, SlotDraft
from console.wire.sending.slots import GatewayRow

_YES: Final = frozenset({"true", "yes", "1", "是"})
_NO: Final = frozenset({"false", "no", "0", "否"})
_WHOLE: Final = frozenset({"slots", "quoted", "attachments", "template", "template_version"})
"""Fields that are no single value to type: lists, and the template, which `--template` names."""
_MOST: Final = 1 << 20
_DEPARTMENTS: Final = {"notice": "business", "promotion": "business", "other": "credit"}


def from_file(path: Path, timezone: str) -> tuple[Draft, list[Paper]]:
    """Return the draft in a `.toml` or `.json` file, or on standard input (`-`), and the files that it names to be attached.

    Times in slots may be local (`2026-12-01 09:00`) and become UTC instants. Paths of attachments count from the draft's folder. Raises
    ConsoleError `draft_unreadable` or `file_unreadable`, and as `attachments.brought` does.
    """
    data = read_file(path, _MOST)
    try:
        is_json = path.suffix.lower() == ".json" or (path == Path("-") and data.lstrip()[:1] == b"{")
        document: Any = json.loads(data) if is_json else tomllib.loads(data.decode("utf-8-sig"))
        brought: list[Paper] = []
        if isinstance(document, dict) and "attachments" in document:
            folder = Path() if path == Path("-") else path.parent
            document["attachments"], brought = attachments.brought(document["attachments"], folder)
        return _draft(document, timezone), brought
    except (ValueError, msgspec.ValidationError, RecursionError) as error:
        raise ConsoleError("draft_unreadable", error=error) from error


def with_fields(draft: Draft, fields: list[str], slots: list[str], timezone: str) -> Draft:
    """Return the draft with the given `name=value` fields and `LIST,OPENS,CLOSES` slots; raises ConsoleError, UsageError."""
    values: dict[str, Any] = msgspec.to_builtins(draft)
    for given in fields:
        name, equals, value = given.partition("=")
        if not equals or name not in values:
            raise UsageError(f"--field {given}")
        values[name] = _typed(name, value, values[name])
    if slots:
        values["slots"] = [_slot(given) for given in slots]
    try:
        return _draft(values, timezone)
    except (ValueError, msgspec.ValidationError) as error:
        raise ConsoleError("draft_unreadable", error=error) from error


def example(category: str, lang: str, timezone: str, gateways: Sequence[GatewayRow]) -> str:
    """Return a filled-in template as TOML, each field with its clause; raises UsageError for an unknown category.

    Of the organisation's `gateways` it takes the first, and names the others; without any, the demo's.
    """
    shipped = (data_folder() / "samples" / "texts.toml").read_text("utf-8")
    texts = tomllib.loads(shipped).get(category)
    if texts is None:
        raise UsageError(f"--category {category}")
    chinese = lang == "zh"
    promotion = category == "promotion"
    draft = Draft(
        department=_DEPARTMENTS[category],
        category=category,
        subtype="到期提醒" if chinese else "maturity reminder",
        purpose="提醒客户办理到期业务" if chinese else "remind customers of what falls due",
        telephone="010-00000001",
        basis="consent" if promotion else "contract",
        consent="协议第7条" if chinese else "agreement, clause 7",
        audience="本行定期存款客户" if chinese else "the bank's time deposit customers",
        selection="12月1日到期" if chinese else "due on 1 December",
        list_source="核心系统" if chinese else "core banking system",
        harmless=True,
        unclassified=True,
        signature=texts["signature"],
        body=texts["body"],
        opt_out=texts["opt_out"],
        gateway=gateways[0].id if gateways else "demo",
    )
    return "\n".join(_lines(draft, lang, timezone, gateways))


def _lines(draft: Draft, lang: str, timezone: str, gateways: Sequence[GatewayRow]) -> list[str]:
    lines = [f"# {text('cli.example_head', lang)}", ""]
    for name, value in msgspec.to_builtins(draft).items():
        if name in _WHOLE:
            continue
        lines.append(f"# {asked(acts.REQUEST, name, lang)} · {text(f'field.help.{name}', lang)}")
        if name == "gateway":
            lines += [f"#   {one.id}  {guard(one.name)}" for one in gateways]
        lines.append(f"{name} = {_toml(value)}")
    day = datetime.now(UTC).astimezone(ZoneInfo(timezone)).date() + timedelta(days=1)
    lines += [
        "",
        f"# {asked(acts.REQUEST, 'quoted', lang)} · {text('field.help.quoted', lang)}",
        "quoted = []",
        f"# {asked(acts.REQUEST, 'attachments', lang)} · {text('field.help.attachments', lang)}",
        f"# {text('cli.example_attachments', lang)}",
        "attachments = []",
        "",
        f"# {asked(acts.REQUEST, 'slots', lang)} · {text('field.help.slots', lang)}",
        "[[slots]]",
        "list_id = 1",
        f"opens = {day}T09:00:00",
        f"closes = {day}T17:00:00",
        "",
    ]
    return lines


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def _draft(values: Any, timezone: str) -> Draft:
    if not isinstance(values, dict):
        raise ValueError("no fields")  # noqa: TRY004 - the file's mistake, told like every other of its mistakes
    unknown = set(values) - set(Draft.__struct_fields__)
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    values = dict(values)
    values["slots"] = [_with_instants(slot, timezone) for slot in values.get("slots", [])]
    return msgspec.convert(values, Draft, strict=True)


def _with_instants(slot: Any, timezone: str) -> Any:
    if not isinstance(slot, dict):
        return slot
    if set(slot) - set(SlotDraft.__struct_fields__):
        raise ValueError(f"slots: {', '.join(sorted(set(slot)))}")
    return slot | {name: instant(slot.get(name), timezone) for name in ("opens", "closes")}


def _typed(name: str, value: str, old: object) -> object:
    if name in _WHOLE:
        raise UsageError(f"--field {name}")
    if isinstance(old, bool):
        if value.lower() not in _YES | _NO:
            raise UsageError(f"--field {name}={value}")
        return value.lower() in _YES
    if isinstance(old, int):
        try:
            return int(value)
        except ValueError as error:
            raise UsageError(f"--field {name}={value}") from error
    return value


def _slot(given: str) -> dict[str, object]:
    parts = [part.strip() for part in given.split(",")]
    if len(parts) != 3 or not parts[0].isdigit():
        raise UsageError(f"--slot {given}")
    return {"list_id": int(parts[0]), "opens": parts[1], "closes": parts[2]}
