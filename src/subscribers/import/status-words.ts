import { plainWord, wordsOf } from './plain-word.ts'
import { remembered } from './remembered.ts'
import type { Said } from './said.ts'

/**
 * What other programs, and people, write into a column that says how somebody stands. First the products, then the large
 * languages. Compared as plain words, so that `Marked as spam`, `marked_as_spam` and `MARKED-AS-SPAM` are one.
 */
const WORDS = wordsOf<Said>({
  active: `active, subscribed, confirmed, enabled, valid, opted in, opt in, receiving, explicit, express, implied, true, yes, 1,
    regular, premium, gifted, trialed, past due, churning, churned, unpaid, cold,
    aktiv, abonniert, bestätigt, angemeldet, eingetragen, actif, abonné, inscrit, confirmé, activo, suscrito, confirmado, ativo,
    inscrito, attivo, iscritto, confermato, actief, ingeschreven, aktywny, zapisany, aktivní, aktív, активен, активный, подписан,
    активний, підписаний, פעיל, רשום, 有効, 購読中, 登録済み, 活跃, 有效, 已订阅, 啟用, 已訂閱, 활성, 구독, 구독중`,
  pending: `pending, unconfirmed, not confirmed, unactivated, unverified, not verified, awaiting confirmation, awaiting,
    needs confirmation, never confirmed, never subscribed, not subscribed, non-subscribed, transactional, no permission set,
    no permission, opt-in pending, waiting, invited, paused, by feed, temporary hold, on hold,
    ausstehend, unbestätigt, nicht bestätigt, wartend, en attente, non confirmé, pendiente, no confirmado, sin confirmar, pendente,
    não confirmado, in attesa, non confermato, in afwachting, niet bevestigd, oczekujący, niepotwierdzony, ожидает,
    не подтвержден, неподтвержден, ממתין, לא מאושר, 未確認, 保留中, 仮登録, 待确认, 未确认, 待確認, 未確認, 대기, 미확인`,
  unsubscribed: `unsubscribed, unsubscribe, unsub, inactive, not active, disabled, deactivated, false, no, 0, 2, cancelled, canceled,
    opted out, opt out, optout, out, removed, deleted, archived, left, former, stopped, stop, suspended, revoked, withdrawn,
    declined, globally unsubscribed, global unsubscribe, do not contact, do not email, do not mail, dnc, changed, forgotten,
    abgemeldet, abbestellt, ausgetragen, inaktiv, gekündigt, gelöscht, désabonné, désinscrit, désactivé, inactif, supprimé, résilié,
    annulé, baja, de baja, dado de baja, desuscrito, cancelado, inactivo, eliminado, anulado, descadastrado, desinscrito, inscrição cancelada,
    removido, inativo, excluído, disiscritto, cancellato, disattivato, inattivo, annullato, afgemeld, uitgeschreven, opgezegd, inactief,
    verwijderd, avregistrerad, avslutad, avanmäld, afmeldt, frameldt, avmeldt, wypisany, nieaktywny, usunięty, odhlášen, neaktivní,
    leiratkozott, inaktív, dezabonat, peruutettu, çıktı, iptal, отписан, отписался, неактивен, удален, отказался, відписаний,
    διαγραμμένος, הוסר, בוטל, לא פעיל, ביטל, הסיר, ملغى, غير مشترك, 解除, 解除済み, 登録解除, 購読解除, 退会, 退会済み, 配信停止, 停止, 無効, 解約,
    退订, 已退订, 取消订阅, 已取消, 停用, 无效, 退訂, 已退訂, 取消訂閱, 無效, 수신거부, 구독취소, 해지, 비활성`,
  bounced: `bounced, bounce, hard bounced, hard bounce, soft bounced, soft bounce, cleaned, undeliverable, unreachable, undelivered,
    invalid, invalid email, malformed, nonexistent, failed, dead, returned, mailbox full, 3,
    unzustellbar, ungültig, zurückgewiesen, rejeté, invalide, rebotado, rebote, inválido, rimbalzato, non valido, geweigerd, ongeldig,
    odrzucony, возврат, недействителен, חוזר, エラー, 不達, 配信不能, 退信, 无法送达, 無法送達, 반송`,
  blocked: `blocklisted, blacklisted, blocked, blocklist, blacklist, suppressed, suppression, banned, excluded, quarantined, spammy,
    gesperrt, blockiert, bloqué, bloqueado, bloccato, geblokkeerd, zablokowany, заблокирован, чёрный список, חסום, ブロック, 拒否,
    黑名单, 已屏蔽, 黑名單, 封鎖, 차단`,
  complained: `complained, complaint, complainer, spam, marked as spam, reported spam, reported as spam, spam complaint, spam report,
    abuse, abuse complaint, junk, marked as junk, 4,
    beschwerde, als spam markiert, plainte, queja, denunciado, reclamação, reclamo, segnalato, klacht, жалоба, 迷惑メール, 垃圾邮件, 投诉,
    垃圾郵件, 投訴, 스팸`,
})

/** Longer sayings that begin so: `Unsubscribed (by admin)`, `Bounced: mailbox unavailable`. None of them is active. */
const BEGINNINGS: [string, Said][] = [
  ['unsubscrib', 'unsubscribed'],
  ['optedout', 'unsubscribed'],
  ['abgemeldet', 'unsubscribed'],
  ['desabonn', 'unsubscribed'],
  ['desinscrit', 'unsubscribed'],
  ['bounce', 'bounced'],
  ['hardbounce', 'bounced'],
  ['softbounce', 'bounced'],
  ['complain', 'complained'],
  ['markedasspam', 'complained'],
  ['spam', 'complained'],
  ['blacklist', 'blocked'],
  ['blocklist', 'blocked'],
  ['suppress', 'blocked'],
]

/** The status that a word stands for; undefined for an unknown one, which must never count as active. */
export const readStatus = remembered((cell): Said | undefined => {
  const word = plainWord(cell)
  return WORDS.get(word) ?? BEGINNINGS.find(([beginning]) => word.startsWith(beginning))?.[1]
})

/** Mean nothing else than that somebody left, wherever they stand: in a column of labels too. */
const UNMISTAKABLE =
  /^(?:unsub|opted?out|donot(?:e?mail|contact)|bounced|hardbounce|cleaned$|complain|markedas(?:spam|junk)|black?listed|blocklisted|abgemeldet|abbestellt|desabonn|desinscrit|dadodebaja|descadastrad|disiscritt|uitgeschreven|afgemeld|отпис|退订|退訂|取消订阅|取消訂閱|配信停止|登録解除|수신거부|구독취소)/

export const saysLeft = remembered((cell): boolean => {
  if (cell.length > 80 || !/\p{L}/u.test(cell)) return false
  return cell.split(/[,;|]/).some((part) => UNMISTAKABLE.test(plainWord(part)))
})
