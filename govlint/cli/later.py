"""Modules that are loaded when something in them is first asked for, though others import them at once."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec
from threading import RLock
from types import ModuleType
from typing import Any

_lock = RLock()


class _PutOff(ModuleType):
    """Stands in for a module until then. The standard library's LazyLoader gives way as soon as it is imported again."""

    def __getattr__(self, name: str) -> Any:
        with _lock:
            spec: ModuleSpec | None = self.__dict__.pop("__put_off__", None)
            if spec is not None and spec.loader is not None:
                spec.loader.exec_module(self)
                self.__class__ = ModuleType  # type: ignore[assignment]
        return ModuleType.__getattribute__(self, name)


def put_off(*names: str) -> None:
    """Load these modules no sooner than that."""
    for name in names:
        spec = find_spec(name) if name not in sys.modules else None
        if spec is not None:
            module = module_from_spec(spec)
            module.__class__ = _PutOff
            module.__dict__["__put_off__"] = spec
            sys.modules[name] = module
