"""English sentences of service dialogues into which names and addresses go, and those of two languages at once.

Sentences take words before and after them; those named `_WHOLE` are messages as they stand.
"""

from __future__ import annotations

from benchmarks.redaction.cases import lines

NAMES = lines(r"""
«en» here, calling about the broken dishwasher
you can register it to «en»
my full name is «en»
everyone calls me «given»
i am «lower», customer since 2016
the booking was made by «en»
my husband «given» filled in the form
could «titled» ring me when the results are in
I'd like to complain about «titled», who hung up on me
the nurse told me to ask for «titled»
«given» on your night shift sorted it out in minutes
is «given» still working in your shop
the lease is signed by «en»
there is a letter for «en» in my mailbox
please take «en» off the mailing list
we're two guests, «en» and «en»
my late mother, «en», had a policy with you
our accountant «en» needs read access
the driver said his name was «given»
I transferred the money to «en» by mistake
tickets for «en», one adult
the child's name is «en»
«en» wants to know when the lift gets fixed
hi «given», any news on my case
thanks «given», you saved my day
dr visit was with «titled» on the third floor
ask «given», she knows about it
I never authorised «en» to use my account
«given» from the parcel shop refused to hand it over
according to «titled» the part is covered
my flatmate «given» lost her key
our son «given» can't log in to the school portal
let «en» in, she has the spare badge
the warranty card says «en»
«titled» and I agreed on a refund
it was «en» who opened the account
why did «given» close my ticket without asking
the name should be spelled «en», not the way you printed it
my lawyer, «en», will write to you
put me through to «titled», please
the witness was «en»
could you book «given» in for a haircut
my boss «en» approved the order
this message is for «given»
the insured person is «en»
I share the flat with «en»
you spoke to my daughter «given» yesterday
tell «given» the package is downstairs
account holder «en» has passed away
I'm the caregiver of «en»
""")
NAMES_WHOLE = lines(r"""
Regards\n«en»\nTenant
Yours sincerely,\n\n«en»
xoxo «given»
Hello «titled»,\n\nwe regret the delay and have refunded the fee.\n\nCustomer relations
Good morning «given», your table is ready.
Dear «en»,\n\nyour contract has been cancelled as requested.
Traveller 1: «en»\nTraveller 2: «en»
Patient: «en»\nComplaint: sore throat
Surname, given names: «upper»
NAME OF INSURED: «upper»
Helpdesk: Whom do I have on the line?\nCaller: «en»
Bot: What should I call you?\nYou: «given»
front desk: under which name did you book?\nguest: «en»
clerk: who signed?\ncustomer: my brother «given»
(09:32) «given»: still there?\n(09:33) support: yes
On Monday «en» wrote:\n> the light keeps blinking
To: «en» <«mail»>\nSubject: your appointment
{"guest": {"name": "«en»", "nights": 2}}
{"assignee": "«given»", "state": "open"}
[{"passenger": "«en»"}, {"passenger": "«en»"}]
| name | shift |\n|---|---|\n| «en» | late |\n| «en» | early |
applicant;status\n«en»;approved
Present: «en», «en». Apologies: «en».
- «en» (chair)\n- «en» (minutes)
Created by «en» - last edit by «given»
«en»\nHead of Facilities
Voicemail from «en»: please call back about the boiler.
📌 @«given» please check with the depot
Signature of account holder: «en»
Visitor: «en»\nHost: «titled»
contact:\n  name: «en»\n  role: landlord
""")
ADDRESSES = lines(r"""
we live at «place»
the meter is at «street»
could you deliver to «place» instead
I have just moved into «place»
nobody was home at «street» so they took it back
the water is off at «place»
send someone to «street», there's a leak
my home address is «place»
«place» is where the order should go
«street» is the right door, the blue house
bill us at «place» from now on
the letter went to my previous address, «place»
where exactly is «street»? My phone can't find it
a tree fell on the line at «street»
we rent a flat at «place»
forward my mail to «place» until June
the pick-up point is «street»
can your van get into «street»
I'm parked outside «street»
they emptied every bin except ours at «street»
our new shop opens at «place»
is fibre available at «place»
the alarm is ringing at «street»
please post the certificate to «place»
take me to «street» and wait there
the crew is needed at «place» at eight
my sister's place, «street», is closer
return address: «place»
correct it to «place», the postcode was wrong
the policy covers the house at «place»
I was born and raised here, «street», and never had a power cut like this
the complaint concerns the building at «place»
you quoted me for «street» but I meant «street»
meet the agent at «street»
half of the boxes went to «place»
the site office is at «street»
I own the garage behind «street»
our European branch is at «eu»
post the samples to «eu»
the hotel we stay in is «eu»
the factory's address is «pinyin»
the courier should collect at «pinyin»
""")
ADDRESSES_WHOLE = lines(r"""
Deliver to: «place»
Service address\n«place»
Site: «street»\nFault: no heating
Helpdesk: Where is the property?\nCaller: «place»
Bot: Enter the street and house number.\nYou: «street»
driver: where do I drop it?\nme: «street»
courier: which door?\nrecipient: «street», side entrance
{"billing": {"address": "«place»"}}
{"from": "«street»", "to": "«street»"}
| stop | address |\n|---|---|\n| 1 | «place» |\n| 2 | «place» |
order;address\nlamp;«place»
Incident report\nPlace: «street»\nTime: 6 am
«place»\n\nthat is the whole address
📍 «place»
Change of address\n\nDear all,\n\nas of May we can be found at «place».\n\nThank you
Sender:\n«eu»
Factory: «pinyin»
address:\n  line: «place»
Old: «street»\nNew: «street»
[map pin] «street»
""")
BOTH = lines(r"""
«en» at «street» has not paid
it's for «en», «place»
I am «en» from «street»
please register «en», resident of «place», for the course
the boiler of «titled» at «street» is leaking
«given» moved out of «street» last week
my mother «en» lives alone at «place» and needs help
the keys are with «given», «street»
deliver the bed to «en» at «place», call «usphone» first
contact «en» on «usphone» or write to «mail»
the landlord of «street» is «en»
we are «en» and «en», our new home is «place»
ship to «place», attention «en»
«titled» of «street» reported a gas smell
the claim was filed by «en», «street»
my nephew «given» picked it up at «street»
invoice «en» at «place» and send a copy to «mail»
for the crew: «en», «street», ring the upper bell
«lower», «street», that's me
her name is «en» and she lives at «place»
""")
BOTH_WHOLE = lines(r"""
«en», «place»
«en»\n«street»\n«usphone»
Customer: «en»\nService address: «place»\nCallback: «usphone»
SHIP TO\n«en»\n«place»
Helpdesk: Your name and street?\nCaller: «en», «street»
Bot: Who receives the parcel, and where?\nYou: «en», «place»
{"customer": {"name": "«en»", "address": "«place»", "mail": "«mail»"}}
{"driver": "«given»", "pickup": "«street»", "phone": "«usphone»"}
| resident | address | phone |\n|---|---|---|\n| «en» | «street» | «usphone» |
name;address;mail\n«en»;«place»;«mail»
Sincerely,\n«en»\n«place»
Hello «titled»,\n\nthe technician will be at «street» on Friday.
1) «en», «street»\n2) «en», «street»
Work order\nTenant: «en» («usphone»)\nFlat: «street»
Complainant: «en», residing at «place».
Voicemail: this is «en», I'm at «street», my number is «usphone».
From: «en»\nTo: «en»\nVia: «place»
📦 «en» | «place» | «usphone»
Witness: «en», «street»\nWitness: «en», «street»
> who and where?\n«en», «street»
""")
MIXED = lines(r"""
hi, 我是«zh», 想check一下order status
可以帮«en»book一个room吗
收件人改成«en», address是«place»
«zh»的account被lock了
please call«zh», «mobile»
我manager «given»说要重新sign contract
ship到«addr», thx
my landlord是«zh», 住«addr»
这个case之前是«given»在follow
麻烦send invoice给«en», «mail»
我的new address: «addr»
下午«zhshort»会来office签字
跟«zhshort»confirm过了, no problem
«en»先生的booking要cancel
guest name是«zh», 两晚
我叫«zh», 你们可以call me «given»
emergency contact填«en», «usphone»
package在«addr», 没人sign
driver «zhshort»一直不pick up电话
my wife «zh» 也want to join这个plan
«given»让我upload ID, 我的是«id»
联系«en», tel «usphone», 谢谢
请update一下shipping address, «place»
WeChat是«wechat», 名字«zh»
停车的是«plate», owner «zh»
payment是«en»付的, 不是我
你们的engineer «given»几点到«addr»
meeting改到下周, attendee有«zh»和«en»
我在«street»楼下wait了半小时
new office在«street», 周一open
请10点pick me up at «street», 谢谢
房东Mr. «fam»说可以keep pet
房子在«place», rent给«en»
hello, «zh» speaking, 上次的refund还没到
发票title写«en», 寄«addr»
my doctor是«zhshort», 想改appointment
房东Mrs. «fam»把deposit扣了
Dear «titled», 您的visa已经ready
寄到Germany, «eu», 收件«en»
""")
MIXED_WHOLE = lines(r"""
Guest姓名：«zh»\nPhone：«mobile»
Name/姓名: «en»\nAddress/地址: «place»
客服: Hello, 请问full name?\n用户: «zh»
Agent: address是?\n用户: «addr»
{"姓名": "«en»", "phone": "«mobile»"}
Thanks & regards\n«zh»
To: «zh» (收)\n«addr»\nTel: «mobile»
| name | 地址 |\n|---|---|\n| «zh» | «addr» |
Dear «zhshort»,\n\nyour申请已经approved。
Contact person: «zh» / «given» / «mail»
""")
