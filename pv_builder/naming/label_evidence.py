"""What the labels of a session weigh: whose each is, and how far it can be trusted. Pure.

A label is treated as a second, independent way of telling voices apart. Nothing is presumed of it:
- its accuracy is the share of labelled speech that lies under the main label of its voice: labels
  that lag or flicker weigh nothing;
- it is one person's, or shared by several ("Salle du conseil", one microphone for three seats):
  then it says nothing about whose a voice is;
- its owner follows from its text, from what is said in the voices that it covers, and from how
  often the texts of this session's labels proved right: a wrong account is so found out.
One sweep of belief propagation carries it: what is believed of the voices by the words alone goes
to the labels, and what each label then says goes to the voices, each one's own share left out.

Invariants:
- A voice gets one weight from each label, however long it speaks: a label that is wrong is wrong
  all along.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from math import exp, log
from typing import TypeVar

from core.timecode import Interval, merged
from core.transcript import Turn, VoiceId
from pv_builder.meeting import MemberName
from pv_builder.naming.assignment import Belief, Owner, Prior, Weights
from pv_builder.naming.label_clock import SpokenTimes, on_our_clock, seconds_within
from pv_builder.naming.labels import Bearers, LabelSource, NamedSpan
from pv_builder.naming.speaking import product

_UNKNOWN_S = 30.0
"""Labelled speech beside which the accuracy of a source is not known yet."""
_UNKNOWN_ACCURACY = 0.6
_MOST_ACCURATE = 0.97
_RAREST = 0.02
_SECONDS_EACH = 4.0
"""Speech that counts as one observation: labels err in bursts."""
_MOST_EACH = 8.0
_SAME_STRANGER = 0.2
"""Chance that two strangers to the roll, a label's and a voice's, are one."""
_EXCEPTION = 0.01
"""How often a label lies over a voice as no rule has it: two people under one voice, say."""
_MEMBERS, _STRANGERS = 0.4, 0.3
"""Chance that a label whose text is nobody's or wrong is some member's, or a stranger's; else it is
shared by several people."""
_TEXTS_RIGHT = 0.85
_TEXTS_COUNTED = 4.0
_CLEAR = 0.8
_UNFIT = 1e-3
"""The least weight of an owner whom the labels deny: they may be wrong as a whole."""
_MOST_ODDS = 4.0
_SHORT_S = 1.5
_LATE = 0.5
"""Weight of a caption's name for a short answer: captions are a second early or late."""
_LEAST_SHARE = 0.5
_TINY = 1e-9
_Key = TypeVar("_Key")


class _Several(Enum):
    """A label that is nobody's own."""

    PEOPLE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How a label lies over a voice.

    Attributes:
        share: of the voice's labelled speech.
        fit: log-likelihood ratio of that share were both one person's, against two people's.
        loose: the same were the label shared by several people.
    """

    share: float
    fit: float
    loose: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label once weighed.

    Attributes:
        text: as shown.
        source: what shows it.
        owners: probability of each owner; what lacks of 1 is that several share it.
        accuracy: probability that it is shown while its owner speaks and something is.
        elsewhere: probability that it is shown while somebody else speaks.
        spans: when it is shown, by the recording's clock, in order.
        covered: the voices under it.
    """

    text: str
    source: LabelSource
    owners: Mapping[Owner, float]
    accuracy: float
    elsewhere: float
    spans: tuple[Interval, ...]
    covered: Mapping[VoiceId, Covered]

    def odds(self, stretch: Interval) -> dict[MemberName, float]:
        """Return the log-likelihood ratio of each member for a stretch of speech."""
        share = seconds_within(self.spans, stretch) / max(stretch.duration_s, 1e-3)
        gain = self.accuracy / self.elsewhere - 1.0
        if share < _LEAST_SHARE or gain <= 0:
            return {}
        late = self.source is LabelSource.CAPTIONS and stretch.duration_s < _SHORT_S
        weight = min(1.0, share) * (_LATE if late else 1.0)
        return {
            owner: weight * min(_MOST_ODDS, log(1.0 + chance * gain))
            for owner, chance in self.owners.items()
            if owner is not None and chance * gain > 1.0
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelEvidence:
    """What all labels say together.

    Attributes:
        labels: weighed.
        voices: how likely the labels over each voice are for each owner.
    """

    labels: tuple[Label, ...]
    voices: Mapping[VoiceId, Weights]


def weigh_labels(
    spans: Sequence[NamedSpan],
    turns: Sequence[Turn],
    bearers: Bearers,
    beliefs: Mapping[VoiceId, Belief],
    prior: Prior,
) -> LabelEvidence:
    """Return what the labels say.

    Args:
        spans: as the tools show them.
        turns: of the transcript, with voices.
        bearers: who may be meant by a text.
        beliefs: of the voices, by what is said alone.
        prior: probability of each member for a voice of which nothing is known.
    """
    spoken = SpokenTimes(turns)
    shifted = on_our_clock(spans, spoken)
    labels: list[Label] = []
    voices: dict[VoiceId, dict[Owner, float]] = {}
    for source in LabelSource:
        own = [span for span in shifted if span.source is source]
        if own:
            scale = _Scale(own, source, spoken, bearers, _Voices(beliefs, prior))
            labels += scale.labels()
            for voice, weights in scale.voices():
                voices[voice] = product([voices.get(voice, {None: 1.0}), weights])
    return LabelEvidence(labels=tuple(labels), voices=voices)


class _Voices:
    """What is believed of the voices by what is said."""

    def __init__(self, beliefs: Mapping[VoiceId, Belief], prior: Prior) -> None:
        self._beliefs = beliefs
        self.prior = prior

    def chance(self, voice: VoiceId, owner: Owner) -> float:
        """Return the probability of an owner; None is a stranger to the roll."""
        belief = self._beliefs.get(voice)
        known: Mapping[Owner, float] = belief.owners if belief is not None else {None: 1.0}
        if owner is not None and owner in known:
            return known[owner]
        rest = known.get(None, 0.0)
        unnamed = 1.0 - sum(self.prior.get(name, 0.0) for name in known if name is not None)
        if owner is not None:
            return rest * self.prior.get(owner, 0.0) / max(unnamed, 1e-6)
        return rest * (1.0 - sum(self.prior.values())) / max(unnamed, 1e-6)


class _Scale:
    """The labels of one source on the scale."""

    def __init__(
        self,
        spans: Sequence[NamedSpan],
        source: LabelSource,
        spoken: SpokenTimes,
        bearers: Bearers,
        voices: _Voices,
    ) -> None:
        self._spans: dict[str, list[Interval]] = defaultdict(list)
        for span in spans:
            self._spans[span.label].append(span.interval)
        self._source = source
        self._shown = spoken.shown(spans)
        self._voices = voices
        self._meant = {text: bearers.of(text) for text in self._spans}
        self._labelled: dict[VoiceId, float] = defaultdict(float)
        for (_text, voice), seconds in self._shown.items():
            self._labelled[voice] += seconds

    def labels(self) -> Iterator[Label]:
        """Yield the labels, weighed."""
        for text, spans in self._spans.items():
            yield Label(
                text=text,
                source=self._source,
                owners=self._owners(text),
                accuracy=self._accuracy,
                elsewhere=self._stray(text),
                spans=tuple(merged(spans)),
                covered=self._covered[text],
            )

    def voices(self) -> Iterator[tuple[VoiceId, dict[Owner, float]]]:
        """Yield how likely the labels together are for each owner of each voice."""
        for voice in self._labelled:
            logs: dict[Owner, float] = defaultdict(float)
            for text, covered in self._covered.items():
                how, owners = covered[voice], self._owners(text, voice)
                shared = 1.0 - sum(owners.values())
                other = 1.0 + shared * (exp(how.loose) - 1.0)
                for owner, chance in owners.items():
                    logs[owner] += log(other + _same(chance, owner) * (exp(how.fit) - 1.0))
            top = max(logs.values())
            yield voice, {owner: max(_UNFIT, exp(value - top)) for owner, value in logs.items()}

    @cached_property
    def _accuracy(self) -> float:
        """Return the share of labelled speech that lies under the main label of its voice."""
        main: dict[VoiceId, float] = defaultdict(float)
        for (_text, voice), seconds in self._shown.items():
            main[voice] = max(main[voice], seconds)
        total = sum(self._labelled.values()) + _UNKNOWN_S
        return min(_MOST_ACCURATE, (sum(main.values()) + _UNKNOWN_S * _UNKNOWN_ACCURACY) / total)

    def _stray(self, text: str) -> float:
        """Return the share of somebody else's speech that a label covers by mistake."""
        usual = sum(s for (t, _), s in self._shown.items() if t == text) / self._total
        return max(_RAREST, (1 - self._accuracy) * usual)

    @cached_property
    def _total(self) -> float:
        return sum(self._labelled.values()) + _UNKNOWN_S

    @cached_property
    def _covered(self) -> dict[str, dict[VoiceId, Covered]]:
        return {
            text: {voice: self._how(text, voice) for voice in self._labelled}
            for text in self._spans
        }

    def _how(self, text: str, voice: VoiceId) -> Covered:
        share = self._shown[text, voice] / self._labelled[voice]
        count = min(_MOST_EACH, self._labelled[voice] / _SECONDS_EACH)
        loose = count * _chance_of(share, share) - log(count + 1.0) / 2
        same, other = (
            log((1 - _EXCEPTION) * exp(count * _chance_of(share, rate)) + _EXCEPTION * exp(loose))
            for rate in (self._accuracy, self._stray(text))
        )
        return Covered(share=share, fit=same - other, loose=loose - other)

    def _owners(self, text: str, without: VoiceId | None = None) -> dict[Owner, float]:
        """Return whose a label is, one voice not listened to; the rest is: several people's."""
        meant, right = self._meant[text], self._texts_right
        rest = 1.0 - right * sum(meant.values())
        said, members = self._said[text], self._voices.prior
        start: dict[Owner | _Several, float] = {
            None: rest * _STRANGERS,
            _Several.PEOPLE: rest * (1.0 - _MEMBERS - _STRANGERS),
        }
        for name in members:
            start[name] = right * meant.get(name, 0.0) + rest * _MEMBERS / len(members)
        owners = {
            owner: log(max(chance, _TINY))
            + sum(value for voice, value in said[owner].items() if voice != without)
            for owner, chance in start.items()
        }
        chances = _normal(owners)
        return {owner: p for owner, p in chances.items() if not isinstance(owner, _Several)}

    @cached_property
    def _said(self) -> dict[str, dict[Owner | _Several, dict[VoiceId, float]]]:
        """What the words in each voice say of each label's owner, as a log-likelihood ratio."""
        found: dict[str, dict[Owner | _Several, dict[VoiceId, float]]] = {}
        for text, covered in self._covered.items():
            own = found.setdefault(text, {})
            for owner in (None, *self._voices.prior):
                own[owner] = {
                    voice: log(
                        1.0 + _same(self._voices.chance(voice, owner), owner) * (exp(how.fit) - 1.0)
                    )
                    for voice, how in covered.items()
                }
            own[_Several.PEOPLE] = {voice: how.loose for voice, how in covered.items()}
        return found

    @cached_property
    def _texts_right(self) -> float:
        """Return how often the text of a label of this session names its owner."""
        right, counted = _TEXTS_RIGHT * _TEXTS_COUNTED, _TEXTS_COUNTED
        for text, meant in self._meant.items():
            said = self._said[text]
            chances = _normal({owner: sum(own.values()) for owner, own in said.items()})
            if meant and max(chances.values()) >= _CLEAR:
                counted += sum(meant.values())
                right += sum(share * chances[name] for name, share in meant.items())
        return right / counted


def _chance_of(share: float, rate: float) -> float:
    """Return the log-likelihood of a share, for one observation, where `rate` is expected."""
    return share * log(max(rate, _TINY)) + (1 - share) * log(max(1 - rate, _TINY))


def _same(chance: float, owner: Owner) -> float:
    """Return the chance that label and voice are one person's, given that of one of them.

    Two strangers to the roll are hardly ever the same.
    """
    return chance * (_SAME_STRANGER if owner is None else 1.0)


def _normal(logs: Mapping[_Key, float]) -> dict[_Key, float]:
    """Return probabilities from their logarithms, up to a constant."""
    top = max(logs.values())
    weights = {key: exp(value - top) for key, value in logs.items()}
    total = sum(weights.values())
    return {key: weight / total for key, weight in weights.items()}
