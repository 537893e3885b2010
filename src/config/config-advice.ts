import { basename } from 'node:path'
import { domainToASCII } from 'node:url'
import type { Config } from './config.ts'
import { type Problem, warning } from './problem.ts'
import { cronsOf } from './schedule-kind.ts'
import { isLoopback } from './smtp-url.ts'

/** What works and is still worth a word: warnings for `check`, none of which stops anything here. */
export function adviseOnConfig(config: Config): Problem[] {
  const place = { file: basename(config.file) }
  const advice: Problem[] = adviseOnPlaceholders(config, place)
  if (config.newsletters.length > 0 && !config.site.postalAddress) {
    const hint = 'Many countries ask for it: write postal_address = "…" in [site].'
    advice.push(warning('config.postal-address', 'No postal address is printed in the mails.', { ...place, hint }))
  }
  for (const smtp of config.smtp) {
    if (smtp.tls === 'required' || !smtp.host || isLoopback(smtp.host)) continue
    const hint = 'Write tls = "required" unless you know every machine on the way.'
    const message = `Mails and the password may go to "${smtp.name}" unencrypted, or to whoever pretends to be it.`
    advice.push(warning('config.insecure-smtp', message, { ...place, hint }))
  }
  advice.push(...adviseOnSenders(config, place))
  const isReal = config.smtp.some((smtp) => smtp.kind !== 'mailbox')
  if (isReal && config.newsletters.length > 0 && config.web.url.startsWith('http:')) {
    const message = 'web.url is not https: newsletters are only sent to the test mailbox and with --to.'
    const hint =
      'Write the https address at which readers can unsubscribe: url = "https://news.lantern.example/" in [web].'
    advice.push(warning('config.http-web-url', message, { ...place, hint }))
  }
  if (
    config.feeds.hub &&
    isLoopback(new URL(config.output.url).hostname) &&
    !isLoopback(new URL(config.feeds.hub).hostname)
  ) {
    const message = 'Feeds name a hub that cannot reach them: their address is one of this machine.'
    const hint = 'Write where readers reach them: url = "https://news.lantern.example/" in [output] or [web].'
    advice.push(warning('config.local-feeds', message, { ...place, hint }))
  }
  for (const newsletter of config.newsletters) {
    for (const schedule of cronsOf(newsletter.schedules)) advice.push(...adviseOnSchedule(schedule, place))
  }
  return advice
}

/** What `init` writes where it finds nothing. */
function adviseOnPlaceholders({ site, newsletters }: Config, place: { file: string }): Problem[] {
  const isExample = (host: string) => /^(?:www\.)?example\.(?:org|com|net)$/i.test(host)
  const advice: Problem[] = []
  if (isExample(new URL(site.url).hostname)) {
    const message = `site.url is still the example ${site.url}: feeds and mails would lead there.`
    advice.push(
      warning('config.example', message, { ...place, hint: 'Write the address of your site: url in [site].' }),
    )
  }
  for (const { id, from } of newsletters) {
    if (!isExample(from.address.slice(from.address.lastIndexOf('@') + 1))) continue
    const message = `from of "${id}" is still the example ${from.address}, which is not yours to send from.`
    advice.push(
      warning('config.example', message, {
        ...place,
        hint: 'Write an address of your own domain: from in [[newsletters]].',
      }),
    )
  }
  return advice
}

/** Mail programs and filters take an address for a name as a disguise, and so do they a link elsewhere. */
function adviseOnSenders({ site, web, newsletters }: Config, place: { file: string }): Problem[] {
  const ours = [site.url, web.url].map((url) => new URL(url).hostname)
  return newsletters.flatMap(({ id, from }) => {
    const found: Problem[] = []
    if (from.name && /@|\p{Extended_Pictographic}/u.test(from.name.replace(/[©®™]/g, ''))) {
      const message = `The name in from of "${id}", ${from.name}, is an address or has a picture in it, as spam has.`
      found.push(warning('config.from-name', message, { ...place, hint: 'Write a name in letters.' }))
    }
    const domain = domainToASCII(from.address.slice(from.address.lastIndexOf('@') + 1))
    if (!ours.some((host) => isLoopback(host) || isAkin(host, domain))) {
      const message = `from of "${id}" is at ${domain}, and its mails lead to ${ours[0]}.`
      const hint = 'Write from an address at the domain of your site if you can: mail filters trust it more.'
      found.push(warning('config.from-domain', message, { ...place, hint }))
    }
    return found
  })
}

/** The last two labels alike: without a list of all suffixes, better one word too few than one too many. */
function isAkin(host: string, domain: string): boolean {
  const end = (name: string) => name.split('.').slice(-2).join('.')
  return end(host) === end(domain)
}

/** `1-7 * MON`, by which many mean the first Monday, is each day from 1 to 7 and each Monday beside. */
function adviseOnSchedule(schedule: string, place: { file: string }): Problem[] {
  const [, , ofMonth = '', , ofWeek = ''] = schedule.trim().split(/\s+/)
  const week = ['1-7', '8-14', '15-21', '22-28'].indexOf(ofMonth) + 1
  if (week === 0 || !/^(?:\d|[a-z]+)$/i.test(ofWeek)) return []
  const message = `The schedule "${schedule}" is due on each day from ${ofMonth.replace('-', ' to ')} and on each ${ofWeek}: either day counts.`
  const hint = `For one ${ofWeek} a month write * for the day of the month and "${ofWeek}#${week}" for the day of the week.`
  return [warning('config.either-day', message, { ...place, hint })]
}
