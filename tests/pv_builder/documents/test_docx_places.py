"""A town hall's own Word file says where each part of a document goes."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from pv_builder import blocks as b
from pv_builder.documents.docx_places import PlaceInvalid
from pv_builder.documents.draft import draft_minutes
from pv_builder.documents.export_docx import docx_bytes, try_template
from pv_builder.documents.session_lists import examined_list
from tests.helpers import sessions

NAME = "commune-saint-aubin"


def template(folder: Path, *paragraphs: str, header: str = "") -> Path:
    path = folder / "modèle de la mairie.docx"
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = header
    for text in paragraphs:
        file.add_paragraph(text)
    file.save(str(path))
    return path


def written(document: b.Document, path: Path) -> Any:
    return docx.Document(io.BytesIO(docx_bytes(document, path)))


def texts(file: Any) -> list[str]:
    return [paragraph.text for paragraph in file.paragraphs if paragraph.text]


@pytest.fixture
def minutes() -> b.Document:
    return draft_minutes(sessions.minutes(NAME), sessions.transcript(NAME))


def test_parts_go_where_the_template_asks_and_its_own_text_stays(
    tmp_path: Path, minutes: b.Document
) -> None:
    path = template(
        tmp_path,
        "Mairie de X – registre des procès-verbaux",
        "{{ordre_du_jour}}",
        "Les membres :",
        "{{ Présence }}",
        "{{points}}",
        "Formule de la mairie.",
        "{{signatures}}",
        "{{contenu}}",
    )
    found = texts(written(minutes, path))
    order = [
        "Mairie de X – registre des procès-verbaux",
        "Ordre du jour",
        "Les membres :",
        "Présence à l’ouverture",
        "1. Programme de voirie 2026 : choix de l’entreprise".replace(" :", "\u00a0:"),
        "Formule de la mairie.",
        "Procès-verbal",
        "Points à vérifier avant signature",
    ]
    assert [found.index(text) for text in order] == sorted(found.index(text) for text in order)
    assert not any("{{" in text for text in found)


def test_nothing_is_lost_when_the_template_asks_for_one_part_only(
    tmp_path: Path, minutes: b.Document
) -> None:
    whole = texts(docx.Document(io.BytesIO(docx_bytes(minutes))))
    found = texts(written(minutes, template(tmp_path, "{{presence}}", "Le maire certifie.")))
    assert sorted(found) == sorted([*whole, "Le maire certifie."])
    assert found.index("Présence à l’ouverture") < found.index("Le maire certifie.")


def test_a_document_without_parts_stands_at_the_content(tmp_path: Path) -> None:
    path = template(tmp_path, "Avant", "{{presence}}", "{{contenu}}", "Après")
    found = texts(written(examined_list(sessions.meeting(NAME)), path))
    assert found[0] == "Avant"
    assert found[-1] == "Après"
    assert "Liste des délibérations examinées" in found


def test_names_inside_a_text_are_replaced_however_word_split_them(
    tmp_path: Path, minutes: b.Document
) -> None:
    path = template(tmp_path, "{{contenu}}", header="")
    file = docx.Document(str(path))
    paragraph = file.sections[0].header.paragraphs[0]
    for piece in ("{", "{collecti", "vite}", "} – {{intitule}}"):
        paragraph.add_run(piece)
    file.save(str(path))
    header = written(minutes, path).sections[0].header.paragraphs[0].text
    assert header == "Commune de Saint-Aubin-sur-Vère – " + minutes.title


def test_a_part_may_stand_in_a_cell(tmp_path: Path, minutes: b.Document) -> None:
    path = template(tmp_path, "{{contenu}}")
    file = docx.Document(str(path))
    file.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0].text = "{{signatures}}"
    file.save(str(path))
    made = written(minutes, path)
    cell = made.tables[-1].cell(0, 0)
    assert "Le Maire" in "".join(cell._tc.itertext())


@pytest.mark.parametrize(
    ("paragraphs", "fault"),
    [
        (["{{presance}}"], "place-unknown"),
        (["{{presence}}", "{{ présence }}"], "place-twice"),
        (["Les membres : {{presence}}"], "place-not-alone"),
    ],
)
def test_a_name_that_cannot_be_used_is_told(
    tmp_path: Path, paragraphs: list[str], fault: str
) -> None:
    with pytest.raises(PlaceInvalid) as caught:
        try_template(template(tmp_path, *paragraphs))
    assert caught.value.facts["fault"] == fault
    assert "{{points}}" in str(caught.value.facts["allowed"])


def test_a_part_does_not_fit_in_a_header(tmp_path: Path) -> None:
    with pytest.raises(PlaceInvalid) as caught:
        try_template(template(tmp_path, header="{{presence}}"))
    assert caught.value.facts["fault"] == "place-not-in-text"


def test_every_part_of_the_minutes_has_its_name(minutes: b.Document) -> None:
    started = [block.part for block in minutes.blocks if isinstance(block, b.PartStart)]
    assert set(started) == set(b.DocumentPart)
    assert len(started) == len(set(started))
