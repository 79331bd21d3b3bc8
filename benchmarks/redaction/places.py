# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""Postal addresses of many countries, sampled from street words and plans rather than from a list of addresses."""

from __future__ import annotations

from random import Random

from benchmarks.redaction.cases import Value

_ZH_CITIES = (
    "北京市|北京市|朝阳区 海淀区 丰台区 通州区 昌平区;上海市|上海市|浦东新区 徐汇区 闵行区 宝山区 松江区;广东省|深圳市|南山区 福田区 龙岗区 宝安区;"
    "广东省|佛山市|顺德区 禅城区;浙江省|杭州市|余杭区 西湖区 萧山区;浙江省|义乌市|稠城街道;江苏省|苏州市|吴中区 姑苏区 昆山市;江苏省|南通市|崇川区 海门区;"
    "四川省|成都市|武侯区 锦江区 双流区 郫都区;四川省|绵阳市|涪城区;湖北省|武汉市|洪山区 江汉区 黄陂区;湖南省|长沙市|岳麓区 雨花区 浏阳市;"
    "陕西省|西安市|雁塔区 未央区;河南省|郑州市|金水区 中原区 新郑市;山东省|青岛市|市南区 黄岛区;山东省|临沂市|兰山区;辽宁省|大连市|甘井子区 沙河口区;"
    "黑龙江省|哈尔滨市|南岗区 道里区;吉林省|延吉市|河南街道;福建省|厦门市|思明区 集美区;江西省|赣州市|章贡区;广西壮族自治区|南宁市|青秀区;"
    "云南省|昆明市|五华区 官渡区;贵州省|遵义市|红花岗区;内蒙古自治区|呼和浩特市|赛罕区;新疆维吾尔自治区|乌鲁木齐市|天山区;甘肃省|兰州市|城关区;"
    "重庆市|重庆市|渝北区 沙坪坝区 江津区;天津市|天津市|南开区 滨海新区;海南省|三亚市|吉阳区;西藏自治区|拉萨市|城关区;河北省|石家庄市|长安区 正定县"
)
_ZH_STREET = "建设 解放 人民 中山 新华 和平 文化 长江 黄河 泰山 东风 光明 胜利 学院 科技 创新 迎宾 滨江 翠竹 凤凰 龙腾 锦绣 桃源 金沙 天府 望江 听涛 梧桐 银杏 永安 万寿 钟楼 花园 机场 火车站前 运河 湖滨 兴业 富强 青年 体育场 石榴园 马家沟 十里河 三元桥 张江 五一 朝霞 柳荫".split()
_ZH_ROAD = "路 路 路 大道 街 大街 东路 西路 南路 北路 中路 巷 胡同 一路 二路 三街".split()
_ZH_ESTATE = "阳光花园 翠湖天地 万科城市花园 保利香槟国际 碧桂园 锦绣华府 绿地新里城 幸福里小区 金地格林 中海国际社区 恒大绿洲 华润橡树湾 金科廊桥水乡 世茂滨江 教师新村 铁路小区 御景湾 星河国际 梧桐苑 东方名城 水岸人家 和平里 新世纪大厦 国贸中心 科技园 软件园 龙湖花千树".split()
_ZH_VILLAGE = "王家 李庄 下马岭 石桥 柳树屯 大槐树 红旗 东沟 小河子 白云山 青龙".split()
_HK = "九龍|旺角|彌敦道 亞皆老街 花園街;九龍|觀塘|觀塘道 協和街;香港|銅鑼灣|軒尼詩道 怡和街;香港島|北角|英皇道 渣華道;新界|沙田|沙田正街 大涌橋路;新界|元朗|青山公路 教育路;九龍|尖沙咀|廣東道 漆咸道南;新界|荃灣|青山公路 沙咀道;香港|中環|皇后大道中 德輔道中;九龍|深水埗|長沙灣道 福華街"
_HK_ESTATE = (
    "太古城 海怡半島 美孚新邨 黃埔花園 嘉湖山莊 置富花園 康怡花園 麗港城 愛民邨 彩虹邨".split()
)
_TW = "台北市|大安區 信義區 中山區 士林區;新北市|板橋區 中和區 三重區;桃園市|中壢區 龜山區;臺中市|西屯區 北屯區;臺南市|東區 永康區;高雄市|三民區 左營區 鳳山區;新竹市|東區;彰化縣|員林市;花蓮縣|花蓮市"
_TW_ROAD = "忠孝東路 中正路 民生路 復興南路 和平東路 仁愛路 中華路 文心路 成功路 建國路 光復路 博愛街".split()
_EN_STREET = (
    "Maple Oak Cedar Willow Larch Juniper Hawthorn Birchwood Chestnut Elm Magnolia Sycamore Meadow Orchard Lakeview Hillcrest Riverside "
    "Prospect Kingsley Ashford Wellington Grosvenor Harcourt Montague Thornhill Windermere Lincoln Jefferson Franklin Lafayette "
    "Delancey Peachtree Bourbon Sunnyside Foxglove Bramble Heather Primrose Station Church Mill Castle Abbey Priory Quarry Foundry "
    "Hazelwood Kestrel Linden Saxon Tudor Beacon Canal Cemetery College Dover Eastgate Fairfield Glenwood Highland Ivy Juliet "
    "Kirkland Laurel Marlborough Norfolk Old Park Pinecrest Queens Ridgeway Spruce Tamarack Union Vine Walnut Yarrow"
).split()
_US_TYPE = "Street Street St St. Avenue Ave Ave. Road Rd Lane Ln Drive Dr Blvd Boulevard Court Ct Place Way Terrace Circle Parkway Trail".split()
_UK_TYPE = (
    "Road Street Lane Avenue Close Crescent Gardens Grove Mews Way Drive Terrace Hill Walk".split()
)
_US = "Springfield, IL 62704|Denver, CO 80205|Portland, OR 97214|Austin, Texas 78702|Brooklyn, NY 11215|Boise, ID 83702-4411|Tampa, FL 33606|Omaha, NE 68131|Fresno, California 93704|Duluth, MN|Macon, GA 31201|Santa Fe, NM 87501|Burlington, VT 05401|Anchorage, AK 99501|Toledo, Ohio 43604|Columbus, OH 43215|Raleigh, NC 27601|Tucson, AZ 85719|Madison, WI 53703|Seattle, WA 98103|Bozeman, MT|Mobile, Alabama 36604|Providence, RI 02906|St. Louis, MO 63118|Honolulu, HI 96816|Knoxville, TN 37917|Newark, New Jersey 07104|Las Cruces, NM|Fargo, ND 58102|Charleston, SC 29403-5512"
_UK = "Leeds LS6 2AB|London SW11 4NB|Manchester M20 3GH|Cardiff CF24 1DL|Edinburgh EH6 7JT|Bristol BS5 9QA|Belfast BT7 1NN|Norwich NR2 3PD|Sheffield S10 2TN|London, E8 3RL|Bath BA1 5LR|Glasgow, G12 8QW|Nottingham NG7 1FA|London N16 8QT|Plymouth PL4 6AB|York, YO31 7EQ|Swansea SA2 0JR|Aberdeen AB25 1UJ|Brighton BN1 4GD|Derry BT48 7NN|Leicester, LE2 3BN|Oxford OX4 1RH"
_AU = "Fitzroy VIC 3065|Newtown NSW 2042|Fremantle WA 6160|West End QLD 4101|Hobart TAS 7000|Norwood SA 5067|Glebe NSW 2037|St Kilda VIC 3182|Paddington QLD 4064|Subiaco WA 6008|Glenelg SA 5045|Braddon ACT 2612"
_CA = "Toronto, ON M4K 1N2|Vancouver, BC V5K 0A1|Montréal, QC H2X 1Y4|Calgary, AB T2P 3C5|Halifax, NS B3H 2Y9|Winnipeg, MB R3G 0N5|Ottawa ON K1S 2J6|Victoria, BC V8V 3K3|Saskatoon, SK S7N 0W4|St. John's, NL A1C 2G5"
_IN = "Bengaluru 560038|Mumbai, Maharashtra 400050|New Delhi - 110024|Chennai 600040|Pune, MH 411004|Kolkata 700019|Hyderabad, Telangana 500034|Jaipur 302004|Ahmedabad - 380009|Kochi, Kerala 682020|Noida 201301"
_IN_AREA = (
    "Indiranagar|Bandra West|Lajpat Nagar|Anna Nagar|Kothrud|Salt Lake|Koramangala|Andheri East"
)
_DE = "Hauptstraße|Lindenallee|Gartenweg|Bahnhofstr.|Schillerstraße|Am Marktplatz|Rosenweg"
_DE_CITY = "10115 Berlin|80331 München|50667 Köln|20095 Hamburg|04109 Leipzig|70173 Stuttgart"
_FR = "rue de la République|avenue Victor Hugo|boulevard Voltaire|rue des Lilas|place Bellecour|chemin du Moulin"
_FR_CITY = "69002 Lyon|75011 Paris|13006 Marseille|31000 Toulouse|33000 Bordeaux|67000 Strasbourg"


def address_zh(rng: Random) -> Value:
    """A mainland address, from the province or less, down to a door."""
    province, city, areas = rng.choice(_ZH_CITIES.split(";")).split("|")
    area = rng.choice(areas.split())
    head = rng.choice(("full", "city", "city", "area"))
    parts = {
        "full": province + (city if city != province else "") + area,
        "city": city + area,
        "area": area,
    }
    text = parts[head]
    roll = rng.random()
    if roll < 0.12:
        text += f"{rng.choice(_ZH_VILLAGE)}镇{rng.choice(_ZH_VILLAGE)}{rng.choice(('村', '屯'))}{rng.randint(1, 18)}组{rng.randint(1, 90)}号"
    else:
        text += f"{rng.choice(_ZH_STREET)}{rng.choice(_ZH_ROAD)}{rng.randint(1, 1999)}{rng.choice(('号', '号', '号院', '弄'))}"
        text += _zh_door(rng)
    return Value(text, "LOCATION")


def _zh_door(rng: Random) -> str:
    estate = rng.choice(_ZH_ESTATE) if rng.random() < 0.6 else ""
    a, b, c = rng.randint(1, 38), rng.randint(1, 6), rng.randint(1, 32) * 100 + rng.randint(1, 8)
    doors = (
        f"{a}栋{b}单元{c}室", f"{a}号楼{c}室", f"{a}幢{c}", f"{rng.choice('ABCDEF')}座{c}", f"{a}栋{c}房",
        f"{a}#{b}单元{c}", f"{rng.choice('甲乙丙')}{a}号楼{b}门{c}", f"{a}-{b}-{c}", f"{rng.choice('一二三四五六七')}单元{c}", "",
    )  # fmt: skip
    return estate + rng.choice(doors)


def address_hk(rng: Random) -> Value:
    """A Hong Kong address in traditional characters."""
    region, area, roads = rng.choice(_HK.split(";")).split("|")
    text = rng.choice((region, "香港" + region if region != "香港" else region, "")) + area
    if rng.random() < 0.35:
        text += rng.choice(_HK_ESTATE) + f"{rng.randint(1, 30)}座"
    else:
        text += f"{rng.choice(roads.split())}{rng.randint(1, 800)}號"
        text += rng.choice(("", "金輝大廈", "興發商業中心", "富麗樓"))
    return Value(f"{text}{rng.randint(2, 45)}樓{rng.choice('ABCDEFGH')}室", "LOCATION")


def address_tw(rng: Random) -> Value:
    """A Taiwanese address in traditional characters."""
    city, areas = rng.choice(_TW.split(";")).split("|")
    code = f"{rng.randint(100, 983)}" if rng.random() < 0.25 else ""
    text = code + city + rng.choice(areas.split()) + rng.choice(_TW_ROAD)
    text += rng.choice(("", "一段", "二段", "四段")) + rng.choice(("", f"{rng.randint(2, 300)}巷"))
    text += f"{rng.randint(1, 500)}號"
    floor = rng.choice(
        ("", f"{rng.randint(2, 20)}樓", f"{rng.randint(2, 20)}樓之{rng.randint(1, 9)}")
    )
    return Value(text + floor, "LOCATION")


def address_en(rng: Random) -> Value:
    """An address of the United States, Britain, Ireland, Canada, Australia or India."""
    made = rng.choices((_us, _uk, _au, _ca, _in), weights=(45, 25, 10, 10, 10))[0](rng)
    return Value(made, "LOCATION")


def street_en(rng: Random) -> Value:
    """A street and number without a town."""
    kind = rng.choice(_US_TYPE[:8] + _UK_TYPE[:8])
    return Value(f"{rng.randint(1, 9800)} {rng.choice(_EN_STREET)} {kind.rstrip('.')}", "LOCATION")


def address_eu(rng: Random) -> Value:
    """A German or French address inside English text."""
    if rng.random() < 0.5:
        return Value(
            f"{rng.choice(_DE.split('|'))} {rng.randint(1, 180)}{rng.choice(('', 'a', 'b'))}, {rng.choice(_DE_CITY.split('|'))}",
            "LOCATION",
        )
    return Value(
        f"{rng.randint(1, 180)} {rng.choice(_FR.split('|'))}, {rng.choice(_FR_CITY.split('|'))}",
        "LOCATION",
    )


def address_pinyin(rng: Random) -> Value:
    """A Chinese address written in Latin letters."""
    street = rng.choice(
        (
            "Nanjing West Road",
            "Huaihai Middle Road",
            "Jianguo Road",
            "Zhongshan North Rd",
            "Tianhe Road",
            "Keyuan South Road",
        )
    )
    area = rng.choice(
        (
            "Chaoyang District, Beijing",
            "Jing'an District, Shanghai",
            "Nanshan District, Shenzhen",
            "Tianhe District, Guangzhou",
        )
    )
    return Value(
        f"Room {rng.randint(101, 3208)}, Building {rng.randint(1, 20)}, {rng.randint(1, 900)} {street}, {area}",
        "LOCATION",
    )


def _us(rng: Random) -> str:
    way = rng.choice(("", "", "", "N ", "South ", "NW ", "E. "))
    street = (
        rng.choice(_EN_STREET)
        if rng.random() < 0.85
        else rng.choice(("4th", "12th", "33rd", "72nd", "101st"))
    )
    unit = rng.choice(
        (
            "",
            "",
            f", Apt {rng.randint(1, 40)}{rng.choice('ABC')}",
            f" #{rng.randint(1, 900)}",
            f", Unit {rng.randint(1, 60)}",
            f" Apt. {rng.randint(1, 99)}",
            f", Suite {rng.randint(100, 900)}",
        )
    )
    if rng.random() < 0.06:
        return f"P.O. Box {rng.randint(10, 9999)}, {rng.choice(_US.split('|'))}"
    return f"{rng.randint(1, 19800)} {way}{street} {rng.choice(_US_TYPE)}{unit}, {rng.choice(_US.split('|'))}"


def _uk(rng: Random) -> str:
    flat = rng.choice(
        (
            "",
            "",
            f"Flat {rng.randint(1, 40)}, ",
            f"{rng.randint(1, 9)}{rng.choice('abc')} ",
            "Rose Cottage, ",
        )
    )
    number = "" if flat and flat[0].isdigit() else f"{rng.randint(1, 240)} "
    return f"{flat}{number}{rng.choice(_EN_STREET)} {rng.choice(_UK_TYPE)}, {rng.choice(_UK.split('|'))}"


def _au(rng: Random) -> str:
    unit = rng.choice(("", f"{rng.randint(1, 30)}/", f"Unit {rng.randint(1, 30)}, "))
    return f"{unit}{rng.randint(1, 300)} {rng.choice(_EN_STREET)} {rng.choice(_UK_TYPE)}, {rng.choice(_AU.split('|'))}"


def _ca(rng: Random) -> str:
    unit = rng.choice(("", f"{rng.randint(1, 900)}-", f"Apt {rng.randint(1, 90)}, "))
    return f"{unit}{rng.randint(1, 4000)} {rng.choice(_EN_STREET)} {rng.choice(_US_TYPE)}, {rng.choice(_CA.split('|'))}"


def _in(rng: Random) -> str:
    first = rng.choice(
        (
            f"Flat {rng.randint(1, 900)}, ",
            f"H.No. {rng.randint(1, 200)}/{rng.randint(1, 30)}, ",
            f"{rng.randint(1, 300)}, ",
        )
    )
    return f"{first}{rng.randint(4, 20)}th {rng.choice(('Main', 'Cross'))}, {rng.choice(_IN_AREA.split('|'))}, {rng.choice(_IN.split('|'))}"
