"""A configuration in force: which rules run on a file and what is kept; the one way from a source to findings."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cache, cached_property
from pathlib import Path

import govlint
from govlint.analysis.engine import Failure, Footprint, Result, Ruleset, lint, lint_all
from govlint.analysis.finding import Finding, Severity
from govlint.analysis.rule import Rule
from govlint.config import packs
from govlint.config import settings as config
from govlint.config.extends import extended, named
from govlint.config.selection import Selection
from govlint.config.settings import NOTHING, Settings
from govlint.config.tuning import Layer, Origin, tune, vet
from govlint.config.unused import findings_of
from govlint.deserialize.dataclass import File, StrictError, suggest
from govlint.document.document import Document
from govlint.document.genre import Genre
from govlint.project import fingerprint, gitignore
from govlint.project.cache import Cache
from govlint.project.discover import discover
from govlint.readers import SUFFIXES, nothing_read, parse
from govlint.rulefiles.loader import load_folder, refuse_doubles
from govlint.rulefiles.shipped import load_builtin
from govlint.suppression import words
from govlint.suppression.baseline import FILE_NAME, Baseline, BaselineError, load
from govlint.suppression.comments import has_comments
from govlint.suppression.keep import Keep, keep
from govlint.suppression.rules import RULES as KEEP_RULES
from govlint.suppression.rules import UNUSED, Names
from govlint.text.columns import visible
from govlint.text.files import leads_out
from govlint.text.files import load as load_source
from govlint.text.frozen import frozen
from govlint.text.source import Source


@frozen
class Checked:
    """The findings of one source, and what its check leaves to be said.

    `used` are the indexes of the project's keeps that held something back; `known` counts the findings that the baseline
    did. `limit` is the severity from which on findings fail the run, None where none does. `genre` is what was asked for;
    `parsed` is the document, where somebody had to read it already.
    """

    source: Source
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...] = ()
    used: frozenset[int] = frozenset()
    known: int = 0
    genre: Genre | None = field(default=None, compare=False)
    parsed: Document | None = field(default=None, repr=False, compare=False)
    limit: Severity | None = Severity.ERROR

    @cached_property
    def document(self) -> Document:
        """The source as a document, read when somebody first looks at more than findings."""
        return self.parsed or parse(self.source, self.genre)

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail."""
        return self.limit is not None and finding.severity >= self.limit


@frozen
class Setup:
    """What holds for some files: rules prepared to run, the genre, and where what is not as shipped comes from."""

    ruleset: Ruleset
    names: Names
    genre: Genre | None = None
    origins: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)

    @cached_property
    def fingerprint(self) -> bytes:
        """Of rules and genre, for the cache; empty where they have none, so that nothing is remembered."""
        try:
            return fingerprint.of_rules(self.ruleset.rules, self.genre)
        except (fingerprint.UnknownValueError, OSError):
            return b""

    @cached_property
    def words(self) -> bytes:
        """A fingerprint of what the rules say of what they find."""
        return fingerprint.of_words(
            [(r.id, r.severity, r.message, r.safety, r.fix, r.related, r.cases, r.mutes, r.silent) for r in self.ruleset.rules]
        )


@frozen
class _Begun:
    """A source about to be checked: as a document, with what holds for it, its key in the cache and what that knows."""

    document: Document
    setup: Setup
    key: bytes
    voices: Footprint | None


class Project:
    """The configuration of one folder with its profiles and packs, and what was chosen besides for this run.

    `warnings` is for the user to read. One that is `isolated` has nothing but what govlint ships. Making one raises
    StrictError, whose complaints have places, for settings that name what is not there or cannot work, and
    UnknownRuleError where `choice` does. `profile` is one to be heard besides those that the configuration extends.
    """

    def __init__(
        self,
        settings: Settings = NOTHING,
        choice: Selection | None = None,
        genre: Genre | None = None,
        cache: Cache | None = None,
        isolated: bool = False,
        profile: str = "",
    ) -> None:
        self.settings = settings
        self.isolated = isolated
        self.cache = cache
        self.config = settings.config
        self.root = Path(os.path.abspath(settings.path)).parent if settings.path else Path.cwd()
        self._refuse_other_version()
        self.layers = (*extended(settings), *(named(profile) if profile else ()), settings)
        self.keeps: list[Keep] = [*self._words(), *(k for layer in self.layers for k in layer.config.keep)]
        """The words and quotations to keep, those of profiles before the configuration's own."""
        self.rules = self._load_rules()
        self._choice = choice or Selection()
        self._genre = genre
        self._known = Names.of(self.rules).known
        self._setups: dict[tuple[int, ...], Setup] = {}
        self.warnings = [warning for layer in self.layers for warning in vet(layer, self.rules)]
        if settings.path and (hidden := config.doubled(settings.path)):
            self.warnings.append(f"{settings.path} 和 {hidden} 都有设置，只用前一个")
        # Options that cannot work are to be complained of before the first file is read.
        self._setup(tuple(range(len(self.config.overrides))))

    def lint(
        self,
        source: Source,
        genre: Genre | None = None,
        *,
        remember: bool = True,
        whole: bool = False,
    ) -> Checked:
        """The findings of a source: linted, what is kept left out, and (unless `whole`) what the baseline knows.

        `genre` goes before what the configuration says. What is in the cache is not looked for again. Raises StrictError
        where the configuration names a baseline that cannot be used.
        """
        begun = self._begin(source, genre)
        if isinstance(begun, Checked):
            return begun
        result = lint(begun.document, begun.setup.ruleset, remember=remember, voices=begun.voices)
        return self._end(begun, result, whole=whole)

    def lint_all(self, sources: Iterable[Source], genre: Genre | None = None) -> list[Checked]:
        """What `lint` finds in each of these sources, in order, at less cost where they are short. Raises as `lint` does."""
        begun = [self._begin(source, genre) for source in sources]
        by_setup: dict[int, list[_Begun]] = {}
        for one in begun:
            if isinstance(one, _Begun):
                by_setup.setdefault(id(one.setup), []).append(one)
        checked: dict[int, Checked] = {}
        for alike in by_setup.values():
            results = lint_all([(one.document, one.voices) for one in alike], alike[0].setup.ruleset)
            checked |= {id(one): self._end(one, result) for one, result in zip(alike, results, strict=True)}
        return [checked[id(one)] if isinstance(one, _Begun) else one for one in begun]

    def _begin(self, source: Source, genre: Genre | None) -> _Begun | Checked:
        """The source as it is to be checked, or the answer where the cache knows that all is silent."""
        setup = self.setup(source.path)
        key = self._key(setup, source) if genre in (None, setup.genre) else b""
        voices = self.cache.get(key) if self.cache and key else None
        # Where all is silent, most reports will not even look at the text.
        if voices == Footprint() and not has_comments(source):
            return Checked(source, (), genre=setup.genre)
        return _Begun(parse(source, genre or setup.genre), setup, key, voices)

    def _end(self, begun: _Begun, result: Result, *, whole: bool = False) -> Checked:
        """What is to be reported, remembered by the cache where it did not know it."""
        document, source = begun.document, begun.document.source
        checked = self.reported(document, result, begun.setup, whole=whole)
        is_read = not (document.is_blank and nothing_read(source))
        if self.cache and begun.key and begun.voices is None and not checked.failures and is_read:
            self.cache.put(begun.key, result.voices)
        return checked

    def fingerprint_of(self, path: str) -> bytes:
        """Of all that decides what is reported of the file at this path, but for what stands in it."""
        setup = self.setup(path)
        return setup.fingerprint + setup.words + self._left_out

    @cached_property
    def _left_out(self) -> bytes:
        baseline = self.baseline and (self.baseline.salt.hex(), self.baseline.files)
        return fingerprint.of_words(self.keeps, baseline, self.config.fail_on)

    def remembers(self, source: Source) -> bool:
        """Whether the cache knows what is to be found in a source."""
        key = self._key(self.setup(source.path), source)
        return bool(self.cache and key and self.cache.get(key))

    def _key(self, setup: Setup, source: Source) -> bytes:
        # A file that is more than its text (a Word file's headings and numbers) is not known by its text alone.
        known = self.cache and setup.fingerprint and type(source) is Source
        return fingerprint.of_text(setup.fingerprint, source) if known else b""

    def reported(self, document: Document, result: Result, setup: Setup, *, whole: bool = False) -> Checked:
        """What is left of a result without what is kept and (unless `whole`) what the baseline knows. Raises as `lint` does."""
        path = document.source.path
        mine = [i for i, k in enumerate(self.keeps) if not k.paths or self._matches(k.paths, path)]
        outcome = keep(document, result.findings, [self.keeps[i] for i in mine], setup.names)
        used = frozenset(mine[i] for i in outcome.used)
        base = None if whole else self.baseline
        findings = outcome.findings
        if base is not None:
            findings = base.new(document, findings, self.name_of(path), lambda: self.names)
        known = len(outcome.findings) - len(findings)
        return Checked(document.source, findings, result.failures, used, known, parsed=document)

    @property
    def baseline_path(self) -> str:
        """Where the project's baseline is, or would be."""
        return os.fspath(self.root / (self.config.baseline or FILE_NAME))

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline that the configuration names, or the one that was written into the project's folder.

        Raises StrictError.
        """
        named = bool(self.config.baseline)
        if named and self.settings.top is not None and leads_out(self.baseline_path, self.settings.top):
            self.settings.refuse(("baseline",), "基线文件在项目的文件夹外面；真要用它，用 --config 写明这个配置")
        if not named and (self.isolated or not os.path.isfile(self.baseline_path)):
            return None
        try:
            return load(self.baseline_path)
        except BaselineError as error:
            if named:
                self.settings.refuse(("baseline",), str(error))
            file = File(_near(self.baseline_path), "")
            file.complain(None, str(error))
            raise StrictError(file.complaints) from error

    def name_of(self, path: str) -> str:
        """What a file is called below the project's folder."""
        full = Path(os.path.abspath(path))
        return (full.relative_to(self.root) if full.is_relative_to(self.root) else full).as_posix()

    @cached_property
    def names(self) -> frozenset[str]:
        """What the files of the project's folder are called."""
        found = discover([os.fspath(self.root)], SUFFIXES, lambda path, why: None)
        return frozenset(self.name_of(path) for path in found)

    @property
    def words_path(self) -> str:
        """Where the project's own words are, or would be."""
        return os.path.normpath(self.root / (self.config.words or words.FILE_NAME))

    def _words(self) -> list[Keep]:
        if not self.config.words:
            return []
        if not Path(self.words_path).is_relative_to(self.root):
            self.settings.refuse(("words",), "词表要放在配置所在的文件夹里面")
        try:
            return words.keeps(words.load(self.words_path))
        except words.WordsError as error:
            self.settings.refuse(("words",), f"词表{error}")

    def idle_keeps(self, used: Collection[int]) -> Checked | None:
        """What is to be said of the configuration itself when all of the project's files have been checked.

        Its own quotations that are not among those `used` in any file are findings of suppression/unused.
        """
        rule = self._setup(()).names.running.get(UNUSED.id)
        own = range(len(self.keeps) - len(self.config.keep), len(self.keeps))
        idle = [number for number, index in enumerate(own) if index not in used]
        if rule is None or not idle:
            return None
        source = load_source(self.settings.path)
        return Checked(source, tuple(findings_of(self.settings, source, idle, rule)))

    def setup(self, path: str) -> Setup:
        """What holds for the file at this path."""
        return self._setup(tuple(i for i, o in enumerate(self.config.overrides) if self._matches(o.paths, path)))

    def unmatched_overrides(self, paths: Collection[str]) -> list[int]:
        """The indexes of the overrides that hold for none of these files."""
        return [i for i, o in enumerate(self.config.overrides) if not any(self._matches(o.paths, path) for path in paths)]

    def covers(self, path: str) -> bool:
        """Whether a file that a search has found is to be checked, as `include` and `exclude` have it."""
        return not self.excludes(path) and (not self.config.include or self._matches(self.config.include, path))

    def excludes(self, path: str) -> bool:
        """Whether `exclude` names the file or a folder that it is in."""
        return self._matches(self.config.exclude, path)

    def _matches(self, patterns: Sequence[str], path: str) -> bool:
        if not patterns:
            return False
        full = Path(os.path.abspath(path))
        if not full.is_relative_to(self.root):
            return False
        return bool(_spec(tuple(patterns))(full.relative_to(self.root).as_posix()))

    def _setup(self, matching: tuple[int, ...]) -> Setup:
        if matching not in self._setups:
            self._setups[matching] = self._prepare(matching)
        return self._setups[matching]

    def _prepare(self, matching: tuple[int, ...]) -> Setup:
        overrides = [(i, self.config.overrides[i]) for i in matching]
        layers = [Layer(layer, layer.config.rules) for layer in self.layers]
        layers += [Layer(self.settings, o.rules, ("overrides", i)) for i, o in overrides]
        genres = [self._genre, *(o.genre for _, o in reversed(overrides)), *(s.config.genre for s in reversed(self.layers))]
        asked = {*self._choice.select, *self._choice.severity}
        tuned = [tune(rule, layers, preview=self.config.preview, asked=asked) for rule in self.rules]
        rules = self._choice.apply(rule for rule, _ in tuned)
        return Setup(
            Ruleset(rules),
            Names(self._known, Names.of(rules).running),
            next((genre for genre in genres if genre is not None), None),
            {rule.id: origins for rule, origins in tuned if origins},
        )

    def _load_rules(self) -> list[Rule]:
        rules = [*load_builtin(), *KEEP_RULES]
        for index, name in enumerate(self.config.rule_folders):
            folder = self.root / name
            if not folder.is_dir():
                self.settings.refuse(("rule-folders", index), f"没有文件夹“{name}”")
            rules += load_folder(os.fspath(folder))
        for index, name in enumerate(self.config.packs):
            try:
                folder = packs.folder(name)
            except packs.PackError as error:
                self.settings.refuse(("packs", index), f"{error}{suggest(name, packs.names())}")
            rules += load_folder(os.fspath(folder))
        if any(layer.config.habits for layer in self.layers):
            from govlint.config.habits import rules_of  # most projects have none

            rules += rules_of(self.layers)
        refuse_doubles(rules)
        return rules

    def _refuse_other_version(self) -> None:
        wanted = self.config.required_version
        if not wanted:
            return
        from packaging.specifiers import InvalidSpecifier, SpecifierSet

        path = ("required-version",)
        try:
            fits = SpecifierSet(wanted).contains(govlint.__version__, prereleases=True)
        except InvalidSpecifier:
            self.settings.refuse(path, f"“{wanted}”不是版本要求，要写成 >=0.1 这样")
        if not fits:
            self.settings.refuse(path, f"要求 govlint {wanted}，装着的是 {govlint.__version__}")


class Projects:
    """The project of each file: that of the nearest configuration upward, or one for all.

    `path` is the one configuration to use, "" for none at all, None to look for them; `profile` goes with all of them.
    Raises as Project does.
    """

    def __init__(
        self,
        path: str | None = None,
        choice: Selection | None = None,
        genre: Genre | None = None,
        cache: Cache | None = None,
        profile: str = "",
    ) -> None:
        self._choice = choice
        self._cache = cache
        self._genre = genre
        self._profile = profile
        self._by_config: dict[str, Project] = {}
        self._by_folder: dict[str, str] = {}
        self.foreign: list[str] = []
        """Configurations that were passed over and of which nothing has been said yet."""
        self._path = path

    def of(self, path: str) -> Project:
        """The project that a file belongs to."""
        return self.of_folder(os.path.dirname(os.path.abspath(path)))

    def of_folder(self, folder: str) -> Project:
        """The project that the files in a folder belong to."""
        if self._path is not None:
            return self._open(self._path)
        if folder not in self._by_folder:
            self._by_folder[folder] = config.find(folder, self.foreign.append) or ""
        project = self._open(self._by_folder[folder])
        for path in self.foreign:
            warning = f"{visible(path)} 属于别的用户，没有用它；真要用它，写 --config {visible(path)}"
            if warning not in project.warnings:
                project.warnings.append(warning)
        self.foreign.clear()
        return project

    @property
    def opened(self) -> list[Project]:
        """Those that were asked for, in order."""
        return list(self._by_config.values())

    def _open(self, path: str) -> Project:
        if path not in self._by_config:
            settings = config.read(_near(path)) if path else NOTHING
            settings = replace(settings, named=self._path is not None)
            self._by_config[path] = Project(
                settings, self._choice, self._genre, self._cache, isolated=self._path == "", profile=self._profile
            )
        return self._by_config[path]


def _near(path: str) -> str:
    """A path as somebody in the working folder would write it."""
    return os.path.relpath(path) if Path(path).is_relative_to(Path.cwd()) else path


_spec = cache(gitignore.of_patterns)
