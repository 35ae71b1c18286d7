"""The guide, offline: the pages of `docs/guide` beside the work, with a search in all of them."""

from PySide6.QtCore import QSignalBlocker, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from desktop.session.machine.guide import GuidePage, guide_pages, pages_with
from desktop.session.machine.paths import guide_folder
from desktop.ui.theme import Theme
from desktop.ui.widgets import column, label, row

_LIST_WIDTH_PX = 260
_PICTURE_WIDTH_PX = 720


class GuideBrowser(QTextBrowser):
    """Shows a page; pictures are made as wide as the page has room for."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a picture of the guide at a width that fits, anything else as it is."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        picture = QImage(str(guide_folder() / QUrl(name).path()))
        if picture.width() > _PICTURE_WIDTH_PX:
            return picture.scaledToWidth(_PICTURE_WIDTH_PX)
        return picture


class HelpView(QWidget):
    """The pages of the guide on the left, the chosen one beside them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._pages = guide_pages(guide_folder())
        self._shown: tuple[GuidePage, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Rechercher dans l'aide"))
        self.search.setAccessibleName(self.tr("Rechercher dans l'aide"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_LIST_WIDTH_PX)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Pages de l'aide"))
        self.list.setFixedWidth(_LIST_WIDTH_PX)
        self._none = label(self.tr("Aucune page ne contient ces mots."), "quiet")
        self._none.setFixedWidth(_LIST_WIDTH_PX)
        self.page = GuideBrowser()
        self.page.setAccessibleName(self.tr("Aide"))
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(24)
        self.page.document().setDefaultStyleSheet(style_sheet(theme))
        self.page.anchorClicked.connect(self._follow)
        self.list.currentRowChanged.connect(self._show)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._go_on)
        self.setFocusProxy(self.search)
        side = column(self.search, self.list, self._none)
        self.setLayout(column(label(self.tr("Aide"), "title"), row(side, self.page), margin=24))
        self._find("")
        if not self._pages:
            self.page.setPlainText(
                self.tr("Le mode d'emploi n'est pas installé avec cette version.")
            )

    def _find(self, words: str) -> None:
        """List the pages that hold these words, and show the first of them."""
        self._shown = pages_with(self._pages, words)
        with QSignalBlocker(self.list):
            self.list.clear()
            for page in self._shown:
                self.list.addItem(QListWidgetItem(page.title))
            self.list.setCurrentRow(-1)
        self._none.setVisible(bool(self._pages) and not self._shown)
        self.list.setCurrentRow(0 if self._shown else -1)

    def _show(self, at: int) -> None:
        if at >= 0:
            self.page.setHtml(self._shown[at].html)
            self._go_on()

    def _go_on(self) -> None:
        """Go to where the first word searched for stands next, around the page."""
        word = next(iter(self.search.text().split()), "")
        if word and not self.page.find(word):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(word)

    def _follow(self, link: QUrl) -> None:
        """Show the page that a link names; nothing outside the guide is ever opened."""
        names = [page.path.name for page in self._pages]
        if link.fileName() in names:
            self.search.clear()
            self.list.setCurrentRow(names.index(link.fileName()))


def style_sheet(theme: Theme) -> str:
    """Return how a page looks in the colours of the window."""
    return (
        f"a {{ color: {theme.accent}; }}"
        f"table {{ border-collapse: collapse; }}"
        f"th, td {{ border: 1px solid {theme.line}; padding: 5px 10px; }}"
        f"th {{ text-align: left; }}"
        f"h2 {{ margin-top: 22px; }} li {{ margin-bottom: 4px; }}"
    )
