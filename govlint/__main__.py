"""`python -m govlint`; `python -P -m govlint` in a folder that is not one's own."""

import contextlib
import os
import sys

# Python looks there for whatever is imported from now on, and a drafts' folder is no part of govlint.
with contextlib.suppress(OSError):
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
        del sys.path[0]

from govlint.cli import main

sys.exit(main())
