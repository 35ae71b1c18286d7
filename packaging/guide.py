"""Make the guide to print: `python packaging/guide.py FOLDER`.

Writes greffier-guide.pdf (every page of docs/guide) and greffier-demarrage.pdf (the quick start,
two pages of A4), both tagged for screen readers. The pages are handed as JSON to guide.typ, which
decides the look only. A quick start that does not fit its two pages is refused.
"""

import io
import json
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from markdown_it.tree import SyntaxTreeNode
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desktop.session.machine.guide import GuidePage, guide_pages, reader  # noqa: E402
from desktop.session.machine.paths import guide_folder  # noqa: E402

QUICK_START = "demarrage"
QUICK_START_SHEETS = 2


def main(target: Path) -> None:
    """Write both files."""
    target.mkdir(parents=True, exist_ok=True)
    pages = guide_pages(guide_folder())
    quick = [page for page in pages if page.path.stem == QUICK_START]
    for name, chosen in (("greffier-guide.pdf", pages), ("greffier-demarrage.pdf", quick)):
        content = pdf_of(chosen, is_book=len(chosen) > 1)
        (target / name).write_bytes(content)
        sheets = len(PdfReader(io.BytesIO(content)).pages)
        print(f"{target / name} : {sheets} pages, {len(content) / 1e6:.1f} Mo")
    if sheets != QUICK_START_SHEETS:
        raise SystemExit(f"the quick start takes {sheets} pages instead of {QUICK_START_SHEETS}")


def pdf_of(pages: Sequence[GuidePage], *, is_book: bool) -> bytes:
    """Return pages as one PDF file; a book has a cover, a table of contents and page numbers."""
    data = {
        "is_book": is_book,
        "version": version(),
        "pages": [{"name": page.path.name, "blocks": tree_of(page.text)} for page in pages],
    }
    content: bytes = typst.compile(
        (Path(__file__).parent / "guide.typ").read_bytes(),
        root=guide_folder(),
        format="pdf",
        sys_inputs={"guide": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    return content


def version() -> str:
    """Return the version of the program."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def tree_of(text: str) -> list[dict[str, Any]]:
    """Return Markdown as nested data: each node has its kind and its children or its text."""
    root = SyntaxTreeNode(reader().parse(text))
    return [node_data(child) for child in root.children]


def node_data(node: SyntaxTreeNode) -> dict[str, Any]:
    """Return one node of the Markdown as data."""
    data: dict[str, Any] = {"kind": node.type, "children": [node_data(n) for n in node.children]}
    if node.type == "heading":
        data["level"] = int(node.tag.removeprefix("h"))
    if node.type == "ordered_list":
        data["start"] = int(node.attrs.get("start", 1))
    if node.type == "image":
        data.update(path=str(node.attrs["src"]), alternative=node.content, children=[])
    if node.type == "link":
        data["target"] = str(node.attrs["href"])
    if node.type in {"text", "code_inline", "fence", "code_block"}:
        data["text"] = node.content
    return data


if __name__ == "__main__":
    main(Path(sys.argv[1]))
