import type { HubAnswer } from '../feeds/hub-topic.ts'
import type { Fetch } from './guarded-fetch.ts'

/**
 * Tells a WebSub hub that the document at `topic` has changed. The specification leaves this step to hubs (§7); all
 * public ones take what PubSubHubbub 0.4 had: a form with `hub.mode=publish` and `hub.url`.
 */
export async function pingHub(hub: string, topic: string, fetch: Fetch): Promise<HubAnswer> {
  const answer = await fetch(hub, { form: { 'hub.mode': 'publish', 'hub.url': topic } })
  if (!answer.ok) return { ok: false, error: answer.error, isSilent: true }
  if (answer.status >= 200 && answer.status < 300) return { ok: true }
  return { ok: false, error: `it answers ${answer.status}`, isSilent: false }
}
