"""Pieces of sound to voices: groups that sound alike, then the most likely sequence. Pure.

Three steps, each on the model of `asr.diarization.voice_model`:
1. pieces that follow each other in a track are joined into stretches, unless they sound different;
2. stretches are joined, the surest pair first, until no pair is more likely one voice than two;
3. each piece is given its most likely voice, knowing what was said before and after it in its
   track, so that a stretch that hid a change of speaker is cut where the voice changes.

Invariants:
- When in doubt two groups stay apart: a voice in two parts costs a click, two people under one
  voice put a wrong name into the minutes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from asr.diarization.viterbi import Ints, most_likely_path
from asr.diarization.voice_model import Bools, Floats, Sounds, log_odds, sounds_of

_ROUNDS = 4  # of step 3; it settles in two or three
_STRETCH = 3.0  # log odds that neighbours in a track share a voice, before they are heard
_LONG_STRETCH_S = 3.0  # of voice: enough to know it; more would hide a change between like voices
_FAR_STRETCH = 1.0  # the same after a pause of `_NEAR_S` or more
_GROUP = 3.0  # log odds against two stretches sharing a voice, before they are heard
_STAY = 4.0  # log odds that the same voice goes on
_FAR_STAY = 1.3
_RARITY = 2.0  # of two voices that are apart though alike, who speaks more is likelier
_NEWCOMER_ODDS = 1.0  # log odds of a voice that is heard nowhere else
_NEAR_S = 1.0
_FAR_S = 10.0
_FAR_STAY_S = 3.0
_NEVER = -np.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Pieces of a recording as arrays of one length, in order of start.

    Attributes:
        start: seconds.
        end: seconds.
        track: number of the local voice that the segmentation followed.
        after_change: whether the segmentation heard a change of voice at its start.
        alone_s: seconds in which nobody else speaks.
        prints: (n, size) unit vectors.
    """

    start: Floats
    end: Floats
    track: Ints
    after_change: Bools
    alone_s: Floats
    prints: npt.NDArray[np.float32]


def cluster(heard: Heard, *, least: int = 1, most: int | None = None) -> Ints:
    """Return the number of each piece's voice: (n,), from 0 in order of first word.

    Args:
        heard: the pieces.
        least: voices at least.
        most: voices at most; None when unknown.
    """
    if not heard.start.size:
        return np.zeros(0, np.int64)
    sounds = prepare(heard)
    by_ear = _agglomerate(sounds, _stretches(heard, sounds), least, most)
    refined = _refine(heard, sounds, by_ear)
    joined = _agglomerate(sounds, _groups_of(refined), least, most)
    settled = _refine(heard, sounds, joined)
    allowed = (labels for labels in (settled, joined) if _within(labels, least, most))
    return _renumbered(next(allowed, by_ear))


def _within(labels: Ints, least: int, most: int | None) -> bool:
    """Whether the number of voices is allowed."""
    count = len(np.unique(labels))
    return least <= count and (most is None or count <= most)


def prepare(heard: Heard) -> Sounds:
    """Return the sounds of the pieces, with the noise of this recording."""
    order = np.lexsort((heard.start, heard.track))
    follows = (np.diff(heard.track[order]) == 0) & ~heard.after_change[order][1:]
    close = heard.start[order][1:] - heard.end[order][:-1] < _NEAR_S
    ordered = sounds_of(heard.prints[order], heard.alone_s[order], follows & close)
    back = np.argsort(order)
    return Sounds(vectors=ordered.vectors[back], noise=ordered.noise[back])


def _stretches(heard: Heard, sounds: Sounds) -> list[Ints]:
    """Return the pieces in groups that follow each other in a track and sound alike."""
    size = sounds.vectors.shape[1]
    weights = 1.0 / sounds.noise
    groups: list[list[int]] = []
    for track in np.unique(heard.track):
        open_group: list[int] = []
        total, weight = np.zeros(size), 0.0
        for i in np.flatnonzero(heard.track == track).tolist():
            if open_group:
                cosine = total @ sounds.vectors[i] / weight
                odds = log_odds(cosine, np.array(1 / weight), sounds.noise[i : i + 1], size)
                prior = _stretch_prior(heard, open_group[-1], i)
            full = bool(open_group) and heard.alone_s[open_group].sum() >= _LONG_STRETCH_S
            if not open_group or full or odds + prior <= 0:
                open_group = []
                groups.append(open_group)
                total, weight = np.zeros(size), 0.0
            open_group.append(i)
            total = total + weights[i] * sounds.vectors[i]
            weight += weights[i]
    return [np.array(group) for group in groups]


def _stretch_prior(heard: Heard, before: int, after: int) -> float:
    gap_s = heard.start[after] - heard.end[before]
    if gap_s >= _FAR_S:
        return float(_NEVER)
    if heard.after_change[after]:
        return 0.0
    return _STRETCH if gap_s < _NEAR_S else _FAR_STRETCH


def _groups_of(labels: Ints) -> list[Ints]:
    return [np.flatnonzero(labels == number) for number in np.unique(labels)]


def _agglomerate(sounds: Sounds, groups: list[Ints], least: int, most: int | None) -> Ints:
    """Return a label for each piece after joining the surest pair of groups, again and again."""
    pile = _Pile.of(sounds.mean(groups))
    alive = len(groups)
    while alive > least:
        first, second, odds = pile.surest()
        forced = most is not None and alive > most
        if odds == _NEVER or (odds < _GROUP and not forced):
            break
        pile.join(first, second)
        alive -= 1
    labels = np.zeros(sounds.noise.size, np.int64)
    for number, group in enumerate(groups):
        labels[group] = pile.root(number)
    return labels


@dataclass(slots=True, kw_only=True)
class _Pile:
    """Groups being joined two by two; the best partner of each is remembered.

    Attributes:
        sums: (n, size) sums of the vectors by precision, in 32 bits for speed.
        weight: (n,) precisions.
        parent: (n,) group that each was joined to, itself if none.
        best: (n,) highest log odds of each with another, or more where stale.
        partner: (n,) with which.
        stale: (n,) whether the partner has changed since: looked at again only at need.
    """

    sums: Floats
    weight: Floats
    parent: Ints
    best: Floats
    partner: Ints
    stale: Bools

    @classmethod
    def of(cls, sounds: Sounds) -> "_Pile":
        """Return the groups, none joined yet."""
        count = sounds.noise.size
        pile = cls(
            sums=(sounds.vectors / sounds.noise[:, None]).astype(np.float32),
            weight=(1.0 / sounds.noise).astype(np.float32),
            parent=np.arange(count),
            best=np.full(count, np.inf, np.float32),
            partner=np.zeros(count, np.int64),
            stale=np.ones(count, np.bool_),
        )
        for group in range(count):
            pile.look_again(group)
        return pile

    def root(self, group: int) -> int:
        """Return the group that this one is now part of."""
        while self.parent[group] != group:
            group = int(self.parent[group])
        return group

    def surest(self) -> tuple[int, int, float]:
        """Return the two groups most likely to share a voice, and their log odds."""
        first = int(self.best.argmax())
        while self.stale[first]:
            self.look_again(first)
            first = int(self.best.argmax())
        return first, int(self.partner[first]), float(self.best[first])

    def join(self, kept: int, gone: int) -> None:
        """Make one group of two."""
        self.parent[gone] = kept
        self.sums[kept] += self.sums[gone]
        self.weight[kept] += self.weight[gone]
        self.best[gone] = _NEVER
        self.stale |= (self.partner == kept) | (self.partner == gone)
        self.stale[gone] = False
        row = self.look_again(kept)
        better = row >= self.best
        better[kept] = False
        self.best[better], self.partner[better], self.stale[better] = row[better], kept, False

    def look_again(self, group: int) -> Floats:
        """Find the best partner of a group anew; return its log odds with each: (n,)."""
        mean = self.sums[group] / self.weight[group]
        noise = 1.0 / self.weight
        row = log_odds(self.sums @ mean * noise, noise, noise[group], mean.size)
        row[self.parent != np.arange(row.size)] = _NEVER
        row[group] = _NEVER
        self.partner[group] = row.argmax()
        self.best[group] = row[self.partner[group]]
        self.stale[group] = False
        return row


def _refine(heard: Heard, sounds: Sounds, labels: Ints) -> Ints:
    """Return the labels of the most likely sequences of voices, the voices learnt anew each time.

    Each track is a sequence: what was said just before in the same track tells most.
    """
    order = np.lexsort((heard.start, heard.track))
    stay = _stay_odds(heard, order)
    for _round in range(_ROUNDS):
        voices, own = np.unique(labels, return_inverse=True)
        odds = _odds_of_voices(sounds, own, len(voices))
        path = most_likely_path(odds[order], stay)
        if np.array_equal(path, own[order]):
            break
        labels = np.empty_like(labels)
        labels[order] = _labels_of(path, voices, stay)
    return labels


def _labels_of(path: Ints, voices: Ints, stay: Floats) -> Ints:
    """Return a label for each piece; each run of pieces like no voice gets one of its own."""
    labels = np.append(voices, -1)[path]
    fresh = int(voices.max())
    for i in np.flatnonzero(labels == -1).tolist():
        goes_on = i > 0 and path[i - 1] == path[i] and stay[i] >= _STAY
        fresh += not goes_on
        labels[i] = fresh
    return labels


def _odds_of_voices(sounds: Sounds, own: Ints, count: int) -> Floats:
    """Return the log odds that each piece is of each voice: (pieces, voices + 1).

    A piece does not vouch for itself: its own voice is judged by the other pieces. The last column
    is for a voice that is not among them.
    """
    weights = 1.0 / sounds.noise
    size = sounds.vectors.shape[1]
    weighted = sounds.vectors * weights[:, None]
    belongs = np.zeros((count, own.size))
    belongs[own, np.arange(own.size)] = 1.0
    totals, total = belongs @ weighted, belongs @ weights
    means = totals / total[:, None]
    odds = log_odds(sounds.vectors @ means.T, sounds.noise[:, None], 1.0 / total[None, :], size)
    rest = total[own] - weights
    alone = rest < 1e-6 * total[own]
    rest[alone] = 1.0
    others = (totals[own] - weighted) / rest[:, None]
    cosines = (others * sounds.vectors).sum(axis=1)
    odds[np.arange(own.size), own] = log_odds(cosines, sounds.noise, 1.0 / rest, size)
    odds += _rarity(Sounds(vectors=means, noise=1.0 / total))
    odds[np.flatnonzero(alone), own[alone]] = _NEWCOMER_ODDS
    return np.column_stack([odds, np.full(own.size, _NEWCOMER_ODDS - 1e-9)])


def _rarity(voices: Sounds) -> Floats:
    """Return the log odds against each voice for speaking less than one that sounds like it: (n,).

    Such voices are apart because so many were asked for, or since their pieces were given anew. One
    that was heard for a few seconds is so uncertain that it would otherwise draw what the other
    says.
    """
    noise = voices.noise
    cosines = voices.vectors @ voices.vectors.T
    alike = log_odds(cosines, noise[:, None], noise[None, :], voices.vectors.shape[1]) >= _GROUP
    np.fill_diagonal(alike, np.True_)
    least = np.where(alike, noise[None, :], np.inf).min(axis=1)
    against: Floats = _RARITY * np.log(least / noise)
    return against


def _stay_odds(heard: Heard, order: Ints) -> Floats:
    """Return the log odds that a piece has the voice of the piece before it in this order: (n,)."""
    start, end, track = heard.start[order], heard.end[order], heard.track[order]
    gap_s = start[1:] - end[:-1]
    near = (gap_s < _NEAR_S) & ~heard.after_change[order][1:]
    stay = np.where(near, _STAY, np.where(gap_s < _FAR_STAY_S, _FAR_STAY, 0.0))
    goes_on = track[1:] == track[:-1]
    return np.concatenate(([0.0], np.where(goes_on, stay, 0.0)))


def _renumbered(labels: Ints) -> Ints:
    """Return the labels from 0, in order of first appearance."""
    _values, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(first))
    renumbered: Ints = rank[inverse]
    return renumbered
