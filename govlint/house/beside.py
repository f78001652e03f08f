"""What a draft is to stand beside, as somebody names it: model texts, a profile, or the seed where nothing is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govlint.analysis.rule import Rule
from govlint.config.extends import named
from govlint.config.habits import rules_of
from govlint.config.settings import ProfileFile, parse
from govlint.config.tuning import Layer, tune
from govlint.document.document import Document
from govlint.house.compare import Comparison, Draft
from govlint.house.gather import Complain, gather, names_of_files
from govlint.house.learn import learn
from govlint.house.profile import profile
from govlint.readers import load
from govlint.readers import parse as parse_text
from govlint.rulefiles.seeds import load_seeds, model
from govlint.text.source import SourceError


def beside_models(document: Document, paths: Sequence[str], complain: Complain) -> Comparison | None:
    """The draft beside the texts in these files; None where there is none. They are read one at a time."""
    gathered = gather(paths, complain)
    if not gathered.models.models:
        return None
    draft = Draft(document)
    names = names_of_files(sorted(paths))
    known = {m.name for m in gathered.models.models}
    for path in sorted(paths):
        try:
            if names[path] in known:
                draft.search.offer(parse_text(load(path)), names[path])
        except SourceError:  # it was complained of when it was gathered
            continue
    rules = list(rules_of([parse("", profile(learn(gathered.models, gathered.left_out)), ProfileFile)]))
    return draft.compare(rules, "范文", len(gathered.models.models), gathered.models)


def beside_profile(document: Document, name: str) -> Comparison:
    """The draft beside a profile, by its path or as `extends` names it, with what it sets for its own habits. Raises
    StrictError."""
    profiles = tuple(named(name))
    layers = [Layer(settings, settings.config.rules) for settings in profiles]
    tuned = [tune(rule, layers, preview=False, asked=())[0] for rule in rules_of(profiles)]
    return beside_rules(document, [rule for rule in tuned if not rule.silent], name)


def beside_rules(document: Document, rules: Iterable[Rule], whose: str = "") -> Comparison:
    """The draft beside the habits among rules; beside what the seed teaches where there are none."""
    habits = [rule for rule in rules if rule.category == "house"]
    if not habits:
        seed = next(iter(load_seeds().values()))
        draft = Draft(document)
        draft.search.offer(model(seed.id), seed.title)
        return draft.compare(list(rules_of(named(f"seed/{seed.id}"))), seed.title, 1)
    return Draft(document).compare(habits, whose, max(rule.options.texts for rule in habits))
