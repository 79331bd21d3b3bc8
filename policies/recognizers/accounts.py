"""Numbers and names under which a bank, a shop, an employer or a network knows a person, by cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.recognizers import checks
from policies.recognizers.checks_national import aba
from policies.recognizers.cued import Cue, CuedRecognizer
from policies.recognizers.plain_words import plain_values

_NUMBER = r"(?=[0-9A-Za-z -]{0,12}\d[0-9A-Za-z -]{0,3}\d)[0-9A-Za-z]{2,}(?:[ -]?[0-9A-Za-z]*\d[0-9A-Za-z]*){0,6}"
# Behind these a word may follow at once.
_SHORT_CUES = frozenset({"vx", "wx", "v信", "微信", "微信号", "加v", "薇信", "威信"})
_GREETING = re.compile("[^。，,.\n]{0,6}(?:为您服务|為您服務|竭诚|很高兴为您)")
_CODE = (
    r"(?=[0-9A-Za-z_/-]{0,16}?\d[A-Za-z_/-]{0,9}\d)[0-9A-Za-z](?:[_/-]?[0-9A-Za-z]){2,24}"
    r"|[A-Z]{1,4} \d{3,10}|\d{2,5}(?: \d{2,5}){1,4}"
)
# 军字第1234567号: the branch of service is a part of the number.
_SERVICE_NUMBER = (
    r"[军政后参装联南北空海沈兰济广成武士文兵火陆战东西中部特学軍後參裝聯蘭濟廣陸戰東]{1,2}字第? ?\d{4,10}[号號]?"
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
            r"|银行账[号户]|银行帐[号户]|開戶賬號|对公账[号户]|收款账[号户]|账号|帐号|账户|帳號|帳戶|賬號|户头|存折号?",
            r"\d(?:[ -]?\d){5,23}|[A-Z]{2,4}\d{6,24}|(?=[A-Z]*\d)[0-9A-Z]{8,24}",
        ),
        Cue("account in context", "account", r"\d(?:[ -]?\d){6,17}", loose=False, before=False),
        Cue(
            "sort code",
            r"sort(?:ing)?[ _-]?code|s/c|银行分类码|分行代码|英国银行代码",
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
    least = ""

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
            r"routing(?: transit)?(?: numbers?)?|aba(?: routing)?|rtn|(?:银行)?路由(?:号码?|代码)?"
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


class HandleRecognizer(CuedRecognizer):
    """Handles by cue: with a digit or a sign anywhere near, of plain letters only where they are said to be one."""

    least = ""

    def _around(self, text: str, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        found = list(super()._around(text, cue, at))
        yield from found
        if not found:
            yield from plain_values(
                text, cue.start(), cue.end(), bare=cue[0].lower() in _SHORT_CUES
            )


class SocialIdRecognizer(HandleRecognizer):
    """WeChat, QQ, Alipay and other Chinese networks' ids."""

    label = "CN_SOCIAL_ID"
    cues = (
        Cue(
            "wechat",
            r"微信(?:号码?|id|账号|帐号)?|wechat(?: ?id)?|weixin|wei xin|vx|wx|v信|薇信|威信|维信|卫星号|加v|➕v|v❤"
            r"|企业微信|绿泡泡",
            r"(?=[0-9A-Za-z_-]*[0-9_-])(?!(?:mini|we|e)-[a-z])[A-Za-z0-9][0-9A-Za-z_-]{4,29}",
            loose=False,
        ),
        Cue("qq", r"(?:企业)?qq(?:群)?|扣扣|企鹅号", r"[1-9]\d{4,11}"),
        Cue(
            "alipay and others",
            rf"(?:{_NETWORKS})(?: ?(?:账号|帐号|账户|id|号码|号|昵称|名|account|handle|number))?",
            _MIXED + r"[0-9A-Za-z_@][0-9A-Za-z_.@-]{3,39}",
            loose=False,
        ),
    )


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

    def _around(self, text: str, cue: re.Match[str], at: int) -> Iterator[tuple[int, int, float]]:
        """A plain word only behind a name for a name: "my line is busy" holds none."""
        if at == 0:
            yield from super()._around(text, cue, at)
        else:
            yield from CuedRecognizer._around(self, text, cue, at)


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
            r"|junguan(?:zheng)?|军官证号?码?|士官证号?码?|士兵证号?码?|义务兵证号?|文职干部证号?码?|文职人员证号?|军人证件?号?码?"
            r"|军人保障卡号?|武警证号?|警官证号?码?|警察证号?|警号|残疾军人证号?|退伍证号?|退役(?:军人)?证号?|離休證|離職證|軍官證號?",
            _SERVICE_NUMBER + "|" + _CODE,
        ),
        Cue(
            "客户号",
            "客户号|客户编号|客户代码|客户ID|会员号|会员卡号?|会员编号|会员ID|员工号|员工编号|工号|学号|学生证号?|学籍号|用户编号|用户号"
            "|用户ID|户号|积分卡号|准考证号?|考生号|记者证号?|教师资格证号?|执业证号?|资格证书?号|合同户号"
            "|电表号|水表号|燃气户号|缴费户号|借书证号?|工作证号?|职工号|社员编号|宽带账号",
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
            "社会保障(?:卡)?号?|社保(?:卡|账|编)?号?|公积金(?:账|帐|卡)?[号户]?|养老保险|失业保险|工伤保险|個人社保"
            "|social (?:security |insurance )?(?:card|account)|social insurance|(?:housing"
            "|provident) fund(?: account)?"
            "|pension (?:account|insurance)|社保电脑号|个人编号|社會保障",
            r"(?=[0-9A-Z-]{0,12}?\d[A-Z-]{0,9}\d)[0-9A-Z](?:-?[0-9A-Z]){6,20}"
            r"|[A-Z]{1,3}[ -]?\d{2,6}(?:[ -]\d{2,6}){1,4}|\d{3,6}(?: \d{2,6}){1,4}",
        ),
    )
