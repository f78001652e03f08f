"""Makes the model that govlint ships from the training text and a font; the same input gives the same files.

    python -m govlint.likelihood.build ../shared/training --font wqy-zenhei.ttc [--into FOLDER] [--held-out]

The font is that of Debian's package fonts-wqy-zenhei. pypinyin and Pillow are needed besides (`pip install -e .[dev]`).
With --held-out the counts leave out what is learnt from and measured on: tests/bench/characters_model.py measures that model.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from govlint.likelihood.build.making import dictionary, make
from govlint.likelihood.build.texts import read
from govlint.likelihood.measures import SHIPPED


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m govlint.likelihood.build")
    parser.add_argument("training", help="the folder with laws, news and reports")
    parser.add_argument("--font", required=True, help="a font that draws Chinese characters")
    parser.add_argument("--into", default=SHIPPED, type=Path, help="the folder to write the model into")
    parser.add_argument("--held-out", action="store_true", help="leave out of the counts what is measured on")
    asked = parser.parse_args()
    model = make(read(asked.training), dictionary(), asked.font, held_out=asked.held_out)
    model.save(asked.into)


if __name__ == "__main__":
    main()
