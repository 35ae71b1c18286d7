"""One track kept supplied with sound: its microphone, or another one while that is away.

A thread of its own listens; when the device is lost it tries again every second, takes a stand-in
meanwhile, and goes back to its own device as soon as that is there again.
"""

import logging
import threading
from collections.abc import Callable, Collection

from asr.recording.capture import Block, Heard
from asr.recording.devices import InputDevice
from asr.recording.setup import Machine
from core.errors import AppError

logger = logging.getLogger(__name__)

_RETRY_S = 1.0
_STAND_IN_AFTER_S = 2.0
"""A loose plug is back within this time; a stand-in costs a second of silence to open."""

_LOOK_S = 10.0
"""Between two looks whether the device is back, from a stand-in; doubled each time it was listed
and did not answer."""

_MOST_LOOK_S = 160.0
_TAIL_S = 1.0
"""Sound heard before the stop reaches us at most this much later (`capture` asks for 0.5 s)."""


class Line:
    """Supplies one track; make it, `start` it, `stop` it.

    Args:
        device: the input that was chosen.
        others: names of the inputs of the other tracks, which cannot stand in.
        machine: its inputs, and its clock to measure how long a device is away.
        deliver: gets what is heard, on the line's thread.
        lost: called when the device gives no more sound, on the line's thread.

    Attributes:
        refusal: why the device did not answer at the start, None if it did.
    """

    def __init__(
        self,
        device: InputDevice,
        others: Collection[str],
        machine: Machine,
        deliver: Callable[[Heard], None],
        lost: Callable[[], None],
    ) -> None:
        self._device = device
        self._others = others
        self._source = machine.source
        self._clocks = machine.clocks
        self._deliver = deliver
        self._lost = lost
        self._answered = threading.Event()
        self._stopping = threading.Event()
        self._stop_at_s: float | None = None
        self._last_s = 0.0
        self._current = device
        self._away_since_s = 0.0
        self._look_every_s = _LOOK_S
        self._look_at_s = 0.0
        self._thread = threading.Thread(target=self._run, name="line", daemon=True)
        self.refusal: AppError | None = None

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def wait_answered(self) -> None:
        """Return when the device answers; raise what it refuses with."""
        self._answered.wait()
        if self.refusal is not None:
            raise self.refusal

    def stop(self) -> None:
        """Take what was heard up to now, then stop."""
        self._stop_at_s = self._clocks.elapsed_s()
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        gave_sound = self._listen(self._device)
        while self.refusal is None and not self._stopping.is_set():
            gave_sound = self._listen(self._next(gave_sound=gave_sound))

    def _listen(self, device: InputDevice) -> bool:
        """Listen until the device is lost or has been listened to enough; whether it gave sound."""
        before_s, self._current = self._last_s, device
        try:
            self._source.listen(device, self._take, self._is_enough)
        except AppError as error:
            logger.info("an input ends: %s", error.code)
            if not self._answered.is_set():
                self.refusal = error
                self._answered.set()
        else:
            return True
        if self._last_s > before_s:
            self._away_since_s = self._clocks.elapsed_s()
            self._lost()
            return True
        return False

    def _next(self, *, gave_sound: bool) -> InputDevice:
        """Return what to listen to now: the device, or a stand-in if it just failed to answer."""
        if gave_sound or self._current is not self._device:
            return self._device
        self._stopping.wait(_RETRY_S)
        if self._clocks.elapsed_s() - self._away_since_s < _STAND_IN_AFTER_S:
            return self._device
        stand_in = self._stand_in()
        if stand_in is None:
            return self._device
        self._look_at_s = self._clocks.elapsed_s() + self._look_every_s
        self._look_every_s = min(2 * self._look_every_s, _MOST_LOOK_S)
        return stand_in

    def _stand_in(self) -> InputDevice | None:
        """Return another input of its kind that no other track uses."""
        taken = {self._device.id, *self._others}
        try:
            devices = self._source.devices()
        except AppError as error:
            logger.info("inputs cannot be listed: %s", error.code)
            return None
        alike = (one for one in devices if one.is_loopback is self._device.is_loopback)
        return next((one for one in alike if one.id not in taken), None)

    def _take(self, heard: Heard) -> None:
        if isinstance(heard, Block):
            self._last_s = heard.at_s
        else:
            self._answered.set()
        self._deliver(heard)

    def _is_enough(self) -> bool:
        """Whether to stop listening: the recording stops, or a stand-in is needed no longer."""
        now_s = self._clocks.elapsed_s()
        if self._stop_at_s is not None:
            return self._last_s >= self._stop_at_s or now_s >= self._stop_at_s + _TAIL_S
        if self._current is self._device or now_s < self._look_at_s:
            return False
        self._look_at_s = now_s + _LOOK_S
        return self._is_there()

    def _is_there(self) -> bool:
        """Whether the system lists the device again."""
        try:
            return any(device.id == self._device.id for device in self._source.devices())
        except AppError as error:
            logger.info("inputs cannot be listed: %s", error.code)
            return False
