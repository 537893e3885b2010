import { addressesIn, firstAddress, isSame } from './addresses.ts'
import type { MailParts } from './mail-parts.ts'
import { reasonOf } from './reason-of.ts'
import type { Reported } from './report.ts'
import { saidFields, saidIn } from './said.ts'

const MOST_RECIPIENTS = 100

/** A line that names whom a mail did not reach: the address alone, or with what follows it. */
const NAMES_RECIPIENT =
  /^[ \t]*(?:>+ ?)?(?:recipient:|to:|undeliverable to|target mail address:|address:|[^\n]{0,60}\b(?:to|for|address|mailbox|size|attempts|full|recipient):)?[ \t]*[<"']?((?:"[^"\n]{1,64}"|[^\s<>()[\]{}:;,"'|=：；，]{1,64})@[A-Za-z0-9.-]{1,253}[A-Za-z0-9])[>"']?(?:[ \t]*<[^>\n]{1,320}>)?[ \t]*(?:[:.,]|$|on [A-Z\d]|invalid address|\.\.\.)/i

const IS_DELAY =
  /\bwarning\b[^\n]{0,40}(?:message|only|delayed)|has been delayed|is delayed for|not yet been delivered|still being retried|will be retried|\(delay\)|temporary failure report/i

/** What a notice in words says of each recipient. */
export function noticeRecipients(parts: MailParts): Reported[] {
  const addresses = failedAddresses(parts)
  const action = IS_DELAY.test(`${parts.subject}\n${parts.notice}`) ? 'delayed' : 'failed'
  if (addresses.length === 0) return [reportedOf(undefined, action, parts, true)]
  return addresses.map((address) => reportedOf(address, action, parts, addresses.length === 1))
}

function reportedOf(
  address: string | undefined,
  action: 'failed' | 'delayed',
  parts: MailParts,
  isOnly: boolean,
): Reported {
  const notice = isOnly ? sinceNamed(parts.notice, address) : noticeAbout(parts.notice, address)
  const said = saidIn(notice)
  const reason = reasonOf(said, `${isOnly ? parts.notice : notice} ${parts.subject}`)
  return {
    ...(address && { address }),
    action,
    ...saidFields(said),
    reason,
    permanent: reason === 'address-gone' && action === 'failed',
  }
}

/** From the line on that names the address: what stands above is the same in every notice. A transcript is read whole. */
function sinceNamed(notice: string, address: string | undefined): string {
  const at = address ? notice.toLowerCase().indexOf(address.toLowerCase()) : -1
  if (at < 0 || /^>* ?<<< /m.test(notice)) return notice
  const since = notice.slice(notice.lastIndexOf('\n', at) + 1)
  return saidIn(since).code === undefined && saidIn(notice).code !== undefined ? notice : since
}

function failedAddresses(parts: MailParts): string[] {
  const named = parts.header('x-failed-recipients')
  if (named) return unique(addressesIn(named).map(({ address }) => address))
  const own = [...parts.sentTo, parts.from ?? ''].map((address) => address.toLowerCase())
  const isOther = (address: string) =>
    !own.includes(address.toLowerCase()) && !/^(?:postmaster|mailer-daemon|support)@/i.test(address)
  const lines = parts.notice.split('\n', 2_000).flatMap((line) => NAMES_RECIPIENT.exec(line)?.[1] ?? [])
  const ofLines = unique(lines.filter(isOther))
  if (ofLines.length > 0) return ofLines
  const ofText = unique(
    addressesIn(parts.notice)
      .map(({ address }) => address)
      .filter(isOther),
  )
  if (ofText.length > 0) return ofText
  const to = /^to:[ \t]*(.*(?:\n[ \t].*)*)/im.exec(parts.returned)?.[1]
  const returned = to && firstAddress(to)
  return returned ? [returned] : unique(lines)
}

function unique(addresses: string[]): string[] {
  const seen = new Map(addresses.map((address) => [address.toLowerCase(), address]))
  return [...seen.values()].slice(0, MOST_RECIPIENTS)
}

/** The lines of a notice that are about an address: from each that names it to the next that names another; all of them where it names none. */
export function noticeAbout(notice: string, address: string | undefined): string {
  const lines = notice.split('\n', 2_000)
  const named = lines.map((line) => addressesIn(line)[0]?.address)
  const others = named.some((found) => found && address && !isSame(found, address))
  if (!address || !others || !named.some((found) => found && isSame(found, address))) return notice
  let isAbout = false
  const about = lines.filter((line, index) => {
    const found = named[index]
    const all = found ? addressesIn(line).map((each) => each.address) : []
    if (all.some((each) => isSame(each, address))) isAbout = true
    else if (found && NAMES_RECIPIENT.test(line)) isAbout = false
    return isAbout
  })
  return about.join('\n')
}
