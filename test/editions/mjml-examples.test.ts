import { describe, expect, test } from 'vitest'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { keeper, memory, sampleMail, TEMPLATES } from './sample-mail.ts'

/** In the style of MJML's own examples: a whole template of an operator's own, which takes nothing of Broadsheet's. */
const BASIC = `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-text padding="0" />
      <mj-class name="preheader" color="#000000" font-size="11px" />
    </mj-attributes>
    <mj-style inline="inline">a { text-decoration: none !important; }</mj-style>
  </mj-head>
  <mj-body background-color="#bedae6">
    <mj-section>
      <mj-column width="100%">
        <mj-image src="https://lantern.example/header.png" alt="header image" padding="0px"></mj-image>
      </mj-column>
    </mj-section>
    {% for post in posts %}
    <mj-section padding-bottom="20px" padding-top="10px">
      <mj-column>
        <mj-text align="center" padding="10px 25px" font-size="20px" color="#512d0b"><strong>{{ post.title }}</strong></mj-text>
        <mj-text align="center" font-size="18px" font-family="Arial">{{ post.summary }}</mj-text>
        <mj-button background-color="#8bb420" color="#ffffff" href="{{ post.url }}" font-family="Arial, sans-serif" padding="20px 0 0 0" font-weight="bold">{{ words.continueReading }}</mj-button>
      </mj-column>
    </mj-section>
    {% endfor %}
    <mj-section>
      <mj-column>
        <mj-social font-size="15px" icon-size="30px" mode="horizontal">
          <mj-social-element name="github" href="https://lantern.example/code/">Code</mj-social-element>
        </mj-social>
        <mj-text align="center" mj-class="preheader"><a href="{{ links.unsubscribe }}">{{ words.unsubscribe }}</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`

const NEWSLETTER = `<mjml lang="{{ language }}" dir="{{ direction }}">
  <mj-head>
    <mj-title>{{ subject }}</mj-title>
    <mj-preview>{{ preheader }}</mj-preview>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif"></mj-all>
      <mj-text font-weight="300" font-size="16px" color="{{ theme.light.ink }}" line-height="24px"></mj-text>
    </mj-attributes>
    <mj-style>.body-section { box-shadow: 1px 4px 11px 0px rgba(0, 0, 0, 0.15); }</mj-style>
  </mj-head>
  <mj-body background-color="#e7e7e7" width="600px">
    <mj-wrapper padding-top="0" padding-bottom="0" css-class="body-section">
      <mj-hero mode="fluid-height" background-color="{{ theme.light.band }}" padding="40px 0">
        <mj-text align="center" color="{{ theme.light.bandInk }}" font-size="26px">{{ newsletter.title }}</mj-text>
      </mj-hero>
      {% for post in posts %}
      <mj-section background-color="#ffffff" padding-left="15px" padding-right="15px">
        <mj-column width="35%">
          {% if post.cover %}<mj-image src="{{ post.cover.url }}" alt="{{ post.cover.alt }}" fluid-on-mobile="true" />{% endif %}
          <mj-table><tr><td>{{ post.date }}</td></tr></mj-table>
        </mj-column>
        <mj-column width="65%">
          <mj-text font-size="20px">{{ post.title }}</mj-text>
          <mj-text>{{ post.summary }}</mj-text>
          <mj-button href="{{ post.url }}" width="300px">{{ words.readOnWeb }}</mj-button>
        </mj-column>
      </mj-section>
      <mj-section background-color="#ffffff"><mj-column><mj-divider border-color="#dfe3e8" border-width="1px" /><mj-spacer height="10px" /></mj-column></mj-section>
      {% endfor %}
    </mj-wrapper>
    <mj-section full-width="full-width">
      <mj-group>
        <mj-column width="50%"><mj-text>{{ site.postalAddress }}</mj-text></mj-column>
        <mj-column width="50%"><mj-text align="right"><a href="{{ links.unsubscribe }}">{{ words.unsubscribe }}</a></mj-text></mj-column>
      </mj-group>
    </mj-section>
  </mj-body>
</mjml>`

describe.each([
  ['basic', BASIC],
  ['newsletter', NEWSLETTER],
])('a template in the style of MJML’s examples: %s', (name, text) => {
  test('is laid out, with the posts in it, and nothing wrong with it', async () => {
    const templates = new Map([...TEMPLATES, [`${name}.mjml`, text]])
    const newsletter = { id: 'weekly', title: 'Weekly', template: name }
    const { variant, problems } = await renderVariant(sampleMail([keeper, memory], 'en', { templates, newsletter }))
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(variant?.html).toContain('How a lighthouse keeps time &amp; tide')
    expect(variant?.html).toContain(memory.title)
    expect(variant?.html.match(/href="https:\/\/lantern\.example\/posts\/keeper\/"/g)).toHaveLength(1)
    // What Outlook is told is there, too.
    expect(variant?.html).toContain('<!--[if mso')
  })
})
