"""A package that may also be called: ``claimcheck.extract`` is a stage and a function of one name.

Importing any module of a sub-package binds the package to its parent's attribute, so a function
of the same name would vanish with the first such import. Calling the package runs the function.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def callable_package(name: str, home: str, function: str) -> None:
    """Let calls of the package ``name`` run ``function`` of the module ``home``, imported on first use."""

    class Package(ModuleType):
        def __call__(self, *args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(home), function)(*args, **kwargs)

    sys.modules[name].__class__ = Package
