# ruff: noqa: E501 - templates
"""Chinese sentences of service dialogues into which names and addresses go: mainland, Hong Kong and Taiwan.

Sentences take words before and after them; those named `_WHOLE` are messages as they stand.
"""

from __future__ import annotations

NAMES = (
    "我叫«zh»", "我是«zh»", "我姓名«zh»", "本人«zh»", "名字是«zh»", "我的名字叫«zh»", "用的是«zh»的名字", "登记在«zh»名下", "麻烦帮我转接«zhshort»", "上次接待我的是«zhshort»", "«zhshort»答应今天给我回电的", "快递员«zh»说放驿站了", "我爱人«zh»去取", "我弟弟«zh»付的款", "票是给«zh»买的", "订票人«zh»", "患者叫«zh»", "给我看病的是«zhshort»", "把«zh»从家庭套餐里删掉", "第二位乘客是«zh»",
    "发票抬头写«zh»", "包裹被«zh»签收了", "我不认识什么«zh»", "持卡人«zh»本人在这里", "«zh»和«zh»共用一个账号", "新租客叫«zh»", "让«zhshort»给我打电话", "你们店里那个«zh»特别耐心", "我同事«zh»也遇到了", "投保人是«zh»", "受益人填«zh»", "紧急联系人写«zh»吧", "我代«zh»咨询一下", "预约人姓名«zh»", "师傅姓名是«zh»", "感谢«zhshort»帮忙", "«zh»同学的学费交了吗", "孩子名字«zh»", "房子是«zh»的", "这个号实名是«zh»", "«zhshort»在不在", "刚跟«zhshort»沟通过了", "我儿子«zh»今年上小学",
    "工号牌上写的«zh»", "你是«zh»吗", "是«zh»让我找你们的", "替我谢谢«zhshort»", "«zh»欠费停机了", "合同是«zh»签的", "我妈«zh»不会操作",
)  # fmt: skip
NAMES_WHOLE = (
    "姓名：«zh»", "姓名:«zh»\n性别:女", "收件人：«zh»", "乘机人：«zh»、«zh»", "客户姓名：«zh»\n诉求：退换", "客服：请问怎么称呼您？\n用户：«zh»", "客服：您好，请问您贵姓？\n客户：我叫«zh»", "客服：预订人姓名是？\n客户：«zh»", "«zh»：在吗\n客服：在的", "此致\n敬礼\n«zh»", "«zhshort»：\n您好，补发的商品已寄出。", "尊敬的«zhshort»，您的理赔已通过。", "{\"客户\": \"«zh»\", \"事由\": \"退款\"}", "{\"姓名\": \"«zh»\", \"会员\": false}", "| 姓名 | 房型 |\n| --- | --- |\n| «zh» | 大床 |",
    "姓名,事由\n«zh»,保修", "参会：«zh»、«zh»、«zh»", "1、«zh»\n2、«zh»", "报修人«zh»，处理人«zh»", "申请人（签字）：«zh»", "- 联系人：«zh»\n- 渠道：电话", "@«zh» 看一下这个", "【«zh»】咨询发票", "«zh»，男，45岁，咽痛三天", "户主：«zh»", "来电人：«zh»\n内容：催单", "值班：«zh»（早）«zh»（晚）", "«zhshort»您好，这里是售后",
)  # fmt: skip
ADDRESSES = (
    "我的地址是«addr»", "我住«addr»", "寄«addr»就行", "请送到«addr»", "收货地址改成«addr»", "我们搬到«addr»了", "师傅来«addr»吧", "包裹应该送«addr»", "这几天住在«addr»", "«addr»没有热水了", "来«addr»接我", "账单寄到«addr»", "你们留的是老地址«addr»", "从«addr»改到«addr»", "«addr»的电表没人抄", "«addr»停电了", "公司地址«addr»", "我在«addr»门口", "«addr»能不能配送", "师傅跑错了，去了«addr»", "定位在«addr»", "房子在«addr»", "户口在«addr»",
    "卡寄到«addr»吧", "打车到«addr»多少钱", "快递放在«addr»了", "沙发在«addr»，上门拉走", "新家地址：«addr»", "送错了，送到«addr»去了", "在«addr»装个宽带", "物业地址是«addr»", "不是那个，是«addr»", "我买的房在«addr»", "工地在«addr»", "店开在«addr»", "现住址«addr»", "请派人到«addr»查漏水", "我爸妈住«addr»", "退货寄回«addr»对吗", "上门地点«addr»",
)  # fmt: skip
ADDRESSES_WHOLE = (
    "地址：«addr»", "收货地址:\n«addr»", "详细地址：«addr»\n时间：周六上午", "客服：送到哪里呢？\n用户：«addr»", "客服：请提供详细地址\n客户：«addr»", "客服：核对下地址\n客户：对，«addr»", "{\"收货地址\": \"«addr»\", \"礼品\": false}", "{\"addr\": \"«addr»\"}", "| 商品 | 送至 |\n| --- | --- |\n| 台灯 | «addr» |", "起点：«addr»\n终点：«addr»", "故障地点：«addr»\n开始时间：今早", "«addr»", "1、«addr»\n2、«addr»", "主题：更换地址\n\n您好，下周起请寄«addr»。\n\n谢谢", "家：«addr»", "> 哪个地址？\n«addr»", "【地址】«addr»", "安装地址——«addr»",
)  # fmt: skip
BOTH = (
    "我是«zh»，住«addr»", "寄给«zh»，«addr»", "包裹是«zh»的，送«addr»", "«zh»家在«addr»", "我叫«zh»，地址«addr»", "我妹妹«zh»搬到«addr»了，改一下", "送«addr»，«zh»收，电话«mobile»", "联系人«zh»，«mobile»", "«addr»的租客是«zh»", "«addr»的«zhshort»代收的", "给«zh»开票，寄«addr»", "«addr»业主是«zh»", "到«addr»找«zhshort»", "«zh»、«mobile»、«addr»", "邻居«zhshort»住«addr»，可以代签", "客户«zh»新地址«addr»", "«zh»，«mobile»，邮箱«mail»", "车牌«plate»，车主«zh»，住«addr»", "«zh»身份证«id»", "加«zh»微信«wechat»，寄«addr»",
)  # fmt: skip
BOTH_WHOLE = (
    "«zh»\n«addr»", "姓名：«zh»\n地址：«addr»", "收货人：«zh»\n手机：«mobile»\n地址：«addr»", "«zh» «mobile»\n«addr»", "客服：麻烦报下姓名和地址\n客户：«zh»，«addr»", "客服：谁收、送哪儿？\n用户：«zhshort»，«addr»", "{\"姓名\": \"«zh»\", \"地址\": \"«addr»\", \"电话\": \"«mobile»\"}", "| 姓名 | 地址 | 电话 |\n| --- | --- | --- |\n| «zh» | «addr» | «mobile» |", "«addr» «zh»(收) «mobile»", "«zh» / «addr» / «mobile»",
    "尊敬的«zhshort»：\n您的商品已发往«addr»。", "- 姓名：«zh»\n- 地址：«addr»\n- 邮箱：«mail»", "姓名;地址\n«zh»;«addr»", "现场联系人：«zh»（«mobile»）\n地点：«addr»", "1、«zh»，«addr»\n2、«zh»，«addr»", "来电：«zh»，报修地址«addr»，要求上门。", "寄件：«zh»，«addr»\n收件：«zh»，«addr»", "患者«zh»，身份证«id»，现住«addr»", "骑手备注：«zhshort»，«addr»，敲门", "线索：«zh»，微信«wechat»，«mobile»",
)  # fmt: skip
HONG_KONG = (
    "我叫«hk»", "我係«hk»", "你好，我姓名係«hk»", "唔該搵«hk»聽電話", "«hk»話聽日覆我", "張單係«hk»落嘅", "幫我送去«addrhk»", "我住«addrhk»", "地址係«addrhk»", "部冷氣喺«addrhk»，幾時嚟整", "改送«addrhk»得唔得", "搬咗去«addrhk»", "公司喺«addrhk»", "師傅去咗«addrhk»，去錯喇", "同事«hk»都有同樣問題", "收件人寫«hk»啦", "我先生«hk»會喺屋企", "請送貨到«addrhk»", "帳單寄«addrhk»", "多謝«hk»幫手",
    "我想取消«hk»嘅預約", "«hk»簽收咗", "持卡人係«hk»", "«addrhk»冇水", "病人«hk»要改期", "我媽咪«hk»唔識用", "喺«addrhk»等緊車", "你哋嘅«hk»好有禮貌",
)  # fmt: skip
HONG_KONG_WHOLE = (
    "姓名：«hk»", "聯絡人：«hk»\n地址：«addrhk»", "客服：請問點稱呼？\n客人：«hk»", "客服：送去邊度？\n客人：«addrhk»", "«hk»你好，件貨已經寄出。", "送貨地址：«addrhk»", "{\"姓名\": \"«hk»\", \"地址\": \"«addrhk»\"}", "«hk»\n«addrhk»", "| 客人 | 地址 |\n| --- | --- |\n| «hk» | «addrhk» |", "1. «hk»，«addrhk»", "此致\n«hk»", "«addrhk»　«hk»收",
)  # fmt: skip
TAIWAN = (
    "我叫«tw»", "我是«tw»", "敝姓名«tw»", "請幫我轉接«tw»", "«tw»說今天會回電", "訂單是«tw»訂的", "請送到«addrtw»", "我住«addrtw»", "地址是«addrtw»", "冷氣在«addrtw»，什麼時候來修", "可以改送«addrtw»嗎", "我們搬到«addrtw»了", "公司在«addrtw»", "師傅跑錯去«addrtw»", "同事«tw»也有一樣的狀況", "收件人寫«tw»", "我先生«tw»會在家", "發票寄到«addrtw»", "謝謝«tw»的幫忙", "想取消«tw»的預約",
    "是«tw»簽收的", "持卡人是«tw»", "«addrtw»停水了", "病患«tw»要改時間", "我媽媽«tw»不會操作", "在«addrtw»等車", "你們的«tw»很有耐心", "戶籍在«addrtw»",
)  # fmt: skip
TAIWAN_WHOLE = (
    "姓名：«tw»", "聯絡人：«tw»\n地址：«addrtw»", "客服：請問怎麼稱呼？\n顧客：«tw»", "客服：請問寄送地址？\n顧客：«addrtw»", "«tw»您好，您的商品已出貨。", "收件地址：«addrtw»", "{\"姓名\": \"«tw»\", \"地址\": \"«addrtw»\"}", "«tw»\n«addrtw»", "| 顧客 | 地址 |\n| --- | --- |\n| «tw» | «addrtw» |", "1. «tw»，«addrtw»", "敬祝 順心\n«tw»", "«addrtw» «tw» 收",
)  # fmt: skip
OPENERS_HANT = ("", "", "", "你好，", "您好，", "請問，", "不好意思，", "上星期的事，", "另外，", "麻煩，", "補充一下，", "剛才打過來，")  # fmt: skip
CLOSERS_HANT = (
    "",
    "",
    "",
    "。",
    "！",
    "，謝謝",
    "，唔該",
    "，麻煩了",
    "，請確認。",
    "，可以嗎？",
    "，急件",
    "~",
)
