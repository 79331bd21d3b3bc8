# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""People's names: Chinese (simplified and traditional) and of many other origins, sampled.

Titles are neutral: masked or not, the name itself counts.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.redaction.cases import Value

_COMMON = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙史黎贺顾毛郝龚邵万覃武钱戴严莫孔向常汤"
_RARE = "温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀胥郁南班储原栗燕楚鄢"
_DOUBLE = "欧阳 上官 司马 诸葛 司徒 东方 慕容 夏侯 皇甫 尉迟 长孙 宇文 令狐 端木 淳于 呼延 南宫 轩辕 公冶 澹台 濮阳 太叔 申屠 独孤".split()
_FIRST = "建国志文晓海永秀玉春明德金荣光立家俊天嘉思子雨梓宇浩欣佳诗若雅婉静慧红丽美振兴卫少泽锦昊睿钰亦依沐语书熙允芷慕靖彦丹凤桂巧冬秋淑月新长学正守绍宗庆怀润"
_SECOND = "华军平强伟芳英霞敏杰辉鹏波斌超龙飞涛磊刚明亮勇丽娟燕玲萍红梅兰芬珍琴云莲洁婷颖倩怡涵萱琪瑶妍彤宁轩博然豪阳铭航哲远源恒凯峰林生祥根福贵宝成才仁义信礼贤良安康民东南海洋"
_SINGLE = "伟芳娜敏丽强磊洋勇艳杰娟涛霞鹏辉玲斌浩凯俊琳晨欣怡佳悦莹颖婷倩蕾薇彬钊毅昊睿瑶璐雯岚彪旭炜骁峥琦琛珂嫣菲"
# Surname and given name that read as a word.
_WORDS = frozenset(
    "高强 高毅 陈旭 康强 石磊 高峰 高远 文明 马强 常安 明亮 方正 安康 安宁 安信 成才 高洁 高兴 秋莲 金玲 温馨 严明 严正 成长 原文 长安 时光 时新 文学 文书 应允 应文 和明 和义 和美 和平 明文 明信 明天 明月 金秋 金红 金文 金玉 白雨 白天 白玉 白金 白云 江海 江南 江东 向东 向海 向南 方明 方志 方言 路明 路远 车祥 华东 华南 华丽 华宁 全文 全天 全新 全家 南方 南海 古文 古建 古玉 古书 游学 游泽 成文 成立 成家 成书 连天 连长 连书 农民 农家 荣光 商文 商家 商学 商嘉 单雨 单文 单立 单宁 简明 简文 简书 荣华 平安 高立 高天 高雅 高明 高新 高海 高学 方文 方家 方书 安静 安家 安立 乐文 乐天 乐新 司文 温文 温雅 温婉 温润 常家 常新 常春 万福 万宝 万宁 万安 万民 钱金 钱家 金家 金天 金德 金华 黄海 黄金 黄河 唐文 唐诗 汉文 阳春 阳光 阳明 解文 解书 解明 师德 师学 原家 新学".split()
)
# Those that make no word with 小, 老 or a title (小时, 车工).
_PLAIN = "".join(
    c
    for c in _COMMON + _RARE
    if c not in "时于麦米农石单包车段师孔路牛白熊曲游成和全边班储商乐党封惠南原司华金"
)
_HK_SURNAMES = "陳李黃張梁林劉吳何鄭楊葉謝曾馮鄧郭潘羅蔡蘇盧許周徐關鍾麥譚温崔歐甄黎洪龔湯莫江余阮朱游彭趙邱廖雷程姚袁施侯文胡高萬凌霍馬"
_TW_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游詹胡施沈余趙盧梁顏柯翁魏孫戴范方宋杜侯曹薛傅阮温姜姚溫連紀康馮邵田尤巫鄒涂"
_HANT_FIRST = "家子俊志嘉思詠雅淑美玉建文明國偉永慧惠雪靜婉怡佳欣宇柏承冠育宗庭詩品彥哲宏仁秀麗曉樂芷卓逸啟耀錦潔穎鳳佩碧瑞"
_HANT_SECOND = "豪傑偉強華明文輝榮雄龍峰賢德良昌盛宏儀玲芬娟芳貞琪瑩雯婷蓉儒勳翰軒均廷恩宏瑄妤萱霖筠蕙萍蓮嫻敏琳怡穎欣茵彤晴盈君瑜翔銘杰維達"
_GIVEN_WORLD = (
    "Obinna Adaeze Funmilayo Kofi Akosua Wanjiru Otieno Sipho Lindiwe Abdi Hodan Samira Khalid Noura Ibrahim Yasmin Karim "
    "Deepika Rohan Meera Sanjay Pooja Aditya Ishaan Nirmala Gurpreet Harjit Thanh Duc Phuong Hiroshi Ayumi Takumi Naoko Hye-jin "
    "Dong-hyun Soo-ah Chen Haoran Yating Guoqiang Sergei Natalia Oksana Bohdan Magdalena Tomasz Wojciech Tereza Ondřej Miloš "
    "Gábor Réka Andrei Mihaela Francesca Alessandro Elisa Davide Martín Valentina Íñigo Ximena Rafael Larissa Gonçalo Mafalda "
    "Mathilde Rémi Océane Guillaume Günther Annika Matthias Liesel Håkan Maja Øyvind Solveig Jukka Päivi Caoimhe Eoghan Orla "
    "Angharad Owain Catriona Hamish Walter Beatrice Edwin Phyllis Gerald Norma Tyler Madison Hunter Savannah Jamal Keisha Darnell "
    "Aaliyah Samuel Rachel Ezra Noa Bilal Hafsa Soraya Kamran Burak Zeynep Kostas Despina Giorgi Nino Luka Petra Zoran Mirela "
    "Keoni Moana Wiremu Ngaire Nurul Agus Putri Made Ketut Rosario Consuelo Diego Mateo Sophie Jack Mia Oscar Evelyn Arthur "
    "Florence Leonard Agatha Rupert Imogen Clive Doreen Stefan Ulrike Marcel Yvonne Patrick Bridget Kevin Denise Craig Tracy Simon"
).split()
_FAMILY_WORLD = (
    "Eze Nwosu Balogun Owusu Asante Kamau Odhiambo Zulu Ndlovu Warsame Farah Al-Hassan Nasser Qureshi Siddiqui Hossain "
    "Desai Mehta Nair Chatterjee Pillai Verma Kaur Dhillon Le Vu Dang Suzuki Nakamura Ishikawa Fujita Lim Jung Kwon "
    "Xu Zhao Situ Sidorov Morozova Shevchenko Bondarenko Lewandowski Zielińska Wójcik Svoboda Dvořák Kovács Szabó Dumitru Stan "
    "Conti Marchetti Ricci Romero Herrera Núñez Delgado Pereira Carvalho Almeida Rocha Lambert Girard Chevalier "
    "Köhler Krüger Vogel Baumgartner Eriksson Bergström Hansen Kristiansen Mäkinen Laine Gallagher O'Connor O'Leary Fitzgerald "
    "Campbell MacLeod Griffiths Bevan Thistlethwaite Cartwright Hargreaves Sutherland Braithwaite Lockwood Clark Lewis "
    "Walker Hall Allen Young Adams Nelson Baker Mitchell Roberts Phillips Parker Evans Edwards Robinson Harris Franklin "
    "Levy Katz Weinstein Rashidi Moradi Aydın Kaya Nikolaidis Pappas Kvaratskhelia Fletcher Doyle Bogdanović Marković "
    "Kealoha Tamihana Nugroho Hidayat Bautista Reyes Thibault Fontaine Archambault Stockton Holloway Ramírez Ortega Quintero Buchanan"
).split()
_PARTICLES = ("van den Bosch", "de los Santos", "von Trotha", "bin Salleh", "el-Masry", "Mac Giolla", "della Rovere", "St. Clair", "ter Horst", "dos Santos")  # fmt: skip
_TITLES = (
    "Mr ",
    "Mr. ",
    "Mrs ",
    "Mrs. ",
    "Ms ",
    "Ms. ",
    "Dr ",
    "Dr. ",
    "Miss ",
    "Prof. ",
    "Professor ",
    "Rev. ",
)
_ZH_TITLES = ("先生", "女士", "小姐", "老师", "医生", "大夫", "师傅", "经理", "主任", "教授", "总", "工", "姐", "哥", "阿姨", "护士长", "律师", "主管")  # fmt: skip
_ZH_FORMAL = ("先生", "女士", "老师", "医生", "经理", "教授", "律师", "同学")
_HANT_TITLES = (
    "先生",
    "小姐",
    "女士",
    "太太",
    "醫師",
    "醫生",
    "經理",
    "老師",
    "主任",
    "律師",
    "教授",
)


def surname_zh(rng: Random) -> str:
    """A surname: common, rare or of two characters."""
    roll = rng.random()
    return rng.choice(_COMMON if roll < 0.6 else _RARE if roll < 0.9 else _DOUBLE)


def chinese_name(rng: Random) -> str:
    """A simplified full name of two to four characters; none that is a word of its own (文明, 高峰)."""
    while True:
        family = surname_zh(rng)
        given = rng.choice(_FIRST) + rng.choice(_SECOND)
        if rng.random() < 0.2:
            given = rng.choice(_SINGLE)
        elif rng.random() < 0.05:
            given = given[1] * 2
        if not {family + given[:1], family + given, given} & _WORDS:
            return family + given


def person_zh(rng: Random) -> Value:
    """A full name, sometimes with a title behind it."""
    title = rng.choice(_ZH_FORMAL) if rng.random() < 0.15 else ""
    return Value(chinese_name(rng), "PERSON", after=title)


def person_zh_short(rng: Random) -> Value:
    """A surname with a title or with 小, 老, 阿."""
    family = rng.choice(_PLAIN) if rng.random() < 0.9 else rng.choice(_DOUBLE)
    if rng.random() < 0.3 and len(family) == 1:
        return Value(rng.choice("小小老老阿") + family, "PERSON")
    return Value(family, "PERSON", after=rng.choice(_ZH_TITLES))


def person_hk(rng: Random) -> Value:
    """A full name of Hong Kong, or a surname with a title."""
    return _traditional(_HK_SURNAMES, rng, 0.3)


def person_tw(rng: Random) -> Value:
    """A full name of Taiwan, or a surname with a title."""
    return _traditional(_TW_SURNAMES, rng, 0.3)


def full_hk(rng: Random) -> Value:
    """A full name of Hong Kong."""
    return replace(_traditional(_HK_SURNAMES, rng, 0), kind="hk")


def full_tw(rng: Random) -> Value:
    """A full name of Taiwan."""
    return replace(_traditional(_TW_SURNAMES, rng, 0), kind="tw")


def _traditional(families: str, rng: Random, titled: float) -> Value:
    family = rng.choice(("歐陽", "司徒", "司馬")) if rng.random() < 0.05 else rng.choice(families)
    if rng.random() < titled:
        return Value(family, "PERSON", after=rng.choice(_HANT_TITLES))
    return Value(family + rng.choice(_HANT_FIRST) + rng.choice(_HANT_SECOND), "PERSON")


def given_en(rng: Random) -> Value:
    """A first name alone."""
    return Value(rng.choice(_GIVEN_WORLD), "PERSON")


def person_en(rng: Random) -> Value:
    """A full name of any origin: middle letters, hyphens, particles, suffixes, sometimes a title."""
    first, last = rng.choice(_GIVEN_WORLD), rng.choice(_FAMILY_WORLD)
    roll = rng.random()
    if roll < 0.08:
        first += f" {rng.choice('ABCDEFGHJKLMNPRSTW')}."
    elif roll < 0.14:
        last += f"-{rng.choice(_FAMILY_WORLD)}"
    elif roll < 0.20:
        last = rng.choice(_PARTICLES)
    elif roll < 0.24:
        first += f" {rng.choice(_GIVEN_WORLD)}"
    elif roll < 0.27:
        last += rng.choice((" Jr.", " III", " Sr."))
    title = rng.choice(_TITLES) if rng.random() < 0.08 else ""
    return Value(f"{first} {last}", "PERSON", before=title)


def titled_en(rng: Random) -> Value:
    """A title and a surname."""
    return Value(rng.choice(_FAMILY_WORLD), "PERSON", before=rng.choice(_TITLES))


def lower_en(rng: Random) -> Value:
    """A full name as chat writes it, without capitals."""
    return Value(f"{rng.choice(_GIVEN_WORLD)} {rng.choice(_FAMILY_WORLD)}".lower(), "PERSON")


def upper_en(rng: Random) -> Value:
    """A full name as a form writes it, surname first, in capitals."""
    return Value(f"{rng.choice(_FAMILY_WORLD)}, {rng.choice(_GIVEN_WORLD)}".upper(), "PERSON")
