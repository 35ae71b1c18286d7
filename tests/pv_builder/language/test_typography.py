import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.language import typography as ty

FRENCH_TEXT = st.text(alphabet="aéA1 0.:;!?%«»\"'()€h\u00a0\u202f,’…-nM°", max_size=40)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui est contre ?", "Qui est contre\u202f?"),
        ("Qui est contre?", "Qui est contre\u202f?"),
        ("Bravo !", "Bravo\u202f!"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("voirie : choix", "voirie\u00a0: choix"),
        ("voirie: choix", "voirie\u00a0: choix"),
        ("l'école", "l’école"),
        ('le "bourg"', "le «\u00a0bourg\u00a0»"),
        ("« bourg »", "«\u00a0bourg\u00a0»"),
        ("et puis...", "et puis…"),
        ("12 000 mètres", "12\u202f000\u00a0mètres"),
        ("en 2026 300 personnes", "en 2026 300 personnes"),
        ("1 234 567", "1\u202f234\u202f567"),
        ("30 %", "30\u202f%"),
        ("148 600 euros", "148\u202f600\u00a0euros"),
        ("18h30", "18\u00a0h\u00a030"),
        ("vers 9h", "vers 9\u00a0h"),
        ("M. Masson", "M.\u00a0Masson"),
        ("point n° 3", "point n°\u00a03"),
        ("à l'article 7", "à l’article\u00a07"),
        ("art. L. 2121-15", "art. L.\u00a02121-15"),
        ("un mot , puis", "un mot, puis"),
        ("http://mairie.fr/?a=1", "http://mairie.fr/?a=1"),
        ("à 18:30 précises", "à 18:30 précises"),
    ],
)
def test_text_is_set_in_french(typed: str, printed: str) -> None:
    assert ty.typeset(typed) == printed


@given(FRENCH_TEXT)
def test_setting_a_text_twice_changes_nothing(text: str) -> None:
    once = ty.typeset(text)
    assert ty.typeset(once) == once


@given(FRENCH_TEXT)
def test_setting_a_text_keeps_letters_and_figures(text: str) -> None:
    assert [c for c in ty.typeset(text) if c.isalnum()] == [c for c in text if c.isalnum()]


def test_guillemets_inside_a_quotation_become_english_marks() -> None:
    assert ty.quoted("le «\u00a0bourg\u00a0»") == "«\u00a0le “bourg”\u00a0»"


UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
TEENS = [*UNITS.split(), "dix-sept", "dix-huit", "dix-neuf"]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}


def spelled(n: int) -> str:
    """Spell 0..10000 by the traditional rules, written independently of the library."""
    if n >= 1000:
        head = "mille" if n // 1000 == 1 else f"{spelled(n // 1000)} mille"
        return head if n % 1000 == 0 else f"{head} {spelled(n % 1000)}"
    if n >= 100:
        plural = "s" if n // 100 > 1 and n % 100 == 0 else ""
        head = "cent" if n // 100 == 1 else f"{TEENS[n // 100]} cent{plural}"
        return head if n % 100 == 0 else f"{head} {spelled(n % 100)}"
    if n < 20:
        return TEENS[n]
    if n >= 80:
        return "quatre-vingts" if n == 80 else f"quatre-vingt-{TEENS[n - 80]}"
    if n >= 60:
        ten, rest = "soixante", n - 60
    else:
        ten, rest = TENS[n // 10], n % 10
    if rest == 0:
        return ten
    return f"{ten} et {TEENS[rest]}" if rest in (1, 11) else f"{ten}-{TEENS[rest]}"


def test_numbers_are_spelled_right_up_to_ten_thousand() -> None:
    wrong = [n for n in range(10_001) if ty.number_in_words(n) != spelled(n)]
    assert wrong == []


def test_numbers_agree_with_a_feminine_noun() -> None:
    assert ty.number_in_words(21, feminine=True) == "vingt et une"
    assert ty.number_in_words(81, feminine=True) == "quatre-vingt-une"
    assert ty.number_in_words(20, feminine=True) == "vingt"


def test_hours_are_printed_in_figures_and_letters() -> None:
    assert ty.hour("18:30") == "18\u00a0h\u00a030"
    assert ty.hour("09:05") == "9\u00a0h\u00a005"
    assert ty.hour("19:00") == "19\u00a0h"
    assert ty.hour_in_words("21:01") == "vingt et une heures une"
    assert ty.hour_in_words("17:00") == "dix-sept heures"
    assert ty.hour_in_words("01:00") == "une heure"


def test_an_hour_in_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="HH:MM"):
        ty.hour("18h30")


def test_dates_are_printed_in_figures_and_letters() -> None:
    first = dt.date(2026, 4, 1)
    assert ty.day(dt.date(2026, 3, 26)) == "jeudi 26\u00a0mars 2026"
    assert ty.long_date(first) == "1er\u00a0avril 2026"
    assert ty.short_date(first) == "01/04/2026"
    assert ty.date_in_words(first) == "deux mille vingt-six, le premier avril"


def test_nouns_agree_with_their_number() -> None:
    assert ty.counted(0, "abstention") == "0\u00a0abstention"
    assert ty.counted(1, "abstention") == "1\u00a0abstention"
    assert ty.counted(2, "abstention") == "2\u00a0abstentions"
    assert ty.counted(1200, "voix", "voix") == "1\u202f200\u00a0voix"


def test_parts_are_enumerated() -> None:
    assert ty.listed([]) == ""
    assert ty.listed(["a"]) == "a"
    assert ty.listed(["a", "b"]) == "a et b"
    assert ty.listed(["a", "b", "c"]) == "a, b et c"


def test_short_words_are_elided_before_a_vowel() -> None:
    assert ty.elided("de", "Élodie") == "d’Élodie"
    assert ty.elided("que", "il") == "qu’il"
    assert ty.elided("de", "Hubert") == "de Hubert"
    assert ty.elided("de", "M. Masson") == "de M. Masson"


def test_ranks_agree() -> None:
    assert (ty.ordinal(1), ty.ordinal(1, feminine=True), ty.ordinal(2)) == ("1er", "1re", "2e")
