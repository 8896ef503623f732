"""The language on screen: the owner's choice, otherwise the system's; Chinese or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from desktop.system.paths import resource

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication


class Language:
    """Installs the translators of a language and removes those of the previous one."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.code = "en"

    def use(self, chosen: str) -> None:
        """Switch to `chosen` ("zh_CN", "en"), or to the system's language for "".

        Existing windows keep their texts and must be created again. Raises FileNotFoundError for a missing translation.
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
