"""The owner's settings, each with what is wrong with it beside it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.offer import are_sound, at_face
from desktop.settings import Settings
from desktop.settings.rules import is_web_address, number_from
from desktop.ui.build import CheckBox, button, fit, label


class SettingsDialog(QDialog):
    """Accepted only with settings that are right; then `chosen` holds them."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self.chosen = settings
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumWidth(620)
        self.language = QComboBox()
        for code, name in (("", self.tr("As the system")), ("zh_CN", "中文"), ("en", "English")):
            self.language.addItem(name, code)
        self.colours = QComboBox()
        for code, name in (("", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))):
            self.colours.addItem(name, code)
        self.faces = QLineEdit()
        self.slow = CheckBox(self.tr("Slow recharge may be chosen"))
        self.base_url = QLineEdit()
        self.proxy = QLineEdit()
        self.proxy.setPlaceholderText(self.tr("none"))
        self.notify_url = QLineEdit()
        self.rate = QLineEdit()
        self._problems: dict[QLineEdit, QLabel] = {}
        self._fill(settings)
        self._lay_out()

    def _fill(self, settings: Settings) -> None:
        self.language.setCurrentIndex(self.language.findData(settings.language))
        self.colours.setCurrentIndex(self.colours.findData(settings.colours))
        self.faces.setText(" ".join(str(offer.face // FEN_PER_YUAN) for offer in settings.offers))
        self.slow.setChecked(settings.slow_allowed)
        self.base_url.setText(settings.base_url)
        self.proxy.setText(settings.proxy)
        self.notify_url.setText(settings.notify_url)
        self.rate.setText(f"{settings.requests_per_second:g}")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        form = QFormLayout()
        form.setSpacing(10)
        for name, field in (
            (self.tr("Language"), self.language),
            (self.tr("Colours"), self.colours),
            (self.tr("Face values, yuan"), self.faces),
            ("", self.slow),
            (self.tr("Platform address"), self.base_url),
            (self.tr("Proxy"), self.proxy),
            (self.tr("Callback address"), self.notify_url),
            (self.tr("Requests a second"), self.rate),
        ):
            if name:
                field.setAccessibleName(name)
            form.addRow(name, self._with_problem(field) if isinstance(field, QLineEdit) else field)
        column.addLayout(form)
        row = QHBoxLayout()
        defaults = button(self.tr("Defaults"))
        defaults.clicked.connect(lambda: self._fill(Settings()))
        save, back = button(self.tr("Save"), "primary"), button(self.tr("Back (Esc)"))
        save.setDefault(True)
        save.clicked.connect(self._save)
        back.clicked.connect(self.reject)
        row.addWidget(defaults)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(save)
        column.addLayout(row)

    def _with_problem(self, field: QLineEdit) -> QVBoxLayout:
        """The field, and under it the place where its problem is said."""
        problem = self._problems[field] = label(role="error")
        problem.setWordWrap(True)
        problem.hide()
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addWidget(field)
        box.addWidget(problem)
        return box

    def _save(self) -> None:
        for problem in self._problems.values():
            problem.hide()
        parts = self.faces.text().replace("，", " ").split()
        faces = at_face(*[int(part) for part in parts]) if all(part.isdigit() for part in parts) else ()
        if not are_sound(faces):
            self._refuse(
                self.faces, self.tr("Face values: one to nine whole amounts of yuan, each once, such as 50 100 200.")
            )
            return
        for field, may_be_empty in ((self.base_url, False), (self.proxy, True), (self.notify_url, False)):
            text = field.text().strip()
            if not is_web_address(text) and not (may_be_empty and not text):
                self._refuse(field, self.tr("An address begins with http:// or https:// and names a host."))
                return
        rate = number_from(self.rate.text())
        if rate is None or not 0.1 <= rate <= 20:
            self._refuse(self.rate, self.tr("Requests a second: a number from 0.1 to 20."))
            return
        self.chosen = replace(
            self._settings,
            language=self.language.currentData(),
            colours=self.colours.currentData(),
            offers=faces,
            slow_allowed=self.slow.isChecked(),
            base_url=self.base_url.text().strip(),
            proxy=self.proxy.text().strip(),
            notify_url=self.notify_url.text().strip(),
            requests_per_second=rate,
        )
        self.accept()

    def _refuse(self, field: QLineEdit, why: str) -> None:
        self._problems[field].setText(why)
        self._problems[field].show()
        fit(self)
        field.setFocus()
        field.selectAll()
