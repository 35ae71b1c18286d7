"""Read `seance.toml`: the roll, the agenda and what the secretary states beforehand.

Invariants:
- What is read is untrusted: whatever the file holds, the answer is a `Seance` or a `SeanceInvalid`.
- A fault is what makes the file unusable, and all of them are told at once. A contradiction with
  the law (two proxies to one holder, a proxy from somebody present) is no fault: the session took
  place, it is drafted, and `pv_builder.conformity.checks` raises an alert.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from pv_builder.errors import SeanceInvalid, SeanceUnreadable
from pv_builder.meeting import Assembly, Statutes
from pv_builder.roster import messages as say
from pv_builder.roster.entries import (
    AGENDA_KEYS,
    MEMBER_KEYS,
    PART_KEYS,
    read_agenda,
    read_members,
    read_parts,
)
from pv_builder.roster.fields import Fault, Fields
from pv_builder.roster.statutes import read_statutes
from pv_builder.roster.toml_lines import KeyLines, key_lines
from pv_builder.roster.wishes import read_wishes
from pv_builder.seance import Seance, StatedMember
from pv_builder.wishes import DocumentWishes

MAX_BYTES = 4 << 20
"""A council of 200 with 300 items takes 60 KiB, with an act of two pages on each item 1 MiB."""

MAX_ENTRIES = 1000
"""Members, or items of the agenda; the largest assembly of France has 209 members."""

MAX_FAULTS = 40
"""Faults told in one message; more than these come from one cause."""

_TOP_KEYS = (
    "collectivite",
    "organe",
    "type",
    "date",
    "heure",
    "lieu",
    "date_convocation",
    "seance_precedente",
    "seconde_convocation",
    "comptes_du_predecesseur",
    "urgence",
    "siret",
    "departement",
    "habitants",
    "assistaient",
    "statuts",
    "documents",
    "membres",
    "parties",
    "ordre_du_jour",
)
_ENTRY_KEYS = {"membres": MEMBER_KEYS, "parties": PART_KEYS, "ordre_du_jour": AGENDA_KEYS}
_SYNTAX_LINE = re.compile(r"at line (\d+)")
_SIRET = re.compile(r"\d{14}")
_DEPARTMENT = re.compile(r"0?(\d{2}|2[AB])|9[78]\d")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
NOT_TEXT = Fault(line=None, text=say.not_text())


def read_seance(path: Path) -> Seance:
    """Return the session that a `seance.toml` describes.

    Raises:
        SeanceUnreadable: when the file is not there or may not be read.
        SeanceInvalid: when it cannot be used; `faults` tells them all, in French.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _invalid(path, [_fault(say.too_big(path.stat().st_size, MAX_BYTES))])
        untrusted = path.read_bytes()
    except OSError as error:
        raise SeanceUnreadable(path=str(path)) from error
    faults: list[Fault] = []
    seance = parse_seance(untrusted, faults)
    if seance is None or faults:
        raise _invalid(path, faults)
    return seance


def parse_seance(untrusted: bytes, faults: list[Fault]) -> Seance | None:
    """Return the session that the bytes of a `seance.toml` describe, or None.

    Args:
        untrusted: the content of the file.
        faults: where each fault is added; what is returned may be used only if none was.
    """
    text = decoded(untrusted)
    if text is None:
        faults.append(NOT_TEXT)
        return None
    data = _parsed(text, faults)
    return None if data is None else _seance(data, key_lines(text), faults)


def parse_roll(untrusted: bytes, faults: list[Fault]) -> tuple[StatedMember, ...]:
    """Return the members alone: for a file that a person has only begun to fill in.

    Args:
        untrusted: the content of the file.
        faults: where each fault of the syntax or of the members is added.
    """
    text = decoded(untrusted)
    if text is None:
        faults.append(NOT_TEXT)
        return ()
    data = _parsed(text, faults)
    return () if data is None else read_members(_tables(data, "membres", key_lines(text), faults))


def decoded(untrusted: bytes) -> str | None:
    """Return the text of a file, None when it is none.

    Windows' notepad writes byte-order marks, and UTF-16 when asked.
    """
    encoding = "utf-16" if untrusted.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        return untrusted.decode(encoding)
    except UnicodeDecodeError:
        return None


def _parsed(text: str, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # ValueError: TOMLDecodeError, and integers longer than Python converts. The line stands
        # only in the message until Python 3.14 gives it as an attribute.
        found = _SYNTAX_LINE.search(str(error))
        lines = text.splitlines() or [""]
        number = min(int(found[1]), len(lines)) if found else len(lines)
        faults.append(Fault(line=number, text=say.not_toml(lines[number - 1])))
        return None


def _seance(data: dict[str, Any], lines: KeyLines, faults: list[Fault]) -> Seance | None:
    top = Fields(data, lines, faults)
    top.check_keys(_TOP_KEYS)
    collectivite = top.text("collectivite", required=True)
    body = top.text("organe", required=True)
    assembly = top.choice("type", Assembly, required=True)
    date = top.date("date", required=True)
    members = read_members(_tables(data, "membres", lines, faults))
    roll = tuple(stated.member.name for stated in members)
    agenda = read_agenda(_tables(data, "ordre_du_jour", lines, faults), roll)
    parts = read_parts(_tables(data, "parties", lines, faults))
    statutes = _statutes(data, lines, faults, assembly)
    wishes = _wishes(data, lines, faults)
    if not data.get("membres"):
        top.fault(None, say.no_member())
    optional = _optional(top)
    if collectivite is None or body is None or assembly is None or date is None:
        return None
    return Seance(
        collectivite=collectivite,
        body=body,
        assembly=assembly,
        date=date,
        members=members,
        agenda=agenda,
        parts=parts,
        statutes=statutes,
        wishes=wishes,
        **optional,
    )


def _statutes(
    data: dict[str, Any], lines: KeyLines, faults: list[Fault], assembly: Assembly | None
) -> Statutes | None:
    """Return the statutes of an open syndicate; elsewhere the law decides, and they are a fault."""
    table = _table(data, "statuts", lines, faults)
    if table is None:
        return None
    if assembly is not None and assembly is not Assembly.SYNDICAT_OUVERT:
        table.fault(None, say.statutes_elsewhere(assembly))
    return read_statutes(table)


def _wishes(data: dict[str, Any], lines: KeyLines, faults: list[Fault]) -> DocumentWishes:
    table = _table(data, "documents", lines, faults)
    return DocumentWishes() if table is None else read_wishes(table, data["documents"])


def _table(data: dict[str, Any], name: str, lines: KeyLines, faults: list[Fault]) -> Fields | None:
    """Return a table that does not repeat, None when it is not there or no table."""
    untrusted = data.get(name)
    if untrusted is None:
        return None
    if not isinstance(untrusted, dict):
        faults.append(Fault(line=lines.of("", 0, name), text=say.not_a_table(name)))
        return None
    return Fields(untrusted, lines, faults, table=name)


def _optional(top: Fields) -> dict[str, Any]:
    """Return what the top of the file may leave out, as fields of `Seance`."""
    return {
        "hour": top.hour("heure"),
        "place": top.text("lieu"),
        "convened_on": top.date("date_convocation"),
        "previous_session": top.text("seance_precedente"),
        "second_convocation": bool(top.boolean("seconde_convocation")),
        "predecessor_accounts": bool(top.boolean("comptes_du_predecesseur")),
        "urgent": bool(top.boolean("urgence")),
        "siret": _pattern(top, "siret", _SIRET, "14 chiffres entre guillemets"),
        "department": _pattern(top, "departement", _DEPARTMENT, 'un code tel que "27" ou "2A"'),
        "population": top.integer("habitants"),
        "attending": top.text("assistaient"),
    }


def _pattern(top: Fields, key: str, form: re.Pattern[str], expected: str) -> str | None:
    value = top.text(key)
    bare = None if value is None else value.replace(" ", "").upper()
    if bare is not None and not form.fullmatch(bare):
        top.fault(key, say.wrong_type(key, expected))
        return None
    return bare


def _tables(data: dict[str, Any], name: str, lines: KeyLines, faults: list[Fault]) -> list[Fields]:
    """Return the repetitions of a table; anything else under its name is a fault."""
    untrusted = data.get(name, [])
    if not isinstance(untrusted, list) or not all(isinstance(one, dict) for one in untrusted):
        faults.append(Fault(line=lines.of(name, 0), text=say.not_a_list(name)))
        return []
    if len(untrusted) > MAX_ENTRIES:
        faults.append(Fault(line=lines.of(name, 0), text=say.too_many(name, MAX_ENTRIES)))
        return []
    tables = [
        Fields(one, lines, faults, table=name, number=number)
        for number, one in enumerate(untrusted)
    ]
    for table in tables:
        table.check_keys(_ENTRY_KEYS[name], at_top=_TOP_KEYS)
    return tables


def _fault(text: str) -> Fault:
    return Fault(line=None, text=text)


def _invalid(path: Path, faults: list[Fault]) -> SeanceInvalid:
    """Return the error that tells the faults in the order of their lines."""
    ordered = sorted(faults, key=lambda fault: fault.line or 0)
    told = [fault.sentence for fault in ordered[:MAX_FAULTS]]
    if len(ordered) > MAX_FAULTS:
        told.append(say.more_faults(len(ordered) - MAX_FAULTS))
    return SeanceInvalid(path=str(path), faults="\n".join(told))
