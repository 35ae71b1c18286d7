"""A new roll into the existing one."""

from dataclasses import replace

from pv_builder.meeting import Attendance, Civility, Member
from pv_builder.roster.merging import ChangeKind, merged_roll
from pv_builder.seance import StatedMember


def member(family: str, given: str = "Paul", **more: object) -> Member:
    return Member(civility=Civility.M, given_name=given, family_name=family, **more)  # type: ignore[arg-type]


def test_a_new_mandate_tells_who_left_who_came_and_whose_function_changed() -> None:
    old = [StatedMember(member=member(name)) for name in ("Noir", "Blanc", "Gris")]
    new = [member("Blanc", function="Maire"), member("Vert"), member("Gris")]
    merged = merged_roll(old, new)
    assert [one.member.family_name for one in merged.members] == ["Blanc", "Vert", "Gris"]
    told = [(change.kind, change.member.family_name) for change in merged.changes]
    assert told == [
        (ChangeKind.LEFT, "Noir"),
        (ChangeKind.CHANGED, "Blanc"),
        (ChangeKind.CAME, "Vert"),
    ]


def test_what_only_the_existing_roll_knows_of_a_member_who_stays_is_kept() -> None:
    stated = StatedMember(
        member=member("Noir", function="Maire", group="Ensemble", weight=3),
        attendance=Attendance.EXCUSED,
    )
    merged = merged_roll([stated], [member("NOIR", "PAUL")])
    kept = merged.members[0]
    assert kept.attendance is Attendance.EXCUSED
    assert (kept.member.function, kept.member.group, kept.member.weight) == ("Maire", "Ensemble", 3)


def test_a_proxy_to_somebody_who_left_goes() -> None:
    noir = StatedMember(member=member("Noir"))
    blanc = StatedMember(member=member("Blanc"), proxy_to=noir.member.name)
    assert merged_roll([noir, blanc], [blanc.member]).members[0].proxy_to is None


def test_a_partial_file_adds_to_the_roll() -> None:
    old = [StatedMember(member=member("Noir"))]
    merged = merged_roll(old, [member("Vert")], replaces=False)
    assert [one.member.family_name for one in merged.members] == ["Noir", "Vert"]
    assert [change.kind for change in merged.changes] == [ChangeKind.CAME]


def test_nearly_the_same_name_is_asked_about_not_taken_for_the_same_person() -> None:
    old = [StatedMember(member=member("Charpentier", "Nicolas"))]
    merged = merged_roll(old, [member("Charpentie", "Nicolas")])
    assert len(merged.changes) == 2
    assert "même personne" in merged.doubts[0]


def test_the_same_roll_again_changes_nothing() -> None:
    old = [StatedMember(member=replace(member("Noir"), function="Maire"))]
    assert merged_roll(old, [member("Noir", function="Maire")]).changes == ()
