"""What is recognised, as it comes, while the work goes on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from core.timecode import format_timecode
from desktop.ui.widgets import column, label


class WorkPage(QWidget):
    """The words of a recording as they are recognised, to read only.

    Args:
        title: of the session.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Texte reconnu jusqu'ici"))
        self.text.setPlaceholderText(
            self.tr(
                "Le texte paraît par longs passages, plusieurs à la fois : les premières phrases "
                "peuvent demander quelques minutes. L'avancement est en bas de la fenêtre."
            )
        )
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        explained = self.tr(
            "Ce texte paraît à mesure qu'il est reconnu. Les intervenants et les faits viennent "
            "ensuite. Vous pouvez revenir à l'accueil ou fermer Greffier : le travail fait est "
            "conservé et reprendra."
        )
        self.told = label("", "heading")  # good news too, so not in the colour of doubts
        self.setFocusProxy(self.text)
        self.setLayout(
            column(
                label(title, "title"), label(explained, "quiet"), self.told, self.text, margin=24
            )
        )

    def add(self, second: float, words: str) -> None:
        """Add what was just recognised; the end stays in sight unless the person scrolled up."""
        bar = self.text.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        gap = "" if self.text.document().isEmpty() else "\n"
        cursor.insertText(f"{gap}{format_timecode(second)}   {words}")
        if at_end:
            bar.setValue(bar.maximum())
