"""The guide, offline: the same pages as in `docs/guide`, beside the work."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from desktop.session.machine.paths import guide_folder
from desktop.ui.theme import Theme
from desktop.ui.widgets import column, label, row

_LIST_WIDTH = 240
_PICTURE_WIDTH = 720


class GuideBrowser(QTextBrowser):
    """Shows a page; pictures are made as wide as the page has room for."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a picture at a width that fits, anything else as it is."""
        found = super().loadResource(kind, name)
        if kind == QTextDocument.ResourceType.ImageResource.value:
            picture = QImage(self.source().resolved(QUrl(name)).toLocalFile())
            if picture.width() > _PICTURE_WIDTH:
                return picture.scaledToWidth(_PICTURE_WIDTH)
        return found


class HelpView(QWidget):
    """The pages of the guide on the left, the chosen one beside them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages de l'aide"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.page = GuideBrowser()
        self.page.setAccessibleName(self.tr("Aide"))
        self.page.setOpenExternalLinks(False)
        self.page.document().setDocumentMargin(24)
        self.page.document().setDefaultStyleSheet(f"a {{ color: {theme.accent}; }}")
        for path in guide_pages(guide_folder()):
            item = QListWidgetItem(title_of(path))
            item.setData(1, str(path))
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._show)
        self.setFocusProxy(self.list)
        self.setLayout(
            column(label(self.tr("Aide"), "title"), row(self.list, self.page), margin=24)
        )
        self.list.setCurrentRow(0)
        if not self.list.count():
            self.page.setPlainText(
                self.tr("Le mode d'emploi n'est pas installé avec cette version.")
            )

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page.setSource(
                QUrl.fromLocalFile(str(item.data(1))), QTextDocument.ResourceType.MarkdownResource
            )


def guide_pages(folder: Path) -> list[Path]:
    """Return the pages of the guide, its contents first."""
    return sorted(folder.glob("*.md"), key=lambda path: (path.stem != "README", path.stem))


def title_of(page: Path) -> str:
    """Return the title of a page, the name of its file when it has none."""
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            return line.removeprefix("# ").strip()
    return page.stem
