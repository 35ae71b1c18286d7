"""French verb forms that change when speech is reported: "nous votons" to "vote".

Built from the verbs that are met in council debates. A form that is not known gives None, and the
caller quotes the sentence instead of guessing.

Invariants:
- Only finite forms of the indicative and the conditional are built.
- A form that two verbs share ("suivons") leads to one third person only if both agree on it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pv_builder.language.verbs import FIRST_GROUP, SECOND_GROUP, THIRD_GROUP

_IMPERSONAL = frozenset({"faut", "fallait", "faudra", "faudrait"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stems:
    """What a verb's forms are built from.

    Attributes:
        singular: third person singular of the present ("prend").
        plural: third person plural of the present ("prennent").
        we: first person plural of the present ("prenons").
        you: second person plural of the present ("prenez").
        future: stem of the future and the conditional ("prendr").
    """

    singular: str
    plural: str
    we: str
    you: str
    future: str


@dataclass(frozen=True, slots=True)
class _Forms:
    """Third persons singular by form, and all finite forms known."""

    from_we: dict[str, str]
    from_you: dict[str, str]
    finite: frozenset[str]


def he_from_we(form: str) -> str | None:
    """Return the third person singular of a form of "nous": "votons" gives "vote"."""
    return _forms().from_we.get(form.lower())


def he_from_you(form: str) -> str | None:
    """Return the third person singular of a form of "vous": "avez" gives "a"."""
    return _forms().from_you.get(form.lower())


def is_finite(form: str) -> bool:
    """Whether a word is known to be a conjugated verb (it may be something else as well)."""
    return form.lower() in _forms().finite


_HE_FROM_I = {
    "suis": "est",
    "ai": "a",
    "vais": "va",
    "connais": "connaît",
    "reconnais": "reconnaît",
    "parais": "paraît",
    "fais": "fait",
    "plais": "plaît",
}


def he_from_i(form: str) -> str | None:
    """Return the third person singular of a form of "je": "voterai" gives "votera".

    By the regular endings of French, which hold for every verb but those of the table.
    """
    low = form.lower()
    if low in _HE_FROM_I:
        return _HE_FROM_I[low]
    if low.endswith("rai"):
        return low[:-1]
    if low.endswith(("ds", "ts", "cs")):
        return low[:-1]
    if low.endswith(("s", "x")):
        return low[:-1] + "t"
    return low if low.endswith("e") else None


@cache
def _forms() -> _Forms:
    we: defaultdict[str, set[str]] = defaultdict(set)
    you: defaultdict[str, set[str]] = defaultdict(set)
    finite: set[str] = set(_IMPERSONAL)
    for stems in _verbs():
        past, future = _imperfect_stem(stems), stems.future
        for ours, yours, his in (
            (stems.we, stems.you, stems.singular),
            (f"{_soft(past)}ions", f"{_soft(past)}iez", f"{past}ait"),
            (f"{future}ons", f"{future}ez", f"{future}a"),
            (f"{future}ions", f"{future}iez", f"{future}ait"),
        ):
            we[ours].add(his)
            you[yours].add(his)
            finite |= {ours, yours, his}
        finite |= {stems.plural, f"{past}aient", f"{future}ont", f"{future}aient"}
    return _Forms(_certain(we), _certain(you), frozenset(finite))


def _certain(found: dict[str, set[str]]) -> dict[str, str]:
    """Return the forms that lead to one third person only."""
    return {form: next(iter(his)) for form, his in found.items() if len(his) == 1}


def _verbs() -> Iterator[Stems]:
    yield Stems(singular="est", plural="sont", we="sommes", you="êtes", future="ser")
    yield Stems(singular="a", plural="ont", we="avons", you="avez", future="aur")
    yield Stems(singular="va", plural="vont", we="allons", you="allez", future="ir")
    yield Stems(singular="fait", plural="font", we="faisons", you="faites", future="fer")
    yield Stems(singular="dit", plural="disent", we="disons", you="dites", future="dir")
    yield from (_first_group(verb) for verb in FIRST_GROUP)
    yield from (_second_group(verb) for verb in SECOND_GROUP)
    for prefixes, singular, plural, we, future in THIRD_GROUP:
        for prefix in prefixes.split():
            start = "" if prefix == "-" else prefix
            yield Stems(
                singular=start + singular,
                plural=start + plural,
                we=f"{start}{we}ons",
                you=f"{start}{we}ez",
                future=start + future,
            )


def _first_group(infinitive: str) -> Stems:
    """Return the stems of a verb in -er, with its changes of spelling."""
    stem = infinitive[:-2]
    strong = _strong(stem)
    hard = stem[:-1] + "ç" if stem.endswith("c") else f"{stem}e" if stem.endswith("g") else stem
    future = "enverr" if infinitive == "envoyer" else f"{_future_stem(stem, strong)}er"
    return Stems(
        singular=f"{strong}e",
        plural=f"{strong}ent",
        we=f"{hard}ons",
        you=f"{stem}ez",
        future=future,
    )


def _strong(stem: str) -> str:
    """Return the stem before a silent e: "achet" gives "achèt", "envoy" gives "envoi"."""
    if stem.endswith(("oy", "uy", "ay")):
        return f"{stem[:-1]}i"
    if stem.endswith(("appel", "rappel", "jet", "ouvel")):
        return stem + stem[-1]
    if stem[-2:-1] in ("e", "é") and stem[-1] not in "aeiouyéèrx":
        return f"{stem[:-2]}è{stem[-1]}"
    if stem.endswith(("ér", "égu", "égr", "étr", "ébr")):
        position = stem.rindex("é")
        return f"{stem[:position]}è{stem[position + 1 :]}"
    return stem


def _future_stem(stem: str, strong: str) -> str:
    """Return the stem of the future: as before a silent e, but é is kept ("gérera")."""
    return stem if strong.count("é") < stem.count("é") else strong


def _second_group(infinitive: str) -> Stems:
    stem = infinitive[:-1]
    return Stems(
        singular=f"{stem}t",
        plural=f"{stem}ssent",
        we=f"{stem}ssons",
        you=f"{stem}ssez",
        future=infinitive,
    )


def _imperfect_stem(stems: Stems) -> str:
    return "ét" if stems.we == "sommes" else stems.we.removesuffix("ons")


def _soft(stem: str) -> str:
    """Return the stem before i: "mange" gives "mang", "commenç" gives "commenc"."""
    if stem.endswith("ge"):
        return stem[:-1]
    return f"{stem[:-1]}c" if stem.endswith("ç") else stem
