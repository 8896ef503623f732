"""Loads PySide6 without its signatures, which take a third of a bare start, until somebody asks for one.

libshiboken imports the package `shibokensupport` when it is loaded: 2,600 lines, compiled from text at each start, that
are there only to tell of a call with wrong arguments. Where a folder `files.dir` lies beside the module `shiboken6`,
libshiboken leaves it to Python to find the package: `_Finder` then gives it a stand-in, which loads the real package
when it is first needed.

This reaches into the inside of PySide6. It is done for VERSION only; with any other version PySide6 loads as always.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

VERSION = "6.11.3"
_PACKAGE = "shibokensupport"
_NAMES = (_PACKAGE, f"{_PACKAGE}.signature", f"{_PACKAGE}.signature.mapping", f"{_PACKAGE}.signature.loader")
_ONLY_FOR_THE_REAL_PACKAGE = ("zipfile", "base64")
"""libshiboken's bootstrap imports these at its top."""


def leave_out() -> bool:
    """Call it before PySide6 is imported, and `restore_modules` after that; False where PySide6 is another version or
    loaded already.
    """
    spec = PathFinder.find_spec("shiboken6")
    if "shiboken6" in sys.modules or spec is None or not spec.submodule_search_locations:
        return False
    here, there = os.path.dirname(__file__), os.path.dirname(spec.submodule_search_locations[0])
    if not os.path.isdir(os.path.join(there, f"shiboken6-{VERSION}.dist-info")):
        return False
    if not os.path.isdir(os.path.join(here, "files.dir")):  # macOS' bundle gives folders with a dot another name
        return False
    if hasattr(sys, "setdlopenflags"):
        sys.setdlopenflags(os.RTLD_LAZY)  # few of PySide6's 15,000 calls into Qt are ever made
    module = ModuleType("shiboken6")
    module.__path__ = list(spec.submodule_search_locations)
    module.__file__ = os.path.join(here, "shiboken6.py")
    module.__spec__ = spec
    module.__package__ = "shiboken6"
    sys.modules["shiboken6"] = module
    for name in _ONLY_FOR_THE_REAL_PACKAGE:
        sys.modules.setdefault(name, _NotImported(name))
    sys.meta_path.insert(0, _Finder)
    return True


def restore_modules() -> None:
    """Call it when PySide6 is imported."""
    if _Finder in sys.meta_path:
        sys.meta_path.remove(_Finder)
    for name in _ONLY_FOR_THE_REAL_PACKAGE:
        if isinstance(sys.modules.get(name), _NotImported):
            del sys.modules[name]


_ALIVE: list[ModuleType] = []
"""libshiboken keeps pointers into the stand-ins without owning them, also after the real package took their place."""


class _NotImported(ModuleType):
    """Holds the place of a module that nobody uses yet."""


class _Finder:
    """Finds the stand-ins; a finder and a loader in one, as `sys.meta_path` takes it."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, _Finder, is_package=name in _NAMES[:2]) if name in _NAMES else None  # type: ignore[arg-type]

    @staticmethod
    def create_module(spec: ModuleSpec) -> ModuleType | None:
        return None

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        _ALIVE.append(module)
        if module.__name__ == _NAMES[2]:
            module.update_mapping = _update_mapping  # type: ignore[attr-defined]
        elif module.__name__ == _NAMES[3]:
            importlib.import_module(_NAMES[2])  # libshiboken looks for it among the loaded modules
            module.__dict__.update(_STAND_INS)


class _Real:
    """The package that libshiboken carries, loaded once."""

    loader: Any = None

    @classmethod
    def get(cls) -> Any:
        if cls.loader is None:
            cls.loader = cls._loaded()
        return cls.loader

    @staticmethod
    def _loaded() -> Any:
        import base64
        import builtins
        import zipfile

        bootstrap = importlib.import_module("signature_bootstrap")
        bootstrap.base64, bootstrap.zipfile = base64, zipfile  # type: ignore[attr-defined]
        root, plain_import = sys.modules["shiboken6"], builtins.__import__
        assert root.__spec__ is not None
        assert root.__spec__.loader is not None
        root.__spec__.loader.exec_module(root)  # its versions, and what it imports for the package
        for name in [name for name in sys.modules if name.split(".")[0] == _PACKAGE]:
            del sys.modules[name]
        _target, finder = bootstrap.prepare_zipfile()
        sys.meta_path.insert(0, finder)
        try:
            return importlib.import_module(f"{_PACKAGE}.signature.loader")
        finally:
            sys.meta_path.remove(finder)
            builtins.__import__ = plain_import


def _update_mapping() -> None:
    """libshiboken evaluates the names of functions in the stand-in's namespace: give it the modules of the real one."""
    _Real.get()
    real = sys.modules[_NAMES[2]]
    real.update_mapping()
    modules = {name: value for name, value in vars(real).items() if isinstance(value, ModuleType)}
    for stand_in in _ALIVE:
        if stand_in.__name__ == _NAMES[2]:
            vars(stand_in).update(modules)


def _finish_import(module: ModuleType) -> None:
    """PySide6 mends some of its modules when they are imported; that part has no use for signatures."""
    from PySide6.support import deprecated

    fix = getattr(deprecated, f"fix_for_{module.__name__.rpartition('.')[2]}", None)
    if fix is not None:
        fix(module)


# The names that libshiboken calls (signature.cpp, version VERSION).
_STAND_INS = {
    "pyside_type_init": lambda *args: _Real.get().pyside_type_init(*args),
    "create_signature": lambda *args: _Real.get().create_signature(*args),
    "seterror_argument": lambda *args: _Real.get().seterror_argument(*args),
    "make_helptext": lambda *args: _Real.get().make_helptext(*args),
    "finish_import": _finish_import,
    "feature_import": lambda *_args, **_kwargs: None,
    "feature_imported": lambda *_args, **_kwargs: None,
    "post_init": lambda: None,
}
