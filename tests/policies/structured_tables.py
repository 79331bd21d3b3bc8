"""One table for each structured recogniser: values found whole, and texts in which it finds nothing.

A `found` row is a text and its value; a `left` row is a near miss. Every value is invented or published
as an example. `test_recognizers.py` reads these, `test_catalogue.py` checks that none is missing.
"""

from __future__ import annotations

from tests.policies.national_tables import NATIONAL, Table

TABLES: dict[str, Table] = {
    "network.EmailRecognizer": Table(
        (
            ("我的邮箱是john.smith@example.com请联系", "john.smith@example.com"),
            ("write to a+b_c@mail.example.co.uk.", "a+b_c@mail.example.co.uk"),
            ("contact=ann@example.org; ok", "ann@example.org"),
            ("张josé.m@exämple.de北", "josé.m@exämple.de"),
            ('mail "ann lee"@example.com now', '"ann lee"@example.com'),
        ),
        ("@ann said hi", "meet @ 10", "a@b"),
    ),
    "network.IpRecognizer": Table(
        (
            ("IP地址192.168.1.20登录", "192.168.1.20"),
            ("from 2001:db8::ff00:42:8329 today", "2001:db8::ff00:42:8329"),
            ("IP:fe80::1ff:fe23:4567:890a%eth0", "fe80::1ff:fe23:4567:890a%eth0"),
            ("ping 1.2.3.4 fails", "1.2.3.4"),
            ("Redis 10.4.0.7 is down", "10.4.0.7"),
            ("net 2001:db8:12::/48 is ours", "2001:db8:12::/48"),
            ("from fe80::1%en1.", "fe80::1%en1"),
            ("IPv6:fe80::1ff:fe23:4567:890a", "fe80::1ff:fe23:4567:890a"),
            ("node:2001:db8:0:0:0:ff00:42:8329 up", "2001:db8:0:0:0:ff00:42:8329"),
        ),
        (
            "Version 1.2.3.4",
            "firmware 10.2.1.14",
            "mask 255.255.255.0",
            "aa:bb:cc:dd:ee:ff:00:11:22",
            "1.2.3.456",
            "10:30:00",
            "EMUI 12.0.0.230 and",
            "MIUI 14.0.8.0.TMAC",
        ),
    ),
    "network.MacRecognizer": Table(
        (
            ("设备00:1A:2B:3C:4D:5E离线", "00:1A:2B:3C:4D:5E"),
            ("备注:74-83-AB-7E-C9-E0。", "74-83-AB-7E-C9-E0"),
            ("mac 001a.2b3c.4d5e", "001a.2b3c.4d5e"),
        ),
        ("12:30:45", "2024-05-01", "00:1A:2B:3C:4D"),
    ),
    "network.UserUrlRecognizer": Table(
        (
            ("see https://shop.example/x?user=ann&id=3 ok", "https://shop.example/x?user=ann&id=3"),
            ("主页https://example.cn/u/12345678，谢谢", "https://example.cn/u/12345678"),
            ("linkedin.com/in/ann-lee-12", "linkedin.com/in/ann-lee-12"),
        ),
        ("https://www.example.com/products/blue-shirt", "https://example.com/s?category=shoes"),
    ),
    "network.CoordinateRecognizer": Table(
        (
            ("at 39.90420, 116.40740 now", "39.90420, 116.40740"),
            ("40°26'46\"N 79°58'56\"W", "40°26'46\"N 79°58'56\"W"),
        ),
        ("up 0.12, down 7.34", "7.1234 yuan"),
    ),
    "cards.CardRecognizer": Table(
        (
            ("卡号4111111111111111谢谢", "4111111111111111"),
            ("card 4111 1111 1111 1111, exp", "4111 1111 1111 1111"),
            ("银行卡6222021234567890123付的", "6222021234567890123"),
            ("card number 4111 1111 1111 1112", "4111 1111 1111 1112"),
            ("amex 3782-822463-10005", "3782-822463-10005"),
        ),
        ("order number 4111111111111111", "at 1700000000123 ms", "ISBN 9783161484100"),
    ),
    "cards.CardCueRecognizer": Table(
        (
            ("my credit card number is 1234567890123", "1234567890123"),
            ("银行卡号：7222021234567890123", "7222021234567890123"),
        ),
        ("my card was declined twice in 2024", "尾号1234的银行卡"),
    ),
    "cards.CardExpiryRecognizer": Table(
        (("expires 04/28", "04/28"), ("有效期至：12/2027", "12/2027")),
        ("expires in 5 days", "4/5 of the users"),
    ),
    "cards.IbanRecognizer": Table(
        (
            ("GB29 NWBK 6016 1331 9268 19.", "GB29 NWBK 6016 1331 9268 19"),
            ("pay DE89370400440532013000 now", "DE89370400440532013000"),
            ("is de89370400440532013000 right", "de89370400440532013000"),
        ),
        ("SF12345678901234567", "AB12 3456 7890 1234"),
    ),
    "cards.IbanCueRecognizer": Table(
        (("IBAN: XX00 1234 5678 9012 34", "XX00 1234 5678 9012 34"),), ("what is an IBAN?",)
    ),
    "cards.CryptoRecognizer": Table(
        (
            ("send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
            (
                "钱包0x52908400098527886E0F7030069857D2E4169EE7谢谢",
                "0x52908400098527886E0F7030069857D2E4169EE7",
            ),
            (
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            ),
        ),
        ("0x80070057", "commit 9fceb02d0ae598e95dc970b74767f19372d61af8"),
    ),
    "api_keys.ApiKeyRecognizer": Table(
        (
            ("key AKIAIOSFODNN7EXAMPLE leaked", "AKIAIOSFODNN7EXAMPLE"),
            ("密钥LTAI5tEXAMPLEEXAMPLE12用了", "LTAI5tEXAMPLEEXAMPLE12"),
            ("use sk-proj-abcdefghijklmnop1234", "sk-proj-abcdefghijklmnop1234"),
            (
                "postgres://ann:s3cret@db.example.com/app没错",
                "postgres://ann:s3cret@db.example.com/app",
            ),
            ("eyJhbGciOiJIUzI1NiJ9.e30.abc", "eyJhbGciOiJIUzI1NiJ9.e30.abc"),
            ("glpat-aB3dE6gH9jK2mN5pQ8sT. Then", "glpat-aB3dE6gH9jK2mN5pQ8sT"),
            ("sk_live_abcdefghijklmnopqrstuvwx", "sk_live_abcdefghijklmnopqrstuvwx"),
        ),
        ("the API key is invalid", "sk-learn", "http://example.com:8080/x"),
    ),
    "credentials.PasswordRecognizer": Table(
        (
            ("GUID key: 9f86d081884c7d659a2feaa0c55ad015", "9f86d081884c7d659a2feaa0c55ad015"),
            ("grid key: 9f86d081884c7d659a2feaa0c55ad015", "9f86d081884c7d659a2feaa0c55ad015"),
            ("注册码：Zk83jdQpX7mWn2vLr5Tt", "Zk83jdQpX7mWn2vLr5Tt"),
            ("the secret to success is patience; my secret: Zk83jdQpX7", "Zk83jdQpX7"),
            ("my password is hunter2, thanks", "hunter2"),
            ("密码是abc123，改一下", "abc123"),
            ('"password": "P@ss!w0rd",', "P@ss!w0rd"),
            ("DB_PASSWORD=Xy7#kk", "Xy7#kk"),
        ),
        (
            "password is wrong",
            "my password is not working",
            "密码为8-20位字符",
            "reset my password please",
        ),
    ),
    "credentials.OneTimeCodeRecognizer": Table(
        (
            ("the code on the back of the card is 123", "123"),
            ("信用卡背面三码：482", "482"),
            ("收到的码是482913", "482913"),
            ("我的六位码482913", "482913"),
            ("My 2FA is 482913", "482913"),
            ("验证码：493021", "493021"),
            ("493021 is your verification code", "493021"),
            ("my PIN is 4821", "4821"),
            ("Your code is 482913", "482913"),
            ("CVV 123", "123"),
        ),
        (
            "验证码收不到",
            "error code 12345678",
            "Grok 2 for summaries and Nokia 3310 for code.",
            "报错code 40029",
            "exited with code 40029",
            "手機顯示code 40029",
            "ORA-00600: internal error code",
            "zip code 90210",
            "the PIN was sent in 2 days",
            "pinned 1234 posts",
        ),
    ),
    "china_ids.ResidentIdRecognizer": Table(
        (
            ("号11010519491231002X。", "11010519491231002X"),
            ("张110105 19491231 002x李", "110105 19491231 002x"),
            ("给110105194912310021了", "110105194912310021"),
            ("110105491231002", "110105491231002"),
        ),
        ("订单号110105194912310021", "110105194913310021", "11010519491231002X9"),
    ),
    "china_ids.ResidentIdCueRecognizer": Table(
        (
            ("身份证号码是123456789012345678", "123456789012345678"),
            ("ID number: 12345678901234567X", "12345678901234567X"),
        ),
        ("身份证丢了3天",),
    ),
    "china_ids.PassportRecognizer": Table(
        (("用E12345678买的", "E12345678"), ("EA1234567", "EA1234567"), ("SE1234567", "SE1234567")),
        ("E1234567", "order no. E12345678"),
    ),
    "china_ids.PassportCueRecognizer": Table(
        (("护照号E1234567", "E1234567"), ("台胞证号码：12345678", "12345678")), ("护照办理要15天",)
    ),
    "china_ids.PermitRecognizer": Table(
        (("持H12345678入境", "H12345678"),), ("H1234567", "SKU H12345678")
    ),
    "china_ids.HongKongIdRecognizer": Table(
        (("我的A123456(3)号", "A123456(3)"), ("AB987654(4)", "AB987654(4)")),
        ("A12345(3)", "Z123456X"),
    ),
    "china_ids.HongKongIdCueRecognizer": Table(
        (("香港身份证号A1234567", "A1234567"), ("HKID: Z683365(0)", "Z683365(0)")), ("HKID lost",)
    ),
    "china_ids.MacauIdRecognizer": Table(
        (("持1/234567/8", "1/234567/8"),), ("2/234567/8", "1/2345/6")
    ),
    "china_ids.MacauIdCueRecognizer": Table(
        (("澳门身份证12345678", "12345678"),), ("澳门身份证在办",)
    ),
    "china_ids.TaiwanIdRecognizer": Table(
        (("我是A123456789的", "A123456789"), ("A123456780", "A123456780")),
        ("A323456789", "A12345678"),
    ),
    "china_ids.TaiwanIdCueRecognizer": Table(
        (("身分證字號 A323456789", "A323456789"),), ("統一證號未填",)
    ),
    "china_ids.SocialCreditCodeRecognizer": Table(
        (
            ("公司91350100M000100Y43开票", "91350100M000100Y43"),
            ("91350100M000100Y44", "91350100M000100Y44"),
        ),
        ("913501000000000000", "91350100I000100Y43"),
    ),
    "china_ids.SocialCreditCodeCueRecognizer": Table(
        (("税号：440301123456789", "440301123456789"),), ("税号填错了",)
    ),
    "phones.ChinaPhoneRecognizer": Table(
        (
            ("电话13812345678谢谢", "13812345678"),
            ("+86 138-1234-5678", "+86 138-1234-5678"),
            ("（+86）138 1234 5678", "（+86）138 1234 5678"),
            ("张三13812345678北京", "13812345678"),
            ("手机一三八幺二三四五六七八谢谢", "一三八幺二三四五六七八"),
            ("座机(0571)8888 6666转801", "(0571)8888 6666转801"),
            ("座机(021)50801234转分机806", "(021)50801234转分机806"),
            ("0571-8765 4321 内线 12。", "0571-8765 4321 内线 12"),
            ("打+86-22-2424-0122-3352找我", "+86-22-2424-0122-3352"),
            ("0086-10-7183 6428-1327", "0086-10-7183 6428-1327"),
        ),
        ("拨打400-820-8820", "1381234567", "138123456789", "订单号13812345678"),
    ),
    "phones.PhoneRecognizer": Table(
        (
            ("call (415) 555-0123 now", "(415) 555-0123"),
            ("call +44 20 7946 0958 now", "+44 20 7946 0958"),
            ("001-335-504-9258x12", "001-335-504-9258x12"),
            ("+33 1 70 18 99 00 poste 12", "+33 1 70 18 99 00 poste 12"),
            ("给090-1234-5678打", "090-1234-5678"),
            ("05 45 23 28 60", "05 45 23 28 60"),
            ("+55 (11) 91234-5678", "+55 (11) 91234-5678"),
            ("[+852] 9123 4567", "+852] 9123 4567"),
            ("852-9123-4567", "852-9123-4567"),
            ("给852 61234567打", "852 61234567"),
            ("85261234567", "85261234567"),
        ),
        (
            "Call our hotline 400-820-8820.",
            "01-02-2024",
            "1700000000",
            "USD 4155550123.00",
            "#123-4567890-1234567",
            "852 9000 units",
        ),
    ),
    "phones.PhoneCueRecognizer": Table(
        (
            ("my cell is 4155550123", "4155550123"),
            ("The phone is 4464-3819", "4464-3819"),
            ("62881144是我家里的电话", "62881144"),
            ("phone_number=555 0199 12", "555 0199 12"),
            ("手提：5512 3456", "5512 3456"),
            ("please text 9012 3456", "9012 3456"),
        ),
        (
            "电话打了3次，等20分钟",
            "Phone me on 2024-05-01",
            "拨打95588",
            "手机升级122.0.6261.95",
        ),
    ),
    "accounts.BankNumberRecognizer": Table(
        (
            ("account number is 153531981.", "153531981"),
            ("银行账号：12345678901", "12345678901"),
            ("sort code 19-58-41", "19-58-41"),
            ("SWIFT: CHASUS33", "CHASUS33"),
        ),
        ("my account was closed in 2023", "账户里有12345678元", "the account is blocked"),
    ),
    "accounts.RoutingNumberRecognizer": Table(
        (("routing number 021000021", "021000021"), ("routing 123456789", "123456789")),
        ("routing is slow",),
    ),
    "accounts.SocialIdRecognizer": Table(
        (
            ("加我微信wx_abc123吧", "wx_abc123"),
            ("QQ号是123456789", "123456789"),
            ("123456789，这是我的QQ", "123456789"),
            ("支付宝账号：annlee88", "annlee88"),
        ),
        (
            "微信支付失败",
            "QQ音乐15元",
            "微信8.0.38版本",
            "升级支付宝 9.14.2",
            "京东SAVE30还能用吗",
            "企业微信ERR-4012",
            "支付宝返回ACCESS_DENIED",
            "微信NO_AUTH",
        ),
    ),
    "accounts.UserIdRecognizer": Table(
        (("username: ann_lee", "ann_lee"), ("my Telegram is @annlee88", "@annlee88")),
        (
            "username or password incorrect",
            "follow us on Instagram",
            "ERR-4012 at line 3055",
            'api_key="github_pat_11ABCDEFG0"',
        ),
    ),
    "accounts.AccountIdRecognizer": Table(
        (("customer ID: C123456", "C123456"), ("会员号12345678", "12345678")),
        ("工号1001竭诚为您服务", "会员等级V5"),
    ),
    "accounts.SocialSecurityChinaRecognizer": Table(
        (
            ("社保号：1234567890", "1234567890"),
            ("283454618435，这是我的社会保障号", "283454618435"),
        ),
        ("公积金提取要3天",),
    ),
    "vehicles.PlateRecognizer": Table(
        (
            ("车牌京A12345停在", "京A12345"),
            ("粤BD12345在充电", "粤BD12345"),
            ("沪A·1234学", "沪A·1234学"),
        ),
        ("京A123", "川A座的第12345号", "更新GPT124", "南京SALE25", "云A12345.6"),
    ),
    "vehicles.PlateCueRecognizer": Table((("车牌号是A12345", "A12345"),), ("车牌丢了",)),
    "vehicles.ForeignPlateRecognizer": Table(
        (("license plate 7ABC123", "7ABC123"),), ("license plate lights",)
    ),
    "vehicles.VehicleIdRecognizer": Table(
        (("车1M8GDM9AXKP042788的", "1M8GDM9AXKP042788"),),
        ("1M8GDM9A1KP042788", "ABCDEFGHJKLMNPRST"),
    ),
    "vehicles.VehicleIdCueRecognizer": Table(
        (("VIN: 1M8GDM9A1KP042788", "1M8GDM9A1KP042788"), ("发动机号AB123456", "AB123456")),
        ("the engine is loud",),
    ),
    "vehicles.DeviceIdRecognizer": Table(
        (("机器356938035643809的", "356938035643809"),), ("356938035643808",)
    ),
    "vehicles.DeviceIdCueRecognizer": Table(
        (
            ("IMEI353370816372924", "353370816372924"),
            ("serial number C02XK0ABJGH5", "C02XK0ABJGH5"),
        ),
        ("serial number not found", "洗碗机SN65S850KC"),
    ),
    "licences.PassportNumberRecognizer": Table(
        (
            ("passport number is X1234567.", "X1234567"),
            ("123456789 is my passport number", "123456789"),
            ('"passport_no": "AB123456"', "AB123456"),
            ("What is your passport number? It's 123456789", "123456789"),
        ),
        ("a passport takes 10 weeks", "my passport expires on 2030-01-01"),
    ),
    "licences.DriverLicenceRecognizer": Table(
        (("driver's license D1234567", "D1234567"), ("驾驶证号：123456789012", "123456789012")),
        ("my driver was late by 25 minutes",),
    ),
    "licences.UkDrivingLicenceRecognizer": Table(
        (("with MORGA657054SM9IJ today", "MORGA657054SM9IJ"),), ("MORGA627054SM9IJ",)
    ),
    "medical.MedicalNumberRecognizer": Table(
        (
            ("HMO number W123456789", "W123456789"),
            ("掛號證號20391844", "20391844"),
            ("I have 31-01-47 down for MRN", "31-01-47"),
            ("the membership number is ON 312-39", "ON 312-39"),
            ("MRN: 00123456", "00123456"),
            ("inpatient number 20391844", "20391844"),
            ("患者序号20391844", "20391844"),
            ("病历号：A1234567", "A1234567"),
            ("insurance policy number: IN-32653897", "IN-32653897"),
        ),
        ("insurance costs 300 a month", "医保报销3天"),
    ),
    "medical.NhsRecognizer": Table((("943 476 5919", "943 476 5919"),), ("943 476 5918",)),
    "medical.NhsCueRecognizer": Table(
        (("NHS number 943 476 5918", "943 476 5918"),), ("NHS waiting 12 weeks",)
    ),
    "medical.MedicareRecognizer": Table(
        (("Medicare 1EG4-TE5-MK73", "1EG4-TE5-MK73"),), ("Medicare pays",)
    ),
    "medical.MedicareAustraliaRecognizer": Table(
        (("Medicare 2123 45670 1", "2123 45670 1"),), ("Medicare pays",)
    ),
    "medical.MbiRecognizer": Table((("id 1EG4-TE5-MK73", "1EG4-TE5-MK73"),), ("1SG4-TE5-MK73",)),
    "medical.MedicalLicenceRecognizer": Table(
        (("DEA number AB1234563", "AB1234563"),), ("the DEA said so",)
    ),
    "birth.BirthDateRecognizer": Table(
        (
            ("born on March 3, 1985 in", "March 3, 1985"),
            ("生日是1990年1月1日", "1990年1月1日"),
            ("她的生日是1965.2.18", "1965.2.18"),
            ("破壳日2001.11.3", "2001.11.3"),
            ("诞生日：1965.12.8", "1965.12.8"),
            ("1942-12-01，这是我的生日", "1942-12-01"),
            ("我1990年5月生", "1990年5月"),
            ("DOB: 03/04/1985", "03/04/1985"),
        ),
        ("shipped on 2024-05-01", "happy birthday!", "founded in 1998", "王先生1990年5月入职"),
    ),
    **NATIONAL,
    "names_mixed.MixedNameRecognizer": Table(
        (
            ("请转告Mr. 陈", "Mr. 陈"),
            ("请转告Ms. 刘的同事", "Ms. 刘"),
            ("My colleague 陈 will call", "陈"),
            ("张 from accounting called", "张"),
            ("my wife 小芳 paid", "小芳"),
        ),
        ("Mr. 比萨 promo", "our agent 小助手 will call", "the app 张 crashed", "Dr. 茶 tea"),
    ),
    "names_mixed.MixedPlaceRecognizer": Table(
        (
            ("我的朋友住在Boston，", "Boston"),
            ("我住Baker Street 221B。", "Baker Street 221B"),
            ("地址是10 Downing Street, London", "10 Downing Street, London"),
            ("I live in 杭州 now", "杭州"),
        ),
        ("我住Hilton酒店", "飞Paris的航班", "寄到London要多久", "we live in 微信"),
    ),
    "orders.OrderNumberRecognizer": Table(
        (("订单号SO26110969", "SO26110969"), ("order number 12345678", "12345678")),
        ("my order is late", "my order used SAVE20", "Order FREE15OFF", "order JUNE15"),
    ),
    "orders.CarrierNumberRecognizer": Table(
        (("单SF1234567890123到了", "SF1234567890123"),), ("SF12345",)
    ),
}
