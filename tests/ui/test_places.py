"""The table of places against the library that it was made from."""

import random

import phonenumbers
import pytest
from phonenumbers import geocoder
from PySide6.QtCore import QCoreApplication

from desktop.domain.mobile import operator_of
from desktop.domain.orders.outcome import MobileInfo
from desktop.system.paths import resource
from desktop.ui.words import words
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_numbers
from desktop.ui.words.places import PROVINCES, place_named, place_of, short_place


def numbers() -> list[str]:
    rng = random.Random(7)
    drawn = (f"1{rng.randrange(300000000, 999999999)}{rng.randrange(10)}" for _ in range(9000))
    return [number for number in drawn if operator_of(number) is not None]


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_thousands_of_numbers_are_where_the_library_says(qapp: QCoreApplication, code: str) -> None:
    language = Language(qapp)
    language.use(code)
    try:
        looked_at = numbers()
        assert len(looked_at) > 3000
        known = 0
        for number in looked_at:
            parsed = phonenumbers.parse(number, "CN")
            expected = geocoder.description_for_valid_number(parsed, code[:2])
            place = place_of(number)
            if place:
                known += 1
                assert place == (expected if code == "en" else short_place(expected)), number
            else:
                assert expected in ("", "China", "中国"), number
        assert known > len(looked_at) / 2
    finally:
        language.use("en")


@pytest.mark.parametrize("digits", ["", "138", "138001", "0000000", "1299999", "1999999", "19999999999"])
def test_what_is_no_segment_has_no_place(digits: str) -> None:
    assert place_of(digits) == ""


@pytest.mark.parametrize(
    ("province", "city", "chinese", "english"),
    [
        ("湖南", "长沙", "湖南长沙", "Changsha, Hunan"),
        ("湖南省", "长沙市", "湖南长沙", "Changsha, Hunan"),
        ("北京", "北京", "北京", "Beijing"),
        ("北京市", "", "北京", "Beijing"),
        ("吉林", "", "吉林", "Jilin"),
        ("河南", "郑州", "河南郑州", "Zhengzhou, Henan"),
        ("广西壮族自治区", "南宁", "广西南宁", "Nanning, Guangxi"),
        ("新疆维吾尔自治区", "乌鲁木齐", "新疆乌鲁木齐", "Urumchi, Xinjiang"),
        ("贵州", "黔东南州", "贵州黔东南", "Qiandongnan, Guizhou"),
        ("湖北", "恩施土家族苗族自治州", "湖北恩施", "Enshi, Hubei"),
        ("内蒙古", "兴安盟", "内蒙古兴安", "Hinggan, Inner Mongolia"),
        ("香港特别行政区", "", "香港", "Hong Kong"),
        ("湖南", "湖南长沙", "湖南长沙", "Changsha, Hunan"),
        ("湖南省", "湖南省长沙市", "湖南长沙", "Changsha, Hunan"),
        ("青海", "海南州", "青海海南", "Hainan, Qinghai"),
        ("吉林", "吉林市", "吉林", "Jilin"),
        ("湖南", "某某", "湖南某某", "某某, Hunan"),
        ("某省", "某某", "某省某某", "某某, 某省"),
        ("", "长沙", "长沙", "长沙"),
        ("湖南", "", "湖南", "Hunan"),
        ("", "", "", ""),
    ],
)
def test_the_platforms_places_have_the_same_form(
    qapp: QCoreApplication, province: str, city: str, chinese: str, english: str
) -> None:
    language = Language(qapp)
    assert place_named(province, city) == english
    language.use("zh_CN")
    try:
        assert place_named(province, city) == chinese
    finally:
        language.use("en")


def test_every_place_of_the_table_is_in_a_province_and_has_no_rank() -> None:
    lines = resource("places", "places.tsv").read_text("utf-8").splitlines()
    names = {short_place(line.split("\t")[0]): line.split("\t")[1] for line in lines}
    assert len(names) > 330
    assert len(PROVINCES) == 34
    for name, english in names.items():
        province = next(one for one in PROVINCES if name.startswith(one))
        assert english.split(", ")[-1] == PROVINCES[province]
        assert not name.endswith(("省", "市", "自治区", "自治州", "地区", "盟"))
        assert short_place(name) == name


@pytest.mark.parametrize(("code", "said"), [("zh_CN", "移动 · 湖南长沙"), ("en", "Mobile · Changsha, Hunan")])
def test_operator_and_place_have_one_form_offline_and_online(qapp: QCoreApplication, code: str, said: str) -> None:
    language = Language(qapp)
    language.use(code)
    try:
        assert words.owner(MobileInfo("移动", "中国移动", "湖南省", "长沙市")) == said
        assert about_numbers.by_prefix("1387310").startswith(said)
        assert words.owner(MobileInfo("", "铁通", "湖南", "")).startswith("铁通 · ")
    finally:
        language.use("en")


def test_seven_digits_are_enough() -> None:
    assert place_of("1380013") == place_of("13800138000") == "Beijing"
