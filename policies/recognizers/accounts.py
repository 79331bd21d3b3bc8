"""Numbers and names under which a bank, a shop, an employer or a network knows a person, by cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers import checks
from policies.recognizers.checks_national import aba
from policies.recognizers.cue_page import Page
from policies.recognizers.cued import Cue, CuedRecognizer
from policies.recognizers.plain_words import plain_values

_NUMBER = r"(?=[0-9A-Za-z -]{0,12}\d[0-9A-Za-z -]{0,3}\d)[0-9A-Za-z]{2,}(?:[ -]?[0-9A-Za-z]*\d[0-9A-Za-z]*){0,6}"
# Behind a name of WeChat a word may follow at once.
_WECHAT = re.compile("[微薇威维]|[vw][x信号]")
_GREETING = re.compile("[^。，,.\n]{0,6}(?:为您服务|為您服務|竭诚|很高兴为您)")
_CODE = (
    r"(?=[0-9A-Za-z_/-]{0,16}?\d[A-Za-z_/-]{0,9}\d)[0-9A-Za-z](?:[_/-]?[0-9A-Za-z]){2,24}"
    r"|[A-Z]{1,4} \d{3,10}|\d{2,5}(?: \d{2,5}){1,4}"
    r"|(?=(?:[ -]?[0-9A-Z]){5})(?:[0-9A-Z]{0,8}\d[0-9A-Z]{0,8}"
    r"|[A-Z]{1,4})(?:[ -](?:[0-9A-Z]{0,8}\d[0-9A-Z]{0,8}"
    r"|[A-Z]{1,3}(?=[ -][0-9A-Z]{0,8}\d))){1,4}"
)
# 军字第1234567号: the branch of service is a part of the number.
_SERVICE_NUMBER = (
    r"[\u4e00-\u9fff]{1,2}字第? ?\d{4,10}[号號]?"
    r"|第\d{5,10}[号號]"
)
_HANDLE = r"@?(?=[0-9A-Za-z_.-]*[0-9A-Za-z])[0-9A-Za-z_](?:[0-9A-Za-z_.-]{1,38}[0-9A-Za-z_])"


class BankNumberRecognizer(CuedRecognizer):
    """Bank accounts, sort codes, BSB, IFSC and SWIFT codes."""

    label = "US_BANK_NUMBER"
    cues = (
        Cue(
            "bank account in context",
            r"(?:bank|checking|savings?|current|deposit|giro|loan|mortgage|brokerage"
            r"|direct debit|beneficiary)[ _-]?"
            r"(?:account|acct|a/c)|account[ _-]?(?:numbers?|no|num|nr|#)|acct"
            r"|acc(?:nt)?[ _.-]{0,2}(?:numbers?|no|num|nr|#)|a/c|ac (?:numbers?|no|num|nr|#)"
            r"|bank number"
            r"|iban or account|konto(?:nummer)?"
            r"|(?:汇款?|转账?|打款|打钱|付款|退款?|存)(?:至|到|入|进)|(?:银行)?户口号?码?|银行账[号户]|银行帐[号户]|開戶賬號|对公账[号户]"
            r"|收款账[号户]|账号|帐号|账户|帳號|帳戶|賬號|户头|存折号?",
            r"\d(?:[ -]?\d){5,23}|[A-Z]{2,4}\d{6,24}|(?=[A-Z]*\d)[0-9A-Z]{8,24}",
        ),
        Cue("account in context", "account", r"\d(?:[ -]?\d){6,17}", loose=False, before=False),
        Cue(
            "sort code",
            r"sort(?:ing)?[ _-]?(?:code|number|no)|s/c"
            r"|(?:银行|英国|分行|支行)?的?(?:银行|分类|排序|清算|清分|分拣|支行|分行|机构|识别|网点|类别|开户行)的?(?:代码|代号|编码|码|号码?"
            r"|编号|序号)",
            r"\d{2}([ -]?)\d{2}\1\d{2}",
        ),
        Cue(
            "bsb",
            "bsb|transit number|institution number|branch code|bank code|blz",
            r"\d{3}[ -]?\d{3}|\d{5}(?:-\d{3})?|\d{8}|\d{3}",
        ),
        Cue("ifsc", "ifsc", r"[A-Za-z]{4}0[0-9A-Za-z]{6}"),
        Cue(
            "swift",
            r"swift(?:[ /-]?bic)?|bic",
            r"[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?"
            r"|[A-Z]{4} [A-Z]{2} [0-9A-Z]{2}(?: [0-9A-Z]{3})?|[A-Z]{4}[A-Z0-9]{4,14}",
        ),
        Cue("clabe", "clabe|cbu|联行号|行号", r"\d{12,22}"),
    )
    mark = "[0-9]+|[A-Z]{4,}"

    def weigh(self, value: str, score: float) -> float:
        """A card number is a card's, whatever it is called."""
        card = len(checks.digits(value)) in range(15, 20) and checks.luhn(value)
        return score - 0.25 if card else score

    def _may_be(self, value: str) -> bool:
        """A sort code may look like a day; a year of four digits makes a date."""
        return not re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", value) or super()._may_be(value)


class RoutingNumberRecognizer(CuedRecognizer):
    """US routing numbers."""

    label = "ABA_ROUTING_NUMBER"
    cues = (
        Cue(
            "routing number",
            r"routing(?: transit)?(?: numbers?)?|aba(?: routing)?|rtn|(?:银行|汇款|转账"
            r"|联邦)?(?:的)?路由(?:编?号码?|代码)?|ABA号码?|ACH号码?|转账路线号?码?"
            r"|汇款路线(?:号码?)?|銀行路由",
            r"\d{4}[ -]?\d{4}[ -]?\d|\d{3}[ -]?\d{3}[ -]?\d{3}",
        ),
    )

    def weigh(self, value: str, score: float) -> float:
        """The ABA check digit lifts the score."""
        return score + 0.05 if aba(value) else score


# Two letters at least, or one and many digits; what is no word of plain letters.
_MIXED = r"(?=[0-9A-Za-z_.@-]*[0-9_@])"
_NETWORKS = (
    r"支付宝|抖音|微博|淘宝|小红书|旺旺|快手|知乎|陌陌|探探|钉钉|飞书|京东|拼多多|闲鱼|贴吧|豆瓣|b站|哔哩哔哩|企业微信|alipay|douyin"
    r"|weibo|taobao|xiaohongshu|dingtalk|feishu"
)


# What stands behind an app's or a shop's name is its version (9.6.4), a campaign's code (SAVE30, FREE15OFF) or what
# it answers (ACCESS_FORBIDDEN) too.
_NO_VERSION = (
    r"(?!v?\d+(?:\.\d+)+(?:[-.][a-z]+\.?\d*|\.)?(?![0-9A-Za-z_@-])"
    r"|[A-Z]{2,8}\d{1,4}[A-Z]{0,4}(?![0-9A-Za-z_.@-])|0x|v\d|\d{1,4}\.(?![0-9])"
    r"|[A-Z]{2,}(?:[_.][A-Z]{2,})+(?![0-9A-Za-z_.@-]))"
)
_CONSTANT = re.compile("[A-Z]{2,}(?:[_.][A-Z]{2,})+")


class HandleRecognizer(CuedRecognizer):
    """Handles by cue: with a digit or a sign anywhere near, of plain letters only where they are said to be one."""

    mark = "[0-9_@]+|[A-Za-z][.-][A-Za-z]"
    plain = True

    def _around(self, page: Page, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        found = list(super()._around(page, cue, at))
        yield from found
        if found:
            return
        bare = _WECHAT.search(cue[0]) is not None
        for place in plain_values(page.text, cue.start(), cue.end(), bare=bare):
            if _CONSTANT.fullmatch(page.text, place[0], place[1]) is None:
                yield place


class SocialIdRecognizer(HandleRecognizer):
    """WeChat, QQ, Alipay and other Chinese networks' ids."""

    label = "CN_SOCIAL_ID"
    cues = (
        Cue(
            "wechat",
            r"(?:加我?)?微信(?:号码?|id|账号|帐号|名|联系)?|微❤|微🔥|v❤️|wechat(?: ?id)?|weixin|wei xin|vx|wx|v信"
            r"|v号|微号|wei信|薇信|威信|维信|卫星号|加我?v(?:x|信|号)?|微讯|围信|嶶信|徽信|葳信|薇❤|➕v|v❤"
            r"|企业微信|绿泡泡",
            r"(?=[0-9A-Za-z_-]*[0-9_-])(?!(?:mini|we|e)-[a-z]|0x|[A-Z]{2,4}\d?-\d|[A-Z]{2,}(?:_[A-Z]{2,})+(?![0-9A-Za-z_-]))[A-Za-z0-9][0-9A-Za-z_-]{4,29}",
            loose=False,
        ),
        Cue("qq", r"(?:企业)?qq(?:群)?|扣扣|企鹅号", r"[1-9]\d{4,11}"),
        Cue(
            "alipay and others",
            rf"(?:{_NETWORKS}) ?(?:账号|帐号|账户|id|号码|号|昵称|名|account|handle|number)",
            _MIXED + r"[0-9A-Za-z_@][0-9A-Za-z_.@-]{3,39}",
            loose=False,
        ),
        Cue(
            "network alone",
            _NETWORKS,
            _NO_VERSION + _MIXED + r"[0-9A-Za-z_@][0-9A-Za-z_.@-]{3,39}",
            loose=False,
        ),
    )


# A key of GitHub's; "at line 3055" speaks of a file.
_NO_NETWORK = re.compile(r"(?i:github_pat_|(?<=at )line \d|(?<=on )line \d)")


class UserIdRecognizer(HandleRecognizer):
    """User names and handles on networks and sites."""

    label = "USER_ID"
    cues = (
        Cue(
            "user name",
            r"user ?name|user[ _-]id|login(?: ?name| id)|screen ?name|nick ?name|gamertag|用户名"
            r"|登录名|登录账号|网名|昵称|账户名|用户ID",
            r"(?=[0-9A-Za-z_.@-]*(?:[0-9_@]|[.-][0-9A-Za-z]))" + _HANDLE,
            loose=False,
        ),
        Cue(
            "handle",
            r"telegram|line ?id|line|instagram|insta|ig|twitter|facebook|fb|skype|discord"
            r"|snapchat|tiktok|whats ?app|signal"
            r"|kakao(?:talk)?|github|linkedin|reddit|twitch|steam|paypal|venmo|cash ?app|zelle"
            r"|电报|推特|handle|ins",
            r"@[0-9A-Za-z_][0-9A-Za-z_.]{2,38}|live:[0-9A-Za-z_.]{4,32}"
            r"|(?=[0-9A-Za-z_.-]*[0-9_])[A-Za-z][0-9A-Za-z_.-]{3,30}[0-9A-Za-z_]",
            loose=False,
        ),
    )

    def _around(self, page: Page, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        """A plain word only behind a name for a name: "my line is busy" holds none."""
        if _NO_NETWORK.match(page.text, cue.start()):
            return
        if at == 0:
            yield from super()._around(page, cue, at)
        else:
            yield from CuedRecognizer._around(self, page, cue, at)


class AccountIdRecognizer(CuedRecognizer):
    """Customers', members', employees' and students' numbers."""

    label = "ACCOUNT_ID"
    cues = (
        Cue(
            "customer number",
            r"(?:customer|client|member(?:ship)?|subscriber|user|loyalty|rewards?"
            r"|frequent[ -]flyer|mileage(?:plus)?|employee|staff"
            r"|worker|badge|student|pupil|enrol?lment|candidate|applicant|registration|library"
            r"|payroll|personnel|meter|contract"
            r"|utility account|subscription|voter|union|alumni|faculty|participant"
            r"|policy ?holder|guest|cust|emp|associate|merchant|vendor|partner|affiliate|donor"
            r"|resident|tenant|broadband|electricity|gas|water)"
            r"[ _-]?(?:account[ _-]?)?(?:ids?|numbers?|no|num|nr|code|card(?: number| no)?|#"
            r"|identification)",
            _CODE,
            loose=False,
        ),
        Cue("account id", r"account[ _-]?(?:id|code|ref(?:erence)?)", _CODE, loose=False),
        Cue(
            "military id",
            r"(?:military|army|navy|air force|service|officer(?:'s)?"
            r"|soldier(?:'s)?)(?: officer(?:'s)?)?"
            r" (?:id(?:entity|entification)?(?: card)?|card|certificate|number|no)(?: number| no)?"
            r"|junguan(?:zheng)?|军官证(?:件|编)?号?码?|军队证件号?|军人(?:身份)?证件?号?码?|部队证件号?|军人编号|士官证号?码?"
            r"|士兵证号?码?|义务兵证号?|文职干部证号?码?|文职人员证号?|军人证件?号?码?"
            r"|军人保障卡号?|武警证号?|警官证号?码?|警察证号?|警号|残疾军人证号?|退伍证号?|退役(?:军人)?证号?|離休證|離職證|軍官證號?",
            _SERVICE_NUMBER + "|" + _CODE,
        ),
        Cue(
            "客户号",
            "(?:客户|会员|员工|职工|用户|学员|考生|读者|教师|教工|雇员|人员|工作|借书|借阅|图书|学生|校园|一卡通|门禁|健身|积分|VIP|贵宾"
            "|工牌|胸牌|志愿者|社员|党员|代理|商户|缴费|燃气|电表|水表|宽带|记者|资格|执业|编制|个人|身份)(?:卡|证书?|表|户)?的?"
            "(?:编?号码?|ID|代码|编码|账号|识别码|卡号)"
            "|工号|学号|考号|户号|警号|学籍号?|准考证号?|教师资格证号?|执业证号?|借书证|学生证|工作证|记者证|合同户号|会员卡|积分卡",
            _SERVICE_NUMBER + "|" + _CODE,
            loose=False,
        ),
    )

    def find(self, text: str) -> Iterator[tuple[int, int, float, str]]:
        """As every cue's, without the number under which an agent greets a customer."""
        for found in super().find(text):
            if not _GREETING.match(text, found[1]):
                yield found


class SocialSecurityChinaRecognizer(CuedRecognizer):
    """Social security, housing fund and pension accounts in China."""

    label = "CN_SOCIAL_SECURITY"
    cues = (
        Cue(
            "社保",
            "(?:社会?保障?险?|社会保[障险]|劳保|养老(?:保险)?|社保局)(?:卡|账户?|个人|电脑)?(?:的)?(?:编?号码?|账号|卡号|ID)?"
            "|公积金(?:账|帐|卡)?[号户]?|养老保险|失业保险|工伤保险|個人社保"
            "|social (?:security |insurance )?(?:card|account)|social insurance(?: (?:number|no"
            "|id))?|she ?bao(?: card)?|social (?:welfare|benefits?) (?:card|number|no)|(?:housing"
            "|provident) fund(?: account)?"
            "|social security(?: (?:card|account|number|no|id))?|pension (?:account|insurance)"
            "|社保电脑号|个人编号|社會保障",
            r"(?=[0-9A-Z-]{0,12}?\d[A-Z-]{0,9}\d)[0-9A-Z](?:-?[0-9A-Z]){6,20}"
            r"|[A-Z]{1,3}[ -]?\d{2,6}(?:[ -]\d{2,6}){1,4}|\d{3,6}(?: \d{2,6}){1,4}",
        ),
    )
