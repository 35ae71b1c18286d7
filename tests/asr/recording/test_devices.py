"""Inputs come from the best sound system, keep their names, and are chosen by what one types."""

from types import SimpleNamespace
from typing import Any

import pytest

from asr.errors import MicrophoneAmbiguous, MicrophoneUnknown, NoMicrophone
from asr.recording import devices
from asr.recording.devices import InputDevice, choose, index_of
from core.task import silent


def a_device(name: str, **facts: Any) -> InputDevice:
    return InputDevice(
        **{"name": name, "host_api": "ALSA", "channels": 2, "rate_hz": 48_000} | facts
    )


ROOM = a_device("Micro de table (USB)")
LAPTOP = a_device("Réseau de microphones")
TWIN = a_device("Micro de table (USB)", number=2)


def raw(name: str, api: int, inputs: int = 2, rate: float = 44_100.0) -> dict[str, Any]:
    return {
        "name": name,
        "hostapi": api,
        "max_input_channels": inputs,
        "default_samplerate": rate,
    }


def sound_system(apis: dict[str, int], raws: list[dict[str, Any]]) -> SimpleNamespace:
    """Return a stand-in for the sounddevice module: sound systems with their default input."""
    return SimpleNamespace(
        query_hostapis=lambda: [
            {"name": name, "default_input_device": default} for name, default in apis.items()
        ],
        query_devices=lambda: raws,
    )


WINDOWS = sound_system(
    {"MME": 1, "Windows WASAPI": 4},
    [
        raw("Haut-parleurs", 0, inputs=0),
        raw("Micro de table (USB", 0),
        raw("Haut-parleurs", 1, inputs=0),
        raw("Micro de table (USB)", 1, rate=16_000.0),
        raw("Réseau de microphones", 1, inputs=4, rate=48_000.0),
        raw("Micro de table (USB)", 1, rate=16_000.0),
    ],
)


def listed(
    monkeypatch: pytest.MonkeyPatch, system: SimpleNamespace, platform: str
) -> tuple[InputDevice, ...]:
    monkeypatch.setattr(devices, "load_portaudio", lambda: system)
    monkeypatch.setattr(devices.sys, "platform", platform)
    return devices._listed(None, silent())


def test_windows_inputs_are_listed_once_from_wasapi_with_the_default_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = listed(monkeypatch, WINDOWS, "win32")
    assert [device.id for device in found] == [
        "Réseau de microphones",
        "Micro de table (USB)",
        "Micro de table (USB) (2)",
    ]
    assert [device.rate_hz for device in found] == [48_000, 16_000, 16_000]
    assert found[0].is_default


def test_no_more_than_two_channels_of_an_input_are_recorded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert {device.channels for device in listed(monkeypatch, WINDOWS, "win32")} == {2}


def test_a_software_input_of_alsa_is_heard_at_the_rate_of_the_mixer_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    linux = sound_system({"ALSA": 1}, [raw("USB Mic: Audio (hw:1,0)", 0), raw("default", 0, 32)])
    rates = {device.name: device.rate_hz for device in listed(monkeypatch, linux, "linux")}
    assert rates == {"USB Mic: Audio (hw:1,0)": 44_100, "default": 48_000}


def test_an_unknown_system_lists_every_input(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(listed(monkeypatch, WINDOWS, "freebsd")) == 4


def test_an_input_is_found_by_its_name_after_the_numbers_shifted() -> None:
    before = sound_system({"ALSA": 0}, [raw("salle (hw:0)", 0), raw("visio (hw:1)", 0)])
    after = sound_system({"ALSA": 0}, [raw("visio (hw:1)", 0), raw("salle (hw:0)", 0)])
    room = a_device("salle (hw:0)")
    assert (index_of(room, before), index_of(room, after)) == (0, 1)


def test_an_input_that_was_unplugged_has_no_number() -> None:
    assert index_of(ROOM, sound_system({"ALSA": -1}, [])) is None


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        (None, LAPTOP),
        ("2", ROOM),
        ("micro de table (usb)", ROOM),
        ("Micro de table (USB) (2)", TWIN),
        ("reseau", LAPTOP),
    ],
)
def test_an_input_is_chosen_by_number_name_or_part_of_a_name(
    wanted: str | None, chosen: InputDevice
) -> None:
    assert choose((LAPTOP, ROOM, TWIN), wanted) == chosen


def test_a_name_that_none_has_is_refused() -> None:
    with pytest.raises(MicrophoneUnknown):
        choose((LAPTOP, ROOM), "bluetooth")


def test_a_part_of_several_names_is_refused_with_the_names() -> None:
    with pytest.raises(MicrophoneAmbiguous) as caught:
        choose((LAPTOP, ROOM), "micro")
    assert caught.value.facts["names"] == "Réseau de microphones, Micro de table (USB)"


def test_a_machine_without_any_input_is_told_so() -> None:
    with pytest.raises(NoMicrophone):
        choose((), None)
