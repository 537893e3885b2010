import type { World } from './world.ts'

/** What an operator's templates can be like. */
export type TemplateState = 'good' | 'restyled' | 'broken-tag' | 'broken-liquid' | 'unfilled' | 'missing-part'

const BODY = `{% for post in posts %}<mj-text><a href="{{ post.url }}">{{ post.title }}</a> {{ post.summary }}</mj-text>{% endfor %}`
const FOOT = `<mj-text><a href="{{ links.unsubscribe }}">Unsubscribe</a> {{ site.title }}</mj-text>`

/** Small, for a year renders hundreds of mails; each fault is one that people make. */
const TEMPLATES: Record<TemplateState, string> = {
  good: mail(BODY + FOOT),
  restyled: mail(`<mj-text>Hello!</mj-text>${BODY}${FOOT}`),
  'broken-tag': mail(`<mj-txt>${BODY}</mj-txt><mj-column>${FOOT}`),
  'broken-liquid': mail(`{% for post in posts %}${FOOT}`),
  unfilled: mail(`<mj-text>Dear {{ "{{ name }}" }},</mj-text>${BODY}${FOOT}`),
  'missing-part': mail(`{% render 'parts/nowhere.mjml' %}${BODY}${FOOT}`),
}

const WELL: TemplateState[] = ['good', 'restyled']

export const TEMPLATE_STATES = Object.keys(TEMPLATES) as TemplateState[]

export function writeTemplates({ site, clock, history }: World, state: TemplateState): void {
  history.templates.push({ at: clock.milliseconds, areWell: WELL.includes(state) })
  site.write('templates/digest.mjml', TEMPLATES[state])
  site.write('templates/post.mjml', TEMPLATES[state])
}

function mail(content: string): string {
  return `<mjml><mj-body><mj-section><mj-column>${content}</mj-column></mj-section></mj-body></mjml>\n`
}
