/** Mailboxes that no reader has (RFC 2142, and what programs send from). `info`, `hello` and the like are read by people. */
const ROLES = new Set(
  wordsIn(`
  abuse, bounce, bounces, daemon, devnull, do-not-reply, donotreply, hostmaster, mailer-daemon, mailerdaemon, majordomo,
  no-reply, nobody, noreply, nospam, null, phishing, postmaster, registrar, root, security, spam, ssladmin, ssl-admin, uucp,
  unsubscribe, usenet, webmaster`),
)

/** Services whose addresses are thrown away after minutes or days; the ones that are met most. */
const DISPOSABLE = new Set(
  wordsIn(`
  0-mail.com, 10mail.org, 10minutemail.com, 10minutemail.net, 1secmail.com, 1secmail.net, 1secmail.org, 20minutemail.com,
  33mail.com, anonbox.net, burnermail.io, byom.de, discard.email, discardmail.com, discardmail.de, dispostable.com,
  dropmail.me, emailondeck.com, emltmp.com, fakeinbox.com, fakemail.net, getairmail.com, getnada.com, grr.la,
  guerrillamail.biz, guerrillamail.com, guerrillamail.de, guerrillamail.info, guerrillamail.net, guerrillamail.org,
  guerrillamailblock.com, harakirimail.com, inboxkitten.com, jetable.org, mail-temp.com, mail.tm, mailcatch.com, maildrop.cc,
  mailforspam.com, mailinator.com, mailinator.net, mailnesia.com, mailnull.com, mailsac.com, mailtothis.com, mintemail.com,
  minutemail.com, moakt.com, mohmal.com, mytemp.email, nada.email, nowmymail.com, onetimemail.org, owlymail.com,
  sharklasers.com, spam4.me, spamgourmet.com, spambog.com, spambox.us, spamfree24.org, tempail.com, temp-mail.io,
  temp-mail.org, tempinbox.com, tempmail.com, tempmail.dev, tempmail.net, tempmailo.com, tempr.email, throwam.com,
  throwawaymail.com, trash-mail.com, trashmail.com, trashmail.de, trashmail.me, trashmail.net, trbvm.com, wegwerfemail.de,
  wegwerfmail.de, wegwerfmail.net, wegwerfmail.org, yopmail.com, yopmail.fr, yopmail.net`),
)

export type RefusedKind = 'role' | 'disposable'

/** Whether an address, as addresses are compared, is of a kind that the operator refuses. */
export function isRefused(key: string, kinds: RefusedKind[]): boolean {
  const at = key.lastIndexOf('@')
  const [mailbox = ''] = key.slice(0, at).split('+')
  const domain = key.slice(at + 1)
  if (kinds.includes('role') && ROLES.has(mailbox)) return true
  return kinds.includes('disposable') && domainsAbove(domain).some((above) => DISPOSABLE.has(above))
}

/** `a.b.example` → itself, `b.example`, `example`: such services give out subdomains, too. */
function domainsAbove(domain: string): string[] {
  const labels = domain.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}

/** Where most addresses are: what is one slip away from one of these is asked about. */
const COMMON = wordsIn(`
  gmail.com, googlemail.com, yahoo.com, yahoo.co.uk, yahoo.fr, yahoo.de, yahoo.co.jp, hotmail.com, hotmail.co.uk,
  hotmail.fr, hotmail.de, outlook.com, outlook.de, live.com, msn.com, icloud.com, me.com, mac.com, aol.com, protonmail.com,
  proton.me, gmx.de, gmx.net, gmx.at, web.de, t-online.de, freenet.de, orange.fr, free.fr, wanadoo.fr, laposte.net, sfr.fr,
  libero.it, mail.ru, yandex.ru, qq.com, 163.com, 126.com, naver.com, docomo.ne.jp, comcast.net, fastmail.com, hey.com,
  zoho.com, posteo.de, mailbox.org, walla.co.il`)
/** Real ones that are a slip away from another. */
const REAL = new Set(
  wordsIn(`
  mail.com, email.com, ymail.com, gmx.com, gmx.ch, gmx.fr, aol.de, yahoo.ca, yahoo.es, yahoo.it, hotmail.es, hotmail.it,
  outlook.fr, outlook.es, live.de, live.fr, live.nl, pm.me, msn.de, we.de, web.com, free.com, hey.de`),
)

/** `mei@gmial.com` → `mei@gmail.com`; undefined for what looks right. It only asks: no address is refused for it. */
export function likelyMeant(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  if (COMMON.includes(domain) || REAL.has(domain) || domain.length > 20) return undefined
  const near = COMMON.find((common) => common.length > 5 && isOneSlipAway(domain, common))
  return near && `${address.slice(0, at)}@${near}`
}

/** One letter too many, too few or another, or two that changed places. */
function isOneSlipAway(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start++
  let end = 0
  while (end < typed.length - start && end < meant.length - start && typed.at(-1 - end) === meant.at(-1 - end)) end++
  const [left, right] = [typed.slice(start, typed.length - end), meant.slice(start, meant.length - end)]
  return left.length <= 1 && right.length <= 1 ? true : left.length === 2 && left === [...right].reverse().join('')
}

/** A table's words, parted by commas. */
function wordsIn(table: string): string[] {
  return table.split(',').map((word) => word.trim())
}
