"""Places in one form, "湖南长沙" and "Changsha, Hunan", from the first seven digits of a number or from the platform's
words; works offline.

The table is made from Google's geocoding data (`resources/places/make.py` explains how, and why the library itself is
not used). Its names translate the platform's, too.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from desktop.system.paths import resource

_FIRST, _DIGITS, _BYTES = 1_300_000, 7, 2

PROVINCES = {
    "北京": "Beijing",
    "天津": "Tianjin",
    "上海": "Shanghai",
    "重庆": "Chongqing",
    "河北": "Hebei",
    "山西": "Shanxi",
    "辽宁": "Liaoning",
    "吉林": "Jilin",
    "黑龙江": "Heilongjiang",
    "江苏": "Jiangsu",
    "浙江": "Zhejiang",
    "安徽": "Anhui",
    "福建": "Fujian",
    "江西": "Jiangxi",
    "山东": "Shandong",
    "河南": "Henan",
    "湖北": "Hubei",
    "湖南": "Hunan",
    "广东": "Guangdong",
    "海南": "Hainan",
    "四川": "Sichuan",
    "贵州": "Guizhou",
    "云南": "Yunnan",
    "陕西": "Shaanxi",
    "甘肃": "Gansu",
    "青海": "Qinghai",
    "内蒙古": "Inner Mongolia",
    "广西": "Guangxi",
    "西藏": "Tibet",
    "宁夏": "Ningxia",
    "新疆": "Xinjiang",
    "香港": "Hong Kong",
    "澳门": "Macau",
    "台湾": "Taiwan",
}
"""The short names of the provinces, municipalities, autonomous and special regions."""

_OF_PROVINCE = "(?:壮族|回族|维吾尔)?自治区$|特别行政区$|[省市]$"
_PEOPLES = "苗|侗|布依|土家|彝|藏|羌|回|蒙古|哈萨克|柯尔克孜|朝鲜|白|傣|景颇|傈僳|哈尼|壮|黎"
_OF_CITY = f"(?:(?:{_PEOPLES})族?)*自治州$|地区$|林区$|[市盟州]$"
_SHORTEST = 2


def place_of(digits: str) -> str:
    """Province and city in the language on screen, once there are seven digits; "" for an unknown segment.

    A number keeps its place for life, wherever its owner moves. Digits only.
    """
    number = _number_of(digits[:_DIGITS]) if len(digits) >= _DIGITS else 0
    if not number:
        return ""
    chinese, english = _table()[number - 1]
    return english if _is_english() else short_place(chinese)


def place_named(province: str, city: str) -> str:
    """A place that the platform names in Chinese, in the language on screen; an unknown city keeps its Chinese name."""
    city = _short(short_place(city), _OF_CITY)
    short = _joined(_short(province, _OF_PROVINCE), city)
    if not _is_english():
        return short
    if (known := _translated().get(short)) is not None:
        return known
    names = city, PROVINCES.get(_short(province, _OF_PROVINCE), province.strip())
    return ", ".join(dict.fromkeys(name for name in names if name))


def short_place(name: str) -> str:
    """A Chinese place without what only tells its rank: 湖南省长沙市 → 湖南长沙, 北京市 → 北京."""
    province = next((one for one in PROVINCES if name.startswith(one)), "")
    city = re.sub(r"^(?:省|自治区)", "", name.removeprefix(province))
    return _joined(province, _short(city, _OF_CITY)) if province else name


def _short(name: str, rank: str) -> str:
    """The name without its rank, a regular expression; 郑州 is no 州."""
    short = re.sub(rank, "", name.strip())
    return short if len(short) >= _SHORTEST else name.strip()


def _joined(province: str, city: str) -> str:
    return province if city in ("", "市", province) else city if city.startswith(province) else province + city


def _is_english() -> bool:
    return QCoreApplication.translate("Places", "in English") == "in English"


def _number_of(segment: str) -> int:
    place = (int(segment) - _FIRST) * _BYTES
    if place < 0:
        return 0
    with resource("places", "segments.bin").open("rb", buffering=0) as table:
        table.seek(place)
        return int.from_bytes(table.read(_BYTES), "little")


@cache
def _table() -> list[tuple[str, str]]:
    """The places from number 1 on: their Chinese names as they are written in full, and their English ones."""
    lines = resource("places", "places.tsv").read_text("utf-8").splitlines()
    return [(chinese, english) for chinese, english in (line.split("\t") for line in lines)]


@cache
def _translated() -> dict[str, str]:
    """The English names by the short Chinese ones."""
    return {short_place(chinese): english for chinese, english in _table()} | PROVINCES
