# ruff: noqa: E501 - word lists, one kind to a line
"""What people call the identifiers of the rest of the world and their secrets: Chinese words, then English ones."""

from __future__ import annotations


def _cues(zh: str, en: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(zh.split("|")), tuple(en.split("|"))


CUES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "e-mail": _cues("邮箱|电子邮件|邮箱账号|联系邮箱|公司邮箱|私人邮箱|Email|email地址|接收邮箱|电子邮件地址", "email|e-mail address|email ID|contact email|billing email|backup email|company email|mail|account email|registered e-mail"),
    "card": _cues("卡号|信用卡卡号|外币卡号|Visa卡|万事达卡|主卡卡号|付款的卡|银行卡", "card number|credit card|card|debit card number|Visa number|Mastercard number|card on file|long card number|corporate card"),
    "AmEx card": _cues("运通|运通卡|美国运通卡号|Amex|AmEx卡号|信用卡|卡号|付款卡", "Amex card|American Express card number|AmEx|Amex no.|card number|credit card number|business Amex|American Express number"),
    "IBAN": _cues("IBAN|IBAN账号|国际账号IBAN|欧洲银行账号|收款人IBAN|IBAN号码|对方IBAN|退款IBAN", "IBAN|IBAN no.|beneficiary IBAN|IBAN code|payee IBAN|international bank account number|landlord's IBAN|salary IBAN"),
    "SSN": _cues("SSN|美国社会安全号|社安号|社会安全号码|美国社安号码|SSN号|社会安全卡号|美国SSN", "SSN|social security number|SS number|social security #|Social|SSN #|taxpayer SSN|spouse's SSN"),
    "NI number": _cues("英国国民保险号|NI号|国民保险号|NI Number|英国NINO|英国社保NI号|国民保险编号|National Insurance号", "NI number|National Insurance number|National Insurance no|NINO|N.I. number|employee's NI number|national insurance|NI no"),
    "US phone": _cues("美国手机|美国电话号码|加拿大手机号|联系号码|北美手机号码|回拨电话|电话|办公电话", "phone number|cell|phone #|work phone|evening phone|mobile number|home phone|best number|fax number|callback phone"),
    "world phone": _cues("国际号码|当地手机号|境外手机|海外手机号|联系电话|电话号码|国外电话|WhatsApp号码", "phone|mobile|phone no.|telephone number|tel|cell number|emergency contact number|local number|WhatsApp"),
    "IPv4": _cues("IP|IP地址|外网IP|出口IP|服务器IP|登录地址IP|用户IP|对端IP|当前IP", "IP|IP address|server IP|external IP|remote IP|office IP|host IP|visitor IP|IPv4 address"),
    "IPv6": _cues("IPv6|IPv6地址|外网IPv6|IP|IP地址|IPv6地址（公网）|访问IP|服务器IPv6", "IPv6|IPv6 address|IP|IP address|server IPv6|host IPv6|remote address|public IPv6"),
    "MAC": _cues("MAC|MAC地址|设备MAC地址|光猫MAC|网卡MAC地址|机顶盒MAC|蓝牙MAC地址|打印机MAC", "MAC|MAC address|MAC addr|device MAC address|ethernet MAC|modem MAC|bluetooth MAC address|adapter's MAC"),
    "URL with user data": _cues("链接|网址|激活链接|找回密码链接|登录地址|取件链接|支付页面|URL", "link|URL|activation link|password reset link|sign-in URL|tracking page|checkout link|web link"),
    "IN Aadhaar": _cues("印度Aadhaar|Aadhaar号码|Aadhaar编号|印度身份号Aadhaar|Aadhaar证号", "Aadhaar|Aadhaar number|Aadhaar no|Aadhaar ID|my Aadhaar|UID (Aadhaar)|aadhaar card no.|Aadhaar card number"),
    "IN PAN": _cues("PAN号|印度PAN|PAN卡|印度永久账号PAN|印度PAN卡号", "PAN|PAN number|PAN card|PAN no|permanent account number (PAN)|director's PAN|PAN card no.|Indian PAN number"),
    "SG NRIC": _cues("NRIC|新加坡NRIC号|FIN|新加坡身份证号码|新加坡FIN号", "NRIC|NRIC no|FIN|NRIC number|FIN no.|patient's NRIC|Singapore IC|NRIC / FIN"),
    "ES DNI": _cues("DNI|西班牙DNI号|NIE|西班牙NIE号码|西班牙证件DNI", "DNI|DNI no.|NIE|número de DNI|DNI number|NIE no.|tenant's DNI|Spanish DNI number"),
    "BR CPF": _cues("CPF号|巴西CPF号|CPF|巴西CPF号码|巴西税号", "CPF|CPF no|CPF number|CPF do titular|cpf number|buyer's CPF|Brazil CPF|CPF (Brazil)"),
    "FR NIR": _cues("法国社保号NIR|法国社会保障号|NIR|法国社安号码|法国医保号", "numéro de sécu|French social security no.|NIR|social security number (France)|n° de sécurité sociale|INSEE no.|French social security|numéro INSEE"),
    "KR RRN": _cues("韩国居民身份证号|韩国居民登记号码|居民登记号|韩国身份证|韩国身份证号码", "RRN|resident registration no.|Korean resident number|jumin deungnok number|Korea RRN|Korean ID|resident registration number (Korea)|Korean resident registration no."),
    "MX CURP": _cues("CURP|CURP码|墨西哥CURP号|墨西哥CURP号码|墨西哥公民代码CURP", "CURP|CURP no.|my CURP|CURP number|employee's CURP|CURP key|Mexico CURP|clave CURP"),
    "IT codice fiscale": _cues("codice fiscale|意大利税号|意大利codice fiscale|意大利个人税号|意大利财政代码", "codice fiscale|Italian fiscal code|my codice fiscale|Codice Fiscale|fiscal code (Italy)|tenant's codice fiscale|Italian tax code|cod. fiscale"),
    "UK NHS": _cues("NHS号|英国NHS号码|NHS编号|NHS号码|英国国民医疗NHS号", "NHS number|NHS no|NHS Number|patient's NHS number|NHS no.|baby's NHS number|NHS number (England)|nhs no"),
    "AU TFN": _cues("TFN|澳洲税号TFN|澳大利亚TFN|TFN税号|澳洲个人税号", "TFN|tax file number|tax file no|employee TFN|Tax File Number|TFN (Australia)|TFN no.|Australian tax file no."),
    "CA SIN": _cues("SIN|加拿大社保号SIN|加拿大SIN号|SIN号|加拿大社会保险号码", "SIN|social insurance number|SIN no|SIN #|Social Insurance Number|employee SIN|Canadian SIN number|S.I.N."),
    "ZA ID": _cues("南非身份证号|南非ID|南非身份号码|南非公民身份证号|南非身份证件号码", "South African ID no.|SA ID no|RSA ID number|South African identity no.|ID number (SA)|SA ID number|South African ID number|RSA identity number"),
    "DE tax ID": _cues("德国Steuer-ID|德国税号|德国个人税号|德国税务号码|Steuer-ID号", "Steuer-ID|Steuer-IdNr|German tax ID number|Steuer-Identifikationsnummer|tax ID (Germany)|Steuer-ID number|German tax identification no.|employee's Steuer-ID"),
    "SE personnummer": _cues("瑞典个人号|personnummer|瑞典身份号码|瑞典人号|瑞典personnummer", "personnummer|Swedish personal identity number|personal number (Sweden)|Swedish personal no.|my personnummer|patient's personnummer|Swedish ID number|Personnummer"),
    "ITIN": _cues("ITIN|ITIN号|美国ITIN号码|个人报税号ITIN|美国纳税人号ITIN", "ITIN|ITIN number|ITIN no|individual taxpayer identification number|spouse's ITIN|my ITIN|ITIN #|taxpayer number (ITIN)"),
    "passport": _cues("护照号码|护照号|外国护照号码|旅客护照号|新西兰护照号|法国护照号码|护照|护照No.", "passport no|passport number|passport|guest's passport number|passport no.|old passport number|Passport #|travel passport"),
    "driving licence": _cues("驾照号码|驾照号|国外驾照号|英国驾照号|美国驾照|租车人驾照号|驾驶执照号|国际驾照号", "driving licence number|driver license|driver's license no.|driving licence no|license no. (driver)|DL no.|driver licence number|renter's driver's license"),
    "bank account": _cues("账户号|银行账号|账号（银行）|海外银行账号|对方账户号码|美元账户号|房东银行账号|储蓄账户号码", "account number|account no|bank account|savings account|bank account no.|checking account number|payee account number|landlord's account number|acct no"),
    "routing number": _cues("ABA号|路由号码|银行路由号|routing number|ABA路由号码|美国银行路由号码|银行ABA代码|电汇routing号", "routing number|ABA|routing no|ABA routing no.|routing #|bank's routing number|ABA number|RTN number"),
    "sort code": _cues("sort code|英国银行sort code|Sort Code|英国sort code|银行sort code号|收款行sort code|英国银行代码sort code|sort code号码", "sort code|sort code no|bank's sort code|Sort Code|payee sort code|branch's sort code|sort-code|sort code of my bank"),
    "medical record": _cues("病历号码|病历号|医院编号（患者）|患者号|就诊编号|住院号码|病案号|病人号", "MRN|medical record no|patient no.|patient number|hospital no.|chart no.|medical record number|patient ID number|clinic number"),
    "insurance member": _cues("保险会员ID|医疗险会员号|医保会员编号|健康险会员号|保险证号码|医疗保险ID|保险成员号|医疗保险卡号", "insurance member number|member ID (insurance)|health plan member ID|insurance ID number|Medicare no.|policy member ID|health insurance ID|subscriber number"),
    "birth date": _cues("出生日期|生日|出生年月日|儿子生日|旅客出生日期|身份证上的生日|DOB|太太的生日", "date of birth|DOB|D.O.B|birthday|birth date|child's date of birth|passenger's date of birth|date of birth on file"),
    "undashed SSN": _cues("SSN|社安号|美国社会安全号|社会安全号码|SSN号|美国社安号码|美国SSN|社会安全卡号", "SSN|social security number|SS number|social security #|SSN #|spouse's SSN|social security no|taxpayer SSN"),
    "one-time code": _cues("验证码|动态码|短信码|OTP|一次性验证码|登录码|手机验证码|校验码", "verification code|OTP|one-time code|sign-in code|passcode from the text|authentication code|text message code|login code|SMS code|security code"),
    "CVV": _cues("CVV|CVC|安全码|CVV码|CVC2|信用卡CVV|CVV2码|卡的安全码", "CVV|CVC|security code on the card|CVV number|CVV2|CVC number|card verification code|card's security code"),
    "world phone, cue": _cues("电话|联系电话|座机|国外手机|电话号码|房东电话|酒店电话|联系号码", "phone|phone number|telephone|mobile|mobile no.|tel. number|landline|contact phone|home telephone|phone no"),
    "password": _cues("密码|登录密码|账号密码|口令|系统密码|WiFi密码|邮箱密码|初始密码", "password|login password|pw|passcode|email password|wifi password|new password|temp password|admin pwd|account password"),
    "secret key": _cues("secret key|SecretKey|AccessKey Secret|应用Secret|API Secret|Client Secret|私密密钥|密钥", "secret key|client secret|API secret|AWS secret|secret access key|app secret|client_secret|shared secret"),
    "hex api key": _cues("API Key|API key|API密钥|接口密钥|访问密钥|api_key|AppKey|接口Key", "API key|api key|api-key|API key (production)|access key|access token|apikey|auth key"),
    "uuid key": _cues("API key|API Key|API密钥|访问令牌|Token|token|接口令牌|鉴权token", "API key|access token|API token|auth token|token|bearer token|apikey|client token"),
}  # fmt: skip

KEY = _cues(
    "密钥|API Key|token|访问密钥|接口token|私钥|key|令牌",
    "API key|token|key|secret|access token|live key|production key|auth key|service key",
)
KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "private key": _cues("私钥|SSH密钥|服务器密钥|私钥内容|证书密钥", "private key|SSH private key|deploy key|certificate key|host key"),
    "database URL": _cues("数据库连接|连接串|数据库URL|DSN|库的连接地址", "connection string|database URL|DSN|DB connection string|db url"),
    "azure account key": _cues("连接串|Azure连接字符串|存储连接字符串|存储配置|账户连接串", "connection string|Azure connection string|storage key|storage settings|blob connection"),
    "basic auth": _cues("认证头|Authorization|请求头Authorization|鉴权头|HTTP头", "Authorization|Authorization header|auth header|HTTP header|basic auth header"),
    "bearer": _cues("认证头|Authorization|请求头Authorization|鉴权头|HTTP头", "Authorization|Authorization header|auth header|HTTP header|request header"),
}  # fmt: skip
