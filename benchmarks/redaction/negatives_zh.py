# ruff: noqa: E501 - word lists and templates
"""Chinese business messages that hold no personal data, simplified and traditional, by class.

No order, tracking, serial or account numbers: a customer's record hangs on those, and packs may mask them.
"""

from __future__ import annotations

from benchmarks.redaction.cases import lines, words

FILLERS: dict[str, tuple[str, ...]] = {
    "item": words(
        "烤面包机|雨伞|台扇|滑雪靴|婴儿车|吸尘器|水管|相框|高压锅|瑜伽垫|帐篷|洗碗机|浴巾|缝纫机|移动硬盘|回音壁|地垫|面包机|键盘|显示器支架|头盔|行李箱|榨汁机|净水壶|地毯|监护器|插线板|"
        "雨衣|磨豆机|白板|三脚架|暖气片|电饭煲|按摩椅"
    ),
    "code": words(
        "D7|S5|B12|A3|QX-20|TL-WR840|HDR10|M8x40|RTX3060|i7-13700K|DDR5-5600|七号电池|E27|GU5.3|超六类线|USB4|DP1.4|Type-2|PH1|IP67|GB4806|ISO9001|CR2032|VESA75|UC-350|A4横版|12V7Ah|H7|5W-30|"
        "RJ45|KN95|T20|LED-8W|G9|1080P|B款|L码|三号线材"
    ),
    "model": words(
        "GPT-5|Llama4|Gemma2-9B|Qwen3-32B|DeepSeek-R1|智谱GLM-4.5|混元大模型|讯飞星火4.0|iPhone16|华为Pura70|小米14|vivoX200|OPPOFindX8|理想L6|问界M7|极氪001|比亚迪海豹|ThinkBook14|"
        "MatePad11|索尼A7M4|大疆Air3|海尔冰箱BCD-500"
    ),
    "brand": words(
        "格力|美的|老板电器|方太|小熊电器|安踏|李宁|森马|海澜之家|倍思|追觅|小鹏汽车|长安汽车|奇瑞|京东|抖音|得物|盒马|顺丰|中通|极兔|邮政|招商银行|农业银行|中国电信|平安保险|蒙牛|君乐宝|康师傅|统一|"
        "百草味|洽洽瓜子|库迪咖啡|茶百道|沪上阿姨|西贝莜面村|老凤祥|周生生|同仁堂|胡庆余堂|老干妈|王老吉|张小泉刀剪|乔丹体育|百雀羚|马可波罗瓷砖|高露洁|花王|资生堂|无印良品|麦当劳|必胜客|飞猪|曹操出行"
    ),
    "amount": words(
        "18元|￥99.9|7块2|三百五十元|3折|满300减50|30%|2公斤|1200积分|12期|五千|8.6万|0.2元一条|一百块|9.5折|1,299.00元|50GB|六毛|RMB 980|-4.1元|一千五|四十多块"
    ),
    "date": words(
        "周一|10月14日|2026-05-02|明天|下周二|双十一|中午前|18:15|元旦前|2027年1月30日|后天|昨晚|二十一号|国庆期间|月底|前天早上|四季度|年初|端午假期|7月中旬|周末"
    ),
    "version": words(
        "4.1.0|v3.0.0-rc2|鸿蒙4.2|iOS17.6|安卓14|固件1.9.0|7.2版|V112|Windows10|企业微信4.1|2026.1版|澎湃OS2"
    ),
    "state": words(
        "待付款|待取件|在途|海关查验|已退回|部分退款|暂停|已拒绝|处理中|已发货|审核通过|已过期|已冻结|已归档|派送中|待评价"
    ),
    "role": words(
        "前台|店长|快递员|水管工|理赔员|主管|收银员|保安|护士|牙医|保洁|船长|供货商|讲师|租客|夜班值守|会计|管理员|屋顶工|服务专员|帮助台|营业员|房东|顾问"
    ),
    "city": words(
        "北京|上海|广州|深圳|成都|西安|沈阳|昆明|南宁|合肥|福州|洛阳|烟台|东京|巴黎|柏林|多伦多|清迈|香港|台北"
    ),
    "country": words(
        "法国|阿根廷|比利时|新西兰|尼日利亚|巴基斯坦|智利|瑞典|匈牙利|印尼|奥地利|希腊|埃及|爱尔兰|瑞士|捷克|俄罗斯"
    ),
    "num": words("3|7|9|12|20|40|90|150|1500|500|两三|十来|四五"),
    "error": words(
        "错误404|连接被重置|E17|0x80004005|内部错误|错误代码-50|429|F21|蓝屏|闪退|系统繁忙|请求超时|黑屏|参数为空"
    ),
    "dept": words("维修部|客服部|采购部|风控组|药房|调度室|接待处|人事部|订房部|财务科"),
    "ok": words("我没意见。|成交|应该行吧|别弄了|我再考虑考虑。|好的呀|听着不错|还是不要了"),
    "kind": words(
        "季票|保养套餐|旅行险|宽带合约|积分卡|执照|预约|租约|支持服务|体验月|代扣|定期转账"
    ),
}
OPENERS = ("", "", "", "", "", "哈喽，", "早，", "各位，", "请教一下，", "是这样，", "简单说：", "通知：", "投诉：", "嗯，", "话说，", "顺便问，", "🚚", "亲们，")  # fmt: skip
CLOSERS = ("", "", "", "", "", "，帮看看", "。", "，怎么办好", "，辛苦", "😕", "，不着急", "，这个月第三次了", "，说完了", "，真的服", "！", "，拜托")  # fmt: skip

TEMPLATES: dict[str, tuple[str, ...]] = {
    "orders": lines(r"""
APP里«item»显示«state»
«item»不是应该«date»到吗
写着«state»可啥也没收到
三箱里两箱«state»，缺一箱
«item»换成大号的
不想要«item»了，取消吧
同款«item»再来«num»个
先是«state»，突然又«state»
收到个«item»，没人买过呀
«item»颜色还能改不
«item»少了螺丝
«date»起«item»就在网点没动
«state»一般要多久
没纸箱能退«item»吗
«item»加到心愿单
地图上的小车不动
车从门口开过去了，状态«state»
麻烦合成一箱发
第二件«item»«state»了，您看
«item»不用袋子
包装«item»的人真细心
"""),
    "amounts": lines(r"""
«item»一夜之间从«amount»涨到«amount»
应该收«amount»，收了我«amount»
押金«amount»退不退
报的是全包«amount»
超过«amount»免邮
券只抵了«amount»
«num»件的话每件«amount»
账单里莫名多了«amount»
含税«amount»
«date»前付就免«amount»
税前«amount»税后«amount»，«date»付
套餐«date»贵«amount»
流量就剩«amount»
奖励«amount»没给
充«amount»起
贷款利率«amount»
先一半，«date»再一半，每次«amount»？
凑个整«amount»
停车机吞了我«amount»
«amount»以下只退券
"""),
    "products": lines(r"""
«code»插头能插«item»吗
«code»跟«code»有啥区别
盒上写«code»，里面是«code»
«item»用什么电池，«code»？
«item»有没有«code»
«brand»«item»缺«code»件
«code»灯嗡嗡响
«code»和«code»能混用吗
«num»个«code»什么价
«item»带«code»标志
实测«code»胜过«code»
«item»上«code»印在哪
«brand»«item»黑色«code»库存«num»
用«code»螺丝刀，别用小的
B7列是宽，D2行是高
托盘送«code»月台
手册«code»那节是空的
座位14C靠过道
换«code»要加«amount»
条码4006381333931系统里没有
«item»长60宽40高25厘米
调漆色号RAL7016
"""),
    "models": lines(r"""
这边回答的是哪个模型，«model»吗
«date»把«model»换成«model»
«model»吃多少内存
壳子太紧，«model»装不下
«model»写代码比«model»好
旧«model»能抵多少
«model»提示要«version»，正常吗
«model»还是«model»，愁
«model»蓝色没货
我们«num»个人用«model»
«model»用«num»分钟就烫
«model»送数据线吗
«model»«date»补货
«model»摔了，屏裂了
微调«model»花了«num»小时
"""),
    "versions and errors": lines(r"""
«version»出来后整天«error»
结账就«error»
装«version»还是«version»就够了
«item»闪灯，说«error»
«date»起上传全是«error»
怎么退到«version»
«version»修复了«error»
2026-01-09 07:42:13 警告 队列已满 丢弃12条
«version»安装停在百分之«num»
重启两回，照样«error»
先黑一下，然后«error»
网络«num»毫秒，丢包2%
«version»超时至少设«num»
«error»啥意思
«version»«date»停止支持
一天«num»次«error»
«version»下载失败
"""),
    "dates and times": lines(r"""
«date»有人在吗
师傅«date»1点到4点来
我想«date»过去
特卖«date»结束
«date»暂停服务，抱歉
质保«date»过了
请«date»回复
停机安排在«date»23:00至次日01:30
早餐供应到10:30
课«date»开始，«date»结束
电梯«date»卡到现在
租期«date»顺延«num»个月
工作日9点到6点，周六10点到2点
«date»的船，«num»号码头
这版是«date»的
酒店1962年建，2018年翻新
«date»五点四十五上班
最早«date»能约上
"""),
    "brands": lines(r"""
你们修«brand»吗
«brand»咋比«brand»贵那么多
«brand»礼品卡刷不了
«date»从«brand»转到«brand»
«brand»这款«item»在召回
«brand»合约怎么解
去年在«brand»买的«item»
这是«brand»正品«item»吗
我们走«brand»
«brand»涨价«amount»
也能用«brand»付
升«version»后«brand»打不开
机场的«brand»没开
«brand»«date»收购了«brand»
车站附近有«brand»吗
«brand»积分在«country»能用吗
«brand»«item»旗舰店有活动
"""),
    "roles": lines(r"""
叫你们«role»来
«role»一点忙没帮上
«dept»能看下吗
尊敬的住客，«role»«date»到
«role»让等«num»小时
«role»«date»请病假
各位，关于«kind»说两句
«role»把«item»落走廊了
有会法语的«role»吗
招«role»一名，兼职
我是本楼«role»
«kind»«dept»应该清楚
别怪«role»，是我弄错了
我姐也有这个«item»
我爸听不清电话
邻居嫌«item»吵
感谢来电，请稍候
您前面还有«num»位
辛苦大家了
«role»道歉了，还给了«amount»
我们小店就«num»个人
«dept»老不接电话
尊敬的业主，«role»«date»抄表
宝妈们，«item»有推荐的吗
班主任说«date»开家长会
"""),
    "cities": lines(r"""
«city»店开着吗
寄«country»几天
«city»转机那段取消了
到«city»票价多少
«date»公司搬到«city»
«item»是«country»货吗
套餐含«country»吗
«city»大床房«num»晚
从«country»买要交税吗
会议«date»在«city»开
«city»«date»冷不冷
«city»仓爆了
主要卖到«country»和«country»
«item»在«country»能用不
«date»从«city»飞«city»
"""),
    "words like names": words(
        "白色还有货吗|高清版多少钱|方便的话«date»来|马桶堵了|万一下雨怎么办|安装费另算吗|金色划痕明显|温度调不了|张数不够|时间能改吗|常见问题在哪看|许多人在等|严重缺货|石材台面有裂|江边那间房还有吗|水龙头滴水|柳条筐断了|夏令营«date»报名|"
        "康复科怎么走|段子发错群了|毛毯掉色|钱不够怎么办|路由器重启没用|和之前一样|明天能到吗|于是我就退了|关闭自动续费|应该没问题|单买«item»吗|成套的有吗|向左转找不到门|连着三天没信号|习惯用旧版|平时几点关门|阳光房漏雨|雷雨天能送吗|"
        "贝类过敏能吃吗|华丽款太贵|文件打不开|齐全的配件有吗|章盖错地方了|童装尺码偏小|宁可多等几天|花盆碎了|游泳馆开放吗|强烈建议改版|何时发货|姜茶凉了|梅雨季会发霉吗|秋裤起球|小票丢了|老款停产了|阿姨好评，打扫干净|白菜坏了两颗|"
        "全款还是分期|苗圃几点开|包邮吗|解绑后能换吗|查询不到结果|左右声道反了|项链断了|施肥说明在哪|顾虑太多了|龙头老是漏|武汉话能听懂吗|曾用过别家的|任选三件多少钱|程度严重吗|孔太小穿不过去|戴上有点紧|丁香味的没了|胡萝卜不新鲜|"
        "林荫路那间店关了|宋城门票能退吗|高峰时段«num»分钟一班|乐器能托运吗|易碎品贴了标|车厢太挤|席位还剩«num»个|商品页打不开|古董灯怎么寄|党参多少钱一斤"
    ),
    "chat": words(
        "谢咯|点错了不好意思|好我试下|不行，还那样|恢复了，多谢|给我一分钟|不知道诶|左边还是右边|稍微等等|笑死 没事|所以呢|回头再说|了解|麻烦再讲一次|啊？|圈圈一直转|答非所问|满分|"
        "排队一小时了|不见得|会的|都弄好了|上面那个|打错窗口了|可以传图吗|有没有人|祝好|试了两回|再见|一团糟|👍👍|收到收到|ok的|在线等"
    ),
    "policies": lines(r"""
我们不会打电话问您PIN码
密码至少«num»位
CVV在卡哪一面
短信验证码«num»分钟后失效
请带护照和水电费单
重置密码的邮件收不到
一个账号能绑两个邮箱吗
借记卡收吗
账号印在对账单上
为啥要手机号
请用证件上的姓名
办«kind»要收入证明
驾龄要满两年
邮编没填
«kind»管被盗吗
«kind»提前«num»天可退
«num»个月后清除您的数据
«kind»的条款改了
收不到校验码
密钥每«num»天换一次
密码函要一周
请在设置里打开双重认证
您的住址不会公开
病案保存«num»年
账号为什么被拒
税号在哪看
«date»前停«kind»不收钱
邮件里别写卡号
一定要填出生日期吗
只有投保人能改收款账户
身份证复印件要签字吗
微信支付限额多少
QQ登录什么时候取消
支付宝和银行卡都行
车牌拍不清会识别失败
收货人信息怎么改
"""),
    "numbers": lines(r"""
订«num»人桌
在第4章第«num»页
图片1920x1080
«num»站台11车厢
满箱60升
电机2800转
74平的房
轮毂225/45R17
比例尺1:25000
1比3输了
«num»批次不合格
换电容C12和二极管D3
«num»路车停这
卡纸300克
空开F7老跳
B1到B3积水
爬坡时速12
图«num»倒了
一百个里«num»个投诉
文件«num»行
宽11.5寸
每份许可«num»席
坐得下«num»人，两块屏
三分之二没到
买五送一
八成新
第二十三届
"""),
    "traditional": lines(r"""
«item»幾時有貨
«item»可唔可以換色
想退«item»，冇開封
«date»開唔開
«amount»包唔包運費
部«item»著唔到
APP入唔到
你哋收唔收信用卡
呢個«error»係咩意思
幫我查下«kind»條款
請問有分店嗎
«item»保固多久
優惠券不能用
發票要打統編嗎
«date»可以取貨嗎
請幫我取消«kind»
螢幕有一條線
退款什麼時候入帳
已經等了«num»天
結帳時出現«error»
請問營業到幾點
換貨要自己付運費嗎
«code»有現貨嗎
不好意思打錯了
了解，感謝
«brand»的櫃位在幾樓
冷氣漏水
早餐幾點開始
«item»的說明書在哪裡下載
積分«date»會過期嗎
唔緊要，遲啲先
"""),
    "longer": lines(r"""
«item»«date»到的，前«num»天都挺好，现在有异响，还报«error»。重置没用，装的是«version»。是寄回去还是上门？
感谢联系。您的«item»现在«state»，«role»«date»再核实，有消息马上告知，让您久等了。
我们在«city»开咖啡店，用你们的«kind»。«date»收银机开始«error»，超过«amount»就失败。升«version»管用吗，还是要换机器？
说真的«brand»的«item»不错，就是配的«code»有问题。不用退款，补个«code»，«num»天也行。
在«brand»和«brand»之间犹豫，一个«amount»一个«amount»，运费一样。都说便宜的容易坏，大家怎么看？
主题：您的«kind»有变\n\n尊敬的客户：\n\n«date»起您的«kind»每月«amount»，«num»天内可取消；如无异议，无需操作。\n\n客户服务部
«version»新功能\n* 不再«error»\n* 识别«code»\n* «model»更省电\n* 停止支持«version»
{"货品": "«item»", "件数": "«num»", "进度": "«state»", "单价": "«amount»"}
| 品名 | 单价 | 进度 |\n|---|---|---|\n| «item» | «amount» | «state» |\n| «item» | «amount» | «state» |
坐席：遇到什么问题了？\n来电人：«item»«date»起«state»。\n坐席：补偿«amount»可以吗？\n来电人：«ok»
1. 拔掉«item»电源\n2. 等«num»秒\n3. 重新插上\n还有«error»的话升到«version»，再找«dept»。
询价单\n\n需«code»«num»件，交货地«city»，最迟«date»，请报美元价。«num»天内付款，不接受替代品。
各位，站会改到«date»。内容：«kind»、超支的«amount»、新«item»。«role»做记录，请开摄像头。
我们将于«date»关闭«city»网点，您的券在其他网点和线上照常使用。在此之前«role»随时为您服务，感谢«num»年陪伴。
长话短说，«model»«date»到，盒子瘪了，没充电器。«brand»怪你们，你们怪«brand»。不管谁的责任，补个充电器就行。
所以第«num»天退«kind»，页面«error»，现在又说晚了？说好退«amount»的，太过分了
投诉信\n\n隔壁工地噪音扰民，«date»就开始，持续到深夜。已告知«role»，没有下文。请«num»天内处理。
住户通知：«date»9点到12点停水，请提前储水。现场可找«role»。感谢配合。
飞«city»的航班改到«date»，«brand»柜台说«kind»可报酒店«amount»以内，酒店要你们开证明，怎么开？
检查做完了，«role»说一切正常，药还要吃«num»天。还需要«date»复诊吗？一共«amount»对吧？
各位用戶您好，系統將於«date»進行維護，期間«kind»暫停使用，造成不便敬請見諒。如出現«error»請稍後再試。
想问问«kind»为什么又涨价，去年«amount»，今年«amount»，也没人提前说。没个说法我就不续了。
就想说声谢谢，«role»准时到，修好了«item»还把地扫了，五星好评。
我们班«date»想去参观贵厂，学生«num»名老师两名，请问有电梯吗，能自带午饭吗？
整栋楼暖气«date»就停了，屋里才14度，«role»说泵坏了，什么时候换？
比了三家呼叫系统，«brand»快但贵，«brand»便宜但掉线，你们每席«amount»居中，能试用«num»天吗？
{"级别": "警告", "内容": "«error»", "重试": "«num»", "版本": "«version»"}
<订单><商品>«item»</商品><数量>«num»</数量><状态>«state»</状态></订单>
采购清单：\n- «item»\n- «code» «num»个\n- 礼品卡«amount»\n尽量都要«brand»的
【机器人】请选择：1订单 2退货 3«dept»\n【用户】3\n【机器人】«dept»九点上班，还有别的吗？\n【用户】«ok»
是我的问题吗，«version»以后«brand»软件变慢了，启动要«num»秒，然后«error»，平板上就没事，同一个网。
博物馆«date»免费，特展票«amount»，宠物和大包请寄存，咖啡厅提前半小时打烊。
答复如下：«item»可以在车里过夜，但不能低于零度，存放前充到百分之«num»，冻坏不在«kind»范围内。
包裹先«state»，又«state»，再«state»，都快绕«country»一圈了，能拦在«city»吗？
今晚议程：\n18:00 开场\n18:15 «dept»汇报\n19:00 «kind»表决\n20:00 自由交流
«city»店停车场两部电梯都坏了，我们推着婴儿车还拎着«item»，门口贴张通知也好啊，请转告«role»。
下单的是«code»中号，来了小号，退了又来大号，第三次能对吗，不行就退«amount»。
温馨提示：«num»天内免费退换，请保留外箱和小票，已拆封软件和卫生用品除外，代金券不兑现。
«date»刮台风以后老断线，盒子上两绿一红，网线和插座都换过，会不会是外面线路的问题？
"""),
}  # fmt: skip
