"""The life of a gateway's secret at the dispatcher: installed, used, rotated, locked, retired, and what goes wrong with it."""

import asyncio
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.custody.vault import KeyringVault
from console.dispatch.control import asker
from console.dispatch.custody.training import TrainingVault
from console.dispatch.custody.vault import MemoryVault, Standing, VaultError, VaultState
from console.domain.credentials import phrases
from console.domain.people.orders import Suspension
from console.domain.states import RecipientState
from console.signing.statements import sign
from console.wire.control import Question
from console.wire.dispatch import ReportSlot
from tests.custody.keyrings import Session
from tests.custody.world import Custody, custody, training
from tests.dispatch.running import SECRET, case, cmpp_organisation, organisation, until
from tests.patience import PATIENCE

PHRASE = phrases.make()


async def opened(one: Custody) -> None:
    """Start, make the collection, install the secret, and wait for the line."""
    await one.start()
    await one.done("create", phrase=PHRASE)
    await one.done("install", gateway="demo", secret=SECRET)
    await until(one.up)


def fresh() -> MemoryVault:
    return MemoryVault({}, phrase=None)


async def test_it_starts_without_a_line_and_says_why_until_the_secret_is_installed(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        one.desk.offer(case(one.org, 20))
        await one.start()
        assert one.line() == "vault_missing"
        await until(lambda: one.desk.of(type(one.desk.heard[0])) if one.desk.heard else False)
        await one.done("create", phrase=PHRASE)
        assert one.line() == "secret_missing"
        told = await one.done("install", gateway="demo", secret=SECRET)
        assert told["gateways"][0]["by"] == "fenglei"
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 20
        await until(lambda: len(one.events()) == 2)
        assert one.events() == [("created", ""), ("installed", "")]


async def test_training_opens_with_what_was_handed_over_and_records_it(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), training()) as one:
        await one.start()
        await until(one.up)
        await until(one.events)
        assert one.events() == [("installed", "handed")]


async def test_locking_in_the_middle_of_a_send_ends_in_good_order_and_unlocking_goes_on(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, organisation(window=5, rate=200), fresh()) as one:
        await opened(one)
        one.desk.offer(case(one.org, 400))
        await until(lambda: one.counts["distinct"] > 30)
        await one.done("lock")
        at_lock = one.counts["distinct"]
        assert one.line() == "vault_locked"
        assert one.tally()["in_flight"] == one.tally()["unknown"] == 0
        await until(lambda: ("held", "vault_locked") in one.desk.events())
        assert one.counts["distinct"] == at_lock < 400
        assert one.counts["lines"] == 0
        assert (await one.fails("bind_test", gateway="demo")).code == "vault_locked"
        await one.done("unlock", phrase=PHRASE)
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 400
        assert one.counts["repeats"] == 0
        assert one.tally()["delivered"] == 400


async def test_a_release_that_comes_while_it_is_locked_waits_and_a_stop_is_heard(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        await one.done("lock")
        slot = one.desk.offer(case(one.org, 20))
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        slot.wish = "stop"
        await until(lambda: one.desk.last("stopped"))
        await one.done("unlock", phrase=PHRASE)
        await until(one.up)
        assert one.counts["submits"] == 0


async def test_in_flight_without_an_answer_at_the_lock_is_unknown_and_never_sent_again(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, organisation(window=5, response_timeout=1), fresh()) as one:
        await opened(one)
        one.faults(lose_every=7, receipts=False)
        one.desk.offer(case(one.org, 60))
        await until(lambda: one.counts["distinct"] > 10)
        await one.done("lock")
        lost = one.tally()["unknown"]
        assert lost > 0
        one.faults()
        await one.done("unlock", phrase=PHRASE)
        await until(lambda: one.counts["distinct"] == 60)
        assert one.counts["repeats"] == 0


async def test_only_the_holder_of_the_post_is_heard(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), training()) as one:
        await one.start()
        for verb in one.keeper.verbs:
            refusal = await one.refused(verb, "wuhong", gateway="demo", secret="x", phrase=PHRASE)
            assert (refusal.code, refusal.clause) == ("not_custodian", "R12")
            assert "fenglei" in refusal.params["holder"]
            assert (await one.refused(verb, "nobody")).code == "not_in_roster"
        await until(one.up)


async def test_the_desk_tells_who_the_custodian_is_now_and_its_word_is_judged(tmp_path: Path) -> None:
    org = organisation()
    async with custody(tmp_path, org, training()) as one:
        await one.start()
        assert org.roster is not None
        order = Suspension(
            org=org.roots.org, by="zhengtao", at=case(org, 1).now, roster=1, person="fenglei", reason="换岗"
        )
        one.clock.shift(timedelta(seconds=10))
        forged = sign(order, org.people["wuhong"])
        org.orders.append(forged)
        one.trust()
        one.keeper._asked.hurry()
        await one.done("custody")
        org.orders[:] = [sign(order, org.people["zhengtao"])]
        one.trust()
        one.keeper._asked.hurry()
        refusal = await one.refused("custody")
        assert (refusal.code, refusal.params["holder"]) == ("not_custodian", "-")


async def test_a_rotation_is_proved_beside_the_line_kept_and_used(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(window=5, rate=200), fresh()) as one:
        await opened(one)
        first = (await one.done("custody"))["gateways"][0]["fingerprint"]
        one.desk.offer(case(one.org, 200))
        await until(lambda: one.counts["distinct"] > 20)
        one.provider("n3wer")
        told = await one.done("rotate", gateway="demo", secret="n3wer")
        second = told["gateways"][0]["fingerprint"]
        assert second != first
        assert len(second.split()) == 4
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 200
        assert one.counts["repeats"] == one.tally()["unknown"] == 0
        assert one.vault.secret("demo") == "n3wer"
        for verb, word in (("rotate", SECRET), ("install", SECRET)):
            refusal = await one.refused(verb, gateway="demo", secret=word)
            assert (refusal.code, refusal.clause) == ("secret_retired", "R12")
            assert refusal.params["fingerprint"] == first
        await until(lambda: ("rotated", "") in one.events())


async def test_a_rotation_that_the_provider_does_not_take_leaves_the_old_one_in_force_and_says_so(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        problem = await one.fails("rotate", gateway="demo", secret="wr0ng")
        assert (problem.code, problem.params["custody_fault"]) == ("rotate_failed", "bind_refused")
        assert one.up()
        assert one.vault.secret("demo") == SECRET
        await until(lambda: ("rotate_failed", "bind_refused") in one.events())
        # What was never in force is no tombstone: once the provider has it, it is taken.
        one.provider("wr0ng")
        await one.done("rotate", gateway="demo", secret="wr0ng")
        await until(one.up)


async def test_where_one_bind_is_allowed_the_line_makes_room_and_comes_back_on_failure(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        one.faults(one_bind=True)
        problem = await one.fails("rotate", gateway="demo", secret="wr0ng")
        assert problem.params["custody_fault"] == "bind_refused"
        await until(one.up)
        assert one.vault.secret("demo") == SECRET
        one.provider("n3wer")
        await one.done("rotate", gateway="demo", secret="n3wer")
        await until(one.up)
        assert (await one.fails("bind_test", gateway="demo")).code == "bind_already"


@pytest.mark.parametrize(
    ("verb", "secret", "code"),
    [
        ("rotate", SECRET, "secret_same"),
        ("install", "n3wer", "secret_in_force"),
        ("rotate", "", "secret_unfit"),
        ("rotate", "much too long for SMPP", "secret_unfit"),
        ("rotate", "a\tb", "secret_unfit"),
        ("rotate", "口令", "secret_unfit"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    tmp_path: Path, verb: str, secret: str, code: str
) -> None:
    async with custody(tmp_path, organisation(), training()) as one:
        await one.start()
        await until(one.up)
        refusal = await one.refused(verb, gateway="demo", secret=secret)
        assert (refusal.code, refusal.clause) == (code, "R12")
        assert (await one.fails(verb, gateway="other", secret="x")).code == "no_gateway_here"
        assert one.up()


async def test_a_refused_bind_closes_the_gateway_until_the_custodian_rotates(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        one.provider("n3wer")
        one.smsc.cut()
        await until(lambda: one.line() == "bind_refused")
        assert (await one.fails("bind_test", gateway="demo")).code == "bind_refused"
        await one.done("rotate", gateway="demo", secret="n3wer")
        await until(one.up)
        await until(lambda: ("rotated", "") in one.events())
        assert ("incident", "bind_refused") in one.events()
        assert ("bind_tested", "bind_refused") in one.events()


async def test_a_password_that_the_provider_refused_is_not_tried_again_at_each_look(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        one.provider("n3wer")
        one.smsc.cut()
        await until(lambda: one.line() == "bind_refused")
        tried = one.counts["binds_refused"]
        for _ in range(3):
            await one.keeper._safe.look_again()
        assert (one.line(), one.counts["binds_refused"]) == ("bind_refused", tried)


class _Slow(MemoryVault):
    """A vault whose making takes until `go` is set."""

    def __init__(self) -> None:
        super().__init__({}, phrase=None)
        self.go = threading.Event()

    def create(self, phrase: str) -> None:
        assert self.go.wait(PATIENCE)
        super().create(phrase)


async def test_a_look_at_the_vault_during_an_act_takes_nothing_of_it_back(tmp_path: Path) -> None:
    vault = _Slow()
    async with custody(tmp_path, organisation(), vault) as one:
        await one.start()
        keeper = one.keeper
        await until(keeper._looking.done)
        making = asyncio.create_task(one.done("create", phrase=PHRASE))
        await until(keeper._safe.alone.locked)
        keeper._look.hurry()
        await until(lambda: not keeper._looking.done())
        vault.go.set()
        await making
        await until(keeper._looking.done)
        assert one.line() == "secret_missing"
        await one.done("install", gateway="demo", secret=SECRET)


class _Odd(MemoryVault):
    """One that fails as no vault may, once it is told to."""

    odd = False

    def standing(self) -> Standing:
        if self.odd:
            raise RuntimeError("no standing")
        return super().standing()


async def test_a_look_at_the_vault_that_fails_as_none_may_ends_the_service_and_is_not_lost(
    tmp_path: Path,
) -> None:
    vault = _Odd({}, phrase=None)
    async with custody(tmp_path, organisation(), vault) as one:
        await opened(one)
        vault.odd = True
        one.keeper._look.hurry()
        assert one.task is not None
        await until(one.task.done)
        assert isinstance(one.task.exception(), RuntimeError)


class _Away(MemoryVault):
    """One whose keyring is not there whenever it is told so."""

    away = False

    def standing(self) -> Standing:
        return Standing(VaultState.UNAVAILABLE, "keyring_no_service") if self.away else super().standing()


async def test_a_vault_that_goes_away_again_is_an_incident_again(tmp_path: Path) -> None:
    vault = _Away({}, phrase=None)
    async with custody(tmp_path, organisation(), vault) as one:
        await opened(one)
        for _ in range(2):
            for vault.away in (True, False):
                await one.keeper._safe.look_again()
        await until(lambda: one.events().count(("incident", "keyring_no_service")) == 2)


async def test_a_look_at_the_vault_that_comes_after_the_end_opens_no_line(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        keeper, service = one.keeper, one.service
        assert service is not None
        service.stop()
        await until(lambda: not service.openings.is_open("demo"))
        await keeper._safe.look_again()
        assert not service.openings.is_open("demo")


async def test_an_install_that_the_provider_refuses_keeps_nothing(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await one.start()
        await one.done("create", phrase=PHRASE)
        assert (await one.fails("install", gateway="demo", secret="wr0ng")).code == "bind_refused"
        assert (await one.fails("bind_test", gateway="demo")).code == "secret_missing"
        assert one.rows("SELECT * FROM credential") == []
        one.faults(refuse_binds=0x0D)
        assert (await one.fails("install", gateway="demo", secret=SECRET)).code == "bind_refused"
        one.faults(refuse_binds=0x08)
        assert (await one.fails("install", gateway="demo", secret=SECRET)).code == "bind_failed"
        await one.smsc.stop()
        assert (await one.fails("install", gateway="demo", secret=SECRET)).code == "gateway_unreachable"


async def test_wrong_phrases_cost_more_and_more_also_over_a_restart(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        await one.done("lock")
        for _ in range(3):
            assert (await one.fails("unlock", phrase=phrases.make())).code == "phrase_wrong"
        for seconds in (1, 2, 4):
            refusal = await one.refused("unlock", phrase=PHRASE)
            assert (refusal.code, refusal.clause) == ("phrase_too_soon", "R12")
            assert 0 < int(refusal.params["seconds"]) <= seconds
            await one.stop()
            await one.start()
            one.vault.lock()
            one.clock.shift(timedelta(seconds=seconds + 1))
            assert (await one.fails("unlock", phrase=phrases.make())).code == "phrase_wrong"
        assert (await one.refused("unlock", phrase="wrong")).code == "phrase_too_soon"
        one.clock.shift(timedelta(seconds=9))
        assert (await one.refused("unlock", phrase="wrong")).code == "phrase_unfit"
        await one.done("unlock", phrase=PHRASE)
        await until(one.up)
        await until(lambda: one.events().count(("incident", "phrase_wrong")) == 4)


async def test_another_phrase_is_reported_and_a_wrong_old_one_costs_like_any_other(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        new = phrases.make()
        assert (await one.refused("rephrase", phrase=PHRASE, new_phrase=PHRASE)).code == "phrase_same"
        assert (await one.refused("rephrase", phrase=PHRASE, new_phrase="x")).code == "phrase_unfit"
        assert (
            await one.refused("rephrase", "qianwei", phrase=PHRASE, new_phrase=new)
        ).code == "not_custodian"
        await one.done("rephrase", phrase=PHRASE, new_phrase=new)
        assert one.up()
        await one.done("lock")
        assert (await one.fails("unlock", phrase=PHRASE)).code == "phrase_wrong"
        await one.done("unlock", phrase=new)
        for _ in range(3):
            assert (await one.fails("rephrase", phrase=PHRASE, new_phrase=PHRASE_2)).code == "phrase_wrong"
        assert (await one.refused("rephrase", phrase=new, new_phrase=PHRASE_2)).code == "phrase_too_soon"
        await until(lambda: ("rephrased", "") in one.events())


PHRASE_2 = phrases.make()


async def test_a_lost_secret_is_closed_removed_and_refused_for_ever(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        assert await one.keeper.retire("demo", "leak", "wuhong")
        assert one.line() == "secret_retired"
        assert one.counts["lines"] == 0
        with pytest.raises(VaultError) as caught:
            one.vault.secret("demo")
        assert caught.value.code == "secret_missing"
        assert (await one.refused("install", gateway="demo", secret=SECRET)).code == "secret_retired"
        await one.stop()
        await one.start()
        assert one.line() == "secret_retired"
        one.provider("n3wer")
        await one.done("install", gateway="demo", secret="n3wer")
        await until(one.up)
        await until(lambda: ("installed", "") in one.events()[-1:])
        assert ("retired", "leak") in one.events()
        assert await one.keeper.retire("demo", "forgotten")
        assert not await one.keeper.retire("demo", "forgotten")


async def test_a_secret_lost_while_the_vault_is_locked_leaves_it_at_the_next_unlock(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        await one.done("lock")
        assert await one.keeper.retire("demo", "leak")
        await one.done("unlock", phrase=PHRASE)
        assert one.line() == "secret_retired"
        assert (await one.fails("bind_test", gateway="demo")).code == "secret_missing"
        assert one.counts["lines"] == 0


async def test_training_hands_its_secret_over_again_but_not_a_lost_one(tmp_path: Path) -> None:
    key = bytes(32)
    async with custody(tmp_path, organisation(), MemoryVault({"demo": SECRET}, key=key)) as one:
        await one.start()
        await until(one.up)
        one.provider("n3wer")
        await one.done("rotate", gateway="demo", secret="n3wer")
        await one.stop()
        one.provider(SECRET)
        one.vault = MemoryVault({"demo": SECRET}, key=key)
        await one.start()
        await until(one.up)
        await one.keeper.retire("demo", "leak")
        await one.stop()
        one.vault = MemoryVault({"demo": SECRET}, key=key)
        await one.start()
        assert one.line() == "secret_retired"
        assert (await one.refused("install", gateway="demo", secret=SECRET)).code == "secret_retired"


async def test_training_never_puts_a_voided_secret_in_force_again_beside_its_successor(
    tmp_path: Path,
) -> None:
    key = bytes(32)
    async with custody(tmp_path, organisation(), MemoryVault({"demo": SECRET}, key=key)) as one:
        await one.start()
        await until(one.up)
        await one.keeper.retire("demo", "leak")
        one.provider("n3wer")
        await one.done("install", gateway="demo", secret="n3wer")
        await one.stop()
        one.vault = MemoryVault({"demo": SECRET}, key=key)
        await one.start()
        assert one.line() == "secret_gone"


async def test_trainings_vault_holds_after_a_restart_what_was_put_into_it(tmp_path: Path) -> None:
    file, key = tmp_path / "training.vault", bytes(32)
    TrainingVault({"demo": SECRET}, file, key=key).put("demo", "n3wer")
    again = TrainingVault({"demo": SECRET}, file, key=key)
    assert (again.secret("demo"), again.handed) == ("n3wer", frozenset())
    assert b"n3wer" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    again.remove("demo")
    assert TrainingVault({"demo": SECRET}, file, key=key).handed == {"demo"}
    assert TrainingVault({}, file, key=bytes(31) + b"1").handed == frozenset()


async def test_a_gateway_that_does_not_prove_itself_any_more_is_an_incident(tmp_path: Path) -> None:
    async with custody(tmp_path, cmpp_organisation(more="mutual = true"), fresh()) as one:
        await opened(one)
        one.faults(bad_digest=True)
        one.smsc.cut()
        await until(lambda: one.line() == "gateway_unproved")
        await until(lambda: ("incident", "gateway_unproved") in one.events())


async def test_a_vault_that_lost_the_secret_is_an_incident_with_its_own_name(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        await one.stop()
        one.vault.remove("demo")
        await one.start()
        assert one.line() == "secret_gone"
        await until(lambda: ("incident", "secret_gone") in one.events())
        told = [r for r in one.reports() if r.why == "secret_gone"]
        assert [r.state for r in told] == ["incident"]
        # The same password again is no lost one; it is proved and installed anew.
        await one.done("install", gateway="demo", secret=SECRET)
        await until(one.up)


async def test_a_secret_that_nobody_installed_here_is_not_used(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        await one.stop()
        one.vault.put("demo", "f0reign")
        await one.start()
        assert one.line() == "secret_foreign"
        await until(lambda: ("incident", "secret_foreign") in one.events())
        assert one.counts["lines"] == 0


async def test_another_collection_cannot_know_the_old_tombstones_and_says_so(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        await one.stop()
        one.vault = fresh()
        await one.start()
        assert one.line() == "vault_missing"
        await until(lambda: ("incident", "vault_gone") in one.events())
        await one.done("create", phrase=PHRASE)
        assert one.line() == "secret_gone"
        await until(lambda: ("incident", "fingerprints_anew") in one.events())
        await one.done("install", gateway="demo", secret=SECRET)
        await until(one.up)


async def test_reports_are_told_once_and_outlive_a_desk_that_is_away(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await one.start()
        one.desk.silent = True
        await one.done("create", phrase=PHRASE)
        await one.done("install", gateway="demo", secret=SECRET)
        await one.stop()
        one.desk.silent = False
        await one.start()
        await until(lambda: not one.rows("SELECT 1 FROM custody_outbox"))
        events = [event for event, _ in one.events()]
        assert events[:2] == ["created", "installed"]
        assert len({r.nonce for r in one.reports()}) == len(one.reports())


async def test_custody_on_a_real_keyring_from_the_first_phrase_to_a_daemon_that_crashed(
    tmp_path: Path, bus: Session
) -> None:
    async with custody(tmp_path, organisation(), KeyringVault("yunling")) as one:
        await opened(one)
        one.desk.offer(case(one.org, 50))
        await until(lambda: one.desk.last("done"))
        await one.done("lock")
        assert (await one.fails("unlock", phrase=phrases.make())).code == "phrase_wrong"
        await one.done("unlock", phrase=PHRASE)
        await until(one.up)
        bus.end_daemons()
        one.smsc.cut()
        await until(lambda: one.line() == "vault_locked")
        one.keeper._look.hurry()
        await until(lambda: ("incident", "vault_locked_itself") in one.events())
        await one.done("unlock", phrase=PHRASE)
        await until(one.up)
        assert one.counts["repeats"] == 0


async def test_a_send_is_told_why_its_gateway_is_closed(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(window=5, rate=100), fresh()) as one:
        await opened(one)
        one.desk.offer(case(one.org, 200))
        await until(lambda: one.counts["distinct"] > 5)
        one.provider("n3wer")
        one.smsc.cut()
        await until(lambda: ("held", "bind_refused") in one.desk.events())
        await one.done("rotate", gateway="demo", secret="n3wer")
        await until(lambda: one.desk.last("done"))
        assert one.counts["repeats"] == 0
        done: Any = one.desk.last("done")
        assert isinstance(done, ReportSlot)
        assert done.tally.unknown == one.tally()[RecipientState.UNKNOWN.name.lower()]


async def test_records_and_reports_are_the_same_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    async with custody(tmp_path, organisation(), fresh(), url=postgres_url) as one:
        await opened(one)
        one.provider("n3wer")
        await one.done("rotate", gateway="demo", secret="n3wer")
        assert (await one.refused("rotate", gateway="demo", secret=SECRET)).code == "secret_retired"
        await one.done("lock")
        assert (await one.fails("unlock", phrase=phrases.make())).code == "phrase_wrong"
        await one.done("unlock", phrase=PHRASE)
        await until(one.up)
        assert await one.keeper.retire("demo", "leak")
        await until(lambda: not one.rows("SELECT 1 FROM custody_outbox"))
        events = [event for event, _ in one.events()]
        assert events == ["created", "installed", "rotated", "locked", "unlocked", "retired"]


async def test_a_gateway_that_gets_another_file_stays_as_the_vault_says(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(), fresh()) as one:
        await opened(one)
        changed: list[str] = []
        await one.keeper.renew("demo", lambda: changed.append(one.line()))
        assert changed == ["gateway_changing"]
        await until(one.up)
        await one.done("lock")
        await one.keeper.renew("demo", lambda: changed.append(one.line()))
        assert one.line() == "vault_locked"
        assert len(changed) == 2


async def test_under_a_roster_that_ran_out_nothing_is_opened_and_locking_is_still_heard(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, organisation(), training()) as one:
        await one.start()
        await until(one.up)
        one.clock.shift(timedelta(days=200))
        refusal = await one.refused("bind_test", gateway="demo")
        assert (refusal.code, refusal.clause) == ("roster_expired", "R2")
        await one.done("custody")
        await one.done("lock")
        assert one.line() == "vault_locked"
        assert (await one.refused("unlock", phrase=phrases.TRAINING)).code == "roster_expired"


def test_in_a_separated_site_the_kernel_says_who_asks_and_a_name_that_is_given_counts_for_nothing() -> None:
    org = organisation()
    assert org.roster is not None
    people = [msgspec.structs.replace(one, uid=1000 + number) for number, one in enumerate(org.roster.people)]
    roster = msgspec.structs.replace(org.roster, solo=False, people=people)
    uid = next(one.uid for one in people if one.id == "fenglei")
    at = roster.at
    assert asker(roster, Question("lock", person="wuhong"), uid, at) == "fenglei"
    assert asker(roster, Question("lock", person="fenglei"), 4711, at) == ""
    assert asker(roster, Question("lock", person="fenglei"), -1, at) == ""
    assert asker(None, Question("lock", person="fenglei"), uid, at) == ""
    assert asker(org.roster, Question("lock", person="fenglei"), -1, at) == "fenglei"
