"""The errors of the sound, before and during recognition.

Invariants:
- Facts hold the path as the user gave it, for the message on the screen; `str()` never shows it.
"""

from core.errors import EngineError, EnvironmentFault, InputError


class AudioMissing(InputError):
    """There is no file at `path`."""

    code = "audio-missing"
    fields = ("path",)


class AudioNotAFile(InputError):
    """`path` is a folder or a device, not a file."""

    code = "audio-not-a-file"
    fields = ("path",)


class AudioAccessDenied(InputError):
    """The operating system refuses to read `path`: rights, or another program holds it."""

    code = "audio-access-denied"
    fields = ("path",)


class AudioEmpty(InputError):
    """The file has no byte, or its sound track has no sample."""

    code = "audio-empty"
    fields = ("path",)


class AudioUnreadable(InputError):
    """The file is no media file of an allowed format, or is damaged from its beginning."""

    code = "audio-unreadable"
    fields = ("path",)


class DictationFormat(InputError):
    """The file is in the closed DS2 format of Olympus and Philips dictation machines."""

    code = "audio-dictation-format"
    fields = ("path",)


class IndexMissing(InputError):
    """The film was cut before its recorder wrote where each piece of sound stands (`moov`)."""

    code = "audio-without-index"
    fields = ("path",)


class NotConverted(InputError):
    """The file is what Zoom writes while it records, to be converted by Zoom itself."""

    code = "audio-not-converted"
    fields = ("path",)


class ProtectedMedia(InputError):
    """The sound is encrypted by its publisher."""

    code = "audio-protected"
    fields = ("path",)


class NoAudioStream(InputError):
    """The file can be read but holds no sound: a silent video, a picture."""

    code = "no-audio-stream"
    fields = ("path",)


class TrackMissing(InputError):
    """The file lacks the sound track or channel that was chosen; it has `tracks` tracks."""

    code = "audio-track-missing"
    fields = ("path", "wanted", "tracks")


class RecordingTooLong(InputError):
    """The parts together last longer than one session may."""

    code = "recording-too-long"
    fields = ("duration_s", "limit_s")


class NoSpeech(InputError):
    """No speech was found in the whole recording: silence, music, a microphone that was off."""

    code = "no-speech"
    fields = ("duration_s",)


class WorkerDied(EngineError):
    """A child process ended without an answer; a negative code is a signal, -9 often no memory."""

    code = "worker-died"
    fields = ("exit_code",)


class EngineFailed(EngineError):
    """An engine raised an error of its own; `reason` is the name of its class."""

    code = "engine-failed"
    fields = ("engine", "reason")


class SoundSystemMissing(EnvironmentFault):
    """PortAudio, through which microphones are reached, is not installed or does not start."""

    code = "sound-system-missing"


class NoMicrophone(EnvironmentFault):
    """The machine has no sound input."""

    code = "no-microphone"


class MicrophoneUnknown(InputError):
    """No sound input has the name or number `wanted`."""

    code = "microphone-unknown"
    fields = ("wanted",)


class MicrophoneAmbiguous(InputError):
    """Several sound inputs have a name that contains `wanted`; `names` lists them."""

    code = "microphone-ambiguous"
    fields = ("wanted", "names")


class TooManyChannels(InputError):
    """The chosen inputs together have more channels than one file may hold."""

    code = "too-many-channels"
    fields = ("channels", "limit")


class MicrophoneRefused(EnvironmentFault):
    """The input `device` is there but cannot be opened: busy, or forbidden to this program."""

    code = "microphone-refused"
    fields = ("device",)


class MicrophoneLost(EnvironmentFault):
    """The input `device` stopped giving sound: unplugged, switched off, driver failure."""

    code = "microphone-lost"
    fields = ("device",)


class SoundNotAligned(InputError):
    """A recording of another device has no sound in common with the session's.

    `path` is that recording.
    """

    code = "sound-not-aligned"
    fields = ("path",)


class LoudspeakerRefused(EnvironmentFault):
    """This machine has no sound output, or it cannot be opened."""

    code = "loudspeaker-refused"


class PartNotVerified(EnvironmentFault):
    """A finished part of a recording does not read back as it was written; its raw sound is kept.

    `path` is the folder of the raw sound.
    """

    code = "part-not-verified"
    fields = ("path",)
