import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pv_builder.language.figures import in_figures
from pv_builder.language.typography import number_in_words
from tests.helpers.spaces import flat


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("une hausse de quatre pour cent", "une hausse de 4 %"),
        ("de 84 pour cent", "de 84 %"),
        ("3 euros 60 pour les enfants", "3,60 euros pour les enfants"),
        ("un prix de 148 600 euros hors taxes", "un prix de 148 600 euros hors taxes"),
        ("de l'année deux mille vingt-six", "de l'année 2026"),
        ("deux mille vingt-six euros", "2 026 euros"),
        ("levée à 19 heures 12", "levée à 19 h 12"),
        ("à compter du premier septembre", "à compter du 1er septembre"),
        ("le douze mars", "le 12 mars"),
        ("trois offres ont été reçues", "trois offres ont été reçues"),
        ("vingt-deux dossiers", "22 dossiers"),
        ("trente familles", "30 familles"),
        ("pendant douze mois", "pendant douze mois"),
        ("mille mercis", "mille mercis"),
        ("mille euros", "1 000 euros"),
        ("cent pour cent des foyers", "100 % des foyers"),
        ("d'un mètre quarante", "de 1,40 mètre"),
        ("mesure 2 kilomètres 300", "mesure 2,3 kilomètres"),
        ("soixante et onze voix", "71 voix"),
        ("148.600 euros", "148 600 euros"),
        ("1.234.567 habitants", "1 234 567 habitants"),
        ("le 12.03.2026 et 3.14", "le 12.03.2026 et 3.14"),
        ("un forfait", "un forfait"),
        ("dix heures de travail", "10 heures de travail"),
        ("Trente-sept pour cent", "37 %"),
        ("un pour cent", "un pour cent"),
        ("vingt et un pour cent", "21 %"),
    ],
)
def test_numbers_are_printed_in_their_usual_form(said: str, printed: str) -> None:
    assert flat(in_figures(said)) == printed


def test_printing_figures_twice_changes_nothing() -> None:
    once = in_figures("quatre pour cent de 3 euros 60 à dix-neuf heures 12 en deux mille vingt")
    assert in_figures(once) == once


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("un emprunt de 4 millions 120 mille euros", "un emprunt de 4 120 000 euros"),
        ("quatre millions cent vingt mille euros", "4 120 000 euros"),
        ("deux milliards trois cent mille euros", "2 000 300 000 euros"),
        ("un milliard deux cents millions d'euros", "1 200 millions d'euros"),
        ("4 milliards 120 millions 300 mille euros", "4 120 300 000 euros"),
        ("12 mille cinq cents euros", "12 500 euros"),
        ("douze cents euros", "1 200 euros"),
        ("trois virgule cinq pour cent", "3,5 %"),
        ("0 virgule 05 pour cent", "0,05 %"),
        ("zéro virgule un pour cent", "0,1 %"),
        ("deux virgule zéro un pour cent", "2,01 %"),
        ("trois virgule zéro cinq", "3,05"),
        ("12.5 pour cent", "12,5 %"),
        ("de 1 euro 80 à un euro quatre-vingt-cinq", "de 1,80 euro à 1,85 euro"),
        ("neuf euros dix le repas", "9,10 euros le repas"),
        ("le un mars", "le 1er mars"),
    ],
)
def test_a_number_of_several_parts_is_printed_whole(said: str, printed: str) -> None:
    assert flat(in_figures(said)) == printed


@pytest.mark.parametrize(
    "said",
    [
        "3 millions 480 de dépenses",
        "5 cents euros",
        "trois mille 400 euros",
        "2 milliards 300 millions 500",
        "à 18 heures 30 personnes attendaient",
        "à 18 euros 25 enfants sont inscrits",
        "35 heures 20 de travail",
        "2 kilomètres 300 arbres",
        "cinq cent six cent euros",
        "mille deux mille euros",
        "06 12 34 56 78",
        "zéro six douze trente-quatre cinquante-six",
        "1 euro 5",
        "quatre millions d'euros et demi",
        "2 millions et demi",
    ],
)
def test_what_is_not_surely_one_number_stays_as_it_was_said(said: str) -> None:
    assert flat(in_figures(said)) == said


_AMOUNTS = st.integers(min_value=2, max_value=999_999)


@given(_AMOUNTS)
def test_an_amount_in_letters_keeps_its_value(amount: int) -> None:
    assert flat(in_figures(f"{number_in_words(amount)} euros")) == f"{amount:,} euros".replace(
        ",", " "
    )


@given(st.integers(min_value=2, max_value=999), st.integers(min_value=1, max_value=999), st.data())
def test_millions_and_thousands_make_one_number(
    millions: int, thousands: int, data: st.DataObject
) -> None:
    first = data.draw(st.sampled_from((str(millions), number_in_words(millions))))
    digits, letters = f"{thousands} mille", number_in_words(thousands * 1000)
    second = data.draw(st.sampled_from((digits, letters)))
    wanted = f"{millions * 1_000_000 + thousands * 1000:,} euros".replace(",", " ")
    if second == "mille":
        return  # said without its number: it may stay in letters
    assert flat(in_figures(f"{first} millions {second} euros")) == wanted


@given(st.integers(min_value=0, max_value=999), st.integers(min_value=1, max_value=99))
def test_a_decimal_keeps_its_value(whole: int, part: int) -> None:
    said = f"{number_in_words(whole)} virgule {number_in_words(part)} pour cent"
    assert flat(in_figures(said)) == f"{whole},{part} %"


_NUMBER_WORDS = ("3", "25", "480", "1000", "mille", "cent", "cents", "douze", "vingt", "virgule")
_OTHERS = ("euros", "millions", "milliards", "heures", "pour cent", "mètres", "mars", "enfants")
_SPOKEN = st.sampled_from((*_NUMBER_WORDS, *_OTHERS, "deux cents", "zéro", "et"))


@given(st.lists(_SPOKEN, min_size=1, max_size=7))
def test_no_thousand_is_written_beside_the_number_it_belongs_to(words: list[str]) -> None:
    printed = in_figures(" ".join(words))
    assert not re.search(r"\d 1\u202f000", printed)
    assert in_figures(printed) == printed
