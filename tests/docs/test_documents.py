"""What the developers' documents name is there: paths, modules, names in the code, decisions."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions"
DOCUMENTS = [
    *(ROOT / "docs").glob("*.md"),
    *DECISIONS.glob("*.md"),
    *(ROOT / name for name in ("README.md", "packaging/README.md")),
]
FOLDERS = ("asr", "core", "desktop", "docs", "models", "packaging", "pv_builder", "tests")
PATH = re.compile(rf"(?<![\w./-])(?:{'|'.join(FOLDERS)})/[\w./-]*\w")
LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
NAMED = re.compile(r"`([^`]+)`")


def missing_paths(text: str) -> list[str]:
    """Return the paths of the repository that a text names and that are not there.

    A decision may be named by its number alone.
    """
    return [path for path in PATH.findall(text) if not list(ROOT.glob(f"{path}*"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_and_link_of_a_document_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    broken = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert missing_paths(text) + broken == []


def test_a_path_that_is_not_there_is_noticed() -> None:
    assert missing_paths("see core/errors.py and `asr/nothing.py`") == ["asr/nothing.py"]


def test_every_decision_stands_in_the_index_under_its_title() -> None:
    notes = sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in notes]
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines()
    for path, title in zip(notes, titles, strict=True):
        number, _, words = title.removeprefix("# ").partition(" ")
        assert f"- [{number}]({path.name}) {words}" in listed


def test_every_module_of_the_architecture_is_in_its_folder() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tables = re.split(r"^\| `([\w/]+)` \|.*\n\|---", text, flags=re.MULTILINE)
    named = [
        (folder, name)
        for folder, table in zip(tables[1::2], tables[2::2], strict=True)
        for row in re.findall(r"^\|.*", table, re.MULTILINE)
        for name in re.findall(r"`(\w+(?:\.py)?)`", row.split("|")[1])
    ]
    assert {folder for folder, _ in named} == {"core", "asr", "pv_builder", "desktop/session"}
    assert [one for one in named if not (ROOT.joinpath(*one)).exists()] == []


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "pv_builder").rglob("*.py")
    )
    rows = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [row.split("|")[2] for row in rows if row.startswith("|")]
    names = [
        name
        for cell in cells
        for code_name in NAMED.findall(cell)
        for name in re.findall(r"\w+", code_name)
    ]
    assert {"Meeting", "quorum_at", "Evidence"} <= set(names)
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []
