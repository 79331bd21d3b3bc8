# ruff: noqa: E501 - templates
"""English sentences of service dialogues into which names and addresses go, and those of two languages at once.

Sentences take words before and after them; those named `_WHOLE` are messages as they stand.
"""

from __future__ import annotations

NAMES = (
    "my name is «en»", "I'm «en»", "This is «en»", "«en» speaking", "it's «given» again", "my name's «lower» if that helps", "the name on the account is «en»", "you'll find me under «en»", "I booked as «en»", "the contract runs in the name of «en»", "please put the ticket on «en»", "can you transfer me to «titled»",
    "I already explained everything to «given» from your team", "«titled» promised me a callback", "your colleague «given» was very helpful", "the courier, «given», left it with a neighbour", "could you ask «given» why it takes so long", "my wife «given» will pick it up", "my brother «en» paid for it", "our new tenant is «en»", "please remove «en» from the policy",
    "the doctor who saw me was «titled»", "the patient's name is «en»", "I am writing on behalf of «en»", "the second passenger is «en»", "«en» is the cardholder", "«given» and «given» share one login", "the invoice should be made out to «en»", "the parcel was signed for by «en»", "I never met anybody called «en»", "«given» said that it would arrive today",
    "the guest in the other room is «en»", "i'm «lower» and i need help", "this is «lower» from the shop round the corner", "you can call me «given»", "who is «en» and why does she get my mail", "the technician's badge said «en»", "our manager «en» has to sign first", "my daughter «given» has the same problem", "the appointment is for «en»",
    "please tell «titled» that I'm running late", "the beneficiary is «en»", "I'd like to thank «given» for the quick help", "my emergency contact is «en»", "please add «en» as a driver", "the account belongs to my late father, «en»", "I spoke to «given» and then to «given»", "is «titled» in the office today",
)  # fmt: skip
NAMES_WHOLE = (
    "Best,\n«en»", "Kind regards,\n«given»", "Thanks,\n«en»\nPurchasing", "Hi «given»,\n\nthe replacement is on its way.\n\nYour support team", "Dear «titled»,\n\nyour claim has been approved.", "Hello «given», how can I help you today?", "Name: «en»", "Full name: «en»\nRequest: cancel", "Guest: «en»\nNights: 3", "Passenger: «upper»", "Last name, first name: «upper»",
    "Agent: Who am I speaking with?\nCustomer: «en»", "Agent: And your name, please?\nCustomer: it's «given»", "Agent: May I have the name on the booking?\nCustomer: «en»", "[09:14] «given»: hello?\n[09:15] agent: good morning", "From: «en» <«mail»>\nSubject: missing part", "{\"customer\": \"«en»\", \"topic\": \"refund\"}", "{\"first_name\": \"«given»\", \"vip\": false}",
    "| guest | room |\n| --- | --- |\n| «en» | double |", "name,topic\n«en»,warranty", "Attendees: «en», «en» and «en»", "1. «en»\n2. «en»", "Reported by «en», assigned to «given».", "«en»\n«mail»", "Signed: «en»", "- contact: «en»\n- channel: phone", "cc «given» please", "@«given» can you have a look?",
)  # fmt: skip
ADDRESSES = (
    "my address is «place»", "I live at «street»", "please send it to «place»", "the delivery address is «place»", "we moved to «place» in spring", "can the driver come to «place»", "the package should go to «place»", "I'm staying at «street» until Sunday", "the flat at «place» has no hot water", "pick me up from «street»", "the billing address should be «place»",
    "you have my old address, «place»", "change the address from «street» to «place»", "the meter at «street» was never read", "i live on «street», second floor", "there is a gas smell at «place»", "our office is at «place»", "someone broke the gate at «street»", "ship one to «place» and the other to «place»", "my parents' house is «place»", "drop it off at «street» if nobody opens",
    "is «place» within your delivery area", "the technician went to «street» by mistake", "I am at «street» right now", "we have an outage here at «place»", "the registered address is «place»", "post the card to «place»", "I need a taxi from «street» to the station", "the parcel was left outside «street»", "collect the sofa from «place»", "my mailing address: «place»",
    "his house is «street», the one with the green door", "they delivered to «street» instead", "install the boiler at «place»", "the property is located at «place»", "it should read «place», not what you have", "I bought the house at «place»", "the engineer is expected at «eu»", "my summer address is «eu»", "our hotel is «pinyin»", "the warehouse sits at «pinyin»",
)  # fmt: skip
ADDRESSES_WHOLE = (
    "Address: «place»", "Ship to:\n«place»", "Delivery address\n«place»", "Agent: Where should we send it?\nCustomer: «place»", "Agent: What is the street and number?\nCustomer: «street»", "Agent: Could you confirm your address?\nCustomer: sure, «place»", "{\"shipping_address\": \"«place»\", \"gift\": false}", "{\"street\": \"«street»\"}", "| item | deliver to |\n| --- | --- |\n| lamp | «place» |",
    "Pick-up: «street»\nDrop-off: «street»", "Location of the fault: «place»\nSince: this morning", "«place»", "Return label to\n«eu»", "Where: «pinyin»", "1. «place»\n2. «place»", "Subject: new address\n\nHello,\n\nfrom Monday please use «place».\n\nThanks", "home: «place»", "> Which address?\n\n«place»",
)  # fmt: skip
BOTH = (
    "I'm «en», I live at «street»", "send it to «en», «place»", "the parcel is for «en» at «place»", "«en» lives at «street»", "my name is «en» and my address is «place»", "my sister «given» moved to «street», please update that", "deliver to «given» at «place», phone «usphone»", "I am «en», reachable at «usphone» or «mail»", "the tenant at «street» is «en»", "«given» at «street» took my package",
    "please invoice «en», «place»", "the owner of «place» is «titled»", "tell «titled» we are at «street»", "bring it to «place» and ask for «given»", "it's registered to «en» of «place»", "my neighbour «en» at «street» will sign", "i'm «lower», «street»", "put «en» on the door bell at «street»", "the customer «en» moved to «place»", "email «mail», name «en», address «place»",
)  # fmt: skip
BOTH_WHOLE = (
    "«en»\n«place»", "Name: «en»\nAddress: «place»", "Name: «en»\nPhone: «usphone»\nAddress: «place»\nEmail: «mail»", "To: «en»\n«place»\nTel. «usphone»", "Agent: Name and address, please.\nCustomer: «en», «place»", "Agent: Who and where?\nCustomer: «given», «street»", "{\"name\": \"«en»\", \"address\": \"«place»\"}", "| name | address | phone |\n| --- | --- | --- |\n| «en» | «place» | «usphone» |",
    "Recipient «en», «place», «usphone»", "Regards,\n«en»\n«place»", "«en» / «place» / «mail»", "Dear «titled»,\n\nwe shipped it to «place» today.", "- name: «en»\n- street: «street»\n- mail: «mail»", "name;address\n«en»;«place»", "Contact: «en» («usphone»)\nSite: «place»", "From: «en» <«mail»>\n\nPlease deliver to «place».", "1. «en», «place»\n2. «en», «place»", "Caller: «en». Address given: «place». Wants a visit.", "Lead: «given», «mail», «usphone»", "Driver notes: «en», «street», ring twice",
)  # fmt: skip
MIXED = (
    "我是«en»，请问我的order到哪了", "Hello 我叫«zh»，想cancel一下", "请send到«place»，收件人«en»", "my name is «zh», 麻烦查一下退款", "«given»跟我说可以refund的", "帮我call一下«usphone»", "邮件发给«en»吧，«mail»", "我的address是«addr», thanks", "请把package改送到«addr»", "我住在«place», zip code写在后面了", "«zh»是我同事, please loop him in", "收件人name: «zh», phone: «mobile»",
    "Hi «zhshort», 您的case已经更新", "这个booking在«en»名下, 电话«mobile»", "我先生«en»的passport过期了", "add我的WeChat «wechat», 我叫«given»", "check-in的是«en»和«zh»", "my ID是«id», name是«zh»", "车牌«plate»的owner是«zh»", "刚才«given»接的电话, he said没问题", "房东Mr. «fam»不退deposit", "deliver to «addr», 收件人«zh», tel «mobile»", "我老板«given»要invoice，发«mail»", "customer «zh»要求callback, «mobile»",
    "您好 I am «en», 上周的ticket还没回", "请帮«zhshort»reset一下账号", "住址update: «addr»", "«en»女士的flight改签了吗", "她叫«given», 在你们billing部门", "可以寄到«eu»吗, 我在欧洲出差", "联系人改成«en», number是«usphone»", "«zh» (English name «given») 想升级plan", "地址是«street», 二楼那个apartment", "agent «given»态度很好，给五星", "pick up地点«addr»可以吗", "Dear «titled», 您的申请已approve",
)  # fmt: skip
MIXED_WHOLE = (
    "Name: «zh»\n手机: «mobile»\nAddress: «addr»", "姓名：«en»\nEmail：«mail»", "{\"name\": \"«zh»\", \"地址\": \"«addr»\"}", "客服：your name please？\n用户：«zh»", "Agent: 请问贵姓?\nCustomer: I'm «en»", "Shipping info:\n«zh» «mobile»\n«addr»", "Best regards,\n«zh»", "收件人:«en»\nTel:«usphone»\n地址:«place»",
)  # fmt: skip
