#!/usr/bin/env bash
# The options of a rule are dataclasses, and a rule file is read by the types of their fields. Would the package compiled with
# mypyc read it the same?
#
# Guess: with `from __future__ import annotations` a class keeps its annotations as text, compiled or not, and
# typing.get_type_hints makes types of them.
# Seen: compiled by mypyc 2.4.1 a dataclass has `tuple` where tuple[int, ...] is written, and the class `type` where a union or a
# Literal is; dataclasses.fields gives the same. What reads settings by their types fails, or takes less care, once compiled.
# Fails if that changes. Needs Python with its headers and a C compiler.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install -q mypy==2.4.1 setuptools==84.2.1
cat > options.py <<'END'
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass
class Options:
    name: str
    sizes: tuple[int, ...]
    side: Literal["left", "right"]
    note: str | None = None
END
seen() {
    venv/bin/python -c '
import options, typing
print(options.__file__.rsplit(".", 1)[1], *(str(hint) for hint in typing.get_type_hints(options.Options).values()), sep=" | ")'
}
plain=$(seen)
PATH=$PWD/venv/bin:$PATH venv/bin/mypyc options.py > log 2>&1 || { cat log; exit 1; }
compiled=$(seen)
venv/bin/mypy --version
printf 'plain:    %s\ncompiled: %s\n' "$plain" "$compiled"
[ "$plain" = "py | <class 'str'> | tuple[int, ...] | typing.Literal['left', 'right'] | str | None" ] || { echo "not what was seen"; exit 1; }
[ "$compiled" = "so | <class 'str'> | <class 'tuple'> | <class 'type'> | <class 'type'>" ] || { echo "not what was seen"; exit 1; }
