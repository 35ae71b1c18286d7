"""What decides the law of a session, in a form: inhabitants, department, SIRET, statutes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from pv_builder.meeting import Assembly, QuorumRule, Statutes
from pv_builder.seance import Seance

_MOST_INHABITANTS = 3_000_000
_MOST_DAYS = 60
_MOST_MEMBERS = 200

_USUAL_SHARES = frozenset({3, 4, 5, 6})

_Share = tuple[int, int, bool]
"""Numerator, denominator, and whether more than the share is needed."""

T = TypeVar("T")


class _Choice(QComboBox, Generic[T]):
    """A list to choose one value of, or none: what is not stated stays unknown."""

    def __init__(self, name: str, choices: Mapping[T, str], current: T | None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._values: tuple[T | None, ...] = (None, *choices)
        self.addItems([self.tr("non indiqué"), *choices.values()])
        self.choose(current)

    def choose(self, value: T | None) -> None:
        """Show a value of the list."""
        self.setCurrentIndex(self._values.index(value))

    def value(self) -> T | None:
        """Return the value that is shown, None for none."""
        return self._values[self.currentIndex()]

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the form scroll: no rule of law changes by a turn of the wheel."""
        event.ignore()


class _Number(QSpinBox):
    """A number, or none below the least one."""

    def __init__(self, name: str, least: int, most: int, current: int | None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setRange(least - 1, most)
        self.setSpecialValueText(self.tr("non indiqué"))
        self.setGroupSeparatorShown(True)
        self.setValue(least - 1 if current is None else current)

    def stated(self) -> int | None:
        """Return the number, None where none was given."""
        return None if self.value() == self.minimum() else self.value()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the form scroll: no rule of law changes by a turn of the wheel."""
        event.ignore()


class StatutesForm(QGroupBox):
    """What the statutes of an open syndicate say, where no text decides for it."""

    def __init__(self, stated: Statutes | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Ce que disent les statuts"))
        known = stated or Statutes()
        rule = known.quorum
        self.quorum = _Choice(self.tr("Quorum"), self._quorums(rule), _share(rule))
        self.in_votes = QCheckBox(self.tr("compté en voix"))
        self.in_votes.setChecked(rule is not None and rule.in_votes)
        self.with_proxies = QCheckBox(self.tr("avec les pouvoirs"))
        self.with_proxies.setChecked(rule is not None and rule.counts_proxies)
        self.proxies = _Number(
            self.tr("Pouvoirs par délégué"), 0, _MOST_MEMBERS, known.proxies_per_holder
        )
        self.casting = _Choice(
            self.tr("Voix du président prépondérante"),
            {True: self.tr("oui"), False: self.tr("non")},
            known.casting_vote,
        )
        shares = self._shares(known)
        self.public = _Choice(
            self.tr("Scrutin public à la demande de"), shares, known.public_ballot_share
        )
        self.secret = _Choice(
            self.tr("Scrutin secret à la demande de"), shares, known.secret_ballot_share
        )
        self.closed = _Number(
            self.tr("Membres pour demander le huis clos"),
            1,
            _MOST_MEMBERS,
            known.closed_session_requesters,
        )
        self.notice = _Number(
            self.tr("Jours francs de convocation"), 0, _MOST_DAYS, known.notice_days
        )
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setVerticalSpacing(8)
        form.addRow(self.quorum.accessibleName(), self.quorum)
        form.addRow("", self.in_votes)
        form.addRow("", self.with_proxies)
        for field in (
            self.proxies, self.casting, self.public, self.secret, self.closed, self.notice,
        ):  # fmt: skip
            form.addRow(field.accessibleName(), field)

    def _shares(self, known: Statutes) -> dict[int, str]:
        """Return the usual shares of those present and the ones that are stated."""
        stated = filter(None, (known.public_ballot_share, known.secret_ballot_share))
        return {
            share: self.tr("1/{n} des présents").format(n=share)
            for share in sorted(_USUAL_SHARES.union(stated))
        }

    def _quorums(self, stated: QuorumRule | None) -> dict[_Share, str]:
        """Return the usual shares and the one that is stated."""
        usual = {
            (1, 2, True): self.tr("plus de la moitié"),
            (1, 2, False): self.tr("la moitié au moins"),
            (1, 3, False): self.tr("un tiers au moins"),
            (2, 3, False): self.tr("deux tiers au moins"),
        }
        share = _share(stated)
        if share is None or share in usual:
            return usual
        least = self.tr("plus de {n}/{d}") if share[2] else self.tr("{n}/{d} au moins")
        return usual | {share: least.format(n=share[0], d=share[1])}

    def statutes(self) -> Statutes | None:
        """Return what was stated, None where nothing was."""
        stated = Statutes(
            quorum=self._rule(),
            proxies_per_holder=self.proxies.stated(),
            casting_vote=self.casting.value(),
            public_ballot_share=self.public.value(),
            secret_ballot_share=self.secret.value(),
            closed_session_requesters=self.closed.stated(),
            notice_days=self.notice.stated(),
        )
        return None if stated == Statutes() else stated

    def _rule(self) -> QuorumRule | None:
        share = self.quorum.value()
        if share is None:
            return None
        numerator, denominator, strict = share
        return QuorumRule(
            numerator=numerator,
            denominator=denominator,
            strict=strict,
            in_votes=self.in_votes.isChecked(),
            counts_proxies=self.with_proxies.isChecked(),
        )


def _share(rule: QuorumRule | None) -> _Share | None:
    return (rule.numerator, rule.denominator, rule.strict) if rule else None


class LawFields:
    """What the rules of a session depend on besides the kind of its authority, as rows of a form.

    Args:
        seance: as stated until now.
        form: gets the rows.
    """

    def __init__(self, seance: Seance, form: QFormLayout) -> None:
        self._form = form
        self.statutes = StatutesForm(seance.statutes)
        tr = self.statutes.tr
        self.population = _Number(
            tr("Habitants de la commune"), 1, _MOST_INHABITANTS, seance.population
        )
        self.department = self._field(tr("Département"), seance.department, tr("27, 2A, 974"))
        self.siret = self._field(tr("SIRET"), seance.siret, tr("14 chiffres"))
        for field in (self.population, self.department, self.siret):
            form.addRow(field.accessibleName(), field)
        form.addRow(self.statutes)

    @staticmethod
    def _field(name: str, text: str | None, example: str) -> QLineEdit:
        field = QLineEdit(text or "")
        field.setAccessibleName(name)
        field.setPlaceholderText(example)
        return field

    def show_for(self, assembly: Assembly) -> None:
        """Show what is asked of a kind of assembly."""
        self._form.setRowVisible(self.population, assembly is Assembly.COMMUNE)
        self._form.setRowVisible(self.statutes, assembly is Assembly.SYNDICAT_OUVERT)

    def stated_in(self, seance: Seance) -> Seance:
        """Return a session with what stands in the form."""
        is_open = seance.assembly is Assembly.SYNDICAT_OUVERT
        return replace(
            seance,
            population=self.population.stated(),
            department=self.department.text().strip() or None,
            siret=self.siret.text().replace(" ", "") or None,
            statutes=self.statutes.statutes() if is_open else None,
        )
