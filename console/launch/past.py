"""The earlier history of the demo's bank: founded in the quarter that ended last, with one send made on paper."""

from datetime import datetime, timedelta
from typing import Any, Final

from console.db.engine import open_database
from console.db.migrate import DESK, upgrade
from console.desk.high_water import HighWater
from console.desk.installation import read_desk
from console.domain import acts
from console.domain.archive.emergencies import EmergencyAcknowledgement
from console.domain.times import render
from console.launch.organisation import Organisation
from console.services import everything
from console.services.context import Caller, Context
from console.services.rosters import rules
from console.settings import Home
from console.signing.statements import decode, namespace
from console.wire import calls
from console.wire.acts import Given, Prepare
from console.wire.archive.archive import ApproverRow, Emergencies, EmergencyRow, EnterEmergency
from console.wire.base import Call

_LATER: Final = timedelta(hours=3)


def live(home: Home, made: Organisation, at: datetime, zone: str) -> None:
    """Found the desk's database as of the day `at`: an emergency send is made, entered, and acknowledged by the manager.

    No desk may run meanwhile. The desk itself enters everything later, under today's time.
    """
    desk = read_desk(home, zone)
    database = open_database(f"sqlite:///{home.desk_database}", role="desk")
    try:
        upgrade(database, DESK)
        with database.writer() as conn:
            rules.establish(
                conn,
                desk,
                signers=made.signers,
                rosters=made.rosters[:1],
                pledges=made.pledges,
                files=made.files(),
                at=render(at),
            )
            roster, policy = rules.load(conn, desk)

            def call(person: str, asked: Call) -> Any:
                context = Context(conn, Caller(person), render(at + _LATER), roster, policy, desk)
                return everything.handlers()[type(asked)](context, asked)

            call("qianwei", _on_paper(render(at)))
            (entry,) = call("sunli", Emergencies()).rows
            text = call("sunli", _acknowledgement(entry)).text
            signature = made.people["sunli"].sign(text.encode(), namespace(decode(text.encode())))
            call("sunli", calls.Enact(text, signature))
    finally:
        database.close()
    # What it wrote is weeks old; that its clock leapt since is not to be asked at its first start.
    HighWater(home.desk_clock).keep()


def _on_paper(at: str) -> EnterEmergency:
    return EnterEmergency(
        department="business",
        category="notice",
        sent_at=at,
        text="【云岭示范银行】因线路检修，今日网点暂停办理业务，请改日前来。",
        recipients=36,
        approvers=[ApproverRow("department_manager", "孙丽")],
        channel="服务商网页",
        reason="平台停电",
        number=f"E-{at[:4]}-01",
        place="A-01-02",
    )


def _acknowledgement(entry: EmergencyRow) -> Prepare:
    said: dict[str, Given] = {"count": entry.recipients, "opinion": "属实"}
    return Prepare(acts.tag(EmergencyAcknowledgement), entry.digest, "", said)
