"""The guide names buttons, fields and pages as the window does."""

import ast
import re
from pathlib import Path

import pytest

import desktop
from desktop.session.machine.paths import guide_folder

CODE = Path(desktop.__file__).parent
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
QUOTED = re.compile(r"« ([^«»]+) »", re.DOTALL)
STAGE = re.compile(r"^[1-7]\. ")

# What the guide quotes besides the window: documents, captions, devices, what people say.
OF_OTHERS = {
    "fenetre.md": {"présente", "Appelée à 18:31, a répondu « présente", "hors procès-verbal"},
    "enregistrer.md": {"Haut-parleurs [sortie]", "pulse"},  # names of devices
    "installer.md": {"Greffier", "portable", "-modeles"},
    "importer.md": set[str](),
}


def shown_texts() -> set[str]:
    """Return every text that the window may show, its mnemonics and ends left as they are."""
    texts: set[str] = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    return texts


SHOWN = shown_texts()


def is_shown(label: str) -> bool:
    """Whether a label is a text of the window, whole or as its beginning."""
    plain = " ".join(label.split())
    return any(text == plain or text.startswith(plain) for text in SHOWN) or any(
        plain in text for text in SHOWN if len(plain) > 12
    )


def test_what_the_quick_start_tells_to_press_is_there() -> None:
    text = (guide_folder() / "demarrage.md").read_text(encoding="utf-8")
    labels = [STAGE.sub("", " ".join(found.split())).rstrip(" .:") for found in BOLD.findall(text)]
    assert len(labels) > 30
    assert [label for label in labels if not is_shown(label)] == []


@pytest.mark.parametrize("name", sorted(OF_OTHERS))
def test_what_a_page_of_the_guide_quotes_is_there(name: str) -> None:
    text = (guide_folder() / name).read_text(encoding="utf-8")
    quoted = {" ".join(found.split()) for found in QUOTED.findall(text)}
    missing = {one for one in quoted - OF_OTHERS[name] if not is_shown(one)}
    assert missing == set()
