"""The language on screen: the owner's choice, else the system's; Chinese or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.system.paths import resource

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


class Language:
    """Installs the translators for one language and takes them out again for another."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.code = "en"

    def use(self, chosen: str) -> None:
        """Speak `chosen` ("zh_CN", "en"), or what the system speaks for "".

        Windows made before keep their words; make them anew. Raises FileNotFoundError for a missing translation.
        """
        self.code = chosen or _of_system()
        for old in self._translators:
            self._app.removeTranslator(old)
        self._translators.clear()
        if self.code == "zh_CN":
            self._install("topup_desk_zh_CN", str(resource("i18n")))
            self._install("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if not translator.load(name, folder):
            raise FileNotFoundError(f"{folder}/{name}.qm")
        self._app.installTranslator(translator)
        self._translators.append(translator)


def _of_system() -> str:
    languages = QLocale.system().uiLanguages()
    return "zh_CN" if languages and languages[0].startswith("zh") else "en"
