"""The guide's pages: their order, what they hold, and that nothing in them leads nowhere."""

import re
from pathlib import Path

import pytest

from desktop.session.machine.guide import GuidePage, guide_pages, pages_with
from desktop.session.machine.paths import guide_folder

PAGES = guide_pages(guide_folder())


def made(folder: Path, **texts: str) -> tuple[GuidePage, ...]:
    for stem, text in texts.items():
        (folder / f"{stem}.md").write_text(text, encoding="utf-8")
    return guide_pages(folder)


def test_the_contents_come_first_and_give_the_order(tmp_path: Path) -> None:
    pages = made(tmp_path, zoo="# Zoo", README="# Guide\n[z](zoo.md), [b](b.md)", a="rien", b="# B")
    assert [page.title for page in pages] == ["Guide", "Zoo", "B", "a"]


def test_words_are_found_without_accents_or_case(tmp_path: Path) -> None:
    pages = made(tmp_path, a="# Appel\nLes présents", b="# Vote\nLe scrutin")
    assert [page.title for page in pages_with(pages, "PRESENTS les")] == ["Appel"]
    assert pages_with(pages, "présents scrutin") == ()


def test_a_page_becomes_html_and_none_of_its_own_html_counts(tmp_path: Path) -> None:
    (page,) = made(tmp_path, a="# A\n\n| x | y |\n|---|---|\n| 1 | <b>2</b> |\n")
    assert "<table>" in page.html
    assert "<b>" not in page.html


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.stem)
def test_every_link_and_picture_of_the_guide_is_there(page: GuidePage) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", page.text):
        assert (page.path.parent / target).exists(), target


def test_the_contents_name_every_page() -> None:
    contents, *others = PAGES
    for page in others:
        assert f"({page.path.name})" in contents.text, page.path.name
