import pytest

from pv_builder.language.figures import in_figures
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
    ],
)
def test_numbers_are_printed_in_their_usual_form(said: str, printed: str) -> None:
    assert flat(in_figures(said)) == printed


def test_printing_figures_twice_changes_nothing() -> None:
    once = in_figures("quatre pour cent de 3 euros 60 à dix-neuf heures 12 en deux mille vingt")
    assert in_figures(once) == once
