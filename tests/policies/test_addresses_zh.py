"""Chinese addresses: what is found whole, and what stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
import re2  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from policies import Detector
from policies.recognizers.addresses_zh import _LARGE, ChineseAddressRecognizer, lead_in_end
from policies.recognizers.automaton import Automaton
from policies.recognizers.passes import passing
from policies.recognizers.words import words

# The address between its carrier's halves must be found whole.
ADDRESSES = [
    "广东省深圳市南山区科技园南路12号3栋502室",
    "北京市朝阳区工体北路8号",
    "中关村大街27号",
    "阳光花园6幢2单元301",
    "国贸大厦A座1203",
    "河北省保定市清苑区望亭乡李家庄村3组12号",
    "台北市大安區忠孝東路四段123號5樓之2",
    "香港九龍旺角彌敦道123號A座5樓",
    "新界沙田美林邨美楓樓12樓1203室",
    "常州溧阳佩香镇园店庄村7社8号",
    "广西壮族自治区桂林市资源县红旗街479号50栋2708室",
    "恒隆SOHO26栋1905",
    "黑龙江省 哈尔滨市 双城区 望京西公寓C座2701",
    "广东省深圳市，华强北路35号",
    "天府东路808号九号楼四单元三零一",
    "保利小区25-1-1303",
    "浙江省杭州市余杭区古荡街道望江路3号之1，凯旋水岸，A2座26F3304室",
    "合肥市天鹅丽都A1栋四梯2406号",
    "海棠时代（东区）15#楼四单元1701户",
    "延安南街113号附19号",
    "学府路甲79号四季科创园西塔3楼",
    "12栋3单元502，翡翠花园，长江路27号，南京江宁区",
    "新疆生产建设兵团第四师131团7连48号",
    "宿松县柳河镇周庄湾村第七村民小组53号",
    "106 臺北市大安區復興南路一段5巷7弄12號六樓之九",
    "新竹市東區永康里6鄰府前路六段5巷277號15樓-1",
    "九龍深水埗嘉湖邨第4座34/F12室",
    "株洲市天元区交通道247号，邮编412007",
]
CARRIERS = [("我住在", "，谢谢"), ("请送到", "。"), ("收货地址：", "\n"), ("", "能送吗？")]
STAYS = [
    "北京的天气怎么样，我要去故宫",
    "我住在朝阳区，有卖吗",
    "10号线换乘2号线，3号口出",
    "我15号下单的，25号还没到",
    "1栋和2栋之间，12号楼电梯坏了",
    "请放3楼前台",
    "亚太花园酒店二层的餐厅",
    "我不知道味道怎么样，周边有什么",
    "西安市八达岭长城旁边",
    "单号8221245536，满299减40",
    "东段有敌楼16座，西段有18座",
    "订单在3号仓库，A座电梯坏了",
    "请转1001号话务员，分12期付款",
    "帮我写一段A100的推广文案",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_found(address: str, fast: Detector) -> None:
    """An address is one span, without what leads in or follows."""
    for before, after in CARRIERS:
        text = before + address + after
        found = [text[s.start : s.end] for s in fast.scan(text) if s.label == "LOCATION"]
        assert found == [address]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    """Cities, sights, dates, metro lines and floors of shops are no addresses."""
    assert list(ChineseAddressRecognizer().find(text)) == []


def test_a_room_is_no_postcode_of_what_follows() -> None:
    """The number that ends one address is no part of the next."""
    assert _at("北京市人民路1203北京市北京市人民路") == ["北京市人民路1203", "北京市北京市人民路"]


def test_two_addresses_stay_two() -> None:
    """A second address behind a comma that begins with a region again is its own."""
    text = "从北京市朝阳区工体北路8号，北京市海淀区清华西路28号出发"
    found = [text[a:b] for a, b, _, _ in ChineseAddressRecognizer().find(text)]
    assert found == ["北京市朝阳区工体北路8号", "北京市海淀区清华西路28号"]


def test_the_walk_back_stops_at_what_leads_in() -> None:
    """Verbs, pronouns and thanks before an address are no part of it."""
    for lead in ("麻烦送到", "我们住", "谢谢，", "他在"):
        text = lead + "人民路12号"
        assert lead_in_end(text, len(lead) + 3) == len(lead)


_PIECES = st.sampled_from(
    (
        "\n",
        " ",
        *words(
            """
        北京市 广东 朝阳区 臺北市 人民路 中山 大街 阳光小区 花园 李家村 大廈 12号 3栋 502室
        5樓 A座 之2 二单元 1203 25-1-303 在 住在 送到 地址： ， 。 的 你好 张三 SOHO 里 都
        和 號 13812345678
        """
        ),
    )
)


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_what_is_found_was_asked_for(text: str) -> None:
    """Where an address is found, the cheap test before it passes, and addresses do not overlap."""
    recognizer = ChineseAddressRecognizer()
    found = [f[:2] for f in recognizer.find(text)]
    assert not found or re2.search(recognizer.needs, text)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


_REGIONS = Automaton(_LARGE.expressions())


@given(st.lists(_PIECES, max_size=9).map("".join))
def test_a_pass_tells_the_same_regions(text: str) -> None:
    """What is found with a pass over the text is what is found without one."""
    alone = list(ChineseAddressRecognizer().find(text))
    with passing(_REGIONS, text):
        assert list(ChineseAddressRecognizer().find(text)) == alone


def _at(text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in ChineseAddressRecognizer().find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("货号AF160有货吗", []),
        ("AF160", []),
        ("型号KF-81479的说明书", []),
        ("单号KF-81479，谢谢", []),
        ("订单5F160K发货了", []),
        ("在金茂大厦12F，谢谢", ["金茂大厦12F"]),
        ("在金茂大厦12F 1203，谢谢", ["金茂大厦12F 1203"]),
        ("在金茂大厦3F302，谢谢", ["金茂大厦3F302"]),
    ],
)
def test_an_f_is_a_floor_only_behind_its_number(text: str, found: list[str]) -> None:
    """Inside letters it belongs to a code; a room's number may follow where Chinese leads to the floor."""
    assert _at(text) == found


@pytest.mark.parametrize(
    "text",
    ["Is the A-F range sorted?", "Offer FFF to all of F", "call (617) 555-1234", "the O 2 arena"],
)
def test_english_is_not_asked(text: str) -> None:
    """No letter beside an F or an O and no telephone lets the rule begin."""
    assert re2.search(ChineseAddressRecognizer.needs, text) is None
