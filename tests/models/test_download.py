"""The real fetchers, against an index and a hub of our own: files and a local process."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.task import CallbackContext, Cancelled, Event, silent
from models.catalogue import HubSource, ModelFile, Wheel
from models.download import FetchFailed, NetworkFetcher
from tests.models.builders import a_zip, sha256

METADATA = b"Metadata-Version: 2.1\nName: carrier\nVersion: 1.0\n"
CARRIER = a_zip(
    {
        "carrier/data.bin": b"d" * 5000,
        "carrier-1.0.dist-info/METADATA": METADATA,
        "carrier-1.0.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\n"
        b"Tag: py3-none-any\n",
        "carrier-1.0.dist-info/RECORD": b"",
    }
)
WHEEL = Wheel(name="carrier", version="1.0", sha256=sha256(CARRIER), size_bytes=len(CARRIER))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip takes for its index, and no network."""
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "carrier-1.0-py3-none-any.whl").write_bytes(CARRIER)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_pip_fetches_a_wheel_of_the_expected_hash_and_it_is_not_fetched_twice(
    index: Path, tmp_path: Path
) -> None:
    path = NetworkFetcher().fetch_wheel(WHEEL, tmp_path / "wheels", silent())
    assert path.read_bytes() == CARRIER
    (index / "carrier-1.0-py3-none-any.whl").unlink()
    assert NetworkFetcher().fetch_wheel(WHEEL, tmp_path / "wheels", silent()) == path


def test_pip_refuses_a_wheel_of_another_hash(index: Path, tmp_path: Path) -> None:
    content = CARRIER.replace(b"dddd", b"eeee")
    (index / "carrier-1.0-py3-none-any.whl").write_bytes(content)
    with pytest.raises(FetchFailed):
        NetworkFetcher().fetch_wheel(WHEEL, tmp_path / "wheels", silent())
    assert not list((tmp_path / "wheels").rglob("*.whl"))


def test_half_a_wheel_left_by_an_interrupted_fetch_is_fetched_again(
    index: Path, tmp_path: Path
) -> None:
    assert index.exists()
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "carrier-1.0-py3-none-any.whl").write_bytes(CARRIER[:1000])
    path = NetworkFetcher().fetch_wheel(WHEEL, tmp_path / "wheels", silent())
    assert path.read_bytes() == CARRIER


HUB_CONTENT = {"ct2/model.bin": bytes(range(256)) * 100_000, "config.json": b"{}"}
HUB = HubSource(
    id="hub",
    repository="someone/model",
    revision="0" * 40,
    files=(
        ModelFile(path="model.bin", size_bytes=25_600_000, origin=("ct2/model.bin",)),
        ModelFile(path="config.json", size_bytes=2),
    ),
)


class Hub:
    """The stand-in hub's process, and what it was asked."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self._out = process.stdout
        self.process = process
        self.port = int(self._out.readline())

    def asked(self) -> list[str]:
        self.process.terminate()
        lines = self._out.read().splitlines()
        self.process.wait()
        return lines


@pytest.fixture
def a_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Hub]]:
    running: list[subprocess.Popen[str]] = []
    folder = tmp_path / "repository"
    for path, content in HUB_CONTENT.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)

    def start(*arguments: str) -> Hub:
        script = Path(__file__).with_name("hub_server.py")
        process = subprocess.Popen(
            [sys.executable, str(script), str(folder), *arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        hub = Hub(process)
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{hub.port}")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        return hub

    yield start
    for process in running:
        process.terminate()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_only_the_child_is_online_and_it_sends_no_token(
    a_hub: Callable[..., Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = a_hub()
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    NetworkFetcher().fetch_files(HUB, HUB.files, tmp_path / "got", silent())
    for path, content in HUB_CONTENT.items():
        assert (tmp_path / "got" / path).read_bytes() == content
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert all(line.endswith(" -") for line in hub.asked())


def test_a_line_that_drops_is_taken_up_inside_the_file(
    a_hub: Callable[..., Hub], tmp_path: Path
) -> None:
    hub = a_hub("15000000")
    NetworkFetcher().fetch_files(HUB, HUB.files, tmp_path / "got", silent())
    assert (tmp_path / "got" / "ct2/model.bin").read_bytes() == HUB_CONTENT["ct2/model.bin"]
    starts = [int(line.split()[2]) for line in hub.asked() if line.startswith("GET ct2/model.bin")]
    assert len(starts) == 2
    assert starts[1] > 0


def test_a_repository_larger_than_announced_is_not_taken_in(
    a_hub: Callable[..., Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_hub()
    monkeypatch.setattr("models.download._SLACK_BYTES", 0)
    monkeypatch.setattr("models.download._POLL_S", 0.001)
    small = ModelFile(path="model.bin", size_bytes=10, origin=("ct2/model.bin",))
    with pytest.raises(FetchFailed):
        NetworkFetcher().fetch_files(HUB, [small], tmp_path / "got", silent())


def test_a_file_that_the_hub_does_not_have_is_a_failed_fetch(
    a_hub: Callable[..., Hub], tmp_path: Path
) -> None:
    a_hub()
    absent = ModelFile(path="absent.bin", size_bytes=10)
    with pytest.raises(FetchFailed):
        NetworkFetcher().fetch_files(HUB, [absent], tmp_path / "got", silent())


def test_a_fetch_stops_at_once_when_the_user_stops_it(index: Path, tmp_path: Path) -> None:
    assert index.exists()

    def stop(_event: Event) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        NetworkFetcher().fetch_wheel(WHEEL, tmp_path / "wheels", CallbackContext(stop))
