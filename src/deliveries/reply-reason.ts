/** Why a mail was not taken, by what the server said, before its message was accepted or after. */
export type RefusalReason =
  | 'address-gone'
  | 'mailbox-full'
  /** By a rule, a list or a reputation of the receiver's; a mailbox that is switched off, too. */
  | 'policy'
  | 'content'
  | 'rate'
  | 'server-trouble'
  /** DNS, authentication or names of our own are not what the receiver asks for. */
  | 'sender-setup'
  | 'unknown'

/** What a server said, as far as it is known: a bounce tells less than a conversation. */
export interface Said {
  /** Reply code (RFC 5321 §4.2). */
  code?: number | undefined
  /** Enhanced code (RFC 3463): `5.1.1`. */
  enhanced?: string | undefined
  text: string
  /** The command that it answered. */
  command?: 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | undefined
}

interface Row {
  reason: RefusalReason
  /** Of the text. */
  says?: RegExp
  /** Of the enhanced code. */
  enhanced?: RegExp
  unless?: (said: Said) => boolean
}

/** Providers that hide which addresses there are say "user unknown" of the message, and not of the recipient: no address is told to be gone. */
function isOfMessage({ code, enhanced = '', command }: Said): boolean {
  if (command === 'RCPT' || /^5\.(?:1\.(?!0$)|5\.)/.test(enhanced)) return false
  return code !== undefined || /^[45]\.[27]\./.test(enhanced)
}

const isTemporary = ({ code, enhanced }: Said): boolean => (code ?? Number(`${enhanced?.[0] ?? 5}00`)) < 500

/** As people and programs say it; each at most a few words apart, so that a long text costs as long as it is. */
const UNKNOWN_USER = anyOf(
  'user[^\\n]{0,40}(?:unknown|not (?:found|known|exist|listed|local)|(?:does ?n.t|does not|did not) exist)',
  '(?:unknown|no such|invalid|non-?existent|bad|unrecogni[sz]ed|illegal) (?:local )?(?:user|recipient|mailbox|address|account|alias|local.?part|rcpt|e-?mail)',
  'unknown (?:or illegal|local)|no (?:valid )?(?:such )?(?:user|recipients?|mailbox|account|address)(?: by that name| here| in| with|$)',
  '(?:recipient|mailbox|account|address|rcpt|alias)[^\\n]{0,60}(?:unknown|not (?:found|known|exist|recogni[sz]ed|listed|valid|available)|(?:does ?n.t|does not|did not) exist|no longer (?:on|valid|exists|available|in use)|couldn.t be found|unavailable|invalid)',
  'recipient name is not recogni[sz]ed|recip(?:ient)?notfound|(?:could|can)(?:no|n.)t find (?:the )?(?:user|recipient|mailbox)',
  "(?:doesn't|does not) have (?:a|an) [^\\n]{0,60}(?:account|mailbox)",
  'not our (?:customer|user)|no such person|not a (?:known|valid) (?:user|recipient|mailbox|address)|this user (?:is )?no longer',
  'inactive (?:e-?mail )?address|address (?:is )?(?:invalid|inactive)|bad destination mailbox address|is not (?:a )?valid mailbox|undeliverable address',
  'has moved|moved (?:to|permanently)|no forwarding address|recipient no longer|no longer (?:on|at) (?:this )?server|left the (?:company|organi[sz]ation)',
  'adresse (?:du )?destinat\\w+ (?:invalide|inconnue)|destinataire inconnu|utilisateur inconnu|(?:empf.nger|benutzer|adresse)[^\\n]{0,20}(?:unbekannt|existiert nicht)|usuario (?:desconocido|inexistente)|destinatario sconosciuto|usu[aá]rio (?:desconhecido|inexistente)',
  '(?:宛先|あて先|ユーザ|アドレス|メールボックス)[^\\n]{0,20}(?:見つかり|ありません|存在しません|不明)|見つかりません|リストにありません',
  '(?:用[户戶]|[收].{0,2}人|[邮郵][箱件]|帐号|帳號|使用者)[^\\n]{0,12}(?:不存在|未找到|找不到|不正确)|不存在[该該此]|查无此|查無此|無此(?:人|使用者|帳號)|没有(?:这个|该)用户',
  'пользовател[^\\n]{0,30}не (?:найден|существует)|нет такого (?:пользователя|адреса)|такого пользователя|사용자(?:가)? (?:없|존재하지)|존재하지 않는',
)

const UNKNOWN_HOST = anyOf(
  '(?:host|domain)[^\\n]{0,60}(?:unknown|not found|(?:does ?n.t|does not) exist|invalid|not exist)',
  '(?:unknown|no such|invalid|bad|non-?existent|illegal) (?:host|domain)',
  "unroute?able (?:mail )?(?:address|domain)|couldn't find (?:any host|a mail exchanger)|nxdomain|does not accept (?:any )?(?:e-?)?mail|not accepting network messages",
  'no (?:mx|mail exchanger|a record)[^\\n]{0,30}(?:found|record)|all relevant mx records point to non-existent hosts',
  'does not receive (?:any )?(?:e-?)?mail|mail domain mentioned in email address is unknown|dns error: domain',
)

const FULL = anyOf(
  '(?:mail ?box|account|inbox|user|recipient|quota|storage|folder|maildir)[^\\n]{0,60}(?:\\bfull\\b|over ?quota|over the (?:maximum|allowed)|exceed(?:s|ed)? (?:the |his |her |their |its )?(?:allowed|maximum|mailbox|storage|size|disk|quota)|out of (?:storage|space)|size limit|exhausted)',
  'over (?:the |its |his |her )?(?:disk |storage )?quota|(?:quota|storage)[^\\n]{0,20}(?:exceed|violation|full|reached)|exceed\\w*[^\\n]{0,30}(?:quota|mailbox|storage)',
  '(?:insufficient|not enough|no|out of) (?:disk |storage |system |mailbox )?(?:space|storage)|full mailbox|disk (?:is )?full|mailfull|space not enough',
  'bo[iî]te (?:aux lettres )?(?:est )?pleine|postfach[^\\n]{0,20}(?:voll|über)|buz[oó]n[^\\n]{0,10}lleno|casella[^\\n]{0,20}piena|caixa[^\\n]{0,20}cheia',
  'メールボックス[^\\n]{0,20}(?:いっぱい|容量)|容量[^\\n]{0,10}(?:超過|オーバー|不足|已满|已滿)|[邮郵]箱[^\\n]{0,10}(?:已?满|已?滿)|空间不足|空間不足|переполнен|превышена квота|용량[^\\n]{0,10}초과',
)

const AUTHENTICATION = anyOf(
  '\\b(?:dmarc|spf|dkim)\\b(?! signature\\b)',
  'unauthenticated|(?:sender|message|mail|from)[^\\n]{0,30}not authenticated',
  '\\bptr\\b|\\br-?dns\\b|reverse[ -](?:dns|lookup|address|name|hostname)|ip name lookup failed|unverif[iy]+able sending|(?:cannot|could not|unable to|can.t) (?:find|resolve|verify) your',
  '\\b(?:helo|ehlo)\\b[^\\n]{0,40}(?:reject|invalid|not|mismatch|bad|name)|my name was rejected|must issue a starttls|tls (?:is )?required|requires? tls',
  'domain of sender|sender (?:address|domain|verif\\w+|callout)[^\\n]{0,30}(?:reject|not exist|does not|invalid|unrout|unknown|fail)|(?:unrout\\w+|invalid|unknown|bad|unverified) sender|callout verification failed|mail from[^\\n]{0,30}(?:invalid|not exist|reject)',
)

const TOO_BIG = anyOf(
  '(?:message|mail|attachment|data|letter)s?[^\\n]{0,30}(?:too (?:big|large)|size limit|length limit|length exceed|size exceed|exceed(?:s|ed)? (?:the )?(?:size|maximum(?! number)|fixed|limit|max\\b))|(?:headers?|lines?) (?:is |are )?too (?:long|large|big)|(?:size|line|length) limit exceeded|exceeds? (?:the )?(?:fixed )?maximum (?:message |allowed )?size|line length',
)

const CONTENT = anyOf(
  'virus|malware|infected|trojan|phish|(?:content|attachment)[^\\n]{0,40}(?:reject|not allowed|block|potential|prohibit|security|denied|unacceptable)|message content|(?:blacklisted|blocked|listed) (?:url|link)|(?:url|link)[^\\n]{0,20}(?:blacklist|blocklist|uribl|surbl)',
  '(?:spam|junk|unsolicited|\\bube\\b|\\buce\\b)[^\\n]{0,40}(?:detect|content|message|mail|score|reject|probab)|(?:identified|detected|considered|classified|looks|likely|marked|rejected|tagged|flagged|suspected)(?: to be| as| it as| like)* ?(?:spam|junk|unsolicited|\\bube\\b)|probability of spam|anti-?spam|spamsignature|spam (?:is )?(?:not|rejected)|mail rejete\\. mail rejected|\\bdt:spm\\b',
  'improper use of 8-bit|(?:is )?not rfc ?\\d{3,4} compliant|duplicate header|multiple [^\\n]{0,30}header|addresses in from|bad header|header error|missing (?:from|date|message-id)|8-?bit (?:data|character)',
)

const BLOCKED = anyOf(
  "black ?-?list|block ?-?list|\\bd?nsb?bl\\b|\\brbl\\b|spamhaus|sorbs|spamcop|barracuda|cloudmark|reputation|weren't sent",
  '(?:client|sender|ip|host|server|address|adresse ip|connection|network|domain|message|messages)[^\\n]{0,50}(?:\\bblock|bann?ed|denied|forbidden|bloqu|blacklist|not allowed|prohibit)|\\bblocked\\b|invalid ip',
  '\\bpolic(?:y|ies)\\b|prohibit|user complaints|too many (?:invalid|unknown|bad) |not accepting connections|access denied|suspicious',
  'not (?:a )?members?\\b|may not exist, or you may not have permission|groups\\.google\\.com|permission|authentication required|authrequired|notauthori[sz]ed|must be authenticated|authenticatedforgroup|not authori[sz]ed',
  'relay(?:ing)? (?:denied|access|not|quota|prohibited)|not (?:configured|permitted|allowed) to relay|(?:unable|cannot|refus\\w+|not) to relay|insecure mail relay|mail relay',
)

const SWITCHED_OFF = anyOf(
  '(?:account|mailbox|user|recipient|e-?mail)[^\\n]{0,60}(?:disabled|suspended|locked|discontinued|deactivated|inactive|blocked|terminated|closed|frozen|restricted)|account (?:has |is )?expired',
  '(?:disabled|suspended|inactive|locked|closed|frozen) (?:user|account|mailbox|e-?mail)|on vacation hold|not active',
)

const TROUBLE = anyOf(
  'tim(?:ed?|e) ?-?out|retry time|giving up after|aborted after|expired|lost connection|no route|network (?:error|is unreachable)|unreachable|not reachable|socket error|could(?:n.t| not) connect|connect(?:ion)? (?:to|refused|timed|reset|dropped|lost|closed|was|fail\\w*)',
  'did not accept our requests|failing for a long time|too many hops|hop count|mail loop|loops? back|looping|routing loop|try(?:ing)? (?:again |it )?later|essayer plus tard|service (?:is )?(?:currently |temporarily )?(?:unavailable|not available)|delivery failed \\d+ attempts|has been delayed|could not deliver for the last|in the queue too long|deferred|resources|overload|busy|local (?:error|problem)|i\\/o error|command (?:failed|died)|(?:mail|delivery|external) program|\\bprogram\\b|\\bpipe\\b|misconfigur|configuration|internal (?:server )?error|system (?:error|problem)|queue file|aliasing|include file|procmail|gr[ea]y-?\\s?list',
)

const TEMPORARY_DNS =
  /host not found, try again|name server error|dns query failed|name service error[^\n]{0,80}try again|temporar|lookup failure, try|could not load|service unavailable/i

/**
 * The first row that fits rules. Collected from the replies of Postfix, Sendmail, Exim, qmail, Exchange, and of Gmail,
 * Outlook, Yahoo, iCloud, QQ, GMX, Mail.ru, Orange, docomo, KDDI and others. Words come before codes: many servers wear
 * 5.7.1 or 5.1.1 for anything.
 */
const TABLE: Row[] = [
  // Gmail's and Microsoft's own codes of what a sender has to set up.
  { reason: 'sender-setup', enhanced: /^[45]\.7\.(?:2[3-79]|3[0-2]|40|509|515|708|725)$/ },
  {
    reason: 'sender-setup',
    says: AUTHENTICATION,
    unless: ({ text }) => /duplicate header|multiple .{0,20}headers?/i.test(text),
  },
  { reason: 'sender-setup', enhanced: /^[45]\.1\.[78]$/ },
  // 552 sorry, mailbox x is over quota temporarily (#5.1.1)
  {
    reason: 'mailbox-full',
    says: FULL,
    unless: ({ text }) =>
      /sending (?:quota|limit)|relay quota|message (?:size|length)|mail size|too many recipients|daily/i.test(text),
  },
  { reason: 'mailbox-full', enhanced: /^[45]\.2\.2$/ },
  { reason: 'content', says: TOO_BIG },
  {
    reason: 'content',
    says: CONTENT,
    unless: ({ text }) => /client host|\bip\b|reputation|spamhaus/i.test(text) && !/content|\burl\b|header/i.test(text),
  },
  { reason: 'content', enhanced: /^[45]\.(?:6\.\d+|2\.3|3\.4)$/ },
  {
    reason: 'rate',
    says: /too many (?:connections?|recipients|messages|mails|emails|sessions|concurrent)|frequency (?:is )?(?:limited|limit)|throttl|rate[- ]?limit|(?:sending|message|connection|recipient) (?:rate|limit)[^\n]{0,20}exceed|slow down|connection (?:count|limit)|receiving mail (?:too quickly|at a rate)|exceed\w* [^\n]{0,30}(?:rate|connections?|per (?:hour|minute|day))/i,
  },
  { reason: 'policy', says: BLOCKED, unless: ({ text }) => /\brecipient address rejected: access denied/i.test(text) },
  { reason: 'policy', says: SWITCHED_OFF, unless: ({ text }) => /inactive (?:e-?mail )?address/i.test(text) },
  { reason: 'policy', says: /all recipient addresses rejected|\(bl\d?\)/i },
  { reason: 'policy', enhanced: /^[45]\.2\.1$/, unless: ({ command }) => command === 'RCPT' },
  { reason: 'policy', says: /user unknown|unknown user/i, unless: (said) => !isOfMessage(said) },
  { reason: 'address-gone', says: UNKNOWN_USER, unless: isTemporary },
  { reason: 'address-gone', says: /recipient (?:address )?rejected|address rejected/i, unless: isTemporary },
  { reason: 'address-gone', says: /no mx found|null ?mx/i },
  { reason: 'server-trouble', says: TEMPORARY_DNS },
  { reason: 'sender-setup', says: UNKNOWN_HOST, unless: ({ command }) => command !== 'EHLO' && command !== 'MAIL' },
  { reason: 'address-gone', says: UNKNOWN_HOST, unless: isTemporary },
  { reason: 'address-gone', enhanced: /^5\.(?:1\.(?:1|2|3|4|6|10)|4\.4)$/ },
  { reason: 'server-trouble', says: TROUBLE },
  { reason: 'rate', enhanced: /^[45]\.7\.28$/ },
  { reason: 'server-trouble', enhanced: /^[45]\.(?:3\.|4\.)/ },
  { reason: 'policy', enhanced: /^5\.7\./ },
  { reason: 'policy', says: /access denied|not accept|reject|refused|denied|forbidden|not allowed|not permitted/i },
  { reason: 'server-trouble', enhanced: /^4\./ },
]

/** What a reply says, or a bounce that quotes one. */
export function replyReason(said: Said): RefusalReason {
  const found = TABLE.find(
    ({ says, enhanced, unless }) =>
      (!says || says.test(said.text)) &&
      (!enhanced || enhanced.test(said.enhanced ?? '')) &&
      (says !== undefined || enhanced !== undefined) &&
      !unless?.(said),
  )
  if (found) return found.reason
  return said.code !== undefined && said.code < 500 ? 'server-trouble' : 'unknown'
}

function anyOf(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join('|'), 'i')
}
