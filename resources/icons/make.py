"""Makes the icon in every form from its drawing: .png, .ico for Windows, .icns for macOS, the picture in the installer.

Run it by hand.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
NAME = "topup-desk"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS_SIZES = {
    b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024,
    b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512,
}  # fmt: skip


def png(size: int) -> bytes:
    """The drawing as a .png of so many pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(HERE / f"{NAME}.svg")).render(painter)
    painter.end()
    into = QBuffer()
    into.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(into, "PNG")
    return bytes(into.data().data())


def ico() -> bytes:
    """A directory of images, each a .png: Windows reads that since Vista."""
    images = [png(size) for size in ICO_SIZES]
    at, directory = 6 + 16 * len(images), struct.pack("<HHH", 0, 1, len(images))
    for size, image in zip(ICO_SIZES, images, strict=True):
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), at)
        at += len(image)
    return directory + b"".join(images)


def icns() -> bytes:
    """Chunks of a type, their length and a .png."""
    chunks = b"".join(
        kind + struct.pack(">I", 8 + len(image := png(size))) + image for kind, size in ICNS_SIZES.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks


def side() -> QImage:
    """What NSIS wants for that page: 164 × 314, 24 bits. The icon on the program's ground."""
    image = QImage(164, 314, QImage.Format.Format_RGB888)
    image.fill(QColor("#e6ebf5"))
    painter = QPainter(image)
    QSvgRenderer(str(HERE / f"{NAME}.svg")).render(painter, QRectF(34, 48, 96, 96))
    painter.end()
    return image


if __name__ == "__main__":
    application = QGuiApplication([])
    (HERE / f"{NAME}.png").write_bytes(png(256))
    (HERE / f"{NAME}.ico").write_bytes(ico())
    (HERE / f"{NAME}.icns").write_bytes(icns())
    side().save(str(HERE.parent / "installer" / "side.bmp"))
