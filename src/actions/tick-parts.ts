import type { Part } from './do-part.ts'

const PLANS_NOTHING =
  'Until it succeeds no edition is planned, and the feeds stay as they are. What is on its way goes on.'
export const REFRESH: Part = { key: 'refresh', name: 'content.refresh', meanwhile: PLANS_NOTHING }
export const SCAN: Part = { key: 'scan', name: 'The scan of the site', meanwhile: PLANS_NOTHING }
export const FEEDS: Part = {
  key: 'feeds',
  name: 'Writing the feeds',
  meanwhile: 'Until it succeeds they stay as they are. Newsletters go out all the same.',
}
export const HUB: Part = {
  key: 'hub',
  name: 'Telling the WebSub hub',
  meanwhile: 'Readers find out by themselves, somewhat later.',
}
export const SCHEDULES: Part = {
  key: 'schedule',
  name: 'Looking at the schedules',
  meanwhile: 'Until it succeeds no edition is planned.',
}
export const TELL: Part = {
  key: 'tell',
  name: 'Telling of what is held',
  meanwhile: 'See it with: broadsheet status.',
}

export function newsletterPart(id: string): Part {
  return {
    key: `newsletter ${id}`,
    name: `Planning an edition of ${id}`,
    meanwhile: 'Until it succeeds this edition is not made. Other newsletters go on.',
  }
}

export function heldPart(edition: string): Part {
  return {
    key: `held ${edition}`,
    name: `Making ${edition} anew`,
    meanwhile: 'Until it succeeds this edition stays held. Others go on.',
  }
}

/** The same on a machine beside the one that plans: a part of its own, so that neither tells that the other's works again. */
export function besidePart({ key, name }: Part, host: string): Part {
  return {
    key: `${key} on ${host}`,
    name: `${name} on ${host}`,
    meanwhile:
      'Until it succeeds the feeds of this machine stay as they are. Another one plans, and newsletters go out.',
  }
}

export const INBOXES: Part = {
  key: 'inboxes',
  name: 'Reading the inboxes',
  meanwhile: 'Until it succeeds nobody is told of bounces. Mails go out all the same.',
}

export const TIDY: Part = {
  key: 'tidy',
  name: 'Forgetting sign-ups that nobody confirmed',
  meanwhile: 'Until it succeeds they are kept. Nothing else waits for it.',
}
