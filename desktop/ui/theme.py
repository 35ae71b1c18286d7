"""How the window looks: three palettes, one style sheet, the colours of the speakers.

Invariants:
- Text has a contrast of 4.5:1 at least on what is under it, 7:1 in the contrast theme (tested).
- No state is shown by colour alone: every coloured thing carries a word or a sign too.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

_RESOURCES = Path(__file__).parent / "resources"


class ThemeName(StrEnum):
    """The palettes that a person can choose."""

    LIGHT = "clair"
    DARK = "sombre"
    CONTRAST = "contraste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The colours of one palette.

    Attributes:
        desk: behind the pages.
        paper: pages and lists.
        raised: fields, cards, buttons.
        line: borders.
        ink: text.
        quiet: secondary text.
        accent: what can be acted on, and what is chosen.
        on_accent: text on the accent.
        wash: a light form of the accent, behind what is chosen.
        check: amber, for what is to be checked; readable as text.
        check_wash: behind text to check.
        block: red, for what blocks; readable as text.
        good: green, for what is confirmed; readable as text.
        playing: behind the word that is heard.
        speakers: colours of voices, safe for colour-blind eyes, readable as text.
    """

    name: ThemeName
    desk: str
    paper: str
    raised: str
    line: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    wash: str
    check: str
    check_wash: str
    block: str
    good: str
    playing: str
    speakers: tuple[str, ...]


LIGHT = Theme(
    name=ThemeName.LIGHT,
    desk="#efedea",
    paper="#ffffff",
    raised="#ffffff",
    line="#d5d1cb",
    ink="#1d2024",
    quiet="#5b6068",
    accent="#1f4e8c",
    on_accent="#ffffff",
    wash="#e3ebf6",
    check="#8a5300",
    check_wash="#fdf1dc",
    block="#b3261e",
    good="#1f6b3a",
    playing="#ffe08a",
    # From Okabe and Ito's palette, darkened until each reads at 4.5:1 on white.
    speakers=(
        "#005f99",
        "#9a5200",
        "#00694d",
        "#8a3b6f",
        "#5b4bb0",
        "#7a5c00",
        "#a8391d",
        "#356b1f",
        "#52606d",
    ),
)

DARK = Theme(
    name=ThemeName.DARK,
    desk="#17191c",
    paper="#202327",
    raised="#2a2e33",
    line="#43484f",
    ink="#e9e7e3",
    quiet="#a9adb4",
    accent="#8ab4f0",
    on_accent="#10151c",
    wash="#2b3a50",
    check="#f0b95a",
    check_wash="#3b3120",
    block="#ff9d94",
    good="#8fd3a5",
    playing="#6b5a16",
    speakers=(
        "#7cc4f2",
        "#f2b072",
        "#6fd3b0",
        "#e5a0cc",
        "#b8aef5",
        "#e0c65c",
        "#f59c85",
        "#a3d685",
        "#b4c0cc",
    ),
)

CONTRAST = Theme(
    name=ThemeName.CONTRAST,
    desk="#000000",
    paper="#000000",
    raised="#000000",
    line="#ffffff",
    ink="#ffffff",
    quiet="#e8e8e8",
    accent="#ffe600",
    on_accent="#000000",
    wash="#333300",
    check="#ffb84d",
    check_wash="#1f1500",
    block="#ff9a9a",
    good="#8dff9e",
    playing="#5a4a00",
    speakers=(
        "#8fd0ff",
        "#ffc07a",
        "#7ff0c8",
        "#ffb0e0",
        "#cfc6ff",
        "#ffe066",
        "#ffb3a3",
        "#b8f29a",
        "#e0e0e0",
    ),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    # 0.04045, 12.92, 1.055, 2.4: the sRGB transfer function.
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def palette_of(theme: Theme) -> QPalette:
    """Return the palette that Qt's own drawing uses."""
    role = QPalette.ColorRole
    palette = QPalette()
    for where, colour in (
        (role.Window, theme.desk),
        (role.WindowText, theme.ink),
        (role.Base, theme.paper),
        (role.AlternateBase, theme.desk),
        (role.Text, theme.ink),
        (role.Button, theme.raised),
        (role.ButtonText, theme.ink),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.ink),
        (role.PlaceholderText, theme.quiet),
        (role.Link, theme.accent),
        (role.Mid, theme.line),
        (role.Accent, theme.accent),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.quiet))
    return palette


def serif() -> QFont:
    """Return the font of minutes: a serif that print would use, a little larger than the rest."""
    font = QFont(QApplication.font())
    font.setFamilies(["Cambria", "Georgia", "Liberation Serif", "Times New Roman", "DejaVu Serif"])
    font.setPointSizeF(font.pointSizeF() * 1.15)
    return font


def use(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Give the whole program a theme and a size of text (1.0 is the system's, 10.5 pt at least)."""
    app.setStyle("Fusion")
    app.setPalette(palette_of(theme))
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPointSizeF(max(10.5, font.pointSizeF()) * text_scale)
    app.setFont(font)
    app.setStyleSheet(style_sheet(theme, font.pointSizeF()))


def style_sheet(theme: Theme, text_pt: float) -> str:
    """Return the style sheet for a size of text; spacing in steps of 8."""
    colours = {key: getattr(theme, key) for key in _USED}
    on_dark = contrast(theme.on_accent, "#000000") > contrast(theme.on_accent, "#ffffff")
    tick = _RESOURCES / ("tick-light.svg" if on_dark else "tick-dark.svg")
    return _SHEET.format(
        **colours,
        tick=tick.as_posix(),
        clock_pt=text_pt * 3,
        title_pt=text_pt * 1.6,
        heading_pt=text_pt * 1.2,
    )


_USED = (
    "desk",
    "paper",
    "raised",
    "line",
    "ink",
    "quiet",
    "accent",
    "on_accent",
    "wash",
    "check",
    "check_wash",
    "block",
    "good",
)

_SHEET = """
QMainWindow, QDialog {{ background: {desk}; }}
QWidget#page, QScrollArea#page, QWidget#pageBody {{ background: {desk}; }}
QScrollArea#panelArea, QWidget#panelBody {{ background: {paper}; border: 0; }}
QFrame#card {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; }}
QFrame#drop {{ background: transparent; border: 2px dashed {line}; border-radius: 8px; }}
QFrame#paper {{ background: {paper}; border: 1px solid {line}; }}
QFrame#panel {{ background: {paper}; border: 0; border-left: 1px solid {line}; }}
QFrame#bar {{ background: {paper}; border: 0; border-top: 1px solid {line}; }}
QFrame#head {{ background: {paper}; border: 0; border-bottom: 1px solid {line}; }}
QFrame#notice {{ background: {check_wash}; border: 1px solid {check}; border-radius: 6px; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {title_pt}pt; font-weight: 600; }}
QLabel[role="clock"] {{ font-size: {clock_pt}pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {heading_pt}pt; font-weight: 600; }}
QLabel[role="quiet"] {{ color: {quiet}; }}
QLabel[role="check"] {{ color: {check}; font-weight: 600; }}
QLabel[role="block"] {{ color: {block}; font-weight: 600; }}
QLabel[role="good"] {{ color: {good}; font-weight: 600; }}
QPushButton {{
    background: {raised}; color: {ink}; border: 1px solid {line}; border-radius: 6px;
    padding: 6px 14px; min-height: 20px;
}}
QPushButton[tall="yes"] {{ min-height: 34px; }}
QPushButton:hover {{ border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 5px 13px; }}
QPushButton:disabled {{ color: {quiet}; }}
QPushButton[role="main"] {{
    background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600;
}}
QPushButton[role="main"]:focus {{ border: 2px solid {ink}; }}
QPushButton[role="main"]:disabled {{ background: {line}; color: {ink}; border-color: {line}; }}
QPushButton[role="flat"] {{ background: transparent; border-color: transparent; }}
QPushButton[role="flat"]:hover {{ border-color: {line}; }}
QPushButton[role="flat"]:focus {{ border: 2px solid {accent}; }}
QPushButton:checked {{ background: {wash}; border-color: {accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{
    background: {paper}; color: {ink}; border: 1px solid {line}; border-radius: 6px;
    padding: 4px 8px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 3px 7px; }}
QPlainTextEdit#turns {{ border: 0; border-radius: 0; background: {paper}; padding: 0; }}
QTextEdit#minutes {{ border: 1px solid {line}; border-radius: 0; padding: 0; }}
QListWidget, QListView, QTableView, QTreeView {{
    background: {paper}; border: 1px solid {line}; border-radius: 6px; outline: 0;
}}
QListView::item:selected, QTableView::item:selected {{ background: {wash}; color: {ink}; }}
QTableView::item:focus, QListView::item:focus {{ border: 2px solid {accent}; }}
QTreeView::item {{ min-height: 28px; }}
QTreeView::item:selected {{ background: {wash}; color: {ink}; }}
QHeaderView::section {{
    background: {desk}; color: {quiet}; border: 0; border-bottom: 1px solid {line};
    padding: 6px 8px; font-weight: 600;
}}
QListWidget#rail {{
    background: {desk}; border: 0; border-right: 1px solid {line}; border-radius: 0;
}}
QCheckBox::indicator, QListView::indicator {{
    width: 14px; height: 14px; border: 1px solid {quiet}; border-radius: 3px; background: {paper};
}}
QCheckBox::indicator:checked, QListView::indicator:checked {{
    background: {accent}; border: 1px solid {accent}; image: url("{tick}");
}}
QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {quiet}; border-radius: 8px; background: {paper};
}}
QRadioButton::indicator:checked {{
    width: 6px; height: 6px; border: 5px solid {accent}; border-radius: 8px;
    background: {on_accent};
}}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
QComboBox, QSpinBox, QDateEdit, QTimeEdit {{ min-height: 28px; }}
QTabWidget::pane {{ background: {paper}; border: 1px solid {line}; }}
QTabWidget > QStackedWidget > QWidget {{ background: {paper}; }}
QTabBar::tab {{
    background: {desk}; color: {ink}; border: 1px solid {line}; padding: 8px 14px;
}}
QTabBar::tab:selected {{ background: {paper}; border-bottom: 3px solid {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QProgressBar {{
    background: {desk}; border: 1px solid {line}; border-radius: 4px; max-height: 8px;
}}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QToolTip {{ background: {raised}; color: {ink}; border: 1px solid {line}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 6px; min-height: 32px; }}
QScrollBar::handle:vertical:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    background: transparent; height: 0;
}}
QScrollArea {{ border: 0; }}
"""
