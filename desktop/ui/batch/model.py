"""The rows of one list for its table: filtered, sorted, and with the texts of those that were looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.domain.batch.batch import StagedRow
from desktop.ui.batch.row_texts import RIGHT, BatchColumn, RowTexts, titles
from desktop.ui.widgets.plain import tip

Index = QModelIndex | QPersistentModelIndex

# Comparing with the enumeration itself is five times slower.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_EDITED = (BatchColumn.NUMBER, BatchColumn.FACE, BatchColumn.NOTE)


class BatchModel(QAbstractTableModel):
    """Rows are named by their positions. `edited` carries position, column and what was typed."""

    edited = Signal(int, int, str)

    def __init__(self, *, staged: bool) -> None:
        """`staged`: the rows are being worked on."""
        super().__init__()
        self._positions: list[int] = []
        self._places: dict[int, int] = {}
        self._row_of: Callable[[int], StagedRow] | None = None
        self._texts_of: Callable[[int], RowTexts] | None = None
        self._texts: dict[int, RowTexts] = {}
        self._titles = titles(staged=staged)
        self._can_edit = staged

    def show(
        self, positions: Iterable[int], row_of: Callable[[int], StagedRow], texts_of: Callable[[int], RowTexts]
    ) -> None:
        """Show these rows, in this order."""
        self.beginResetModel()
        self._positions = list(positions)
        self._places = {position: place for place, position in enumerate(self._positions)}
        self._row_of, self._texts_of = row_of, texts_of
        self._texts.clear()
        self.endResetModel()

    def renew(self, positions: Iterable[int]) -> None:
        """These rows have changed."""
        places = [self._places[one] for one in positions if one in self._places]
        for place in places:
            self._texts.pop(self._positions[place], None)
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(BatchColumn) - 1))

    def renew_all(self) -> None:
        """All rows may have changed."""
        self._texts.clear()
        if self._positions:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._positions) - 1, len(BatchColumn) - 1))

    @property
    def positions(self) -> list[int]:
        """The positions of the rows shown, from top to bottom."""
        return list(self._positions)

    def position(self, place: int) -> int:
        """The position of the row at a place."""
        return self._positions[place]

    def place_of(self, position: int) -> int | None:
        """The place of a row; None if it is not shown."""
        return self._places.get(position)

    def row(self, place: int) -> StagedRow:
        """The row at a place."""
        assert self._row_of is not None
        return self._row_of(self._positions[place])

    def texts(self, place: int) -> RowTexts:
        """The texts painted at a place."""
        position = self._positions[place]
        found = self._texts.get(position)
        if found is None:
            assert self._texts_of is not None
            found = self._texts[position] = self._texts_of(position)
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._positions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(BatchColumn)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._titles[section]
        return (_RIGHT if section in RIGHT else _LEFT) if role == _ALIGNMENT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self._can_edit and index.column() in _EDITED else found

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if not index.isValid() or role not in (_DISPLAY, _EDIT, _ACCESSIBLE, _ALIGNMENT, _TOOLTIP):
            return None
        if role == _ALIGNMENT:
            return _RIGHT if index.column() in RIGHT else _LEFT
        if role == _EDIT:
            return self._plain(index)
        texts = self.texts(index.row())
        if index.column() == BatchColumn.STATUS:
            whole = f"{texts.status} · {texts.remark}" if texts.remark else texts.status
            return tip(whole) if role == _TOOLTIP else whole
        if role == _TOOLTIP:
            return tip(texts.cells[index.column()])
        return texts.cells[index.column()]

    def setData(self, index: Index, value: object, role: int = _EDIT) -> bool:
        if role != _EDIT or not index.isValid():
            return False
        self.edited.emit(self._positions[index.row()], index.column(), str(value))
        return True

    def _plain(self, index: Index) -> str:
        """The value as it is typed."""
        row = self.row(index.row())
        if index.column() == BatchColumn.NUMBER:
            return row.mobile
        if index.column() == BatchColumn.FACE:
            return "" if row.face is None else f"{row.face // 100}"
        return row.note
