"""One blurred copy of a page: three halvings and doublings of one grab. No effect on live views."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap

_ROUNDS = 3


def blurred(page: QPixmap) -> QPixmap:
    """Makes the copy, in the size and resolution of `page`."""
    if page.isNull():
        return page
    whole = page.size()
    image = page.toImage()
    smooth = Qt.TransformationMode.SmoothTransformation
    ignore = Qt.AspectRatioMode.IgnoreAspectRatio
    sizes = [whole]
    for _ in range(_ROUNDS):
        sizes.append(QSize(max(1, sizes[-1].width() // 2), max(1, sizes[-1].height() // 2)))
    for wanted in (*sizes[1:], *reversed(sizes[:-1])):
        image = image.scaled(wanted, ignore, smooth)
    copy = QPixmap.fromImage(image)
    copy.setDevicePixelRatio(page.devicePixelRatio())
    return copy
