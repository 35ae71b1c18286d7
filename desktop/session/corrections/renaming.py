"""Members named otherwise and items renumbered, in what a person decided before.

Decisions about facts refer to a member by name and to an item by its mark: correcting a letter of
a name in the roll must not lose what was confirmed about its bearer.
"""

from collections.abc import Mapping
from dataclasses import replace

from core.transcript import Turn
from desktop.session.corrections.edits import DecideFact, DescribeSession, FactValue, SetVoiceMember
from desktop.session.corrections.vote_facts import APART
from pv_builder.evidence import FactKey
from pv_builder.meeting import MemberName


def renamed_turn(turn: Turn, edit: DescribeSession) -> Turn:
    """Return a turn that speaks of its member by the new name."""
    names = dict(edit.renamed)
    new = names.get(MemberName(turn.member)) if turn.member else None
    return turn if new is None else replace(turn, member=new)


def renamed_voice(said: SetVoiceMember, edit: DescribeSession) -> SetVoiceMember:
    """Return what was said of a voice, with the new name."""
    names = dict(edit.renamed)
    return (
        said if said.member is None else replace(said, member=names.get(said.member, said.member))
    )


def renamed_decisions(
    decisions: Mapping[FactKey, DecideFact], edit: DescribeSession
) -> dict[FactKey, DecideFact]:
    """Return the decisions about the same facts, under their new names."""
    renamed = {}
    for key, decision in decisions.items():
        new = _renamed_key(key, edit)
        renamed[new] = replace(decision, fact=new, value=_renamed_value(decision, edit))
    return renamed


def _renamed_key(key: FactKey, edit: DescribeSession) -> FactKey:
    family, slash, rest = key.partition("/")
    names, marks = dict(edit.renamed), dict(edit.renumbered)
    if family == "item":
        mark, _, field = rest.rpartition("/")
        return FactKey(f"item/{marks.get(mark, mark)}/{field}")
    if family in APART:
        mark, _, number = rest.rpartition("/")
        return FactKey(f"{family}/{marks.get(mark, mark)}/{number}")
    if family == "movement":
        kind, _, name = rest.partition("/")
        return FactKey(f"movement/{kind}/{names.get(MemberName(name), name)}")
    return FactKey(f"{family}{slash}{names.get(MemberName(rest), rest)}")


def _renamed_value(decision: DecideFact, edit: DescribeSession) -> FactValue:
    value = decision.value
    names, marks = dict(edit.renamed), dict(edit.renumbered)
    if isinstance(value, tuple) and decision.fact.startswith("movement/"):
        return tuple(marks.get(value[0], value[0]) if at == 0 else v for at, v in enumerate(value))
    if isinstance(value, tuple):
        return tuple(names.get(MemberName(one), one) for one in value)
    return names.get(MemberName(value), value) if isinstance(value, str) else value
