"""The practice platform as an ASGI app: the HTTP interface of PROTOCOL.md on top of `platform`."""

from __future__ import annotations

import hmac
import time
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from desktop.domain.account import Account
from desktop.domain.mobile import LENGTH, Operator, operator_of, problem_of
from desktop.gateway.signing import sign
from desktop.practice.platform import PracticePlatform, RefusedError
from desktop.practice.stories import Arrival

_COMMON = ("app_key", "timestamp", "client", "format", "v")
_OPERATOR_WORDS = {
    Operator.MOBILE: "移动",
    Operator.UNICOM: "联通",
    Operator.TELECOM: "电信",
    Operator.BROADNET: "广电",
    Operator.VIRTUAL: "虚拟运营商",
    Operator.SATELLITE: "卫星",
}
_LARGEST_AMOUNT = 500

Form = Mapping[str, str]


class PracticeDesk:
    """The calls of PROTOCOL.md for one account."""

    def __init__(self, account: Account, platform: PracticePlatform) -> None:
        self._account = account
        self._platform = platform

    def push_order(self, form: Form) -> Response:
        self._check_store(form)
        if not form.get("notify_url"):
            raise RefusedError("1005", "notify_url不能为空")
        if not form.get("order_no"):
            raise RefusedError("1005", "order_no不能为空")
        mobile, amount, speed = _order_fields(form, "money")
        order = self._platform.push(mobile, form["order_no"], amount, speed)
        if order.story.arrival is Arrival.ANSWER_LOST:
            return HTMLResponse("<html><body>502 Bad Gateway</body></html>", status_code=502)
        return _answer({"order_number": order.order_number})

    def query(self, form: Form) -> Response:
        self._check_store(form)
        number, own = form.get("order_number", ""), form.get("order_no", "")
        if not number and not own:
            raise RefusedError("1005", "order_number和order_no不能同时为空")
        described = self._platform.described(self._platform.find(number, own))
        return _answer(described | {"store_id": int(self._account.store_id)})

    def user_query(self, _form: Form) -> Response:
        fen = self._platform.balance()
        money = f"{fen // 100}.{fen % 100:02d}"
        return _answer({"id": self._account.store_id, "avatar": "", "money": money, "mobile": "13800000000"})

    def cancel(self, form: Form) -> Response:
        numbers = [number for number in form.get("order_number", "").split(",") if number]
        if not numbers:
            raise RefusedError("1005", "order_number不能为空")
        return _answer(self._platform.cancel(numbers))

    def verify(self, form: Form) -> Response:
        mobile, _, _ = _order_fields(form, "amount")
        if operator_of(mobile) in (Operator.VIRTUAL, Operator.SATELLITE):
            raise RefusedError("1011", "虚拟运营商号码不支持充值")
        return _answer(None)

    def mobile_info(self, form: Form) -> Response:
        mobile = _mobile(form)
        operator = operator_of(mobile) or Operator.MOBILE
        original = _OPERATOR_WORDS[operator]
        carried = mobile.endswith("77")
        current = ("联通" if operator is not Operator.UNICOM else "移动") if carried else original
        place = {"isp": original, "prov": "湖南", "city": "长沙", "area_code": "430100", "area_num": "0731"}
        return _answer({"status": "1", "oisp": original, "nisp": current, "number": mobile[:7], "extend": place})

    def _check_store(self, form: Form) -> None:
        if form.get("store_id") != self._account.store_id:
            raise RefusedError("1006", "店铺不存在")

    def check_signature(self, query: Form, form: Form) -> None:
        """Raise RefusedError unless the form has the common fields and the address the correct signature."""
        for name in _COMMON:
            if name not in form or (name != "client" and not form[name]):
                raise RefusedError("1003", f"{name}不能为空")
        if form["app_key"] != self._account.app_key:
            raise RefusedError("1004", "app_key不存在")
        if any(query.get(name, form[name]) != form[name] for name in _COMMON):
            raise RefusedError("1007", "地址参数与表单参数不一致")
        wanted = sign(form, self._account.app_secret)
        if not hmac.compare_digest(wanted.encode(), query.get("sign", "").encode()):
            raise RefusedError("1002", "签名错误")


def practice_app(account: Account, platform: PracticePlatform | None = None) -> Starlette:
    """The ASGI app for one account; its state is lost with it."""
    desk = PracticeDesk(account, platform or PracticePlatform())
    calls: dict[str, Callable[[Form], Response]] = {
        "/rest/Recharge/pushOrder": desk.push_order,
        "/rest/Recharge/query": desk.query,
        "/rest/User/query": desk.user_query,
        "/rest/Recharge/cancel": desk.cancel,
        "/rest/Recharge/verify": desk.verify,
        "/rest/Recharge/mobileInfo": desk.mobile_info,
    }

    def endpoint(call: Callable[[Form], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            body = (await request.body()).decode("utf-8", "replace")
            form = dict(parse_qsl(body, keep_blank_values=True))
            try:
                desk.check_signature(request.query_params, form)
                return call(form)
            except RefusedError as refused:
                return _answer(None, refused.code, refused.words)

        return answer

    return Starlette(routes=[Route(path, endpoint(call), methods=["POST"]) for path, call in calls.items()])


def _order_fields(form: Form, amount_name: str) -> tuple[str, int, int]:
    """(mobile, yuan, speed)"""
    amount, speed = form.get(amount_name, ""), form.get("recharge_type", "")
    if not amount.isascii() or not amount.isdigit() or not 0 < int(amount) <= _LARGEST_AMOUNT:
        raise RefusedError("1008", f"{amount_name}错误")
    if speed not in ("0", "1"):
        raise RefusedError("1008", "recharge_type错误")
    return _mobile(form), int(amount), int(speed)


def _mobile(form: Form) -> str:
    mobile = form.get("mobile", "")
    if len(mobile) != LENGTH or problem_of(mobile) is not None:
        raise RefusedError("1009", "手机号格式错误")
    return mobile


def _answer(data: object, code: str = "0000", words: str = "成功") -> JSONResponse:
    return JSONResponse({"code": code, "msg": words, "data": data, "time": str(int(time.time()))})
