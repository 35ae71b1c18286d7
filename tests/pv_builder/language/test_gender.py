import pytest

from pv_builder.language.gender import article_for


@pytest.mark.parametrize(
    ("noun", "article"),
    [
        ("école", "l'"),
        ("habitants", "l'"),
        ("commune", "la "),
        ("délibération", "la "),
        ("dette", "la "),
        ("mairie", "la "),
        ("budget", "le "),
        ("musée", "le "),
        ("règlement", "le "),
        ("village", "le "),
        ("comité", "le "),
        ("xyz", None),
    ],
)
def test_a_noun_has_its_article_where_its_gender_is_sure(noun: str, article: str | None) -> None:
    assert article_for(noun) == article
