# ruff: noqa: E501 - templates
"""Chinese sentences of service dialogues into which names and addresses go: mainland, Hong Kong and Taiwan.

Sentences take words before and after them; those named `_WHOLE` are messages as they stand.
"""

from __future__ import annotations

from benchmarks.redaction.cases import lines

NAMES = lines(r"""
我的全名是«zh»
鄙人«zh»
这边是«zh»，来问下账单
请登记«zh»
机票乘客是«zh»
我丈夫«zh»填的表
«zh»是我母亲，行动不便
能让«zhshort»给我回个话吗
我要投诉«zhshort»，他挂我电话
护士叫我找«zhshort»
夜班的«zhshort»几分钟就弄好了
«zhshort»还在你们店上班吗
租约是«zh»签的
我信箱里有一封«zh»的信
短信群发名单里请去掉«zh»
我们两位客人，«zh»和«zh»
先父«zh»生前在贵司投过保
我们会计«zh»需要查看权限
骑手说他叫«zh»
钱误转给«zh»了
给«zh»出票，成人一张
小孩大名«zh»
«zh»想问电梯什么时候修好
幸亏有«zhshort»，不然就误机了
挂的是«zhshort»的号
«zhshort»那边怎么说
我没授权«zh»用我的号
室友«zh»钥匙丢了
保修卡上是«zh»
我跟«zhshort»说好退款的
开户的是«zh»，不是我
为什么«zhshort»没问我就结单了
名字应为«zh»，你们印错了一个字
我的律师«zh»会联系你们
请转«zhshort»
当时在场的还有«zh»
给«zh»约个理发
领导«zh»批过这个单子
被保险人«zh»
«zh»和我合租
昨天是我女儿«zh»接的电话
跟«zhshort»讲一声包裹在楼下
户主«zh»已经过世
我是«zh»的监护人
实名认证的是«zh»
听«zhshort»说今天发货
给«zh»办个退房
学生«zh»请假半天
«zh»，你的外卖到了
业务员«zh»收的现金
""")
NAMES_WHOLE = lines(r"""
投诉人：«zh»
住客姓名：«zh»（2人）
旅客1：«zh»\n旅客2：«zh»
患者：«zh»\n主诉：咽痛
坐席：请问您贵姓大名？\n来电人：«zh»
机器人：怎么称呼您？\n您：«zh»
前台：用谁的名字订的？\n客人：«zh»
值班员：谁签的字？\n客户：我哥«zh»
(09:32) «zh»：还在吗\n(09:33) 客服：在
«zhshort»您好：\n\n给您带来不便深表歉意，费用已退。\n\n客户关系部
敬爱的«zhshort»，桌子给您留好了。
亲爱的«zh»同学，\n你的报名已通过。
落款：«zh»
顺祝商祺\n«zh»\n租户
{"住客": {"姓名": "«zh»", "晚数": 2}}
{"处理人": "«zh»", "状态": "待办"}
[{"乘客": "«zh»"}, {"乘客": "«zh»"}]
| 姓名 | 班次 |\n|---|---|\n| «zh» | 晚 |\n| «zh» | 早 |
申请人;结果\n«zh»;通过
到会：«zh»、«zh»；请假：«zh»
- «zh»（主持）\n- «zh»（记录）
创建人 «zh»　最后编辑 «zh»
«zh»\n物业部经理
语音留言（«zh»）：锅炉的事请回电。
📌 @«zh» 跟仓库对一下
持卡人签名：«zh»
访客：«zh»\n被访人：«zhshort»
联系人:\n  姓名: «zh»\n  身份: 房东
收货人 «zh»
经办人：«zh»　复核：«zh»
""")
ADDRESSES = lines(r"""
我家在«addr»
表在«addr»
能改送«addr»吗
刚搬进«addr»
«addr»没人，他们又拉回去了
«addr»停水了
派个人到«addr»，漏水了
我的住址是«addr»
«addr»才是收货的地方
以后账单请寄«addr»
信寄到我原来的住址«addr»了
«addr»怎么走，导航找不到
树倒了，压在«addr»的电线上
我们租的房子在«addr»
六月以前把信转到«addr»
取件点在«addr»
货车能开进«addr»吗
我车停在«addr»外面
就我们«addr»的垃圾没收
新店开在«addr»
«addr»能装光纤吗
«addr»的报警器一直响
证书请邮寄到«addr»
去«addr»，到了等我一下
八点要人到«addr»
我妹家«addr»更近
退货地址：«addr»
更正成«addr»，门牌写错了
保单保的是«addr»的房子
我投诉的楼在«addr»
报价报的是«addr»，我说的是«addr»
中介在«addr»等
一半箱子送到«addr»去了
项目部设在«addr»
老人独居在«addr»，麻烦上门
单位在«addr»，白天送
到«addr»接个人
麻烦寄«addr»，别放驿站
孩子学校附近，«addr»
快件滞留，应派往«addr»
""")
ADDRESSES_WHOLE = lines(r"""
送货至：«addr»
服务地址\n«addr»
现场：«addr»\n故障：无暖气
坐席：房子在哪里？\n来电人：«addr»
机器人：请输入街道和门牌号\n您：«addr»
司机：放哪儿？\n我：«addr»
快递：哪个门？\n收件人：«addr»，侧门
{"账单": {"地址": "«addr»"}}
{"起点": "«addr»", "终点": "«addr»"}
| 站 | 地址 |\n|---|---|\n| 1 | «addr» |\n| 2 | «addr» |
商品;地址\n台灯;«addr»
事故登记\n地点：«addr»\n时间：早六点
«addr»\n\n就是这个地址
📍«addr»
迁址通知\n\n各位：\n\n五月起我们搬到«addr»办公。\n\n谢谢
寄件地址\n«addr»
旧：«addr»\n新：«addr»
【定位】«addr»
地址:\n  详细: «addr»
通讯地址：«addr»
""")
BOTH = lines(r"""
«addr»的«zh»还没缴费
给«zh»的，«addr»
我是«addr»的«zh»
请给«addr»居民«zh»报名
«zhshort»在«addr»的锅炉漏水
«zh»上周搬出«addr»了
我妈«zh»一个人住«addr»
钥匙在«zh»那，«addr»
床送«addr»给«zh»，先打«mobile»
联系«zh»，«mobile»或«mail»
«addr»的房东是«zh»
我们是«zh»和«zh»，新家在«addr»
寄«addr»，«zh»亲启
«addr»的«zhshort»报燃气味
报案人«zh»，住«addr»
我侄子«zh»在«addr»取的
给«zh»开发票，寄«addr»，抄送«mail»
她叫«zh»，家住«addr»
车主«zh»，«plate»，住«addr»
«zh»，身份证«id»，租«addr»
""")
BOTH_WHOLE = lines(r"""
«zh»，«addr»
«zh»\n«addr»\n«mobile»
客户：«zh»\n服务地址：«addr»\n回电：«mobile»
寄往\n«zh»\n«addr»
坐席：姓名和街道？\n来电人：«zh»，«addr»
机器人：谁收，寄哪？\n您：«zh»，«addr»
{"客户": {"姓名": "«zh»", "地址": "«addr»", "邮箱": "«mail»"}}
{"司机": "«zh»", "上车点": "«addr»", "手机": "«mobile»"}
| 住户 | 地址 | 手机 |\n|---|---|---|\n| «zh» | «addr» | «mobile» |
姓名;地址;邮箱\n«zh»;«addr»;«mail»
此致\n«zh»\n«addr»
«zhshort»您好：\n\n师傅周五到«addr»。
1）«zh»，«addr»\n2）«zh»，«addr»
派工单\n租客：«zh»（«mobile»）\n房屋：«addr»
投诉人«zh»，现居«addr»。
留言：我是«zh»，在«addr»，电话«mobile»。
📦«zh»｜«addr»｜«mobile»
证人：«zh»，«addr»\n证人：«zh»，«addr»
> 谁？哪里？\n«zh»，«addr»
«zh»，«mobile»，«addr»，微信«wechat»
""")
HONG_KONG = lines(r"""
我全名係«hkfull»
想搵«hk»傾下張保單
«hkfull»琴日簽咗名
病人叫«hkfull»，要覆診
唔該登記«hk»
我太太«hkfull»去攞
份合約係«hkfull»簽㗎
師傅«hkfull»幾時到
請問«hk»喺唔喺度
我要投訴«hk»，態度好差
訂枱用«hk»個名
受保人係«hkfull»
錢過錯咗俾«hk»
小朋友叫«hkfull»
我係«hkfull»嘅監護人
麻煩轉俾«hk»
我屋企喺«addrhk»
改寄«addrhk»
«addrhk»漏水，快啲嚟
信寄咗去舊址«addrhk»
新舖開喺«addrhk»
去«addrhk»幾多錢
個錶喺«addrhk»
張單寄去«addrhk»啦
«addrhk»裝唔裝到光纖
貨車入唔入到«addrhk»
我老豆住«addrhk»
約咗喺«addrhk»睇樓
地址打錯，應該係«addrhk»
«hk»住«addrhk»
""")
HONG_KONG_WHOLE = lines(r"""
客人姓名：«hkfull»\n房數：一間
職員：貴姓名？\n來電者：«hkfull»
職員：安裝地址？\n來電者：«addrhk»
投訴人：«hkfull»\n地址：«addrhk»
«hk»：\n閣下之申請已獲批。
送：«addrhk»\n收：«hkfull»
{"客戶": "«hkfull»", "送貨地址": "«addrhk»"}
| 姓名 | 時段 |\n|---|---|\n| «hkfull» | 下晝 |
📍«addrhk»
«hkfull» 謹啟
出席：«hkfull»、«hkfull»
舊址：«addrhk»\n新址：«addrhk»
""")
TAIWAN = lines(r"""
我的名字是«twfull»
這裡是«twfull»，想問帳單
麻煩登記«tw»
機票是«twfull»的
我太太«twfull»會去領
租約是«twfull»簽的
請問«tw»在嗎
我要客訴«tw»，口氣很差
訂位大名«twfull»
被保險人是«twfull»
錢轉錯給«tw»了
小朋友叫«twfull»
我是«tw»的監護人
掛«tw»的門診
請轉給«tw»
謝謝昨天的«tw»
我家在«addrtw»
可以改寄«addrtw»嗎
«addrtw»漏水，請派人來
信寄到舊址«addrtw»了
新店開在«addrtw»
到«addrtw»多少錢
電錶在«addrtw»
帳單請寄«addrtw»
«addrtw»可以裝光纖嗎
貨車開得進«addrtw»嗎
我爸媽住«addrtw»
約在«addrtw»看房
地址打錯了，應該是«addrtw»
«tw»住在«addrtw»
""")
TAIWAN_WHOLE = lines(r"""
訂房人：«twfull»\n晚數：兩晚
客服人員：請問大名？\n來電者：«twfull»
客服人員：安裝地址是？\n來電者：«addrtw»
申訴人：«twfull»\n住址：«addrtw»
«tw»您好：\n您的申請已核准。
寄件：«addrtw»\n收件：«twfull»
{"顧客": "«twfull»", "送貨地址": "«addrtw»"}
| 姓名 | 時段 |\n|---|---|\n| «twfull» | 下午 |
📍«addrtw»
«twfull» 敬上
出席：«twfull»、«twfull»
舊址：«addrtw»\n新址：«addrtw»
""")
OPENERS_HANT = ("", "", "", "", "哈囉，", "早安，", "嗨～", "打擾了，", "想請問，", "第三次打來了，", "關於上個月的帳單，", "是這樣的，", "回覆你：", "📦")  # fmt: skip
CLOSERS_HANT = (
    "",
    "",
    "",
    "",
    "。",
    "！",
    "，多謝",
    "，拜託了",
    "，請盡快。",
    "，好嗎？",
    "……",
    "，等你回覆",
)
