import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../../src/config/problem.ts'
import { plainWord } from '../../../src/subscribers/import/plain-word.ts'
import type { ListWishes } from '../../../src/subscribers/import/read-list.ts'
import { readWhole } from './read-whole.ts'

/** Address (the part before the @) → what the list says of them; who is not in the import is `left out`. */
async function standings(text: string, wishes?: ListWishes, file?: string): Promise<Record<string, string>> {
  const { found, problems, isRefused } = await readWhole(text, wishes, file)
  if (isRefused) return { refused: problems.map(formatProblem).join(' ') }
  const names = [...text.matchAll(/([\w.-]+)@s\.example/g)].map(([, name]) => name as string)
  const by = new Map(found.map((row) => [row.address.split('@')[0], row.suppression?.reason ?? row.status]))
  return Object.fromEntries(names.map((name) => [name, by.get(name) ?? 'left out']))
}

/** What each product writes, by its own headings, and what of it is right. */
const EXPORTS: [string, string, Record<string, string>][] = [
  [
    'Substack, its own export',
    `email,active_subscription,expiry,email_disabled,created_at
a@s.example,,,false,2018-08-27T15:06:27.713Z
paid@s.example,true,2027-01-01T00:00:00Z,false,2018-08-27T15:06:27.713Z
over@s.example,false,2020-01-01T00:00:00Z,false,2018-08-27T15:06:27.713Z
left@s.example,,,true,2018-08-27T15:06:27.713Z`,
    { a: 'active', paid: 'active', over: 'active', left: 'unsubscribed' },
  ],
  [
    "Substack, the subscribers' page",
    `Email,Name,Subscription type,Activity,Subscription date,Revenue,Email drops (last 6 months),Days active (last 30 days),Cancel date,Receiving emails for,Is Bestseller
a@s.example,Ana,Free,3,2023-05-01T10:00:00Z,$0,2,4,,The Lantern,
b@s.example,Bo,Yearly,5,2023-05-01T10:00:00Z,$50,0,9,2024-01-01T00:00:00Z,"The Lantern, Notes",
left@s.example,Eve,Free,0,2023-05-01T10:00:00Z,$0,0,0,,,`,
    { a: 'active', b: 'active', left: 'unsubscribed' },
  ],
  [
    'Buttondown',
    `email_address,type,creation_date,tags,unsubscription_date
a@s.example,regular,2023-05-01,,
b@s.example,premium,2023-05-01,,
c@s.example,gifted,2023-05-01,,
u@s.example,unsubscribed,2023-05-01,,2024-01-01
n@s.example,unactivated,2023-05-01,,
r@s.example,removed,2023-05-01,,
d@s.example,undeliverable,2023-05-01,,
x@s.example,complained,2023-05-01,,
y@s.example,spammy,2023-05-01,,
z@s.example,blocked,2023-05-01,,`,
    {
      ...{ a: 'active', b: 'active', c: 'active', u: 'unsubscribed', n: 'left out', r: 'unsubscribed' },
      ...{ d: 'bounced', x: 'complaint', y: 'operator', z: 'operator' },
    },
  ],
  [
    'Mailchimp, who never subscribed',
    `Email Address,First Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LAST_CHANGED,LEID,EUID
a@s.example,Ana,2,,2020-01-01 10:00:00,2020-01-01 10:00:00,1,aa
shop@s.example,Bo,2,,,2020-01-01 10:00:00,2,bb`,
    { a: 'active', shop: 'left out' },
  ],
  [
    'Ghost',
    `id,email,name,note,subscribed_to_emails,complimentary_plan,stripe_customer_id,created_at,deleted_at,labels,tiers
1,a@s.example,Ana,,true,false,,2024-03-01T09:30:00.000Z,,,
2,off@s.example,Bo,,false,false,,2024-03-01T09:30:00.000Z,,,
3,gone@s.example,Eve,,true,false,,2024-03-01T09:30:00.000Z,2025-01-01T00:00:00.000Z,VIP,`,
    { a: 'active', off: 'unsubscribed', gone: 'unsubscribed' },
  ],
  [
    'Kit',
    `email,first_name,status,created_at
a@s.example,Ana,Confirmed,2023-05-01
u@s.example,Ana,Unconfirmed,2023-05-01
c@s.example,Ana,Cancelled,2023-05-01
b@s.example,Ana,Bounced,2023-05-01
x@s.example,Ana,Complained,2023-05-01`,
    { a: 'active', u: 'left out', c: 'unsubscribed', b: 'bounced', x: 'complaint' },
  ],
  [
    'MailerLite',
    `Subscriber,Status,Sent,Opens,Clicks,Subscribed,Unsubscribed
a@s.example,Active,9,1,0,2022-05-17 10:11:12,
u@s.example,Unsubscribed,9,1,0,2022-05-17 10:11:12,2023-05-17 10:11:12
n@s.example,Unconfirmed,0,0,0,2022-05-17 10:11:12,
b@s.example,Bounced,9,0,0,2022-05-17 10:11:12,
j@s.example,Junk,9,0,0,2022-05-17 10:11:12,`,
    { a: 'active', u: 'unsubscribed', n: 'left out', b: 'bounced', j: 'complaint' },
  ],
  [
    'Sendy',
    `"Name","Email","Last activity","Status"
"Ana",a@s.example,"May 17, 2022, 10:11 am","Subscribed"
"Bo",u@s.example,"","Unsubscribed"
"C",n@s.example,"","Unconfirmed"
"D",b@s.example,"","Bounced"
"E",s@s.example,"","Soft bounced"
"F",m@s.example,"","Marked as spam"`,
    { a: 'active', u: 'unsubscribed', n: 'left out', b: 'bounced', s: 'bounced', m: 'complaint' },
  ],
  [
    'listmonk',
    `uuid,email,name,attributes,status,created_at,updated_at
1,a@s.example,Ana,{},enabled,2022-05-17 10:11:12.123456 +0000 UTC,2022-05-17 10:11:12.123456 +0000 UTC
2,d@s.example,Bo,{},disabled,2022-05-17 10:11:12.123456 +0200 CEST,2022-05-17 10:11:12.123456 +0000 UTC
3,x@s.example,Eve,{},blocklisted,2022-05-17 10:11:12.123456 +0000 UTC,2022-05-17 10:11:12.123456 +0000 UTC`,
    { a: 'active', d: 'unsubscribed', x: 'operator' },
  ],
  [
    "listmonk, with the list's own status",
    `email,name,status,subscription_status
a@s.example,Ana,enabled,confirmed
n@s.example,Bo,enabled,unconfirmed
u@s.example,Eve,enabled,unsubscribed`,
    { a: 'active', n: 'left out', u: 'unsubscribed' },
  ],
  [
    'Mailtrain',
    `email,first_name,status
a@s.example,Ana,1
u@s.example,Ana,2
b@s.example,Ana,3
c@s.example,Ana,4`,
    { a: 'active', u: 'unsubscribed', b: 'bounced', c: 'complaint' },
  ],
  [
    'Revue',
    `email,first_name,last_name,created_at,unsubscribed_at
a@s.example,Ana,Doe,2022-05-17 10:11:12 UTC,
u@s.example,Ana,Doe,2022-05-17 10:11:12 UTC,2022-06-17 10:11:12 UTC`,
    { a: 'active', u: 'unsubscribed' },
  ],
  [
    'TinyLetter',
    `Email,Subscribed On,State
a@s.example,"May 17, 2022",Active
u@s.example,"May 17, 2022",Unsubscribed`,
    { a: 'active', u: 'unsubscribed' },
  ],
  [
    'Keila',
    `Email,First name,Last name,Data,Status
a@s.example,Ana,Doe,{},active
u@s.example,Ana,Doe,{},unsubscribed
r@s.example,Ana,Doe,{},unreachable`,
    { a: 'active', u: 'unsubscribed', r: 'bounced' },
  ],
  [
    'EmailOctopus',
    `Email address,First name,Last name,Status,Date added
a@s.example,Ana,Doe,SUBSCRIBED,2022-05-17 10:11:12
u@s.example,Ana,Doe,UNSUBSCRIBED,2022-05-17 10:11:12
n@s.example,Ana,Doe,PENDING,2022-05-17 10:11:12`,
    { a: 'active', u: 'unsubscribed', n: 'left out' },
  ],
  [
    'Campaign Monitor',
    `Email Address,Name,State,Date Joined,Permission To Track
a@s.example,Ana,Active,17/05/2022,Yes
u@s.example,Ana,Unsubscribed,17/05/2022,Yes
b@s.example,Ana,Bounced,17/05/2022,Yes
d@s.example,Ana,Deleted,17/05/2022,Yes
n@s.example,Ana,Unconfirmed,17/05/2022,Yes`,
    { a: 'active', u: 'unsubscribed', b: 'bounced', d: 'unsubscribed', n: 'left out' },
  ],
  [
    'ActiveCampaign',
    `Email,First Name,Status,Subscription Date,Unsubscription Date,Unsubscribe Reason,IP
a@s.example,Ana,Active,2022-05-17 10:11,,,
u@s.example,Ana,Active,2022-05-17 10:11,2023-05-17 10:11,too many mails,
n@s.example,Ana,Unconfirmed,2022-05-17 10:11,,,`,
    { a: 'active', u: 'unsubscribed', n: 'left out' },
  ],
  [
    'Brevo',
    `CONTACT ID,EMAIL,FIRSTNAME,SMS,ADDED_TIME,EMAIL_BLACKLISTED,SMS_BLACKLISTED
1,a@s.example,Ana,,2022-05-17 10:11:12,No,Yes
2,u@s.example,Ana,,2022-05-17 10:11:12,Yes,No`,
    { a: 'active', u: 'operator' },
  ],
  [
    'Moosend',
    `Email,Name,Member Status,Created On,Unsubscribed On
a@s.example,Ana,Subscribed,2022-05-17T10:11:12,
u@s.example,Ana,Unsubscribed,2022-05-17T10:11:12,2023-05-17T10:11:12
r@s.example,Ana,Removed,2022-05-17T10:11:12,`,
    { a: 'active', u: 'unsubscribed', r: 'unsubscribed' },
  ],
  [
    'MailPoet',
    `Email,First name,List status,Global status
a@s.example,Ana,Subscribed,Subscribed
u@s.example,Ana,Unsubscribed,Subscribed
b@s.example,Ana,Subscribed,Bounced`,
    { a: 'active', u: 'unsubscribed', b: 'bounced' },
  ],
  [
    'CleverReach',
    `email;registered;activated;deactivated
a@s.example;2022-05-17 10:11:12;2022-05-17 10:11:12;0
n@s.example;2022-05-17 10:11:12;0;0
u@s.example;2022-05-17 10:11:12;2022-05-17 10:11:12;2023-05-17 10:11:12`,
    { a: 'active', n: 'left out', u: 'unsubscribed' },
  ],
  [
    'MailUp',
    `email;idList;OptOut_Date;optout_type
u@s.example;1;20110122T111244;0`,
    { u: 'unsubscribed' },
  ],
  [
    'Shopify',
    `First Name,Email,Accepts Email Marketing,Accepts SMS Marketing
Ana,a@s.example,yes,no
Bo,n@s.example,no,yes`,
    { a: 'active', n: 'unsubscribed' },
  ],
  [
    'HubSpot',
    `Record ID,First Name,Email,Unsubscribed from all email
1,Ana,a@s.example,
2,Bo,u@s.example,true`,
    { a: 'active', u: 'unsubscribed' },
  ],
  [
    'an American address list',
    `Email,First Name,City,State,Zip
a@s.example,Ana,Portland,OR,97201`,
    { a: 'active' },
  ],
]

describe("each product's way of saying that somebody left", () => {
  test.each(EXPORTS)('%s', async (_product, text, expected) => {
    expect(await standings(text)).toEqual(expected)
  })
})

/** Heading, the cell of who stays, of who left, and of whom it is right that they are. */
const YES_AND_NO: [string, string, string, string][] = [
  ['unsubscribed', 'false', 'true', 'unsubscribed'],
  ['unsubscribed', '0', '1', 'unsubscribed'],
  ['unsubscribed', '', 'x', 'unsubscribed'],
  ['Unsubscribed?', 'No', 'Yes', 'unsubscribed'],
  ['subscribed', 'yes', 'no', 'unsubscribed'],
  ['subscribed', '1', '0', 'unsubscribed'],
  ['subscribed', 't', 'f', 'unsubscribed'],
  ['opt_in', 'TRUE', 'FALSE', 'unsubscribed'],
  ['Opt-in', 'ja', 'nein', 'unsubscribed'],
  ['opted_out', 'no', 'yes', 'unsubscribed'],
  ['optedOut', 'no', 'yes', 'unsubscribed'],
  ['unsubscribed_at', '', '2024-01-01', 'unsubscribed'],
  ['unsubscribe_date', '0000-00-00', '01.02.2024', 'unsubscribed'],
  ['optout_time', 'NULL', '2024-01-01 10:00:00', 'unsubscribed'],
  ['email_disabled', 'false', 'true', 'unsubscribed'],
  ['deleted_at', '', '2024-01-01', 'unsubscribed'],
  ['blocklisted', 'no', 'yes', 'operator'],
  ['bounced', 'no', 'yes', 'bounced'],
  ['complained', '0', '1', 'complaint'],
  ['Abgemeldet', 'nein', 'ja', 'unsubscribed'],
  ['Abgemeldet', 'FALSCH', 'WAHR', 'unsubscribed'],
  ['Abgemeldet am', '', '17.05.2022', 'unsubscribed'],
  ['Désabonné', 'non', 'oui', 'unsubscribed'],
  ['Date de désinscription', '', '17/05/2022', 'unsubscribed'],
  ['Dado de baja', 'no', 'sí', 'unsubscribed'],
  ['Fecha de baja', '', '17/05/2022', 'unsubscribed'],
  ['Descadastrado', 'não', 'sim', 'unsubscribed'],
  ['Disiscritto', 'no', 'sì', 'unsubscribed'],
  ['Uitgeschreven', 'nee', 'ja', 'unsubscribed'],
  ['Отписан', 'нет', 'да', 'unsubscribed'],
  ['配信停止', 'いいえ', 'はい', 'unsubscribed'],
  ['退订', '否', '是', 'unsubscribed'],
  ['退訂', '否', '是', 'unsubscribed'],
  ['수신거부', '아니요', '예', 'unsubscribed'],
  ['הוסר', 'לא', 'כן', 'unsubscribed'],
  ['Left', 'no', 'yes', 'unsubscribed'],
  ['hasLeft', '', '2024-01-01', 'unsubscribed'],
]

test.each(YES_AND_NO)('%s: "%s" stays, "%s" is %s', async (heading, stays, left, expected) => {
  const text = `email,${heading}\na@s.example,${stays}\nleft@s.example,${left}\n`
  expect(await standings(text)).toEqual({ a: 'active', left: expected })
})

describe('what is not understood stops all of it, before anything is written', () => {
  test.each([
    ['a status that nobody knows', 'email,status\na@s.example,active\nb@s.example,frozen\n', 'status', 'frozen'],
    [
      'a column that speaks of leaving',
      'email,churn_reason\na@s.example,\nb@s.example,no time\n',
      'churn_reason',
      'no time',
    ],
    [
      'nobody says what an empty cell means',
      'email,opt_in\na@s.example,yes\nb@s.example,\n',
      'opt_in',
      'an empty cell',
    ],
    [
      'a label of a column that nobody knows',
      'email,Segment\na@s.example,VIP\nb@s.example,Unsubscribed\n',
      'Segment',
      'Unsubscribed',
    ],
    ['labels', 'email,labels\na@s.example,"VIP, unsubscribed"\n', 'labels', 'VIP, unsubscribed'],
    ['a word of another kind', 'email,unsubscribed\na@s.example,maybe\n', 'unsubscribed', 'maybe'],
  ])('%s', async (_, text, column, value) => {
    const { refused } = await standings(text)
    expect(refused).toContain(`"${column}"`)
    expect(refused).toContain(value)
    expect(refused).toContain('Nothing was imported.')
    expect(refused).toContain('--ignore')
  })

  test('until the operator says what it means', async () => {
    const text = 'email,status\na@s.example,active\nb@s.example,frozen\n'
    const meanings = new Map([[plainWord('Frozen'), 'unsubscribed' as const]])
    expect(await standings(text, { meanings })).toEqual({ a: 'active', b: 'unsubscribed' })
    expect(await standings(text, { ignored: ['Status'] })).toEqual({ a: 'active', b: 'active' })
  })

  test('which may be that an empty cell is a no, or that a column of labels is a status', async () => {
    const meanings = new Map([['', 'unsubscribed' as const]])
    expect(await standings('email,opt_in\na@s.example,yes\nb@s.example,\n', { meanings })).toEqual({
      a: 'active',
      b: 'unsubscribed',
    })
    const labels = 'email,labels\na@s.example,VIP\nb@s.example,"VIP, unsubscribed"\n'
    expect(
      await standings(labels, { columns: [['status', 'labels']], meanings: new Map([['vip', 'active' as const]]) }),
    ).toEqual({ a: 'active', b: 'unsubscribed' })
  })

  test('a file whose name alone says who is in it', async () => {
    const text = 'Email Address,Name\na@s.example,Ana\n'
    for (const file of ['cleaned_members.csv', 'nonsubscribed_export.csv', 'exports/bounces.csv', 'Abgemeldete.csv']) {
      expect((await standings(text, {}, file)).refused).toMatch(/name of the file .* --as (?:unsubscribed|suppressed)/)
      expect(await standings(text, { as: 'unsubscribed' }, file)).toEqual({ a: 'unsubscribed' })
    }
    expect(await standings(text, {}, 'subscribed_members.csv')).toEqual({ a: 'active' })
  })
})

test('columns that nothing was read from are named', async () => {
  const { unused } = await readWhole('email,Phone,Company,status\na@s.example,1,X,active\n')
  expect(unused).toEqual(['Phone', 'Company'])
})
