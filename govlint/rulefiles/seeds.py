"""The model texts that rules rest on: what they are, and what they say with their notes left out."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from govlint.analysis.rule import Basis
from govlint.deserialize.dataclass import File, StrictError
from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.readers import parse, read
from govlint.text.files import load
from govlint.text.fold import fold
from govlint.text.frozen import frozen


@frozen
class Seed:
    """A model text as seeds.yaml describes it; `sha256` is of the file's bytes, `teaches` what the rules learn from it."""

    id: str
    file: str
    title: str
    sha256: str
    genre: Genre
    teaches: str


@cache
def load_seeds() -> dict[str, Seed]:
    """The seeds by id, in the order of seeds.yaml. Raises StrictError."""
    path = folder() / "seeds.yaml"
    file = File(str(path), path.read_text(encoding="utf-8"))
    node = file.compose()
    seeds: tuple[Seed, ...] = () if node is None else file.convert(tuple[Seed, ...], node)
    if file.complaints:
        raise StrictError(file.complaints)
    return {seed.id: seed for seed in seeds}


@cache
def reading_text(seed_id: str) -> str:
    """The folded reading text of a seed, a line for each paragraph. Raises KeyError, SourceError."""
    source = load(folder() / load_seeds()[seed_id].file)
    return "\n".join(fold(block.text) for block, _ in read(source))


@cache
def model(seed_id: str = "") -> Document:
    """The document that a seed is; without an id, the first one. Raises KeyError, SourceError."""
    seed = load_seeds()[seed_id] if seed_id else next(iter(load_seeds().values()))
    return parse(load(folder() / seed.file), seed.genre)


def grounds(basis: Basis) -> str:
    """The authority that a rule rests on, with its note, on one line in Chinese."""
    return "　".join(filter(None, (authority(basis), basis.note.strip())))


def authority(basis: Basis) -> str:
    """What a rule rests on, as a writer reads it: a seed by its title with the passage, or a standard with the clause; "" where
    there is a note alone."""
    if basis.seed:
        return f"{load_seeds()[basis.seed].title}：“{basis.quote.strip()}”"
    return f"{basis.standard} {basis.clause}".strip()


def folder() -> Path:
    """Where the model texts are, and what was learned from them."""
    return Path(str(resources.files("govlint_seeds")))
