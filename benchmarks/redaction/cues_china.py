# ruff: noqa: E501 - word lists, one kind to a line
"""What people call each identifier of China, Hong Kong, Macau and Taiwan: Chinese words, then English ones."""

from __future__ import annotations


def _cues(zh: str, en: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(zh.split("|")), tuple(en.split("|"))


CUES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "resident ID, 18": _cues("身份证号|身份证号码|身份证|证件号码|居民身份证号|本人身份证号|二代身份证号|公民身份号码|身份证件号|乘机人身份证", "Chinese ID number|resident identity card|PRC ID card number|ID card no.|national ID number|mainland ID|identity card number|Chinese identity number"),
    "resident ID, 15": _cues("身份证号|旧身份证号|一代身份证|老式身份证号码|十五位身份证号|原身份证号|升位前的身份证号|早年的身份证号码", "old Chinese ID number|15-digit ID card number|first-generation Chinese ID|previous resident ID|old identity card number|former ID card no.|15-digit resident ID|expired Chinese ID card"),
    "mobile": _cues("手机号|手机号码|电话号码|联系电话|联系方式|收货手机|预留手机号|注册手机号|移动电话|常用号码|本机号码|回访电话", "mobile number|Chinese mobile|phone number|cell phone|contact phone|mobile no.|China phone|registered mobile|telephone number|callback number"),
    "landline": _cues("座机|座机号码|固话|固定电话|办公电话|公司座机|家里座机|单位座机号|住宅电话|前台电话", "landline|office line|landline number|home phone|work phone|telephone no.|desk phone|fixed line|shop phone"),
    "UnionPay card": _cues("银行卡号|储蓄卡号|借记卡号|收款卡号|工资卡号|银联卡号|提现卡号|绑定的银行卡|退款卡号|信用卡卡号", "UnionPay card|bank card number|debit card number|card no.|salary card number|UnionPay number|linked bank card|refund card|withdrawal card number"),
    "credit code": _cues("统一社会信用代码|社会信用代码|信用代码|企业税号|纳税人识别号|开票税号|营业执照号|单位税号|公司税号", "unified social credit code|USCC|Chinese tax number|business licence number|company tax ID|social credit code|taxpayer number|credit code"),
    "plate": _cues("车牌|车牌号|车牌号码|车辆号牌|行驶证车牌|停车车牌|号牌号码|新车牌|临停车牌", "licence plate|plate number|license plate|car plate|number plate|registration plate|vehicle plate no.|car registration"),
    "VIN": _cues("车架号|车架号码|VIN码|车辆识别代号|车辆识别码|VIN|大架号|底盘号", "VIN|VIN number|vehicle identification number|chassis number|frame number|car's VIN|chassis no.|vehicle ID number"),
    "Hong Kong ID": _cues("香港身份证号|香港身份證號碼|HKID|香港居民身份证|永久性居民身份證號碼|港人身份证号|香港身份證|智能身份證號碼", "HKID number|Hong Kong identity card|HKID|Hong Kong ID card no.|HK identity card number|HK ID|Hong Kong permanent ID|HKID card number"),
    "Taiwan ID": _cues("身分證字號|身分證號碼|台湾身份证号|國民身分證|臺灣身分證字號|身分證統一編號|身分證號|國民身分證統一編號", "Taiwan ID number|Taiwanese national ID|ROC ID number|Taiwan identity card|Taiwan national ID no.|Taiwanese ID card|national identification card of Taiwan|ROC identity number"),
    "Chinese passport": _cues("护照号|护照号码|因私护照号|中国护照|护照编号|本人护照号|新护照号码|电子护照号|普通护照号", "Chinese passport number|passport no.|passport number|PRC passport|passport|Chinese passport|e-passport number|new passport number|travel passport no."),
    "HK/Macau permit": _cues("港澳通行证|港澳通行证号码|往来港澳通行证|回乡证号|回乡证号码|来往内地通行证号|港澳居民来往内地通行证|通行证号码|回鄉證號碼", "Home Return Permit|mainland travel permit|HK and Macau travel permit|exit-entry permit number|Home Return Permit number|two-way permit|mainland travel permit number|Hong Kong and Macau permit"),
    "HK mobile": _cues("香港手机号|香港电话|手提電話|聯絡電話|手提號碼|香港號碼|流動電話|WhatsApp號碼|電話號碼", "Hong Kong mobile|HK phone number|mobile|contact number|Hong Kong number|phone number|HK cell|WhatsApp"),
    "Macau mobile": _cues("澳门手机号|澳门电话|澳門電話|手提電話|聯絡電話|澳門號碼|澳门号码|電話號碼", "Macau mobile|Macau phone number|mobile|contact number|Macau number|phone number|cell phone|Macao phone"),
    "Taiwan mobile": _cues("手機號碼|行動電話|手機|連絡電話|聯絡手機|台湾手机号|聯絡電話|收件人手機|門號", "Taiwan mobile|Taiwanese phone number|cell phone|mobile number|phone|contact number|Taiwan cell|mobile no."),
    "Taiwan landline": _cues("市話|市內電話|家用電話|公司電話|住家電話|室內電話|聯絡電話|台湾座机", "Taiwan landline|office phone|landline|home phone|work phone|telephone|company phone|shop phone"),
    "resident ID, bad check": _cues("身份证号|身份证号码|身份证|证件号码|居民身份证号|身份证件号码|公民身份号码|二代身份证", "Chinese ID number|resident ID number|ID card number|Chinese identity card|PRC ID number|identity card number|national ID number|Chinese national ID"),
    "WeChat": _cues("微信号|微信|微信ID|weixin|个人微信|工作微信|wechat号|微信账号|加我微信|V信|vx|wx号", "WeChat ID|WeChat|WeChat account|wechat name|Weixin ID|WeChat handle|Weixin|WeChat number"),
    "QQ": _cues("QQ号|QQ号码|QQ|qq号|扣扣号|QQ账号|企业QQ|联系QQ|qq", "QQ number|QQ ID|QQ account|QQ|Tencent QQ number|QQ no.|QQ contact|qq account number"),
    "Alipay": _cues("支付宝账号|支付宝|支付宝账户|支付宝帐号|收款支付宝|退款支付宝账号|绑定的支付宝|支付宝号", "Alipay account|Alipay ID|Alipay|Alipay login|Alipay account name|refund Alipay account|linked Alipay|Alipay username"),
    "Taiwan permit": _cues("台胞证|台胞证号|台胞证号码|台湾居民来往大陆通行证|台湾通行证号|台胞證|台胞證號碼|台湾居民通行证号", "Taiwan compatriot permit|Taiwan Compatriot Travel Document|MTP for Taiwan residents|Taiwan compatriot card number|mainland travel permit for Taiwan residents|Taibaozheng number|Taiwan compatriot permit number|compatriot permit"),
    "Macau ID": _cues("澳门身份证|澳门身份证号码|澳門居民身份證|澳門身份證號碼|澳门居民身份证号|澳門身份證編號|澳门永久居民身份证|澳門永久性居民身份證", "Macau ID|Macau identity card|Macao resident ID|Macau ID number|BIR number of Macau|Macau resident identity card|Macao ID card no.|Macau ID card"),
    "social card": _cues("社保卡号|社保号|社会保障卡号|社会保障号|医保卡号|医保号|医保卡|医疗保险号|社保卡", "social security card number|Chinese social insurance number|medical insurance card number|medical insurance number|social insurance number|health insurance card|social insurance card|medical insurance no."),
    "patient number": _cues("病历号|住院号|门诊号|就诊卡号|病案号|就诊号|患者编号|病人ID|体检编号|挂号卡号", "patient number|medical record number|patient ID|hospital number|inpatient number|MRN|outpatient number|patient record number"),
    "bank account": _cues("银行账号|银行账户|对公账号|开户账号|收款账号|银行帐号|公司账户|汇款账号|打款账号", "bank account number|bank account|account number|beneficiary account|receiving account|bank acct|account no.|corporate account number"),
    "birth date": _cues("出生日期|生日|出生年月日|出生年月|阳历生日|孩子生日|客户生日|出生时间|公历生日", "date of birth|birthday|DOB|birth date|date of birth (DOB)|birthdate|child's birthday|D.O.B."),
    "one-time code": _cues("验证码|短信验证码|动态密码|动态码|校验码|手机验证码|登录验证码|收到的验证码|平台验证码", "verification code|SMS code|one-time password|OTP|login code|confirmation code|one-time passcode|text message code"),
    "password": _cues("密码|登录密码|支付密码|账户密码|初始密码|邮箱密码|WiFi密码|后台密码|解锁密码|查询密码", "password|login password|account password|Wi-Fi password|payment password|initial password|admin password|email password"),
    "driving licence": _cues("驾驶证号|驾照号|驾照号码|驾驶证编号|驾驶证档案号|驾驶证号码|司机驾照号|驾驶证", "Chinese driving licence|driving licence number|driver's license number|driver's licence no.|licence file number|driving license|driver license number|Chinese driver's license"),
    "officer card": _cues("军官证|军官证号|军官证号码|士兵证|士兵证号|士官证号|军人证件号|军人证号", "military ID|officer's card|military officer card|soldier's card|PLA officer ID|military ID number|army ID|military identity card"),
}  # fmt: skip
