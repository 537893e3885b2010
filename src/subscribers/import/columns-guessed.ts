import type { Signal } from './columns-known.ts'
import { plainWord, wordList } from './plain-word.ts'
import type { Said } from './said.ts'

/** Parts of headings that speak of addresses that must not be mailed, then of leaving, in the large languages. */
const STEMS: [Said, string][] = [
  ['bounced', 'bounce, cleaned, undeliver, unzustellbar, rebot, rimbalz, 退信, 不達, 반송'],
  ['complained', 'complain, spam, junk, abuse, beschwerde, plainte, queja, reclama, жалоб, 迷惑, 投诉, 投訴'],
  [
    'blocked',
    'blacklist, blocklist, suppress, banned, gesperrt, sperrliste, bloque, bloccat, geblokkeerd, zablokowan, заблокир, черныйсписок, חסום, 黑名单, 黑名單, 차단',
  ],
  [
    'unsubscribed',
    `unsub, optout, optedout, optingout, donotmail, donotemail, donotcontact, nomail, noemail, disabled, deactivat, deleted, removed, cancel,
    withdraw, revoked, churn, abmeld, abgemeld, abbestell, austrag, ausgetrag, gekundigt, kundigung, geloscht, widerruf, desabonn, desinscri,
    supprim, retrait, debaja, desuscri, anulad, eliminad, descadastr, cancelad, removid, disiscri, cancellat, disattiv, revoca, afgemeld,
    afmeld, uitgeschrev, uitschrij, opgezegd, avregistr, avanmal, avprenumer, avmeld, frameld, wypisan, rezygnac, usunie, odhlas, leiratkoz,
    dezabon, peruut, iptal, cikis, отпис, удален, отказ, відпис, διαγραφ, הסר, הוסר, ביטול, בוטל, الغاء, ملغ, 解除, 退会, 停止, 解約,
    退订, 退訂, 取消, 停用, 수신거부, 구독취소, 해지, 탈퇴`,
  ],
]
const LEAVING = STEMS.flatMap(([said, stems]) => wordList(stems).map((stem): [string, Said] => [stem, said]))

/** Too short to be looked for within words: `Dropout`, `Stopover` and `Legend` are none. */
const WHOLE_WORDS = /(?:^|[^\p{L}])(?:left|gone|quit|stop|stopped|baja|salida|weg)(?:$|[^\p{L}])/iu

const SUBSCRIBED =
  /subscribed|optin|optedin|consent|permission|acceptsmarketing|abonniert|abonne$|^inscrit|einwillig|suscrit|inscrito|iscritt|consens|toestemming|ingeschreven|подписан|согласи|購読|订阅$|已订阅|訂閱$|구독$|מנוי|הסכמה/

/** A heading that no table has, and that speaks of leaving, or of being subscribed, in one of the large languages. */
export function guessedSignal(heading: string): Signal | undefined {
  const word = plainWord(heading)
  const stem = LEAVING.find(([part]) => word.includes(part))
  if (stem) return { kind: 'left', as: stem[1] }
  if (WHOLE_WORDS.test(heading.replace(/([a-z])([A-Z])/g, '$1 $2'))) return { kind: 'left', as: 'unsubscribed' }
  if (word.endsWith('status')) return { kind: 'status', isSoft: true }
  return SUBSCRIBED.test(word) ? { kind: 'subscribed', otherwise: 'unsubscribed', isSoft: true } : undefined
}

/** Of a file: `nonsubscribed_members.csv` holds people who never asked. */
export function isLeaversName(name: string): boolean {
  return /nonsubscribed|notsubscribed|neversubscribed|transactional/.test(plainWord(name))
}
