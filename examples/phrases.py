"""The sentences, names and places of the made-up contact centre, English and Chinese.

Data only. A word in braces is a slot: `name`, `given` (first or family name with a title), `mobile`,
`email`, `address`, `rid` (resident ID), `card`, `order` are a customer's; `item`, `amount`, `days`,
`day` are anybody's. Each pair stays within 96 tokens of Gemma's tokenizer whatever fills its slots.
"""

from __future__ import annotations

Turns = tuple[str, ...]

EN_FIRST = (
    "Olivia", "Liam", "Emma", "Noah", "Amelia", "Oliver", "Sophia", "James", "Isabella", "Henry",
    "Charlotte", "Lucas", "Grace", "Samuel", "Hannah", "Daniel", "Alice", "Peter", "Julia", "Marcus",
)  # fmt: skip
EN_LAST = (
    "Bennett", "Carter", "Dawson", "Ellison", "Foster", "Granger", "Holloway", "Jenkins", "Kendall",
    "Lawson", "Mitchell", "Norwood", "Osborne", "Palmer", "Quinn", "Reynolds", "Sheridan", "Thornton",
    "Vaughan", "Whitaker",
)  # fmt: skip
EN_STREETS = (
    "Maple Street", "Oak Avenue", "Cedar Lane", "Hill Road", "Lake Drive", "Park Avenue",
    "Pine Street", "River Road", "Church Street", "Elm Street",
)  # fmt: skip
EN_CITIES = (
    "Springfield, IL 62704", "Portland, OR 97205", "Austin, TX 78701", "Denver, CO 80202",
    "Madison, WI 53703", "Salem, OR 97301", "Boston, MA 02116", "Tampa, FL 33602",
)  # fmt: skip
EN_AREA_CODES = ("202", "212", "303", "312", "415", "503", "512", "617")
EN_ITEMS = ("kettle", "blue jacket", "desk lamp", "backpack", "phone case", "coffee maker")
EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

ZH_FAMILY = tuple("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗")
ZH_GIVEN = (
    "伟强", "秀英", "建国", "丽娟", "志明", "晓燕", "文博", "雅婷", "海涛", "玉兰",
    "子涵", "思远", "佳怡", "俊杰", "雪梅", "国庆", "梦琪", "浩然", "春梅", "天佑",
)  # fmt: skip
ZH_PINYIN = {
    "王": "wang", "李": "li", "张": "zhang", "刘": "liu", "陈": "chen", "杨": "yang", "黄": "huang",
    "赵": "zhao", "吴": "wu", "周": "zhou", "徐": "xu", "孙": "sun", "马": "ma", "朱": "zhu",
    "胡": "hu", "郭": "guo", "何": "he", "高": "gao", "林": "lin", "罗": "luo",
}  # fmt: skip
ZH_PLACES = (
    ("上海市浦东新区", "锦绣路"), ("北京市朝阳区", "建国路"), ("广州市天河区", "体育东路"),
    ("杭州市西湖区", "文三路"), ("成都市武侯区", "人民南路"), ("南京市鼓楼区", "中山北路"),
    ("武汉市洪山区", "珞喻路"), ("西安市雁塔区", "长安南路"),
)  # fmt: skip
# The first six digits of a resident ID: the area in which it was issued.
ZH_AREAS = ("310115", "110105", "440106", "330106", "510107", "320106", "420111", "610113")
ZH_ITEMS = ("电热水壶", "蓝色外套", "台灯", "背包", "手机壳", "咖啡机")
ZH_DAYS = ("周一", "周二", "周三", "周四", "周五")

# Families of dialogues: orders, deliveries, refunds, accounts. User and agent take turns.
EN_DIALOGUES: dict[str, tuple[Turns, ...]] = {
    "orders": (
        ("Hello, this is {name}. Where is my order {order}?",
         "Hello {given}, order {order} left our warehouse and arrives on {day}."),
        ("Please cancel order {order}. My name is {name}.",
         "Done, {given}. Order {order} is cancelled and you will not be charged."),
        ("I ordered one {item} but got two, order {order}. Call me at {mobile}.",
         "Sorry about that. A colleague will call you at {mobile} about the extra {item}."),
        ("Can you send the invoice for order {order} to {email}?",
         "Of course. The invoice for order {order} is on its way to {email}."),
        ("Is the {item} in order {order} still in stock?",
         "Yes, the {item} is in stock. Order {order} ships on {day}."),
    ),
    "deliveries": (
        ("I moved. Please deliver to {address}.",
         "Thank you. Your parcel will now be delivered to {address}."),
        ("The courier could not find me. My number is {mobile}, I am {name}.",
         "Thank you, {given}. The courier will ring {mobile} before the next delivery on {day}."),
        ("My parcel is {days} days late. It goes to {address}.",
         "We are sorry for the delay. It reaches {address} on {day}."),
        ("Can my neighbour {name} take the parcel?",
         "Yes, the courier may hand the parcel to {name} on {day}."),
        ("Who signed for order {order}?", "It was signed for by {name} at {address}."),
    ),
    "refunds": (
        ("The {item} is broken. Please refund order {order} to my card {card}.",
         "We refund {amount} dollars to card {card} within {days} days."),
        ("I was charged twice on {card}. I am {name}.",
         "Sorry, {given}. The second charge on {card} will be returned within {days} days."),
        ("When do I get my money back for order {order}?",
         "The refund of {amount} dollars for order {order} takes {days} working days."),
        ("I sent the {item} back on {day}. My email is {email}.",
         "We got the {item}. The refund confirmation goes to {email}."),
        ("Please refund me, {name}, {mobile}.",
         "{given}, we will text {mobile} when the refund of {amount} dollars is done."),
    ),
    "accounts": (
        ("I cannot sign in with {email}.",
         "We sent a new sign-in link to {email}. Please check your inbox."),
        ("Change my phone to {mobile}, please. This is {name}.",
         "Thank you, {given}. Your phone number is now {mobile}."),
        ("Please check my identity. My resident ID is {rid}.",
         "Thank you. Resident ID {rid} matches your account."),
        ("Close my account {email}. My name is {name}.",
         "Your account {email} will be closed in {days} days, {given}."),
        ("Which address do you have for {name}?", "We have {address}. Is that right?",
         "Yes.", "Good. Nothing needs to change then."),
    ),
}  # fmt: skip

ZH_DIALOGUES: dict[str, tuple[Turns, ...]] = {
    "orders": (
        ("你好,我是{name},我的订单{order}到哪里了?", "{given}您好,订单{order}已经出库,预计{day}送达。"),
        ("我叫{name},请取消订单{order}。", "好的{given},订单{order}已取消,不会扣款。"),
        ("订单{order}里的{item}多发了一个,请打{mobile}联系我。",
         "非常抱歉,我们会拨打{mobile}与您确认多发的{item}。"),
        ("请把订单{order}的发票发到{email}。", "好的,订单{order}的发票已发送至{email}。"),
        ("订单{order}里的{item}还有货吗?", "有货的,订单{order}将在{day}发出。"),
    ),
    "deliveries": (
        ("我搬家了,请送到{address}。", "好的,包裹将改送到{address}。"),
        ("快递员找不到我,我的手机号是{mobile},我叫{name}。",
         "{given}您好,快递员{day}派送前会拨打{mobile}。"),
        ("包裹晚了{days}天,地址是{address}。", "很抱歉让您久等,包裹{day}会送到{address}。"),
        ("可以让邻居{name}代收包裹吗?", "可以,快递员{day}会把包裹交给{name}。"),
        ("订单{order}是谁签收的?", "订单由{name}签收,地址是{address}。"),
    ),
    "refunds": (
        ("{item}坏了,订单{order},请退款到银行卡{card}。", "我们会在{days}天内退回{amount}元到银行卡{card}。"),
        ("我是{name},卡号{card}被扣了两次款。", "{given}您好,多扣的款项会在{days}天内退回{card}。"),
        ("订单{order}的退款什么时候到账?", "订单{order}的{amount}元退款需要{days}个工作日。"),
        ("{item}{day}已经寄回,我的邮箱是{email}。", "{item}已收到,退款通知会发到{email}。"),
        ("请给我退款,{name},{mobile}。", "{given}您好,{amount}元退款完成后会发短信到{mobile}。"),
    ),
    "accounts": (
        ("我用{email}登录不了。", "我们已向{email}发送新的登录链接,请查收。"),
        ("我是{name},请把手机号改成{mobile}。", "好的{given},您的手机号已改为{mobile}。"),
        ("请核实我的身份,身份证号{rid}。", "身份证号{rid}与您的账户一致,核实通过。"),
        ("请注销账户{email},我叫{name}。", "{given}您好,账户{email}将在{days}天内注销。"),
        ("{name}的收货地址是哪里?", "登记的地址是{address},对吗?", "对。", "好的,那就不用修改了。"),
    ),
}  # fmt: skip
