import { plainWord, wordList, wordsOf } from './plain-word.ts'
import type { Said } from './said.ts'

/** What a cell may be for. The last ones, from `newsletter` on, are of our own export. */
export const FIELDS = [
  'email',
  'name',
  'first-name',
  'last-name',
  'created',
  'newsletter',
  'cadence',
  'topics',
  'language',
  'own-hour',
  'timezone',
  'since',
  'state-at',
  'paused-until',
  'feed-since',
  'suppression',
  'suppressed-at',
  'suppression-note',
  'suppression-record',
  'consents',
] as const

export type Field = (typeof FIELDS)[number]

/**
 * Which column holds what, by its heading: an earlier name wins, for Mailchimp's `Address` is a street where
 * `Email Address` is.
 */
const FIELD_NAMES: Record<Field, string> = {
  email: `email, email address, subscriber email, contact email, email id, e-mail-adresse, emailadresse, mailadresse,
    adresse e-mail, adresse mail, adresse email, courriel, correo, correo electrónico, indirizzo email, endereço de email, emailadres, e-post,
    e-postadress, e-postadresse, sähköposti, e-posta, メールアドレス, メール, 电子邮件, 电子邮箱, 邮箱, 電子郵件, 電子信箱, 信箱, 이메일, почта,
    электронная почта, דוא"ל, mail, subscriber, address`,
  name: 'name, full name, subscriber name, contact name, display name, 氏名, 名前, お名前, 姓名, 이름, имя, שם, nombre, nome, naam',
  'first-name': 'first name, fname, given name, vorname, prénom, voornaam, fornavn, förnamn, imię, 名',
  'last-name':
    'last name, lname, family name, surname, nachname, nom, apellido, apellidos, cognome, sobrenome, achternaam, фамилия, 姓',
  created: `created, created at, subscribed at, optin time, opt-in date, opt-in at, confirm time, confirmed at, date added, date joined,
    signup date, sign up date, signup time, signup timestamp, subscription date, subscribe date, subscribed date, subscribed on, subscribe time,
    date subscribed, joined, joined at, join date, added, added time, added on, added at, registered, creation date, created on, date created,
    create time, start date, member since, subscriber since, anmeldedatum, angemeldet am, date d'inscription, date inscription, fecha de alta,
    data iscrizione, data di iscrizione, 登録日, 登録日時, 订阅时间, 訂閱時間, дата подписки`,
  newsletter: 'newsletter',
  cadence: 'cadence',
  topics: 'topics',
  language: 'language',
  'own-hour': 'own_hour',
  timezone: 'timezone',
  since: 'since',
  'state-at': 'state_at',
  'paused-until': 'paused_until',
  'feed-since': 'feed_since',
  suppression: 'suppression',
  'suppressed-at': 'suppressed_at',
  'suppression-note': 'suppression_note',
  'suppression-record': 'suppression_record',
  consents: 'consents',
}

/** How a column says whether somebody is mailed. */
export type Signal =
  /** A word: `unsubscribed`. `isSoft`: only where some of its words are known; a US state is none. */
  | { kind: 'status'; isSoft?: boolean }
  /** Yes, or a time, says that they left. `isSure`: whatever stands there says so, such as a reason for leaving. */
  | { kind: 'left'; as: Said; isSure?: boolean }
  /** Yes, or a time, says that they are subscribed; no says `otherwise`. */
  | { kind: 'subscribed'; otherwise: Said; isSoft?: boolean }
  /** Substack: the newsletters that somebody gets by mail; none where it is empty. */
  | { kind: 'receives' }
  /** Mailchimp: empty for people who never subscribed. */
  | { kind: 'confirmed' }

type SignalName = keyof typeof SIGNALS
const SIGNALS = {
  status: { kind: 'status' },
  softStatus: { kind: 'status', isSoft: true },
  left: { kind: 'left', as: 'unsubscribed' },
  leftSurely: { kind: 'left', as: 'unsubscribed', isSure: true },
  bounced: { kind: 'left', as: 'bounced' },
  bouncedSurely: { kind: 'left', as: 'bounced', isSure: true },
  blocked: { kind: 'left', as: 'blocked' },
  complained: { kind: 'left', as: 'complained' },
  complainedSurely: { kind: 'left', as: 'complained', isSure: true },
  subscribed: { kind: 'subscribed', otherwise: 'unsubscribed' },
  confirmed: { kind: 'subscribed', otherwise: 'pending', isSoft: true },
  receives: { kind: 'receives' },
} as const satisfies Record<string, Signal>

/** Headings of the products' exports, and of lists that people keep. */
const SIGNAL_NAMES = wordsOf<SignalName>({
  // Mailchimp's and beehiiv's files by state; Campaign Monitor and TinyLetter `state`; Sendy, Kit, Keila, EmailOctopus, Moosend,
  // Flodesk, AWeber, Drip `status`; MailPoet `list status`, `global status`; Klaviyo, Wix, Shopify, Constant Contact.
  status: `status, state, subscription status, subscriber status, list status, global status, contact status, member status,
    email status, email address status, email subscriber status, email subscription status, email marketing status,
    email marketing consent, email marketing state, marketing status, marketing state, email permission status, permission status,
    email campaigns, subscription state, newsletter status, opt-in status, status type, statut, estado, stato, zustand, ステータス,
    状態, 状态, 狀態, статус, סטטוס, 상태`,
  // Buttondown's `type`; of others it says which plan somebody has.
  softStatus: 'type, subscriber type, subscription',
  // Substack, HubSpot, Salesforce, Mailjet, phpList, Brevo.
  left: `email_disabled, unsubscribed, is unsubscribed, opted out, opt out, has opted out, has opted out of email, email opt out,
    opted out of email, unsubscribed from all email, do not email, do not mail, do not contact, dnc, disabled, is disabled, deleted,
    is deleted, removed, inactive, is inactive, global unsubscribe, is excluded from campaigns`,
  // Mailchimp, Ghost, beehiiv, Revue, MailUp, CleverReach, ActiveCampaign, AWeber, MailerLite.
  leftSurely: `unsub time, unsub reason, unsub reason other, unsub campaign title, unsub campaign id, unsubscribed at,
    unsubscribed date, unsubscribe date, unsubscribe time, unsubscribe timestamp, unsubscribed on, unsubscribed time, unsub date,
    unsubscription date, unsubscription reason, unsubscribe reason, unsubscribed reason, optout time, opt-out date, opted out at, optout nl, optout type,
    optout subtype, deactivated, deactivated at, deleted at, removed at, left at, left on, archived at, stop time`,
  bounced: 'bounced, is bounced, hard bounced, hard bounce, cleaned, is cleaned, undeliverable, email bounced, invalid',
  bouncedSurely: `clean time, clean campaign title, clean campaign id, cleaned at, bounced at, bounce time, bounce date,
    bounced on, hard bounced at, bounce reason, hard bounce reason`,
  blocked: `blacklisted, blocklisted, is blacklisted, blocked, is blocked, suppressed, is suppressed, banned, email blacklisted,
    email blocklisted, email suppressions, suppression reason`,
  complained: 'complained, complaint, is complained, spam, is spam, marked as spam, spam complaint, junk',
  complainedSurely: 'complained at, complaint time, complaint date, spam reported at, marked as spam at',
  subscribed: `subscribed, is subscribed, subscribed to emails, active, is active, opt in, opted in, email opt in,
    accepts marketing, accepts email marketing, email consent, marketing consent, receives newsletter, receive emails`,
  confirmed: 'confirmed, is confirmed, verified, email verified, activated, double opt-in',
  receives: 'receiving emails for',
})

/** Of what is paid for, of letters that came back once, of other ways than mail, or where a link leads: nothing of leaving. */
const HARMLESS = wordsOf({
  harmless: `active subscription, expiry, expires, expires at, cancel date, paid upgrade date, complimentary plan, subscription type,
    email drops last 6 months, emails dropped 6mo, soft bounces, soft bounce count, bounce rate, unsubscribe url, unsubscribe link,
    unsubscribe token, unsubscribe hash, unsubscribe key, unsubscribe code, unsubscribe page, opt-in ip, opt-in method, opt-in source,
    confirm ip, optin ip, last changed, days active last 30 days, activity, spam score, delete token`,
})
const OTHER_WAYS = /^(?!.*mail).*(?:sms|whatsapp|phone|mobile|push|fax|voice)/
const PAID = /stripe|payment|invoice|billing|order(?:status|state)|^planstatus/

export function fieldCandidates(field: Field): string[] {
  return FIELD_LISTS[field]
}

const FIELD_LISTS = Object.fromEntries(FIELDS.map((field) => [field, wordList(FIELD_NAMES[field])])) as Record<
  Field,
  string[]
>

/** What a heading that is known says of leaving; `nothing` where it is known to say nothing of it. */
export function knownSignal(heading: string): Signal | 'nothing' | undefined {
  const word = plainWord(heading)
  if (HARMLESS.has(word) || OTHER_WAYS.test(word) || PAID.test(word)) return 'nothing'
  const name = SIGNAL_NAMES.get(word)
  return name && SIGNALS[name]
}
