import numpy as np
import pytest

from asr.sound.microphones import ChannelMeter
from asr.sound.track_choice import AUTOMATIC, ChosenTrack, Listening, TrackChoice
from core.task import silent
from desktop.session.dossier import open_dossier
from desktop.session.errors import OptionInvalid
from desktop.session.imports.tracks import choice_of, keep_choice, kept_choice
from desktop.session.sound.listening import prepare_sound
from desktop.session.speakers.voices import microphones
from tests.helpers.decoded import everything, pitch
from tests.helpers.media import noise, quiet, tone, write_media


def chosen(*tracks: ChosenTrack) -> TrackChoice:
    return TrackChoice(listening=Listening.CHOSEN, tracks=tracks)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("auto", AUTOMATIC),
        ("Tout", TrackChoice(listening=Listening.ALL)),
        ("2", chosen(ChosenTrack(track=2))),
        ("1, 3", chosen(ChosenTrack(track=1), ChosenTrack(track=3))),
        ("2.1", chosen(ChosenTrack(track=2, channel=1))),
        ("droite", chosen(ChosenTrack(track=1, channel=2))),
        (
            "gauche=LE QUÉRÉ, Hervé,droite=Élodie\u200b Hubert",
            chosen(
                ChosenTrack(track=1, channel=1, person="LE QUÉRÉ, Hervé"),
                ChosenTrack(track=1, channel=2, person="Élodie Hubert"),
            ),
        ),
    ],
)
def test_a_choice_is_read_as_it_is_written(text: str, choice: TrackChoice) -> None:
    assert choice_of(text) == choice


@pytest.mark.parametrize("text", ["", "0", "1.0", "deux", "1,1", "1;2", "-1", "1=A,1=B", "999"])
def test_a_choice_that_means_nothing_is_refused_with_what_is_possible(text: str) -> None:
    with pytest.raises(OptionInvalid) as caught:
        choice_of(text)
    assert "gauche" in str(caught.value.facts["allowed"])


def test_a_session_keeps_the_choice_until_it_is_automatic_again(tmp_path) -> None:
    choice = choice_of("1=Hervé,2")
    with open_dossier(tmp_path / "session") as dossier:
        keep_choice(dossier, choice)
        assert kept_choice(dossier.root) == choice
        keep_choice(dossier, AUTOMATIC)
        assert kept_choice(dossier.root) == AUTOMATIC
        assert not dossier.tracks.exists()


def test_what_is_listened_to_while_correcting_is_the_chosen_side(tmp_path) -> None:
    two = [tone(1, hz=440), tone(1, hz=880)]
    sides = write_media(tmp_path / "a.wav", np.concatenate(two))
    with open_dossier(tmp_path / "session") as dossier:
        keep_choice(dossier, choice_of("droite"))
        wav = prepare_sound(dossier, (sides,), None, silent())
    assert pitch(everything(wav)) == pytest.approx(880, abs=2)


def test_a_track_whose_person_was_named_speaks_under_that_name() -> None:
    meter = ChannelMeter()
    loud, low = noise(3, level=0.3, rate=16_000), noise(3, 1, level=0.001, rate=16_000)
    rest = quiet(1, rate=16_000)
    for pair in ((loud, low), (rest, rest), (low, loud)):
        meter.add(np.concatenate(pair))
    assert {span.label for span in microphones(meter)} == {"Micro 1", "Micro 2"}
    named = microphones(meter, ("Mme Élodie Hubert", ""))
    assert [span.label for span in named] == ["Mme Élodie Hubert", "Micro 2"]
