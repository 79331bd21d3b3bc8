# ruff: noqa: E501, SIM905 - word lists and templates, one to a cell
"""People's names: Chinese (simplified and traditional) and of many other origins, sampled.

Titles are neutral: masked or not, the name itself counts.
"""

from __future__ import annotations

from random import Random

from benchmarks.redaction.cases import Value

_COMMON = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_RARE = "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来缪苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇蓝么冼逄麦仝亓禤乜佘仉岑郗郦暴"
_DOUBLE = "欧阳 上官 司马 诸葛 司徒 东方 独孤 慕容 夏侯 皇甫 尉迟 公孙 长孙 宇文 令狐 端木 百里 呼延 南宫 轩辕 闻人 澹台 濮阳 拓跋 第五 申屠 太史 钟离".split()
_GIVEN = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红鹏辉玲斌宇浩凯健俊帆雪琳晨欣怡佳悦涵睿轩泽宸昊然梓萱诗雅思彤嘉琪子墨雨桐语嫣奕辰皓博文瑞祥振海云波宁建国志远晓东春梅冬青秋月夏荷卓尔若曦沛霖骏驰启航星河锦程钰霏婉清舒窈绮梦芷若云舟知夏念慈怀瑾予安鹤鸣景行彦霖乐山蓓蕾苗苗菲丹妮薇璐瑶珊翠莲凤仙贵福根生满仓铁柱栓来娣招弟亚楠胜男一诺可馨沐阳"
_SINGLE = "".join(c for c in _GIVEN if c not in "一可来满生若尔苗云水夏冬秋春月平明安")
_SECOND = "".join(c for c in _GIVEN if c not in "一来栓仓弟满")
_TW_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓馬董唐藍蔣石"
_HK_SURNAMES = "陳李張黃何劉吳林鄭梁葉謝曾盧馮鄧蔡郭潘楊許羅關鍾蘇麥甄趙簡龔歐譚湯彭温莊蕭龐賴嚴鄺冼伍岑佘區霍招"
_HK_GIVEN = "志偉家豪俊傑嘉欣詠詩慧敏婉儀淑芬美玲國強錦榮耀輝浩賢樂怡穎思凱琳雅雯麗珍鳳儀子軒梓晴芷澄柏霖曉彤心怡宥蓁冠廷宗翰怡君雅婷佩珊承恩品妍庭瑄彥廷書豪筱涵鈺婷秉翰"
_GIVEN_WORLD = (
    "Oluwaseun Ngozi Chidi Amara Kwame Ama Thabo Nomvula Zanele Fatima Yusuf Layla Omar Aisha Hassan Nadia Priya Arjun "
    "Lakshmi Rahul Ananya Vikram Sunita Deepak Kavya Nguyen Linh Minh Thuy Haruto Yuki Sakura Kenji Min-jun Seo-yeon Ji-woo "
    "Wei Xiaoling Jun Mei Dmitri Olga Svetlana Ivan Katarzyna Piotr Agnieszka Jiří Zdeněk Łukasz István Zsófia Radu Ioana "
    "Giulia Matteo Chiara Lorenzo Sofía Alejandro Joaquín Lucía Camila Thiago Beatriz João Inês Françoise Étienne Amélie "
    "Benoît Jürgen Anneliese Heike Sören Björn Astrid Freya Lars Ingrid Aino Eero Siobhán Niamh Cillian Aoife Rhys Gwen "
    "Margaret Harold Dorothy Eugene Mildred Brandon Tiffany Kaylee Jaxon Destiny Tyrone Latoya Shaniqua DeShawn Malik "
    "Rebecca Nathan Miriam Eitan Yael Tariq Zainab Leila Reza Shirin Mehmet Ayşe Emre Elif Giorgos Eleni Nikos Tamar Levan "
    "Ana Marko Jelena Dragan Kalani Leilani Tane Aroha Hemi Mei-Ling Siti Budi Dewi Wayan Jose Maria Carlos Luis Emma Liam "
    "Olivia Noah Charlotte Amelia Henry Theodore Hazel Violet Felix Jasper Cora Iris Ruth Vera Otis Silas Grace Hope Joy"
).split()
_FAMILY_WORLD = (
    "Adeyemi Okonkwo Okafor Mensah Boateng Dlamini Nkosi Mokoena Al-Farsi Haddad Mansour Abdullah Khalil Rahman Chowdhury "
    "Patel Sharma Iyer Krishnamurthy Banerjee Reddy Gupta Singh Tran Pham Hoang Tanaka Watanabe Kobayashi Yamamoto Kim Park "
    "Choi Zhang Zhou Ouyang Petrov Ivanova Kuznetsov Kowalski Wiśniewska Nowak Novák Horváth Nagy Popescu Ionescu Rossi "
    "Ferrari Esposito García Rodríguez Fernández Muñoz Gutiérrez Silva Santos Oliveira Ferreira Dubois Lefèvre Moreau "
    "Müller Schäfer Schneider Hoffmann Johansson Lindqvist Andersen Nielsen Virtanen Korhonen O'Brien O'Sullivan McCarthy "
    "MacDonald Llewellyn Pritchard Hollis Whitaker Thornbury Featherstone Winterbottom Ashworth Pemberton Smith Johnson "
    "Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Jackson Washington Jefferson Freeman Booker Goldberg "
    "Rosenthal Cohen Friedman Ahmadi Tehrani Yılmaz Demir Papadopoulos Georgiou Beridze Hughes Vance Sokolova Jovanović "
    "Kahananui Ngata Wijaya Santoso Villanueva Dela-Cruz Baptiste Toussaint Beaumont Delacroix Underwood Blackwood Castillo"
).split()
_PARTICLES = ("van der Berg", "de la Cruz", "von Hohenfels", "bin Rashid", "al-Sayed", "Mac Aodha", "di Stefano", "St. John", "van Dijk", "da Costa")  # fmt: skip
_TITLES = ("Mr. ", "Mrs. ", "Ms. ", "Dr. ", "Mr ", "Mrs ", "Ms ", "Prof. ", "Miss ", "Sir ")
_ZH_TITLES = ("先生", "女士", "小姐", "经理", "老师", "医生", "师傅", "总", "阿姨", "主任", "同学", "太太", "律师")  # fmt: skip
_HANT_TITLES = ("先生", "小姐", "女士", "太太", "醫生", "經理", "老師", "律師", "師傅")


def surname_zh(rng: Random) -> str:
    """A surname: common, rare or of two characters."""
    roll = rng.random()
    return rng.choice(_COMMON if roll < 0.6 else _RARE if roll < 0.9 else _DOUBLE)


def chinese_name(rng: Random) -> str:
    """A simplified full name of two to four characters; none that is a word of its own (万一, 方可)."""
    family = surname_zh(rng)
    if rng.random() < 0.22:
        return family + rng.choice(_SINGLE)
    return family + rng.choice(_GIVEN) + rng.choice(_SECOND)


def person_zh(rng: Random) -> Value:
    """A full name, sometimes with a title behind it."""
    title = rng.choice(_ZH_TITLES) if rng.random() < 0.15 else ""
    return Value(chinese_name(rng), "PERSON", after=title)


def person_zh_short(rng: Random) -> Value:
    """A surname with a title or with 小, 老, 阿."""
    family = rng.choice(_COMMON + _RARE) if rng.random() < 0.9 else rng.choice(_DOUBLE)
    if rng.random() < 0.3 and len(family) == 1:
        return Value(rng.choice("小老阿小") + family, "PERSON")
    return Value(family, "PERSON", after=rng.choice(_ZH_TITLES))


def person_hk(rng: Random) -> Value:
    """A full name of Hong Kong, or a surname with a title."""
    return _traditional(_HK_SURNAMES, rng)


def person_tw(rng: Random) -> Value:
    """A full name of Taiwan, or a surname with a title."""
    return _traditional(_TW_SURNAMES, rng)


def _traditional(families: str, rng: Random) -> Value:
    double = rng.random() < 0.05
    family = rng.choice(("歐陽", "司徒", "上官", "諸葛")) if double else rng.choice(families)
    if rng.random() < 0.25:
        return Value(family, "PERSON", after=rng.choice(_HANT_TITLES))
    return Value(family + rng.choice(_HK_GIVEN) + rng.choice(_HK_GIVEN), "PERSON")


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
