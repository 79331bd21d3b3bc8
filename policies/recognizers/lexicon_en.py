"""English words that are no part of a name: function words, and what follows `I am` or `this is`.

Closed word classes and everyday words, not examples. Knows no rule.
"""

from __future__ import annotations

from policies.recognizers.words import words

# A name stops before one of these.
STOP_WORDS: frozenset[str] = frozenset(
    words(
        """
    a an the and or but so if because as at by for from in into of off on onto out over to up
    with without about after before during since until while i i'm im me my mine we us our you
    your yours he him his she her hers it its they them their this that these those who whom
    whose which what when where why how is am are was were be been being do does did done have
    has had having can could will would shall should may might must not no nor yes ok okay
    please thanks thank sorry hello hi hey dear sir madam just also too very really still now
    then here there again already soon later today tomorrow yesterday tonight need want like
    know think see get got give make take help tell call email phone number address order
    account card password calling speaking writing asking looking trying waiting living born
    wrong right correct spelled spelt listed misspelled same different only both all any some
    every each other another new old good bad great fine happy sad angry upset mobile cell
    contact date birth id ssn street postcode zip apt apartment suite flat unit room po box
    """
    )
)
# Whole strings that look like a name with a cue and are none.
NOT_NAMES: frozenset[str] = frozenset(
    [
        "customer service",
        "customer support",
        "customer care",
        "tech support",
        "technical support",
        "support team",
        "sales team",
        "the team",
        "service team",
        "best regards",
        "kind regards",
        "warm regards",
        "many thanks",
        "thank you",
        "yours sincerely",
        "yours truly",
        "yours faithfully",
        "sir or madam",
        "dear sir",
        "dear madam",
        "sir madam",
        "to whom",
        "order number",
        "order status",
        "mr bean bag",
        "dr pepper",
        "ms word",
        "ms office",
        "ms excel",
        "ms teams",
        "ms windows",
    ]
)
# After `I am`, `this is`, `hello`: a capitalised word of this list begins no name.
NOT_FIRST: frozenset[str] = STOP_WORDS | frozenset(
    words(
        """
    there team support everyone everybody all folks guys friend friends customer client user
    agent manager bot assistant operator admin sales service staff member guest buyer seller
    owner student teacher doctor nurse engineer developer urgent important interested amazing
    awesome terrible horrible unacceptable ridiculous disappointed frustrated confused worried
    excited glad pleased grateful afraid sure certain unsure ready able unable unhappy
    satisfied dissatisfied aware curious concerned monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december american british english chinese german french italian spanish portuguese russian
    japanese korean indian canadian australian mexican brazilian dutch swedish norwegian
    danish finnish polish turkish greek irish scottish welsh african asian european arab
    muslim christian jewish catholic buddhist hindu amazon google apple microsoft facebook
    instagram whatsapp netflix paypal visa mastercard samsung huawei xiaomi nike adidas uber
    dhl fedex ups usps windows android iphone ipad macbook galaxy alexa siri chatgpt gpt
    gemini claude llama internet wifi company inc ltd llc bank hotel hospital university
    school store shop restaurant airport station christmas easter thanksgiving god jesus lord
    mom dad mum mummy daddy grandma grandpa wow oh ah well much so for awaiting going having
    getting using being based part one two three four five six seven eight nine ten first
    second third last next morning afternoon evening night day week month year welcome goodbye bye pin
    greetings good nice lovely perfect wonderful excellent back what's it's that's how's
    where's who's let's
    """
    )
)
# Machines, protocols, channels, teams and regions as a form's fields name them: nobody's name in small letters.
TECHNICAL: frozenset[str] = frozenset(
    words(
        """
    admin administrator root sysadmin superuser localhost hostname username nginx apache redis kafka mysql mariadb
    psql postgres postgresql sqlite mongo mongodb oracle rabbitmq celery docker kubernetes helm jenkins gitlab github
    bitbucket jira confluence grafana kibana logstash elastic lambda aws gcp azure heroku cron crontab webhook
    websocket middleware frontend backend sandbox prod preprod staging dev devops qa uat ci cd test api sdk cli gui
    url uri uuid guid json yaml yml xml csv tsv html css pdf docx xlsx jpeg png svg zip http https ftp sftp ssh ssl tls
    dns dhcp smtp imap pop ldap saml sso oauth oidc jwt hmac rsa aes sha md5 gpg pgp mqtt amqp sip voip rtp tcp udp ip
    vpn vlan lan wan wifi wlan nfc rfid gps gsm lte usb hdmi bios uefi cpu gpu ram ssd nas ios macos linux ubuntu debian
    android bot chatbot robot noreply no-reply postmaster mailer daemon autoresponder webmaster hostmaster newsletter
    info sales helpdesk hotline hq reception walk-in pos kiosk erp crm vip b2b b2c smb eu uk us usa uae apac emea latam
    dach anz asean benelux iban bic swift sepa ach eft cod visa mastercard amex paypal klarna stripe eur usd gbp chf jpy
    cny sku asin ean upc awb bol pnr eta etd fob cif ddp dap rma poc kyc gdpr nda sla faq tba tbc tbd na nil none
    null undefined nan void anonymous anon unnamed unknown whatsapp wechat telegram skype zoom slack gmail yahoo outlook
    reseller jp cn hk sg foo bar baz qux tmp sys var lib temp demo port mail email ftp irc icq viber
    branch kakao zalo sap odoo xero
    hotmail icloud sms mms fax inbox outbox usps fedex dhl ups dpd gls maersk ltd llc inc gmbh corp plc
    """
    )
)
