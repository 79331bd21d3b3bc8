# ruff: noqa: E501 - word lists, one kind to a line
"""What people call each identifier of China, Hong Kong, Macau and Taiwan: Chinese words, then English ones."""

from __future__ import annotations


def _cues(zh: str, en: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(zh.split("|")), tuple(en.split("|"))


CUES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "resident ID, 18": _cues("身份证|身份证号码|身份证号|证件号|居民身份证号码|身份号码|投保人身份证|身份证编号|住客身份证号|证件号（身份证）", "Chinese ID|ID card number|resident ID card|national ID|PRC ID number|Chinese ID card no.|resident identity number|citizen ID number"),
    "resident ID, 15": _cues("身份证|身份证号码|老身份证号|一代证号码|十五位的身份证|以前的身份证号|旧版身份证|第一代身份证号", "old ID card number|former Chinese ID|15-digit ID|first-generation ID card|old resident ID|previous ID number|old Chinese ID card|15-digit Chinese ID number"),
    "mobile": _cues("手机|手机号|电话|联系手机|收件人手机号|绑定手机|本人手机|新手机号|紧急联系电话|司机电话|预约手机号|回拨号码", "mobile|Chinese mobile number|phone|cell number|mobile phone|contact number|phone no.|linked mobile|driver's phone|new number"),
    "landline": _cues("座机|固定电话|固话号码|单位电话|办公室电话|家里电话|店里座机|前台座机|传真|公司电话", "landline|office phone|shop phone|fax|company phone|fixed line|house phone|reception|landline no.|switchboard"),
    "UnionPay card": _cues("银行卡|卡号|储蓄卡|借记卡卡号|工资卡|银联卡|收款银行卡|打款卡号|建行卡号|退款银行卡号", "UnionPay card number|bank card|debit card|bank card no.|savings card|payout card|card number|linked card|UnionPay"),
    "credit code": _cues("统一社会信用代码|信用代码|税号|开票税号|公司信用代码|纳税人识别号|营业执照代码|企业信用代码|购方税号", "USCC|unified social credit code|credit code|company credit code|tax registration number|Chinese company tax number|unified credit code|social credit number"),
    "plate": _cues("车牌|车牌号|号牌|车辆牌照|牌照号|货车车牌|访客车牌|车牌照|租车车牌", "plate|licence plate|license plate number|number plate|plate no.|vehicle plate|truck plate|visitor's plate"),
    "VIN": _cues("车架号|VIN|VIN号|车辆VIN码|车辆识别号|行驶证上的车架号|车架号VIN|整车VIN", "VIN|VIN no.|vehicle VIN|VIN code|chassis no|vehicle identification no.|car VIN|frame no."),
    "Hong Kong ID": _cues("香港身份证|HKID|香港身份證|HKID號碼|香港身份证号码|身份證號碼|港人身份證|香港永久居民身份證", "HKID|HKID no.|Hong Kong ID|Hong Kong ID number|HK identity card no.|Hong Kong identity card number|HKIC number|HK ID number"),
    "Taiwan ID": _cues("身分證字號|身分證|身分證號|台灣身分證字號|國民身分證字號|台湾身分证号|身分證號碼|投保人身分證字號", "Taiwan ID|Taiwan ID no.|Taiwanese ID number|ROC national ID|Taiwan national ID|national ID (Taiwan)|ROC ID|Taiwan identity card no."),
    "Chinese passport": _cues("护照|护照号|护照号码|旅客护照|中国护照号|护照No.|孩子护照号|登记的护照号|護照號碼", "passport|passport no.|Chinese passport no.|passport number|guest's passport|PRC passport number|passport no|child's passport number|biometric passport number"),
    "HK/Macau permit": _cues("港澳通行证|通行证号|港澳通行证号|回乡证|回乡证号码|港澳居民来往内地通行证号|往来港澳通行证号码|回鄉證|通行证编号", "Home Return Permit no.|home return permit|HK/Macau permit|travel permit to Hong Kong and Macau|mainland travel permit no.|exit-entry permit|Hong Kong and Macau travel permit|mainland travel permit"),
    "HK mobile": _cues("香港手机|手機|電話|聯絡電話|香港手機號碼|手提|WhatsApp|聯絡手機|香港电话号码", "HK mobile|Hong Kong phone|HK number|mobile|WhatsApp number|phone|Hong Kong mobile number|contact phone"),
    "Macau mobile": _cues("澳門手機|澳门手机|電話|澳門手機號碼|聯絡電話|手提電話號碼|澳门联系电话|手機", "Macau phone|Macau mobile number|Macao number|mobile|phone|contact phone|Macau cell|Macao mobile"),
    "Taiwan mobile": _cues("手機|手機號碼|電話|收貨手機|聯絡手機|行動電話號碼|台灣手機|會員手機", "Taiwan mobile number|Taiwan phone|mobile|cell|Taiwanese mobile|phone number|contact mobile|Taiwan cell phone"),
    "Taiwan landline": _cues("市話|電話|公司電話|住家電話|辦公室電話|店面電話|聯絡電話|傳真", "Taiwan phone|office number|landline|telephone|company number|shop number|Taiwan office phone|fax"),
    "resident ID, bad check": _cues("身份证|身份证号|身份证号码|居民身份证号|本人身份证|身份证件号|证件号（身份证）|公民身份证号", "Chinese ID card|Chinese ID no.|ID card number|resident ID|PRC ID card|national ID card number|Chinese ID number|resident identity card number"),
    "WeChat": _cues("微信|微信号|wechat|WeChat|微信号码|客服微信|本人微信号|微信账号|老板微信|Wechat ID|vx号|企业微信", "WeChat|WeChat ID|wechat id|WeChat no.|WeChat contact|Weixin|my boss's WeChat|WeChat username"),
    "QQ": _cues("QQ|QQ号|QQ号码|qq号码|客服QQ|工作QQ|企鹅号|我QQ|联系QQ号", "QQ|QQ number|QQ no|QQ ID|QQ account number|support QQ|Tencent QQ|work QQ"),
    "Alipay": _cues("支付宝|支付宝账号|支付宝帐号|支付宝账户|收款支付宝账号|提现支付宝|退款支付宝|支付宝登录号", "Alipay|Alipay account|Alipay ID|Alipay account number|payout Alipay|Alipay login|refund Alipay|Alipay user"),
    "Taiwan permit": _cues("台胞证|台胞证号码|台胞證號碼|台湾居民通行证|台胞证编号|台胞證|台湾居民来往大陆通行证号|台胞卡号", "Taiwan compatriot permit number|Taiwan compatriot permit|mainland travel permit for Taiwan residents|compatriot permit no.|Taiwan travel permit (mainland)|Taibaozheng|Taiwan compatriot travel permit|Taiwan compatriot card"),
    "Macau ID": _cues("澳门身份证|澳門身份證|澳门身份证号|澳門身份證號碼|澳门居民身份证|澳門居民身份證號碼|澳门永久性居民身份证号|澳门ID", "Macau ID|Macau ID no.|Macao ID|Macau resident ID|Macau identity card number|Macao identity card|Macau ID card number|Macao resident identity card"),
    "social card": _cues("社保卡|社保号|社保卡号码|医保卡号|医保号|社保编号|社会保障卡|医保编号|参保号", "social security card no.|social insurance no.|medical insurance no|Chinese medical insurance number|health insurance card no.|social insurance card number|medical insurance card|social security card number"),
    "patient number": _cues("病历号|住院号|门诊号|就诊卡|就诊卡号|病案号码|病人编号|体检号|健康卡号|患者ID", "patient no.|patient ID|medical record number|hospital no.|outpatient no.|admission number|patient number|MRN"),
    "bank account": _cues("银行账号|账号（银行）|收款账户|对公账户|公司账号|开户行账号|汇款账户|房东银行账号|银行账户号", "bank account|bank account no.|account number|payee account|receiving account number|company account number|bank acct number|supplier's bank account"),
    "birth date": _cues("出生日期|生日|出生年月|孩子出生日期|宝宝生日|出生年月日|旅客出生日期|被保人生日|老人生日", "date of birth|birthday|DOB|birth date|child's birthday|date of birth on the card|passenger DOB|D.O.B."),
    "one-time code": _cues("验证码|短信验证码|动态验证码|登录码|校验码|手机动态码|手机校验码|安全验证码|一次性密码", "verification code|OTP|SMS verification code|login code|one-time code|passcode from the SMS|confirmation code|one-time password"),
    "password": _cues("密码|登录密码|账号密码|初始密码|系统密码|门锁密码|无线密码|后台密码|邮箱密码|会员密码", "password|login password|pwd|account password|wifi password|door lock password|system password|initial password"),
    "driving licence": _cues("驾驶证|驾驶证号|驾照|驾照号|驾驶证号码|驾驶证档案编号|租车人驾照号|驾照编号", "driving licence|driver's license|driving licence no.|driver licence number|Chinese driving licence number|driver's license no|licence number (driving)|Chinese driver license"),
    "officer card": _cues("军官证|军官证号|军官证编号|士兵证号|军人证|军官证件号|士官证|军人证件", "military officer's card|military ID|officer card number|soldier ID|military ID card|PLA officer card|army officer's ID|officer's card number"),
}  # fmt: skip
