"""The objects that every stage of the program needs."""

from __future__ import annotations

import asyncio
import logging

from msgspec import Struct, field
from PySide6.QtWidgets import QApplication

from desktop.program.kept_settings import KeptSettings, NotOverwrittenError
from desktop.program.options import Options
from desktop.settings import Settings
from desktop.ui.look import theme
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_desk, about_settings

log = logging.getLogger(__name__)


class Context(Struct, frozen=True):
    """`closing` is set once the whole program must go: by the clerk, a signal, or the system."""

    app: QApplication
    options: Options
    language: Language
    kept: KeptSettings
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.kept.current

    @property
    def is_self_check(self) -> bool:
        """Nobody is there who could answer a question."""
        return self.options.self_check is not None

    def dress(self) -> None:
        """Put the settings' language and colours into force."""
        self.language.use(self.options.language or self.settings.language)
        theme.follow(self.app, self.settings.colours)

    def save(self) -> str:
        """Save the settings in force; the message for the clerk where they cannot be saved, else ""."""
        try:
            self.kept.save()
        except NotOverwrittenError:
            return about_settings.not_overwritten(self.kept.file)
        except OSError as error:
            log.exception("the settings cannot be saved")
            return about_desk.settings_not_kept(str(error))
        return ""
