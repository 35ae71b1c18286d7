"""The texts of acts held against the session: those that no item prints, those it overtook.

A text written before the session is kept as it is, never corrected and never given to another item:
what was said since may have made it wrong.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.folding import fold
from pv_builder.act_texts import ActText, ActTexts, Titled
from pv_builder.evidence import Alert, Severity
from pv_builder.language.typography import short_date
from pv_builder.law.amendments import is_amended
from pv_builder.meeting import Item, Meeting
from pv_builder.minutes import Minutes

_PLACEHOLDER = re.compile(
    r"\ba (?:completer|preciser)(?=\s*(?:[.;,:)\]]|$))|\ba venir avant le\b|\bx{3,}\b|\bxx/xx\b"
    r"|\.{4,}|…{2,}|_{3,}|\[[^\]\n]{1,60}\]",
    re.MULTILINE,
)
"""What a text is left with while it waits for something, folded."""
_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre"),
    *("octobre", "novembre", "decembre"),
)
_DATE = re.compile(rf"\b(\d{{1,2}})(?:er)?(?:/(\d{{1,2}})/| ({'|'.join(_MONTHS)}) )(20\d\d)\b")
"""A day as figures or with its month in letters, folded."""

_WHAT_TO_DO = "Donnez-lui son point, ou supprimez-le, par « Textes des actes… » à l'étape Séance."


def act_text_alerts(texts: ActTexts, items: Sequence[Titled]) -> tuple[Alert, ...]:
    """Return an alert for each text of an act that no item prints.

    Args:
        texts: what the authority wrote.
        items: of the session, those added to the agenda among them.
    """
    titles = {str(item.mark): item.title for item in items}
    return tuple(
        Alert(
            code="act-text-without-item",
            severity=Severity.WARNING,
            text=_told(mark, act, titles.get(mark)),
        )
        for mark, act in texts.homeless(items)
    )


def with_act_texts_checked(minutes: Minutes, texts: ActTexts) -> Minutes:
    """Return the minutes with what is to be told of the texts of their acts.

    Texts are no facts: no reading of the facts knows them.
    """
    meeting = minutes.meeting
    told = (
        *act_text_alerts(texts, meeting.items),
        *(alert for item in meeting.items for alert in _overtaken(meeting, item, texts.of(item))),
    )
    return replace(minutes, alerts=(*minutes.alerts, *told)) if told else minutes


def _overtaken(meeting: Meeting, item: Item, act: ActText) -> Iterator[Alert]:
    """Yield what in the text of an act does not go with its session."""
    written = fold("\n".join((*act.reasons, *act.decisions)))
    waiting = _PLACEHOLDER.search(written)
    if waiting is not None:
        yield _warning(
            item,
            "act-text-unfinished",
            f"Le texte de l'acte de ce point attend encore quelque chose (« {waiting[0]} »). "
            "Complétez-le avant de le signer.",
        )
    for said in _days(written):
        same_day = (said.day, said.month) == (meeting.date.day, meeting.date.month)
        if same_day and said.year != meeting.date.year:
            yield _warning(
                item,
                "act-text-other-year",
                f"Le texte de l'acte de ce point cite le {short_date(said)}, alors que la séance "
                f"est du {short_date(meeting.date)} : vérifiez l'année.",
            )
            break
    if act.signed_on is not None and act.signed_on < meeting.date:
        yield _warning(
            item,
            "act-signed-before-session",
            f"L'acte de ce point serait signé le {short_date(act.signed_on)}, avant la séance. "
            "Corrigez la date de signature.",
        )
    if act.decisions and is_amended(meeting, item):
        yield _warning(
            item,
            "act-text-amended",
            "Un amendement a été adopté sur ce point : vérifiez que le dispositif écrit pour son "
            "acte en tient compte, et corrigez-le sinon.",
        )


def _days(folded: str) -> Iterator[dt.date]:
    """Yield the days that a folded text names, those that exist."""
    for day, month, name, year in _DATE.findall(folded):
        number = _MONTHS.index(name) + 1 if name else int(month)
        try:
            yield dt.date(int(year), number, int(day))
        except ValueError:
            continue


def _warning(item: Item, code: str, text: str) -> Alert:
    return Alert(code=code, severity=Severity.WARNING, text=text, item=item.mark)


def _told(mark: str, act: ActText, now: str | None) -> str:
    where = f" (ligne {act.line} de seance.toml)" if act.line is not None else ""
    if now is not None:
        return (
            f"Le texte d'acte du point {mark}{where} a été écrit pour « {act.title} », mais le "
            f"point {mark} est « {now} » : ce texte n'est pas imprimé. {_WHAT_TO_DO}"
        )
    written_for = f", écrit pour « {act.title} »," if act.title else ""
    return (
        f"Le texte d'acte « {mark} »{where}{written_for} n'a pas de point à l'ordre du jour : il "
        f"n'est pas imprimé. {_WHAT_TO_DO}"
    )
