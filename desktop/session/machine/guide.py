"""The guide that came with the program: its pages in order, each as HTML, and where words stand.

The pages are Markdown under `docs/guide`; the contents page says their order. Not for printing:
`packaging/guide.py` makes the PDF from the same pages.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from core.folding import fold

CONTENTS = "README"
_LINKED = re.compile(r"\]\((\w+)\.md\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePage:
    """One page of the guide.

    Attributes:
        path: of its Markdown file.
        title: its first heading, the file's name when it has none.
        text: the Markdown.
    """

    path: Path
    title: str
    text: str

    @property
    def html(self) -> str:
        """The page as HTML; pictures and links are relative to the guide's folder."""
        return str(reader().render(self.text))


def reader() -> MarkdownIt:
    """Return what reads the guide's Markdown: tables too, and no raw HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def guide_pages(folder: Path) -> tuple[GuidePage, ...]:
    """Return the pages of a guide: the contents, those it names in its order, then the others."""
    pages = {path.stem: _page(path) for path in sorted(folder.glob("*.md"))}
    contents = pages.get(CONTENTS)
    listed = [CONTENTS, *_LINKED.findall(contents.text)] if contents is not None else []
    order = dict.fromkeys([*listed, *pages])
    return tuple(pages[stem] for stem in order if stem in pages)


def pages_with(pages: Sequence[GuidePage], words: str) -> tuple[GuidePage, ...]:
    """Return the pages that hold all of these words, in any case, with or without accents."""
    wanted = fold(words).split()
    return tuple(page for page in pages if all(word in fold(page.text) for word in wanted))


def _page(path: Path) -> GuidePage:
    text = path.read_text(encoding="utf-8")
    heading = next((line for line in text.splitlines() if line.startswith("# ")), "")
    return GuidePage(path=path, title=heading.removeprefix("# ").strip() or path.stem, text=text)
