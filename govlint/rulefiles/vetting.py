"""What types cannot show about a rule file: templates, examples and quotations; complains, and changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import yaml

from govlint.analysis.check import Kind
from govlint.deserialize.dataclass import File, choices, suggest, unsigned
from govlint.rulefiles.redpen import MARK, misuse


def vet(file: File, node: yaml.MappingNode, kind: Kind, inherits: bool, named: Iterable[str] = ()) -> None:
    """Complain about templates that name what the kind does not provide, and about examples that assert nothing.

    A file that inherits need not say again what its base says. `named` are the slots that the rule's own options add.
    """
    slots = {"match", *kind.slots, *named}
    related: list[str] = []
    for name, key, value in _items(node):
        if name == "message":
            _vet_template(file, value, slots)
        elif name in ("fix", "safety") and not kind.fixes:
            file.complain(key, f"检查方式 {kind.name} 不给改法，“{name}”没有用处")
        elif name == "fix":
            _vet_template(file, value, slots | {"use"})
        elif name == "related":
            for role, key, template in _items(value):
                related.append(role)
                _vet_name(file, key, kind, kind.roles, "关联位置")
                _vet_template(file, template, slots)
        elif name == "cases":
            for _, key, case in _items(value):
                _vet_name(file, key, kind, kind.cases, "情形")
                for word, key, template in _items(case):
                    if word == "message":
                        _vet_template(file, template, slots)
                    elif word == "safety" and not kind.fixes:
                        file.complain(key, f"检查方式 {kind.name} 不给改法，“safety”没有用处")
        elif name in ("bad", "good") and isinstance(value, yaml.SequenceNode):
            _vet_examples(file, value, name)
        if name in ("basis", "bad", "good") and isinstance(value, yaml.SequenceNode) and not value.value:
            file.complain(value, f"“{name}”里至少要有一条")
    missing = [role for role in kind.roles if role not in related]
    if missing and not inherits:
        where = next((value for name, _, value in _items(node) if name == "related"), node)
        file.complain(where, f"related 里缺少：{'、'.join(missing)}")


def vet_quotes(file: File, node: yaml.MappingNode) -> None:
    """Complain about a basis whose seed there is not, or whose quotation does not stand in that seed's reading text."""
    from govlint.rulefiles.seeds import load_seeds, reading_text
    from govlint.text.fold import fold

    for name, _, value in _items(node):
        for basis in value.value if name == "basis" and isinstance(value, yaml.SequenceNode) else ():
            parts = {word: child for word, _, child in _items(basis)}
            seed, quote = parts.get("seed"), parts.get("quote")
            if not isinstance(seed, yaml.ScalarNode):
                continue
            seeds = load_seeds()
            if seed.value not in seeds:
                file.complain(seed, f"没有范文“{seed.value}”{suggest(seed.value, seeds) or choices(seed.value, seeds)}")
            elif isinstance(quote, yaml.ScalarNode) and fold(quote.value.strip()) not in reading_text(seed.value):
                file.complain(quote, f"范文 {seed.value} 里没有这句话；引文要一字不差（注音略去）")


def _items(node: yaml.Node) -> Iterator[tuple[str, yaml.ScalarNode, yaml.Node]]:
    """The keys of a mapping without + and -, each with its nodes; of another node nothing."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield unsigned(key.value), key, value


def _vet_name(file: File, node: yaml.ScalarNode, kind: Kind, known: Collection[str], what: str) -> None:
    if node.value not in known:
        file.complain(node, f"{kind.name} 没有叫“{node.value}”的{what}{choices(node.value, known)}")


def _vet_template(file: File, node: yaml.Node, known: Collection[str]) -> None:
    if not isinstance(node, yaml.ScalarNode):
        return
    # Not before a rule is read from its file.
    import string

    try:
        fields = [part[1:] for part in string.Formatter().parse(node.value) if part[1] is not None]
    except ValueError:
        file.complain(node, "花括号不成对；要写花括号本身请写成 {{ }}")
        return
    for name, spec, conversion in fields:
        if name not in known:
            file.complain(node, f"没有可填的“{{{name}}}”{choices(str(name), sorted(known))}", f"{{{name}")
        elif spec or conversion:
            file.complain(node, f"“{{{name}}}”里不能有格式说明", f"{{{name}")


def _vet_examples(file: File, node: yaml.SequenceNode, name: str) -> None:
    for child in node.value:
        text = next((value for word, _, value in _items(child) if word == "text"), child)
        if not isinstance(text, yaml.ScalarNode):
            continue
        marked = MARK.search(text.value)
        if name == "good" and ("⟦" in text.value or "⟧" in text.value):
            file.complain(text, "正例里不应有 ⟦⟧")
        elif name == "bad" and (fault := misuse(text.value)):
            file.complain(text, fault)
        elif name == "bad" and not marked:
            file.complain(text, "反例没有用 ⟦⟧ 标出应当报告的地方")
