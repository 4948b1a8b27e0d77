"""What every test may ask for: a database of either kind. And what CI may not do: skip."""

import gc
import os
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from console import actions
from tests import clocks, databases, needs, nights, quick, ready, seconds

SKIPS_FAIL = os.environ.get("CI") == "true"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds what a run may be asked to keep."""
    parser.addoption(
        "--record-seconds", action="store_true", help="keep how long each file took, for the order of files"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Names the places that the processes of this run share: a folder, and a PostgreSQL cluster that starts when a test asks for it."""
    quick.at_once()
    clocks.let_processes_have_it()
    # Every text may name the key of an action.
    actions.use_keys({})
    gc.disable()
    # No test's verdict is a time: a busy machine makes any of them slow.
    settings.register_profile(
        "untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")
    if not hasattr(config, "workerinput"):
        ready.begin_run()
        config.pluginmanager.register(seconds.Seconds(record=config.getoption("--record-seconds")))
        os.environ[databases.FOLDER_VARIABLE] = str(databases.new_folder_name())
        os.environ[f"{databases.FOLDER_VARIABLE}_OWNER"] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the cluster, if one was started, and takes away what the processes shared."""
    if not hasattr(config, "workerinput"):
        databases.end_cluster(Path(os.environ[databases.FOLDER_VARIABLE]))
        ready.end_run()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """Leaves to the night what is its; begins with the files that take longest."""
    for item in items:
        if nights.by_night(item.nodeid):
            item.add_marker(pytest.mark.nightly)
    yield
    seconds.longest_first(items)


def pytest_collection_finish() -> None:
    """What was read so far stays until the end: it is no rubbish to be looked through again and again, nor is the rest so often."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def name_the_package(report: pytest.TestReport, call: "pytest.CallInfo[None]") -> None:
    """Turns the failure of a test that could not start a program into a skip that says which package brings it."""
    reason = needs.of(call.excinfo.value) if call.excinfo is not None else ""
    if reason and report.failed and call.when != "teardown":
        path, line, _ = report.location
        report.outcome, report.longrepr = "skipped", (path, line or 0, f"Skipped: {reason}")


def refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a skip into a failure where nothing may be missing."""
    if SKIPS_FAIL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"CI=true allows no skip: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    call: "pytest.CallInfo[None]",
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    name_the_package(report, call)
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says once for each missing package how many tests were skipped for want of it, and the command that installs it."""
    counted: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", ()):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        counted.update(reason.removeprefix("Skipped: ").split("; "))
    if counted:
        terminalreporter.section("skipped")
        for reason, n in sorted(counted.items()):
            terminalreporter.line(f"{n:6}  {reason}")


_LONG = 32


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names a file's bytes by their argument: a workbook holds the second it was made, and two workers must collect the same names."""
    return argname if isinstance(val, bytes) and len(val) > _LONG else None


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The SQLAlchemy URL of a PostgreSQL server whose role may create databases and roles."""
    try:
        return databases.server_url()
    except databases.NoPostgresError as missing:
        pytest.skip(str(missing))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of a fresh, empty PostgreSQL database, dropped afterwards."""
    with databases.postgres_database(postgres_server) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The SQLAlchemy URL of an SQLite file that does not exist yet, in a folder of its own."""
    return f"sqlite:///{tmp_path / 'test.sqlite3'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, once of each kind: the test runs twice."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
