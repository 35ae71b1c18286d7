import io
import time
import zipfile

import pytest

from core.plaintext import cleaned
from core.transcript import Word
from pv_builder.captions import reading
from pv_builder.captions.errors import (
    ImportDangerous,
    ImportEmpty,
    ImportNotUnderstood,
    ImportTooLarge,
    NotCaptions,
    NotParticipants,
)
from pv_builder.captions.placing import place
from pv_builder.captions.reading import read_attendance, read_captions, read_import
from pv_builder.captions.spans import Captions, CaptionSpan, Tool
from pv_builder.intake.packages import MAX_UNPACKED_BYTES

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v {}>Bonjour</v>\n\n00:03.000 --> 00:04.000\n<v B>Oui"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).replace("&a0;", "&a;")
    + "]><recording><event>&a9;</event></recording>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<recording><event eventname="&x;"/></recording>'
)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b"\r\n \n", b"\xff\xfe", b"\0" * 900, b"WEBVTT\n\nNOTE rien"],
)
def test_a_file_without_text_is_empty(content):
    with pytest.raises(ImportEmpty):
        read_import("a.vtt", content)


@pytest.mark.parametrize(
    "content",
    [
        b"Bonjour Madame, voici le fichier.",
        b"<html><body>Connexion</body></html>",
        b"PK\x03\x04 and no archive",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "1\n00:00 --> nowhere\n".encode("utf-16"),
    ],
)
def test_what_is_no_file_of_a_tool_is_not_understood(content):
    with pytest.raises(ImportNotUnderstood):
        read_captions("a.vtt", content)


@pytest.mark.parametrize("content", [BOMB, EXTERNAL])
def test_entities_are_refused_before_they_unfold(content):
    with pytest.raises(ImportDangerous):
        read_import("events.xml", content.encode())


def document(body, name="word/document.xml"):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return packed.getvalue()


def test_a_document_that_unpacks_to_too_much_is_refused():
    with pytest.raises(ImportTooLarge):
        read_import("a.docx", document(b" " * (MAX_UNPACKED_BYTES + 1)))


def test_a_document_with_entities_is_refused_before_they_unfold():
    with pytest.raises(ImportDangerous):
        read_import("a.docx", document(BOMB.replace("recording", "w:document").encode()))


def test_a_document_without_its_parts_is_not_understood():
    with pytest.raises(ImportNotUnderstood):
        read_import("a.docx", document(b"<w:document/>"))


def test_a_text_larger_than_any_is_refused():
    with pytest.raises(ImportTooLarge):
        read_import("a.vtt", b"WEBVTT\n" * (reading.TEXT_LIMIT_BYTES // 7 + 1))


def test_the_extension_says_nothing():
    assert read_captions("notes.csv", VTT.format("A").encode()).labels == ("A", "B")


def test_a_list_given_as_captions_is_told_apart():
    table = b"Nom;Heure d'arriv\xc3\xa9e\nMarie;18:31\n"
    with pytest.raises(NotCaptions) as caught:
        read_captions("a.vtt", table)
    assert caught.value.facts["found"] == "participants"
    with pytest.raises(NotParticipants):
        read_attendance("a.csv", VTT.format("A").encode())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_encoding_gives_the_same_names(encoding):
    text = VTT.format("Élodie Lefèvre")
    assert read_captions("a.vtt", text.encode(encoding)).labels[0] == "Élodie Lefèvre"


def test_a_file_in_two_encodings_is_read_line_by_line():
    text = "Nom,Arrivée\nÉlodie,18:30\n".encode() + "Jérôme,18:31\n".encode("cp1252")
    assert read_attendance("a.csv", text).labels == ("Élodie", "Jérôme")


@pytest.mark.parametrize(
    "label",
    ["Ma\u200brie", "\u202eMarie", "Marie\u2066", "\ufeffMarie", "Ma\u00adrie", "Marie\x07"],
)
def test_letters_that_nobody_sees_are_not_part_of_a_name(label):
    assert cleaned(label) == "Marie"


def test_a_decomposed_name_is_the_composed_one():
    assert cleaned("Elo\u0301die") == "Elódie"


def test_an_arabic_name_keeps_its_letters():
    assert cleaned("\u200fمحمد\u200f") == "محمد"


def test_cues_that_cannot_be_are_left_out_and_counted():
    text = (
        "WEBVTT\n\n00:99:99.000 --> 00:00:01.000\nHeure impossible\n\n"
        "-1:00 --> 00:00:02.000\nAvant le debut\n\n00:00:05.000 --> 00:00:04.000\nA rebours\n\n"
        "00:00:01.000 --> 00:00:09.000\nPar-dessus\n"
    )
    found = read_captions("a.vtt", text.encode())
    assert [span.text for span in found.spans] == ["Par-dessus", "A rebours"]
    assert [(span.start, span.end) for span in found.spans] == [(1, 9), (5, 5)]
    assert found.faults == 2


def test_two_voices_in_one_cue_are_two_spans():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Oui</v>\n<v B &amp; C>Non</v>\n"
    spans = read_captions("a.vtt", text.encode()).spans
    assert [(span.label, span.text) for span in spans] == [("A", "Oui"), ("B & C", "Non")]


def test_the_colon_of_a_sentence_makes_no_name():
    cue = "00:00:0{0}.000 --> 00:00:0{0}.500\n{1}\n\n"
    said = ["Point 1 : la voirie", "Nous votons", "Une question : combien ?", "Deux mille"]
    text = "WEBVTT\n\n" + "".join(cue.format(at, line) for at, line in enumerate(said))
    assert read_captions("a.vtt", text.encode()).labels == ()


def test_a_line_of_millions_of_letters_is_no_table_that_fills_the_memory():
    text = "Nom;Heure d'entrée\n" + '"' + "x" * 300_000
    with pytest.raises(ImportNotUnderstood):
        read_import("a.csv", text.encode())


def test_a_file_that_claims_to_last_for_days_is_compared_in_seconds():
    spans = tuple(CaptionSpan(label="A", start=at, end=at + 1.0) for at in (0.0, 170_000.0))
    heard = [Word(start=at, end=at + 0.4, text=" oui") for at in range(0, 20_000, 2)]
    begun = time.monotonic()
    place(Captions(tool=Tool.BIGBLUEBUTTON, spans=spans), heard)
    assert time.monotonic() - begun < 60  # two minutes and more where every fifth was tried


def test_a_cue_with_thousands_of_voices_is_read_once():
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>Oui " * 5000
    assert len(read_captions("a.vtt", text.encode()).spans) <= 21
