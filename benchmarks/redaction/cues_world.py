# ruff: noqa: E501 - word lists, one kind to a line
"""What people call the identifiers of the rest of the world and their secrets: Chinese words, then English ones."""

from __future__ import annotations


def _cues(zh: str, en: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(zh.split("|")), tuple(en.split("|"))


CUES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "e-mail": _cues("邮箱|邮箱地址|电子邮箱|邮件地址|E-mail|注册邮箱|常用邮箱|接收发票的邮箱|电邮|工作邮箱", "email|email address|e-mail|mail address|e-mail address|work email|personal email|login email|inbox|contact email"),
    "card": _cues("信用卡号|卡号|银行卡号|Visa卡号|付款卡号|万事达卡号|支付卡号|信用卡", "card number|credit card number|debit card|Visa card|card no.|Mastercard|payment card|bank card|credit card"),
    "AmEx card": _cues("运通卡号|美国运通卡|信用卡号|卡号|运通卡|Amex卡号|付款卡号|信用卡卡号", "American Express|Amex number|AmEx card|Amex|card number|credit card|corporate Amex|American Express card"),
    "IBAN": _cues("IBAN|IBAN号|IBAN码|国际银行账号|收款IBAN|欧洲账户|国际汇款账号|银行IBAN", "IBAN|IBAN number|bank account (IBAN)|account IBAN|payout IBAN|refund IBAN|bank IBAN|my account's IBAN"),
    "SSN": _cues("SSN|社会安全号|美国社安号|社安号码|社会安全号码|SSN号码|美国社保号|社会保障号", "SSN|social security number|social security no.|social security|soc sec number|SSN number|US social security number|full SSN"),
    "NI number": _cues("英国NI号|国民保险号码|英国国民保险号|NI号码|NINO|National Insurance号码|英国保险号|国民保险号", "National Insurance number|NI number|NINO|NI no.|Nat. Insurance number|National Insurance no.|NI|UK National Insurance number"),
    "US phone": _cues("美国电话|美国手机号|电话号码|联系电话|北美电话|手机号|加拿大电话|回电号码", "phone number|cell number|phone|cell|daytime phone|mobile|callback number|contact phone|home number|telephone number"),
    "world phone": _cues("国外手机号|海外电话|境外号码|联系电话|国际电话|手机号码|海外联系方式|当地电话", "phone number|mobile number|telephone|contact number|phone|WhatsApp number|mobile phone|tel. no.|cell phone"),
    "IPv4": _cues("IP地址|登录IP|公网IP|客户端IP|我的IP|IP|本机IP|来源IP|访问IP", "IP address|IP|public IP|login IP|client IP|source IP|IP addr|home IP address|static IP"),
    "IPv6": _cues("IPv6地址|IPv6|IP地址|公网IPv6|本机IPv6|客户端IP|登录IP|我的IP", "IPv6 address|IPv6|IP address|public IPv6|client IP|source address|login IP|IP"),
    "MAC": _cues("MAC地址|网卡地址|设备MAC|物理地址|路由器MAC地址|无线MAC|网卡MAC|MAC", "MAC address|MAC|device MAC|hardware address|Wi-Fi MAC|network card's MAC|router MAC address|physical address of the adapter"),
    "URL with user data": _cues("链接|网址|登录链接|重置密码的链接|跳转地址|页面地址|分享链接|付款链接", "link|URL|reset link|login link|web address|payment link|page address|full URL"),
    "IN Aadhaar": _cues("印度Aadhaar号码|Aadhaar号|Aadhaar卡号|印度身份证号|印度Aadhaar", "Aadhaar|Aadhaar number|Aadhaar card|Aadhaar no.|UIDAI number|Aadhar number|Indian Aadhaar|aadhar card number"),
    "IN PAN": _cues("印度PAN号|PAN卡号|印度税号PAN|印度PAN卡|PAN号码", "PAN|PAN card number|PAN number|permanent account number|Indian PAN|PAN no.|income tax PAN|PAN card"),
    "SG NRIC": _cues("新加坡身份证|新加坡NRIC|NRIC号码|FIN号码|新加坡准证号", "NRIC|NRIC number|FIN number|Singapore NRIC|NRIC no.|Singapore IC number|FIN|NRIC/FIN"),
    "ES DNI": _cues("西班牙DNI|DNI号码|西班牙身份证号|NIE号码|西班牙税号NIF", "DNI|NIE|DNI number|Spanish ID|NIF|NIE number|Spanish DNI|DNI/NIE"),
    "BR CPF": _cues("巴西CPF|CPF号码|巴西税号CPF|巴西个人税号|CPF", "CPF|CPF number|Brazilian CPF|CPF no.|Brazilian taxpayer number|número do CPF|Brazilian tax ID|cpf"),
    "FR NIR": _cues("法国社保号|法国社会保险号|NIR号码|法国社保号码|法国安全号NIR", "French social security number|numéro de sécurité sociale|NIR|INSEE number|French NIR|n° de sécu|sécurité sociale number|carte Vitale number"),
    "KR RRN": _cues("韩国身份证号|韩国居民登记号|韩国居民登录证号|韩国RRN|居民登录番号", "Korean resident registration number|resident registration number|RRN|Korean ID number|Korean RRN|jumin number|Korean national ID|resident number (Korea)"),
    "MX CURP": _cues("墨西哥CURP|CURP号码|墨西哥身份码|墨西哥人口登记号CURP|CURP", "CURP|CURP number|Mexican CURP|Clave CURP|CURP code|Mexican ID (CURP)|clave única CURP|curp"),
    "IT codice fiscale": _cues("意大利税号|意大利税码|codice fiscale|意大利个人税号|意大利税卡号", "codice fiscale|Italian tax code|Italian fiscal code|fiscal code|CF (codice fiscale)|Italian tax number|Italian codice fiscale|tessera sanitaria code"),
    "UK NHS": _cues("英国NHS号|NHS号码|NHS编号|英国医保NHS号|NHS号", "NHS number|NHS no.|NHS No|NHS ID|my NHS number|NHS patient number|UK NHS number|nhs number"),
    "AU TFN": _cues("澳洲TFN|澳大利亚税号|TFN号码|澳洲税号|税号TFN", "TFN|tax file number|TFN number|Australian TFN|tax file no.|my TFN|ATO tax file number|Australian tax file number"),
    "CA SIN": _cues("加拿大SIN|加拿大社会保险号|SIN号码|加拿大工卡号|SIN卡号", "SIN|social insurance number|SIN number|Canadian SIN|SIN no.|social insurance no.|SIN card|Canadian social insurance number"),
    "ZA ID": _cues("南非身份证|南非身份证号码|南非ID号|南非公民号|南非证件号", "South African ID|SA ID number|RSA ID|South African ID number|SA identity number|ID number (South Africa)|South African identity number|SA ID"),
    "DE tax ID": _cues("德国税号|德国税务识别号|德国个人税号|Steuer-ID|德国税务ID", "Steuer-ID|German tax ID|Steueridentifikationsnummer|tax identification number|IdNr|Steuer-Identifikationsnummer|German tax identification number|steuerliche Identifikationsnummer"),
    "SE personnummer": _cues("瑞典个人号码|瑞典身份号|personnummer|瑞典人口号|瑞典个人身份号", "personnummer|Swedish personal number|personal identity number|Swedish ID number|Swedish personnummer|Swedish social security number|pers.nr|Swedish personal identity number"),
    "ITIN": _cues("美国ITIN|ITIN号码|美国个人税号|ITIN税号|报税号ITIN", "ITIN|ITIN number|individual taxpayer identification number|individual taxpayer number|taxpayer ID (ITIN)|US ITIN|IRS ITIN|ITIN no."),
    "passport": _cues("护照号|护照号码|外国护照|外籍护照号|美国护照号|英国护照号码|护照|国外护照号", "passport number|passport|passport no.|passport #|US passport|British passport|travel document number|passport ID|new passport number"),
    "driving licence": _cues("驾照号|外国驾照号|美国驾照号码|国外驾照|英国驾照号|驾驶证号|海外驾照号码|加州驾照", "driver's license|driving licence|driver's license number|DL number|driving licence number|driver's licence no.|license number (driver's)|DL#|drivers license"),
    "bank account": _cues("银行账号|账户号码|银行账户|美国银行账号|收款账号|海外账户号码|工资账户|支票账户号", "account number|bank account number|checking account|acct number|savings account number|bank account|bank acct no.|current account number|account no."),
    "routing number": _cues("路由号|银行路由号码|美国银行ABA号|routing number|ABA路由号|汇款路由号|ABA号码|银行routing号", "routing number|ABA number|routing no.|ABA routing number|bank routing number|routing|wire routing number|RTN"),
    "sort code": _cues("英国银行sort code|sort code|分行代码sort code|英国账户sort code|银行分类代码|清算代码sort code|Sort Code|英国银行分行代码", "sort code|bank sort code|sort-code|branch sort code|UK sort code|Sort Code|sort code no.|account sort code"),
    "medical record": _cues("病历号|病人编号|患者ID|病历编号|住院号|医疗记录号|病案号码|就诊号", "medical record number|MRN|patient ID|patient number|hospital number|chart number|health record number|medical record no.|patient record ID"),
    "insurance member": _cues("医疗保险号|保险会员号|医保会员号|健康保险号码|保险ID|医疗保险会员编号|保险卡号|健保号码", "insurance member ID|health insurance number|health plan ID|Medicare number|member ID on my insurance card|subscriber ID|insurance ID|health insurance member number|Medicaid ID"),
    "birth date": _cues("出生日期|生日|出生年月日|出生时间|出生年月|阳历生日|宝宝生日|本人生日", "date of birth|DOB|birthday|birth date|D.O.B.|date of birth (DOB)|birthdate|son's birthday|wife's date of birth"),
    "undashed SSN": _cues("SSN|社会安全号|美国社安号|社安号码|社会安全号码|SSN号码|美国社保号|社会安全码", "SSN|social security number|social security no.|soc sec number|social security|US social security number|SSN number|full social"),
    "one-time code": _cues("验证码|短信验证码|动态码|一次性密码|安全验证码|登录验证码|OTP|动态口令", "verification code|one-time code|OTP|one-time passcode|confirmation code|security code|login code|2FA code|SMS code|PIN"),
    "CVV": _cues("CVV|CVV码|安全码|信用卡安全码|CVC码|CVC|卡片安全码|CVV2", "CVV|CVC|CVV code|card security code|CVC code|CVV2|security code of my card|CVC2"),
    "world phone, cue": _cues("电话|联系电话|国外电话|电话号码|家里电话|当地电话|联系号码|手机号", "phone number|telephone|tel|home phone|contact number|mobile number|cell phone|phone|office phone"),
    "password": _cues("密码|登录密码|账户密码|口令|邮箱密码|后台密码|管理员密码|路由器密码", "password|passwd|login password|pwd|passphrase|passcode|account password|Wi-Fi password|temporary password|admin password"),
    "secret key": _cues("Secret Key|AccessKey Secret|密钥|SecretKey|私有密钥|API Secret|应用密钥|AppSecret", "secret access key|client secret|secret key|API secret|AWS secret access key|app secret|aws_secret_access_key|consumer secret"),
    "hex api key": _cues("API key|API密钥|接口密钥|appkey|AppKey|访问密钥|接口key|API Key", "API key|api_key|api key|access key|x-api-key|auth token|access token|API token"),
    "uuid key": _cues("API key|API密钥|访问令牌|接口令牌|token|access token|接口密钥|Token", "API key|API token|access token|auth key|Heroku API key|api_key|secret token|service token"),
}  # fmt: skip

KEY = _cues(
    "密钥|API密钥|API key|token|访问令牌|接口密钥|access key|令牌",
    "API key|token|access key|key|access token|secret key|auth token|API token|live key",
)
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "private key": _cues("私钥|私钥文件|服务器私钥|证书私钥|SSH私钥", "private key|key file|SSH key|server key|TLS private key"),
    "database URL": _cues("数据库连接|数据库连接串|数据库地址|连接字符串|DATABASE_URL", "connection string|DSN|database URL|DATABASE_URL|db connection"),
    "azure account key": _cues("连接字符串|存储连接串|Azure存储配置|存储账户配置|连接配置", "connection string|storage account setting|Azure storage key|storage connection|account setting"),
    "basic auth": _cues("Authorization头|请求头|认证头|鉴权头|Authorization", "Authorization header|auth header|Authorization|request header|authorization"),
    "bearer": _cues("Authorization头|请求头|认证头|鉴权头|Authorization", "Authorization header|auth header|Authorization|request header|authorization"),
}  # fmt: skip
