"""Draw the program's icon from its SVG: `python packaging/icons.py FOLDER PIXELS...`.

Writes greffier-N.png for each size, greffier.ico for Windows and greffier.icns for macOS.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parents[1] / "desktop" / "ui" / "resources" / "greffier.svg"


def main(target: Path, sizes: list[int]) -> None:
    """Write every form of the icon."""
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(SOURCE))
    for pixels in sizes:
        save(drawn(renderer, pixels), target / f"greffier-{pixels}.png")
    largest = drawn(renderer, max(sizes))
    for name in ("greffier.ico", "greffier.icns"):
        save(largest, target / name)
    application.quit()


def drawn(renderer: QSvgRenderer, pixels: int) -> QImage:
    """Return the icon as a square picture."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def save(image: QImage, path: Path) -> None:
    """Write a picture in the form that its name asks for."""
    if not image.save(str(path)):
        raise SystemExit(f"{path.name} cannot be written")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(argument) for argument in sys.argv[2:]])
