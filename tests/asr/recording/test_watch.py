"""What a person is told while it is recorded, and what nobody needs to be told."""

import datetime as dt

import numpy as np
import pytest

from asr.recording.levels import FLOOR_DBFS, Level, level_of
from asr.recording.watch import BatteryWatch, HourWatch, SoundWatch, SpaceWatch
from tests.helpers.recording import EVENING

SPEECH = Level(peak_dbfs=-12, rms_dbfs=-28)
ROOM = Level(peak_dbfs=-45, rms_dbfs=-58)
NOTHING = Level()
HISS = Level(peak_dbfs=-80, rms_dbfs=-88)
LOUD = Level(peak_dbfs=0, rms_dbfs=-6, clipped=40)
HOUR_BYTES_PER_S = 96_000.0


def told(watch: SoundWatch, *levels: tuple[Level, int]) -> list[str]:
    """Return the codes of what is told over seconds of each level in turn."""
    return [
        notice.code.removeprefix("recording-")
        for level, seconds in levels
        for _ in range(seconds)
        for notice in watch.heard(level, 1.0)
    ]


def frames(*samples: float) -> np.ndarray:
    return np.array(samples, np.int16)[:, None]


def test_a_quiet_room_between_speeches_calls_for_nothing() -> None:
    assert told(SoundWatch(1), (SPEECH, 30), (ROOM, 50), (SPEECH, 30)) == []


def test_a_silent_microphone_is_told_once_and_its_return_too() -> None:
    levels = ((SPEECH, 10), (HISS, 60), (SPEECH, 10))
    assert told(SoundWatch(1), *levels) == ["silent", "sound-back"]


def test_a_short_silence_is_not_told() -> None:
    assert told(SoundWatch(1), (SPEECH, 10), (HISS, 15), (SPEECH, 10)) == []


def test_a_muted_microphone_is_told_within_five_seconds() -> None:
    assert told(SoundWatch(1), (NOTHING, 5)) == ["muted"]


def test_the_return_of_sound_tells_how_long_it_was_away() -> None:
    watch = SoundWatch(2)
    told(watch, (NOTHING, 30))
    (notice,) = watch.heard(SPEECH, 1.0)
    assert notice.facts == {"track": 2, "seconds": 30}


def test_saturation_is_told_when_it_lasts_and_not_again_for_two_minutes() -> None:
    assert told(SoundWatch(1), (SPEECH, 5), (LOUD, 2), (SPEECH, 60)) == []
    assert told(SoundWatch(1), (LOUD, 100)) == ["clipping"]
    assert told(SoundWatch(1), (LOUD, 130)) == ["clipping", "clipping"]


def test_a_weak_microphone_is_told_after_a_minute() -> None:
    weak = Level(peak_dbfs=-40, rms_dbfs=-55)
    assert told(SoundWatch(1), (weak, 59)) == []
    assert told(SoundWatch(1), (weak, 90)) == ["weak"]
    assert told(SoundWatch(1), (weak, 59), (SPEECH, 1), (weak, 40)) == []


def test_a_silent_microphone_is_not_called_weak_as_well() -> None:
    assert told(SoundWatch(1), (HISS, 120)) == ["silent"]


@pytest.mark.parametrize(
    ("minutes", "told_minutes"),
    [
        ([600, 300, 90], []),
        ([90, 59, 40, 14, 10, 4], [59, 14, 4]),
        ([90, 3], [3]),
        ([59, 58, 100, 59], [59, 59]),
    ],
)
def test_a_filling_disk_is_told_at_an_hour_a_quarter_and_five_minutes(
    minutes: list[int], told_minutes: list[int]
) -> None:
    watch = SpaceWatch()
    notices = [
        notice
        for left in minutes
        for notice in watch.looked(int(left * 60 * HOUR_BYTES_PER_S), HOUR_BYTES_PER_S)
    ]
    assert [notice.facts["minutes"] for notice in notices] == told_minutes


def test_a_clock_set_back_an_hour_is_told() -> None:
    watch = HourWatch()
    assert watch.looked(100.0, EVENING) == []
    assert watch.looked(105.0, EVENING + dt.timedelta(seconds=5)) == []
    (notice,) = watch.looked(110.0, EVENING + dt.timedelta(seconds=10 - 3600))
    assert notice.facts == {"seconds": -3600}
    assert watch.looked(115.0, EVENING + dt.timedelta(seconds=15 - 3600)) == []


def test_the_small_steps_of_a_time_server_are_not_told() -> None:
    watch = HourWatch()
    steps = [watch.looked(5.0 * n, EVENING + dt.timedelta(seconds=5.5 * n)) for n in range(20)]
    assert steps == [[]] * 20


def test_a_machine_on_its_battery_is_told_at_once_and_as_the_charge_falls() -> None:
    watch = BatteryWatch()
    charges = [90, 60, 19, 12, 9, 4, 3]
    told_percents = [
        notice.facts["percent"]
        for charge in charges
        for notice in watch.looked(charge, plugged=False)
    ]
    assert told_percents == [90, 19, 9, 4]
    assert watch.looked(3, plugged=True) == []
    assert [n.facts["percent"] for n in watch.looked(50, plugged=False)] == [50]


def test_a_full_scale_sine_has_its_level() -> None:
    sine = np.rint(32767 * np.sin(np.arange(4800) * 0.1)).astype(np.int16)[:, None]
    level = level_of(sine)
    assert level.peak_dbfs == pytest.approx(0.0, abs=0.01)
    assert level.rms_dbfs == pytest.approx(-3.01, abs=0.05)


def test_a_voice_on_one_channel_counts_in_full() -> None:
    voice = np.full((100, 2), 8000, np.int16)
    voice[:, 1] = 0
    assert level_of(voice).rms_dbfs == level_of(voice[:, :1]).rms_dbfs


@pytest.mark.parametrize(
    ("sound", "clipped"),
    [
        (frames(0, 32767, 32767, 0), 0),
        (frames(0, 32767, 32767, 32767, 0), 3),
        (frames(-32768, -32768, -32768, -32768), 4),
        (frames(32767, 32767, 0, 32767, 32767, 32767, 32767), 4),
    ],
)
def test_flat_tops_are_clipping_and_single_peaks_are_not(sound: np.ndarray, clipped: int) -> None:
    assert level_of(sound).clipped == clipped


def test_digital_silence_is_nothing_and_the_faintest_noise_is_something() -> None:
    assert level_of(np.zeros((100, 1), np.int16)).is_nothing
    assert level_of(frames(0, 1, 0, -1)).is_nothing is False
    assert level_of(np.zeros((0, 1), np.int16)) == Level()
    assert Level().rms_dbfs == FLOOR_DBFS
