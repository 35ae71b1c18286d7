"""The texts of acts that no item of the agenda prints: kept, and told, never given to another."""

from collections.abc import Sequence
from dataclasses import replace

from pv_builder.act_texts import ActText, ActTexts, Titled
from pv_builder.evidence import Alert, Severity
from pv_builder.minutes import Minutes

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
    told = act_text_alerts(texts, minutes.meeting.items)
    return replace(minutes, alerts=(*minutes.alerts, *told)) if told else minutes


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
