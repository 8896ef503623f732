"""`python -m tests.pictures` takes README's pictures, `--gallery [FOLDER]` draws all controls in all their states."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ["QT_API"] = "pyside6"
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.pictures.gallery.sheet import draw_all
from tests.pictures.tour import take_all
from tests.ui.desk import run_by_hand

DEFAULT = Path("build") / "gallery"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures")
    parser.add_argument(
        "--gallery", nargs="?", type=Path, const=DEFAULT, metavar="FOLDER", help="draw the gallery there"
    )
    folder = parser.parse_args().gallery
    run_by_hand(take_all() if folder is None else draw_all(folder))


main()
