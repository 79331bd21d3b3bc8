# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""Postal addresses of many countries, sampled from street words and plans rather than from a list of addresses."""

from __future__ import annotations

from random import Random

from benchmarks.redaction.cases import Value

_ZH_CITIES = (
    "北京市|北京市|西城区 东城区 石景山区 大兴区 顺义区;上海市|上海市|静安区 长宁区 杨浦区 嘉定区 青浦区;广东省|广州市|天河区 越秀区 番禺区 白云区;"
    "广东省|东莞市|南城街道 长安镇 虎门镇;广东省|珠海市|香洲区 斗门区;浙江省|宁波市|鄞州区 海曙区 慈溪市;浙江省|温州市|鹿城区 瓯海区 乐清市;"
    "江苏省|南京市|鼓楼区 江宁区 玄武区 栖霞区;江苏省|无锡市|梁溪区 滨湖区 江阴市;江苏省|徐州市|泉山区 铜山区;四川省|成都市|青羊区 成华区 龙泉驿区;"
    "四川省|宜宾市|翠屏区;湖北省|武汉市|武昌区 汉阳区 蔡甸区;湖北省|宜昌市|西陵区 伍家岗区;湖南省|株洲市|天元区 荷塘区;陕西省|西安市|碑林区 莲湖区 长安区;"
    "陕西省|宝鸡市|金台区;河南省|洛阳市|涧西区 洛龙区;河南省|南阳市|卧龙区;山东省|济南市|历下区 槐荫区 章丘区;山东省|烟台市|芝罘区 莱山区;"
    "辽宁省|沈阳市|和平区 铁西区 浑南区;吉林省|长春市|朝阳区 二道区;黑龙江省|大庆市|萨尔图区;福建省|福州市|仓山区 晋安区;福建省|泉州市|丰泽区 晋江市;"
    "安徽省|合肥市|蜀山区 庐阳区 肥西县;江西省|南昌市|红谷滩区 青山湖区;广西壮族自治区|柳州市|城中区;云南省|大理市|下关街道;贵州省|贵阳市|南明区 观山湖区;"
    "山西省|太原市|小店区 迎泽区;宁夏回族自治区|银川市|兴庆区;青海省|西宁市|城西区;重庆市|重庆市|江北区 南岸区 九龙坡区 万州区;天津市|天津市|和平区 河西区 武清区;"
    "海南省|海口市|美兰区 龙华区;河北省|保定市|竞秀区 莲池区;河北省|唐山市|路北区;内蒙古自治区|包头市|昆都仑区"
)
_ZH_STREET = "朝阳 团结 友谊 民主 振兴 工农 北京 上海 南京 黄山 珠江 汉江 松花江 育才 师范 科苑 创业 高新 兴隆 福安 永乐 太平 长寿 鼓楼 东门 西关 文昌 孔庙 清河 沙河 湖东 江滨 海滨 荷花 桂花 玉兰 紫荆 香樟 白杨 柳林 竹园 松涛 云山 天河 金马 银河 龙山 凤鸣 麒麟 景观 会展 物流园 汽车站 码头 市场 丰收 幸福 健康 青云 文体 七一 八一 劳动".split()
_ZH_ROAD = "路 路 路 路 大道 街 街 大街 东路 西路 南街 北路 中路 巷 里 胡同 二路 三路 横街".split()
_ZH_ESTATE = "万达华府 绿城桂花园 金地自在城 招商雍华府 中南世纪城 融创中心 首开国风 华发新城 时代倾城 富力城 雅居乐花园 东湖小区 机关家属院 纺织厂宿舍 市政小区 滨河苑 紫薇园 丽景湾 江畔明珠 山水文园 天润城 香榭里 名仕公馆 书香门第 和谐家园 民安小区 财富大厦 环球中心 创业园 产业园 电商大厦 凯德广场".split()
_ZH_VILLAGE = "张庄 赵家 刘集 双井 沙坪 杨树湾 老槐 新民 西河 大坪 黄泥 青山 三合 石门".split()
_HK = "九龍|旺角|上海街 豉油街 西洋菜南街;九龍|油麻地|廟街 彌敦道;香港|灣仔|莊士敦道 駱克道;香港島|鰂魚涌|英皇道 祐民街;新界|大埔|廣福道 安慈路;新界|屯門|屯門鄉事會路 青山公路;九龍|紅磡|蕪湖街 馬頭圍道;新界|葵涌|葵昌路 大連排道;香港|西營盤|第三街 皇后大道西;九龍|九龍灣|宏光道 常悅道;新界|將軍澳|唐俊街 重華路"
_HK_ESTATE = "沙田第一城 德福花園 康山花園 杏花邨 將軍澳中心 荃灣中心 華富邨 順利邨 穗禾苑 海濱花園 淘大花園".split()
_TW = "台北市|松山區 內湖區 文山區 中正區;新北市|新莊區 永和區 淡水區;桃園市|桃園區 蘆竹區;台中市|南屯區 北區 豐原區;台南市|安平區 中西區;高雄市|前鎮區 鳳山區 楠梓區;基隆市|仁愛區;嘉義市|西區;屏東縣|屏東市;宜蘭縣|羅東鎮;苗栗縣|頭份市;南投縣|草屯鎮"
_TW_ROAD = "南京東路 中山北路 民權西路 信義路 敦化南路 健康路 自由路 三民路 公益路 大同路 五福路 民族路 站前街".split()
_EN_STREET = (
    "Ashwood Aspen Beechcroft Bellevue Briarwood Broadmoor Brookside Calloway Cambridge Carlton Clarendon Clover Copperfield Cottonwood Cranbrook Crestview "
    "Derby Dogwood Dorset Edgewater Elmhurst Evergreen Fern Fieldstone Forest Garfield Greenfield Hamilton Harbor Harvest Hickory Highgate Hollybush Huntington "
    "Ironwood Jackson Kensington King Kingfisher Lakeshore Lambert Lime Locust London Longfellow Madison Market Mayfield Melrose Monroe Mulberry Newport Northgate "
    "Nutmeg Oakfield Olive Osborne Palmetto Paradise Parkside Pembroke Poplar Raven Redwood Regent Richmond River Rosebank Rowan Salisbury School Sherwood Silver "
    "Southfield Stanley Sunset Swan Teal Trinity Victoria Warwick Waterloo Westbourne Whitehall Wildflower Winchester Windsor Woodland York"
).split()
_US_TYPE = "Street Street St St. Avenue Ave Ave. Road Rd Lane Ln Drive Dr Blvd Court Ct Place Way Terrace Circle Pkwy Loop Highway".split()
_UK_TYPE = "Road Road Street Lane Avenue Close Crescent Gardens Court Place Way Drive Terrace Row Square Rise View".split()
_US = "Cleveland, OH 44113|Albany, NY 12207|Nashville, TN 37206|San Antonio, TX 78210|Eugene, Oregon 97401|Des Moines, IA 50309|Savannah, GA 31401|Phoenix, AZ 85016-2231|Spokane, WA 99201|Lexington, KY 40507|Baton Rouge, LA 70802|Pittsburgh, PA 15201|Sioux Falls, SD|Reno, NV 89501|Tulsa, OK 74104|Hartford, Connecticut 06103|Minneapolis, MN 55408|Oakland, CA 94607|Little Rock, AR 72201|Billings, MT 59101|Chicago, IL 60614|Wilmington, DE 19801|Hilo, Hawaii 96720|Jackson, MS 39201|Philadelphia, PA 19147-3302|Grand Rapids, MI 49503|Salt Lake City, UT 84102|Richmond, VA 23220|Concord, NH|Orlando, Florida 32801|San Jose, CA 95112"
_UK = "Birmingham B15 2TT|London SE15 4QL|Liverpool L17 8XW|Newcastle upon Tyne NE2 4DR|Dundee DD1 4HN|Cambridge CB1 2LF|Exeter EX4 6PQ|Belfast BT9 5AB|Coventry, CV5 6GR|London, W12 8PP|Inverness IV2 3BW|Hull HU5 2RG|Derby DE22 3QF|London NW6 1DN|Newport NP19 0EX|Portsmouth, PO4 8HJ|Bangor LL57 2EA|Stoke-on-Trent ST4 7QB|Reading RG1 5NY|Lisburn BT28 1XP|Wolverhampton WV1 4EX|Cheltenham, GL50 3JX"
_AU = "Carlton VIC 3053|Surry Hills NSW 2010|Cottesloe WA 6011|New Farm QLD 4005|Launceston TAS 7250|Unley SA 5061|Manly NSW 2095|Geelong VIC 3220|Cairns QLD 4870|Bondi Beach NSW 2026|Darwin NT 0800|Kingston ACT 2604"
_CA = "Edmonton, AB T5J 2R7|Québec, QC G1R 4S9|Mississauga, ON L5B 3C1|Burnaby BC V5H 4M1|Regina, SK S4P 3Y2|London, ON N6A 1H3|Moncton, NB E1C 4Z6|Kelowna, BC V1Y 6N2|Gatineau QC J8X 3X5|Charlottetown, PE C1A 4P3"
_IN = "Gurugram 122002|Thane, Maharashtra 400601|Lucknow 226010|Coimbatore - 641018|Nagpur, MH 440010|Bhopal 462016|Visakhapatnam, Andhra Pradesh 530003|Surat 395007|Chandigarh 160017|Thiruvananthapuram, Kerala 695004|Mysuru - 570009"
_IN_AREA = "Jayanagar|Vashi|Vasant Kunj|T. Nagar|Viman Nagar|Park Street Area|Banjara Hills|Gomti Nagar|HSR Layout"
_DE = "Goethestraße|Kastanienallee|Mühlenweg|Kirchstr.|Mozartstraße|Am Stadtpark|Feldweg|Berliner Straße"
_DE_CITY = "60313 Frankfurt|90402 Nürnberg|40213 Düsseldorf|28195 Bremen|01067 Dresden|44135 Dortmund|79098 Freiburg"
_FR = "rue Pasteur|avenue Jean Jaurès|boulevard Gambetta|rue du Faubourg Saint-Denis|place de la Liberté|allée des Peupliers"
_FR_CITY = "44000 Nantes|34000 Montpellier|75018 Paris|59000 Lille|35000 Rennes|06000 Nice"


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
        text += rng.choice(("", "永樂大廈", "富通工業中心", "建安商業大樓", "美華閣"))
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
            "Beijing East Road",
            "Yan'an West Road",
            "Changjiang Road",
            "Renmin South Rd",
            "Jiefang Road",
            "Shennan Middle Road",
        )
    )
    area = rng.choice(
        (
            "Haidian District, Beijing",
            "Xuhui District, Shanghai",
            "Futian District, Shenzhen",
            "Wuhou District, Chengdu",
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
        else rng.choice(("3rd", "9th", "21st", "46th", "110th"))
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
            "Ivy Cottage, ",
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
